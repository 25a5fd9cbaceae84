//! Which of two names that overlap stays, and words that only look like names.

use std::cell::Cell;

use crate::mark::Level;

use super::found::Found;
use super::text::Text;

/// A word further from the last one than this is searched for.
const NEAR: usize = 8;

/// Adds a place; of two that overlap the one that takes the other in stays, else the weightier.
pub(super) fn push(found: &mut Vec<Found>, place: Found) {
    while let Some(last) = found.last() {
        if last.end <= place.start {
            break;
        }
        if prevails(last, &place) {
            return;
        }
        found.pop();
    }
    found.push(place);
}

/// Whether `last` stays against `place`, which overlaps it.
fn prevails(last: &Found, place: &Found) -> bool {
    let takes_in = place.start <= last.start && place.end > last.end;
    if takes_in {
        return last.weight > place.weight + 8;
    }
    // `浙江` ends in 江 as rivers do: a name known whole is not read anew.
    if last.end == place.end && last.level != Level::Poi && place.level == Level::Poi {
        return true;
    }
    last.weight >= place.weight
}

/// Of overlapping names, those that begin first and are longest.
pub(super) fn longest(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|place| (place.start, std::cmp::Reverse((place.end, place.weight))));
    let mut end = 0;
    found.retain(|place| {
        let keeps = place.start >= end;
        if keeps {
            end = place.end;
        }
        keeps
    });
    found
}

/// Adds places found later, where nothing found before stands.
pub(super) fn merge(found: &mut Vec<Found>, more: Vec<Found>) {
    if more.is_empty() {
        return;
    }
    let mut all = std::mem::take(found);
    let before = all.len();
    all.extend(more);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (all[at].start, at));
    let mut taken: Vec<(usize, usize)> = all[..before]
        .iter()
        .map(|place| (place.start, place.end))
        .collect();
    taken.sort_unstable();
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    let mut places: Vec<Option<Found>> = all.into_iter().map(Some).collect();
    for at in order {
        let Some(place) = places[at].take() else {
            continue;
        };
        let next = taken.partition_point(|&(_, end)| end <= place.start);
        let free = at < before || taken.get(next).is_none_or(|&(start, _)| start >= place.end);
        if free && kept.last().is_none_or(|last| last.end <= place.start) {
            kept.push(place);
        }
    }
    *found = kept;
}

/// Words that hold a name or an ending and are neither.
pub(super) struct Masks {
    words: Vec<(usize, usize)>,
    /// The number of the first word that ended where the last one asked for did, or behind it.
    cursor: Cell<usize>,
}

pub(super) enum Mask {
    None,
    /// A word ends with the ending; where it begins.
    At(usize),
    /// A word goes on past the ending: `村民`.
    Beyond(usize),
}

impl Masks {
    /// From words in order of their ends.
    pub(super) fn new(words: Vec<(usize, usize)>) -> Self {
        Self {
            words,
            cursor: Cell::new(0),
        }
    }

    /// The number of the first word that ends at `end` or behind it: what is asked for stands mostly
    /// near to what was asked for before.
    fn first(&self, end: usize) -> usize {
        let ends = |at: usize| self.words[at].1;
        let mut at = self.cursor.get();
        for _ in 0..NEAR {
            if at > 0 && ends(at - 1) >= end {
                at -= 1;
            } else if at < self.words.len() && ends(at) < end {
                at += 1;
            } else {
                self.cursor.set(at);
                return at;
            }
        }
        at = self.words.partition_point(|word| word.1 < end);
        self.cursor.set(at);
        at
    }

    fn near(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> + use<'_> {
        // No word is longer than 24 bytes.
        self.words[self.first(end)..]
            .iter()
            .copied()
            .take_while(move |word| word.1 <= end + 24)
            .filter(move |word| word.0 <= start)
    }

    pub(super) fn cover(&self, start: usize, end: usize) -> bool {
        self.near(start, end).any(|word| word != (start, end))
    }

    /// Whether a word begins with the last character of a name: `武汉市民` is `武汉` and `市民`.
    pub(super) fn cross(&self, text: &Text<'_>, place: &Found) -> bool {
        let last = text.before(place.end).map_or(0, char::len_utf8);
        !place.bare
            && self
                .near(place.end - last, place.end)
                .any(|word| word.0 == place.end - last && word.1 > place.end)
            && !begins_town(text, place.end)
    }

    /// Whether a word ends with an ending and begins before it: 水乡.
    pub(super) fn ends_at(&self, start: usize, end: usize) -> bool {
        self.near(start, end)
            .any(|word| word.1 == end && word.0 < start)
    }

    pub(super) fn ending(&self, start: usize, end: usize) -> Mask {
        let mut mask = Mask::None;
        for word in self.near(start, end) {
            if word.1 > end {
                return Mask::Beyond(word.1);
            }
            mask = match mask {
                Mask::At(from) => Mask::At(from.min(word.0)),
                _ => Mask::At(word.0),
            };
        }
        mask
    }
}

/// Whether the next few characters end as towns do: 禾山县`城东镇` holds no 县城.
fn begins_town(text: &Text<'_>, from: usize) -> bool {
    const NAME: usize = 4;
    text.text[from..]
        .char_indices()
        .take(NAME)
        .take_while(|&(_, letter)| super::text::is_han(letter))
        .skip(2)
        .any(|(_, letter)| matches!(letter, '镇' | '乡'))
}
