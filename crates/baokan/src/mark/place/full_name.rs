//! Full names of an article's places, from the province down.

use rustc_hash::FxHashMap;

use crate::gazetteer::{Code, Gazetteer};

/// The full names of the units that places lie in: villages of one town share theirs.
pub(super) struct FullNames<'g> {
    gazetteer: &'g Gazetteer,
    above: FxHashMap<Code, String>,
}

impl<'g> FullNames<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            above: FxHashMap::default(),
        }
    }

    /// The full name of a unit: it ends in the official name from the county up, as printed below.
    pub(super) fn of(&mut self, code: Code, printed: &str) -> String {
        let gazetteer = self.gazetteer;
        let official = (code.digits() <= 6).then(|| gazetteer.name(code)).flatten();
        let above = gazetteer.above(code).map_or("", |parent| {
            self.above.entry(parent).or_insert_with(|| {
                let name = gazetteer.name(parent).unwrap_or_default();
                gazetteer.full_name(parent, &name)
            })
        });
        [above, official.as_deref().unwrap_or(printed)].concat()
    }
}
