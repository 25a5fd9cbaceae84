//! The name of an activity, and how much speaks for its having been held.

mod quotation;

use super::super::cue::{Cue, Reading, is_stop};
use super::{kind, organizer};
use crate::character::{AFTER_EVENT, NOT_EVENT};
use crate::span::Span;
use crate::width::is_han;
use quotation::{quotations, quoted, tail};

/// The longest quoted part of a name, in bytes.
const QUOTED: usize = 120;

/// The longest part of a name outside quotation marks, in bytes.
const PLAIN: usize = 72;

/// A place where an activity is named.
pub(super) struct Candidate {
    pub(super) span: Span,
    /// The quoted part, without its marks.
    pub(super) quoted: Option<Span>,
    /// Where the words begin behind the subject: the verb of holding, or the name itself.
    pub(super) verb: usize,
    /// Whether a verb of holding or taking place goes with it.
    is_held: bool,
    /// How much speaks for it.
    pub(super) weight: i32,
}

/// Every place where an activity may be named, weighed.
pub(super) fn candidates(reading: &Reading) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (open, close) in quotations(reading) {
        found.extend(quoted(reading, open, close));
    }
    let mut last = 0;
    for &cue in reading.cues() {
        if (cue.span.start as usize) < last {
            continue;
        }
        let named = if cue.is(kind::HOLD) {
            held(reading, cue)
        } else {
            None
        };
        let named = named.or_else(|| {
            cue.is(kind::OCCUR)
                .then(|| occurring(reading, cue))
                .flatten()
        });
        if let Some(named) = named {
            last = named.span.end as usize;
            found.push(named);
        }
    }
    found.retain_mut(|candidate| weigh(reading, candidate));
    found
}

/// A name behind a verb of holding, without quotation marks: `举办应急救护培训`.
fn held(reading: &Reading, cue: Cue) -> Option<Candidate> {
    let text = reading.text;
    let mut start = cue.span.end as usize;
    let mut weight = 1;
    if text[start..].starts_with('了') {
        start += '了'.len_utf8();
        weight += 1;
    }
    let limit = plain_end(reading, start, PLAIN);
    let cues = reading.between(start, limit);
    // Another verb of holding behind this one has the name (组织…开展…活动).
    if cues
        .iter()
        .any(|other| other.is(kind::HOLD) && !other.is(kind::NOUN))
    {
        return None;
    }
    let last = cues.iter().rfind(|other| other.is(kind::NOUN))?;
    let end = last.span.end as usize;
    // Words between the noun and the end of the clause make it an attribute: 活动现场, 活动的通知.
    let behind: String = text[end..].chars().take(1).collect();
    if behind
        .chars()
        .any(|next| is_han(next) && !AFTER_EVENT.has(next))
    {
        return None;
    }
    let end = if behind == "班" {
        end + behind.len()
    } else {
        end
    };
    let start = plain_start(reading, start, end)?;
    is_named(reading, start, end).then(|| Candidate {
        span: Span::new(start, end),
        quoted: None,
        verb: cue.span.start as usize,
        is_held: true,
        weight,
    })
}

/// A name in front of a verb of taking place: `首届油茶文化节在某村举行`.
fn occurring(reading: &Reading, cue: Cue) -> Option<Candidate> {
    let at = cue.span.start as usize;
    let clause = reading.clause_start(at, 150);
    let cues = reading.between(clause, at);
    let noun = cues.iter().rfind(|other| other.is(kind::NOUN))?;
    let end = noun.span.end as usize;
    let between = &reading.text[end..at];
    if !(between.is_empty() || between.starts_with('在') || between.starts_with('于')) {
        return None;
    }
    let before = &reading.text[clause..end];
    let start = before.rfind(['的', '”', '、']).map_or(clause, |offset| {
        clause
            + offset
            + reading.text[clause + offset..]
                .chars()
                .next()
                .map_or(0, char::len_utf8)
    });
    let times = &reading.context.marks.times;
    let after = times.partition_point(|time| (time.span.start as usize) < end);
    let start = after
        .checked_sub(1)
        .map_or(start, |time| start.max(times[time].span.end as usize));
    let start = plain_start(reading, start.min(end), end)?;
    is_named(reading, start, end).then(|| Candidate {
        span: Span::new(start, end),
        quoted: None,
        verb: start,
        is_held: true,
        weight: 1,
    })
}

/// The verb of holding whose object begins at `open`.
fn held_before(reading: &Reading, open: usize) -> Option<Cue> {
    let clause = reading.clause_start(open, 120);
    let cues = reading.between(clause, open);
    let held = cues.iter().rfind(|cue| cue.is(kind::HOLD))?;
    Some(*held)
}

/// How far a name may reach from `from`: to the end of its clause, a quantity, or a mark.
fn plain_end(reading: &Reading, from: usize, reach: usize) -> usize {
    let end = reading.clause_end(from, reach);
    let stop = reading.text[from..end].find(['“', '”', '"', '（', '(', '。', ' ', '\u{3000}']);
    let end = stop.map_or(end, |offset| from + offset);
    let quantities = &reading.context.marks.quantities;
    let next = quantities.partition_point(|quantity| (quantity.span.start as usize) < from + 15);
    match quantities.get(next) {
        Some(quantity) if (quantity.span.start as usize) < end => quantity.span.start as usize,
        _ => end,
    }
}

/// Where the name in `from..end` begins: behind a count, a duration, and an attribute with 的.
fn plain_start(reading: &Reading, from: usize, end: usize) -> Option<usize> {
    let text = reading.text;
    let mut start = from;
    let marks = reading.context.marks;
    let after = marks
        .quantities
        .partition_point(|quantity| (quantity.span.start as usize) < end);
    if let Some(quantity) = after.checked_sub(1).map(|at| marks.quantities[at].span) {
        start = start.max((quantity.end as usize).min(end));
    }
    if let Some(offset) = text[start..end].rfind('的') {
        start += offset + '的'.len_utf8();
    }
    for article in ["一场", "一次", "一期", "系列"] {
        if text[start..end].starts_with(article) {
            start += article.len();
        }
    }
    (start < end).then_some(start)
}

/// Whether the words name an activity: more than a general noun (`志愿服务活动`), and no list of
/// several (`走访、宣讲等活动`).
fn is_named(reading: &Reading, start: usize, end: usize) -> bool {
    let name = &reading.text[start..end];
    if name.chars().any(|character| NOT_EVENT.has(character))
        || name.chars().filter(|&c| c == '、').count() > 1
    {
        return false;
    }
    let weak = reading
        .between(start, end)
        .iter()
        .filter(|cue| cue.is(kind::WEAK));
    let weak: usize = weak.map(|cue| cue.span.len()).sum();
    name.len() >= weak + 6 && name.chars().count() >= 4
}

/// Weighs a candidate; false when it tells of a plan, a rule, a habit or a sum, or is spoken.
fn weigh(reading: &Reading, candidate: &mut Candidate) -> bool {
    let at = candidate.span.start as usize;
    if reading.is_spoken(at) {
        return false;
    }
    let context = reading.context;
    let heading = context.article.heading;
    let from = match reading.sentence(at) {
        Some(sentence) => {
            let sentence = reading.context.sentences[sentence];
            let start = sentence.span.start as usize;
            candidate.weight += match body_paragraph(reading, sentence.paragraph) {
                0 => 3,
                1 => 1,
                _ => 0,
            };
            let marks = reading.context.marks;
            let first = marks
                .times
                .partition_point(|time| (time.span.start as usize) < start);
            let timed = marks
                .times
                .get(first)
                .is_some_and(|time| time.span.end <= candidate.span.start);
            candidate.weight += i32::from(timed);
            let is_news = context.article.dateline.is_some();
            let is_lead = body_paragraph(reading, sentence.paragraph) == 0;
            candidate.weight += i32::from(is_news && is_lead && timed);
            start.max(reading.floor(at.saturating_sub(450)))
        }
        None if heading.contains(candidate.span) => {
            candidate.weight += 2;
            heading.start as usize
        }
        None => return false,
    };
    let clause = reading.clause_start(candidate.verb, 120).max(from);
    if reading.has(clause, at, kind::BAR) || reading.has(from, at, kind::SUM) {
        return false;
    }
    // A count behind the name makes a sum of it: 志愿服务活动3100多场.
    let quantities = &reading.context.marks.quantities;
    let next = quantities.partition_point(|quantity| quantity.span.start < candidate.span.end);
    if quantities
        .get(next)
        .is_some_and(|quantity| quantity.span.start == candidate.span.end)
    {
        return false;
    }
    if organizer::subject(reading, from, candidate.verb).is_some() {
        candidate.weight += 2;
    }
    let title = heading.slice(reading.text);
    let is_heading = heading.contains(candidate.span);
    // A quoted name that nobody holds, away from headline and lead, is a mechanism or a motto.
    let is_led = reading.sentence(at).is_some_and(|sentence| {
        body_paragraph(reading, reading.context.sentences[sentence].paragraph) == 0
    });
    let is_titled = title.contains(key(candidate).slice(reading.text));
    if !candidate.is_held && !is_led && (is_heading || !is_titled) {
        return false;
    }
    if is_heading || title.contains(key(candidate).slice(reading.text)) {
        candidate.weight += 2;
    }
    true
}

/// The number of a paragraph among those of running text.
fn body_paragraph(reading: &Reading, paragraph: usize) -> usize {
    let paragraphs = &reading.context.article.paragraphs;
    let before = paragraphs.iter().take(paragraph).take(8);
    before.filter(|paragraph| paragraph.span.len() > 60).count()
}

/// The words that stand for a name: its quoted part, or all of it.
fn key(candidate: &Candidate) -> Span {
    candidate.quoted.unwrap_or(candidate.span)
}

/// The name as it is best printed: the headline's, when the body puts `为主题的` into it.
pub(super) fn best_printed(reading: &Reading, candidate: &Candidate) -> Span {
    let text = reading.text;
    let behind = candidate.quoted.map_or("", |quoted| {
        &text[quoted.end as usize..candidate.span.end as usize]
    });
    if !behind.contains('的') {
        return candidate.span;
    }
    let heading = reading.context.article.heading;
    let words = key(candidate).slice(text);
    let in_heading = heading.slice(text).find(words).and_then(|offset| {
        let start = heading.start as usize + offset;
        let close = start + words.len();
        let open = text[..start].chars().next_back()?.len_utf8();
        let behind = close + text[close..].chars().next()?.len_utf8();
        let end = tail(reading, behind)?;
        Some(Span::new(start - open, end))
    });
    in_heading.unwrap_or(candidate.span)
}

/// An activity that only the headline names, by what was done: `县税务局走访企业送政策`.
pub(super) fn visit(reading: &Reading) -> Option<Candidate> {
    let context = reading.context;
    let heading = context.article.heading;
    let headline = context.article.headline.as_deref()?;
    let offset = heading.slice(reading.text).find(headline)?;
    let start = heading.start as usize + offset;
    let end = start + headline.len();
    let verb = reading
        .between(start, end)
        .iter()
        .find(|cue| cue.is(kind::VISIT))?
        .span;
    let actors = reading.actors(start, verb.start as usize);
    let subject = actors
        .first()
        .filter(|actor| actor.start == start && actor.span.end == verb.start)?;
    let lead = context.sentences.first()?.span;
    let told = lead.slice(reading.text);
    let is_told = told.contains(subject.span.slice(reading.text))
        && context
            .marks
            .times
            .iter()
            .take(4)
            .any(|time| lead.contains(time.span));
    let name = Span::new(verb.start as usize, end);
    (is_told && name.len() <= 48 && !name.slice(reading.text).contains(is_stop)).then_some(
        Candidate {
            span: name,
            quoted: None,
            verb: verb.start as usize,
            is_held: true,
            weight: 0,
        },
    )
}

/// Where in the body the activity is told: the first sentence that names it, else the lead.
pub(super) fn told_at(reading: &Reading, candidate: &Candidate) -> usize {
    let at = candidate.span.start as usize;
    match reading.sentence(at) {
        Some(_) => at,
        None => reading
            .context
            .sentences
            .first()
            .map_or(at, |lead| lead.span.start as usize),
    }
}
