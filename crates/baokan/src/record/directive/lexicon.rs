//! The words by which a report of orders is read, found in one pass.

use super::super::cue::kinds;
use super::super::hits::Hits;
use super::super::vocabulary::{List, Record};
use crate::span::Span;

kinds! {
    /// A verb under which orders are reported: 强调.
    ORDER = "order";
    /// One that leads orders when a meeting is of an opinion, and nobody else.
    OPINION = "opinion";
    /// A verb of speech that orders nothing and gives the word to another.
    SPEECH = "speech";
    /// A word of obligation that leads an order: 要.
    MODAL = "modal";
    /// One that leads a prohibition: 严禁.
    BAN = "ban";
    /// One that also has everyday meanings.
    WEAK = "weak";
    /// What a meeting is called when it speaks.
    MEETING = "meeting";
    /// A paper that orders: 通知.
    DOCUMENT = "document";
    /// A group or a role that orders.
    BODY = "body";
    /// A verb of giving out such a paper.
    ISSUE = "issue";
    /// Between the one who speaks and the verb.
    ADVERB = "adverb";
    /// Opens a clause and is no part of the order.
    LINK = "link";
    /// Before a modal, carries the clause before it on.
    FURTHER = "further";
    /// Opens the condition of an order.
    CONDITION = "condition";
    /// Opens an order that goes on in a new sentence without a modal.
    OPENING = "opening";
    /// Opens the aim of an order.
    RESULT = "result";
    /// What is told after the speech is over.
    END = "end";
}

/// Verbs by which somebody may begin to order.
pub(super) const SPEAKS: u64 = ORDER | OPINION;

pub(in crate::record) const LIST: List = List {
    name: "directive",
    kinds: NAMES,
    words: include_str!("../../../data/directive_words.tsv"),
};

/// A word in the text, as byte positions; some are several things, `还` an adverb before a verb of speech
/// and a word that carries a clause on.
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

    /// Whether it can lead an order.
    pub(super) fn leads(self) -> bool {
        self.is(MODAL | BAN | WEAK)
    }
}

/// The words of a stretch, in order, none inside another.
pub(super) fn words(hits: &Hits, within: Span) -> Vec<Word> {
    let (start, end) = (within.start as usize, within.end as usize);
    let words = hits.between(Record::Directive, start, end).iter();
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

    fn found(text: &str) -> Vec<Word> {
        let vocabularies = Vocabularies::new(&Kinds::default());
        words(&vocabularies.hits(text), Span::new(0, text.len()))
    }

    #[test]
    fn the_longest_word_wins_and_what_only_looks_like_one_is_passed_over() {
        let text = "会议要求,各村要重视重要部位";
        let words = found(text);
        let words: Vec<_> = words
            .iter()
            .map(|word| &text[word.start..word.end])
            .collect();
        assert_eq!(words, ["会议", "要求", "要"]);
        assert!(found("不得不供应").is_empty());
    }

    #[test]
    fn a_word_may_be_several_things() {
        let words = found("还要");
        assert!(words[0].is(ADVERB) && words[0].is(FURTHER));
        assert!(words[1].leads());
    }
}
