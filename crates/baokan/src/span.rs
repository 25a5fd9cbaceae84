//! Spans of text: bytes inside the core, characters in everything a table shows.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open, zero-based stretch of a text, in bytes.
///
/// Both ends stand on character boundaries of the text the span was made for.
///
/// ```
/// use baokan::Span;
///
/// let text = "本报讯 5月20日";
/// let span = Span::new(0, "本报讯".len());
/// assert_eq!(span.slice(text), "本报讯");
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte positions; pages are smaller than 4 GiB, so `u32` holds them.
    ///
    /// # Panics
    ///
    /// When a position is beyond `u32::MAX` (a page of that size is refused when read).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |at: usize| u32::try_from(at).expect("pages are refused at 4 GiB when read");
        Self {
            start: narrow(start),
            end: narrow(end),
        }
    }

    /// The span as a range of byte indexes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The stretch of `text` this span stands for.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same stretch `by` bytes further on.
    #[must_use]
    pub fn shift(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// Turns byte positions of one text into character positions.
///
/// A checkpoint every 64 bytes keeps it small; a look-up counts at most 63 bytes.
///
/// ```
/// use baokan::CharOffsets;
///
/// let offsets = CharOffsets::new("a报b");
/// assert_eq!(offsets.character(4), 2);
/// assert_eq!(offsets.byte(2), 4);
/// ```
#[derive(Clone, Debug)]
pub struct CharOffsets<'t> {
    text: &'t [u8],
    checkpoints: Vec<u32>,
}

const STRIDE: usize = 64;

/// Every byte that is not a UTF-8 continuation byte begins a character.
pub(crate) fn count(bytes: &[u8]) -> usize {
    // Counted in single bytes first, which a processor adds up many at a time.
    bytes
        .chunks(255)
        .map(|chunk| {
            let begins = |&byte: &u8| u8::from((byte as i8) >= -0x40);
            usize::from(chunk.iter().map(begins).sum::<u8>())
        })
        .sum()
}

impl<'t> CharOffsets<'t> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let text = text.as_bytes();
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for chunk in text.chunks(STRIDE) {
            checkpoints.push(seen as u32);
            seen += count(chunk);
        }
        checkpoints.push(seen as u32);
        Self { text, checkpoints }
    }

    /// The number of characters before byte `byte`.
    #[must_use]
    pub fn character(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / STRIDE;
        self.checkpoints[block] as usize + count(&self.text[block * STRIDE..byte])
    }

    /// Start and end of `span` in characters.
    #[must_use]
    pub fn characters(&self, span: Span) -> (usize, usize) {
        let start = self.character(span.start as usize);
        let end = if span.len() < STRIDE {
            start + count(&self.text[span.range()])
        } else {
            self.character(span.end as usize)
        };
        (start, end)
    }

    /// The byte at which character number `character` begins.
    #[must_use]
    pub fn byte(&self, character: usize) -> usize {
        let block = self
            .checkpoints
            .partition_point(|&seen| seen as usize <= character)
            .saturating_sub(1);
        let mut left = character - self.checkpoints[block] as usize;
        let from = (block * STRIDE).min(self.text.len());
        for (at, &byte) in self.text[from..].iter().enumerate() {
            if (byte as i8) >= -0x40 {
                if left == 0 {
                    return from + at;
                }
                left -= 1;
            }
        }
        self.text.len()
    }
}

/// The last character boundary of `text` at or before byte `at`; `str::floor_char_boundary` is younger than
/// the oldest compiler the crate is for.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_bytes_agree_on_every_position() {
        let text = "𠮷报a纸,5月20日。".repeat(40);
        let offsets = CharOffsets::new(&text);
        for (character, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.character(byte), character);
            assert_eq!(offsets.byte(character), byte);
        }
        assert_eq!(offsets.character(text.len()), text.chars().count());
        assert_eq!(offsets.byte(text.chars().count()), text.len());
    }
}
