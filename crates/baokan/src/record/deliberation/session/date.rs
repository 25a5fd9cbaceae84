//! When a session was held.

use std::ops::Range;

use jiff::civil::Date;

use crate::mark::TimeKind;
use crate::record::Context;

/// The day a sentence names (before the session's name, else behind it), whether it names a
/// time of news at all, and whether it tells of a habit (`每月20日`, `今年以来`) or of the past (`去年10月`).
pub(super) fn date_of(
    context: &Context,
    sentence: &Range<usize>,
    at: usize,
) -> (Option<Date>, bool, bool) {
    let text = &context.article.text;
    let times = &context.marks.times;
    let first = times.partition_point(|time| (time.span.start as usize) < sentence.start);
    let inside = times[first..]
        .iter()
        .take_while(|time| (time.span.start as usize) < sentence.end);
    let (mut day, mut named, mut recurring, mut past) = (None, false, false, false);
    for time in inside {
        let words = time.span.slice(text);
        let front = (time.span.start as usize) < at;
        match time.kind {
            TimeKind::Set => recurring |= front,
            TimeKind::Duration => {}
            TimeKind::Vague => named |= front,
            TimeKind::Date | TimeKind::Time => {
                if words.ends_with("以来") {
                    recurring |= front;
                    continue;
                }
                if words.ends_with(['前', '内', '起']) {
                    continue;
                }
                let known = time.from.filter(|_| time.from == time.to);
                // News is told within weeks; what was held long ago is the story's past.
                let Some(found) = known else {
                    past |= front && !is_recent(context, time.to);
                    continue;
                };
                if !is_recent(context, known) {
                    past |= front;
                    continue;
                }
                if day.is_none() || front {
                    day = Some(found);
                }
                named = true;
            }
        }
    }
    (day, named, recurring || past && day.is_none())
}

/// Whether a sentence names a day, a month or a year before `at`, on a page without a year as well.
pub(super) fn is_timed(context: &Context, sentence: &Range<usize>, at: usize) -> bool {
    let times = &context.marks.times;
    let first = times.partition_point(|time| (time.span.start as usize) < sentence.start);
    times[first..]
        .iter()
        .take_while(|time| (time.span.start as usize) < at)
        .any(|time| time.kind == TimeKind::Date)
}

/// The day named last before `at`, at most a few sentences back.
pub(super) fn date_before(context: &Context, at: usize) -> Option<Date> {
    const BACK: usize = 900;
    let times = &context.marks.times;
    let after = times.partition_point(|time| (time.span.start as usize) < at);
    times[..after]
        .iter()
        .rev()
        .take_while(|time| time.span.start as usize + BACK > at)
        .find(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && time.from.is_some()
                && time.from == time.to
                && is_recent(context, time.from)
        })
        .and_then(|time| time.from)
}

/// Whether a day is within ten weeks of the issue or of what the article tells; unknown days are.
fn is_recent(context: &Context, day: Option<Date>) -> bool {
    let issue = context.article.date.or(context.page.issue_date);
    day.zip(issue)
        .and_then(|(day, issue)| issue.since(day).ok())
        .is_none_or(|span| span.get_days().abs() <= 70)
}
