//! Who holds an activity.

use super::super::cue::{Actor, ActorKind, Reading};
use super::{kind, name::Candidate};
use crate::character::NO_SUBJECT;
use crate::mark::Level;
use crate::span::Span;

/// How far before the name the subject is looked for, in bytes.
const REACH: usize = 450;

/// Who holds the activity: the body charged with it (`由某镇主办`), the subject of the sentence that
/// names it, of the headline, or of the lead.
pub(super) fn organizer(reading: &Reading, candidate: &Candidate) -> Option<Span> {
    let context = reading.context;
    let from = match reading.sentence(candidate.span.start as usize) {
        Some(sentence) => context.sentences[sentence].span.start as usize,
        None => context.article.heading.start as usize,
    };
    let from = reading.floor(from.max(candidate.verb.saturating_sub(REACH)));
    let lead = || {
        let lead = context.sentences.first()?.span;
        let end = reading.floor((lead.end as usize).min(lead.start as usize + REACH));
        let verb = reading
            .between(lead.start as usize, end)
            .iter()
            .find(|cue| cue.is(kind::HOLD));
        let verb = verb.map_or(end, |cue| cue.span.start as usize);
        subject(reading, lead.start as usize, verb)
    };
    let heading = || {
        let heading = context.article.heading;
        let actors = reading.actors(heading.start as usize, heading.end as usize);
        let first = actors
            .into_iter()
            .find(|actor| actor.kind != ActorKind::Person)?;
        let lead = &reading.text[heading.start as usize..first.start];
        lead.trim().is_empty().then_some(first.span)
    };
    let charged = charged(reading, candidate);
    if context.article.heading.contains(candidate.span) {
        return charged.or_else(lead).or_else(heading);
    }
    charged
        .or_else(|| subject(reading, from, candidate.verb))
        .or_else(heading)
        .or_else(lead)
}

/// The body that a sentence near the name charges with it: `由某镇主办`, `某局主办的`.
fn charged(reading: &Reading, candidate: &Candidate) -> Option<Span> {
    let from = reading.floor((candidate.span.start as usize).saturating_sub(REACH));
    let to = reading.floor(candidate.span.end as usize + REACH);
    let hosts = reading.between(from, to);
    for cue in hosts.iter().filter(|cue| cue.is(kind::HOST)) {
        let at = cue.span.start as usize;
        let clause = reading.clause_start(at, 240);
        let by = reading.text[clause..at]
            .rfind('由')
            .map(|offset| clause + offset + '由'.len_utf8());
        let Some(by) = by else { continue };
        let actors = reading.actors(by, at);
        if let Some(first) = actors.first().filter(|actor| actor.start == by) {
            return Some(joined(reading, first, &actors));
        }
    }
    None
}

/// The first body or place in `from..verb` that is no place somebody goes to.
pub(super) fn subject(reading: &Reading, from: usize, verb: usize) -> Option<Span> {
    if from >= verb {
        return None;
    }
    let from = reading.floor(from.max(verb.saturating_sub(REACH)));
    let actors = reading.actors(from, verb);
    let found = actors.iter().find(|actor| {
        let after = &reading.text[actor.span.end as usize..];
        actor.kind != ActorKind::Person
            && !is_country(reading, actor)
            && !is_object(reading, actor)
            && !NO_SUBJECT.has_some(reading.lead(actor.start))
            && !after.starts_with(['的', '、'])
    })?;
    Some(joined(reading, found, &actors))
}

/// Whether an actor is the object of a verb before it: 走进某村, 联合某局.
fn is_object(reading: &Reading, actor: &Actor) -> bool {
    let cues = reading.between(reading.floor(actor.start.saturating_sub(12)), actor.start);
    let last = cues.last();
    last.is_some_and(|cue| cue.is(kind::TOWARD) && cue.span.end as usize == actor.start)
}

/// Whether an actor is a country, which holds no activity a paper reports on.
fn is_country(reading: &Reading, actor: &Actor) -> bool {
    let places = &reading.context.marks.places;
    let at = places.partition_point(|place| place.span.start < actor.span.start);
    let place = places.get(at).filter(|place| place.span == actor.span);
    place.is_some_and(|place| place.level == Level::Country)
}

/// Two bodies that hold an activity together: `甲纪委和乙纪委`.
fn joined(reading: &Reading, first: &Actor, actors: &[Actor]) -> Span {
    let next = actors
        .iter()
        .find(|actor| actor.span.start > first.span.start);
    match next {
        Some(next)
            if next.kind == ActorKind::Org
                && first.kind == ActorKind::Org
                && &reading.text[first.span.end as usize..next.start] == "和" =>
        {
            Span::new(first.span.start as usize, next.span.end as usize)
        }
        _ => first.span,
    }
}
