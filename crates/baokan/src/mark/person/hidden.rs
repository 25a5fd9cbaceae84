//! Names of places that are only a part of a person's name: 书记`云南`芳, 辅警周明`峰`.

use rustc_hash::FxHashSet;

use super::letter::flag;
use super::lexicon::{LEXICON, beside};
use crate::character;
use crate::mark::Place;
use crate::mark::letters::{Letters, is_han};

/// Takes the places out of `places` that a title before and a verb behind show to be persons, and the other
/// mentions of the same letters.
pub(crate) fn release(letters: &Letters, places: &mut Vec<Place>) {
    let mut named: FxHashSet<&[char]> = FxHashSet::default();
    places.retain(|place| {
        let (start, end) = (
            letters.number(place.span.start),
            letters.number(place.span.end),
        );
        match end - start {
            2 => !is_begun(letters, start),
            3 if place.code.is_none() && is_named(letters, start) => {
                named.insert(&letters.folded[start..end]);
                false
            }
            // 辅警周明峰 read as a mountain: no place begins on a title.
            4.. if place.code.is_none() && is_titled(letters, end - 3) && {
                LEXICON
                    .titles
                    .longest(letters.backward(end - 3))
                    .is_some_and(|(length, _)| length + 3 == end - start)
                    && is_surname(letters.at(end - 3))
                    && character::LANDFORM.has(letters.at(end - 1))
            } =>
            {
                named.insert(&letters.folded[end - 3..end]);
                false
            }
            _ => true,
        }
    });
    if !named.is_empty() {
        places.retain(|place| {
            let start = letters.number(place.span.start);
            let end = letters.number(place.span.end);
            !named.contains(&letters.folded[start..end])
        });
    }
}

/// Whether a post or a role of its own word ends at `start`.
fn is_titled(letters: &Letters, start: usize) -> bool {
    LEXICON
        .titles
        .longest(letters.backward(start))
        .is_some_and(|(length, kind)| length > 1 && kind <= beside::ROLE)
}

/// Whether the two letters of a place at `start` and the next one are a full name.
fn is_begun(letters: &Letters, start: usize) -> bool {
    let end = start + 3;
    let last = letters.at(end - 1);
    is_surname(letters.at(start))
        && is_han(last)
        && LEXICON.flags(last) & flag::NEVER_GIVEN == 0
        && !character::NO_NAME_END.has(last)
        && LEXICON.persons.longest(letters.onward(end - 1)).is_none()
        && LEXICON.verbs.longest(letters.onward(end - 1)).is_none()
        && LEXICON
            .verbs
            .longest(letters.onward(end))
            .is_some_and(|(length, kind)| {
                length > 1 && matches!(kind, beside::SPEECH | beside::ACT)
            })
        && is_titled(letters, start)
}

/// Whether the three letters of a mountain or a water at `start` are a full name.
fn is_named(letters: &Letters, start: usize) -> bool {
    is_surname(letters.at(start))
        && character::LANDFORM.has(letters.at(start + 2))
        && LEXICON
            .verbs
            .longest(letters.onward(start + 3))
            .is_some_and(|(_, kind)| {
                kind != beside::FUNCTION
                    || matches!(letters.at(start + 3), '正' | '将' | '已' | '曾')
            })
        && is_titled(letters, start)
}

fn is_surname(letter: char) -> bool {
    LEXICON.flags(letter) & flag::TIER > 0
}
