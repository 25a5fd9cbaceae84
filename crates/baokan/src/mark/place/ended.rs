//! Names found by their endings, in text order, so that each may continue the chain before it.

use crate::gazetteer::Code;
use crate::mark::Level;

use super::Places;
use super::found::Found;
use super::lexicon::Ending;
use super::overlap::{Mask, Masks, push};
use super::scope::Scope;
use super::spot::{self, Site};
use super::text::{self, Text};
use super::unit::{self, Memory};

impl Places {
    /// Adds the towns, villages and spots that end in `endings`.
    pub(super) fn ended(
        &self,
        text: &Text<'_>,
        masks: &Masks,
        endings: &[(usize, usize, Ending)],
        whole: Vec<Found>,
        scope: &mut Scope,
    ) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::with_capacity(whole.len() + endings.len());
        let mut memory = Memory::default();
        let mut whole = whole.into_iter().peekable();
        for &(start, end, ending) in endings {
            while let Some(place) = whole.next_if(|place| place.start < end) {
                add_whole(&mut found, place);
            }
            let masked = match masks.ending(start, end) {
                Mask::Beyond(to) if !self.lexicon.after.contains(text.slice(end, to)) => continue,
                Mask::Beyond(_) => false,
                Mask::At(from) => from < start,
                Mask::None => false,
            };
            let before = found.iter().rev().find(|place| {
                place.end <= start
                    && !(place.end == start
                        && (place.level == Level::Poi || place.bare && ending.completes()))
            });
            let chain = before
                .filter(|place| place.level != Level::Poi)
                .map(|place| place.reaches)
                .filter(|&reaches| reaches <= start);
            let parallel = before
                .and_then(|place| past_joiner(text, place.end))
                .filter(|&from| from < start);
            let parents = before
                .filter(|place| Some(place.reaches) == chain)
                .map_or(&[][..], |place| place.codes.as_slice());
            let site = Site {
                start,
                end,
                ending,
                chain,
                above: before.map(|place| place.level),
                parallel,
                masked,
            };
            let place = if ending.is_unit() {
                unit::unit(text, &site, &self.gazetteer, scope, parents, &mut memory)
            } else if ending == Ending::Former {
                former(text, &site, before)
            } else {
                self.short_street(text, &site, scope, parents, &mut memory)
                    .or_else(|| spot::spot(text, &site))
            };
            if let Some(mut place) = place {
                if place.level == Level::Town {
                    place.reaches = past_office(text, place.end);
                    if let &[code] = place.codes.as_slice() {
                        scope.add(code);
                    }
                }
                push(&mut found, place);
            }
        }
        for place in whole {
            add_whole(&mut found, place);
        }
        found
    }

    /// `中南路街` right after its district is the 街道, as some cities print it.
    fn short_street(
        &self,
        text: &Text<'_>,
        site: &Site,
        scope: &Scope,
        parents: &[Code],
        memory: &mut Memory,
    ) -> Option<Found> {
        let chained = site.ending == Ending::Road
            && site.chain.is_some()
            && text.slice(site.start, site.end) == "街";
        let street = Site {
            ending: Ending::Street,
            ..*site
        };
        let found = chained
            .then(|| unit::unit(text, &street, &self.gazetteer, scope, parents, memory))??;
        let child = found
            .codes
            .iter()
            .any(|&code| parents.iter().any(|parent| parent.contains(code)));
        (child && site.chain == Some(found.start)).then_some(found)
    }
}

/// A county, city or district the list does not know, right after a unit above it: districts are merged
/// and renamed, and a paper prints the name of its day.
fn former(text: &Text<'_>, site: &Site, before: Option<&Found>) -> Option<Found> {
    let above = before.filter(|place| {
        place.end < site.start && matches!(place.level, Level::Province | Level::City)
    })?;
    let stem = text.slice(above.end, site.start);
    let characters = stem.chars().count();
    let sound = (2..=3).contains(&characters)
        && (!site.masked || text.slice(site.start, site.end) == "区" && stem.ends_with('城'))
        && !text.follows_stop(site.start)
        && !stem
            .chars()
            .any(|character| text.lexicon.is_function(character))
        && stem.chars().all(text::is_han)
        && spot::ends_here(text, site.end);
    if !sound || spot::is_generic(text, stem) || !text.is_between(above.end) {
        return None;
    }
    let mut found = Found::new(above.end, site.end, Level::County);
    found.weight = 6;
    Some(found)
}

/// The end of `办` or `办事处` after a street: the street's office stands for the street.
fn past_office(text: &Text<'_>, end: usize) -> usize {
    ["办事处", "办"]
        .iter()
        .find(|office| text.text[end..].starts_with(**office))
        .map_or(end, |office| end + office.len())
}

/// The position past a comma of lists or a word that joins two names.
fn past_joiner(text: &Text<'_>, end: usize) -> Option<usize> {
    let joiner = text.after(end)?;
    matches!(joiner, '、' | '和' | '与' | '及').then(|| end + joiner.len_utf8())
}

/// Adds a province, city or county. Right after a town or village a bare name is the beginning of
/// another: `柏树` in `柏树街道柏树苑社区`.
fn add_whole(found: &mut Vec<Found>, place: Found) {
    let after_lower = found.last().is_some_and(|last| {
        last.end == place.start && last.level >= Level::Town && last.level != Level::Poi
    });
    if !(place.bare && after_lower) {
        push(found, place);
    }
}
