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

/// A name may end on the letter.
pub(super) const ENDING: u8 = 1;
/// A whole name may begin with the letter.
pub(super) const NAME: u8 = 2;
/// A word that no name reaches over may end on the letter.
pub(super) const STOP: u8 = 4;

/// All lists.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Endings by number.
    pub(super) suffixes: Vec<Suffix>,
    /// Endings, spelt backwards; values are numbers of `suffixes`.
    endings: Trie,
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
    /// What is known of every letter, by code point less 0x4E00.
    letters: Vec<u8>,
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
    let mut letters = vec![0; 0x5200];
    let mut set = |letter: Option<char>, flag: u8| {
        if let Some(flags) = letter.and_then(place).and_then(|at| letters.get_mut(at)) {
            *flags |= flag;
        }
    };
    for &(term, _) in &numbers {
        set(term.chars().next_back(), ENDING);
    }
    for (term, _) in rows(names) {
        set(term.chars().next(), NAME);
    }
    for (term, _) in of("stop").chain(of("word")) {
        set(term.chars().next_back(), STOP);
    }
    Lexicon {
        letters,
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
    /// What is known of a letter: [`ENDING`], [`NAME`], [`STOP`].
    #[inline]
    pub(super) fn flags(&self, letter: char) -> u8 {
        place(letter)
            .and_then(|at| self.letters.get(at))
            .copied()
            .unwrap_or(STOP)
    }

    /// The endings that end where `letters`, read backwards, begin, shortest first: their lengths and
    /// what they are.
    pub(super) fn endings<'t>(
        &'t self,
        letters: impl Iterator<Item = char> + 't,
    ) -> impl Iterator<Item = (usize, &'t Suffix)> {
        self.endings
            .prefixes(letters)
            .map(|(length, number)| (length, &self.suffixes[usize::from(number)]))
    }

    /// The longest whole name that begins with `letters`: its length and kind.
    pub(super) fn name(
        &self,
        letters: impl Iterator<Item = char>,
    ) -> Option<(usize, &'static str)> {
        let (length, kind) = self.names.longest(letters)?;
        Some((length, KINDS[usize::from(kind)]))
    }
}
