//! The dictionary all segmenters share.

use std::fmt;
use std::sync::{LazyLock, Mutex};

use jieba_rs::{Jieba, Token};

use super::memory::TagMemory;
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

    /// The tag of `word`, if the dictionary takes it for one word where it stands alone.
    pub(super) fn tag_of(&self, word: &str) -> Option<Tag> {
        match self.tag(word).as_slice() {
            [tagged] => Some(Tag::known(tagged.tag).unwrap_or(Tag::UNKNOWN)),
            _ => None,
        }
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
