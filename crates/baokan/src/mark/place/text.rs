//! An article's text with what its words say of where a name may begin and end.

use std::cell::Cell;

use crate::span::Span;
pub(super) use crate::width::is_han;
use crate::word::{Tag, Word};

use super::lexicon::Lexicon;

/// The text being marked, its words and the lexicon.
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t [Word],
    pub(super) tag: &'t dyn Fn(Tag) -> &'t str,
    pub(super) lexicon: &'t Lexicon,
    /// The number of the word last asked for: the next one asked for stands beside it.
    pub(super) cursor: Cell<usize>,
}

/// A word further from the one last asked for than this is searched for.
const NEAR: usize = 12;

/// How surely a name may begin at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    /// Inside a word.
    Inside,
    /// Between two words.
    Between,
    /// After a mark, or a word that no name goes on from.
    Sure,
}

impl<'t> Text<'t> {
    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        &self.text[start..end]
    }

    /// The character that ends at `at`.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The character that begins at `at`.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The word that holds the byte at `at`, with its tag.
    pub(super) fn word_at(&self, at: usize) -> Option<(Span, &'t str)> {
        let word = self.last_word(at)?;
        ((word.span.end as usize) > at).then(|| (word.span, (self.tag)(word.tag)))
    }

    /// The last word that begins at `at` or before it.
    fn last_word(&self, at: usize) -> Option<&Word> {
        let mut index = self.cursor.get();
        for _ in 0..NEAR {
            let word = self.words.get(index)?;
            if word.span.start as usize > at {
                index = index.checked_sub(1)?;
                continue;
            }
            let next = self.words.get(index + 1);
            if next.is_none_or(|next| next.span.start as usize > at) {
                self.cursor.set(index);
                return Some(word);
            }
            index += 1;
        }
        let next = self
            .words
            .partition_point(|word| word.span.start as usize <= at);
        self.cursor.set(next.checked_sub(1)?);
        self.words.get(next - 1)
    }

    /// Whether no word goes across `at`; without words every position is one.
    pub(super) fn is_between(&self, at: usize) -> bool {
        at == 0
            || self
                .word_at(at)
                .is_none_or(|(span, _)| span.start as usize == at)
    }

    /// How surely a name may begin at `at`.
    pub(super) fn edge(&self, at: usize) -> Edge {
        let Some(before) = self.before(at) else {
            return Edge::Sure;
        };
        if !is_han(before) {
            return Edge::Sure;
        }
        if !self.is_between(at) {
            let last = self.slice(at - before.len_utf8(), at);
            let function = self.lexicon.is_function(before) || self.lexicon.before.contains(last);
            return if function {
                Edge::Between
            } else {
                Edge::Inside
            };
        }
        if self.follows_stop(at) {
            Edge::Sure
        } else {
            Edge::Between
        }
    }

    /// Whether a word ends at `at` that no name goes on from: a verb, a preposition, a pronoun, a number.
    pub(super) fn follows_stop(&self, at: usize) -> bool {
        let Some(before) = self.before(at) else {
            return true;
        };
        let word = self.word_at(at - before.len_utf8());
        if let Some((span, tag)) = word
            && span.end as usize == at
            && is_stop(tag, span.len())
        {
            return true;
        }
        let whole = |start: usize| {
            word.is_none_or(|(span, _)| span.start as usize >= start || span.end as usize != at)
        };
        self.lexicon
            .words_before(&self.text[..at])
            .any(|length| whole(at - length))
    }

    /// Where the first character of the run of Han characters before `at` stands, `most` characters back at most.
    pub(super) fn run_before(&self, at: usize, most: usize) -> usize {
        self.text[..at]
            .char_indices()
            .rev()
            .take(most)
            .take_while(|&(_, character)| is_han(character))
            .last()
            .map_or(at, |(start, _)| start)
    }
}

/// Tags of words that stand before a name and are no part of one.
fn is_stop(tag: &str, bytes: usize) -> bool {
    let long = bytes >= 6;
    match tag.as_bytes() {
        [b'v', b'n', ..] => long,
        [
            b'p' | b'c' | b'u' | b'r' | b'd' | b'q' | b't' | b'y' | b'e',
            ..,
        ] => true,
        [b'v' | b'm', ..] => long,
        _ => false,
    }
}
