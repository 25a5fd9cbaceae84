//! The word lists of this stage, read once.

use std::sync::LazyLock;

use crate::entry::shipped;
use crate::trie::Trie;

/// How much must stand before an ending for it to end a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A name or a place is enough.
    Strong,
    /// Only behind a clear beginning.
    Medium,
    /// Only with a place or an office's level and function.
    Weak,
    /// Only as one of a list: `甲科技、乙信息等公司`.
    Listed,
}

/// An ending of organisations' names.
#[derive(Debug)]
pub(super) struct Suffix {
    /// Kind of organisation.
    pub(super) kind: &'static str,
    /// What must stand before it.
    pub(super) strength: Strength,
    /// Characters that may not follow: 局面, 部长.
    pub(super) blocked: &'static str,
}

/// All lists.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Endings by number.
    pub(super) suffixes: Vec<Suffix>,
    /// Endings, spelt backwards; values are numbers of `suffixes`.
    endings: Trie,
    /// The last characters of endings, by code point less 0x4E00.
    last: Vec<bool>,
    /// Functions of offices, spelt backwards.
    pub(super) functions: Trie,
    /// Words a name cannot reach over, spelt backwards; one where that holds inside any word.
    pub(super) stops: Trie,
    /// Verbs that never stand inside the name of a task force, spelt backwards.
    pub(super) founds: Trie,
    /// Words that hold such letters and may be in a name.
    pub(super) keeps: Trie,
    /// The same, spelt backwards.
    pub(super) keeps_backward: Trie,
    /// Words whose last letter is no level of an office (小区), spelt backwards.
    pub(super) levels: Trie,
    /// Words that name nobody.
    pub(super) generic: Trie,
    /// What names begin on, spelt backwards.
    pub(super) heads: Trie,
    /// Whole names.
    pub(super) names: Trie,
    /// The first characters of whole names, by code point less 0x4E00.
    first: Vec<bool>,
}

/// The kinds, by the values of [`Lexicon::names`].
pub(super) const KINDS: [&str; 11] = [
    "government",
    "party",
    "company",
    "school",
    "hospital",
    "court",
    "bank",
    "association",
    "media",
    "cooperative",
    "other",
];

/// The lists that ship with the crate.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let rows = |list: &'static str| shipped(list).map(|entry| (entry.term, entry.fields));
    let plain = |list: &'static str| rows(list).map(|(term, _)| (term.chars(), 0));
    let backward = |list: &'static str| rows(list).map(|(term, _)| (term.chars().rev(), 0));
    let kind = |name: &str| {
        KINDS
            .iter()
            .position(|&kind| kind == name)
            .unwrap_or(KINDS.len() - 1)
    };
    let endings = include_str!("../../../data/org_suffixes.tsv");
    let names = include_str!("../../../data/org_names.tsv");
    let stops = include_str!("../../../data/org_stops.tsv");
    let of = |wanted: &'static str| rows(stops).filter(move |(_, fields)| fields[0] == wanted);
    let mut suffixes = Vec::new();
    let mut numbers = Vec::new();
    for (term, fields) in rows(endings) {
        let strength = match fields[1] {
            "strong" => Strength::Strong,
            "medium" => Strength::Medium,
            "weak" => Strength::Weak,
            _ => Strength::Listed,
        };
        let suffix = Suffix {
            kind: KINDS[kind(fields[0])],
            strength,
            blocked: fields[2],
        };
        // Endings of one kind, strength and block are one number, so that a byte holds it.
        let same = |other: &Suffix| {
            other.kind == suffix.kind
                && other.strength == suffix.strength
                && other.blocked == suffix.blocked
        };
        let number = suffixes.iter().position(same).unwrap_or(suffixes.len());
        if number == suffixes.len() {
            suffixes.push(suffix);
        }
        numbers.push((term, number as u8));
    }
    let flags = |letters: &mut dyn Iterator<Item = char>| {
        let mut flags = vec![false; 0x5200];
        for letter in letters {
            if let Some(flag) = place(letter).and_then(|at| flags.get_mut(at)) {
                *flag = true;
            }
        }
        flags
    };
    Lexicon {
        last: flags(&mut numbers.iter().filter_map(|row| row.0.chars().last())),
        first: flags(&mut rows(names).filter_map(|row| row.0.chars().next())),
        endings: Trie::new(
            numbers
                .iter()
                .map(|&(term, number)| (term.chars().rev(), number)),
        ),
        suffixes,
        functions: Trie::new(backward(include_str!("../../../data/org_functions.tsv"))),
        stops: Trie::new(
            of("stop")
                .map(|(term, _)| (term.chars().rev(), 1))
                .chain(of("word").map(|(term, _)| (term.chars().rev(), 0))),
        ),
        founds: Trie::new(of("found").map(|(term, _)| (term.chars().rev(), 0))),
        keeps: Trie::new(of("keep").map(|(term, _)| (term.chars(), 0))),
        keeps_backward: Trie::new(of("keep").map(|(term, _)| (term.chars().rev(), 0))),
        levels: Trie::new(of("level").map(|(term, _)| (term.chars().rev(), 0))),
        generic: Trie::new(plain(include_str!("../../../data/org_generic.tsv"))),
        heads: Trie::new(backward(include_str!("../../../data/org_heads.tsv"))),
        names: Trie::new(rows(names).map(|(term, fields)| (term.chars(), kind(fields[0]) as u8))),
    }
});

fn place(letter: char) -> Option<usize> {
    (letter as usize).checked_sub(0x4E00)
}

impl Lexicon {
    /// The endings that end where `letters`, read backwards, begin, shortest first: their lengths and
    /// what they are.
    pub(super) fn endings<'t>(
        &'t self,
        last: char,
        letters: impl Iterator<Item = char> + 't,
    ) -> impl Iterator<Item = (usize, &'t Suffix)> {
        let known = place(last).is_some_and(|at| self.last.get(at).is_some_and(|&flag| flag));
        self.endings
            .prefixes(letters)
            .take_while(move |_| known)
            .map(|(length, number)| (length, &self.suffixes[usize::from(number)]))
    }

    /// The longest whole name that begins with `letters`: its length and kind.
    pub(super) fn name(
        &self,
        first: char,
        letters: impl Iterator<Item = char>,
    ) -> Option<(usize, &'static str)> {
        if !place(first).is_some_and(|at| self.first.get(at).is_some_and(|&flag| flag)) {
            return None;
        }
        let (length, kind) = self.names.longest(letters)?;
        Some((length, KINDS[usize::from(kind)]))
    }
}
