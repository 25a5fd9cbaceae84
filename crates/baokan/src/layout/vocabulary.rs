//! The words by which a page names its own parts, by kind.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::entry;
use crate::width::fold;

/// The lists of `data/layout.tsv` and the surnames, read once.
pub(crate) struct Vocabulary {
    kinds: HashMap<&'static str, HashMap<&'static str, &'static str>>,
    surnames: HashSet<&'static str>,
}

pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut kinds: HashMap<_, HashMap<_, _>> = HashMap::new();
    for entry in entry::shipped(include_str!("../../data/layout.tsv")) {
        let [kind, mode, _] = entry.fields;
        kinds.entry(kind).or_default().insert(entry.term, mode);
    }
    let surnames = entry::shipped(include_str!("../../data/surnames.tsv"))
        .map(|entry| entry.term)
        .collect();
    Vocabulary { kinds, surnames }
});

impl Vocabulary {
    /// Whether `term` is one of `kind`.
    pub(crate) fn has(&self, kind: &str, term: &str) -> bool {
        self.mode(kind, term).is_some()
    }

    /// The mode of `term` among the words of `kind`.
    pub(crate) fn mode(&self, kind: &str, term: &str) -> Option<&'static str> {
        self.kinds.get(kind)?.get(term).copied()
    }

    /// The words of `kind`.
    pub(crate) fn words(&self, kind: &str) -> impl Iterator<Item = &'static str> {
        self.kinds
            .get(kind)
            .into_iter()
            .flat_map(|words| words.keys().copied())
    }

    /// The longest word of `kind` that `text` begins with.
    pub(crate) fn prefix<'t>(&self, kind: &str, text: &'t str) -> Option<&'t str> {
        let words = self.kinds.get(kind)?;
        prefixes(text, 10)
            .filter(|head| words.contains_key(*head))
            .last()
    }

    /// The longest word of `kind` that `text` ends with.
    pub(crate) fn suffix<'t>(&self, kind: &str, text: &'t str) -> Option<&'t str> {
        let words = self.kinds.get(kind)?;
        suffixes(text, 10)
            .filter(|tail| words.contains_key(*tail))
            .last()
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
