//! What a rule says beside its step: when, who acts, and whose rule it is.

use std::ops::Range;

use super::super::cue::Reading;
use super::super::deliberation::{Words, actors, limit_at, unit};
use super::{STEPS, kind};
use crate::mark::{Level, Place, TimeKind};
use crate::span::Span;

/// Who acts by a rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Actor {
    pub(super) span: Span,
    /// Whether the clause charges him with it (`由村党支部审核`), or he is its subject.
    pub(super) is_charged: bool,
}

/// The times of a clause that a rule can have: those that come again (`每月5日`), are counted from the
/// session (`提前3天`, `7个工作日内`), or are a day of the month behind one that comes again (`15日`).
pub(super) fn schedules(reading: &Reading, clause: &Range<usize>, recurs: bool) -> Vec<Span> {
    let text = reading.text;
    let words = Words::new(reading.context);
    let cues = reading.between(clause.start, clause.end);
    let times = &reading.context.marks.times;
    let first = times.partition_point(|time| (time.span.start as usize) < clause.start);
    let inside = times[first..]
        .iter()
        .take_while(|time| (time.span.end as usize) <= clause.end)
        .take(STEPS);
    let mut found: Vec<Span> = Vec::new();
    let mut recurs = recurs;
    for time in inside {
        let (start, end) = (time.span.start as usize, time.span.end as usize);
        let ahead = cues.iter().find(|cue| {
            let lead = cue.span.start < time.span.start && time.span.start <= cue.span.end;
            cue.is(kind::AHEAD) && lead
        });
        // `会前5天`, `的前10天`: the time has its 前 itself.
        let is_ahead = time.span.slice(text).starts_with('前');
        let limit = limit_at(words, &text[end..clause.end]);
        let is_day = |words: &str| {
            let number = words.trim_end_matches('前').trim_end_matches(['日', '号']);
            number.len() < words.len()
                && !number.is_empty()
                && number.chars().all(|letter| letter.is_ascii_digit())
        };
        let span = match time.kind {
            TimeKind::Set => Some(Span::new(start, end + limit.unwrap_or(0))),
            TimeKind::Duration => match (ahead, limit) {
                (Some(cue), _) => {
                    let lead = cue.span.slice(text);
                    let particle = lead.len() - lead.trim_start_matches('的').len();
                    Some(Span::new(cue.span.start as usize + particle, end))
                }
                (None, Some(limit)) => Some(Span::new(start, end + limit)),
                (None, None) => {
                    let is_within = time.span.slice(text).ends_with('内');
                    (is_ahead || is_within).then_some(time.span)
                }
            },
            _ if recurs && is_day(time.span.slice(text)) => Some(time.span),
            _ => None,
        };
        let Some(span) = span else { continue };
        recurs = true;
        match found.last_mut() {
            // `每月10日、25日` is one schedule.
            Some(last)
                if matches!(
                    &text[last.end as usize..span.start as usize],
                    "" | "、" | "和"
                ) =>
            {
                last.end = span.end;
            }
            _ => found.push(span),
        }
    }
    for cue in cues.iter().filter(|cue| cue.is(kind::SCHEDULE)).take(STEPS) {
        if !found.iter().any(|span| span.overlaps(cue.span)) {
            found.push(cue.span);
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// Who takes the step told by `word`: the body behind 由 or its like, or the subject of the clause, where
/// nothing but the time and an adverb stands between it and the verb.
pub(super) fn actor(
    reading: &Reading,
    clause: &Range<usize>,
    word: Span,
    schedule: Option<Span>,
) -> Option<Actor> {
    let text = reading.text;
    let verb = word.start as usize;
    let cues = reading.between(clause.start, verb);
    let agents = cues.iter().filter(|cue| cue.is(kind::AGENT)).rev();
    let agents = agents.map(|cue| (cue.span.end as usize, true));
    let opening = opening(reading, clause, verb);
    let behind = schedule
        .map(|time| time.end as usize)
        .filter(|&end| clause.start < end && end <= verb);
    let subjects = [behind, Some(opening)].into_iter().flatten();
    let starts = agents.chain(subjects.map(|start| (start, false)));
    for (start, is_charged) in starts.take(8) {
        let (list, end) = actors(reading.context, start..verb);
        let (Some(first), Some(last)) = (list.first(), list.last()) else {
            continue;
        };
        // `明确村级权力`: a verb before the noun makes it an object.
        let is_object = reading
            .between(first.start as usize, first.end as usize)
            .iter()
            .any(|cue| cue.is(kind::RULE | kind::AGENT));
        if !is_object && is_gap(reading, end..verb, schedule) {
            let span = Span::new(first.start as usize, last.end as usize);
            let is_charged = is_charged || !text[clause.start..start].contains(['对', '向']);
            return Some(Actor { span, is_charged });
        }
    }
    None
}

/// Where the subject of a clause can begin: behind adverbs.
fn opening(reading: &Reading, clause: &Range<usize>, verb: usize) -> usize {
    let mut at = clause.start;
    for cue in reading.between(clause.start, verb) {
        if cue.span.start as usize != at || !cue.is(kind::ADVERB | kind::SCHEDULE) {
            break;
        }
        at = cue.span.end as usize;
    }
    at
}

/// Whether only the schedule, adverbs and a few more characters stand in `range`.
fn is_gap(reading: &Reading, range: Range<usize>, schedule: Option<Span>) -> bool {
    let mut left = range.len();
    if let Some(time) = schedule
        && range.start <= time.start as usize
        && time.end as usize <= range.end
    {
        left -= time.len();
    }
    for cue in reading.between(range.start, range.end) {
        if cue.is(kind::ADVERB | kind::OBJECT)
            && schedule.is_none_or(|time| !time.overlaps(cue.span))
        {
            left -= cue.span.len();
        }
    }
    let rest = &reading.text[range.clone()];
    left <= 14 && !rest.starts_with(['的', '内', '里', '外'])
        || rest.starts_with("在") && left <= 30
}

/// Whose rule it is: the last village or community the rule names, else its sentence, else the
/// article before it; then
/// the last town, the last county; a rule for every village (`各村`) is that of the town or county.
pub(super) fn body(reading: &Reading, rule: Span, actor: Option<Span>) -> Option<Span> {
    let context = reading.context;
    let places = &context.marks.places;
    let after = places.partition_point(|place| place.span.start < rule.end);
    let own = places.partition_point(|place| place.span.start < rule.start);
    let is_general = actor.is_some_and(|actor| {
        let actor = actor.slice(reading.text);
        actor.starts_with(['各', '全', '每', '所'])
    });
    let levels = [Level::Village, Level::Town, Level::County, Level::City];
    let levels = &levels[usize::from(is_general)..];
    let last = |range: Range<usize>| {
        levels.iter().find_map(|&level| {
            let named = |place: &&Place| {
                // `社区` by itself is the one named before.
                place.level == level && place.span.slice(reading.text).chars().count() > 2
            };
            places[range.clone()].iter().rfind(named)
        })
    };
    let sentence = reading.sentence(rule.start as usize).map_or(own, |at| {
        let start = context.sentences[at].span.start;
        places.partition_point(|place| place.span.start < start)
    });
    let found = [own, sentence, 0]
        .into_iter()
        .find_map(|from| last(from..after))?;
    Some(unit(context, found.span))
}

/// The stretch without marks and white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Span> {
    let slice = &text[range.clone()];
    let edge = |letter: char| {
        letter.is_whitespace()
            || super::super::cue::is_stop(letter)
            || matches!(letter, '、' | '”' | '“')
    };
    let inner = slice.trim_matches(edge);
    if inner.is_empty() {
        return None;
    }
    let mut start = range.start + (slice.len() - slice.trim_start_matches(edge).len());
    let mut end = start + inner.len();
    // A pair of quotation marks stays whole.
    let count = |mark: char| text[start..end].matches(mark).count();
    if count('“') > count('”') && text[end..].starts_with('”') {
        end += '”'.len_utf8();
    } else if count('”') > count('“') && text[..start].ends_with('“') {
        start -= '“'.len_utf8();
    }
    Some(Span::new(start, end))
}
