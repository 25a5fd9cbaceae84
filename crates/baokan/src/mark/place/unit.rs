//! Towns and villages: names of the list, and names it does not know.

use std::ops::Range;

use crate::gazetteer::{Code, Gazetteer, Lower};
use crate::mark::Level;

use super::found::Found;
use super::lexicon::Ending;
use super::scope::Scope;
use super::spot::{Site, beginning, ends_here, is_generic, is_plain, past_lead};
use super::text::{Edge, Text};
use rustc_hash::FxHashMap;

/// Longest stem of a town or village, in characters.
const MOST: usize = 10;
/// What a reading needs to be believed.
const ENOUGH: i32 = 6;

/// Units that share a stem are kept apart from the article's own up to this many.
const MANY: usize = 32;

/// What an article has asked of the list so far: names recur, and so do the units they are near to.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The units of each stem and level.
    kept: FxHashMap<(usize, Level), Kept>,
    units: Vec<Lower>,
    /// The numbers of the towns and of the villages in each unit of the article, and how near that is.
    near: Vec<(i32, [Range<u32>; 2])>,
    /// The stems before the ending being read.
    stems: Vec<(usize, usize)>,
}

/// Endings of one level that a name may have: 镇, 乡, 街道.
const FORMS: usize = 3;

/// The units of one stem and level, as far as they have been looked at.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// Where they stand among [`Memory::units`], from and to.
    from: usize,
    to: usize,
    /// For each form how near the nearest unit lies to what the article is about; none without a unit.
    nearness: [Option<i32>; FORMS],
    /// How many of the article's units have been compared: what was near stays near.
    compared: usize,
}

impl Memory {
    fn units(&mut self, gazetteer: &Gazetteer, scope: &Scope, first: usize, level: Level) -> Kept {
        for &unit in &scope.units()[self.near.len()..] {
            let nearness = match unit.level() {
                Level::County => 6,
                Level::City => 3,
                _ => 1,
            };
            let ranges = [Level::Town, Level::Village].map(|level| gazetteer.units_in(unit, level));
            self.near.push((nearness, ranges));
        }
        let kept = self.kept.entry((first, level)).or_insert_with(|| {
            let from = self.units.len();
            let named = |lower: &Lower| usize::from(lower.form) < FORMS;
            self.units
                .extend(gazetteer.lower(first, level).filter(named));
            let mut nearness = [None; FORMS];
            for lower in &self.units[from..] {
                nearness[usize::from(lower.form)] = Some(0);
            }
            Kept {
                from,
                to: self.units.len(),
                nearness,
                compared: 0,
            }
        });
        let units = &self.units[kept.from..kept.to];
        for (nearness, ranges) in &self.near[kept.compared..] {
            for lower in among(units, &ranges[usize::from(level == Level::Village)]) {
                let nearest = &mut kept.nearness[usize::from(lower.form)];
                *nearest = (*nearest).max(Some(*nearness));
            }
        }
        kept.compared = self.near.len();
        *kept
    }

    /// How many units of one form there are, and the codes of those worth settling between: all of a
    /// few, of many those near the article and those in `parents`.
    fn codes(
        &self,
        gazetteer: &Gazetteer,
        parents: &[Code],
        kept: Kept,
        (level, form): (Level, u8),
    ) -> (usize, Vec<Code>) {
        let units = self.units[kept.from..kept.to].iter();
        let mut units: Vec<u32> = units
            .filter(|lower| lower.form == form)
            .map(|lower| lower.unit)
            .collect();
        let count = units.len();
        if count > MANY {
            let nearest = kept.nearness[usize::from(form)];
            let village = usize::from(level == Level::Village);
            let within: Vec<Range<u32>> = parents
                .iter()
                .map(|&parent| gazetteer.units_in(parent, level))
                .collect();
            let is_near = |unit: &u32| {
                self.near.iter().any(|(nearness, ranges)| {
                    Some(*nearness) == nearest && ranges[village].contains(unit)
                })
            };
            let is_within = |unit: &u32| within.iter().any(|range| range.contains(unit));
            let (mut chosen, others): (Vec<u32>, Vec<u32>) = units.into_iter().partition(is_near);
            chosen.extend(others.into_iter().filter(is_within));
            chosen.truncate(MANY);
            units = chosen;
        }
        let codes = units.into_iter().map(|unit| gazetteer.code(unit));
        (count, codes.collect())
    }

    /// Whether a unit of one form lies in any of `parents`.
    fn lie_in(
        &self,
        gazetteer: &Gazetteer,
        parents: &[Code],
        kept: Kept,
        (level, form): (Level, u8),
    ) -> bool {
        let units = &self.units[kept.from..kept.to];
        parents.iter().any(|&parent| {
            among(units, &gazetteer.units_in(parent, level))
                .iter()
                .any(|lower| lower.form == form)
        })
    }
}

/// Those of some units, which stand in the order of their numbers, whose numbers lie in a range.
fn among<'u>(units: &'u [Lower], range: &Range<u32>) -> &'u [Lower] {
    let from = units.partition_point(|lower| lower.unit < range.start);
    let length = units[from..].partition_point(|lower| lower.unit < range.end);
    &units[from..from + length]
}

/// The town or village that ends at `site`, when one can be read there.
///
/// Every stem of the list that the text ends with is a reading, and so is the stretch back to a sound
/// beginning. What decides: the chain it continues, how near the unit is to what the article is about,
/// how surely a name may begin there, and length.
pub(super) fn unit(
    text: &Text<'_>,
    site: &Site,
    gazetteer: &Gazetteer,
    scope: &Scope,
    parents: &[Code],
    memory: &mut Memory,
) -> Option<Found> {
    let level = site.ending.level();
    let ends = ends_here(text, site.end);
    let own = form(site, text);
    let mut best: Option<(i32, usize, Kept, u8)> = None;
    let mut stems = std::mem::take(&mut memory.stems);
    read_stems(text, site, gazetteer, &mut stems);
    for (start, first) in stems.drain(..) {
        // A short stem that begins inside a word cannot be believed and is not looked up.
        let chained = site.chain == Some(start);
        if !chained && site.start - start < 12 && text.edge(start) == Edge::Inside {
            continue;
        }
        let kept = memory.units(gazetteer, scope, first, level);
        for (form, nearness) in (0..).zip(kept.nearness) {
            let Some(nearness) = nearness else {
                continue;
            };
            // Kin forms (a village that became a community) count only where the context has them.
            let penalty = if form == own { 0 } else { 2 };
            let child = chained && memory.lie_in(gazetteer, parents, kept, (level, form));
            if penalty > 0 && nearness < 6 && !child {
                continue;
            }
            let Some(weight) = weigh(text, site, start, nearness, child, ends) else {
                continue;
            };
            if best.is_none_or(|best| weight - penalty > best.0) {
                best = Some((weight - penalty, start, kept, form));
            }
        }
    }
    memory.stems = stems;
    let unknown = unknown(text, site, level, ends);
    if let Some((weight, start, kept, form)) = best
        && weight >= ENOUGH
        && unknown
            .as_ref()
            .is_none_or(|unknown| unknown.weight <= weight)
    {
        let mut found = Found::new(start, site.end, level);
        found.weight = weight;
        (found.shared, found.codes) = memory.codes(gazetteer, parents, kept, (level, form));
        return Some(found);
    }
    unknown.filter(|found| found.weight >= ENOUGH)
}

/// Where the stems of the list begin that the text before an ending ends with, and their units.
fn read_stems(
    text: &Text<'_>,
    site: &Site,
    gazetteer: &Gazetteer,
    stems: &mut Vec<(usize, usize)>,
) {
    let from = text.run_before(site.start, MOST);
    let before = text.slice(from, site.start);
    let mut look = |before: &str| {
        gazetteer.stems_before(before, MOST, |start, first| {
            stems.push((from + start, first));
        });
    };
    look(before);
    // The list's `大村村民委员会` is 大村 in some papers and `大村村` in others.
    if site.ending == Ending::Village
        && let Some(shorter) = before.strip_suffix('村')
    {
        look(shorter);
    }
}

/// The form of the list an ending stands for.
fn form(site: &Site, text: &Text<'_>) -> u8 {
    match site.ending {
        Ending::Community if text.slice(site.start, site.end).starts_with('村') => 2,
        ending => form_of(ending),
    }
}

/// The same, by the ending alone.
pub(super) fn form_of(ending: Ending) -> u8 {
    match ending {
        Ending::Village | Ending::Town => 0,
        Ending::Street => 2,
        _ => 1,
    }
}

fn weigh(
    text: &Text<'_>,
    site: &Site,
    start: usize,
    nearness: i32,
    child: bool,
    ends: bool,
) -> Option<i32> {
    let stem = text.slice(start, site.start);
    let characters = stem.chars().count() as i32;
    let chained = site.chain == Some(start);
    // A town of the page's own county may be called 新城; a community called 幸福 must stand free, for any
    // paper writes of 幸福社区.
    let generic = if nearness < 6 {
        site.masked || is_generic(text, stem)
    } else {
        let free = text
            .before(start)
            .is_none_or(|before| !super::text::is_han(before));
        text.lexicon.stems.contains(stem)
            && !(free || site.ending.level() == Level::Town && text.edge(start) == Edge::Sure)
    };
    if generic && !child {
        return None;
    }
    if !ends && !child && nearness < 6 {
        return None;
    }
    let edge = text.edge(start);
    if characters == 1 && !child && (edge != Edge::Sure || nearness < 6) {
        return None;
    }
    let edge = match edge {
        Edge::Sure => 4,
        Edge::Between => 1,
        Edge::Inside if chained => 0,
        Edge::Inside => -3,
    };
    let chain = if child {
        10
    } else if chained {
        4
    } else {
        0
    };
    let cut = if ends { 0 } else { 2 };
    // `镇`, `乡` and `街道` end few other words: a listed town needs no context to be one.
    let town = i32::from(site.ending.level() == Level::Town && ends && edge == 4);
    Some(edge + chain + nearness + town + (characters - 1) - cut)
}

/// A name that the list does not know, from a sound beginning.
fn unknown(text: &Text<'_>, site: &Site, level: Level, ends: bool) -> Option<Found> {
    if site.masked || !ends {
        return None;
    }
    let (start, edge) = beginning(text, site, 6)?;
    let start = past_lead(text, site, start);
    let stem = text.slice(start, site.start);
    let characters = stem.chars().count() as i32;
    let chained = site.chain == Some(start) && site.above.is_some_and(|above| above >= Level::City);
    let least = if chained { 1 } else { 2 };
    if edge != Edge::Sure
        || characters < least
        || is_generic(text, stem)
        || is_plain(text, start, site.start)
        || !stem.chars().all(super::text::is_han)
    {
        return None;
    }
    let listed = site.parallel == Some(start);
    let common = if listed {
        0
    } else {
        common_words(text, start, site.start)
    };
    if common > 0 && !chained {
        return None;
    }
    let mut found = Found::new(start, site.end, level);
    found.weight =
        4 + if chained {
            4
        } else if listed {
            2
        } else {
            0
        } + (characters - 1)
            - common * 3;
    Some(found)
}

/// How many common nouns, adjectives and verbs of two characters or more the stem is made of.
fn common_words(text: &Text<'_>, start: usize, end: usize) -> i32 {
    let mut at = start;
    let mut common = 0;
    while at < end {
        let Some((span, tag)) = text.word_at(at) else {
            break;
        };
        if span.len() >= 6
            && matches!(
                tag.as_bytes(),
                [b'n'] | [b'v' | b'a' | b'b' | b'l' | b'i' | b'd', ..]
            )
            && span.end as usize <= end
        {
            common += 1;
        }
        at = span.end as usize;
    }
    common
}
