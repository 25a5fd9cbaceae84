//! Headlines carry no words of their own; where a name in one needs them, they are cut here.

use crate::word::tagged;

use super::text::{Text, is_han};

/// The words behind `at` in a headline, `most` characters at most: where each ends, and its tag. `None` where
/// the text has words.
pub(super) fn words_behind<'t>(
    text: &Text<'t>,
    at: usize,
    most: usize,
) -> Option<Vec<(usize, &'t str)>> {
    if text.word_at(at).is_some() || text.words.is_empty() {
        return None;
    }
    let rest = &text.text[at..];
    let end = rest
        .char_indices()
        .take(most)
        .take_while(|&(_, letter)| is_han(letter))
        .last()
        .map_or(at, |(offset, letter)| at + offset + letter.len_utf8());
    let mut from = at;
    let words = tagged(text.slice(at, end)).into_iter().map(|(word, tag)| {
        from += word.len();
        (from, tag)
    });
    Some(words.collect())
}

/// Whether a name may end at `end` in a headline: at the end of a word, or before a word of position.
pub(super) fn ends_here(text: &Text<'_>, end: usize) -> bool {
    const BEFORE: usize = 6;
    const AFTER: usize = 4;
    // 青禾村`村医`: of two equal characters the name ends with the first.
    if text.before(end) == text.after(end) {
        return true;
    }
    if text.words.is_empty() || !text.after(end).is_some_and(is_han) {
        return true;
    }
    let from = text.run_before(end, BEFORE);
    let rest = &text.text[end..];
    let to = rest
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8())
        .take(AFTER)
        .zip(rest.chars())
        .take_while(|&(_, letter)| is_han(letter))
        .last()
        .map_or(end, |(at, _)| end + at);
    let mut at = from;
    for (word, _) in tagged(text.slice(from, to)) {
        let next = at + word.len();
        if at < end && next > end {
            return text.lexicon.after.contains(text.slice(end, next));
        }
        at = next;
    }
    true
}
