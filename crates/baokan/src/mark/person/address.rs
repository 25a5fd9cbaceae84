//! Forms of address: a bare surname with 先生, 书记, 大妈 after it, or 老, 小 before it.

use super::lexicon::{LEXICON, beside};
use super::unlisted;
use crate::mark::letters::{Letters, is_han};

/// A form of address: first character, one past the last, and where its title begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// First character.
    pub(crate) start: usize,
    /// One past the last character.
    pub(crate) end: usize,
    /// Where the word after the surname begins; `None` where it is no post.
    pub(crate) title: Option<usize>,
}

/// The form of address that begins at `start`; `known` says whether the article names someone of
/// that surname in full, `behind` that a place or a body stands right before it.
pub(crate) fn address(
    letters: &Letters,
    start: usize,
    known: impl Fn(char) -> bool,
    behind: bool,
) -> Option<Address> {
    let lexicon = &*LEXICON;
    let first = letters.at(start);
    if matches!(first, '老' | '小' | '阿') {
        return prefixed(letters, start, known);
    }
    if !lexicon.begins_name(first) {
        return None;
    }
    let tier = lexicon.surname(first);
    let given = if lexicon.is_compound(first, letters.at(start + 1)) {
        start + 2
    } else if tier > 0 {
        start + 1
    } else {
        return None;
    };
    let (length, kind) = lexicon.address.longest(letters.onward(given))?;
    let end = given + length;
    let post = lexicon
        .after
        .longest(letters.onward(given))
        .is_some_and(|(longest, _)| longest >= length);
    let left = letters.before(start, 1);
    let opens = behind || opens(letters, start);
    let fits = match kind {
        // 王某, 代某某: 某 after a surname is nothing else, but 某 may begin a word (王某村).
        // The guesses of a dictionary join what it does not know (主任沈|某).
        beside::VEIL => {
            (letters.boundary(start) || tier < 3 && (opens || !unlisted::cuts(letters, start)))
                && !is_place_letter(letters.at(end))
        }
        beside::WEAK => {
            tier == 1
                && opens
                && closes(letters, end)
                && letters.boundary(start)
                && letters.boundary(end)
        }
        // 分管主任, 兼任书记: before a post many surnames are the end of another word.
        _ if post => {
            (tier < 3 || known(first))
                && (opens && left != '的' || left == '的' && tier == 1)
                && letters.boundary(start)
                && closes(letters, end)
        }
        _ => tier == 1 || (letters.boundary(start) || !is_han(left)) && (tier < 3 || opens),
    };
    (fits && !lexicon.excluded.contains(&letters.folded[start..end])).then_some(Address {
        start,
        end,
        title: post.then_some(given),
    })
}

/// 老李, 小皮: next to every such pair may be a word (小路, 老房), so both sides must speak for it.
fn prefixed(letters: &Letters, start: usize, known: impl Fn(char) -> bool) -> Option<Address> {
    let lexicon = &*LEXICON;
    let surname = letters.at(start + 1);
    let tier = lexicon.surname(surname);
    let end = start + 2;
    let first = letters.at(start);
    let named = known(surname) && first != '阿';
    let likely = first != '阿'
        && tier > 0
        && tier < 3
        && opens(letters, start)
        && !lexicon.excluded.contains([first, surname].as_slice());
    // A guessed word may swallow the title's last letter (员小蒋): a title is a boundary of its own.
    let begins =
        letters.boundary(start) || lexicon.titles.longest(letters.backward(start)).is_some();
    (tier > 0 && (named || likely) && begins && letters.boundary(end) && closes(letters, end))
        .then_some(Address {
            start,
            end,
            title: None,
        })
}

/// Whether what stands before `start` lets a name begin there.
fn opens(letters: &Letters, start: usize) -> bool {
    let left = letters.before(start, 1);
    !is_han(left)
        || matches!(
            left,
            '的' | '和'
                | '与'
                | '跟'
                | '对'
                | '给'
                | '请'
                | '找'
                | '向'
                | '被'
                | '让'
                | '叫'
                | '把'
                | '由'
                | '在'
                | '是'
                | '到'
                | '了'
                | '着'
        )
        || LEXICON.titles.longest(letters.backward(start)).is_some()
}

/// Whether what stands at `end` lets a name end there.
fn closes(letters: &Letters, end: usize) -> bool {
    let right = letters.at(end);
    !is_han(right) || right == '的' || LEXICON.verbs.longest(letters.onward(end)).is_some()
}

fn is_place_letter(letter: char) -> bool {
    matches!(
        letter,
        '村' | '镇' | '县' | '市' | '地' | '些' | '种' | '个' | '人'
    )
}
