//! The units an article is about.

use crate::gazetteer::Code;
use crate::mark::Level;

use rustc_hash::FxHashMap;

/// The units an article names, each with all it lies in, and where it was named last.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The provinces, cities and counties among them, in the order in which they were first named.
    units: Vec<Code>,
    latest: FxHashMap<Code, usize>,
    /// Whether any unit of the level is there: province, city, county, town.
    has: [bool; 4],
    turn: usize,
}

impl Scope {
    /// Adds a unit as the one named last, and all it lies in.
    pub(super) fn add(&mut self, code: Code) {
        self.turn += 1;
        for unit in code.lineage().filter(|unit| !unit.is_filler()) {
            if let Some(has) = index(unit.level()).and_then(|at| self.has.get_mut(at)) {
                *has = true;
                let new = self.latest.insert(unit, self.turn).is_none();
                if new && unit.level() != Level::Town {
                    self.units.push(unit);
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.latest.is_empty()
    }

    /// Whether any unit of this level is named.
    pub(super) fn has(&self, level: Level) -> bool {
        index(level).is_some_and(|at| self.has[at])
    }

    /// The provinces, cities and counties in it; new ones are added at the end.
    pub(super) fn units(&self) -> &[Code] {
        &self.units
    }

    /// The unit of `level` that holds `code`, with its turn, when the article names it.
    fn holding(&self, code: Code, level: Level) -> Option<(usize, Code)> {
        let unit = code.lineage().find(|unit| unit.level() == level)?;
        self.latest.get(&unit).map(|&turn| (turn, unit))
    }

    /// Of the units of `level` that hold any of `codes`, the one named last.
    pub(super) fn nearest(&self, codes: &[Code], level: Level) -> Option<Code> {
        let holding = codes.iter().filter_map(|&code| self.holding(code, level));
        holding.max().map(|(_, unit)| unit)
    }

    /// The smallest unit any of `codes` shares with the article.
    pub(super) fn nearness(&self, codes: &[Code]) -> Option<Level> {
        let levels = [Level::County, Level::City, Level::Province];
        levels.into_iter().find(|&level| {
            self.has(level)
                && codes
                    .iter()
                    .any(|&code| self.holding(code, level).is_some())
        })
    }
}

fn index(level: Level) -> Option<usize> {
    [Level::Province, Level::City, Level::County, Level::Town]
        .into_iter()
        .position(|known| known == level)
}
