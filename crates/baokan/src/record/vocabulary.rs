//! The words records are read by: lists of terms with their kinds, and the automaton over all of them.
//!
//! The lists ship with the crate; a user's [`Kinds`] add to them. So an analyzer holds its words as a
//! value, built once; analyzers without words of the user's share one. The words of all lists are found
//! in one pass over an article, whatever number of records reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use super::hits::{Hits, MARKS};
use super::kinds::Kinds;
use super::{activity, deliberation, directive, incident, mechanism, meeting};
use crate::entry::shipped;
use crate::span::floor;
use crate::trie::Trie;

/// A list of words with the kinds a word of it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    /// What the list is called in a file of the user's.
    pub(super) name: &'static str,
    /// The kinds it has.
    pub(super) kinds: &'static [&'static str],
    /// Its text.
    pub(super) words: &'static str,
}

/// Every list a user may add to, in the order of [`Record`].
pub(super) const LISTS: [List; 6] = [
    directive::LIST,
    meeting::LIST,
    deliberation::LIST,
    mechanism::LIST,
    incident::LIST,
    activity::LIST,
];

/// The records that have a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    Directive,
    Meeting,
    Deliberation,
    Mechanism,
    Incident,
    Activity,
}

/// What a word is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sense {
    /// The lists that have it, one bit each.
    pub(super) lists: u8,
    /// For each list one bit for each kind the word is of there, in the order of the list's kinds; none
    /// for a longer word that only keeps a shorter one in it from counting.
    pub(super) kinds: [u64; LISTS.len()],
    /// The mark it is, where it is one.
    pub(super) mark: Option<char>,
}

/// The words of every kind of record.
pub(crate) struct Vocabularies {
    /// All words of all lists and all marks, with the number of their sense.
    terms: Trie<u32>,
    /// Few words differ in what they are.
    senses: Vec<Sense>,
    /// What is asked of words that stand in no article: the words themselves.
    pub(super) vague: BTreeSet<String>,
    pub(super) voters: BTreeSet<String>,
}

impl Vocabularies {
    /// The words that ship with the crate and those of the user.
    pub(crate) fn new(kinds: &Kinds) -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Vocabularies>> =
            LazyLock::new(|| Arc::new(Vocabularies::build(&Kinds::default())));
        if kinds.is_empty() {
            return Arc::clone(&SHIPPED);
        }
        Arc::new(Self::build(kinds))
    }

    fn build(kinds: &Kinds) -> Self {
        let mut senses: BTreeMap<String, Sense> = BTreeMap::new();
        for (record, &list) in LISTS.iter().enumerate() {
            for (term, bits) in words(list, kinds) {
                if record == Record::Meeting as usize && !meeting::is_searched(&term, bits) {
                    continue;
                }
                let sense = senses.entry(term).or_default();
                sense.lists |= 1 << record;
                sense.kinds[record] = bits;
            }
        }
        for mark in MARKS.chars() {
            senses.entry(mark.to_string()).or_default().mark = Some(mark);
        }
        let distinct: BTreeSet<Sense> = senses.values().copied().collect();
        let distinct: Vec<Sense> = distinct.into_iter().collect();
        let number = |sense: &Sense| distinct.binary_search(sense).unwrap_or_default() as u32;
        let numbered = senses.iter();
        let of = |record: Record, kind: &str| {
            let list = LISTS[record as usize];
            let kind = bits(list.kinds, kind).unwrap_or_default();
            let words = words(list, kinds).into_iter();
            words
                .filter(|&(_, bits)| bits & kind != 0)
                .map(|(term, _)| term)
                .collect()
        };
        Self {
            terms: Trie::new(numbered.map(|(term, sense)| (term.chars(), number(sense)))),
            vague: of(Record::Meeting, "vague"),
            voters: of(Record::Deliberation, "voter"),
            senses: distinct,
        }
    }

    /// The words and marks of a text.
    pub(super) fn hits(&self, text: &str) -> Hits {
        let mut hits = Hits::with_room_for(text);
        self.terms.every(text, |found| {
            hits.add(found.start, found.end, &self.senses[found.value as usize]);
        });
        hits
    }
}

impl fmt::Debug for Vocabularies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Vocabularies")
            .finish_non_exhaustive()
    }
}

/// The words of a list, the user's among them, with one bit for each kind.
fn words(list: List, user: &Kinds) -> BTreeMap<String, u64> {
    let mut terms: BTreeMap<String, u64> = BTreeMap::new();
    for entry in shipped(list.words) {
        let bits = bits(list.kinds, entry.fields[0])
            .expect("the tests read every kind of the shipped lists");
        *terms.entry(entry.term.to_owned()).or_default() |= bits;
    }
    for (term, kind) in user.of(list.name) {
        let bits = bits(list.kinds, kind).expect("kinds are checked when they are read");
        *terms.entry(term).or_default() |= bits;
    }
    terms
}

/// The bits of kinds joined by `+`; `None` when one is not among `kinds`.
pub(super) fn bits(kinds: &[&str], joined: &str) -> Option<u64> {
    let named = joined.split('+').filter(|&kind| kind != "-");
    named
        .map(|kind| Some(1 << kinds.iter().position(|&name| name == kind)?))
        .sum()
}

/// No term is longer, in characters.
pub(super) const LONGEST: usize = 16;

/// The first `characters` characters of `text`.
pub(super) fn window(text: &str, characters: usize) -> &str {
    let mut end = 0;
    for _ in 0..characters {
        match text.as_bytes().get(end) {
            None => break,
            Some(0..0x80) => end += 1,
            Some(0x80..0xe0) => end += 2,
            Some(0xe0..0xf0) => end += 3,
            Some(0xf0..) => end += 4,
        }
    }
    &text[..end]
}

/// The last `characters` characters of `text`.
pub(super) fn window_before(text: &str, characters: usize) -> &str {
    let mut start = text.len();
    for _ in 0..characters {
        if start == 0 {
            break;
        }
        start = floor(text, start - 1);
    }
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_list_is_read() {
        for list in LISTS {
            let words = words(list, &Kinds::default());
            for kind in list.kinds {
                let bit = bits(list.kinds, kind).unwrap();
                assert!(
                    words.values().any(|bits| bits & bit != 0),
                    "{}.{kind} has no word",
                    list.name
                );
            }
            let longest = words.keys().map(|term| term.chars().count()).max();
            assert!(longest.unwrap() <= LONGEST, "{}", list.name);
        }
    }
}
