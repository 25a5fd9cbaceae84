//! What a possible name and its surroundings show, as indexes into the weights.

use super::letter::{Text, flag};
use super::lexicon::beside;
use crate::mark::letters::is_han;

/// Two to this power is the number of weights.
pub(crate) const BITS: u32 = 18;

/// A stretch of characters that may be a full name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// First character.
    pub(crate) start: usize,
    /// Where the given name begins.
    pub(crate) given: usize,
    /// One past the last character.
    pub(crate) end: usize,
}

/// The full names that may begin at `start`: surname and one or two more characters.
#[inline]
pub(crate) fn candidates(text: &Text, start: usize) -> impl Iterator<Item = Candidate> {
    let single = text.is(start, flag::TIER);
    let compound = text.is_compound(start);
    let han = if single || compound {
        1 + (1..4).take_while(|&on| text.gives(start + on)).count()
    } else {
        0
    };
    [
        (single, 1, 2),
        (single, 1, 3),
        (compound, 2, 3),
        (compound, 2, 4),
    ]
    .into_iter()
    .filter(move |&(fits, _, length)| fits && length <= han)
    .map(move |(_, given, length)| Candidate {
        start,
        given: start + given,
        end: start + length,
    })
}

/// What stands around a possible name, read once for all candidates of one beginning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    /// Length and kind of the title before it; zeros for none.
    pub(crate) title: (usize, u8),
    /// Whether another name stands before the separator to the left: names come in lists
    /// (`甲、乙、丙参加`).
    pub(crate) follows: bool,
    /// The coarse class of the character before it.
    letter: u8,
    /// The class of the word before it.
    word: u8,
}

impl Left {
    /// Reads what stands before `start`.
    pub(crate) fn new(text: &Text, start: usize, follows: bool) -> Self {
        let title = text.title(start);
        let title = title.or_else(|| text.is_role(start).then_some((2, beside::ROLE)));
        Self {
            title: title.map_or((0, 0), |(length, kind)| (length.min(4), kind)),
            follows,
            letter: class(text.before(start, 1)),
            word: text.class_before(start),
        }
    }
}

/// The index of a feature: a kind with up to two values, apart for given names of one and of two
/// letters. Surnames of two letters are too rare to be counted apart.
#[inline]
pub(crate) fn index(form: u64, kind: u64, first: u64, second: u64) -> usize {
    let key = kind << 58 | form << 48 | first << 24 | second;
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> (64 - BITS)) as usize
}

/// Calls `put` with the features of the letters of `candidate` and of those beside it: a kind and two
/// values each.
#[inline(always)]
pub(crate) fn near(text: &Text, candidate: Candidate, mut put: impl FnMut(u64, u64, u64)) {
    let Candidate { start, given, end } = candidate;
    let at = |at: usize| u64::from(u32::from(text.at(at)));
    let before = |back: usize| u64::from(u32::from(text.before(start, back)));
    put(0, 0, 0);
    put(1, at(start), 0);
    let compound = given - start > 1;
    put(
        2,
        if compound {
            4
        } else {
            u64::from(text.tier(start))
        },
        0,
    );
    put(3, at(given), 0);
    put(4, at(end - 1), 0);
    put(5, at(start), at(given));
    put(6, at(end - 2), at(end - 1));
    put(7, before(1), 0);
    put(9, at(end), 0);
    put(11, before(1), at(start));
    put(12, at(end - 1), at(end));
}

/// Calls `put` with the features of the words around `candidate`.
#[inline(always)]
pub(crate) fn far(
    text: &Text,
    candidate: Candidate,
    left: Left,
    mut put: impl FnMut(u64, u64, u64),
) {
    let Candidate { start, given, end } = candidate;
    let at = |at: usize| u64::from(u32::from(text.at(at)));
    let before = |back: usize| u64::from(u32::from(text.before(start, back)));
    let (before_class, after_class) = (u64::from(left.letter), u64::from(class(text.at(end))));
    let (length, kind) = left.title;
    let verb = text
        .verb(end)
        .map_or((0, 0), |(length, kind)| (length.min(2), kind));
    let after = text.after(end).map_or(0, |length| length.min(2));
    let address = text.address(given).map_or(
        0,
        |(length, kind)| if length > 1 { kind } else { beside::WEAK },
    );
    put(8, before(2), before(1));
    put(10, at(end), at(end + 1));
    put(13, before_class, after_class);
    put(14, u64::from(kind), length as u64);
    put(15, u64::from(verb.1), verb.0 as u64);
    put(16, after as u64, 0);
    put(17, u64::from(kind), after_class << 8 | u64::from(verb.1));
    put(18, u64::from(left.follows), before_class << 8 | after_class);
    // 李娜`和`老党员: what joins two persons is no part of the first one's name.
    put(27, at(end - 1), u64::from(text.person(end).is_some()));
    put(19, u64::from(address), u64::from(address > 0 && kind > 0));
    if text.covered(start) {
        let shape = (start..=end).fold(1u64, |shape, at| shape << 1 | u64::from(text.boundary(at)));
        let first = u64::from(text.class(start));
        let (before, next) = (u64::from(left.word), u64::from(text.class(end)));
        put(20, shape, 0);
        put(21, shape, u64::from(kind > 0) << 1 | u64::from(verb.1 > 0));
        put(22, shape, at(start));
        put(23, shape, first);
        put(24, next, u64::from(kind));
        put(25, before, shape);
        put(26, before, next);
    }
}

/// A coarse class of the character beside a name.
fn class(letter: char) -> u8 {
    match letter {
        // Most letters are Chinese.
        '\u{4e00}'..='\u{9fff}' => 14,
        '\n' => 1,
        ' ' => 2,
        '、' => 3,
        ',' => 4,
        '。' | ';' | '!' | '?' | '…' => 5,
        ':' => 6,
        '"' => 7,
        '(' | '《' | '〈' | '[' | '【' => 8,
        ')' | '》' | '〉' | ']' | '】' => 9,
        '0' => 10,
        'A' => 11,
        '—' | '-' => 12,
        '·' => 13,
        other if is_han(other) => 14,
        _ => 15,
    }
}
