//! The words by which a report says how a matter stands.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::entry::shipped;
use crate::span::Span;
use crate::trie::Trie;

/// What a cue says of the clause it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cues(u16);

/// The kinds of cue by their names in the list, each a bit.
const NAMES: [&str; 8] = [
    "done", "progress", "start", "decided", "plan", "bar", "after", "ask",
];

impl Cues {
    pub(super) const DONE: Self = Self(1);
    pub(super) const PROGRESS: Self = Self(1 << 1);
    pub(super) const START: Self = Self(1 << 2);
    pub(super) const DECIDED: Self = Self(1 << 3);
    pub(super) const PLAN: Self = Self(1 << 4);
    pub(super) const BAR: Self = Self(1 << 5);
    pub(super) const AFTER: Self = Self(1 << 6);
    pub(super) const ASK: Self = Self(1 << 7);
    /// The kinds that say how a matter stands.
    pub(super) const STATE: Self = Self(0b1111);

    /// Whether it is a cue of one of the kinds.
    pub(super) fn any(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }
}

/// The list, made ready once for the whole process.
pub(super) struct Vocabulary {
    cues: Trie<u16>,
    works: FxHashSet<&'static str>,
    /// The works of more than one character, to be found in running text.
    long_works: Trie<()>,
    /// How many characters the longest of `works` has.
    longest_work: usize,
    plain: FxHashSet<&'static str>,
    /// The cues as whole words.
    standing: FxHashSet<&'static str>,
}

impl Vocabulary {
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Vocabulary> =
            LazyLock::new(|| Vocabulary::new(include_str!("../../data/matter_words.tsv")));
        &SHIPPED
    }

    fn new(list: &'static str) -> Self {
        let mut cues = Vec::new();
        let (mut works, mut plain) = (FxHashSet::default(), FxHashSet::default());
        let mut standing = FxHashSet::default();
        for entry in shipped(list) {
            let mut bits = 0;
            for kind in entry.fields[0].split('+') {
                match kind {
                    "work" => _ = works.insert(entry.term),
                    "plain" => _ = plain.insert(entry.term),
                    "-" => cues.push((entry.term, 0)),
                    _ => {
                        let at = NAMES.iter().position(|&name| name == kind);
                        bits |= 1 << at.expect("the tests read every kind of the shipped list");
                    }
                }
            }
            if bits != 0 {
                standing.insert(entry.term);
                cues.push((entry.term, bits));
            }
        }
        let is_long = |work: &&&str| work.chars().nth(1).is_some();
        let long_works = works.iter().filter(is_long).map(|work| (work.chars(), ()));
        let longest = works.iter().map(|work| work.chars().count()).max();
        Self {
            long_works: Trie::new(long_works),
            cues: Trie::new(cues.into_iter().map(|(term, bits)| (term.chars(), bits))),
            longest_work: longest.unwrap_or(0),
            works,
            plain,
            standing,
        }
    }

    /// The cues of a text, in order; none overlaps another.
    pub(super) fn cues<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Span, Cues)> + 't {
        let found = self.cues.leftmost(text);
        found
            .filter(|found| found.value != 0)
            .map(|found| (Span::new(found.start, found.end), Cues(found.value)))
    }

    /// The works of more than one character that `text` names, in order; none overlaps another.
    pub(super) fn works<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Span> + 't {
        let found = self.long_works.leftmost(text);
        found.map(|found| Span::new(found.start, found.end))
    }

    /// Whether a word names a thing that is built, mended or set up, by what it ends in.
    pub(super) fn is_work(&self, word: &str) -> bool {
        let ends = word.char_indices().rev().take(self.longest_work);
        ends.into_iter()
            .any(|(at, _)| self.works.contains(&word[at..]))
    }

    /// Whether a word fits every matter: `工程`, and `改建工程`, which jieba leaves whole.
    pub(super) fn is_plain(&self, word: &str) -> bool {
        let is_plain = |part: &str| self.plain.contains(part);
        let mut cuts = word.char_indices().map(|(at, _)| word.split_at(at));
        is_plain(word) || cuts.any(|(one, other)| is_plain(one) && is_plain(other))
    }

    /// Whether a word says how a matter stands rather than what it is about.
    pub(super) fn is_standing(&self, word: &str) -> bool {
        self.standing.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_known_by_what_they_end_in() {
        let vocabulary = Vocabulary::shipped();
        for work in ["充电棚", "路灯", "文化礼堂", "桥"] {
            assert!(vocabulary.is_work(work), "{work}");
        }
        assert!(!vocabulary.is_work("精神") && !vocabulary.is_work(""));
        assert!(vocabulary.is_plain("工程"));
    }

    #[test]
    fn the_longest_cue_counts() {
        let found: Vec<_> = Vocabulary::shipped().cues("大桥建成通车").collect();
        assert_eq!(found.len(), 1);
        assert!(found[0].1.any(Cues::DONE) && !found[0].1.any(Cues::PLAN));
        assert_eq!(found[0].0.len(), "建成通车".len());
    }
}
