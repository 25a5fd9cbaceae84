//! Names of mechanisms and the words around them, by kind.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::entry::shipped;
use crate::trie::{Found, Trie};

/// The terms of one kind; of two that overlap the one that begins first counts, then the longest.
pub(super) struct Terms(Trie<()>);

impl Terms {
    fn new(terms: &[&str]) -> Self {
        Self(Trie::new(terms.iter().map(|term| (term.chars(), ()))))
    }

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

    /// The length of the term that begins `text`.
    pub(super) fn begin(&self, text: &str) -> Option<usize> {
        let window = window(text, LONGEST);
        self.first(window)
            .filter(|&(start, _)| start == 0)
            .map(|(_, end)| end)
    }

    /// The length of `text` without the term that ends it.
    pub(super) fn without_end(&self, text: &str) -> Option<usize> {
        let near = window_before(text, LONGEST);
        self.last(near)
            .filter(|&(_, end)| end == near.len())
            .map(|(start, _)| text.len() - (near.len() - start))
    }
}

/// No term is longer, in characters.
const LONGEST: usize = 16;

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

/// All terms, by kind.
pub(super) struct Vocabulary {
    pub(super) session: Terms,
    pub(super) part: Terms,
    pub(super) hold: Terms,
    pub(super) announced: Terms,
    pub(super) agreed: Terms,
    pub(super) rejected: Terms,
    pub(super) open: Terms,
    pub(super) lead: Terms,
    pub(super) channel: Terms,
    pub(super) gather: Terms,
    pub(super) actor: Terms,
    pub(super) owner: Terms,
    pub(super) partner: Terms,
    pub(super) support: Terms,
    pub(super) rhythm: Terms,
    pub(super) breach: Terms,
    pub(super) matter: Terms,
    pub(super) about: Terms,
    pub(super) matter_end: Terms,
    pub(super) adverb: Terms,
    pub(super) attend: Terms,
    pub(super) invite: Terms,
    pub(super) noun: Terms,
    pub(super) generic: Terms,
    pub(super) matter_lead: Terms,
    pub(super) matter_tail: Terms,
    pub(super) summing: Terms,
    pub(super) result: Terms,
    pub(super) filler: Terms,
    pub(super) help: Terms,
    pub(super) address: Terms,
    pub(super) attributive: Terms,
    pub(super) sanction: Terms,
    pub(super) plural: Terms,
    pub(super) limit: Terms,
    pub(super) venue: Terms,
}

/// The vocabulary that ships with the crate.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
        let mut kinds: HashMap<&str, Vec<&str>> = HashMap::new();
        for entry in shipped(include_str!("../../../data/deliberations.tsv")) {
            kinds.entry(entry.fields[0]).or_default().push(entry.term);
        }
        let terms = |kind: &str| Terms::new(kinds.get(kind).map_or(&[][..], Vec::as_slice));
        Vocabulary {
            session: terms("session"),
            part: terms("part"),
            hold: terms("hold"),
            announced: terms("announced"),
            agreed: terms("agreed"),
            rejected: terms("rejected"),
            open: terms("open"),
            lead: terms("lead"),
            channel: terms("channel"),
            gather: terms("gather"),
            actor: terms("actor"),
            owner: terms("owner"),
            partner: terms("partner"),
            support: terms("support"),
            rhythm: terms("rhythm"),
            breach: terms("breach"),
            matter: terms("matter"),
            about: terms("about"),
            matter_end: terms("matter_end"),
            adverb: terms("adverb"),
            attend: terms("attend"),
            invite: terms("invite"),
            noun: terms("noun"),
            generic: terms("generic"),
            matter_lead: terms("matter_lead"),
            matter_tail: terms("matter_tail"),
            summing: terms("summing"),
            result: terms("result"),
            filler: terms("filler"),
            help: terms("help"),
            address: terms("address"),
            attributive: terms("attributive"),
            sanction: terms("sanction"),
            plural: terms("plural"),
            limit: terms("limit"),
            venue: terms("venue"),
        }
    });
    &VOCABULARY
}
