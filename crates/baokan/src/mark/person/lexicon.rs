//! The word lists of this stage, read once.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::entry::shipped;
use crate::trie::Trie;

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

/// The bits of a one-character surname's tier.
const TIER: u8 = 3;
/// A two-character surname may begin with the letter.
const COMPOUND: u8 = 4;
/// No given name has the letter.
const NEVER_GIVEN: u8 = 8;
/// The letter spells foreign names by its sound.
const SOUND: u8 = 16;
/// A word for a person may end on the letter: 员.
const ENDING: u8 = 32;
/// A word that ends on the letter is nearly always one for a person.
const ROLE_ENDING: u8 = 64;

/// All lists.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// By code point less 0x4E00: the tier of a one-character surname in the lowest two bits, and the
    /// flags below.
    letters: Vec<u8>,
    /// Two-character surnames.
    compound: Vec<[char; 2]>,
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
    /// What looks like a name and is none.
    pub(crate) excluded: FxHashSet<Vec<char>>,
    /// Words for persons, from their first character on.
    pub(crate) persons: Trie,
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
    let rows =
        |list: &'static str| shipped(list).map(move |entry| (entry.term, kind(entry.fields[0])));
    let titles = include_str!("../../../data/titles.tsv");
    let honorifics = include_str!("../../../data/honorifics.tsv");
    let verbs = include_str!("../../../data/person_verbs.tsv");
    let mut letters = vec![0; 0x5200];
    let mut flag = |letter: char, bits: u8| {
        if let Some(flags) = index(letter).and_then(|at| letters.get_mut(at)) {
            *flags |= bits;
        }
    };
    let mut compound = Vec::new();
    for entry in shipped(include_str!("../../../data/surnames.tsv")) {
        let mut term = entry.term.chars();
        match (term.next(), term.next()) {
            (Some(first), Some(second)) => {
                flag(first, COMPOUND);
                compound.push([first, second]);
            }
            (Some(first), None) => flag(first, entry.fields[1].parse().unwrap_or(3) & TIER),
            _ => {}
        }
    }
    for letter in not_names("given").flat_map(str::chars) {
        flag(letter, NEVER_GIVEN);
    }
    for letter in shipped(include_str!("../../../data/transliteration.tsv"))
        .flat_map(|entry| entry.term.chars())
    {
        flag(letter, SOUND);
    }
    for letter in rows(titles)
        .filter(|row| row.1 == beside::ENDING)
        .flat_map(|row| row.0.chars())
    {
        flag(letter, ENDING);
    }
    for letter in shipped(titles)
        .filter(|entry| entry.fields[0] == "ending" && entry.fields[1] == "role")
        .flat_map(|entry| entry.term.chars())
    {
        flag(letter, ROLE_ENDING);
    }
    Lexicon {
        letters,
        compound,
        titles: Trie::new(
            rows(titles)
                .filter(|row| row.1 < beside::MODIFIER)
                .map(|(term, kind)| (term.chars().rev(), kind)),
        ),
        modifiers: Trie::new(
            rows(titles)
                .filter(|row| row.1 == beside::MODIFIER)
                .map(|(term, kind)| (term.chars().rev(), kind)),
        ),
        persons: Trie::new(
            shipped(titles)
                .filter(|entry| {
                    kind(entry.fields[0]) < beside::MODIFIER && entry.fields[1].is_empty()
                })
                .map(|entry| (entry.term.chars(), 0)),
        ),
        after: Trie::new(
            rows(titles)
                .filter(|row| row.1 == beside::AFTER)
                .map(|(term, kind)| (term.chars(), kind)),
        ),
        address: Trie::new(
            rows(honorifics)
                .filter(|row| row.1 <= beside::VEIL)
                .map(|(term, kind)| (term.chars(), kind)),
        ),
        excluded: not_names("word")
            .map(|term| term.chars().collect())
            .collect(),
        verbs: Trie::new(rows(verbs).map(|(term, kind)| (term.chars(), kind))),
    }
});

fn not_names(kind: &'static str) -> impl Iterator<Item = &'static str> {
    shipped(include_str!("../../../data/not_names.tsv"))
        .filter(move |entry| entry.fields[0] == kind)
        .map(|entry| entry.term)
}

impl Lexicon {
    /// Whether a surname and what follows it can be a full name: it is no common word (`方便`) and no
    /// word for a person (向`学生`).
    pub(crate) fn nameable(&self, name: &[char], surname: usize) -> bool {
        !self.excluded.contains(name)
            && [name, &name[surname..]].iter().all(|part| {
                part.len() < 2
                    || self
                        .persons
                        .longest(part.iter().copied())
                        .is_none_or(|(length, _)| length < part.len())
            })
    }

    /// Whether a surname can begin with the letter.
    pub(crate) fn begins_name(&self, letter: char) -> bool {
        self.flags(letter) & (TIER | COMPOUND) != 0
    }

    /// Whether a given name can have the letter.
    pub(crate) fn gives(&self, letter: char) -> bool {
        self.flags(letter) & NEVER_GIVEN == 0
    }

    /// Whether the two letters are a surname.
    pub(crate) fn is_compound(&self, first: char, second: char) -> bool {
        self.flags(first) & COMPOUND != 0 && self.compound.contains(&[first, second])
    }

    /// Whether the letter spells foreign names by its sound.
    pub(crate) fn sounds(&self, letter: char) -> bool {
        self.flags(letter) & SOUND != 0
    }

    /// Whether a word for a person may end on the letter.
    pub(crate) fn ends_person(&self, letter: char) -> bool {
        self.flags(letter) & ENDING != 0
    }

    /// Whether a word that ends on the letter is nearly always one for a person.
    pub(crate) fn ends_role(&self, letter: char) -> bool {
        self.flags(letter) & ROLE_ENDING != 0
    }

    fn flags(&self, letter: char) -> u8 {
        index(letter)
            .and_then(|at| self.letters.get(at))
            .copied()
            .unwrap_or(0)
    }

    /// The tier of a one-character surname: 1 common, 3 rare, 0 none.
    pub(crate) fn surname(&self, letter: char) -> u8 {
        self.flags(letter) & TIER
    }
}

fn index(letter: char) -> Option<usize> {
    (letter as usize).checked_sub(0x4E00)
}
