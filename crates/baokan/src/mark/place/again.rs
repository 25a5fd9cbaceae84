//! Names that another mention in the article makes plain.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::mark::Level;
use crate::trie::Trie;

use super::Places;
use super::found::Found;
use super::lexicon::Ending;
use super::overlap::{Mask, Masks, merge};
use super::spot;
use super::text::Text;

/// Up to so many names are searched one by one; more, in one pass for all of them.
const FEW: usize = 8;

impl Places {
    /// Towns printed without the word for their level right after their county (`东阳横店`), and villages
    /// named in full elsewhere in the article (`竹根湾全村`).
    pub(super) fn short(&self, text: &Text<'_>, found: &mut Vec<Found>) {
        let mut more = Vec::new();
        let mut stems = FxHashMap::default();
        for (at, place) in found.iter().enumerate() {
            let free = found.get(at + 1).is_none_or(|next| next.start > place.end);
            if place.level == Level::County
                && free
                && let Some(town) = self.town_after(text, place)
            {
                stems.insert(text.slice(town.start, town.end), town);
            }
            if let Some(stem) = stem(text, place) {
                stems.insert(stem, place.clone());
            }
        }
        if stems.is_empty() {
            return;
        }
        found.retain(|place| {
            let name = text.slice(place.start, place.end);
            let short = name.chars().count() < 3;
            place.level != Level::Poi || short || !stems.contains_key(name)
        });
        let mut known: Vec<(&str, Found)> = stems.into_iter().collect();
        // Of two names that begin at one place the longer counts, on every run.
        known.sort_unstable_by_key(|&(stem, _)| (std::cmp::Reverse(stem.len()), stem));
        let mut add = |start: usize, end: usize, place: &Found| {
            // Two characters are too few to be known by, except in `马营全村`.
            let short = place.level == Level::Village && text.slice(start, end).chars().count() < 3;
            if short && !text.text[end..].starts_with("全村") {
                return;
            }
            let mut short = place.clone();
            (short.start, short.end, short.reaches) = (start, end, end);
            short.weight = 4;
            short.bare = true;
            more.push(short);
        };
        if known.len() <= FEW {
            for (stem, place) in &known {
                text.text
                    .match_indices(stem)
                    .for_each(|(start, _)| add(start, start + stem.len(), place));
            }
        } else {
            Trie::new(known.iter().map(|(stem, place)| (stem.chars(), place)))
                .leftmost(text.text)
                .for_each(|hit| add(hit.start, hit.end, hit.value));
        }
        merge(found, more);
    }

    fn town_after(&self, text: &Text<'_>, county: &Found) -> Option<Found> {
        let (word, tag) = text.word_at(county.end)?;
        let (start, mut end) = (word.start as usize, word.end as usize);
        if start != county.end || end == text.text.len() {
            return None;
        }
        // `禾山柳湾段`: a stretch of road between the towns it runs through.
        let stretches = &self.lexicon.stretches;
        let glued = stretches
            .iter()
            .find(|stretch| text.slice(start, end).ends_with(**stretch));
        let behind = |stretch: &&str| text.text[end..].starts_with(*stretch);
        if glued.is_none() && tag != "ns" && !stretches.iter().any(behind) {
            return None;
        }
        end -= glued.map_or(0, |stretch| stretch.len());
        if text.slice(start, end).chars().count() > 3 {
            return None;
        }
        let mut codes = Vec::new();
        self.gazetteer
            .stems_before(text.slice(start, end), 4, |at, first| {
                if at == 0 {
                    let towns = self.gazetteer.lower(first, Level::Town);
                    let codes_of = towns.map(|lower| self.gazetteer.code(lower.unit));
                    codes.extend(
                        codes_of.filter(|&code| {
                            county.codes.iter().any(|county| county.contains(code))
                        }),
                    );
                }
            });
        if codes.is_empty() {
            return None;
        }
        let mut town = Found::new(start, end, Level::Town);
        town.codes = codes;
        town.bare = true;
        town.weight = 6;
        Some(town)
    }

    /// Other mentions of names that stand in the article with a sound beginning: there the beginning
    /// need not be sound again.
    pub(super) fn repeated(
        &self,
        text: &Text<'_>,
        masks: &Masks,
        endings: &[(usize, usize, Ending)],
        found: &mut Vec<Found>,
    ) {
        // Made when first asked for: most articles have no ending left that no name was read at.
        let names: OnceCell<FxHashMap<&str, &Found>> = OnceCell::new();
        let mut more = Vec::new();
        let mut at = 0;
        for &(start, end, ending) in endings {
            while found.get(at).is_some_and(|place| place.end < end) {
                at += 1;
            }
            if found.get(at).is_some_and(|place| place.start < end)
                || matches!(masks.ending(start, end), Mask::Beyond(_))
                || !spot::ends_here(text, end)
            {
                continue;
            }
            let names = names.get_or_init(|| {
                found
                    .iter()
                    .map(|place| (text.slice(place.start, place.end), place))
                    .collect()
            });
            let from = text.run_before(start, 8);
            let known = text.text[from..start]
                .char_indices()
                .map(|(at, _)| from + at)
                .find_map(|begin| {
                    names
                        .get(text.slice(begin, end))
                        .map(|known| (begin, known))
                });
            if let Some((begin, known)) = known
                && ending.level() == known.level
            {
                let mut place = Found::new(begin, end, known.level);
                place.codes.clone_from(&known.codes);
                place.weight = 1;
                more.push(place);
            }
        }
        merge(found, more);
    }
}

/// The stem of a village's name, when it is long enough to be known without its ending.
fn stem<'t>(text: &Text<'t>, place: &Found) -> Option<&'t str> {
    let name = text.slice(place.start, place.end);
    let stem = (place.level == Level::Village).then(|| name.strip_suffix('村'))??;
    (stem.chars().count() >= 2).then_some(stem)
}
