//! The words by which a page names its own parts, by kind.

use std::sync::LazyLock;

use crate::entry;
use crate::width::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// The lists of `data/layout.tsv` and the surnames, read once.
pub(crate) struct Vocabulary {
    kinds: FxHashMap<&'static str, Words>,
    surnames: FxHashSet<&'static str>,
}

/// The words of one kind.
#[derive(Default)]
struct Words {
    modes: FxHashMap<&'static str, &'static str>,
    first: Characters,
    last: Characters,
    /// Characters of the longest word.
    longest: usize,
}

pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut kinds: FxHashMap<&'static str, Words> = FxHashMap::default();
    for entry in entry::shipped(include_str!("../../data/layout.tsv")) {
        let [kind, mode, _] = entry.fields;
        kinds.entry(kind).or_default().insert(entry.term, mode);
    }
    let surnames = entry::shipped(include_str!("../../data/surnames.tsv"))
        .map(|entry| entry.term)
        .collect();
    Vocabulary { kinds, surnames }
});

impl Words {
    fn insert(&mut self, term: &'static str, mode: &'static str) {
        self.modes.insert(term, mode);
        self.first.insert(term.chars().next());
        self.last.insert(term.chars().next_back());
        self.longest = self.longest.max(term.chars().count());
    }

    fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.first.may_hold(text.chars().next()) {
            return None;
        }
        prefixes(text, self.longest)
            .filter(|head| self.modes.contains_key(*head))
            .last()
    }
}

/// A set of characters that may hold more than was put in, never less: nearly every line of a page is
/// told at its first character to be none of the words asked for.
#[derive(Default)]
struct Characters([u64; 16]);

impl Characters {
    fn insert(&mut self, character: Option<char>) {
        if let Some(character) = character {
            self.0[character as usize >> 6 & 15] |= 1 << (character as usize & 63);
        }
    }

    fn may_hold(&self, character: Option<char>) -> bool {
        character.is_some_and(|character| {
            self.0[character as usize >> 6 & 15] & 1 << (character as usize & 63) != 0
        })
    }
}

impl Vocabulary {
    /// Whether `term` is one of `kind`.
    pub(crate) fn has(&self, kind: &str, term: &str) -> bool {
        self.mode(kind, term).is_some()
    }

    /// The mode of `term` among the words of `kind`.
    pub(crate) fn mode(&self, kind: &str, term: &str) -> Option<&'static str> {
        let words = self.kinds.get(kind)?;
        words
            .first
            .may_hold(term.chars().next())
            .then(|| words.modes.get(term).copied())?
    }

    /// The longest word of `kind` that `text` begins with.
    pub(crate) fn prefix<'t>(&self, kind: &str, text: &'t str) -> Option<&'t str> {
        self.kinds.get(kind)?.prefix(text)
    }

    /// The longest word of `kind` that `text` ends with.
    pub(crate) fn suffix<'t>(&self, kind: &str, text: &'t str) -> Option<&'t str> {
        let words = self.kinds.get(kind)?;
        if !words.last.may_hold(text.chars().next_back()) {
            return None;
        }
        suffixes(text, words.longest)
            .filter(|tail| words.modes.contains_key(*tail))
            .last()
    }

    /// Whether a word of `kind` of at least `shortest` characters stands in `text`.
    pub(crate) fn within(&self, kind: &str, text: &str, shortest: usize) -> bool {
        self.kinds.get(kind).is_some_and(|words| {
            text.char_indices().any(|(at, character)| {
                words.first.may_hold(Some(character))
                    && prefixes(&text[at..], words.longest)
                        .skip(shortest - 1)
                        .any(|head| words.modes.contains_key(head))
            })
        })
    }

    /// Whether `name` begins with a surname of two characters.
    pub(crate) fn has_long_surname(&self, name: &str) -> bool {
        prefixes(name, 2)
            .last()
            .is_some_and(|head| head.chars().count() == 2 && self.surnames.contains(head))
    }

    /// Whether `name` begins with a Chinese surname.
    pub(crate) fn has_surname(&self, name: &str) -> bool {
        prefixes(name, 2).any(|head| self.surnames.contains(head))
    }
}

/// The first 1, 2, … `most` characters of `text`.
fn prefixes(text: &str, most: usize) -> impl Iterator<Item = &str> {
    text.char_indices()
        .take(most)
        .map(move |(at, character)| &text[..at + character.len_utf8()])
}

/// The last 1, 2, … `most` characters of `text`.
fn suffixes(text: &str, most: usize) -> impl Iterator<Item = &str> {
    text.char_indices()
        .rev()
        .take(most)
        .map(move |(at, _)| &text[at..])
}

/// `text` folded to half width, without white space.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars()
        .map(fold)
        .filter(|c| !c.is_whitespace())
        .collect()
}
