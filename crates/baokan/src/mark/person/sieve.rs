//! A few letters, to tell at once nearly every letter that is none of them.

/// A Bloom filter of one hash (Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970).
#[derive(Clone, Debug, Default)]
pub(crate) struct Sieve([u64; 16]);

impl Sieve {
    /// Adds a letter.
    pub(crate) fn add(&mut self, letter: char) {
        let (word, bit) = Self::place(letter);
        self.0[word] |= 1 << bit;
    }

    /// Whether the letter may have been added; what was added always may.
    #[inline]
    pub(crate) fn may_have(&self, letter: char) -> bool {
        let (word, bit) = Self::place(letter);
        self.0[word] >> bit & 1 != 0
    }

    #[inline]
    fn place(letter: char) -> (usize, u32) {
        let code = u32::from(letter);
        ((code >> 6 & 15) as usize, code & 63)
    }
}
