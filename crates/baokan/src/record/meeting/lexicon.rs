//! The words by which a report of a meeting is read.

use super::super::cue::kinds;
use super::super::vocabulary::{List, Terms, Vocabulary, Words};
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

/// The words of the list; those that say nothing are looked up whole, not searched for.
pub(in crate::record) struct Lexicon {
    words: Vocabulary,
    vague: Terms,
}

/// A word in the text, as byte positions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    kinds: u32,
}

impl Word {
    pub(super) fn is(self, kinds: u32) -> bool {
        self.kinds & kinds != 0
    }
}

impl Lexicon {
    pub(in crate::record) fn new(words: &Words) -> Self {
        Self {
            words: words.without(u64::from(VAGUE)),
            vague: words.terms_of(u64::from(VAGUE)),
        }
    }

    /// The words of a stretch, in order, none inside another.
    pub(super) fn words(&self, text: &str, within: Span) -> Vec<Word> {
        let start = within.start as usize;
        self.words
            .find(within.slice(text))
            .map(|cue| Word {
                start: start + cue.span.start as usize,
                end: start + cue.span.end as usize,
                kinds: cue.kinds,
            })
            .filter(|word| word.kinds != 0)
            .collect()
    }

    /// Whether `about` says nothing of what a meeting is about: `有关` of `有关会议`.
    pub(super) fn is_vague(&self, about: &str) -> bool {
        self.vague.have(about)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::kinds::Kinds;
    use crate::record::vocabulary::Vocabularies;

    #[test]
    fn a_session_of_residents_is_told_from_a_meeting() {
        let vocabularies = Vocabularies::new(&Kinds::default());
        let are = |text: &str, kind: u32| {
            let words = vocabularies.meeting.words(text, Span::new(0, text.len()));
            words.len() == 2 && words[0].is(HOLD) && words[1].is(kind)
        };
        assert!(are("召开推进会", HEAD));
        assert!(are("召开院坝会", MECHANISM));
        assert!(vocabularies.meeting.is_vague("有关"));
    }
}
