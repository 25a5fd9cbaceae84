//! Divisions that places lie in: rolling up by level.

use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::gazetteer::{Division, Gazetteer};
use crate::mark::Level;

/// Looks up, and remembers, the division of a level that a code lies in.
#[derive(Debug)]
pub(crate) struct Divisions<'c> {
    gazetteer: &'c Gazetteer,
    known: FxHashMap<String, Option<Division>>,
}

impl<'c> Divisions<'c> {
    /// The names of the levels a division can have, from the top.
    pub(crate) const NAMES: [&'static str; 5] = ["province", "city", "county", "town", "village"];

    pub(crate) fn new(corpus: &'c Corpus) -> Self {
        Self {
            gazetteer: corpus.analyzer().places().gazetteer(),
            known: FxHashMap::default(),
        }
    }

    /// The level of this name; `None` for one that divisions do not have.
    pub(crate) fn level(name: &str) -> Option<Level> {
        const LEVELS: [Level; 5] = [
            Level::Province,
            Level::City,
            Level::County,
            Level::Town,
            Level::Village,
        ];
        let at = Self::NAMES.iter().position(|&known| known == name)?;
        Some(LEVELS[at])
    }

    /// The division of `level` that the code lies in or is; `None` when the code is of a higher level.
    pub(crate) fn above(&mut self, code: Option<&str>, level: Level) -> Option<&Division> {
        let digits = match level {
            Level::Province => 2,
            Level::City => 4,
            Level::County => 6,
            Level::Town => 9,
            Level::Village => 12,
            Level::Country | Level::Poi => return None,
        };
        let code = code?.get(..digits)?;
        if !self.known.contains_key(code) {
            let division = self.gazetteer.get(code);
            self.known.insert(code.to_owned(), division);
        }
        self.known.get(code)?.as_ref()
    }
}
