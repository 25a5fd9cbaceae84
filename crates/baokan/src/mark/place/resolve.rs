//! Settles which unit a name stands for: by the chain it stands in, the article, the page's home
//! region, then by being the only one. Never by being the first.

use crate::gazetteer::Code;
use crate::mark::Level;

use super::found::Found;

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
    let mut known: Vec<Code> = Vec::new();
    // Names that nothing can be confused with come first: a headline's `朝阳区` is settled by the lead's `北京市`.
    for round in 0..3 {
        let mut from = 0;
        while from < places.len() {
            let mut to = from + 1;
            while to < places.len() && follows(&places[to - 1], &places[to]) {
                to += 1;
            }
            chain(
                &places[from..to],
                &mut settled[from..to],
                &known,
                home,
                round,
            );
            known.extend(settled[from..to].iter().filter_map(|settled| settled.code));
            from = to;
        }
        dedup_last(&mut known);
    }
    settled
}

/// Whether `next` goes on from `place` in one run: `离石区` `莲花池街道`.
fn follows(place: &Found, next: &Found) -> bool {
    (place.end == next.start || place.reaches == next.start) && place.level < next.level
}

/// Keeps the last mention of each unit, in order of mention.
fn dedup_last(known: &mut Vec<Code>) {
    let mut seen = std::collections::HashSet::new();
    known.reverse();
    known.retain(|&code| seen.insert(code));
    known.reverse();
}

fn chain(
    places: &[Found],
    settled: &mut [Settled],
    known: &[Code],
    home: Option<Code>,
    round: usize,
) {
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
            continue;
        }
        let mut set = sets[at].clone();
        if let Some(parent) = parent {
            set.retain(|&code| parent.contains(code));
        }
        let by_chain = parent.is_some();
        settled[at] = if set.is_empty() {
            Settled {
                code: None,
                candidates: 0,
            }
        } else if set.len() == 1
            && (by_chain || alone_will_do(place.level, set[0], known, home, round))
        {
            Settled {
                code: Some(set[0]),
                candidates: 1,
            }
        } else {
            by_context(&set, known, home)
        };
        parent = settled[at].code.or(parent);
    }
}

/// Whether being the only unit of that name settles it. Provinces, cities and counties are all in the
/// list; a village that is not may share its name with one far away, so a town or village must not lie
/// outside all that the article and its page are about.
fn alone_will_do(
    level: Level,
    code: Code,
    known: &[Code],
    home: Option<Code>,
    round: usize,
) -> bool {
    if !matches!(level, Level::Town | Level::Village) {
        return true;
    }
    let mut about = known
        .iter()
        .copied()
        .chain(home)
        .filter(|unit| unit.digits() <= 6)
        .peekable();
    if about.peek().is_none() {
        return round > 0;
    }
    about.any(|unit| unit.contains(code))
}

/// The nearest unit of the article, then of the page, that holds any of them.
fn by_context(set: &[Code], known: &[Code], home: Option<Code>) -> Settled {
    let unsettled = |candidates: usize| Settled {
        code: None,
        candidates: candidates as u32,
    };
    let lower = set[0].digits() > 6;
    for level in [Level::Town, Level::County, Level::City, Level::Province] {
        let of_level = |code: Code| {
            code.lineage()
                .find(|unit| unit.level() == level && !unit.is_filler())
        };
        // The last mention first; the page's home region after all the article says.
        let units: Vec<Code> = known
            .iter()
            .rev()
            .copied()
            .chain(home)
            .filter_map(of_level)
            .collect();
        for unit in &units {
            let mut within = set.iter().copied().filter(|&code| unit.contains(code));
            if let Some(first) = within.next() {
                let more = within.count();
                return if more == 0 {
                    Settled {
                        code: Some(first),
                        candidates: 1,
                    }
                } else {
                    unsettled(more + 1)
                };
            }
        }
        // Where the county is known, its list is whole: a village it lacks is not looked for further off.
        let village = set[0].digits() == 12;
        if lower && !units.is_empty() && (level == Level::City || level == Level::County && village)
        {
            break;
        }
    }
    unsettled(set.len())
}
