//! Clauses and lists.

use std::ops::Range;

use crate::record::Context;
use crate::span::Span;
use crate::width::{is_han, others};

/// Marks that end a clause.
pub(super) fn is_stop(character: char) -> bool {
    matches!(
        character,
        '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '!' | '？' | '?' | '\n' | '｡'
    )
}

/// Marks and spaces that are no part of what they surround.
fn is_edge(character: char) -> bool {
    is_stop(character) || character.is_whitespace() || matches!(character, '、')
}

/// `range` without marks and white space at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start_matches(is_edge).len());
    let end = start + text[start..range.end].trim_end_matches(is_edge).len();
    start..end
}

/// The pieces of `range` between the characters `is_mark` says, trimmed, none empty. What stands in
/// quotation marks or brackets is not divided.
pub(super) fn pieces(
    text: &str,
    range: Range<usize>,
    is_mark: impl Fn(char) -> bool,
) -> Vec<Range<usize>> {
    let letters = text[range.clone()].char_indices();
    divided(text, range, letters, is_mark)
}

/// The same between marks of punctuation.
pub(super) fn marked_pieces(
    text: &str,
    range: Range<usize>,
    is_mark: impl Fn(char) -> bool,
) -> Vec<Range<usize>> {
    let letters = others(&text[range.clone()]);
    divided(text, range, letters, is_mark)
}

fn divided(
    text: &str,
    range: Range<usize>,
    letters: impl Iterator<Item = (usize, char)>,
    is_mark: impl Fn(char) -> bool,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut closing = None;
    for (at, character) in letters {
        let at = range.start + at;
        if let Some(close) = closing {
            if character == close {
                closing = None;
            }
            continue;
        }
        if is_mark(character) {
            out.push(trim(text, start..at));
            start = at + character.len_utf8();
        } else if let Some(close) = closing_of(character) {
            // A mark never closed divides nothing off.
            let near = super::vocabulary::window(&text[at + character.len_utf8()..range.end], 40);
            closing = near.contains(close).then_some(close);
        }
    }
    out.push(trim(text, start..range.end));
    out.retain(|piece| !piece.is_empty());
    out
}

fn closing_of(character: char) -> Option<char> {
    match character {
        '“' => Some('”'),
        '（' => Some('）'),
        '(' => Some(')'),
        '《' => Some('》'),
        _ => None,
    }
}

/// The clauses of `range`.
pub(in crate::record) fn clauses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    marked_pieces(text, range, is_stop)
}

/// Whether byte `at` stands in direct speech.
pub(super) fn quoted(context: &Context, at: usize) -> bool {
    let quotes = &context.marks.quotes;
    let after = quotes.partition_point(|quote| quote.span.start as usize <= at);
    after > 0 && at < quotes[after - 1].span.end as usize
}

/// How much of the pairs of neighbouring characters of `needle` stand in `text`, from 0 to 1.
pub(super) fn share(needle: &str, text: &str) -> f64 {
    let mut wanted: Vec<(char, char)> = pairs(needle).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return 0.0;
    }
    let mut is_met = vec![false; wanted.len()];
    for pair in pairs(text) {
        if let Ok(at) = wanted.binary_search(&pair) {
            is_met[at] = true;
        }
    }
    is_met.iter().filter(|is_met| **is_met).count() as f64 / wanted.len() as f64
}

/// The pairs of neighbouring characters.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    let mut letters = text.chars().filter(|letter| is_han(*letter));
    let mut last = letters.next();
    letters.filter_map(move |letter| Some((last.replace(letter)?, letter)))
}

/// A range as a span.
pub(super) fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
