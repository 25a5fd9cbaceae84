//! The words by which a report of a meeting is read.

use super::super::cue::kinds;
use super::super::hits::Hits;
use super::super::vocabulary::{List, Record};
use super::clause::is_end;
use crate::span::Span;

kinds! {
    /// A verb of holding one: 召开.
    HOLD = "hold";
    /// What the name of a meeting ends with: 推进会.
    HEAD = "head";
    /// A session at which residents deliberate, or a gathering that is no meeting.
    MECHANISM = "mechanism";
    /// Before the verb, tells of meetings held again and again or yet to come.
    HABIT = "habit";
    /// Says who sat there.
    ATTEND = "attend";
    /// Before the head, says nothing of what the meeting is about: 有关.
    VAGUE = "vague";
}

pub(in crate::record) const LIST: List = List {
    name: "meeting",
    kinds: NAMES,
    words: include_str!("../../../data/meeting_words.tsv"),
};

/// A word in the text, as byte positions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    kinds: u64,
}

impl Word {
    pub(super) fn is(self, kinds: u64) -> bool {
        self.kinds & kinds != 0
    }
}

/// Whether a word is searched for in clauses: one that only says nothing is looked up whole, and one with a
/// mark that ends a clause stands in none.
pub(in crate::record) fn is_searched(term: &str, kinds: u64) -> bool {
    kinds != VAGUE && !term.contains(is_end)
}

/// The words of a clause, in order, none inside another.
pub(super) fn words(hits: &Hits, within: Span) -> Vec<Word> {
    let (start, end) = (within.start as usize, within.end as usize);
    let words = hits.between(Record::Meeting, start, end).iter();
    words
        .map(|cue| Word {
            start: cue.span.start as usize,
            end: cue.span.end as usize,
            kinds: cue.kinds,
        })
        .filter(|word| word.kinds != 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::kinds::Kinds;
    use crate::record::vocabulary::Vocabularies;

    #[test]
    fn a_session_of_residents_is_told_from_a_meeting() {
        let vocabularies = Vocabularies::new(&Kinds::default());
        let are = |text: &str, kind: u64| {
            let words = words(&vocabularies.hits(text), Span::new(0, text.len()));
            words.len() == 2 && words[0].is(HOLD) && words[1].is(kind)
        };
        assert!(are("召开推进会", HEAD));
        assert!(are("召开院坝会", MECHANISM));
        assert!(vocabularies.vague.contains("有关"));
    }
}
