//! The thing counted: behind the number (`16个社区`) or before it (`宣传彩页15000余份`).

use std::sync::LazyLock;

use crate::character;
use crate::entry::shipped;
use crate::span::Span;
use crate::trie::Trie;

/// Nouns longer than this in characters are clauses.
const LONGEST: usize = 10;

/// The noun that the quantity at `span` counts, as far as the words beside it show.
pub(super) fn counted(text: &str, span: Span) -> Option<Span> {
    behind(text, span.end as usize).or_else(|| before(text, span.start as usize))
}

/// `6800余户` stands before a comma, `16个` before the noun it counts; 的 between them is passed over
/// only when nothing of the noun precedes it (`53岁的儿子`).
fn behind(text: &str, end: usize) -> Option<Span> {
    let rest = &text[end..];
    let start = end
        + if rest.starts_with('的') {
            '的'.len_utf8()
        } else {
            0
        };
    let mut stop = start;
    let mut length = 0;
    for character in text[start..].chars() {
        if !noun(character) || length == LONGEST || verb(&text[stop..]).is_some() {
            break;
        }
        stop += character.len_utf8();
        length += 1;
    }
    (2..LONGEST)
        .contains(&length)
        .then(|| Span::new(start, stop))
}

/// `发放防火手册2400余本`: back to the mark before it, without the verb that leads the clause.
fn before(text: &str, start: usize) -> Option<Span> {
    let head = &text[..start];
    let mut from = start;
    for (length, (offset, character)) in head.char_indices().rev().enumerate() {
        if !noun(character) || length > 2 * LONGEST {
            break;
        }
        from = offset;
    }
    // The last verb of the clause ends before the noun.
    let mut noun_start = from;
    let mut at = from;
    while at < start {
        if let Some(verb) = verb(&text[at..start]) {
            at += verb;
            noun_start = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    let noun = &text[noun_start..start];
    let length = noun.chars().count();
    ((2..=LONGEST).contains(&length) && noun_start > from).then(|| Span::new(noun_start, start))
}

/// Han characters that can stand in the noun of a counted thing.
fn noun(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
        && !character::FUNCTION.has(character)
}

/// The length in bytes of the verb that begins here, one that leads a clause with a count: 发放, 新建, 收集.
fn verb(text: &str) -> Option<usize> {
    static VERBS: LazyLock<Trie<()>> = LazyLock::new(|| {
        let verbs = shipped(include_str!("../../../data/count_verbs.tsv"));
        Trie::new(verbs.map(|entry| (entry.term.chars(), ())))
    });
    let (length, ()) = VERBS.longest(text.chars())?;
    Some(text.chars().take(length).map(char::len_utf8).sum())
}
