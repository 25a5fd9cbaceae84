//! The items of a list of decisions.

use std::ops::Range;

use super::super::clause::{clauses, is_stop, marked_pieces, trim};
use super::super::vocabulary::Words;
use super::Decision;
use crate::record::Context;

/// Whether an item of a numbered list begins `text`: `一是`, `(二)`, `3.`, `①`, or `针对`.
pub(super) fn enumerated(words: Words, text: &str) -> bool {
    number_length(text) > 0 || words.address().begin(text).is_some()
}

/// The length of the number that begins an item.
fn number_length(text: &str) -> usize {
    let numeral = |character: &char| {
        "一二三四五六七八九十".contains(*character) || character.is_ascii_digit()
    };
    let open = usize::from(text.starts_with('(')) + 3 * usize::from(text.starts_with('（'));
    let rest = &text[open..];
    if let Some(first) = rest
        .chars()
        .next()
        .filter(|first| ('①'..='⑳').contains(first))
    {
        return first.len_utf8();
    }
    let digits: usize = rest
        .chars()
        .take(3)
        .take_while(numeral)
        .map(char::len_utf8)
        .sum();
    let Some(behind) = rest[digits..].chars().next().filter(|_| digits > 0) else {
        return 0;
    };
    let closes = match behind {
        ')' | '）' => open > 0,
        '是' | '、' | '要' => open == 0,
        '.' | '．' => {
            open == 0
                && !rest[digits + behind.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    };
    if closes {
        open + digits + behind.len_utf8()
    } else {
        0
    }
}

/// The items of a list: between semicolons, else at the numbers, else all of it.
pub(super) fn items(context: &Context, range: Range<usize>) -> Vec<Decision> {
    let text = &context.article.text;
    let mut list = marked_pieces(text, range.clone(), |character| {
        matches!(character, '；' | ';')
    });
    if list.len() < 2 {
        let parts = clauses(text, range.clone());
        let starts: Vec<usize> = parts
            .iter()
            .filter(|part| number_length(&text[(*part).clone()]) > 0)
            .map(|part| part.start)
            .collect();
        if starts.len() > 1 {
            let ends = starts[1..].iter().copied().chain([range.end]);
            list = starts
                .iter()
                .copied()
                .zip(ends)
                .map(|(start, end)| trim(text, start..end))
                .collect();
        }
    }
    list.into_iter()
        .filter_map(|piece| item(context, piece))
        .collect()
}

/// One item, its number and the matter it answers taken off: `针对乱飞线问题,由社区……`.
pub(super) fn item(context: &Context, mut range: Range<usize>) -> Option<Decision> {
    let text = &context.article.text;
    let words = Words::new(context);
    let numbered = number_length(&text[range.clone()]);
    range = trim(text, range.start + numbered..range.end);
    let mut matter = None;
    let addressed = words.address().begin(&text[range.clone()]);
    let lead = addressed.or_else(|| text[range.clone()].starts_with(['对', '就']).then_some(3));
    if let Some(lead) = lead {
        let slice = &text[range.clone()];
        let stop = slice.find(is_stop)?;
        let named = trim(text, range.start + lead..range.start + stop);
        if addressed.is_some() || text[named.clone()].ends_with("问题") {
            matter = Some(without_tail(words, text, named));
            range = trim(text, range.start + stop..range.end);
        }
    } else {
        // `停车难问题,由物业……`, `停车难:由物业……`
        let slice = &text[range.clone()];
        if let Some(stop) = slice.find(is_stop).filter(|&stop| stop <= 60) {
            let head = &slice[..stop];
            let colon = slice[stop..].starts_with([':', '：']);
            let short = !head.contains('由') && (6..=60).contains(&stop);
            if short && (head.ends_with("问题") || head.ends_with("方面") || colon) {
                matter = Some(without_tail(
                    words,
                    text,
                    trim(text, range.start..range.start + stop),
                ));
                range = trim(text, range.start + stop..range.end);
            }
        }
    }
    let slice = &text[range.clone()];
    let undecided = words.open().are_in(slice) || words.rejected().are_in(slice);
    (!undecided && slice.chars().count() >= 5).then(|| Decision {
        beside: range.clone(),
        text: range,
        matter,
        is_listed: false,
    })
}

/// `楼道堆放杂物的问题` is `楼道堆放杂物`.
fn without_tail(words: Words, text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = range;
    while let Some(length) = words.matter_tail().without_end(&text[range.clone()]) {
        range.end = range.start + length;
    }
    trim(text, range)
}
