//! Places counted by the divisions they lie in.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::progress::Progress;
use crate::table::Table;

use super::answer::Answer;
use super::division::Divisions;
use super::group::Groups;
use super::term::Count;

/// Asks how often the divisions of a level are named, by themselves or by a place in them.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::PlacesRollup;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let text = "湖南修路\n常德市武陵区的路修好了,湖南省常德市鼎城区也在修路。";
/// # let page = Page { text: text.into(), ..Page::default() };
/// # let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let question = PlacesRollup { level: "city".into(), ..PlacesRollup::default() };
/// let table = corpus.places_rollup(&question, &Progress::default())?;
/// let row = serde_json::to_value(table.rows().next().expect("a city")).unwrap();
/// assert_eq!((row["code"].as_str(), row["frequency"].as_i64()), (Some("4307"), Some(2)));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacesRollup {
    /// `province`, `city`, `county`, `town` or `village`.
    pub level: String,
    /// Columns to count by.
    pub by: Vec<String>,
}

impl Default for PlacesRollup {
    fn default() -> Self {
        Self {
            level: "county".to_owned(),
            by: Vec::new(),
        }
    }
}

impl Corpus {
    /// How often each division of a level is named in each group, and in how many articles; the most named first.
    ///
    /// Units printed as one chain (a county, its town, the village) name their county once. The row without a code counts the
    /// places of which no division of this level is known: named spots, ambiguous names, higher units.
    ///
    /// # Errors
    ///
    /// When the level or `by` is not usable, or the run was cancelled.
    pub fn places_rollup(&self, question: &PlacesRollup, progress: &Progress) -> Result<Table> {
        let Some(level) = Divisions::level(&question.level) else {
            let message = format!(
                "level: one of {} expected, found {:?}",
                Divisions::NAMES.join(", "),
                question.level
            );
            return Err(Error::new(ErrorKind::Argument, message));
        };
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("places_rollup", &groups)?;
        let mut divisions = Divisions::new(self);
        let mut counts = FxHashMap::<(u32, Option<String>), Count>::default();
        for page in 0..self.pages().len() {
            progress.check()?;
            for (number, article) in self.articles_of(page).zip(&self.pages()[page].articles) {
                let mut last = None;
                for place in &article.marks.places {
                    let division = divisions.above(place.code.as_deref(), level);
                    let code = division.map(|division| division.code.clone());
                    // A chain's county is named by each of its units.
                    if code.is_some() && last == Some((place.span.start, code.clone())) {
                        last = Some((place.span.end, code));
                        continue;
                    }
                    last = Some((place.span.end, code.clone()));
                    for &group in groups.of(number) {
                        counts.entry((group, code.clone())).or_default().add(number);
                    }
                }
            }
        }
        let mut rows = counts.into_iter().collect::<Vec<_>>();
        rows.sort_unstable_by(
            |((group, code), count), ((other_group, other), other_count)| {
                let key = |group, code: &Option<String>, count: &Count| {
                    (group, code.is_none(), Reverse(count.frequency))
                };
                let by_count = key(*group, code, count).cmp(&key(*other_group, other, other_count));
                by_count.then_with(|| code.cmp(other))
            },
        );
        let rows = rows
            .into_iter()
            .map(|((group, code), count)| (group, (code, count)));
        Ok(answer.rows(rows, |row, (code, count)| {
            let division = divisions.above(code.as_deref(), level);
            row.text(code.as_deref());
            row.text(division.map(|division| division.name.as_str()));
            row.text(division.map(|division| division.full_name.as_str()));
            row.int(count.frequency);
            row.int(count.documents);
        }))
    }
}
