//! The words by which a page names its own parts, by kind.

use std::sync::LazyLock;

use crate::entry;
use crate::width::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// The lists of `data/layout.tsv` and the surnames, read once.
pub(crate) struct Vocabulary {
    lists: [Words; List::NAMES.len()],
    surnames: FxHashSet<&'static str>,
}

macro_rules! lists {
    ($($list:ident = $name:literal;)*) => {
        /// A list of `data/layout.tsv`: the kind its words have there.
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum List {
            $($list,)*
        }

        impl List {
            const NAMES: &[&str] = &[$($name),*];
        }
    };
}

lists! {
    Advertisement = "advertisement";
    Agency = "agency";
    Box = "box";
    BriefEnd = "brief_end";
    BylineRole = "byline_role";
    ColumnEnd = "column_end";
    Copyright = "copyright";
    Editors = "editors";
    Head = "head";
    Hotline = "hotline";
    Masthead = "masthead";
    NotName = "not_name";
    Notice = "notice";
    NoticeLine = "notice_line";
    Office = "office";
    Opening = "opening";
    PaperName = "paper_name";
    ParagraphOpening = "paragraph_opening";
    PicturePlace = "picture_place";
    Province = "province";
    ReportEnd = "report_end";
    Salutation = "salutation";
    Section = "section";
    Signature = "signature";
    Tail = "tail";
    Transitive = "transitive";
    Web = "web";
    WebByline = "web_byline";
    WebControl = "web_control";
    WebList = "web_list";
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
    let mut lists: [Words; List::NAMES.len()] = Default::default();
    for entry in entry::shipped(include_str!("../../data/layout.tsv")) {
        let [kind, mode, _] = entry.fields;
        if let Some(list) = List::NAMES.iter().position(|&name| name == kind) {
            lists[list].insert(entry.term, mode);
        }
    }
    let surnames = entry::shipped(include_str!("../../data/surnames.tsv"))
        .map(|entry| entry.term)
        .collect();
    Vocabulary { lists, surnames }
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
    /// Whether a word of `list` may begin with `character`: a cheap question before the others.
    pub(crate) fn may_begin(&self, list: List, character: char) -> bool {
        self.lists[list as usize].first.may_hold(Some(character))
    }

    /// Whether a word of `list` may end with `character`.
    pub(crate) fn may_end(&self, list: List, character: char) -> bool {
        self.lists[list as usize].last.may_hold(Some(character))
    }

    /// The characters with which the words of `list` begin.
    pub(super) fn first_characters(&self, list: List) -> impl Iterator<Item = char> {
        let words = self.lists[list as usize].modes.keys();
        words.filter_map(|word| word.chars().next())
    }

    /// Whether `term` is one of `list`.
    pub(crate) fn has(&self, list: List, term: &str) -> bool {
        self.mode(list, term).is_some()
    }

    /// The mode of `term` among the words of `list`.
    pub(crate) fn mode(&self, list: List, term: &str) -> Option<&'static str> {
        let words = &self.lists[list as usize];
        words
            .first
            .may_hold(term.chars().next())
            .then(|| words.modes.get(term).copied())?
    }

    /// The longest word of `list` that `text` begins with.
    pub(crate) fn prefix<'t>(&self, list: List, text: &'t str) -> Option<&'t str> {
        self.lists[list as usize].prefix(text)
    }

    /// The longest word of `list` that `text` ends with.
    pub(crate) fn suffix<'t>(&self, list: List, text: &'t str) -> Option<&'t str> {
        let words = &self.lists[list as usize];
        if !words.last.may_hold(text.chars().next_back()) {
            return None;
        }
        suffixes(text, words.longest)
            .filter(|tail| words.modes.contains_key(*tail))
            .last()
    }

    /// Whether a word of `list` of at least `shortest` characters stands in `text`.
    pub(crate) fn within(&self, list: List, text: &str, shortest: usize) -> bool {
        let words = &self.lists[list as usize];
        text.char_indices().any(|(at, character)| {
            words.first.may_hold(Some(character))
                && prefixes(&text[at..], words.longest)
                    .skip(shortest - 1)
                    .any(|head| words.modes.contains_key(head))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_the_file() {
        for (list, name) in VOCABULARY.lists.iter().zip(List::NAMES) {
            assert!(!list.modes.is_empty(), "{name}");
        }
    }
}
