//! A text as letters that can be reached by number, with word boundaries.

use std::cmp::Ordering;
use std::sync::LazyLock;

use crate::span::{Span, count};
pub(crate) use crate::width::is_han;
use crate::word::{Tag, Word};

/// The characters of a text, width-folded, with their bytes.
#[derive(Clone, Debug)]
pub(crate) struct Letters {
    /// Folded characters.
    pub(crate) folded: Vec<char>,
    /// The byte each character begins at, and the text's length at the end.
    pub(crate) bytes: Vec<u32>,
    /// Where spaces were left out: the number of the letter behind them, and the byte they begin at.
    gaps: Vec<(u32, u32)>,
    /// What is known of words at each character; see [`Letters::class`].
    marks: Vec<u8>,
}

/// The class of verbs, without those used as nouns.
pub(crate) const VERB: u8 = 5;

/// The class of nouns that name nothing.
const NOUN: u8 = 4;

/// The class of words no dictionary has, and of punctuation.
const GUESSED: u8 = 12;

/// No word covers the character.
const UNCOVERED: u8 = 0;
/// A word goes on.
const INSIDE: u8 = 1;
/// A word begins; its class is added.
const BEGINS: u8 = 2;

impl Letters {
    /// Reads `text` once, and the words where there are any; every character stays.
    pub(crate) fn whole(text: &str, words: &[Word]) -> Self {
        Self::new(text, words, |_, _| false)
    }

    /// Reads `text` once, and the words where there are any.
    ///
    /// `inner` says of a space, by the characters before and after it, whether it only spreads a
    /// two-character name (`王 丽`) over the width of three; such a space is left out.
    pub(crate) fn new(text: &str, words: &[Word], inner: impl Fn(&[char], &str) -> bool) -> Self {
        let length = count(text.as_bytes());
        let mut folded = Vec::with_capacity(length);
        let mut bytes = Vec::with_capacity(length + 1);
        let mut marks = Vec::with_capacity(length + 1);
        let mut gaps: Vec<(u32, u32)> = Vec::new();
        let classes = &*CLASSES;
        let mut words = words.iter();
        let (mut start, mut end, mut begins) = (0, 0, UNCOVERED);
        for (at, letter) in text.char_indices() {
            // Most letters are Chinese and have one form.
            let one = match letter {
                '\u{4e00}'..='\u{9fff}' => letter,
                _ => fold(letter),
            };
            if one == ' ' && inner(&folded, &text[at + letter.len_utf8()..]) {
                let number = folded.len() as u32;
                if gaps.last().is_none_or(|gap| gap.0 != number) {
                    gaps.push((number, at as u32));
                }
                continue;
            }
            let at = at as u32;
            while at >= end {
                (start, end, begins) =
                    words
                        .next()
                        .map_or((u32::MAX, u32::MAX, UNCOVERED), |word| {
                            let class = classes.get(usize::from(word.tag.0)).copied();
                            (
                                word.span.start,
                                word.span.end,
                                BEGINS + class.unwrap_or(NOUN),
                            )
                        });
            }
            folded.push(one);
            bytes.push(at);
            marks.push(match at.cmp(&start) {
                Ordering::Less => UNCOVERED,
                Ordering::Equal => begins,
                Ordering::Greater => INSIDE,
            });
        }
        bytes.push(text.len() as u32);
        marks.push(UNCOVERED);
        Self {
            folded,
            bytes,
            gaps,
            marks,
        }
    }

    /// Whether [`new`](Self::new) with `inner` would leave out one of these letters of `text`.
    pub(crate) fn hold_inner(&self, text: &str, inner: impl Fn(&[char], &str) -> bool) -> bool {
        let mut spaces = (0..self.len()).filter(|&at| self.folded[at] == ' ');
        spaces.any(|at| inner(&self.folded[..at], &text[self.end(at + 1) as usize..]))
    }

    /// How many characters there are.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.folded.len()
    }

    /// The character at `at`, or a line break beyond either end.
    #[inline]
    pub(crate) fn at(&self, at: usize) -> char {
        self.folded.get(at).copied().unwrap_or('\n')
    }

    /// The character `back` before `at`.
    #[inline]
    pub(crate) fn before(&self, at: usize, back: usize) -> char {
        at.checked_sub(back).map_or('\n', |at| self.at(at))
    }

    /// Characters from `at` on.
    #[inline]
    pub(crate) fn onward(&self, at: usize) -> impl Iterator<Item = char> + '_ {
        self.folded[at.min(self.len())..].iter().copied()
    }

    /// Characters before `at`, backwards.
    #[inline]
    pub(crate) fn backward(&self, at: usize) -> impl Iterator<Item = char> + '_ {
        self.folded[..at.min(self.len())].iter().rev().copied()
    }

    /// Whether a word begins or ends at `at`, or none is known there.
    #[inline]
    pub(crate) fn boundary(&self, at: usize) -> bool {
        self.marks.get(at).is_none_or(|&mark| mark != INSIDE)
    }

    /// Whether `at` is inside a word of the dictionary. A word that was only guessed (`由县`) says
    /// nothing of where a name ends.
    pub(crate) fn splits(&self, at: usize) -> bool {
        !self.boundary(at) && !matches!(self.class_before(at), 0 | GUESSED)
    }

    /// Whether it is known what word the character belongs to.
    #[inline]
    pub(crate) fn covered(&self, at: usize) -> bool {
        self.marks.get(at).is_some_and(|&mark| mark != UNCOVERED)
    }

    /// The class of the word that begins at `at`; zero where none begins.
    #[inline]
    pub(crate) fn class(&self, at: usize) -> u8 {
        self.marks
            .get(at)
            .map_or(0, |mark| mark.saturating_sub(BEGINS))
    }

    /// The class of the word that ends at `at`; zero where none is known.
    pub(crate) fn class_before(&self, at: usize) -> u8 {
        (1..=6.min(at))
            .map(|back| self.class(at - back))
            .find(|&class| class > 0)
            .unwrap_or(0)
    }

    /// The number of the character that begins at `byte`.
    pub(crate) fn number(&self, byte: u32) -> usize {
        self.bytes.partition_point(|&start| start < byte)
    }

    /// The span of the characters from `start` to `end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span {
            start: self.bytes[start],
            end: self.end(end),
        }
    }

    /// One past the last byte of the characters before `end`.
    fn end(&self, end: usize) -> u32 {
        let gap = self.gaps.binary_search_by_key(&(end as u32), |gap| gap.0);
        gap.map_or_else(|_| self.bytes[end], |at| self.gaps[at].1)
    }
}

/// The classes of the dictionary's parts of speech, by number; those of the user count as nouns.
static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let names = (0..).map_while(|at| Tag(at).name().ok());
    names.map(class).collect()
});

/// A coarse class of a part of speech: what is a person's name, what else is a noun, a verb, and so on.
fn class(name: &str) -> u8 {
    match (name.as_bytes().first(), name.as_bytes().get(1)) {
        (Some(b'n'), Some(b'r')) => 1,
        (Some(b'n'), Some(b's')) => 2,
        (Some(b'n'), Some(b't' | b'z')) => 3,
        (Some(b'n'), _) => NOUN,
        (Some(b'v'), Some(b'n')) => 14,
        (Some(b'v'), _) => VERB,
        (Some(b'a'), _) => 6,
        (Some(b'd'), _) => 7,
        (Some(b'p' | b'c'), _) => 8,
        (Some(b'u'), _) => 9,
        (Some(b'm' | b'q' | b't' | b'f' | b's'), _) => 10,
        (Some(b'r'), _) => 11,
        (Some(b'x' | b'e' | b'w'), _) => GUESSED,
        _ => 13,
    }
}

/// One form for each character that is printed in two widths; all digits and all Latin letters alike,
/// for which one it is says nothing of a name beside it.
pub(crate) fn fold(letter: char) -> char {
    let letter = match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{A0}' | '\t' => ' ',
        '“' | '”' | '「' | '」' => '"',
        '•' | '‧' | '・' | '∙' => '·',
        other => other,
    };
    match letter {
        '0'..='9' => '0',
        'a'..='z' | 'A'..='Z' => 'A',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_alike() {
        let letters = Letters::new("Ａ，７7「", &[], |_, _| false);
        assert_eq!(letters.folded, ['A', ',', '0', '0', '"']);
        assert_eq!(letters.before(0, 1), '\n');
        assert_eq!(letters.span(1, 2).slice("Ａ，７7「"), "，");
        assert_eq!(letters.number(3), 1);
    }
}
