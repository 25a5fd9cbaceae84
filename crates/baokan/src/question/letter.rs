//! The letters of a text: what stays of it when papers print it each in their own way.
//!
//! Reprints differ in punctuation, width and line breaks, so texts are compared by their letters (Chinese characters,
//! Latin letters and digits at half width) alone, and every letter knows where it stands.

use crate::width::fold;

/// A letter and the bytes of the text it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) character: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The letters of `text` between two bytes, from left to right.
pub(crate) fn forward(
    text: &str,
    start: usize,
    end: usize,
) -> impl DoubleEndedIterator<Item = Letter> + Clone + '_ {
    text[start..end]
        .char_indices()
        .filter_map(move |(at, character)| {
            let letter = Letter {
                character: fold(character),
                start: start + at,
                end: start + at + character.len_utf8(),
            };
            letter.character.is_alphanumeric().then_some(letter)
        })
}

/// A hash of every `length` letters in a row, with the byte at which they begin.
///
/// The hash rolls: each costs the same whatever the length (Karp & Rabin 1987).
pub(crate) fn hashes(text: &str, length: usize) -> impl Iterator<Item = (u64, u32)> + '_ {
    /// Odd, and with bits all over.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let letters = forward(text, 0, text.len());
    let leaving = letters.clone();
    let top = (1..length).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut sum = 0u64;
    let mut entering = letters;
    for letter in entering.by_ref().take(length - 1) {
        sum = sum.wrapping_mul(BASE).wrapping_add(letter.character.into());
    }
    entering.zip(leaving).map(move |(last, first)| {
        sum = sum.wrapping_mul(BASE).wrapping_add(last.character.into());
        let hash = mix(sum);
        sum = sum.wrapping_sub(top.wrapping_mul(first.character.into()));
        (hash, first.start as u32)
    })
}

/// Spreads the bits of a number over all of it (the finalizer of SplitMix64; Steele, Lea & Flood 2014).
pub(crate) fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_have_the_same_hash_wherever_they_stand() {
        let one = hashes("前言:防汛会议 召开了。", 4).collect::<Vec<_>>();
        let other = hashes("防汛，会议召开", 4).collect::<Vec<_>>();
        assert_eq!(one.len(), 6);
        assert_eq!(other.len(), 3);
        assert_eq!(one[2].0, other[0].0);
        assert_eq!(one[2].1 as usize, "前言:".len());
        assert_eq!(one[4].0, other[2].0);
        assert!(hashes("三个字", 4).next().is_none());
    }

    #[test]
    fn letters_are_told_at_half_width() {
        let letters = forward("Ａ，b 。", 0, "Ａ，b 。".len());
        assert_eq!(
            letters.map(|letter| letter.character).collect::<String>(),
            "Ab"
        );
    }
}
