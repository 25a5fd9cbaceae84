//! What a decision says of itself: who does it, with whom, by when, and what follows otherwise.

mod actor;

use std::ops::Range;

use super::clause::{clauses, is_stop, span, trim};
use super::vocabulary::{Words, window, window_before};
use crate::mark::TimeKind;
use crate::record::Context;
use crate::span::Span;
pub(in crate::record) use actor::actors;
use actor::{charged, named};

/// Who acts in a decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Duty {
    pub(super) responsible: Vec<Span>,
    pub(super) partners: Vec<Span>,
}

/// Reads who acts in `range`. 由 names who is responsible; a body that opens a clause is so when its verb
/// says it is in charge, and a partner when its verb says it helps (`县农机站配合检修闸门`).
pub(super) fn duty(context: &Context, range: &Range<usize>) -> Duty {
    let text = &context.article.text;
    let words = Words::new(context);
    let mut duty = Duty::default();
    let mut weak: Vec<Span> = Vec::new();
    let mut helping: Vec<Span> = Vec::new();
    for clause in clauses(text, range.clone()) {
        read_clause(context, words, clause, &mut duty, &mut weak, &mut helping);
    }
    if duty.responsible.is_empty() {
        // `由红白理事会监督`, and nobody else is named.
        duty.partners.retain(|span| !helping.contains(span));
        duty.responsible = if helping.is_empty() { weak } else { helping };
    }
    tidy(text, &mut duty.responsible);
    tidy(text, &mut duty.partners);
    let responsible: Vec<&str> = duty
        .responsible
        .iter()
        .map(|span| span.slice(text))
        .collect();
    duty.partners
        .retain(|span| !responsible.contains(&span.slice(text)));
    duty
}

fn read_clause(
    context: &Context,
    words: Words,
    clause: Range<usize>,
    duty: &mut Duty,
    weak: &mut Vec<Span>,
    helping: &mut Vec<Span>,
) {
    let text = &context.article.text;
    let mut at = clause.start;
    let mut agent = false;
    // `塘边护栏由合作社组织安装`
    for (offset, _) in text[clause.clone()].match_indices('由') {
        let from = clause.start + offset + '由'.len_utf8();
        if from < at {
            continue;
        }
        let (mut list, mut end) = actors(context, from..clause.end);
        // `由养牛的七户轮流出工`: no noun for those who act, but a verb of what they do.
        if list.is_empty()
            && let Some(charged) = charged(context, from..clause.end)
        {
            end = charged.end as usize;
            list = vec![charged];
        }
        if list.is_empty() {
            continue;
        }
        let verb = window(&text[end..clause.end], 8);
        // `逾期由物业统一清理`: who steps in when the one responsible fails.
        let stands_in = words
            .breach()
            .are_in(window_before(&text[clause.start..from], 40));
        if supports(words, verb) || stands_in && !duty.responsible.is_empty() {
            if !stands_in {
                helping.extend(&list);
            }
            duty.partners.extend(list);
        } else {
            duty.responsible.extend(list);
        }
        agent = true;
        at = end;
    }
    if !agent {
        // `社区安排保洁员每周清扫`, `主动配合村委会办好……`
        let slice = &text[clause.clone()];
        let lead = words.filler().begin(slice).unwrap_or(0);
        if let Some(verb) = words.help().begin(&slice[lead..]) {
            let (list, end) = actors(context, clause.start + lead + verb..clause.end);
            duty.responsible.extend(list);
            at = end.max(clause.start);
        } else {
            let (list, end) = actors(context, clause.start + lead..clause.end);
            if !list.is_empty() {
                let behind = window(&text[end..clause.end], 10);
                let office = named(context, &(clause.start + lead..clause.end)).is_some();
                if supports(words, behind) {
                    duty.partners.extend(list);
                } else if leads(words, behind) {
                    duty.responsible.extend(list);
                } else if duty.responsible.is_empty()
                    && weak.is_empty()
                    && acts(behind)
                    && subject(context, words, clause.start + lead..clause.end)
                {
                    weak.extend(list);
                } else if office && !duty.responsible.is_empty() && acts(behind) {
                    duty.partners.extend(list);
                }
                at = end;
            }
        }
    }
    // `联合物业、居民志愿者`
    for (start, end) in words.partner().find(&text[at..clause.end]) {
        let joined = text[..at + start].ends_with('由');
        let (list, _) = actors(context, at + end..clause.end);
        if !joined {
            duty.partners.extend(list);
        }
    }
}

/// Whether a verb of helping out follows, at once or behind a word or two (`全程监督`, `负责技术指导`).
fn supports(words: Words, verb: &str) -> bool {
    let verb = verb.trim_start_matches([
        '负', '责', '提', '供', '做', '好', '要', '全', '力', '积', '极', '进', '行',
    ]);
    words
        .support()
        .first(verb)
        .is_some_and(|(start, _)| start <= 6)
        && !verb.starts_with(['督', '联', '会'])
}

/// Whether a verb of being in charge follows.
fn leads(words: Words, verb: &str) -> bool {
    words
        .owner()
        .first(verb)
        .is_some_and(|(start, _)| start <= 9)
}

/// Whether a body can be the subject of a clause without 由: a name, or a noun at once or behind 各 and its
/// like (`提高居民自觉意识` has none).
fn subject(context: &Context, words: Words, range: Range<usize>) -> bool {
    let slice = &context.article.text[range.clone()];
    named(context, &range).is_some()
        || words.actor().begin(slice).is_some()
        || slice.starts_with(['各', '全', '每', '该', '小', '老'])
}

/// Whether what follows a body can be its verb: not another noun's part and no mark.
fn acts(behind: &str) -> bool {
    behind.chars().next().is_some_and(|next| {
        !is_stop(next)
            && !matches!(
                next,
                '的' | '、' | '内' | '里' | '外' | '上' | '下' | '门' | '群' | '和' | '是' | '“'
            )
    })
}

/// Each body once, in text order.
fn tidy(text: &str, list: &mut Vec<Span>) {
    list.sort_by_key(|span| span.start);
    list.truncate(50);
    let mut seen: Vec<&str> = Vec::new();
    list.retain(|span| {
        let name = span.slice(text);
        let new = !seen.contains(&name);
        seen.push(name);
        new
    });
}

/// The length of the word that begins `text` and makes a limit of the time before it: 内, 之前.
pub(in crate::record) fn limit_at(words: Words, text: &str) -> Option<usize> {
    words.limit().begin(text)
}

/// By when or how often: a date with 前 or 内 first, else a rhythm (`每周三`, `定期`), else a date.
pub(super) fn deadline(context: &Context, range: &Range<usize>) -> Option<Span> {
    let text = &context.article.text;
    let words = Words::new(context);
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
        let printed = time.span.slice(text);
        let rest = &text[time.span.end as usize..range.end];
        let limit = limit_at(words, rest);
        let bound = printed.ends_with(['前', '内', '止', '起']);
        if let Some(limit) = limit {
            let end = time.span.end as usize + limit;
            offer(0, Span::new(time.span.start as usize, end));
        } else if bound {
            offer(0, time.span);
        } else {
            match time.kind {
                // `每天150元` is a rate.
                TimeKind::Set if is_rate(context, time.span) => {}
                TimeKind::Set => offer(1, time.span),
                TimeKind::Date | TimeKind::Time if time.from.is_some() => offer(2, time.span),
                // 早8时至晚6时: the hours of whatever day.
                TimeKind::Time if time.value.is_some() => offer(2, time.span),
                _ => {}
            }
        }
    }
    for (start, end) in words.rhythm().find(&text[range.clone()]) {
        let span = Span::new(range.start + start, range.start + end);
        match &mut best {
            // `每天定时` says more than `每天`.
            Some((1, known)) if known.overlaps(span) => {
                *known = Span {
                    start: known.start.min(span.start),
                    end: known.end.max(span.end),
                };
            }
            Some((rank, _)) if *rank <= 1 => {}
            _ => best = Some((1, span)),
        }
    }
    best.map(|(_, span)| span)
}

/// Whether an amount of money follows a recurring time.
fn is_rate(context: &Context, time: Span) -> bool {
    let quantities = &context.marks.quantities;
    let next = quantities.partition_point(|quantity| quantity.span.end <= time.end);
    quantities.get(next).is_some_and(|quantity| {
        let money = quantity
            .unit
            .as_deref()
            .is_some_and(|unit| unit.contains('元'));
        money && quantity.span.start <= time.end
    })
}

/// What follows otherwise: what a clause says behind a breach (`逾期不搬走的住户上红黑榜`), or the clauses
/// behind one that only names the breach (`对多次劝说无效的商户,报告街道`).
pub(super) fn consequence(context: &Context, range: &Range<usize>) -> Option<Span> {
    let text = &context.article.text;
    let words = Words::new(context);
    clauses(text, range.clone()).into_iter().find_map(|clause| {
        let slice = &text[clause.clone()];
        // `两次不参加的取消资格`; without a word for the breach, the sanction behind 的 tells of one.
        let sanctioned = || {
            let (at, _) = slice.match_indices('的').find(|(at, of)| {
                let behind = &slice[at + of.len()..];
                let noun = words.actor().begin(behind).unwrap_or(0);
                words.sanction().begin(&behind[noun..]).is_some()
            })?;
            Some((at, at))
        };
        // `乱扔垃圾三次以上的,取消评选资格`
        let opens = words.sanction().begin(slice).is_some()
            && text[range.start..clause.start]
                .trim_end_matches(is_stop)
                .ends_with('的');
        if opens {
            return Some(span(&clause));
        }
        let (_, end) = words.breach().first(slice).or_else(sanctioned)?;
        let behind = &slice[end..];
        let mut least = 4;
        let from = match behind.find('的') {
            Some(at) => {
                let at = clause.start + end + at + '的'.len_utf8();
                let noun = words.actor().begin(&text[at..clause.end]);
                let told =
                    noun.is_some() || words.sanction().begin(&text[at..clause.end]).is_some();
                least = if told { 2 } else { 4 };
                at + noun.unwrap_or(0)
            }
            // `违反者由物业劝导`
            None => clause.start + end + behind.len() - behind.trim_start_matches('者').len(),
        };
        let rest = trim(text, from..clause.end);
        let whole = text[rest.clone()].chars().count() >= least;
        let found = if whole {
            rest
        } else {
            trim(text, clause.end..range.end)
        };
        (!found.is_empty()).then(|| span(&found))
    })
}
