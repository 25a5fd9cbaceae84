//! The word lists of this stage, read once.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::mark::trie::Trie;
use crate::entry::shipped;

/// What a word beside a name is.
pub(crate) mod beside {
    /// A post in a body: 书记.
    pub(crate) const POST: u8 = 1;
    /// What someone is: 村民.
    pub(crate) const ROLE: u8 = 2;
    /// Kinship: 母亲.
    pub(crate) const KIN: u8 = 3;
    /// A word that may stand before a title: 副.
    pub(crate) const MODIFIER: u8 = 4;
    /// A title that may follow a full name: 同志.
    pub(crate) const AFTER: u8 = 5;
    /// A form of address after a bare surname: 先生.
    pub(crate) const FULL: u8 = 6;
    /// A one-character form of address: 婶.
    pub(crate) const WEAK: u8 = 7;
    /// A veiled given name: 某某.
    pub(crate) const VEIL: u8 = 8;
    /// A verb of speech.
    pub(crate) const SPEECH: u8 = 9;
    /// Another verb.
    pub(crate) const ACT: u8 = 10;
    /// A particle or preposition.
    pub(crate) const FUNCTION: u8 = 11;
    /// A character before a bare surname: 老.
    pub(crate) const PREFIX: u8 = 12;
    /// A character on which a word for a person ends: 员.
    pub(crate) const ENDING: u8 = 13;
}

/// All lists.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Tier of a one-character surname by its code point less 0x4E00; zero for none.
    surnames: Vec<u8>,
    /// Two-character surnames.
    pub(crate) compound: Vec<[char; 2]>,
    /// Titles, spelt backwards: read leftwards from a name.
    pub(crate) titles: Trie,
    /// Words before a title, spelt backwards.
    pub(crate) modifiers: Trie,
    /// Titles after a full name.
    pub(crate) after: Trie,
    /// Forms of address after a surname.
    pub(crate) address: Trie,
    /// Verbs after a name.
    pub(crate) verbs: Trie,
    /// Characters that spell foreign names by their sound.
    pub(crate) sounds: HashSet<char>,
    /// Characters on which a word for a person ends: 员.
    pub(crate) endings: HashSet<char>,
    /// What looks like a name and is none.
    pub(crate) excluded: HashSet<Vec<char>>,
    /// Characters no given name has.
    never_given: HashSet<char>,
    /// Words for persons, from their first character on.
    persons: Trie,
}

/// The lists that ship with the crate.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let kind = |name: &str| match name {
        "post" => beside::POST,
        "role" => beside::ROLE,
        "kin" => beside::KIN,
        "modifier" => beside::MODIFIER,
        "after" => beside::AFTER,
        "full" => beside::FULL,
        "weak" => beside::WEAK,
        "veil" => beside::VEIL,
        "speech" => beside::SPEECH,
        "prefix" => beside::PREFIX,
        "ending" => beside::ENDING,
        "act" => beside::ACT,
        _ => beside::FUNCTION,
    };
    let rows = |list: &'static str| shipped(list).map(move |entry| (entry.term, kind(entry.fields[0])));
    let titles = include_str!("../../../data/titles.tsv");
    let honorifics = include_str!("../../../data/honorifics.tsv");
    let verbs = include_str!("../../../data/person_verbs.tsv");
    let mut surnames = vec![0; 0x5200];
    let mut compound = Vec::new();
    for entry in shipped(include_str!("../../../data/surnames.tsv")) {
        let mut letters = entry.term.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) => compound.push([first, second]),
            (Some(first), None) => {
                if let Some(tier) = (first as usize).checked_sub(0x4E00).and_then(|at| surnames.get_mut(at)) {
                    *tier = entry.fields[1].parse().unwrap_or(3);
                }
            }
            _ => {}
        }
    }
    Lexicon {
        surnames,
        compound,
        titles: Trie::new(
            rows(titles).filter(|row| row.1 < beside::MODIFIER).map(|(term, kind)| (term.chars().rev(), kind)),
        ),
        modifiers: Trie::new(
            rows(titles).filter(|row| row.1 == beside::MODIFIER).map(|(term, kind)| (term.chars().rev(), kind)),
        ),
        persons: Trie::new(
            shipped(titles)
                .filter(|entry| kind(entry.fields[0]) < beside::MODIFIER && entry.fields[1].is_empty())
                .map(|entry| (entry.term.chars(), 0)),
        ),
        after: Trie::new(
            rows(titles).filter(|row| row.1 == beside::AFTER).map(|(term, kind)| (term.chars(), kind)),
        ),
        address: Trie::new(
            rows(honorifics).filter(|row| row.1 <= beside::VEIL).map(|(term, kind)| (term.chars(), kind)),
        ),
        sounds: shipped(include_str!("../../../data/transliteration.tsv")).flat_map(|entry| entry.term.chars()).collect(),
        endings: rows(titles).filter(|row| row.1 == beside::ENDING).flat_map(|row| row.0.chars()).collect(),
        excluded: not_names("word").map(|term| term.chars().collect()).collect(),
        never_given: not_names("given").flat_map(str::chars).collect(),
        verbs: Trie::new(rows(verbs).map(|(term, kind)| (term.chars(), kind))),
    }
});

fn not_names(kind: &'static str) -> impl Iterator<Item = &'static str> {
    shipped(include_str!("../../../data/not_names.tsv"))
        .filter(move |entry| entry.fields[0] == kind)
        .map(|entry| entry.term)
}

impl Lexicon {
    /// Whether a surname and what follows it can be a full name: it is no common word (`方便`), no
    /// word for a person (向`学生`) and holds no letter that names do not have.
    pub(crate) fn nameable(&self, name: &[char], surname: usize) -> bool {
        let given = &name[surname..];
        !given.iter().any(|letter| self.never_given.contains(letter))
            && !self.excluded.contains(name)
            && [name, given]
                .iter()
                .all(|part| part.len() < 2 || self.persons.longest(part.iter().copied()).is_none_or(|(length, _)| length < part.len()))
    }

    /// The tier of a one-character surname: 1 common, 3 rare, 0 none.
    pub(crate) fn surname(&self, letter: char) -> u8 {
        (letter as usize).checked_sub(0x4E00).and_then(|at| self.surnames.get(at)).copied().unwrap_or(0)
    }
}
