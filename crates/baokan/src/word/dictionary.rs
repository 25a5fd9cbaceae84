//! The dictionary all segmenters share.

use std::fmt;
use std::sync::{LazyLock, Mutex};

use super::lattice::{Lattice, Models};
use super::model::{CuttingModel, TaggingModel};
use super::tag::Tag;
use super::trie::{Node, Trie};

/// Jieba with the words of local government and press that its own dictionary lacks.
pub(super) struct Dictionary {
    pub(super) models: Models,
    /// Lattices no thread is using now.
    lattices: [Mutex<Option<Box<Lattice>>>; PLACES],
}

/// More threads than this cut words at once on no machine we know; those beyond forget their tags.
const PLACES: usize = 64;

static SHARED: LazyLock<Dictionary> = LazyLock::new(|| Dictionary {
    models: Models {
        trie: Trie::new(),
        cutting: CuttingModel::new(),
        tagging: TaggingModel::new(),
    },
    lattices: [const { Mutex::new(None) }; PLACES],
});

impl Dictionary {
    /// The dictionary; it is borrowed from the binary, so that there is nothing to wait for.
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    /// The tag of `word`, if the dictionary lists it.
    pub(super) fn tag_of(&self, word: &str) -> Option<Tag> {
        let trie = &self.models.trie;
        let mut codes = word.chars().map(|letter| trie.code(letter));
        let mut node = trie.two(codes.next()?, codes.next()?);
        for code in codes {
            if node == Node::default() || !node.may_go_on(code) {
                return None;
            }
            node = trie.next(node, code);
        }
        node.is_word().then(|| node.tag())
    }

    /// A lattice for one call to work with: tags are remembered from one article to the next, and
    /// from one run to the next.
    ///
    /// Nothing waits here: a place that is in use this moment (or for ever, in a process forked while
    /// another thread held it) is passed over, and where there is no lattice to spare, the call gets a
    /// fresh one.
    pub(super) fn borrow_lattice(&self) -> Box<Lattice> {
        let take = |place: &Mutex<Option<Box<Lattice>>>| place.try_lock().ok()?.take();
        self.lattices.iter().find_map(take).unwrap_or_default()
    }

    /// Keeps a lattice for the next call, unless a long text made it large.
    pub(super) fn give_back(&self, lattice: Box<Lattice>) {
        if lattice.is_large() {
            return;
        }
        for place in &self.lattices {
            if let Ok(mut place) = place.try_lock()
                && place.is_none()
            {
                *place = Some(lattice);
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
