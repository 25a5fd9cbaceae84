//! How often terms occur.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::corpus::Corpus;
use crate::error::Result;
use crate::progress::Progress;
use crate::table::Table;

use super::answer::Answer;
use super::group::Groups;
use super::term::{Count, TermReader, Terms};

/// Asks how often each term occurs.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::Frequencies;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let page = Page { text: "某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
/// # let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let table = corpus.frequencies(&Frequencies::default(), &Progress::default())?;
/// assert!(table.columns().any(|column| column == "document_frequency"));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frequencies {
    /// What to count.
    pub terms: Terms,
    /// Terms rarer than this in their group are left out.
    pub min_frequency: usize,
    /// How many terms each group shows at most, the most frequent; all when not given.
    pub limit: Option<usize>,
    /// Columns to count by.
    pub by: Vec<String>,
}

impl Default for Frequencies {
    fn default() -> Self {
        Self {
            terms: Terms::default(),
            min_frequency: 1,
            limit: None,
            by: Vec::new(),
        }
    }
}

impl Corpus {
    /// How often each term occurs in each group, and in how many articles; the most frequent first.
    ///
    /// `per_million` is the frequency in a million of what is counted: of all words, stop words
    /// included and punctuation not. `rank` is 1 for the most frequent; equals share a rank.
    ///
    /// # Errors
    ///
    /// When the terms or `by` are not usable, or the run was cancelled.
    pub fn frequencies(&self, question: &Frequencies, progress: &Progress) -> Result<Table> {
        let reader = TermReader::new(self, &question.terms)?;
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("frequencies", &groups)?;
        let of = |article| groups.of(article).iter().copied();
        let counts = reader.count(self, groups.len(), of, progress)?;
        let enough = |(_, count): &(_, Count)| count.frequency >= question.min_frequency;
        let mut terms = counts.terms.into_iter().filter(enough).collect::<Vec<_>>();
        terms.sort_unstable_by(|one, other| order(one).cmp(&order(other)));
        let limit = question.limit.unwrap_or(usize::MAX);
        let ranked = terms
            .chunk_by(|((one, _), _), ((other, _), _)| one == other)
            .flat_map(|group| {
                let mut rank = 0;
                group.iter().take(limit).enumerate().map(move |(at, row)| {
                    if at == 0 || group[at - 1].1.frequency != row.1.frequency {
                        rank = at + 1;
                    }
                    (row.0.0, (row, rank))
                })
            });
        Ok(answer.rows(ranked, |row, (((group, term), count), rank)| {
            row.text(term.as_ref());
            row.int(count.frequency);
            row.int(count.documents);
            row.float(per_million(count.frequency, counts.totals[*group as usize]));
            row.int(rank);
        }))
    }
}

/// How often in a million.
pub(crate) fn per_million(frequency: usize, total: usize) -> f64 {
    frequency as f64 * 1e6 / total.max(1) as f64
}

fn order<'r>(row: &'r ((u32, Cow<'_, str>), Count)) -> (u32, Reverse<usize>, &'r str) {
    let ((group, term), count) = row;
    (*group, Reverse(count.frequency), term)
}
