//! Towns and villages: names of the list, and names it does not know.

use crate::gazetteer::{Code, Gazetteer};
use crate::mark::Level;

use super::found::Found;
use super::lexicon::Ending;
use super::spot::{Site, beginning, ends_here, is_generic};
use super::text::{Edge, Text};

/// Longest stem of a town or village, in characters.
const MOST: usize = 10;
/// What a reading needs to be believed.
const ENOUGH: i32 = 6;

/// The units an article is about, as far as they are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) towns: Vec<Code>,
    pub(super) counties: Vec<Code>,
    pub(super) cities: Vec<Code>,
    pub(super) provinces: Vec<Code>,
}

impl Scope {
    /// Adds a unit and all it lies in.
    pub(super) fn add(&mut self, code: Code) {
        for unit in code.lineage() {
            let list = match unit.level() {
                Level::Town => &mut self.towns,
                Level::County => &mut self.counties,
                Level::City => &mut self.cities,
                Level::Province => &mut self.provinces,
                _ => continue,
            };
            if !list.contains(&unit) {
                list.push(unit);
            }
        }
    }

    /// How near the nearest of `codes` is.
    fn nearness(&self, codes: &[Code]) -> i32 {
        let within = |list: &[Code]| {
            list.iter()
                .any(|unit| codes.iter().any(|&code| unit.contains(code)))
        };
        if within(&self.counties) {
            6
        } else if within(&self.cities) {
            3
        } else if within(&self.provinces) {
            1
        } else {
            0
        }
    }
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
) -> Option<Found> {
    let level = site.ending.level();
    let from = text.run_before(site.start, MOST);
    let mut best: Option<Found> = None;
    let mut keep = |found: Found| {
        if best.as_ref().is_none_or(|best| found.weight > best.weight) {
            best = Some(found);
        }
    };
    let ends = ends_here(text, site.end);
    let mut stems = Vec::new();
    gazetteer.stems_before(text.slice(from, site.start), MOST, |start, first| {
        stems.push((from + start, first))
    });
    for (start, first) in stems {
        let (same, kin): (Vec<_>, Vec<_>) = gazetteer
            .lower(first, level)
            .partition(|lower| forms(site, text).contains(&lower.form));
        let same: Vec<Code> = same.into_iter().map(|lower| lower.code).collect();
        let kin: Vec<Code> = kin
            .into_iter()
            .filter(|lower| lower.form != 3)
            .map(|lower| lower.code)
            .collect();
        for (codes, penalty) in [(same, 0), (kin, 2)] {
            if codes.is_empty() {
                continue;
            }
            if let Some(weight) = weigh(text, site, scope, parents, start, &codes, ends) {
                let mut found = Found::new(start, site.end, level);
                found.weight = weight - penalty;
                // Kin forms (a village that became a community) count only where the context has them.
                if penalty > 0 && scope.nearness(&codes) < 6 && !lies_in(parents, &codes) {
                    continue;
                }
                found.codes = codes;
                keep(found);
            }
        }
    }
    if let Some(found) = unknown(text, site, level, ends) {
        keep(found);
    }
    best.filter(|found| found.weight >= ENOUGH)
}

fn lies_in(parents: &[Code], codes: &[Code]) -> bool {
    parents
        .iter()
        .any(|parent| codes.iter().any(|&code| parent.contains(code)))
}

/// The forms of the list an ending stands for.
fn forms(site: &Site, text: &Text<'_>) -> [u8; 1] {
    match site.ending {
        Ending::Village | Ending::Town => [0],
        Ending::Township => [1],
        Ending::Street => [2],
        _ if text.slice(site.start, site.end).starts_with('村') => [2],
        _ => [1],
    }
}

fn weigh(
    text: &Text<'_>,
    site: &Site,
    scope: &Scope,
    parents: &[Code],
    start: usize,
    codes: &[Code],
    ends: bool,
) -> Option<i32> {
    let stem = text.slice(start, site.start);
    let characters = stem.chars().count() as i32;
    let chained = site.chain == Some(start);
    let child = chained && lies_in(parents, codes);
    let nearness = scope.nearness(codes);
    let generic = if nearness < 6 {
        site.masked || is_generic(text, stem)
    } else {
        text.lexicon.stems.contains(stem)
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
    Some(edge + chain + nearness + (characters - 1) - cut)
}

/// A name that the list does not know, from a sound beginning.
fn unknown(text: &Text<'_>, site: &Site, level: Level, ends: bool) -> Option<Found> {
    if site.masked || !ends {
        return None;
    }
    let (start, edge) = beginning(text, site, 6)?;
    let stem = text.slice(start, site.start);
    let characters = stem.chars().count() as i32;
    let chained = site.chain == Some(start) && site.above.is_some_and(|above| above >= Level::City);
    let least = if chained { 1 } else { 2 };
    if edge != Edge::Sure
        || characters < least
        || is_generic(text, stem)
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
