//! When and where an activity was held, who took part, what came of it.

use jiff::civil::Date;

use super::super::cue::{ActorKind, Reading};
use super::kind;
use crate::character::LOCATIVE;
use crate::span::Span;

/// How far behind the name its figures are looked for, in bytes: six paragraphs or so.
pub(super) const REACH: usize = 4500;

/// How much of the sentence that names it is read for places and persons, in bytes.
const SENTENCE: u32 = 1200;

/// The day a stretch gives.
pub(super) fn date(reading: &Reading, stretch: Span) -> Option<Date> {
    let times = &reading.context.marks.times;
    let first = times.partition_point(|time| time.span.start < stretch.start);
    let inside = times[first..]
        .iter()
        .take_while(|time| time.span.end <= stretch.end);
    inside
        .filter(|time| time.from.is_some() && (time.from == time.to || time.kind.name() == "date"))
        .find_map(|time| (time.from == time.to).then_some(time.from).flatten())
}

/// The places a stretch says the activity was held at: those behind 在, 走进, 来到.
pub(super) fn places(reading: &Reading, span: Span) -> Vec<Span> {
    let (start, end) = (span.start as usize, span.end as usize);
    let end = reading.floor(end.min(start + SENTENCE as usize));
    let actors = reading.actors(start, end);
    let mut found: Vec<Span> = Vec::new();
    for actor in actors.iter().filter(|actor| actor.kind == ActorKind::Place) {
        let located = LOCATIVE.has_some(reading.lead(actor.start))
            || reading.before(actor.start, 6).ends_with("深入");
        let listed = found.last().is_some_and(|last| {
            let between = &reading.text[last.end as usize..actor.start];
            between == "、" || between == "和"
        });
        if located || listed {
            found.push(actor.span);
        }
    }
    found
}

/// Those counted in persons in a stretch: `40多名志愿者`, `干部群众260余人`.
pub(super) fn participants(reading: &Reading, span: Span) -> Vec<Span> {
    let quantities = &reading.context.marks.quantities;
    let first = quantities.partition_point(|quantity| quantity.span.start < span.start);
    let end = span.end.min(span.start + SENTENCE);
    let inside = quantities[first..]
        .iter()
        .take_while(|quantity| quantity.span.end <= end);
    inside
        .filter(|quantity| quantity.unit.as_deref().is_some_and(is_person))
        .map(|quantity| match quantity.of {
            Some(of) => {
                let of = counted(reading, of);
                Span::new(
                    of.start.min(quantity.span.start) as usize,
                    of.end.max(quantity.span.end) as usize,
                )
            }
            None => quantity.span,
        })
        .filter(|span| span.len() <= 90)
        .collect()
}

/// What came of it, as printed, in `told..end`: thing and quantity behind a verb of giving or doing.
pub(super) fn outputs(reading: &Reading, told: usize, end: usize) -> Vec<Span> {
    let text = reading.text;
    let end = reading.floor(end);
    let quantities = &reading.context.marks.quantities;
    let first = quantities.partition_point(|quantity| (quantity.span.start as usize) < told);
    let mut found: Vec<Span> = Vec::new();
    let mut open = None;
    for quantity in quantities[first..]
        .iter()
        .take_while(|quantity| (quantity.span.end as usize) <= end)
    {
        let (start, stop) = (quantity.span.start as usize, quantity.span.end as usize);
        let clause = reading.clause_start(start, 150);
        if reading.is_spoken(start) || reading.has(clause, start, kind::BAR) {
            continue;
        }
        // What follows an outlook or a yearly sum is no output of this activity.
        if outlook(reading, start) {
            continue;
        }
        let cues = reading.between(clause, start);
        let given = cues
            .iter()
            .rfind(|cue| cue.is(kind::GIVE))
            .map(|cue| cue.span);
        let verb = given.map(|span| span.end as usize);
        // Figures in a row share one verb: 赠送雨伞80余把、水壶120个.
        let listed = open.filter(|&last| text[last..start].starts_with('、') && start - last <= 60);
        let Some(verb) = listed.map(|last| last + '、'.len_utf8()).or(verb) else {
            continue;
        };
        let thing = &text[verb..start];
        let thing = thing.strip_prefix('了').unwrap_or(thing);
        let behind = quantity.of.filter(|of| of.start >= quantity.span.end);
        let behind = behind
            .map(|of| counted(reading, of))
            .filter(|of| !of.is_empty());
        let span = if thing.is_empty() || thing.contains(['等', '，', '“', '、']) {
            match (behind, given) {
                (Some(of), _) => Span::new(start, of.end as usize),
                // With nothing counted the deed is what came of it: 入户6800余户.
                (None, Some(verb)) if thing.is_empty() && verb.end as usize == start => {
                    Span::new(verb.start as usize, stop)
                }
                _ => quantity.span,
            }
        } else if thing.len() <= 60 {
            Span::new(start - thing.len(), stop)
        } else {
            continue;
        };
        open = Some(span.end as usize);
        found.push(span);
    }
    found
}

/// The thing counted, up to the verb of what was done for it: `52户农户` of 帮助52户农户抢收.
fn counted(reading: &Reading, of: Span) -> Span {
    let kinds = kind::GIVE | kind::VISIT | kind::HOLD;
    let cues = reading.between(of.start as usize, of.end as usize);
    match cues.iter().find(|cue| cue.is(kinds)) {
        Some(verb) => Span::new(of.start as usize, verb.span.start as usize),
        None => of,
    }
}

/// Whether the sentence at `at` begins with an outlook or a yearly sum.
fn outlook(reading: &Reading, at: usize) -> bool {
    let Some(sentence) = reading.sentence(at) else {
        return false;
    };
    let start = reading.context.sentences[sentence].span.start as usize;
    reading.text[start..].starts_with("下一步")
        || reading.has(start, reading.floor(start + 30), kind::SUM)
}

/// Whether a unit counts persons.
fn is_person(unit: &str) -> bool {
    matches!(unit, "名" | "人" | "位" | "人次")
}
