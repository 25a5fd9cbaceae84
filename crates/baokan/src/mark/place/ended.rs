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
            // 好水乡 in its own county is the town, whatever words 水乡 and 乡村 are.
            let homely = || ending.is_unit() && self.is_of_home(text, start, end, ending, scope);
            let masked = match masks.ending(start, end) {
                Mask::Beyond(to) if self.lexicon.after.contains(text.slice(end, to)) => false,
                Mask::Beyond(to) if cut_before(text, end, to) => {
                    masks.ends_at(start, end) && !homely()
                }
                Mask::Beyond(_) => continue,
                Mask::At(from) => from < start && !homely(),
                Mask::None => false,
            };
            let before = found.iter().rev().find(|place| {
                place.end <= start
                    && !(place.end == start
                        && (place.level == Level::Poi
                            || place.bare && (ending.completes() || ending.level() == Level::Town)))
            });
            let chain = before
                .filter(|place| {
                    place.level != Level::Poi || !ending.is_unit() && is_region(text, place)
                })
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
                    .or_else(|| on_street(text, &site, before))
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

    /// Whether a town or village of the county the article is about ends at `end`, its stem beginning soundly.
    fn is_of_home(
        &self,
        text: &Text<'_>,
        start: usize,
        end: usize,
        ending: Ending,
        scope: &Scope,
    ) -> bool {
        if !text.is_between(end) {
            return false;
        }
        let from = text.run_before(start, 6);
        let mut found = false;
        self.gazetteer
            .stems_before(text.slice(from, start), 6, |at, first| {
                found = found
                    || text.slice(from + at, start).chars().count() > 1
                        && text.edge(from + at) == text::Edge::Sure
                        && self.gazetteer.lower(first, ending.level()).any(|lower| {
                            lower.form == unit::form_of(ending)
                                && scope.nearness(&[self.gazetteer.code(lower.unit)])
                                    == Some(Level::County)
                        });
            });
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

/// Whether a place is a part of a province (`豫西`): what follows is a name of its own.
fn is_region(text: &Text<'_>, place: &Found) -> bool {
    let name = text.slice(place.start, place.end);
    name.chars().count() == 2 && name.ends_with(['东', '西', '南', '北', '中'])
}

/// Whether the words of the text cut a word that would go on past an ending: 河岸 in 葫芦河`岸边`.
fn cut_before(text: &Text<'_>, end: usize, to: usize) -> bool {
    text.word_at(end)
        .is_some_and(|(span, _)| span.start as usize == end && span.end as usize > to)
}

/// `青溪街文化广场`: a common kind of spot is named by the street it lies on.
fn on_street(text: &Text<'_>, site: &Site, before: Option<&Found>) -> Option<Found> {
    let street = before.filter(|place| place.level == Level::Poi && place.end < site.start)?;
    let name = text.slice(street.start, street.end);
    let stem = text.slice(street.end, site.start);
    let sound = site.ending == Ending::Works
        && !site.masked
        && name.ends_with(['路', '街', '巷'])
        && stem.chars().count() == 2
        && spot::is_generic(text, stem)
        && text.is_between(street.end)
        && spot::ends_here(text, site.end);
    let mut found = Found::new(street.start, site.end, Level::Poi);
    found.weight = street.weight.max(2);
    sound.then_some(found)
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
