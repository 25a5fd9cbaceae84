//! What the word lists say of single letters, and what that rules out before a list is looked at.

use std::ops::Deref;

use super::lexicon::LEXICON;
use crate::mark::letters::{Letters, is_han};
use crate::trie::Trie;

/// What is known of a letter, one bit each.
pub(crate) mod flag {
    /// The bits of a one-character surname's tier.
    pub(crate) const TIER: u32 = 3;
    /// A two-character surname may begin with the letter.
    pub(crate) const COMPOUND: u32 = 1 << 2;
    /// No given name has the letter.
    pub(crate) const NEVER_GIVEN: u32 = 1 << 3;
    /// The letter spells foreign names by its sound.
    pub(crate) const SOUND: u32 = 1 << 4;
    /// A word for a person may end on the letter: 员.
    pub(crate) const ENDING: u32 = 1 << 5;
    /// A word that ends on the letter is nearly always one for a person.
    pub(crate) const ROLE_ENDING: u32 = 1 << 6;
    /// The letter is Chinese.
    pub(crate) const HAN: u32 = 1 << 7;
    /// A title ends on the letter.
    pub(crate) const TITLE: u32 = 1 << 8;
    /// A verb or particle begins with the letter.
    pub(crate) const VERB: u32 = 1 << 9;
    /// A title that follows names begins with the letter.
    pub(crate) const AFTER: u32 = 1 << 10;
    /// A form of address begins with the letter.
    pub(crate) const ADDRESS: u32 = 1 << 11;
    /// A word for a person begins with the letter.
    pub(crate) const PERSON: u32 = 1 << 12;
    /// What looks like a name and is none begins with the letter.
    pub(crate) const EXCLUDED: u32 = 1 << 13;
    /// A name without a surname begins with no such letter.
    pub(crate) const NO_HEAD: u32 = 1 << 14;
    /// A name without a surname ends on no such letter.
    pub(crate) const NO_END: u32 = 1 << 15;
    /// A name without a surname has no such letter.
    pub(crate) const UNSPELT: u32 = 1 << 16;
    /// The letter can follow the name of somebody who acts.
    pub(crate) const ACTS: u32 = 1 << 17;
    /// A bare surname may follow the letter: 老.
    pub(crate) const PREFIX: u32 = 1 << 18;
    /// What a letter beyond the table may be.
    pub(crate) const UNKNOWN: u32 = TITLE | VERB | AFTER | ADDRESS | PERSON | EXCLUDED;
}

/// The letters of an article with what the word lists say of each.
///
/// Few letters end a title or begin a verb, so most questions are answered by one bit.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    letters: &'t Letters,
    flags: Vec<u32>,
}

impl<'t> Text<'t> {
    /// Looks every letter up once.
    pub(crate) fn new(letters: &'t Letters) -> Self {
        let lexicon = &*LEXICON;
        let flags = letters.folded.iter().map(|&letter| lexicon.flags(letter));
        Self {
            letters,
            flags: flags.collect(),
        }
    }

    /// What is known of the letter at `at`.
    #[inline]
    pub(crate) fn flags(&self, at: usize) -> u32 {
        self.flags.get(at).copied().unwrap_or(0)
    }

    /// The flags of all letters.
    pub(crate) fn all(&self) -> &[u32] {
        &self.flags
    }

    /// Whether the letter at `at` has one of the flags.
    #[inline]
    pub(crate) fn is(&self, at: usize, flags: u32) -> bool {
        self.flags(at) & flags != 0
    }

    /// Whether the letter before `at` has one of the flags.
    #[inline]
    pub(crate) fn follows(&self, at: usize, flags: u32) -> bool {
        at > 0 && self.is(at - 1, flags)
    }

    /// The tier of the one-character surname at `at`; zero for none.
    #[inline]
    pub(crate) fn tier(&self, at: usize) -> u8 {
        (self.flags(at) & flag::TIER) as u8
    }

    /// Whether a surname of two letters begins at `at`.
    #[inline]
    pub(crate) fn is_compound(&self, at: usize) -> bool {
        self.is(at, flag::COMPOUND) && LEXICON.is_compound(self.at(at), self.at(at + 1))
    }

    /// Whether a given name can have the letter at `at`.
    #[inline]
    pub(crate) fn gives(&self, at: usize) -> bool {
        self.flags(at) & (flag::HAN | flag::NEVER_GIVEN) == flag::HAN
    }

    /// Length and kind of the longest title that ends before `at`.
    #[inline]
    pub(crate) fn title(&self, at: usize) -> Option<(usize, u8)> {
        if !self.follows(at, flag::TITLE) {
            return None;
        }
        LEXICON.titles.longest(self.backward(at))
    }

    /// Length and kind of the longest verb or particle that begins at `at`.
    #[inline]
    pub(crate) fn verb(&self, at: usize) -> Option<(usize, u8)> {
        self.list(&LEXICON.verbs, flag::VERB, at)
    }

    /// The length of the longest title after names that begins at `at`.
    #[inline]
    pub(crate) fn after(&self, at: usize) -> Option<usize> {
        Some(self.list(&LEXICON.after, flag::AFTER, at)?.0)
    }

    /// Length and kind of the longest form of address that begins at `at`.
    #[inline]
    pub(crate) fn address(&self, at: usize) -> Option<(usize, u8)> {
        self.list(&LEXICON.address, flag::ADDRESS, at)
    }

    /// The length of the longest word for a person that begins at `at`.
    #[inline]
    pub(crate) fn person(&self, at: usize) -> Option<usize> {
        Some(self.list(&LEXICON.persons, flag::PERSON, at)?.0)
    }

    /// Whether the letters from `start` to `end` look like a name and are none.
    #[inline]
    pub(crate) fn is_excluded(&self, start: usize, end: usize) -> bool {
        self.is(start, flag::EXCLUDED) && LEXICON.excluded.contains(&self.folded[start..end])
    }

    /// Whether a surname and what follows it can be a full name: it is no common word (`方便`) and no
    /// word for a person (向`学生`).
    pub(crate) fn is_nameable(&self, start: usize, given: usize, end: usize) -> bool {
        // A word for a person that only begins the name and goes on behind it is looked for within it.
        let is_person = |from: usize| {
            end - from > 1
                && self.is(from, flag::PERSON)
                && LEXICON
                    .persons
                    .longest(self.folded[from..end].iter().copied())
                    .is_some_and(|(length, _)| length == end - from)
        };
        !self.is_excluded(start, end) && !is_person(start) && !is_person(given)
    }

    /// Whether a word for a person that no list has ends at `at`: 监票`员`, 栗`农`.
    ///
    /// What such words end on ends others as well (`双手`, `国家`), so only the endings that seldom do count,
    /// and only behind a word they make longer or inside one that is a noun.
    pub(crate) fn is_role(&self, at: usize) -> bool {
        if !self.follows(at, flag::ROLE_ENDING)
            || !is_han(self.before(at, 2))
            || !self.covered(at - 1)
        {
            return false;
        }
        // 入`户`, 每`户`, 各`户`: one letter, a verb or a number makes no word for a person.
        let alone = self.boundary(at - 1);
        let class = self.class_before(if alone { at - 1 } else { at });
        matches!(class, 1 | 4 | 12) || alone && matches!(class, 5 | 14) && !self.boundary(at - 2)
    }

    #[inline]
    fn list(&self, list: &Trie, begins: u32, at: usize) -> Option<(usize, u8)> {
        if !self.is(at, begins) {
            return None;
        }
        list.longest(self.onward(at))
    }
}

impl Deref for Text<'_> {
    type Target = Letters;

    fn deref(&self) -> &Letters {
        self.letters
    }
}
