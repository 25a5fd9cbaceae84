//! Forms of address: a bare surname with 先生, 书记, 大妈 after it, or 老, 小 before it.

use super::letter::{Text, flag};
use super::lexicon::beside;
use super::unlisted;
use crate::mark::letters::is_han;

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
    text: &Text,
    start: usize,
    known: impl Fn(char) -> bool,
    behind: bool,
) -> Option<Address> {
    let first = text.at(start);
    if text.is(start, flag::PREFIX) {
        return prefixed(text, start, known);
    }
    if !text.is(start, flag::TIER | flag::COMPOUND) {
        return None;
    }
    let tier = text.tier(start);
    let given = if text.is_compound(start) {
        start + 2
    } else if tier > 0 {
        start + 1
    } else {
        return None;
    };
    let (length, kind) = text.address(given)?;
    let end = given + length;
    let post = text.after(given).is_some_and(|longest| longest >= length);
    let left = text.before(start, 1);
    let opens = behind || opens(text, start);
    let fits = match kind {
        // 王某, 代某某: 某 after a surname is nothing else, but 某 may begin a word (王某村).
        // The guesses of a dictionary join what it does not know (主任沈|某).
        beside::VEIL => {
            (text.boundary(start) || tier < 3 && (opens || !unlisted::cuts(text, start)))
                && !is_place_letter(text.at(end))
        }
        beside::WEAK => {
            tier == 1 && opens && closes(text, end) && text.boundary(start) && text.boundary(end)
        }
        // 分管主任, 兼任书记: before a post many surnames are the end of another word.
        _ if post => {
            (tier < 3 || known(first))
                && (opens && left != '的' || left == '的' && tier == 1)
                && text.boundary(start)
                && closes(text, end)
        }
        _ => tier == 1 || (text.boundary(start) || !is_han(left)) && (tier < 3 || opens),
    };
    (fits && !text.is_excluded(start, end)).then_some(Address {
        start,
        end,
        title: post.then_some(given),
    })
}

/// Whether a form of address may begin at `start`, by the flags of three letters.
#[inline]
pub(crate) fn may_begin(text: &Text, start: usize) -> bool {
    const BEGINS: u32 = flag::PREFIX | flag::TIER | flag::COMPOUND;
    let flags = text.flags(start);
    flags & BEGINS != 0
        && (flags & flag::PREFIX != 0
            || text.is(start + 1, flag::ADDRESS)
            || flags & flag::COMPOUND != 0 && text.is(start + 2, flag::ADDRESS))
}

/// 老李, 小皮: next to every such pair may be a word (小路, 老房), so both sides must speak for it.
fn prefixed(text: &Text, start: usize, known: impl Fn(char) -> bool) -> Option<Address> {
    let tier = text.tier(start + 1);
    if tier == 0 {
        return None;
    }
    let end = start + 2;
    let first = text.at(start);
    let named = known(text.at(start + 1)) && first != '阿';
    let likely = first != '阿' && tier < 3 && opens(text, start) && !text.is_excluded(start, end);
    // A guessed word may swallow the title's last letter (员小蒋): a title is a boundary of its own.
    let begins = text.boundary(start) || text.title(start).is_some();
    ((named || likely) && begins && text.boundary(end) && closes(text, end)).then_some(Address {
        start,
        end,
        title: None,
    })
}

/// Whether what stands before `start` lets a name begin there.
fn opens(text: &Text, start: usize) -> bool {
    let left = text.before(start, 1);
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
        || text.title(start).is_some()
}

/// Whether what stands at `end` lets a name end there.
fn closes(text: &Text, end: usize) -> bool {
    let right = text.at(end);
    !is_han(right) || right == '的' || text.verb(end).is_some()
}

fn is_place_letter(letter: char) -> bool {
    matches!(
        letter,
        '村' | '镇' | '县' | '市' | '地' | '些' | '种' | '个' | '人'
    )
}
