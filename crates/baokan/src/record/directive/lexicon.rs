//! The words by which a report of orders is read, found in one pass.

use std::sync::LazyLock;

use crate::entry::shipped;
use crate::trie::Trie;

/// What a word can be; some are several things, `还` an adverb before a verb of speech and a word that
/// carries a clause on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Order,
    Opinion,
    Speech,
    Modal,
    Ban,
    Weak,
    Not,
    Meeting,
    Document,
    Body,
    Issue,
    Adverb,
    Link,
    Further,
    Condition,
    Opening,
    Result,
    End,
}

/// A word in the text, as byte positions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    kinds: u32,
}

impl Word {
    pub(super) fn is(self, kind: Kind) -> bool {
        self.kinds & bit(kind) != 0
    }

    /// Whether it can lead an order.
    pub(super) fn leads(self) -> bool {
        self.kinds & (bit(Kind::Modal) | bit(Kind::Ban) | bit(Kind::Weak)) != 0
    }
}

/// The words of `text[start..end]`, in order, none inside another.
pub(super) fn words(text: &str, start: usize, end: usize) -> Vec<Word> {
    LEXICON
        .leftmost(&text[start..end])
        .map(|found| Word {
            start: start + found.start,
            end: start + found.end,
            kinds: found.value,
        })
        .filter(|word| !word.is(Kind::Not))
        .collect()
}

/// Every word with its kinds, a bit for each.
static LEXICON: LazyLock<Trie<u32>> = LazyLock::new(|| {
    let mut entries = shipped(include_str!("../../../data/directive_words.tsv"))
        .map(|entry| (entry.term, kind(entry.fields[0])))
        .collect::<Vec<_>>();
    entries.sort_by_key(|&(term, _)| term);
    let (mut terms, mut kinds): (Vec<&str>, Vec<u32>) = (Vec::new(), Vec::new());
    for (term, kind) in entries {
        if terms.last() == Some(&term) {
            *kinds.last_mut().expect("a term has its kinds") |= bit(kind);
        } else {
            terms.push(term);
            kinds.push(bit(kind));
        }
    }
    Trie::new(terms.into_iter().map(str::chars).zip(kinds))
});

fn bit(kind: Kind) -> u32 {
    1 << kind as u32
}

fn kind(name: &str) -> Kind {
    match name {
        "order" => Kind::Order,
        "opinion" => Kind::Opinion,
        "speech" => Kind::Speech,
        "modal" => Kind::Modal,
        "ban" => Kind::Ban,
        "weak" => Kind::Weak,
        "not" => Kind::Not,
        "meeting" => Kind::Meeting,
        "document" => Kind::Document,
        "body" => Kind::Body,
        "issue" => Kind::Issue,
        "adverb" => Kind::Adverb,
        "link" => Kind::Link,
        "further" => Kind::Further,
        "condition" => Kind::Condition,
        "opening" => Kind::Opening,
        "result" => Kind::Result,
        "end" => Kind::End,
        _ => unreachable!("{name}: the tests read the shipped list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        words(text, 0, text.len())
            .iter()
            .map(|word| &text[word.start..word.end])
            .collect()
    }

    #[test]
    fn the_longest_word_wins_and_what_only_looks_like_one_is_passed_over() {
        assert_eq!(found("会议要求,各村要重视重要部位"), ["会议", "要求", "要"]);
        assert_eq!(found("不得不供应"), [""; 0]);
    }

    #[test]
    fn a_word_may_be_several_things() {
        let words = words("还要", 0, "还要".len());
        assert!(words[0].is(Kind::Adverb) && words[0].is(Kind::Further));
        assert!(words[1].leads());
    }
}
