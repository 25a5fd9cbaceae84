//! What is typical of some articles against others.

use std::borrow::Cow;

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::progress::Progress;
use crate::table::Table;

use super::answer::Answer;
use super::association::Contingency;
use super::frequency::per_million;
use super::group::Groups;
use super::selection::Selection;
use super::term::{TermReader, Terms};

/// Asks for the key words of some articles.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::{Keyness, Selection};
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let texts = ["某县召开会议\n会议昨日举行,会议很长。", "某村修路\n路修好了。"];
/// # let pages = texts.map(|text| Page { text: text.into(), ..Page::default() });
/// # let corpus = Corpus::from_pages(pages.into(), analyzer, &Progress::default())?;
/// let question = Keyness::new(Selection::Articles(vec![0]));
/// let table = corpus.keyness(&question, &Progress::default())?;
/// let first = serde_json::to_value(table.rows().next().expect("a key word")).unwrap();
/// assert_eq!(first["term"], "会议");
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyness {
    /// The articles asked about.
    pub target: Selection,
    /// The articles they are compared with; all others when not given.
    pub reference: Option<Selection>,
    /// What to count.
    pub terms: Terms,
    /// Terms rarer than this in both together are left out.
    pub min_frequency: usize,
    /// How many terms each group shows at most, the most typical of the target; all when not given.
    pub limit: Option<usize>,
    /// Columns to compare by, each group for itself.
    pub by: Vec<String>,
}

impl Keyness {
    /// The question for these articles against all others, about words seen at least twice.
    #[must_use]
    pub fn new(target: Selection) -> Self {
        Self {
            target,
            reference: None,
            terms: Terms::default(),
            min_frequency: 2,
            limit: None,
            by: Vec::new(),
        }
    }
}

impl Corpus {
    /// The terms of the target with their frequencies in target and reference, the most typical of the target first, the most typical
    /// of the reference last.
    ///
    /// `log_likelihood` is G² over the table of target and reference by term and all else (Dunning 1993; Rayson & Garside 2000): how sure the
    /// difference is. `log_ratio` (Hardie 2014) is how large it is: 1 for twice as frequent in the target, -1 for half.
    ///
    /// # Errors
    ///
    /// When target, reference, terms or `by` are not usable, or the run was cancelled.
    pub fn keyness(&self, question: &Keyness, progress: &Progress) -> Result<Table> {
        let reader = TermReader::new(self, &question.terms)?;
        let target = question.target.articles("target", self, progress)?;
        let reference = match &question.reference {
            Some(reference) => reference.articles("reference", self, progress)?,
            None => target.iter().map(|is_target| !is_target).collect(),
        };
        let both = target
            .iter()
            .zip(&reference)
            .filter(|&(one, other)| *one && *other);
        let both = both.count();
        if both > 0 || !reference.contains(&true) {
            let reason = if both > 0 {
                format!("{both} articles of the target are in it too")
            } else {
                "no article is left for it".to_owned()
            };
            let message = format!("reference: {reason}");
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("keyness", &groups)?;

        // Each group is counted twice: its target is 2n, its reference 2n + 1.
        let of = |article: usize| {
            let side = match (target[article], reference[article]) {
                (true, _) => Some(0),
                (_, true) => Some(1),
                _ => None,
            };
            let groups = groups.of(article).iter();
            side.into_iter()
                .flat_map(move |side| groups.clone().map(move |group| group * 2 + side))
        };
        let counts = reader.count(self, groups.len() * 2, of, progress)?;
        let mut terms = counts.terms.into_iter().collect::<Vec<_>>();
        let order = |row: &((u32, Cow<'_, str>), _)| row.0.0 / 2;
        terms.sort_unstable_by(|one, other| {
            let key = |row| (order(row), &row.0.1, row.0.0);
            key(one).cmp(&key(other))
        });
        let mut rows = Vec::new();
        for same in terms.chunk_by(|one, other| order(one) == order(other) && one.0.1 == other.0.1)
        {
            let group = order(&same[0]);
            let mut frequency = [0; 2];
            for ((side, _), count) in same {
                frequency[*side as usize % 2] = count.frequency;
            }
            let [here, there] = [0, 1].map(|side| counts.totals[group as usize * 2 + side]);
            let this = frequency[0] + frequency[1];
            if this < question.min_frequency {
                continue;
            }
            let association = Contingency {
                both: frequency[0],
                here,
                this,
                all: here + there,
            };
            let likelihood = association.log_likelihood();
            let sign = if association.attracts() { 1.0 } else { -1.0 };
            rows.push((
                group,
                likelihood * sign,
                likelihood,
                &same[0].0.1,
                association,
            ));
        }
        rows.sort_by(|one, other| {
            let by_group = one.0.cmp(&other.0);
            by_group
                .then(other.1.total_cmp(&one.1))
                .then(one.3.cmp(other.3))
        });
        let limit = question.limit.unwrap_or(usize::MAX);
        let rows = rows
            .chunk_by(|one, other| one.0 == other.0)
            .flat_map(|group| group.iter().take(limit))
            .map(|row| (row.0, row));
        Ok(answer.rows(rows, |row, (_, _, likelihood, term, counts)| {
            let (both, apart) = (counts.both, counts.this - counts.both);
            row.text(term.as_ref());
            row.int(both);
            row.int(apart);
            row.float(per_million(both, counts.here));
            row.float(per_million(apart, counts.all - counts.here));
            row.float(*likelihood);
            row.float(counts.log_ratio());
        }))
    }
}
