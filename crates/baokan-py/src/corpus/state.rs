//! What a pickled corpus holds.

use baokan::{Value, Zone};
use serde::{Deserialize, Serialize};

use crate::settings::Settings;

/// A pickled corpus: what it was read from. Reading is fast and has one outcome, so a pickle is as
/// small as the text, and no part of the analysis needs a second, frozen form.
#[derive(Serialize, Deserialize)]
pub(super) struct State {
    pub(super) settings: Settings,
    pub(super) pages: Vec<StatePage>,
}

#[derive(Serialize, Deserialize, PartialEq)]
pub(super) struct StatePage {
    source: String,
    encoding: Option<String>,
    error: Option<String>,
    text: String,
    zones: Vec<Zone>,
    metadata: Vec<(String, Value)>,
}

impl StatePage {
    pub(super) fn of(page: &baokan::Page) -> Self {
        Self {
            source: page.source.clone(),
            encoding: page.encoding.clone(),
            error: page.error.clone(),
            text: page.text.clone(),
            zones: page.zones.clone(),
            metadata: page.metadata.clone(),
        }
    }

    pub(super) fn page(self) -> baokan::Page {
        baokan::Page {
            source: self.source,
            encoding: self.encoding,
            error: self.error,
            text: self.text,
            zones: self.zones,
            metadata: self.metadata,
            ..baokan::Page::default()
        }
    }
}
