//! The matters put forward at a session, who raised them and how they came in.

use std::ops::Range;

use super::clause::{is_stop, pieces, quoted, span, trim};
use super::vocabulary::{Words, window, window_before};
use crate::numeral;
use crate::record::{Context, Issue};
use crate::span::Span;

/// The matters of the session told in `stretch`, from the plainest statement of them there is:
/// `议题为甲和乙`, else `围绕甲、乙等问题进行了讨论`.
pub(super) fn issues(context: &Context, stretch: &Range<usize>) -> Vec<Issue> {
    let found = stated(context, stretch).or_else(|| discussed(context, stretch));
    let Some((list, sentence)) = found else {
        return Vec::new();
    };
    let channel = channel(context, stretch, &sentence);
    let raised_by = list
        .first()
        .and_then(|matter| raiser(context, sentence.start..matter.start));
    list.iter()
        .map(|matter| Issue {
            span: span(matter),
            raised_by,
            channel,
        })
        .collect()
}

/// The person who 提出 or 反映 what follows: `经营户代表周大勇提出租金偏高、停车不便等问题`.
fn raiser(context: &Context, before: Range<usize>) -> Option<Span> {
    let said = context.article.text[before.clone()].trim_end_matches('了');
    let said = said
        .strip_suffix("提出")
        .or_else(|| said.strip_suffix("反映"))?;
    let end = (before.start + said.len()) as u32;
    let persons = &context.marks.persons;
    let at = persons
        .binary_search_by_key(&end, |person| person.span.end)
        .ok()?;
    Some(persons[at].span)
}

type Found = (Vec<Range<usize>>, Range<usize>);

fn sentences<'a>(
    context: &'a Context,
    stretch: &'a Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let from = context
        .sentences
        .partition_point(|sentence| (sentence.span.start as usize) < stretch.start);
    context.sentences[from..]
        .iter()
        .map(|sentence| sentence.span.range())
        .take_while(|sentence| sentence.start < stretch.end)
}

/// `确定本次议题为甲和乙`, `梳理出4个议题:甲、乙、丙、丁`.
fn stated(context: &Context, stretch: &Range<usize>) -> Option<Found> {
    let text = &context.article.text;
    let words = Words::new(context);
    sentences(context, stretch).find_map(|sentence| {
        words
            .matter()
            .find(&text[sentence.clone()])
            .find_map(|(start, end)| {
                let (start, end) = (sentence.start + start, sentence.start + end);
                // 一致同意三件事: 一是…: what was agreed are measures.
                if quoted(context, start) || words.agreed().are_in(&text[sentence.start..start]) {
                    return None;
                }
                let rest = &text[end..sentence.end];
                let colon = rest.starts_with([':', '：']);
                let verb = text[start..end].ends_with(['为', '是', '有', '括', '及']);
                if !(colon || verb)
                    || rest.trim_start_matches([':', '：']).starts_with(['“', '"']) && verb
                {
                    return None;
                }
                let from = end + rest.len() - rest.trim_start_matches([':', '：']).len();
                let body = window(&text[from..sentence.end], 300);
                // Behind a colon the list may be set with commas; behind a verb the clause holds it all.
                let length = if colon {
                    body.find(['。', '；', ';', '！', '｡'])
                        .unwrap_or(body.len())
                } else {
                    body.find(is_stop).unwrap_or(body.len())
                };
                let count = count_before(&text[sentence.start..start]);
                let list = matters(words, text, from..from + length, count);
                (!list.is_empty()).then(|| (list, sentence.clone()))
            })
    })
}

/// `围绕甲和乙两个议题进行研讨`, `就甲进行协商讨论`.
fn discussed(context: &Context, stretch: &Range<usize>) -> Option<Found> {
    let text = &context.article.text;
    let words = Words::new(context);
    sentences(context, stretch).find_map(|sentence| {
        let slice = &text[sentence.clone()];
        // 就 leads a matter at the beginning of a clause, 把 one that is counted: `把甲、乙两件事摆上桌`.
        let single = slice
            .char_indices()
            .filter(|&(at, character)| {
                let opens = at == 0 || slice[..at].ends_with(|last| is_stop(last) || last == '会');
                character == '把' || character == '就' && opens
            })
            .map(|(at, character)| (at, at + character.len_utf8()));
        let mut leads: Vec<_> = words.about().find(slice).chain(single).collect();
        leads.sort_unstable();
        leads.into_iter().find_map(|(start, end)| {
            let from = sentence.start + end;
            if quoted(context, sentence.start + start) {
                return None;
            }
            let rest = &text[from..sentence.end];
            // `“有事好商量”协商议事会` leads nothing.
            if rest.starts_with(['”', '"', '’', '」']) {
                return None;
            }
            let near = window(rest, 80);
            let clause = &near[..near.find(is_stop).unwrap_or(near.len())];
            let listed = closed_list(words, clause);
            let told = words
                .matter_end()
                .find(clause)
                .find(|&(at, _)| at >= 12)
                .map(|(at, _)| at);
            let (length, count) = match (listed, told) {
                (Some((length, count)), told)
                    if count.is_some() || told.is_none_or(|told| length <= told) =>
                {
                    (length, count)
                }
                (_, Some(length)) => (without_adverbs(words, &clause[..length]).len(), None),
                _ => return None,
            };
            if slice[start..end].starts_with('把') && count.is_none() {
                return None;
            }
            let list = matters(words, text, from..from + length, count);
            (!list.is_empty()).then(|| (list, sentence.clone()))
        })
    })
}

/// `围绕停车难深入热烈地` without its adverbs.
fn without_adverbs<'t>(words: Words, mut clause: &'t str) -> &'t str {
    loop {
        clause = clause.trim_end_matches(['地', '了']);
        let near = window_before(clause, 4);
        let last = words
            .adverb()
            .last(near)
            .filter(|&(_, end)| end == near.len());
        let Some((start, _)) = last else {
            return clause;
        };
        clause = &clause[..clause.len() - (near.len() - start)];
    }
}

/// How long a list is that is summed up behind, and how many it is said to hold:
/// `甲和乙两个议题` is `甲和乙` and 2, `甲、乙等问题` is `甲、乙`.
fn closed_list(words: Words, clause: &str) -> Option<(usize, Option<usize>)> {
    for (at, end) in words.noun().find(clause) {
        let before = &clause[..at];
        let listed = before
            .rfind('等')
            .filter(|&length| length >= 9 && before[length..].chars().count() <= 6);
        if listed.is_some() {
            return listed.map(|length| (length, None));
        }
        let unit = before.trim_end_matches(['个', '项', '件', '大', '类', '条']);
        if let Some((from, value)) = number_at_end(unit) {
            return (from >= 9).then_some((from, Some(value)));
        }
        // `就停车难问题征求意见`, `就换届事宜进行协商`, `商量修渠的事`.
        let noun = &clause[at..end];
        if at >= 9 && noun.starts_with(['问', '事', '的', '一']) {
            return Some((if noun.starts_with('事') { end } else { at }, None));
        }
    }
    None
}

/// The number that ends `text`, and where it begins.
fn number_at_end(text: &str) -> Option<(usize, usize)> {
    text.char_indices()
        .rev()
        .take(3)
        .filter_map(|(from, _)| {
            let (end, number) = numeral::number(text, from)?;
            (end == text.len()).then_some((from, number.value? as usize))
        })
        .last()
}

/// The number said before `议题`: `梳理出4个议题`.
fn count_before(before: &str) -> Option<usize> {
    let before = before.trim_end_matches(['个', '项', '件', '大']);
    number_at_end(before).map(|(_, count)| count)
}

/// The matters listed in `range`. Where the number of them is said, the division that gives it is the
/// right one: `修建甲坝、乙坝和装路灯两个议题` is divided at 和 only.
fn matters(
    words: Words,
    text: &str,
    range: Range<usize>,
    count: Option<usize>,
) -> Vec<Range<usize>> {
    let comma = |character: char| matches!(character, '，' | ',' | '；' | ';');
    let listed = |character: char| character == '、' || comma(character);
    let rough = pieces(text, range.clone(), listed);
    let joined = pieces(text, range.clone(), |character| {
        matches!(character, '和' | '及')
    });
    let fine: Vec<_> = rough
        .iter()
        .flat_map(|piece| {
            pieces(text, piece.clone(), |character| {
                matches!(character, '和' | '及')
            })
        })
        .collect();
    let options = [joined, rough.clone(), fine];
    let chosen = count
        .and_then(|count| options.into_iter().find(|option| option.len() == count))
        .or_else(|| {
            // Without a number: at 和 where it joins the last of several, or two long matters.
            let last = rough.last()?;
            let parts = pieces(text, last.clone(), |character| character == '和');
            let long = |part: &Range<usize>| part.len() >= 12;
            let mut list = rough.clone();
            if parts.len() == 2
                && (rough.len() > 1 && parts.iter().all(|part| part.len() >= 9)
                    || parts.iter().all(long))
            {
                list.pop();
                list.extend(parts);
            }
            Some(list)
        })
        .unwrap_or_default();
    chosen
        .into_iter()
        .map(|piece| bare(words, text, piece))
        .filter(|piece| (6..=150).contains(&piece.len()))
        .filter(|piece| !is_generic(words, &text[piece.clone()]))
        .filter(|piece| !words.session().are_in(&text[piece.clone()]))
        .collect()
}

/// A matter without what only says that it is one: `关于充电难的问题` is `充电难`.
fn bare(words: Words, text: &str, piece: Range<usize>) -> Range<usize> {
    let mut range = trim(text, piece);
    while let Some(lead) = words.matter_lead().begin(&text[range.clone()]) {
        range.start += lead;
    }
    while let Some(length) = words.matter_tail().without_end(&text[range.clone()]) {
        range.end = range.start + length;
    }
    trim(text, range)
}

/// `上述议题`, `会议主题` name nothing.
fn is_generic(words: Words, matter: &str) -> bool {
    words.generic().without_end(matter).is_some() && matter.chars().count() <= 6
}

/// How the matters came in: the words for it beside a verb of gathering, from the first to the last of
/// a list (`通过电话、茶话会、留言本等方式征集`). A report says it in the sentence of the matters or
/// before it; what an official says of it is taken where the report itself says nothing.
fn channel(context: &Context, stretch: &Range<usize>, stated: &Range<usize>) -> Option<Span> {
    let told = |spoken: bool, until: usize| {
        sentences(context, stretch)
            .filter(|sentence| sentence.start <= until)
            .filter_map(|sentence| in_sentence(context, &sentence, spoken))
            .last()
    };
    told(false, stated.start).or_else(|| told(true, stretch.end))
}

fn in_sentence(context: &Context, sentence: &Range<usize>, spoken: bool) -> Option<Span> {
    let text = &context.article.text;
    let words = Words::new(context);
    let slice = &text[sentence.clone()];
    let mut list: Option<(usize, usize)> = None;
    for (start, end) in words.channel().find(slice) {
        if quoted(context, sentence.start + start) != spoken {
            continue;
        }
        match &mut list {
            Some((_, last))
                if slice[*last..start]
                    .chars()
                    .all(|c| matches!(c, '、' | '和' | '及' | '与' | '以' | '“' | '”')) =>
            {
                *last = end;
            }
            Some(_) => break,
            None => list = Some((start, end)),
        }
    }
    let (start, end) = list?;
    let gathered = words.gather().are_in(window(&slice[end..], 24));
    gathered.then(|| Span::new(sentence.start + start, sentence.start + end))
}
