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
    memories: [Mutex<Option<Box<TagMemory>>>; PLACES],
}

/// More threads than this cut words at once on no machine we know; those beyond forget their tags.
const PLACES: usize = 64;

static SHARED: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for entry in entry::shipped(include_str!("../../data/lexicon.tsv")) {
        jieba.add_word(entry.term, None, Some(entry.fields[0]));
    }
    Dictionary {
        jieba,
        memories: [const { Mutex::new(None) }; PLACES],
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

    /// The words of `text` that the dictionary holds, without a guess at others.
    pub(super) fn cut_known<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        self.jieba.cut(text, false)
    }

    /// The tag of `word`, if the dictionary takes it for one word where it stands alone.
    pub(super) fn tag_of(&self, word: &str) -> Option<Tag> {
        match self.tag(word).as_slice() {
            [tagged] => Some(Tag::known(tagged.tag).unwrap_or(Tag::UNKNOWN)),
            _ => None,
        }
    }

    /// Whether the dictionary lists `word`.
    pub(super) fn lists(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }

    /// A memory for one call to work with: tags are remembered from one article to the next, and
    /// from one run to the next.
    ///
    /// Nothing waits here: a place that is in use this moment (or for ever, in a process forked while
    /// another thread held it) is passed over, and where there is no memory to spare, the call gets a
    /// fresh one.
    pub(super) fn borrow_memory(&self) -> Box<TagMemory> {
        let take = |place: &Mutex<Option<Box<TagMemory>>>| place.try_lock().ok()?.take();
        self.memories.iter().find_map(take).unwrap_or_default()
    }

    /// Keeps a memory for the next call.
    pub(super) fn give_back(&self, memory: Box<TagMemory>) {
        for place in &self.memories {
            if let Ok(mut place) = place.try_lock()
                && place.is_none()
            {
                *place = Some(memory);
                return;
            }
        }
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Dictionary").finish_non_exhaustive()
    }
}
