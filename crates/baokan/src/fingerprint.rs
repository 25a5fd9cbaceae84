//! Short fingerprints of long content.
//!
//! This file is compiled into the library and into its build script.

use std::fmt;

/// A 64-bit FNV-1a hash over a row of parts, each closed by a mark of its own.
///
/// It tells versions and settings apart that nobody forges: the offset basis and prime are those of
/// Fowler, Noll and Vo (draft-eastlake-fnv). It is the same on every machine and in every release of
/// the compiler, which the hashers of the standard library do not promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// Adds a part; `ab`, `c` differs from `a`, `bc`.
    pub(crate) fn add(&mut self, part: &[u8]) {
        for &byte in part {
            self.step(byte.into());
        }
        // No byte has this value, so no part holds its own end.
        self.step(0x100);
    }

    fn step(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x0100_0000_01b3);
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let of = |parts: &[&str]| {
            let mut fingerprint = Fingerprint::default();
            parts
                .iter()
                .for_each(|part| fingerprint.add(part.as_bytes()));
            fingerprint.to_string()
        };
        assert_eq!(of(&[]), "cbf29ce484222325");
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
    }
}
