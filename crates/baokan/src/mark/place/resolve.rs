//! Settles which unit a name stands for: by the chain it stands in, the article, the page's home
//! region, then by being the only one. Never by being the first.

use crate::gazetteer::Code;
use crate::mark::Level;

use super::found::Found;
use super::scope::Scope;

/// What a name was settled to, and how many units it might have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) code: Option<Code>,
    pub(super) candidates: u32,
}

/// Settles all names of an article, in text order.
pub(super) fn resolve(places: &[Found], home: Option<Code>) -> Vec<Settled> {
    let mut settled = vec![
        Settled {
            code: None,
            candidates: 0
        };
        places.len()
    ];
    let mut known = Scope::default();
    // Names that nothing can be confused with come first: a headline's `朝阳区` is settled by the lead's `北京市`.
    for round in 0..3 {
        let mut from = 0;
        let mut open = false;
        while from < places.len() {
            let mut to = from + 1;
            while to < places.len() && follows(&places[to - 1], &places[to]) {
                to += 1;
            }
            open |= chain(
                &places[from..to],
                &mut settled[from..to],
                &known,
                home,
                round,
            );
            for code in settled[from..to].iter().filter_map(|settled| settled.code) {
                known.add(code);
            }
            from = to;
        }
        // Where nothing hung on what else the article names, another round says the same.
        if !open {
            break;
        }
    }
    settled
}

/// Whether `next` goes on from `place` in one run: `武陵区` `穿紫河街道`.
fn follows(place: &Found, next: &Found) -> bool {
    (place.end == next.start || place.reaches == next.start) && place.level < next.level
}

/// Settles a run; says whether that hung on what is known of the article.
fn chain(
    places: &[Found],
    settled: &mut [Settled],
    known: &Scope,
    home: Option<Code>,
    round: usize,
) -> bool {
    if let [place] = places
        && let [code] = place.codes.as_slice()
        && stands_alone(place.level, *code, home)
    {
        settled[0] = Settled {
            code: Some(*code),
            candidates: 1,
        };
        return false;
    }
    let mut open = false;
    let mut sets: Vec<Vec<Code>> = places.iter().map(|place| place.codes.clone()).collect();
    // Each unit of a run must lie in the one before, and hold the one after: both ways, so that
    // `鼓楼区华大街道` settles the district by its street.
    for at in (0..sets.len()).rev() {
        if let Some(below) = (at + 1..sets.len()).find(|&below| !sets[below].is_empty())
            && sets[at].len() > 1
        {
            let holding: Vec<Code> = sets[at]
                .iter()
                .copied()
                .filter(|unit| sets[below].iter().any(|&code| unit.contains(code)))
                .collect();
            if !holding.is_empty() {
                sets[at] = holding;
            }
        }
    }
    let mut parent: Option<Code> = None;
    for (at, place) in places.iter().enumerate() {
        if place.codes.is_empty() {
            settled[at].candidates = place.shared as u32;
            continue;
        }
        let mut set = std::mem::take(&mut sets[at]);
        if let Some(parent) = parent {
            set.retain(|&code| parent.contains(code));
        }
        let by_chain = parent.is_some();
        settled[at] = if set.is_empty() {
            Settled {
                code: None,
                candidates: if by_chain { 0 } else { place.shared as u32 },
            }
        } else if set.len() == 1 && (by_chain || stands_alone(place.level, set[0], home)) {
            Settled {
                code: Some(set[0]),
                candidates: 1,
            }
        } else {
            open = true;
            if set.len() == 1 && alone_will_do(place.level, set[0], known, home, round) {
                Settled {
                    code: Some(set[0]),
                    candidates: 1,
                }
            } else {
                by_context(&set, known, home)
            }
        };
        parent = settled[at].code.or(parent);
    }
    open
}

/// Whether being the only unit of that name settles it, whatever else the article names.
fn stands_alone(level: Level, code: Code, home: Option<Code>) -> bool {
    !matches!(level, Level::Town | Level::Village) || home.is_some_and(|home| home.contains(code))
}

/// Whether being the only unit of that name settles it. Provinces, cities and counties are all in the
/// list; a village that is not may share its name with one far away, so a town or village must not lie
/// outside all that the article and its page are about.
fn alone_will_do(
    level: Level,
    code: Code,
    known: &Scope,
    home: Option<Code>,
    round: usize,
) -> bool {
    if known.is_empty() && home.is_none() {
        return round > 0;
    }
    known.nearness(&[code]).is_some()
        && !(level == Level::Village
            && known.has(Level::County)
            && known.nearest(&[code], Level::County).is_none())
}

/// The nearest unit of the article, then of the page, that holds any of them.
fn by_context(set: &[Code], known: &Scope, home: Option<Code>) -> Settled {
    let lower = set[0].digits() > 6;
    for level in [Level::Town, Level::County, Level::City, Level::Province] {
        let homely = home.and_then(|home| {
            home.lineage()
                .find(|unit| unit.level() == level && !unit.is_filler())
        });
        // What the article says comes before the page's home region.
        let unit = known
            .nearest(set, level)
            .or_else(|| homely.filter(|home| set.iter().any(|&code| home.contains(code))));
        if let Some(unit) = unit {
            let mut within = set.iter().copied().filter(|&code| unit.contains(code));
            let first = within.next();
            let more = within.count();
            return if more == 0 {
                Settled {
                    code: first,
                    candidates: 1,
                }
            } else {
                Settled {
                    code: None,
                    candidates: more as u32 + 1,
                }
            };
        }
        // Where the county is known, its list is whole: a village it lacks is not looked for further off.
        let about = known.has(level) || homely.is_some();
        let village = set[0].digits() == 12;
        if lower && about && (level == Level::City || level == Level::County && village) {
            break;
        }
    }
    Settled {
        code: None,
        candidates: set.len() as u32,
    }
}
