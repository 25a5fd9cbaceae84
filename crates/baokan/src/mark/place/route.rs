//! Roads by their number: `104国道`, `S212线`, `G60沪昆高速`.

use crate::mark::Level;

use super::found::Found;
use super::text::{Text, is_han};

/// What weighs more than any reading of the words around: a number leaves no doubt.
const SURE: i32 = 9;
/// A road's number has four digits at most, its name behind the number four characters.
const MOST_DIGITS: usize = 4;
const MOST_NAME: usize = 4;

/// The numbered roads of the text, in order.
pub(super) fn routes(text: &Text<'_>) -> Vec<Found> {
    let bytes = text.text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        let number = &text.text[start..at];
        let lettered = number
            .strip_prefix(['G', 'S', 'X', 'Y'])
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()));
        let digits = lettered.unwrap_or(number);
        let sound = (1..=MOST_DIGITS).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && (lettered.is_some() || digits.len() == 3);
        if sound && let Some(end) = named(text, at, lettered.is_some()) {
            let mut road = Found::new(start, end, Level::Poi);
            road.weight = SURE;
            found.push(road);
            at = end;
        }
    }
    found
}

/// Where the word for the road ends that follows its number.
fn named(text: &Text<'_>, at: usize, lettered: bool) -> Option<usize> {
    let kinds = &text.lexicon.routes;
    let longest = |from: usize| {
        kinds
            .iter()
            .filter(|kind| text.text[from..].starts_with(**kind))
            .map(|kind| from + kind.len())
            .max()
    };
    let rest = &text.text[at..];
    if !lettered {
        // Without a letter only 国道, 省道 and their like say that it is a road.
        return longest(at).filter(|&end| text.slice(at, end).ends_with('道'));
    }
    if let Some(end) = longest(at) {
        return Some(end);
    }
    rest.char_indices()
        .take(MOST_NAME + 1)
        .take_while(|&(_, letter)| is_han(letter))
        .skip(2)
        .find_map(|(offset, _)| {
            longest(at + offset).filter(|&end| !text.slice(at + offset, end).ends_with('线'))
        })
}
