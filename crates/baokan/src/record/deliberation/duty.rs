//! What a decision says of itself: who does it, with whom, by when, and what follows otherwise.

use std::ops::Range;

use super::clause::{clauses, is_stop, span, trim};
use super::vocabulary::{Vocabulary, vocabulary, window};
use crate::mark::TimeKind;
use crate::record::Context;
use crate::span::Span;

/// Who acts in a decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Duty {
    pub(super) responsible: Vec<Span>,
    pub(super) partners: Vec<Span>,
}

/// Reads who acts in `range`. 由 names who is responsible; a body that opens a clause is so when its verb
/// says it is in charge, and a partner when its verb says it helps (`县水利局配合更换水泵`).
pub(super) fn duty(context: &Context, range: &Range<usize>) -> Duty {
    let text = &context.article.text;
    let words = vocabulary();
    let mut duty = Duty::default();
    let mut weak: Vec<Span> = Vec::new();
    for clause in clauses(text, range.clone()) {
        read_clause(context, words, clause, &mut duty, &mut weak);
    }
    if duty.responsible.is_empty() {
        duty.responsible = weak;
    }
    tidy(text, &mut duty.responsible);
    tidy(text, &mut duty.partners);
    let responsible: Vec<&str> = duty.responsible.iter().map(|span| span.slice(text)).collect();
    duty.partners.retain(|span| !responsible.contains(&span.slice(text)));
    duty
}

fn read_clause(
    context: &Context,
    words: &Vocabulary,
    clause: Range<usize>,
    duty: &mut Duty,
    weak: &mut Vec<Span>,
) {
    let text = &context.article.text;
    let mut at = clause.start;
    let mut agent = false;
    // `三组便道由村委会组织施工`
    for (offset, _) in text[clause.clone()].match_indices('由') {
        let from = clause.start + offset + '由'.len_utf8();
        if from < at {
            continue;
        }
        let (list, end) = actors(context, words, from..clause.end);
        if list.is_empty() {
            continue;
        }
        let verb = window(&text[end..clause.end], 8);
        if supports(words, verb) {
            duty.partners.extend(list);
        } else {
            duty.responsible.extend(list);
        }
        agent = true;
        at = end;
    }
    if !agent {
        // `社区安排公益岗人员每天巡查`, `积极配合村两委做好……`
        let slice = &text[clause.clone()];
        let lead = ["并", "同时", "再", "届时", "全力", "积极", "大力"]
            .into_iter()
            .find(|lead| slice.starts_with(lead))
            .map_or(0, str::len);
        let rest = &slice[lead..];
        if let Some(verb) = ["配合", "支持", "协助"].into_iter().find(|verb| rest.starts_with(verb)) {
            let (list, end) = actors(context, words, clause.start + lead + verb.len()..clause.end);
            duty.responsible.extend(list);
            at = end.max(clause.start);
        } else {
            let (list, end) = actors(context, words, clause.start + lead..clause.end);
            if !list.is_empty() {
                let behind = window(&text[end..clause.end], 10);
                if supports(words, behind) {
                    duty.partners.extend(list);
                } else if leads(words, behind) {
                    duty.responsible.extend(list);
                } else if duty.responsible.is_empty() && weak.is_empty() && acts(behind) {
                    weak.extend(list);
                }
                at = end;
            }
        }
    }
    // `联合物业、居民志愿者`
    for (start, end) in words.partner.find(&text[at..clause.end]) {
        let joined = text[..at + start].ends_with('由');
        let (list, _) = actors(context, words, at + end..clause.end);
        if !joined {
            duty.partners.extend(list);
        }
    }
}

/// Whether a verb of helping out follows, at once or behind a word or two (`全程监督`, `负责技术指导`).
fn supports(words: &Vocabulary, verb: &str) -> bool {
    let verb = verb.trim_start_matches(['负', '责', '提', '供', '做', '好', '要', '全', '力', '积', '极', '进', '行']);
    words.support.first(verb).is_some_and(|(start, _)| start <= 6)
        && !verb.starts_with(['督', '联', '会'])
}

/// Whether a verb of being in charge follows.
fn leads(words: &Vocabulary, verb: &str) -> bool {
    words.owner.first(verb).is_some_and(|(start, _)| start <= 9)
}

/// Whether what follows a body can be its verb: not another noun's part and no mark.
fn acts(behind: &str) -> bool {
    behind
        .chars()
        .next()
        .is_some_and(|next| !is_stop(next) && !matches!(next, '的' | '、' | '内' | '里' | '外' | '上' | '下' | '门' | '群' | '和' | '是' | '“'))
}

/// The bodies listed at the beginning of `range`, and where their list ends.
fn actors(context: &Context, words: &Vocabulary, range: Range<usize>) -> (Vec<Span>, usize) {
    let text = &context.article.text;
    let mut list = Vec::new();
    let mut at = range.start;
    let mut end = range.start;
    while let Some(found) = actor(context, words, at..range.end) {
        end = found.end;
        list.push(span(&found));
        let rest = &text[end..range.end];
        let joint = ["、", "和", "与", "及", "以及", "或者", "或"]
            .into_iter()
            .filter(|joint| rest.starts_with(joint))
            .max_by_key(|joint| joint.len());
        let Some(joint) = joint else {
            break;
        };
        at = end + joint.len();
        if list.len() >= 12 {
            break;
        }
    }
    (list, end)
}

/// The body at the beginning of `range`: a name the marks found, or a noun for those who act, with a few
/// words before it that tell which (`各组组长`, `小区物业`).
fn actor(context: &Context, words: &Vocabulary, range: Range<usize>) -> Option<Range<usize>> {
    let text = &context.article.text;
    if let Some(end) = named(context, &range) {
        // `秋实社区物业` is the estate's management; `县水利局技术人员` are people of the bureau.
        let place = context
            .marks
            .places
            .binary_search_by_key(&(end as u32), |place| place.span.end)
            .is_ok();
        let noun = words.actor.begin(&text[end..range.end]).filter(|_| place);
        let end = end + noun.unwrap_or(0);
        return Some(range.start..end);
    }
    let near = window(&text[range.clone()], 12);
    let near = &near[..near.find(is_stop).unwrap_or(near.len())];
    let (start, mut end) = words.actor.first(near)?;
    let prefix = &near[..start];
    let plain = prefix.chars().count() <= 5
        && !prefix.contains(['由', '对', '在', '将', '把', '的', '、', '向', '给', '请', '让', '从', '以', '按', '为', '是', '不', '于', '和', '与', '或', '到', '至', '有', '每'])
        && !words.owner.are_in(prefix)
        && !words.support.are_in(prefix)
        && !prefix.chars().any(|letter| letter.is_ascii_digit());
    if !plain || prefix.is_empty() && start != 0 {
        return None;
    }
    // Nouns in a row are one body: `物业` + `保安`.
    while let Some(more) = words.actor.begin(&text[range.start + end..range.end]) {
        end += more;
    }
    let rest = &text[range.start + end..range.end];
    if rest.starts_with("负责人") {
        end += "负责人".len();
    }
    Some(range.start..range.start + end)
}

/// The end of the organisation, place or person that begins at the beginning of `range`; of places in a
/// row (`元坝镇将军村`) the last.
fn named(context: &Context, range: &Range<usize>) -> Option<usize> {
    let marks = context.marks;
    let start = range.start as u32;
    let org = marks.orgs.binary_search_by_key(&start, |org| org.span.start);
    if let Ok(at) = org {
        return Some(marks.orgs[at].span.end as usize).filter(|&end| end <= range.end);
    }
    if let Ok(at) = marks.persons.binary_search_by_key(&start, |person| person.span.start) {
        return Some(marks.persons[at].span.end as usize).filter(|&end| end <= range.end);
    }
    let mut at = marks
        .places
        .binary_search_by_key(&start, |place| place.span.start)
        .ok()?;
    while marks.places.get(at + 1).is_some_and(|next| next.span.start == marks.places[at].span.end) {
        at += 1;
    }
    let end = marks.places[at].span.end as usize;
    (end <= range.end).then_some(end)
}

/// Each body once, in text order.
fn tidy(text: &str, list: &mut Vec<Span>) {
    list.sort_by_key(|span| span.start);
    let mut seen: Vec<&str> = Vec::new();
    list.retain(|span| {
        let name = span.slice(text);
        let new = !seen.contains(&name);
        seen.push(name);
        new
    });
}

/// By when or how often: a date with 前 or 内 first, else a rhythm (`每周三`, `定期`), else a date.
pub(super) fn deadline(context: &Context, range: &Range<usize>) -> Option<Span> {
    let text = &context.article.text;
    let times = &context.marks.times;
    let first = times.partition_point(|time| (time.span.start as usize) < range.start);
    let mut best: Option<(u8, Span)> = None;
    let mut offer = |rank: u8, span: Span| {
        if best.is_none_or(|(known, _)| rank < known) {
            best = Some((rank, span));
        }
    };
    for time in times[first..]
        .iter()
        .take_while(|time| (time.span.end as usize) <= range.end)
    {
        let words = time.span.slice(text);
        let rest = &text[time.span.end as usize..range.end];
        let limit = ["之前", "以前", "前", "之内", "以内", "内"]
            .into_iter()
            .find(|limit| rest.starts_with(limit));
        let bound = words.ends_with(['前', '内', '止']);
        if let Some(limit) = limit {
            let end = time.span.end as usize + limit.len();
            offer(0, Span::new(time.span.start as usize, end));
        } else if bound {
            offer(0, time.span);
        } else {
            match time.kind {
                TimeKind::Set => offer(1, time.span),
                TimeKind::Date | TimeKind::Time if time.from.is_some() => offer(2, time.span),
                _ => {}
            }
        }
    }
    for (start, end) in vocabulary().rhythm.find(&text[range.clone()]) {
        let span = Span::new(range.start + start, range.start + end);
        match &mut best {
            // `每天定时` says more than `每天`.
            Some((1, known)) if known.overlaps(span) => {
                *known = Span { start: known.start.min(span.start), end: known.end.max(span.end) };
            }
            Some((rank, _)) if *rank <= 1 => {}
            _ => best = Some((1, span)),
        }
    }
    best.map(|(_, span)| span)
}

/// What follows otherwise: what a clause says behind a breach (`逾期不处理的居民上黑榜`), or the clauses
/// behind one that only names the breach (`对拒不配合的车辆,上报社区`).
pub(super) fn consequence(context: &Context, range: &Range<usize>) -> Option<Span> {
    let text = &context.article.text;
    let words = vocabulary();
    clauses(text, range.clone()).into_iter().find_map(|clause| {
        let slice = &text[clause.clone()];
        let (_, end) = words.breach.first(slice)?;
        let behind = &slice[end..];
        let mut least = 4;
        let from = match behind.find('的') {
            Some(at) => {
                let at = clause.start + end + at + '的'.len_utf8();
                let noun = words.actor.begin(&text[at..clause.end]);
                least = if noun.is_some() { 2 } else { 4 };
                at + noun.unwrap_or(0)
            }
            None => clause.start + end,
        };
        let rest = trim(text, from..clause.end);
        let whole = text[rest.clone()].chars().count() >= least;
        let found = if whole { rest } else { trim(text, clause.end..range.end) };
        (!found.is_empty()).then(|| span(&found))
    })
}
