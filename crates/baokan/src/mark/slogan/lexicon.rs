//! Set phrases, and the verbs that stand before a formulation.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::entry::shipped;

/// How many bytes may stand before the ending of a way of working: four characters, 居民小院议事会.
const LONGEST_FRONT: usize = 12;

/// Two characters.
const SHORTEST_FRONT: usize = 6;

/// The names of ways to deliberate; a regular or formal meeting (说事议事例会) is an occasion and no formulation.
fn sessions() -> impl Iterator<Item = &'static str> {
    shipped(include_str!("../../../data/deliberations.tsv"))
        .filter(|entry| entry.fields[0] == "session")
        .map(|entry| entry.term)
        .filter(|term| !term.ends_with("会议") && !term.ends_with("例会"))
}

pub(super) struct Lexicon {
    kinds: HashMap<&'static str, &'static str>,
    bare: Vec<&'static str>,
    leads: Vec<&'static str>,
    strips: Vec<&'static str>,
    endings: Vec<&'static str>,
    tails: Vec<&'static str>,
    events: Vec<&'static str>,
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
            let of = |wanted: &'static str| {
                let entries = kinds.iter();
                entries
                    .filter(move |&(_, &kind)| kind == wanted)
                    .map(|(&term, _)| term)
            };
            let endings = of("ending").chain(sessions()).collect();
            let (tails, events) = (of("tail").collect(), of("event").collect());
            Lexicon {
                endings,
                tails,
                events,
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

    /// Whether the words end like the name of a way of working: `溪长制`, `敲门行动`, `板凳议事会`.
    pub(super) fn names_way(&self, words: &str) -> bool {
        let front = |ending: &str| words.strip_suffix(ending).map(str::len);
        let ends = |ending: &str| front(ending).is_some_and(|front| front <= LONGEST_FRONT);
        let tails = |tail: &str| {
            front(tail).is_some_and(|front| (SHORTEST_FRONT..=LONGEST_FRONT).contains(&front))
        };
        // “墙根闲话会”: whatever a quoted 会 is called that is no occasion of another kind, people deliberate there.
        let sits = || {
            front("会").is_some_and(|front| (SHORTEST_FRONT..=LONGEST_FRONT).contains(&front))
                && !self.events.iter().any(|event| words.ends_with(event))
        };
        self.endings.iter().any(|ending| ends(ending))
            || self.tails.iter().any(|tail| tails(tail))
            || sits()
    }

    /// Where phrases stand that need no marks: 村两委.
    pub(super) fn bare<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        self.bare
            .iter()
            // To look whether there is one is much quicker than to look for it.
            .filter(move |term| text.contains(**term))
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
