//! Several activities told one after the other: `3月15日,某乡在……开展……;次日,又……举办……`.
//!
//! A paper that sums up what a town has held gives each activity a clause group of its own, up to a
//! semicolon or full stop, with its own day. Without a day a further name is another word for the
//! activity the article is about.

use super::super::cue::Reading;
use super::name::Candidate;
use super::{Activity, organizer, outcome};
use crate::mark::TimeKind;
use crate::span::Span;

/// No report sums up more.
const SEVERAL: usize = 12;

/// An activity of a series, and the clause group that tells of it.
pub(super) struct Item<'a> {
    candidate: &'a Candidate,
    stretch: Span,
}

/// The activities told in a series, in text order; fewer than two when there is none.
pub(super) fn series<'a>(reading: &Reading, named: &'a [Candidate]) -> Vec<Item<'a>> {
    let heading = reading.context.article.heading;
    let mut items: Vec<Item> = Vec::new();
    for candidate in named.iter().filter(|one| !heading.contains(one.span)) {
        let stretch = group(reading, candidate);
        let is_own = items.iter().all(|item| {
            let (left, right) = (
                item.candidate.span.slice(reading.text),
                candidate.span.slice(reading.text),
            );
            !item.stretch.overlaps(stretch) && !left.contains(right) && !right.contains(left)
        });
        if is_own && is_timed(reading, candidate, stretch) && items.len() < SEVERAL {
            items.push(Item { candidate, stretch });
        }
    }
    items.sort_by_key(|item| item.candidate.span.start);
    items
}

/// The activities of a series. One that names nobody was held by whoever held the one before it.
pub(super) fn activities(reading: &Reading, items: &[Item]) -> Vec<Activity> {
    let mut last = None;
    let mut found = Vec::with_capacity(items.len());
    for Item { candidate, stretch } in items {
        let start = stretch.start as usize;
        let subject = organizer::subject(reading, start, candidate.verb);
        let organizer = match last {
            Some(_) if subject.is_none() => {
                last.filter(|_| is_elided(reading, candidate, *stretch))
            }
            Some(_) => subject,
            None => subject.or_else(|| organizer::organizer(reading, candidate)),
        };
        last = organizer.or(last);
        found.push(Activity {
            name: candidate.span,
            organizer,
            date: outcome::date(reading, *stretch),
            places: outcome::places(reading, *stretch),
            participants: outcome::participants(reading, *stretch),
            outputs: outcome::outputs(reading, start, stretch.end as usize),
        });
    }
    found
}

/// The clause group a name stands in: between semicolons and full stops.
fn group(reading: &Reading, candidate: &Candidate) -> Span {
    const FAR: usize = 450;
    let is_end = |letter: char| matches!(letter, '；' | ';' | '。' | '\n' | '！' | '？');
    let (start, end) = (candidate.span.start as usize, candidate.span.end as usize);
    let floor = reading.floor(start.saturating_sub(FAR));
    let before = &reading.text[floor..start];
    let from = before.char_indices().rev().find(|&(_, c)| is_end(c));
    let from = from.map_or(floor, |(at, c)| floor + at + c.len_utf8());
    let ceiling = reading.floor(end + FAR);
    let to = reading.text[end..ceiling].find(is_end);
    Span::new(from, to.map_or(ceiling, |at| end + at))
}

/// Whether nobody is named between the day and the verb: `次日,又在……举办`.
fn is_elided(reading: &Reading, candidate: &Candidate, stretch: Span) -> bool {
    let times = &reading.context.marks.times;
    let after = times.partition_point(|time| (time.span.end as usize) <= candidate.verb);
    let from = times[..after]
        .last()
        .map_or(stretch.start, |time| time.span.end.max(stretch.start));
    let gap = &reading.text[from as usize..candidate.verb.max(from as usize)];
    let gap = gap.split('在').next().unwrap_or_default();
    gap.chars().all(|letter| {
        matches!(
            letter,
            '，' | ',' | '又' | '还' | '再' | '也' | '随' | '后' | '并'
        )
    })
}

/// Whether the clause group names a day before the name.
fn is_timed(reading: &Reading, candidate: &Candidate, stretch: Span) -> bool {
    let times = &reading.context.marks.times;
    let first = times.partition_point(|time| time.span.start < stretch.start);
    times[first..]
        .iter()
        .take_while(|time| time.span.end <= candidate.span.start)
        .any(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && time.from.is_some()
                && time.from == time.to
        })
}
