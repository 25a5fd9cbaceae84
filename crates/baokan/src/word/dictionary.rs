//! The dictionary all segmenters share, and a memory of the tags it gave.

use std::fmt;
use std::sync::{LazyLock, Mutex};

use jieba_rs::{Jieba, Token};

use super::tag::Tag;
use crate::entry;

/// Jieba with the words of local government and press that its own dictionary lacks.
pub(super) struct Dictionary {
    jieba: Jieba,
    /// Memories no thread is using now.
    memories: Mutex<Vec<TagMemory>>,
}

static SHARED: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for entry in entry::shipped(include_str!("../../data/lexicon.tsv")) {
        jieba.add_word(entry.term, None, Some(entry.fields[0]));
    }
    Dictionary {
        jieba,
        memories: Mutex::new(Vec::new()),
    }
});

impl Dictionary {
    /// The dictionary, loaded at the first call (a tenth of a second).
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    pub(super) fn cut<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        self.jieba.cut(text, true)
    }

    pub(super) fn tag<'t>(&'t self, text: &'t str) -> Vec<jieba_rs::Tag<'t>> {
        self.jieba.tag(text, true)
    }

    /// A memory for one call to work with: tags are remembered from one article to the next.
    ///
    /// Nothing waits here: where the list is in use (also for ever, in a process forked while
    /// another thread held it), the call gets a fresh one.
    pub(super) fn borrow_memory(&self) -> TagMemory {
        let spare = self.memories.try_lock().ok().and_then(|mut memories| memories.pop());
        spare.unwrap_or_default()
    }

    /// Keeps a memory for the next call.
    pub(super) fn give_back(&self, memory: TagMemory) {
        if let Ok(mut memories) = self.memories.try_lock() {
            memories.push(memory);
        }
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Dictionary").finish_non_exhaustive()
    }
}

/// The tags of words met before.
///
/// `Jieba::tag` guesses the tag of an unknown word anew each time it meets it, and that costs more
/// than a third of its time. A word's tag depends on the word alone, so it can be remembered, and
/// then `Jieba::cut` and this table are faster together than `Jieba::tag`.
///
/// A word of up to fifteen bytes (five characters, all but one in five hundred) is its own key: two
/// machine words, the last byte of which holds the tag. Single characters have an array.
pub(super) struct TagMemory {
    /// By character of the basic plane: its tag plus one, zero for not yet met.
    single: Box<[u8]>,
    /// Open addressing; a free slot is zero.
    slots: Vec<[u64; 2]>,
    used: usize,
}

const LONGEST: usize = 15;
const TAG_SHIFT: u32 = 56;
/// The bytes of the two key words that belong to a word of so many bytes.
const MASKS: [[u64; 2]; LONGEST + 1] = masks();
const FIRST_SLOTS: usize = 1 << 12;
/// Sixteen MiB; a text with more different words than that (there is no such text but noise) makes
/// the memory begin again.
const MOST_SLOTS: usize = 1 << 20;

impl Default for TagMemory {
    fn default() -> Self {
        Self {
            single: vec![0; 1 << 16].into(),
            slots: vec![[0; 2]; FIRST_SLOTS],
            used: 0,
        }
    }
}

impl TagMemory {
    /// The tag of the word of `characters` characters at `start..end` of `text`; `None` when the
    /// dictionary would cut it in two if it stood alone.
    #[inline]
    pub(super) fn tag(
        &mut self,
        dictionary: &Dictionary,
        text: &str,
        start: usize,
        end: usize,
        characters: usize,
    ) -> Option<Tag> {
        if characters == 1 {
            return self.tag_of_single(dictionary, &text[start..end]);
        }
        if end - start > LONGEST {
            return ask(dictionary, &text[start..end]);
        }
        let key = key(text.as_bytes(), start, end);
        let at = self.probe(key);
        let slot = self.slots[at];
        if slot != [0; 2] {
            return Some(Tag((slot[1] >> TAG_SHIFT) as u16));
        }
        let tag = ask(dictionary, &text[start..end])?;
        self.slots[at] = [key[0], key[1] | u64::from(tag.0) << TAG_SHIFT];
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            self.grow();
        }
        Some(tag)
    }

    fn tag_of_single(&mut self, dictionary: &Dictionary, word: &str) -> Option<Tag> {
        let character = word.chars().next()? as usize;
        match self.single.get_mut(character) {
            Some(0) => {
                let tag = ask(dictionary, word)?;
                self.single[character] = tag.0 as u8 + 1;
                Some(tag)
            }
            Some(known) => Some(Tag(u16::from(*known - 1))),
            None => ask(dictionary, word),
        }
    }

    /// The slot of `key`, or the free one where it belongs.
    #[inline]
    fn probe(&self, key: [u64; 2]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(key) & mask;
        loop {
            let [first, second] = self.slots[at];
            let same = first == key[0] && second << 8 == key[1] << 8;
            if same || (first == 0 && second == 0) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let twice = self.slots.len() * 2;
        if twice > MOST_SLOTS {
            self.slots = vec![[0; 2]; FIRST_SLOTS];
            self.used = 0;
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![[0; 2]; twice]);
        for slot in old {
            if slot != [0; 2] {
                let at = self.probe([slot[0], slot[1] & MASKS[LONGEST][1]]);
                self.slots[at] = slot;
            }
        }
    }
}

/// The tag the dictionary gives `word`, if it takes it for one word.
fn ask(dictionary: &Dictionary, word: &str) -> Option<Tag> {
    match dictionary.tag(word).as_slice() {
        [tagged] => Some(Tag::known(tagged.tag).unwrap_or(Tag::UNKNOWN)),
        _ => None,
    }
}

/// The bytes of a word in two machine words. The bytes are read eight at a time, which reads past
/// the word's end and masks the rest away; only the last word of a text has to be copied.
#[inline]
fn key(bytes: &[u8], start: usize, end: usize) -> [u64; 2] {
    let length = end - start;
    let window: [u8; 16] = match bytes.get(start..start + 16) {
        Some(window) => window.try_into().expect("sixteen bytes were taken"),
        None => {
            let mut window = [0; 16];
            window[..length].copy_from_slice(&bytes[start..end]);
            window
        }
    };
    let whole = u128::from_le_bytes(window);
    let mask = MASKS[length];
    [whole as u64 & mask[0], (whole >> 64) as u64 & mask[1]]
}

#[inline]
fn hash(key: [u64; 2]) -> usize {
    let first = key[0].wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let mixed = (first ^ key[1]).wrapping_mul(0xd1b5_4a32_d192_ed03);
    (mixed >> 32) as usize
}

const fn masks() -> [[u64; 2]; LONGEST + 1] {
    let mut masks = [[0; 2]; LONGEST + 1];
    let mut length = 1;
    while length <= LONGEST {
        let mask = u128::MAX >> (128 - 8 * length as u32);
        masks[length] = [mask as u64, (mask >> 64) as u64];
        length += 1;
    }
    masks
}
