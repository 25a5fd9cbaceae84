//! The words records are read by: lists of terms with their kinds, and the automata over them.
//!
//! The lists ship with the crate; a user's [`Kinds`] add to them. So an analyzer holds its words as a
//! value, built once; analyzers without words of the user's share one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use super::cue::Cue;
use super::kinds::Kinds;
use super::{activity, deliberation, directive, incident, mechanism, meeting};
use crate::entry::shipped;
use crate::span::Span;
use crate::trie::{Found, Trie};

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

/// Every list a user may add to.
pub(super) const LISTS: [List; 6] = [
    directive::LIST,
    meeting::LIST,
    deliberation::LIST,
    mechanism::LIST,
    incident::LIST,
    activity::LIST,
];

/// The words of every kind of record.
pub(crate) struct Vocabularies {
    pub(super) directive: Vocabulary,
    pub(super) meeting: meeting::Lexicon,
    pub(super) deliberation: deliberation::Vocabulary,
    pub(super) mechanism: Vocabulary,
    pub(super) incident: Vocabulary,
    pub(super) activity: Vocabulary,
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
        let words = |list: List| Words::new(list, kinds);
        Self {
            directive: words(directive::LIST).vocabulary(),
            meeting: meeting::Lexicon::new(&words(meeting::LIST)),
            deliberation: deliberation::Vocabulary::new(&words(deliberation::LIST)),
            mechanism: words(mechanism::LIST).vocabulary(),
            incident: words(incident::LIST).vocabulary(),
            activity: words(activity::LIST).vocabulary(),
        }
    }
}

impl fmt::Debug for Vocabularies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Vocabularies")
            .finish_non_exhaustive()
    }
}

/// The words of a list, the user's among them: one bit for each kind, in the order of the list's kinds;
/// none for a longer word that only keeps a shorter one in it from counting.
pub(super) struct Words {
    terms: BTreeMap<String, u64>,
    kinds: &'static [&'static str],
}

impl Words {
    pub(super) fn new(list: List, user: &Kinds) -> Self {
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
        Self {
            terms,
            kinds: list.kinds,
        }
    }

    /// The terms of one kind, by its name.
    pub(super) fn terms(&self, kind: &str) -> Terms {
        self.terms_of(bits(self.kinds, kind).unwrap_or_default())
    }

    /// The terms of one kind, by its bit.
    pub(super) fn terms_of(&self, bit: u64) -> Terms {
        let terms = self.terms.iter().filter(|(_, bits)| *bits & bit != 0);
        Terms(Trie::new(terms.map(|(term, _)| (term.chars(), ()))))
    }

    /// All words in one automaton, for lists of at most 32 kinds.
    pub(super) fn vocabulary(&self) -> Vocabulary {
        self.without(0)
    }

    /// The same without the words that are only of the kind with this bit.
    pub(super) fn without(&self, bit: u64) -> Vocabulary {
        let read = self.terms.iter();
        let read = read.filter(|(_, bits)| bit == 0 || **bits != bit);
        Vocabulary {
            terms: Trie::new(read.map(|(term, &bits)| (term.chars(), bits as u32))),
        }
    }
}

/// The bits of kinds joined by `+`; `None` when one is not among `kinds`.
pub(super) fn bits(kinds: &[&str], joined: &str) -> Option<u64> {
    let named = joined.split('+').filter(|&kind| kind != "-");
    named
        .map(|kind| Some(1 << kinds.iter().position(|&name| name == kind)?))
        .sum()
}

/// Cue words of several kinds, found in one pass; a word may be of several.
pub(super) struct Vocabulary {
    terms: Trie<u32>,
}

impl Vocabulary {
    /// The words of `text`, in order, none inside another.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Cue> + 't {
        self.terms.leftmost(text).map(|found| Cue {
            span: Span::new(found.start, found.end),
            kinds: found.value,
        })
    }
}

/// The terms of one kind; of two that overlap the one that begins first counts, then the longest.
pub(super) struct Terms(Trie<()>);

impl Terms {
    /// Every term of `text`: its first byte and one past its last.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.0.leftmost(text).map(Found::range)
    }

    /// The first term of `text`.
    pub(super) fn first(&self, text: &str) -> Option<(usize, usize)> {
        self.find(text).next()
    }

    /// The last term of `text`.
    pub(super) fn last(&self, text: &str) -> Option<(usize, usize)> {
        self.find(text).last()
    }

    /// Whether `text` holds a term.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// Whether `text` is a term.
    pub(super) fn have(&self, text: &str) -> bool {
        self.first(text) == Some((0, text.len()))
    }

    /// The length of the term that begins `text`.
    pub(super) fn begin(&self, text: &str) -> Option<usize> {
        let window = window(text, LONGEST);
        self.first(window)
            .filter(|&(start, _)| start == 0)
            .map(|(_, end)| end)
    }

    /// The length of the longest term that ends `text`, other terms in it aside.
    pub(super) fn suffix(&self, text: &str) -> Option<usize> {
        let near = window_before(text, LONGEST);
        let start = near.char_indices().find(|&(at, _)| self.have(&near[at..]));
        start.map(|(at, _)| near.len() - at)
    }

    /// Whether `text` ends with a term.
    pub(super) fn end(&self, text: &str) -> bool {
        self.suffix(text).is_some()
    }

    /// The length of `text` without the term that ends it.
    pub(super) fn without_end(&self, text: &str) -> Option<usize> {
        let near = window_before(text, LONGEST);
        self.find(near)
            .last()
            .filter(|&(_, end)| end == near.len())
            .map(|(start, _)| text.len() - (near.len() - start))
    }
}

/// No term is longer, in characters.
pub(super) const LONGEST: usize = 16;

/// The first `characters` characters of `text`.
pub(super) fn window(text: &str, characters: usize) -> &str {
    let end = text
        .char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The last `characters` characters of `text`.
pub(super) fn window_before(text: &str, characters: usize) -> &str {
    if characters == 0 {
        return "";
    }
    let start = text
        .char_indices()
        .rev()
        .nth(characters - 1)
        .map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_list_is_read() {
        for list in LISTS {
            let words = Words::new(list, &Kinds::default());
            for kind in list.kinds {
                let bit = bits(list.kinds, kind).unwrap();
                assert!(
                    words.terms.values().any(|bits| bits & bit != 0),
                    "{}.{kind} has no word",
                    list.name
                );
            }
            let longest = words.terms.keys().map(|term| term.chars().count()).max();
            assert!(longest.unwrap() <= LONGEST, "{}", list.name);
        }
    }

    #[test]
    fn terms_of_one_kind() {
        let list = List {
            name: "test",
            kinds: &["hold", "head"],
            words: "开展\thold\n开展情况\t-\n推进会\thead\n",
        };
        let words = Words::new(list, &Kinds::default());
        let heads = words.terms("head");
        assert!(heads.have("推进会") && !heads.have("开展"));
        assert_eq!(heads.without_end("防汛推进会"), Some("防汛".len()));
        assert_eq!(heads.begin("推进会召开"), Some("推进会".len()));
        let found: Vec<Span> = words
            .vocabulary()
            .find("开展情况,开展")
            .filter(|cue| cue.is(1))
            .map(|cue| cue.span)
            .collect();
        assert_eq!(found, [Span::new(13, 19)]);
    }
}
