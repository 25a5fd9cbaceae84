//! What a possible name and its surroundings show, as indexes into the weights.

use super::lexicon::{LEXICON, beside};
use crate::mark::letters::{Letters, is_han};

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
pub(crate) fn candidates(letters: &Letters, start: usize) -> impl Iterator<Item = Candidate> {
    let lexicon = &*LEXICON;
    let first = letters.at(start);
    let single = lexicon.surname(first) > 0;
    let compound = lexicon.is_compound(first, letters.at(start + 1));
    let fits = |at: usize| is_han(letters.at(at)) && lexicon.gives(letters.at(at));
    let han = if single || compound {
        1 + (1..4).take_while(|&on| fits(start + on)).count()
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
}

impl Left {
    /// Reads what stands before `start`.
    pub(crate) fn new(letters: &Letters, start: usize, follows: bool) -> Self {
        let title = LEXICON.titles.longest(letters.backward(start));
        let title = title.or_else(|| is_role(letters, start).then_some((2, beside::ROLE)));
        Self {
            title: title.map_or((0, 0), |(length, kind)| (length.min(4), kind)),
            follows,
        }
    }
}

/// Whether a word for a person that no list has ends at `at`: 监票`员`, 栗`农`.
///
/// What such words end on ends others as well (`双手`, `国家`), so only the endings that seldom do count,
/// and only behind a word they make longer or inside one that is a noun.
pub(crate) fn is_role(letters: &Letters, at: usize) -> bool {
    let (last, before) = (letters.before(at, 1), letters.before(at, 2));
    if !LEXICON.ends_role(last) || !is_han(before) || !letters.covered(at - 1) {
        return false;
    }
    // 入`户`, 每`户`, 各`户`: one letter, a verb or a number makes no word for a person.
    let alone = letters.boundary(at - 1);
    let class = letters.class_before(if alone { at - 1 } else { at });
    matches!(class, 1 | 4 | 12) || alone && matches!(class, 5 | 14) && !letters.boundary(at - 2)
}

/// The index of a feature: a kind with up to two values, apart for given names of one and of two
/// letters. Surnames of two letters are too rare to be counted apart.
fn index(candidate: Candidate, kind: u64, first: u64, second: u64) -> usize {
    let form = (candidate.end - candidate.given) as u64;
    let key = kind << 58 | form << 48 | first << 24 | second;
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> (64 - BITS)) as usize
}

/// Calls `each` with the features of the letters of `candidate` and of those beside it.
pub(crate) fn near(letters: &Letters, candidate: Candidate, mut each: impl FnMut(usize)) {
    let Candidate { start, given, end } = candidate;
    let mut put = |kind, first, second| each(index(candidate, kind, first, second));
    let at = |at: usize| u64::from(u32::from(letters.at(at)));
    let before = |back: usize| u64::from(u32::from(letters.before(start, back)));
    put(0, 0, 0);
    put(1, at(start), 0);
    let compound = given - start > 1;
    put(
        2,
        if compound {
            4
        } else {
            u64::from(LEXICON.surname(letters.at(start)))
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

/// Calls `each` with the features of the words around `candidate`.
pub(crate) fn far(
    letters: &Letters,
    candidate: Candidate,
    left: Left,
    mut each: impl FnMut(usize),
) {
    let lexicon = &*LEXICON;
    let Candidate { start, given, end } = candidate;
    let mut put = |kind, first, second| each(index(candidate, kind, first, second));
    let at = |at: usize| u64::from(u32::from(letters.at(at)));
    let before = |back: usize| u64::from(u32::from(letters.before(start, back)));
    let (before_class, after_class) = (
        u64::from(class(letters.before(start, 1))),
        u64::from(class(letters.at(end))),
    );
    let (length, kind) = left.title;
    let verb = lexicon
        .verbs
        .longest(letters.onward(end))
        .map_or((0, 0), |(length, kind)| (length.min(2), kind));
    let after = lexicon
        .after
        .longest(letters.onward(end))
        .map_or(0, |(length, _)| length.min(2));
    let address = lexicon.address.longest(letters.onward(given));
    let address = address.map_or(
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
    put(
        27,
        at(end - 1),
        u64::from(lexicon.persons.longest(letters.onward(end)).is_some()),
    );
    put(19, u64::from(address), u64::from(address > 0 && kind > 0));
    if letters.covered(start) {
        let shape = (start..=end).fold(1u64, |shape, at| {
            shape << 1 | u64::from(letters.boundary(at))
        });
        let first = u64::from(letters.class(start));
        let (before, next) = (
            u64::from(letters.class_before(start)),
            u64::from(letters.class(end)),
        );
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
