//! A text as letters that can be reached by number, with word boundaries.

use crate::span::Span;
use crate::word::Word;

/// The characters of a text, width-folded, with their bytes.
#[derive(Clone, Debug)]
pub(crate) struct Letters {
    /// Folded characters.
    pub(crate) folded: Vec<char>,
    /// The byte each character begins at, and the text's length at the end.
    pub(crate) bytes: Vec<u32>,
    /// One past the last byte of each character.
    ends: Vec<u32>,
    /// Whether a word begins at the character; empty when no words are known.
    pub(crate) boundaries: Vec<bool>,
}

impl Letters {
    /// Reads `text` once, and the words where there are any.
    ///
    /// `inner` says of a space, by the characters before and after it, whether it only spreads a
    /// two-character name (`王 丽`) over the width of three; such a space is left out.
    pub(crate) fn new(text: &str, words: &[Word], inner: impl Fn(&[char], &str) -> bool) -> Self {
        let mut folded = Vec::with_capacity(text.len() / 3 + 8);
        let mut bytes = Vec::with_capacity(text.len() / 3 + 9);
        let mut ends = Vec::with_capacity(text.len() / 3 + 8);
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            let letter = fold(letter);
            if letter == ' ' && inner(&folded, &text[end..]) {
                continue;
            }
            folded.push(letter);
            bytes.push(at as u32);
            ends.push(end as u32);
        }
        bytes.push(text.len() as u32);
        let boundaries = boundaries(&bytes, words);
        Self { folded, bytes, ends, boundaries }
    }

    /// How many characters there are.
    pub(crate) fn len(&self) -> usize {
        self.folded.len()
    }

    /// The character at `at`, or a line break beyond either end.
    pub(crate) fn at(&self, at: usize) -> char {
        self.folded.get(at).copied().unwrap_or('\n')
    }

    /// The character `back` before `at`.
    pub(crate) fn before(&self, at: usize, back: usize) -> char {
        at.checked_sub(back).map_or('\n', |at| self.at(at))
    }

    /// Characters from `at` on.
    pub(crate) fn onward(&self, at: usize) -> impl Iterator<Item = char> + '_ {
        self.folded[at.min(self.len())..].iter().copied()
    }

    /// Characters before `at`, backwards.
    pub(crate) fn backward(&self, at: usize) -> impl Iterator<Item = char> + '_ {
        self.folded[..at.min(self.len())].iter().rev().copied()
    }

    /// The number of the character that begins at `byte`.
    pub(crate) fn number(&self, byte: u32) -> usize {
        self.bytes.partition_point(|&start| start < byte)
    }

    /// The span of the characters from `start` to `end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.bytes[start], end: self.ends[end - 1] }
    }
}

fn boundaries(bytes: &[u32], words: &[Word]) -> Vec<bool> {
    let mut boundaries = Vec::new();
    if words.is_empty() {
        return boundaries;
    }
    boundaries.resize(bytes.len(), false);
    let mut at = 0;
    for byte in words.iter().flat_map(|word| [word.span.start, word.span.end]) {
        while at + 1 < bytes.len() && bytes[at] < byte {
            at += 1;
        }
        boundaries[at] |= bytes[at] == byte;
    }
    boundaries
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

/// Whether a character is a Chinese one.
pub(crate) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2EBEF}' | '〇')
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
