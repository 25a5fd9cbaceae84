//! What a session decided: the stretches that say it, one for each thing to be done.

mod item;

use std::ops::Range;

use super::clause::{clauses, is_stop, marked_pieces, quoted, trim};
use super::duty;
use super::vocabulary::{Words, window, window_before};
use crate::record::Context;
use item::{enumerated, item, items};

/// A thing decided: the words that say it, and the matter it is said to answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decision {
    pub(super) text: Range<usize>,
    pub(super) matter: Option<Range<usize>>,
    /// Where else the matter may be told by: the words the decision stands among.
    pub(super) beside: Range<usize>,
    /// Whether it stands in a list of what several bodies do.
    pub(super) is_listed: bool,
}

/// How many items of a list are looked at to tell what it is.
const LISTED: usize = 12;

/// The decisions told in `stretch`, direct speech aside.
pub(super) fn decisions(context: &Context, stretch: &Range<usize>) -> Vec<Decision> {
    let text = &context.article.text;
    let words = Words::new(context);
    let mut out: Vec<Decision> = Vec::new();
    let from = context
        .sentences
        .partition_point(|sentence| (sentence.span.start as usize) < stretch.start);
    let mut following = Following::None;
    let mut paragraph = None;
    for sentence in &context.sentences[from..] {
        if sentence.span.start as usize >= stretch.end {
            break;
        }
        if paragraph != Some(sentence.paragraph) {
            // A numbered list may be set in paragraphs of its own; prose ends with its paragraph.
            if following == Following::Prose {
                following = Following::None;
            }
            paragraph = Some(sentence.paragraph);
        }
        let range = trim(text, sentence.span.range());
        if range.is_empty() {
            continue;
        }
        // Decisions are no questions: a question mark inside a list is a misprint or a slogan.
        let broken = following == Following::Items
            && text[..range.start].trim_end().ends_with(['?', '？'])
            && !enumerated(words, &text[range.clone()]);
        if let Some(last) = out.last_mut().filter(|_| broken) {
            let rest = marked_pieces(text, range.clone(), |character| {
                matches!(character, '；' | ';')
            });
            last.text.end = rest.first().map_or(last.text.end, |piece| piece.end);
            out.extend(
                rest.into_iter()
                    .skip(1)
                    .filter_map(|piece| item(context, piece)),
            );
            continue;
        }
        out.extend(in_sentence(context, range, &mut following));
    }
    out
}

/// What the sentences before let expect of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Following {
    /// Nothing.
    None,
    /// More items of a list.
    Items,
    /// More of what was agreed, as prose.
    Prose,
}

fn in_sentence(context: &Context, range: Range<usize>, following: &mut Following) -> Vec<Decision> {
    let text = &context.article.text;
    let words = Words::new(context);
    let slice = &text[range.clone()];
    if let Some(from) = list_start(context, words, &range) {
        *following = Following::Items;
        return items(context, from..range.end);
    }
    if enumerated(words, slice) && *following == Following::Items {
        return items(context, range);
    }
    if let Some(from) = listed(context, words, &range) {
        *following = Following::Items;
        let items = items(context, from..range.end).into_iter();
        return items
            .map(|item| Decision {
                is_listed: true,
                ..item
            })
            .collect();
    }
    if let Some(found) = addressed(context, words, &range) {
        *following = Following::Items;
        return found;
    }
    if let Some(found) = summed_up(context, words, &range) {
        *following = Following::None;
        return found;
    }
    if let Some(found) = agreed_upon(context, words, &range) {
        *following = Following::Prose;
        return found;
    }
    if let Some(found) = assented(context, words, &range) {
        return vec![found];
    }
    if *following == Following::Prose && !quoted(context, range.start) && assigns(words, slice) {
        return prose(context, range);
    }
    *following = Following::None;
    Vec::new()
}

/// Where the list begins that a clause of decision and a colon lead in: `会议形成一致意见:针对…`.
/// Before speech the colon leads in a speaker.
fn list_start(context: &Context, words: Words, range: &Range<usize>) -> Option<usize> {
    let text = &context.article.text;
    let slice = &text[range.clone()];
    slice
        .char_indices()
        .filter(|&(_, character)| matches!(character, ':' | '：'))
        .find_map(|(at, colon)| {
            let behind = range.start + at + colon.len_utf8();
            let lead = window_before(&slice[..at], 80);
            let clause = lead.rsplit(is_stop).next().unwrap_or(lead);
            let decided = words.agreed().are_in(lead)
                || words.lead().last(lead).is_some_and(|(_, end)| {
                    // `定下的事画在木板上:` tells what becomes of it.
                    lead.len() - end <= 24 && !lead[end..].starts_with('的')
                });
            let speech =
                text[behind..].starts_with(['“', '"', '「']) || quoted(context, behind - 1);
            let custom = words.custom().are_in(clause);
            let matters = words.matter().are_in(clause) && !words.agreed().are_in(clause);
            let refused = words.open().are_in(lead) || words.rejected().are_in(lead);
            (decided && !speech && !matters && !custom && !refused && behind < range.end)
                .then_some(behind)
        })
}

/// Where a list begins whose items say who does what and by when, whatever leads it in:
/// `结果写在黑板上:水渠由村委会……;晒场……`. The rules of the mechanism are told in such lists as well.
fn listed(context: &Context, words: Words, range: &Range<usize>) -> Option<usize> {
    let text = &context.article.text;
    let slice = &text[range.clone()];
    let semicolon = slice.find(['；', ';'])?;
    let colon = slice[..semicolon].rfind([':', '：']);
    let start = match colon {
        Some(at) => range.start + at + slice[at..].chars().next().map_or(0, char::len_utf8),
        // `四桩事有了结果。牛踩菜地,由……;……`
        None => range.start,
    };
    let lead = window_before(&text[..start], 40);
    let lead = lead.trim_end_matches(is_stop);
    let clause = lead.rsplit(['。', '\n']).next().unwrap_or(lead);
    if words.custom().are_in(clause) || quoted(context, start) {
        return None;
    }
    if colon.is_none() && !words.agreed().are_in(clause) {
        return None;
    }
    let list = marked_pieces(text, start..range.end, |character| {
        matches!(character, '；' | ';')
    });
    let told = list.iter().take(LISTED).filter(|item| {
        let said = &text[(*item).clone()];
        said.contains('由')
            || duty::deadline(context, item).is_some()
            || duty::consequence(context, item).is_some()
            || !duty::duty(context, item).responsible.is_empty()
    });
    let is_plain = list
        .iter()
        .all(|item| !text[item.clone()].contains(['“', '”']) || !quoted(context, item.start));
    (list.len() >= 2 && is_plain && 2 * told.count() >= list.len().min(LISTED)).then_some(start)
}

/// Decisions with no other lead than the matters they answer:
/// `针对停车难问题,由物业……;针对……,由……`.
fn addressed(context: &Context, words: Words, range: &Range<usize>) -> Option<Vec<Decision>> {
    let text = &context.article.text;
    if quoted(context, range.start) {
        return None;
    }
    let list = marked_pieces(text, range.clone(), |character| {
        matches!(character, '；' | ';')
    });
    let found: Vec<_> = list
        .iter()
        .filter(|piece| words.address().begin(&text[(*piece).clone()]).is_some())
        .filter_map(|piece| item(context, piece.clone()))
        .filter(|decision| {
            decision.matter.is_some() && assigns(words, &text[decision.text.clone()])
        })
        .collect();
    (found.len() >= 2).then_some(found)
}

/// `形成了加强宣传,添置垃圾桶,增加绿化等一系列办法措施`: each clause is one.
fn summed_up(context: &Context, words: Words, range: &Range<usize>) -> Option<Vec<Decision>> {
    let text = &context.article.text;
    let slice = &text[range.clone()];
    let (close, _) = slice.match_indices('等').find(|&(at, _)| {
        let near = window(&slice[at..], 12)
            .split(is_stop)
            .next()
            .unwrap_or_default();
        words.result().are_in(near)
    })?;
    let (start, end) = words.summing().last(&slice[..close])?;
    if quoted(context, range.start + start) || quoted(context, range.start + close) {
        return None;
    }
    let mut from = range.start + end;
    if text[from..].starts_with('了') {
        from += '了'.len_utf8();
    }
    let body = from..range.start + close;
    let mut list = clauses(text, body.clone());
    if list.len() < 2 {
        list = marked_pieces(text, body, |character| character == '、');
    }
    list.retain(|piece| text[piece.clone()].chars().count() >= 4);
    (!list.is_empty()).then(|| {
        list.into_iter()
            .map(|text| Decision {
                beside: text.clone(),
                text,
                matter: None,
                is_listed: false,
            })
            .collect()
    })
}

/// `村民一致同意全力支持……,同时将积极配合……`, `会议决定,由物业……`.
fn agreed_upon(context: &Context, words: Words, range: &Range<usize>) -> Option<Vec<Decision>> {
    let text = &context.article.text;
    let slice = &text[range.clone()];
    if words.open().are_in(slice) && !slice.contains("通过") || words.rejected().are_in(slice) {
        return None;
    }
    words
        .agreed()
        .find(slice)
        .take(16)
        .find_map(|(start, end)| {
            if quoted(context, range.start + start) {
                return None;
            }
            let rest = &slice[end..];
            let rest = rest.trim_start_matches(['了', '将']);
            // `议定事项逐项销号`: what becomes of it, not what it is.
            if words.attributive().begin(rest).is_some() {
                return None;
            }
            let noun = words.result().begin(rest);
            let rest = &rest[noun.unwrap_or(0)..];
            let stopped = rest.starts_with(is_stop);
            let body = trim(text, range.start + (slice.len() - rest.len())..range.end);
            let said = &text[body.clone()];
            if said.chars().count() < 5 {
                return None;
            }
            // Behind a comma follows what was agreed, or what came of it: only the former names who acts.
            if (stopped || noun.is_some()) && !assigns(words, said) {
                return None;
            }
            let found = prose(context, body);
            (!found.is_empty()).then_some(found)
        })
}

/// Decisions told as prose, divided at semicolons, at 同时 and where a rate is fixed
/// (`由合作社负责看护鱼塘,看护费暂定每月80元`).
fn prose(context: &Context, range: Range<usize>) -> Vec<Decision> {
    let text = &context.article.text;
    let words = Words::new(context);
    let mut out: Vec<Decision> = Vec::new();
    let mut push = |range: Range<usize>, beside: &Range<usize>| {
        let mut text_range = trim(text, range);
        // `并决定由水管员抄表`
        if text[text_range.clone()].starts_with('并') {
            let said = &text[text_range.clone()];
            let decided = words.lead().begin(&said['并'.len_utf8()..]).unwrap_or(0);
            text_range = trim(
                text,
                text_range.start + '并'.len_utf8() + decided..text_range.end,
            );
        }
        while let Some(lead) = words.filler().begin(&text[text_range.clone()]) {
            // 全力 and 积极 say how it is done, and stay.
            if lead > 6 || text[text_range.clone()].starts_with(['全', '积', '大']) {
                break;
            }
            text_range = trim(text, text_range.start + lead..text_range.end);
        }
        if text[text_range.clone()].chars().count() >= 5 {
            out.push(Decision {
                text: text_range,
                matter: None,
                beside: beside.clone(),
                is_listed: false,
            });
        }
    };
    for piece in marked_pieces(text, range, |character| matches!(character, '；' | ';')) {
        let mut start = piece.start;
        for part in clauses(text, piece.clone()) {
            let clause = &text[part.clone()];
            let divides = clause.starts_with("同时")
                || clause.starts_with("并将")
                || clause.starts_with('并') && clause.contains('由')
                || clause.contains("标准");
            if divides && part.start > start {
                push(start..part.start, &piece);
                start = part.start;
            }
            // `路灯装好后,由村委……`: when, not what.
            let when = clause.ends_with('后') && clause.chars().count() <= 8;
            if when && part.start == start && part.end < piece.end {
                start = trim(text, part.end..piece.end).start;
            }
        }
        push(start..piece.end, &piece);
    }
    out
}

/// `对于成立物业党支部纷纷表示赞同`: what is assented to.
fn assented(context: &Context, words: Words, range: &Range<usize>) -> Option<Decision> {
    let text = &context.article.text;
    clauses(text, range.clone()).into_iter().find_map(|clause| {
        let slice = &text[clause.clone()];
        let (start, end) = words.agreed().last(slice)?;
        let lead = ["对于", "对"]
            .into_iter()
            .find(|lead| slice.starts_with(lead))?;
        if end < slice.len() || quoted(context, clause.start) || start <= lead.len() {
            return None;
        }
        let body = slice[lead.len()..start].trim_end_matches(['均', '都', '一', '致', '纷']);
        let range = trim(
            text,
            clause.start + lead.len()..clause.start + lead.len() + body.len(),
        );
        (text[range.clone()].chars().count() >= 5).then(|| Decision {
            beside: range.clone(),
            text: range,
            matter: None,
            is_listed: false,
        })
    })
}

/// Whether `text` says who is to do something: 由 with a verb of being in charge, or such a verb alone.
fn assigns(words: Words, text: &str) -> bool {
    text.contains('由') || words.owner().are_in(text)
}
