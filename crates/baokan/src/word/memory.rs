//! A memory of the tags guessed for unknown words.

use super::tag::Tag;

/// The tags guessed for unknown words met before.
///
/// A guess takes as long as cutting a sentence, and depends on the word alone, so it can be
/// remembered. A word is its own key: its bytes in one, two or three machine words, so that no string
/// is compared and little memory is touched.
#[derive(Debug, Default)]
pub(super) struct TagMemory {
    /// Words of one or two characters.
    short: Table<1>,
    /// Up to five.
    middle: Table<2>,
    /// Up to seven.
    long: Table<3>,
}

impl TagMemory {
    /// The tag remembered for the word at `start..end` of `text`.
    #[inline]
    pub(super) fn get(&self, text: &str, start: usize, end: usize) -> Option<Tag> {
        let bytes = text.as_bytes();
        let known = match end - start {
            0..=7 => self.short.get(key(bytes, start, end)),
            8..=15 => self.middle.get(key(bytes, start, end)),
            16..=23 => self.long.get(key(bytes, start, end)),
            _ => None,
        };
        known.map(|known| Tag(u16::from(known)))
    }

    /// Remembers the tag of the word at `start..end`.
    #[cold]
    pub(super) fn remember(&mut self, text: &str, start: usize, end: usize, tag: Tag) {
        let bytes = text.as_bytes();
        let tag = tag.0 as u8;
        match end - start {
            0..=7 => self.short.insert(key(bytes, start, end), tag),
            8..=15 => self.middle.insert(key(bytes, start, end), tag),
            16..=23 => self.long.insert(key(bytes, start, end), tag),
            _ => {}
        }
    }
}

/// A hash table with open addressing. A key leaves the highest byte of its last machine word free,
/// where the slot holds the tag plus one; so a free slot is zero there.
#[derive(Debug)]
struct Table<const N: usize> {
    slots: Vec<[u64; N]>,
    used: usize,
}

const FIRST_SLOTS: usize = 1 << 10;
/// A text with more different words than fit in this is noise, and the memory begins again.
const MOST_SLOTS: usize = 1 << 19;
const TAG_SHIFT: u32 = 56;
const KEY_OF_LAST: u64 = (1 << TAG_SHIFT) - 1;

impl<const N: usize> Default for Table<N> {
    fn default() -> Self {
        Self {
            slots: vec![[0; N]; FIRST_SLOTS],
            used: 0,
        }
    }
}

impl<const N: usize> Table<N> {
    #[inline]
    fn get(&self, key: [u64; N]) -> Option<u8> {
        let slot = self.slots[self.probe(&key)];
        ((slot[N - 1] >> TAG_SHIFT) as u8).checked_sub(1)
    }

    fn insert(&mut self, key: [u64; N], tag: u8) {
        let at = self.probe(&key);
        if self.slots[at][N - 1] != 0 {
            return;
        }
        self.slots[at] = key;
        self.slots[at][N - 1] |= (u64::from(tag) + 1) << TAG_SHIFT;
        self.used += 1;
        if self.used * 4 > self.slots.len() * 3 {
            self.grow();
        }
    }

    /// The slot of `key`, or the free one where it belongs.
    #[inline]
    fn probe(&self, key: &[u64; N]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(key) & mask;
        loop {
            let slot = &self.slots[at];
            let free = slot[N - 1] >> TAG_SHIFT == 0;
            // Written out, because a comparison of slices is a call of its own.
            let mut differs = (slot[N - 1] & KEY_OF_LAST) ^ key[N - 1];
            for part in 0..N - 1 {
                differs |= slot[part] ^ key[part];
            }
            if free || differs == 0 {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let twice = self.slots.len() * 2;
        if twice > MOST_SLOTS {
            *self = Self::default();
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![[0; N]; twice]);
        for slot in old.into_iter().filter(|slot| slot[N - 1] != 0) {
            let mut key = slot;
            key[N - 1] &= KEY_OF_LAST;
            let at = self.probe(&key);
            self.slots[at] = slot;
        }
    }
}

/// The bytes of a word in `N` machine words. They are read eight at a time, past the word's end, and
/// the rest is masked away; only the last words of a text have to be copied.
#[inline]
fn key<const N: usize>(bytes: &[u8], start: usize, end: usize) -> [u64; N] {
    let mut key = [0; N];
    match bytes.get(start..start + 8 * N) {
        Some(window) => {
            for (part, eight) in key.iter_mut().zip(window.chunks_exact(8)) {
                *part = u64::from_le_bytes(eight.try_into().expect("a chunk of eight bytes"));
            }
        }
        None => {
            let mut window = [0; 24];
            window[..end - start].copy_from_slice(&bytes[start..end]);
            for (part, eight) in key.iter_mut().zip(window.chunks_exact(8)) {
                *part = u64::from_le_bytes(eight.try_into().expect("a chunk of eight bytes"));
            }
        }
    }
    // The lengths a table is used for end in its last machine word and leave its last byte free.
    key[N - 1] &= (1 << (8 * (end - start - 8 * (N - 1)))) - 1;
    key
}

#[inline]
fn hash<const N: usize>(key: &[u64; N]) -> usize {
    let mixed = key.iter().fold(0_u64, |mixed, &part| {
        (mixed.rotate_left(29) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (mixed >> 40) as usize
}
