//! Mechanisms: the rules of a deliberation mechanism itself, where an article tells them.
//!
//! Beside the session it reports, a paper often says how such sessions are run: `每月5日为议题征集日`,
//! `议题由村党支部审核`, `提前3天公示`. A rule is told without a day of news: it has a time that comes
//! again or is counted from the session, or it names who takes a step of the procedure. What was decided
//! or done on a day is none, so a clause without such a time must stand in a paragraph that says it tells
//! rules, and measures are left out.

mod field;
mod kind;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::cue::Reading;
use super::deliberation::{Name, clauses};
use super::vocabulary::Record;
use super::{Context, Mechanism, Step};
use crate::mark::{Time, TimeKind};
use crate::span::Span;
pub(super) use kind::LIST;

/// How far behind the name of a mechanism its rules are told, in bytes: five sentences or so.
const REACH: usize = 700;

/// No article has more rules; a list that goes on is none.
const RULES: usize = 100;

/// No clause tells more steps, or has more times.
const STEPS: usize = 12;

/// The rules of deliberation mechanisms an article tells; `names` are those of mechanisms, `decided` are the spans of its measures.
pub(super) fn mechanisms(context: &Context, names: &[Name], decided: &[Span]) -> Vec<Mechanism> {
    let reading = Reading::new(context, Record::Mechanism);
    // Rules are told of what is named.
    if names.is_empty() && !reading.may_have(kind::DAY) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut last = None;
    for (at, sentence) in context.sentences.iter().enumerate() {
        let range = sentence.span.range();
        let day = reading
            .between(range.start, range.end)
            .iter()
            .find(|cue| cue.is(kind::DAY))
            .map(|cue| cue.span.range());
        let after = names.partition_point(|name| name.range.start < range.end);
        let name = after.checked_sub(1).map(|at| names[at].range.clone());
        let named = day.or(name);
        last = named.or(last);
        let is_near = last
            .as_ref()
            .is_some_and(|name| name.end + REACH > range.start);
        if !is_near
            || decided
                .iter()
                .any(|measure| measure.overlaps(sentence.span))
        {
            continue;
        }
        let told = Told {
            reading: &reading,
            names,
            sentence: range,
            is_rule: is_rule(&reading, at),
            is_news: is_news(&reading, at),
        };
        told.rules(&mut found);
        if found.len() >= RULES {
            break;
        }
    }
    found.truncate(RULES);
    found
}

/// Whether the paragraph of a sentence says that it tells rules, or a time in it comes again.
fn is_rule(reading: &Reading, sentence: usize) -> bool {
    let span = paragraph(reading, sentence);
    reading.has(span.start as usize, span.end as usize, kind::RULE)
        || times_in(reading, span).any(|time| time.kind == TimeKind::Set)
}

/// Whether the paragraph of a sentence names a day of news.
fn is_news(reading: &Reading, sentence: usize) -> bool {
    times_in(reading, paragraph(reading, sentence)).any(|time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && time.from.is_some()
            && time.from == time.to
    })
}

/// The paragraph a sentence stands in.
fn paragraph(reading: &Reading, sentence: usize) -> Span {
    let context = reading.context;
    let sentence = &context.sentences[sentence];
    let paragraph = context.article.paragraphs.get(sentence.paragraph);
    paragraph.map_or(sentence.span, |paragraph| paragraph.span)
}

/// The times of a stretch.
fn times_in<'a>(reading: &Reading<'a>, span: Span) -> impl Iterator<Item = &'a Time> {
    let times = &reading.context.marks.times;
    let first = times.partition_point(|time| time.span.start < span.start);
    times[first..]
        .iter()
        .take_while(move |time| time.span.end <= span.end)
}

/// A sentence that may tell rules.
struct Told<'a> {
    reading: &'a Reading<'a>,
    /// Where mechanisms are named.
    names: &'a [Name],
    sentence: Range<usize>,
    is_rule: bool,
    is_news: bool,
}

/// A step of the procedure in a clause.
#[derive(Clone, Copy, Debug)]
struct Taken {
    step: Step,
    /// The word that tells it.
    word: Span,
    /// Whether the word says by itself that a mechanism is meant.
    is_day: bool,
}

impl Told<'_> {
    fn rules(&self, found: &mut Vec<Mechanism>) {
        let text = self.reading.text;
        let mut held: Option<(usize, Span)> = None;
        let mut recurs = false;
        let mut before: Option<Step> = None;
        for clause in clauses(text, self.sentence.clone()) {
            if found.len() >= RULES {
                return;
            }
            let times = field::schedules(self.reading, &clause, recurs);
            recurs |= !times.is_empty();
            let steps = self.steps(&clause, &times);
            // `会前3天,` and `在召开议事会的前十天,` only say when the next clause takes place.
            let ends_in_time = times.last().is_some_and(|time| {
                time.end as usize == clause.end && steps.iter().all(|one| one.step == Step::Session)
            });
            if steps.is_empty() || ends_in_time {
                held = times.last().map(|&time| (clause.start, time)).or(held);
                continue;
            }
            if self.reading.has(clause.start, clause.end, kind::BAR) {
                held = None;
                continue;
            }
            let mut start = clause.start;
            for (at, &taken) in steps.iter().enumerate() {
                let end = match steps.get(at + 1) {
                    Some(next) => cut(text, taken.word.end as usize, next.word.start as usize),
                    None => clause.end,
                };
                let own = times
                    .iter()
                    .rfind(|time| start <= time.start as usize && time.end as usize <= end)
                    .copied();
                let carried = held.take_if(|_| own.is_none());
                let schedule = own.or(carried.map(|(_, time)| time));
                let from = carried.map_or(start, |(from, _)| from);
                let rule = self.rule(taken, start..end, from, schedule, before);
                if let Some(rule) = rule {
                    found.push(rule);
                    before = Some(taken.step);
                }
                start = end;
            }
        }
    }

    /// The steps a clause tells, one for each stretch of words of the same step.
    fn steps(&self, clause: &Range<usize>, times: &[Span]) -> Vec<Taken> {
        let cues = self.reading.between(clause.start, clause.end);
        let has = |kinds| cues.iter().any(|cue| cue.is(kinds));
        let is_result = has(kind::RESULT) || has(kind::SPOT) && self.has(kind::RESULT);
        let mut steps: Vec<Taken> = cues
            .iter()
            .filter_map(|&cue| {
                let step = kind::step(cue)?;
                // Made public behind a session, what was decided is an account of it.
                let step = if step == Step::Notice && is_result {
                    Step::Feedback
                } else {
                    step
                };
                Some(Taken {
                    step,
                    word: cue.span,
                    is_day: cue.is(kind::DAY),
                })
            })
            .filter(|taken| !self.is_object(*taken))
            .collect();
        let session = self.name_in(clause).filter(|name| {
            // `每月10日召开院坝会`; `每月20日的“说事例会”上`.
            times.iter().any(|time| {
                let end = time.end as usize;
                end <= name.start && name.start - end <= 45
            })
        });
        if let Some(name) = session
            && steps
                .first()
                .is_none_or(|first| name.start < first.word.start as usize)
        {
            // What is done at the session belongs to it.
            steps.clear();
            steps.push(Taken {
                step: Step::Session,
                word: Span::new(name.start, name.end),
                is_day: true,
            });
        }
        steps.truncate(STEPS);
        steps.dedup_by(|next, last| {
            let same = next.step == last.step;
            last.is_day |= same && next.is_day;
            same
        });
        steps
    }

    /// Whether the word of a step is part of what another is done to: `监督` of `监督权`.
    fn is_object(&self, taken: Taken) -> bool {
        let behind = &self.reading.text[taken.word.end as usize..];
        !taken.is_day && behind.starts_with(['的', '权', '率', '员', '制', '会'])
    }

    fn rule(
        &self,
        taken: Taken,
        stretch: Range<usize>,
        from: usize,
        schedule: Option<Span>,
        before: Option<Step>,
    ) -> Option<Mechanism> {
        let reading = self.reading;
        let is_about = taken.is_day
            || self.has(kind::OBJECT)
            || !reading.is_spoken(stretch.start) && self.name_in(&self.sentence).is_some();
        if !is_about {
            return None;
        }
        let actor = field::actor(reading, &stretch, taken.word, schedule);
        // `会前`, `会后` by themselves are said of one session as well.
        let timed = schedule.is_some_and(|time| {
            let cues = reading.between(time.start as usize, time.end as usize);
            let is_word = cues
                .first()
                .is_some_and(|cue| cue.span == time && cue.is(kind::SCHEDULE));
            !is_word || self.is_rule && !self.is_news
        });
        let posted = taken.step == Step::Feedback
            && self.is_rule
            && !self.is_news
            && reading.has(stretch.start, stretch.end, kind::SPOT);
        let named = actor.is_some_and(|actor| actor.is_charged)
            && self.is_rule
            && self.has(kind::OBJECT)
            && !self.is_news;
        if !timed && !posted && !named
            || before == Some(taken.step) && schedule.is_none() && actor.is_none()
        {
            return None;
        }
        let span = field::trimmed(reading.text, from..stretch.end)?;
        Some(Mechanism {
            span,
            body: field::body(reading, span, actor.map(|actor| actor.span)),
            step: taken.step,
            actor: actor.map(|actor| actor.span),
            schedule,
        })
    }

    /// Whether the sentence has a cue of one of the kinds.
    fn has(&self, kinds: u64) -> bool {
        self.reading
            .has(self.sentence.start, self.sentence.end, kinds)
    }

    /// The first name of a mechanism in a stretch.
    fn name_in(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let first = self
            .names
            .partition_point(|name| name.range.start < range.start);
        self.names
            .get(first)
            .map(|name| name.range.clone())
            .filter(|name| name.end <= range.end)
    }
}

/// Where the words of one step end and those of the next begin: behind `、` or `后`, else directly behind
/// the first.
fn cut(text: &str, from: usize, to: usize) -> usize {
    let between = &text[from..to.max(from)];
    between
        .char_indices()
        .find(|&(_, letter)| matches!(letter, '、' | '后' | '并'))
        .map_or(from, |(at, letter)| from + at + letter.len_utf8())
}
