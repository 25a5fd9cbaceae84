//! A small character trie for the term lists of this stage.
//!
//! Terms are looked up at a few places of a text only (left or right of a possible name), so a walk
//! from such a place beats a pass of an automaton over everything.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Mixes one 64-bit key; the keys here are a node and a character, so nothing more is needed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

/// Terms with a value each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trie {
    edges: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    values: Vec<Option<u8>>,
}

impl Trie {
    /// Reads terms with their values; where a term comes twice the first value stays.
    pub(crate) fn new<I: Iterator<Item = char>>(terms: impl Iterator<Item = (I, u8)>) -> Self {
        let mut trie = Self {
            edges: HashMap::default(),
            values: vec![None],
        };
        for (term, value) in terms {
            let mut node = 0;
            for letter in term {
                let next = trie.values.len() as u32;
                node = *trie.edges.entry(key(node, letter)).or_insert(next);
                if node == next {
                    trie.values.push(None);
                }
            }
            trie.values[node as usize].get_or_insert(value);
        }
        trie
    }

    /// The terms that begin a sequence of characters, shortest first: their lengths and values.
    pub(crate) fn prefixes<'t>(
        &'t self,
        letters: impl Iterator<Item = char> + 't,
    ) -> impl Iterator<Item = (usize, u8)> + 't {
        let mut node = 0;
        letters
            .map_while(move |letter| {
                node = *self.edges.get(&key(node, letter))?;
                Some(self.values[node as usize])
            })
            .enumerate()
            .filter_map(|(at, value)| Some((at + 1, value?)))
    }

    /// The longest term that begins a sequence of characters.
    pub(crate) fn longest(&self, letters: impl Iterator<Item = char>) -> Option<(usize, u8)> {
        self.prefixes(letters).last()
    }
}

fn key(node: u32, letter: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_longest_term() {
        let trie = Trie::new(
            [("村", 1), ("村民", 2), ("村民代表", 3)]
                .into_iter()
                .map(|(term, value)| (term.chars(), value)),
        );
        assert_eq!(trie.longest("村民代王".chars()), Some((2, 2)));
        assert_eq!(trie.longest("村民代表王".chars()), Some((4, 3)));
        assert_eq!(trie.longest("民".chars()), None);
        assert_eq!(trie.prefixes("村民".chars()).count(), 2);
    }
}
