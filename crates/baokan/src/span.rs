//! Spans of text: bytes inside the core, characters in everything a table shows.

use std::borrow::Cow;
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
    #[inline]
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
/// A checkpoint every 32 bytes keeps it small; a look-up counts at most 31 bytes.
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
    checkpoints: Cow<'t, [u32]>,
}

const STRIDE: usize = 32;

/// The number of characters of a text: every byte that is not a UTF-8 continuation byte begins one.
pub(crate) fn count(bytes: &[u8]) -> usize {
    let (blocks, rest) = bytes.as_chunks();
    blocks.iter().map(count_block).sum::<usize>() + count_in(rest, 0, rest.len())
}

/// Counted in single bytes, which a processor adds up many at a time.
#[inline]
fn count_block(block: &[u8; STRIDE]) -> usize {
    let begins = |&byte: &u8| u8::from((byte as i8) >= -0x40);
    usize::from(block.iter().map(begins).sum::<u8>())
}

/// The number of characters that begin in a short stretch of a text, by eight bytes at a time.
#[inline]
pub(crate) fn count_in(text: &[u8], start: usize, end: usize) -> usize {
    const LOW_BITS: u64 = 0x0101_0101_0101_0101;
    let mut at = start;
    let mut characters = 0;
    while at < end {
        let bytes = (end - at).min(8);
        let window = match text.get(at..at + 8) {
            Some(window) => window.try_into().unwrap_or_default(),
            None => {
                let mut window = [0; 8];
                window[..bytes].copy_from_slice(&text[at..at + bytes]);
                window
            }
        };
        // What lies behind the end is shifted out; the zeros that come in are no continuation bytes.
        let eight = u64::from_le_bytes(window) << (64 - 8 * bytes);
        let continuations = eight >> 7 & !(eight >> 6) & LOW_BITS;
        characters += bytes - (continuations.wrapping_mul(LOW_BITS) >> 56) as usize;
        at += bytes;
    }
    characters
}

/// The number of characters before every 32nd byte of a text, and in all of it.
pub(crate) fn checkpoints(text: &str) -> Vec<u32> {
    let (blocks, rest) = text.as_bytes().as_chunks();
    let mut checkpoints = Vec::with_capacity(blocks.len() + 2);
    let mut seen = 0;
    for block in blocks {
        checkpoints.push(seen);
        seen += count_block(block) as u32;
    }
    checkpoints.push(seen);
    if !rest.is_empty() {
        checkpoints.push(seen + count_in(rest, 0, rest.len()) as u32);
    }
    checkpoints
}

impl<'t> CharOffsets<'t> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            checkpoints: checkpoints(text).into(),
        }
    }

    /// The same with the [`checkpoints`] of `text`, so that it is not read again.
    #[cfg(feature = "tables")]
    pub(crate) fn with_checkpoints(text: &'t str, checkpoints: &'t [u32]) -> Self {
        Self {
            text: text.as_bytes(),
            checkpoints: checkpoints.into(),
        }
    }

    /// The number of characters before byte `byte`.
    #[must_use]
    pub fn character(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / STRIDE;
        self.checkpoints[block] as usize + count_in(self.text, block * STRIDE, byte)
    }

    /// Start and end of `span` in characters.
    #[must_use]
    pub fn characters(&self, span: Span) -> (usize, usize) {
        let start = self.character(span.start as usize);
        let end = if span.len() < STRIDE {
            start + count_in(self.text, span.start as usize, span.end as usize)
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

    #[test]
    fn characters_of_every_stretch_are_counted() {
        let text = "é𠮷报a纸,5月20日。".repeat(12);
        let boundaries: Vec<usize> = (0..=text.len())
            .filter(|&at| text.is_char_boundary(at))
            .collect();
        for &start in &boundaries {
            for &end in boundaries.iter().filter(|&&end| end >= start) {
                let characters = text[start..end].chars().count();
                assert_eq!(count(&text.as_bytes()[start..end]), characters);
                assert_eq!(count_in(text.as_bytes(), start, end), characters);
            }
        }
    }
}
