//! A place found in the text, before its code is settled.

use crate::gazetteer::Code;
use crate::mark::Level;

/// A stretch of text that names a place.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where a unit that continues the chain may begin: past `办` in `柏树街道办石桥头村`.
    pub(super) reaches: usize,
    pub(super) level: Level,
    /// The units it may stand for, anywhere.
    pub(super) codes: Vec<Code>,
    /// How many units bear the name, when `codes` leaves out those far from the article.
    pub(super) shared: usize,
    /// How much speaks for it; weighed against what it overlaps.
    pub(super) weight: i32,
    /// Printed without the word for its level: `富川`.
    pub(super) bare: bool,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, level: Level) -> Self {
        Self {
            start,
            end,
            reaches: end,
            level,
            codes: Vec::new(),
            shared: 0,
            weight: 0,
            bare: false,
        }
    }
}
