//! Clauses, and the ordinals in names of meetings.

use crate::span::Span;

/// The stretches between commas and stronger marks.
pub(super) fn clauses(text: &str, within: Span) -> Vec<Span> {
    let mut from = within.start as usize;
    let slice = within.slice(text);
    let stops = slice
        .char_indices()
        .filter(|(_, letter)| {
            matches!(
                letter,
                '，' | ',' | '。' | '；' | ';' | '！' | '!' | '？' | '?' | '：' | ':' | '\n'
            )
        })
        .map(|(at, letter)| (within.start as usize + at, letter.len_utf8()))
        .chain([(within.end as usize, 0)]);
    let mut found = Vec::new();
    for (end, width) in stops {
        if from < end {
            found.push(Span::new(from, end));
        }
        from = end + width;
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
