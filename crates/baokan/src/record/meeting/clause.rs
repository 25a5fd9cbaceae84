//! Clauses, and the ordinals in names of meetings.

use super::super::hits::Hits;
use super::super::vocabulary::Record;
use crate::span::Span;

/// Whether a character ends a clause: a comma or a stronger mark.
pub(super) fn is_end(letter: char) -> bool {
    matches!(
        letter,
        '，' | ',' | '。' | '；' | ';' | '！' | '!' | '？' | '?' | '：' | ':' | '\n'
    )
}

/// The clauses of `within` that have a word of one of the kinds.
pub(super) fn clauses(hits: &Hits, within: Span, kinds: u64) -> Vec<Span> {
    let (start, end) = (within.start as usize, within.end as usize);
    let mut found: Vec<Span> = Vec::new();
    let words = hits.between(Record::Meeting, start, end).iter();
    for word in words.filter(|word| word.is(kinds)) {
        let at = word.span.start as usize;
        if found.last().is_some_and(|clause| at < clause.end as usize) {
            continue;
        }
        let before = hits.marks(start, at);
        let before = before.iter().rfind(|mark| is_end(mark.letter));
        let mut behind = hits.marks(at, end).iter();
        let behind = behind.find(|mark| is_end(mark.letter));
        found.push(Span::new(
            before.map_or(start, |mark| mark.end()),
            behind.map_or(end, |mark| mark.at),
        ));
    }
    found
}

/// Which one it is: `第二次`, `第十三届`.
pub(super) fn ordinal(name: &str) -> Option<i64> {
    let (_, rest) = name.split_once('第')?;
    let end = rest.find(['次', '届', '期', '场', '轮'])?;
    let number = rest[..end].trim();
    if let Ok(number) = number.parse() {
        return Some(number);
    }
    let digit = |letter: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|other| other == letter)
            .map(|at| at as i64)
    };
    let (tens, units) = match number.split_once('十') {
        Some((tens, units)) => (tens, units),
        None => {
            return number
                .chars()
                .next()
                .filter(|_| number.chars().count() == 1)
                .and_then(digit);
        }
    };
    let one = |part: &str, empty: i64| match part.chars().next() {
        None => Some(empty),
        Some(letter) if part.chars().count() == 1 => digit(letter),
        Some(_) => None,
    };
    Some(one(tens, 1)? * 10 + one(units, 0)?)
}
