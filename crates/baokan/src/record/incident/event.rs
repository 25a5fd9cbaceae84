//! Incidents that nobody is said to find: the fault itself happens on a day (`7月3日凌晨,某村斗渠被冲断`),
//! and those who come, are told and put it right follow.

use super::super::cue::{Cue, Reading};
use super::hazard::{self, Hazard};
use super::{Opening, finder, kind, place};
use crate::mark::TimeKind;
use crate::span::Span;

/// How far into the body the fault must be told, in bytes: the first paragraphs.
const LEAD: usize = 1500;

/// How far behind it those who deal with it must appear, in bytes.
const AFTER: usize = 1500;

/// The incident that opens with its fault, when the article tells one.
pub(super) fn event(reading: &Reading) -> Option<Opening> {
    let body = reading.context.article.heading.end as usize;
    let faults = reading.between(body, reading.floor(body + LEAD));
    faults
        .iter()
        .filter(|cue| cue.is(kind::STATE | kind::FAULT | kind::DAMAGE | kind::PLIGHT))
        .filter(|cue| !cue.is(kind::VAGUE))
        .take(20)
        .find_map(|&cue| open(reading, cue))
}

fn open(reading: &Reading, cue: Cue) -> Option<Opening> {
    let at = cue.span.start as usize;
    let number = reading.sentence(at)?;
    let sentence = reading.context.sentences[number].span;
    let start = sentence.start as usize;
    if reading.is_spoken(at) || reading.has(start, at, kind::BAR | kind::SUM | kind::INSPECTOR) {
        return None;
    }
    let hazard = hazard::told(reading, cue)?;
    if !is_timed(reading, number) || !is_dealt_with(reading, hazard.span) {
        return None;
    }
    let place = place(reading, cue, &hazard, sentence)?;
    Some(Opening {
        cue,
        finder: finder(reading, cue, start),
        start: hazard.span.start.min(sentence.start) as usize,
        place: Some(place),
        hazard: Hazard {
            is_vague: false,
            ..hazard
        },
    })
}

/// Whether a sentence or the one before it names a time.
fn is_timed(reading: &Reading, sentence: usize) -> bool {
    let context = reading.context;
    let start = context.sentences[sentence.saturating_sub(1)].span.start;
    let span = Span {
        start,
        end: context.sentences[sentence].span.end,
    };
    let times = &context.marks.times;
    let first = times.partition_point(|time| time.span.start < span.start);
    times[first..]
        .iter()
        .take_while(|time| time.span.end <= span.end)
        .any(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.from.is_some())
}

/// Whether somebody is told or comes, and something is done, behind the fault.
fn is_dealt_with(reading: &Reading, fault: Span) -> bool {
    let from = fault.end as usize;
    let after = reading.between(from, reading.floor(from + AFTER));
    let has = |kinds: u64| {
        after
            .iter()
            .any(|cue| cue.is(kinds) && !reading.is_spoken(cue.span.start as usize))
    };
    has(kind::REPORT | kind::CARRY | kind::COME) && has(kind::REPAIR | kind::CLOSE)
}
