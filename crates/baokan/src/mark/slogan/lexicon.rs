//! Set phrases, and the verbs that stand before a formulation.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::entry::shipped;

pub(super) struct Lexicon {
    kinds: HashMap<&'static str, &'static str>,
    bare: Vec<&'static str>,
    leads: Vec<&'static str>,
    strips: Vec<&'static str>,
}

impl Lexicon {
    pub(super) fn shipped() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            let kinds: HashMap<_, _> = shipped(include_str!("../../../data/slogans.tsv"))
                .map(|entry| (entry.term, entry.fields[0]))
                .collect();
            let verbs = |kind: &str| {
                let mut verbs: Vec<_> = shipped(include_str!("../../../data/slogan_verbs.tsv"))
                    .filter(|entry| entry.fields[0] == kind)
                    .map(|entry| entry.term)
                    .collect();
                verbs.sort_by_key(|verb: &&str| std::cmp::Reverse(verb.len()));
                verbs
            };
            let mut bare: Vec<_> = kinds
                .iter()
                .filter(|&(_, &kind)| kind == "bare")
                .map(|(&term, _)| term)
                .collect();
            bare.sort_unstable();
            Lexicon {
                bare,
                leads: verbs("lead"),
                strips: verbs("strip"),
                kinds,
            }
        });
        &LEXICON
    }

    pub(super) fn is_slogan(&self, words: &str) -> bool {
        matches!(self.kinds.get(words), Some(&"slogan" | &"bare"))
    }

    pub(super) fn is_not(&self, words: &str) -> bool {
        self.kinds.get(words) == Some(&"not")
    }

    /// Where phrases stand that need no marks: 村两委.
    pub(super) fn bare<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        self.bare
            .iter()
            .flat_map(move |term| text.match_indices(term))
    }

    /// Whether a verb that takes a formulation ends here: `推行`, `按照`.
    pub(super) fn leads(&self, before: &str) -> bool {
        let before = before.strip_suffix('了').unwrap_or(before);
        self.leads.iter().any(|verb| before.ends_with(verb))
    }

    /// Length in bytes of the longest word at the start of `words` that leads into a list.
    pub(super) fn strip(&self, words: &str) -> Option<usize> {
        self.strips
            .iter()
            .find(|verb| words.starts_with(**verb))
            .map(|verb| verb.len())
    }
}
