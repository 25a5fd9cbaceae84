//! The word lists of this stage, read once.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::letter::flag;
use crate::character;
use crate::entry::shipped;
use crate::mark::letters::is_han;
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

/// All letters of the lists, and nearly all of texts, stand before this code point.
const LETTERS: usize = 0xA000;

/// All lists.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// What is known of every letter below [`LETTERS`], by code point.
    letters: Vec<u32>,
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
    let mut letters: Vec<u32> = (0..LETTERS as u32)
        .map(|code| char::from_u32(code).map_or(0, |letter| u32::from(is_han(letter)) * flag::HAN))
        .collect();
    let mut set = |letter: Option<char>, bits: u32| {
        let at = letter.map_or(LETTERS, |letter| letter as usize);
        if let Some(flags) = letters.get_mut(at) {
            *flags |= bits;
        }
    };
    let mut compound = Vec::new();
    for entry in shipped(include_str!("../../../data/surnames.tsv")) {
        let mut term = entry.term.chars();
        match (term.next(), term.next()) {
            (Some(first), Some(second)) => {
                set(Some(first), flag::COMPOUND);
                compound.push([first, second]);
            }
            (Some(first), None) => {
                set(
                    Some(first),
                    entry.fields[1].parse().unwrap_or(3) & flag::TIER,
                );
            }
            _ => {}
        }
    }
    for letter in not_names("given").flat_map(str::chars) {
        set(Some(letter), flag::NEVER_GIVEN);
    }
    for letter in shipped(include_str!("../../../data/transliteration.tsv"))
        .flat_map(|entry| entry.term.chars())
    {
        set(Some(letter), flag::SOUND);
    }
    for letter in rows(titles)
        .filter(|row| row.1 == beside::ENDING)
        .flat_map(|row| row.0.chars())
    {
        set(Some(letter), flag::ENDING);
    }
    for letter in shipped(titles)
        .filter(|entry| entry.fields[0] == "ending" && entry.fields[1] == "role")
        .flat_map(|entry| entry.term.chars())
    {
        set(Some(letter), flag::ROLE_ENDING);
    }
    for (term, kind) in rows(titles) {
        let (first, last) = (term.chars().next(), term.chars().next_back());
        match kind {
            beside::AFTER => set(first, flag::AFTER),
            beside::POST..=beside::KIN => {
                set(first, flag::PERSON);
                set(last, flag::TITLE);
            }
            _ => {}
        }
    }
    for (term, _) in rows(honorifics) {
        set(term.chars().next(), flag::ADDRESS);
    }
    for (term, _) in rows(verbs) {
        set(term.chars().next(), flag::VERB);
    }
    // 满都拉, 张又侠: inside a name an adverb may stand that no name ends on, but hardly a particle.
    let particle = |&letter: &char| !matches!(letter, '在' | '有' | '为' | '从');
    let unspelt = character::FUNCTION.characters().filter(particle);
    unspelt.for_each(|letter| set(Some(letter), flag::UNSPELT));
    for (class, bits) in [
        (&character::NO_NAME, flag::NO_HEAD),
        (&character::NO_NAME_END, flag::NO_END),
        (&character::THING, flag::NO_END),
        (&character::ACTS, flag::ACTS),
    ] {
        class
            .characters()
            .for_each(|letter| set(Some(letter), bits));
    }
    for letter in ['老', '小', '阿'] {
        set(Some(letter), flag::PREFIX);
    }
    for term in not_names("word") {
        set(term.chars().next(), flag::EXCLUDED);
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
    /// Whether the two letters are a surname.
    pub(crate) fn is_compound(&self, first: char, second: char) -> bool {
        self.compound.contains(&[first, second])
    }

    /// What is known of a letter.
    #[inline]
    pub(crate) fn flags(&self, letter: char) -> u32 {
        let known = self.letters.get(letter as usize).copied();
        known.unwrap_or_else(|| flag::UNKNOWN | u32::from(is_han(letter)) * flag::HAN)
    }
}
