//! Sessions: where an article says that one was held, by whom, when and where.

mod date;

use std::ops::Range;

use jiff::civil::Date;

use super::body::{body_of, fallback_body, is_village, unit};
use super::clause::{is_stop, quoted};
use super::name::Name;
use super::ordinal::ordinal_at;
use super::outcome::vote;
use super::vocabulary::{Words, window, window_before};
use crate::mark::Level;
use crate::record::Context;
use crate::span::{Span, floor};
use date::{date_before, date_of, is_timed};

/// A session, and the stretch of the text that tells of it.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) body: Span,
    pub(super) ordinal: Option<i64>,
    pub(super) date: Option<Date>,
    /// What the article says of it.
    pub(super) stretch: Range<usize>,
    /// What the name says it is about: `公共浴室票价` of `召开公共浴室票价听证会`.
    pub(super) subject: Option<Range<usize>>,
    /// Whether number or day and verb make it certain; otherwise matters or decisions must.
    pub(super) certain: bool,
    /// Whether it is only called by names no list has.
    pub(super) coined: bool,
}

/// A mention of a session that was held.
#[derive(Clone, Debug)]
struct Mention {
    /// Where its sentence begins.
    start: usize,
    body: Option<Span>,
    ordinal: Option<i64>,
    date: Option<Date>,
    subject: Option<Range<usize>>,
    certain: bool,
    heading: bool,
    coined: bool,
}

/// The sessions an article reports, in text order.
///
/// A report of one session names it in the headline, again in the lead, and once or twice more, often
/// without its body; a round-up names another body with every session. Mentions therefore belong to
/// one session until another body holds one.
pub(super) fn sessions(context: &Context, names: &[Name]) -> Vec<Session> {
    let text = &context.article.text;
    let mentions = mentions(context, names);
    let mut groups: Vec<(Vec<Mention>, Option<Span>)> = Vec::new();
    for mention in mentions {
        let name = |span: Option<Span>| span.map(|span| span.slice(text));
        let other = groups.last().is_none_or(|(group, body)| {
            let differs = match (name(*body), name(mention.body)) {
                (Some(old), Some(new)) => !old.contains(new) && !new.contains(old),
                _ => false,
            };
            let renumbered = group
                .iter()
                .filter_map(|earlier| earlier.ordinal)
                .next_back()
                .zip(mention.ordinal)
                .is_some_and(|(old, new)| old != new);
            // The same village on another day: `12月第四次……。3月15日第六次`.
            let again = renumbered && mention.certain && mention.body.is_none();
            (differs && (mention.certain || renumbered) || again)
                && !mention.heading
                && !group.iter().all(|earlier| earlier.heading)
        });
        if other {
            let body = mention.body;
            groups.push((vec![mention], body));
        } else if let Some((group, body)) = groups.last_mut() {
            // The headline may name the town, the report the village.
            let finer = is_village(context, mention.body) && !is_village(context, *body);
            let firmer = mention.certain
                && group.iter().all(|earlier| earlier.heading)
                && !is_village(context, *body);
            // A headline runs words together (`记白沙村`); the lead names the body by itself.
            let plainer = mention.certain
                && name(*body)
                    .zip(name(mention.body))
                    .is_some_and(|(old, new)| old.len() > new.len() && old.contains(new));
            *body = if finer || firmer || plainer {
                mention.body.or(*body)
            } else {
                body.or(mention.body)
            };
            group.push(mention);
        }
    }
    if groups.is_empty() {
        return voted(context).into_iter().collect();
    }
    let starts: Vec<usize> = groups
        .iter()
        .enumerate()
        .map(|(at, (group, _))| if at == 0 { 0 } else { group[0].start })
        .collect();
    let single = groups.len() == 1;
    groups
        .iter()
        .enumerate()
        .filter_map(|(at, (group, body))| {
            let stretch = starts[at]..starts.get(at + 1).copied().unwrap_or(text.len());
            let before = groups[..at].iter().rev().find_map(|(_, body)| *body);
            let body = body.or(before).or_else(|| {
                let found = (single || group.iter().any(|mention| mention.certain))
                    .then(|| fallback_body(context));
                found.flatten().map(|body| unit(context, body))
            })?;
            let ordinal = group.iter().find_map(|mention| mention.ordinal);
            let own = group.iter().find_map(|mention| mention.date);
            let date = own.or_else(|| single.then_some(context.article.date).flatten());
            let headed = group.iter().any(|mention| mention.heading);
            let certain = group.iter().any(|mention| mention.certain)
                || headed && ordinal.is_some() && date.is_some();
            // A mechanism praised in passing is no session.
            if !certain && (!headed || date.is_none()) && own.is_none() {
                return None;
            }
            Some(Session {
                body,
                ordinal,
                date,
                stretch,
                subject: group.iter().find_map(|mention| mention.subject.clone()),
                certain,
                coined: group.iter().all(|mention| mention.coined),
            })
        })
        .collect()
}

/// A session that is told without a name: residents of a village sit together on a day, and vote.
fn voted(context: &Context) -> Option<Session> {
    const LEAD: usize = 1200;
    let text = &context.article.text;
    let words = Words::new(context);
    let (first, last) = (context.sentences.first()?, context.sentences.last()?);
    let start = first.span.start as usize;
    let lead = &text[start..near_end(text, start, LEAD)];
    if !words.resident().are_in(lead)
        || words.discuss().find(lead).take(2).count() < 2
        || words.election().are_in(text)
    {
        return None;
    }
    let sentences = context
        .sentences
        .iter()
        .map(|sentence| sentence.span.range());
    let vote = sentences
        .filter(|sentence| !quoted(context, sentence.start))
        .find(|sentence| vote(context, sentence).is_some())?;
    let date = date_before(context, start + lead.len()).or(context.article.date)?;
    let places = &context.marks.places;
    let after = places.partition_point(|place| (place.span.start as usize) < vote.start);
    let body = places[..after]
        .iter()
        .rfind(|place| place.level == Level::Village)?
        .span;
    Some(Session {
        body: unit(context, body),
        ordinal: None,
        date: Some(date),
        stretch: 0..last.span.end as usize,
        subject: None,
        certain: false,
        coined: true,
    })
}

/// The character boundary at most `bytes` behind `start`.
fn near_end(text: &str, start: usize, bytes: usize) -> usize {
    floor(text, start + bytes)
}

/// No report names its sessions more often; a list that does is none.
const MENTIONS: usize = 500;

fn mentions(context: &Context, names: &[Name]) -> Vec<Mention> {
    let text = &context.article.text;
    let words = Words::new(context);
    let heading = context.article.heading.range();
    names
        .iter()
        .filter_map(|name| {
            let Range { start, end } = name.range.clone();
            if quoted(context, start) {
                return None;
            }
            let in_heading = heading.contains(&start);
            let sentence = if in_heading {
                line(text, start, &heading)
            } else {
                let after = context
                    .sentences
                    .partition_point(|sentence| sentence.span.start as usize <= start);
                context.sentences.get(after.checked_sub(1)?)?.span.range()
            };
            let found = mention(context, words, sentence, start..end, in_heading)?;
            Some(Mention {
                coined: name.coined,
                ..found
            })
        })
        .take(MENTIONS)
        .collect()
}

/// Reads one mention: `5月17日,某村第三期“板凳会”正在开场`. A mention of the mechanism as such
/// (`完善板凳会机制`, `累计召开院坝会60场`, `每月10日召开议事会`) is none.
fn mention(
    context: &Context,
    words: Words,
    sentence: Range<usize>,
    name: Range<usize>,
    heading: bool,
) -> Option<Mention> {
    let text = &context.article.text;
    let start = sentence.start;
    let sentence = near(text, sentence, &name);
    let before = &text[sentence.start..name.start.max(sentence.start)];
    let after = &text[name.end.min(sentence.end)..sentence.end];
    let tail = after.trim_start_matches(['”', '"', '’', '」']);
    // `第二届村民代表会议第三次会议` is the third session.
    let ordinal = ordinal_at(tail.trim_start_matches('的'))
        .or_else(|| ordinal_at(&tail[words.hold().begin(tail)?..]))
        .map(|(_, ordinal)| ordinal)
        .or_else(|| ordinal_before(before));
    if ordinal.is_none() && words.part().begin(tail).is_some() {
        return None;
    }
    if ordinal.is_none() && (counted(context, &name) || words.announced().are_in(before)) {
        return None;
    }
    let near_before = clause_before(before, 14);
    let near_after = window(tail, 12);
    let held = words.hold().are_in(near_before) || words.hold().are_in(near_after);
    let (mut date, mut dated, recurring) = date_of(context, &sentence, name.start);
    if ordinal.is_some() && date.is_none() {
        // The setting is told first: `3月19日傍晚,…。这是今年第三次“火塘夜话”`. Of an earlier session the
        // sentence itself names a month or a year.
        let told = is_timed(context, &sentence, name.start);
        date = if told || heading {
            None
        } else {
            date_before(context, sentence.start)
        };
        dated |= told || date.is_some();
    }
    if recurring && ordinal.is_none() {
        return None;
    }
    if !heading && ordinal.is_none() && !held && date.is_none() {
        return None;
    }
    let counted = ordinal.is_some() && (dated || held && context.article.date.is_some());
    let certain = !heading && (counted || held && dated);
    let clause = part(text, &sentence, name.start);
    let body = body_of(context, &clause, name.start).map(|body| unit(context, body));
    let subject = subject(words, text, &sentence, name.start);
    Some(Mention {
        start,
        body,
        ordinal,
        date,
        subject,
        certain,
        heading,
        coined: false,
    })
}

/// The part of a sentence between semicolons that holds `at`: who acts in another is none of its.
fn part(text: &str, sentence: &Range<usize>, at: usize) -> Range<usize> {
    let before = text[sentence.start..at].rfind(['；', ';']);
    let mark = |offset: usize| text[sentence.start + offset..].chars().next();
    let start = before.map_or(sentence.start, |offset| {
        sentence.start + offset + mark(offset).map_or(0, char::len_utf8)
    });
    start..sentence.end
}

/// The part of a sentence that can tell of the session named in it: a sentence without end names many.
fn near(text: &str, sentence: Range<usize>, name: &Range<usize>) -> Range<usize> {
    let start = name.start - window_before(&text[sentence.start..name.start], 120).len();
    let end = name.end + window(&text[name.end..sentence.end.max(name.end)], 120).len();
    start..end
}

/// What stands between the verb and the name of a session: `召开公共浴室票价听证会`.
fn subject(words: Words, text: &str, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let near = clause_before(&text[sentence.start..at], 24);
    let (_, end) = words.hold().last(near)?;
    let said = near[end..].trim_start_matches('了');
    let plain = said.chars().count() >= 4
        && said.chars().all(crate::width::is_han)
        && !said.starts_with(['首', '第', '一', '的', '各', '全', '本', '年'])
        && !said.ends_with(['的', '村', '区', '级', '式', '次', '场', '期']);
    plain.then(|| at - said.len()..at)
}

/// The line of the headline block that holds byte `at`.
fn line(text: &str, at: usize, heading: &Range<usize>) -> Range<usize> {
    let start = text[heading.start..at]
        .rfind('\n')
        .map_or(heading.start, |found| heading.start + found + 1);
    let end = text[at..heading.end]
        .find('\n')
        .map_or(heading.end, |found| at + found);
    start..end
}

/// The last characters of `before` that stand in the same clause.
fn clause_before(before: &str, characters: usize) -> &str {
    let near = window_before(before, characters);
    near.rfind(is_stop).map_or(near, |at| {
        let stop = near[at..].chars().next().map_or(0, char::len_utf8);
        &near[at + stop..]
    })
}

/// `第二次`, `第5期`, `首场` before the name of a session, with at most a few words between
/// (`第二次社区“说事议事”`).
fn ordinal_before(before: &str) -> Option<i64> {
    let near = clause_before(before, 14);
    let first = near.rfind(['首', '第'])?;
    ordinal_at(&near[first..]).map(|(_, ordinal)| ordinal)
}

/// Whether sessions are counted rather than one told of: `院坝会128场`, `召开各类协商会20余次`.
fn counted(context: &Context, name: &Range<usize>) -> bool {
    let quantities = &context.marks.quantities;
    let unit = |unit: &Option<String>| {
        unit.as_deref().is_some_and(|unit| {
            unit.starts_with(['场', '次', '期', '个']) && unit.chars().count() <= 2
        })
    };
    let near = quantities.partition_point(|quantity| (quantity.span.start as usize) < name.end);
    let text = &context.article.text;
    let behind = quantities.get(near).is_some_and(|quantity| {
        let gap = &text[name.end..quantity.span.start as usize];
        gap.len() <= 8 && gap.chars().count() <= 2 && !gap.contains(is_stop) && unit(&quantity.unit)
    });
    let front = near.checked_sub(1).is_some_and(|at| {
        let quantity = &quantities[at];
        let end = quantity.span.end as usize;
        end <= name.start
            && name.start - end <= 12
            && text[end..name.start].chars().count() <= 3
            && !text[end..name.start].contains(is_stop)
            && quantity.value.is_none_or(|value| value > 1.0)
            && unit(&quantity.unit)
    });
    behind || front
}
