//! What was wrong, worded as the article words it.

use super::super::cue::{ActorKind, Cue, Reading};
use super::kind;
use crate::character::{FAULT_START, SPOT};
use crate::span::Span;
use crate::width::is_han;

/// How far behind the verb of discovery the fault is looked for, in bytes.
const AHEAD: usize = 270;

/// How far before a report the fault it carries is looked for, in bytes.
const BACK: usize = 420;

/// How long the words for a fault are at most, in characters.
const LONGEST: usize = 14;

/// How many characters name a fault with its thing: 井盖破损.
const LEAST_NAMED: usize = 4;

/// A fault in the text.
pub(super) struct Hazard {
    /// Its words: `雨水井盖断裂`.
    pub(super) span: Span,
    /// Whether it is only called a hazard: `安全隐患`.
    pub(super) is_vague: bool,
}

/// The fault that a verb of discovery, complaint or report speaks of.
pub(super) fn beside(reading: &Reading, cue: Cue, sentence: Span) -> Option<Hazard> {
    let kinds = kind::STATE | kind::FAULT | kind::DAMAGE | kind::PLIGHT;
    let is_fault = |found: &&Cue| found.is(kinds) && is_fact(reading, found.span);
    let end = reading.floor((sentence.end as usize).min(cue.span.end as usize + AHEAD));
    let ahead = reading.between(cue.span.end as usize, end);
    let ahead = || {
        let mut precise = ahead.iter().filter(|found| !found.is(kind::VAGUE));
        let named = precise.find(is_fault);
        named.or_else(|| ahead.iter().find(is_fault))
    };
    let heading = reading.context.article.heading.end as usize;
    let back = || {
        let start = cue.span.start as usize;
        let from = reading.floor(start.saturating_sub(BACK)).max(heading);
        let before = reading.between(from, start);
        // A fault put as a 问题 is the naming of it; what is told around it may be longer.
        let is_put = |found: &&Cue| reading.text[found.span.end as usize..].starts_with("问题");
        let put = before.iter().filter(is_put).rfind(is_fault);
        put.or_else(|| before.iter().rev().find(is_fault))
    };
    let found = if cue.is(kind::FIND) {
        // 发现险情 after the fault itself has been told: the fault is the one to name.
        let found = ahead();
        let from = reading
            .floor((cue.span.start as usize).saturating_sub(BACK))
            .max(heading);
        let told = reading.between(from, cue.span.start as usize);
        match found {
            Some(vague) if vague.is(kind::VAGUE) => told
                .iter()
                .filter(|told| !told.is(kind::VAGUE))
                .filter(is_fault)
                .find(|told| !reading.is_spoken(told.span.start as usize))
                .or(found),
            _ => found,
        }
    } else if cue.is(kind::CARRY) {
        back()
    } else {
        ahead().or_else(back)
    };
    // 发现一棵大树被风刮断，枝干…，随时可能坠落: what was found is told first, what may come of it behind.
    if let Some(later) = found
        && cue.is(kind::FIND)
        && later.span.start as usize >= reading.clause_end(cue.span.end as usize, 90)
        && let Some(first) = unlisted(reading, cue, sentence)
    {
        return Some(first);
    }
    let Some(found) = found else {
        return if cue.is(kind::FIND) {
            unlisted(reading, cue, sentence)
        } else {
            None
        };
    };
    let floor = if found.span.start >= cue.span.end {
        cue.span.end as usize
    } else {
        0
    };
    Some(Hazard {
        span: words(reading, *found, floor),
        is_vague: found.is(kind::VAGUE),
    })
}

/// The fault a cue by itself tells, when it is told as one that is there.
pub(super) fn told(reading: &Reading, cue: Cue) -> Option<Hazard> {
    is_fact(reading, cue.span).then(|| Hazard {
        span: words(reading, cue, 0),
        is_vague: false,
    })
}

/// A fault that no list has, found on a round and told on at once: what stands behind the verb up to
/// the end of the clause (`网格员…发现路基被掏空,…报告`).
fn unlisted(reading: &Reading, cue: Cue, sentence: Span) -> Option<Hazard> {
    let (start, end) = (cue.span.start as usize, cue.span.end as usize);
    let from = reading.floor((sentence.start as usize).max(start.saturating_sub(AHEAD)));
    let clause = reading.clause_end(end, 90);
    let is_round = reading.has(from, start, kind::PATROL);
    let told = reading.between(clause, reading.floor(clause + 400));
    let is_told = told.iter().any(|cue| cue.is(kind::REPORT | kind::CARRY));
    let actors = reading.actors(end, clause);
    if !is_round || !is_told || actors.iter().any(|actor| actor.kind == ActorKind::Person) {
        return None;
    }
    let from = actors.last().map_or(end, |actor| actor.span.end as usize);
    let said = &reading.text[from..clause];
    let count = said.chars().count();
    let is_plain = said.chars().all(is_han) && !said.ends_with("问题");
    (is_plain && (4..=LONGEST).contains(&count)).then(|| Hazard {
        span: Span::new(from, clause),
        is_vague: false,
    })
}

/// The words that name the fault best: those of a headline that tells of the discovery too, because a
/// headline sums up (`巡查发现路面空洞`), else those of the telling.
pub(super) fn named(reading: &Reading, hazard: &Hazard, alone: bool) -> Span {
    let heading = reading.context.article.heading;
    let (start, end) = (heading.start as usize, heading.end as usize);
    let cues = reading.between(start, end);
    let find = cues.iter().position(|cue| cue.is(kind::FIND));
    let fault = find.and_then(|at| {
        let rest = &cues[at + 1..];
        let found = rest
            .iter()
            .find(|cue| cue.is(kind::STATE | kind::FAULT) && !cue.is(kind::VAGUE))?;
        Some(words(reading, *found, cues[at].span.end as usize))
    });
    // `及时发现 破损路灯当天修好`: a fault without its thing names nothing.
    let fault = fault.filter(|span| {
        let words = span.slice(reading.text);
        words.chars().count() >= LEAST_NAMED && !words.starts_with(char::is_whitespace)
    });
    match fault {
        Some(span) if alone => span,
        _ => hazard.span,
    }
}

/// The span with the quotation marks directly around it or around its beginning: `“二厂”巷`.
pub(super) fn with_quotes(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let opens = text[..start].ends_with('“') && text[start..end].contains('”');
    if opens {
        Span::new(start - '“'.len_utf8(), end)
    } else {
        span
    }
}

/// Whether the fault is told as one that is there: not 防止…, not a kind of work (隐患排查).
fn is_fact(reading: &Reading, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let next = reading.between(end, reading.floor(end + 9));
    let is_work = next
        .first()
        .is_some_and(|cue| cue.is(kind::WORK) && cue.span.start == span.end);
    let kinds = kind::BAR | kind::SUM | kind::NONE;
    !is_work && !reading.has(reading.clause_start(start, 240), start, kinds)
}

/// The words around the cue that name the fault.
fn words(reading: &Reading, cue: Cue, floor: usize) -> Span {
    let text = reading.text;
    let (start, end) = (cue.span.start as usize, cue.span.end as usize);
    let stop = reading.clause_start(start, 120).max(floor);
    let quantities = &reading.context.marks.quantities;
    let counted = quantities.partition_point(|quantity| (quantity.span.start as usize) < start);
    let stop = match counted.checked_sub(1).map(|at| quantities[at].span) {
        Some(quantity) if quantity.end as usize <= start => stop.max(quantity.end as usize),
        _ => stop,
    };
    let times = &reading.context.marks.times;
    let timed = times.partition_point(|time| (time.span.start as usize) < start);
    let stop = match timed.checked_sub(1).map(|at| times[at].span) {
        Some(time) if time.end as usize <= start => stop.max(time.end as usize),
        _ => stop,
    };
    let near = reading.floor(start.saturating_sub(3 * LONGEST)).max(stop);
    let stop = match reading.actors(near, start).last() {
        Some(actor) => stop.max(actor.span.end as usize),
        None => stop,
    };
    let mut first = start;
    for (count, (offset, character)) in text[stop..start].char_indices().rev().enumerate() {
        let is_han = is_han(character) || character.is_ascii_alphanumeric();
        let is_spot = count >= 2 && cue.is(kind::STATE | kind::FAULT) && SPOT.has(character);
        if !is_han || count == LONGEST || FAULT_START.has(character) || is_spot {
            break;
        }
        first = stop + offset;
    }
    if first == start && cue.is(kind::STATE) {
        // The thing stands before an adverb: 排水沟三天两头就淤塞.
        first = stop.max(reading.floor(start.saturating_sub(3 * LONGEST)));
    }
    let mut last = end;
    // Faults in a row are one: 异响抖动.
    for next in reading.between(end, reading.floor(end + 24)) {
        if next.span.start as usize != last || !next.is(kind::STATE | kind::FAULT) {
            break;
        }
        last = next.span.end as usize;
    }
    if cue.is(kind::DAMAGE) && !text[first..start].contains('被') {
        last = reading.clause_end(end, 60);
        let object = &text[end..last];
        last = end + object.find(['、', '”', '"', '的']).unwrap_or(object.len());
    }
    Span::new(first, last)
}
