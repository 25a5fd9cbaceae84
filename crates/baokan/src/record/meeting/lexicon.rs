//! The words by which a report of a meeting is read.

use std::sync::LazyLock;

use crate::entry::shipped;
use crate::span::Span;
use crate::trie::Trie;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Hold,
    Head,
    Mechanism,
    Habit,
    Attend,
}

/// A word in the text, as byte positions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// The words of a stretch, in order, none inside another.
pub(super) fn words(text: &str, within: Span) -> Vec<Word> {
    let start = within.start as usize;
    LEXICON
        .terms
        .leftmost(within.slice(text))
        .map(|found| Word {
            start: start + found.start,
            end: start + found.end,
            kind: found.value,
        })
        .collect()
}

/// Whether `about` says nothing of what a meeting is about: `有关` of `有关会议`.
pub(super) fn is_vague(about: &str) -> bool {
    LEXICON.vague.contains(&about)
}

struct Lexicon {
    terms: Trie<Kind>,
    vague: Vec<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let (vague, read): (Vec<_>, Vec<_>) = shipped(include_str!("../../../data/meeting_words.tsv"))
        .partition(|entry| entry.fields[0] == "vague");
    let terms = read
        .iter()
        .map(|entry| (entry.term.chars(), kind(entry.fields[0])));
    Lexicon {
        terms: Trie::new(terms),
        vague: vague.into_iter().map(|entry| entry.term).collect(),
    }
});

fn kind(name: &str) -> Kind {
    match name {
        "hold" => Kind::Hold,
        "head" => Kind::Head,
        "mechanism" => Kind::Mechanism,
        "habit" => Kind::Habit,
        "attend" => Kind::Attend,
        _ => unreachable!("{name}: the tests read the shipped list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_of_residents_is_told_from_a_meeting() {
        let kinds = |text: &str| {
            words(text, Span::new(0, text.len()))
                .iter()
                .map(|word| word.kind)
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds("召开推进会"), [Kind::Hold, Kind::Head]);
        assert_eq!(kinds("召开院坝会"), [Kind::Hold, Kind::Mechanism]);
    }
}
