//! A hash for small keys of our own: words of shipped lists, pairs of characters.
//!
//! The standard one is made to withstand keys chosen by an enemy and costs several times as much as
//! the look-up itself; here at most the size of one page's map is at stake, and pages are read alone.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
pub(crate) type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// Mixes eight bytes at a time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quick(u64);

impl Quick {
    fn mix(&mut self, value: u64) {
        let wide = u128::from(self.0 ^ value) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
        self.0 = (wide as u64) ^ ((wide >> 64) as u64);
    }
}

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(eight) ^ chunk.len() as u64);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_alike_spread() {
        let keys: QuickSet<u64> = (0..100_000)
            .map(|pair: u64| {
                let mut hasher = Quick::default();
                hasher.write_u64((pair % 300) << 32 | pair / 300);
                hasher.finish() & 0xf_ffff
            })
            .collect();
        assert!(keys.len() > 90_000, "{}", keys.len());
    }
}
