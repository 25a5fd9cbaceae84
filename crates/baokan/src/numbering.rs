//! Row numbers that go on from one stretch of a run to the next.

use serde::{Deserialize, Serialize};

#[cfg(feature = "tables")]
use crate::analyzer::PageAnalysis;

/// How many of the rows that other tables join on stand before a stretch of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Numbering {
    pub(crate) pages: usize,
    pub(crate) articles: usize,
    pub(crate) deliberations: usize,
    pub(crate) issues: usize,
}

#[cfg(feature = "tables")]
impl Numbering {
    /// The numbering after one more page.
    pub(crate) fn after(self, page: &PageAnalysis) -> Self {
        let deliberations = page
            .articles
            .iter()
            .flat_map(|article| &article.records.deliberations);
        let (count, issues) = deliberations.fold((0, 0), |(count, issues), deliberation| {
            (count + 1, issues + deliberation.issues.len())
        });
        Self {
            pages: self.pages + 1,
            articles: self.articles + page.articles.len(),
            deliberations: self.deliberations + count,
            issues: self.issues + issues,
        }
    }
}
