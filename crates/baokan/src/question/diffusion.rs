//! How terms spread: where they were seen first, and how long others took.

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::error::Result;
use crate::pool::in_pool;
use crate::progress::Progress;
use crate::table::Table;

use super::answer::Answer;
use super::group::Groups;
use super::life::Life;
use super::order::Order;
use super::term::{TermReader, Terms};

/// Asks how terms spread.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::Diffusion;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let corpus = Corpus::from_pages(vec![Page::default()], analyzer, &Progress::default())?;
/// let table = corpus.diffusion(&Diffusion::default(), &Progress::default())?;
/// assert!(table.columns().any(|column| column == "lag"));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diffusion {
    /// The terms to follow; all when empty.
    pub values: Vec<String>,
    /// What is followed.
    pub terms: Terms,
    /// Between what it spreads.
    pub by: Vec<String>,
    /// Terms seen in fewer groups are left out.
    pub min_spread: usize,
    /// How many terms to show at most, those that spread widest; all when not given.
    pub limit: Option<usize>,
}

impl Default for Diffusion {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            terms: Terms {
                of: "slogans".to_owned(),
                ..Terms::default()
            },
            by: vec!["outlet".to_owned()],
            min_spread: 1,
            limit: None,
        }
    }
}

impl Corpus {
    /// The life of terms (slogans, unless others are asked for) in each outlet, or what else is asked by: a row for each
    /// term and group that has it, the terms that spread widest first, each in the order it spread.
    ///
    /// `first` and `last` are days, `article` the first article; `order` is 1 for the group that had the term first, `lag` the
    /// days it was behind it, `spread` the number of groups that have the term.
    ///
    /// # Errors
    ///
    /// When the terms or `by` are not usable, or the run was cancelled.
    pub fn diffusion(&self, question: &Diffusion, progress: &Progress) -> Result<Table> {
        let reader = TermReader::new(self, &question.terms)?;
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("diffusion", &groups)?;
        let order = Order::new(self);
        let wanted = |term: &str| {
            question.values.is_empty() || question.values.iter().any(|value| value == term)
        };
        let batches = self.batches();
        progress.begin(batches.len());
        type Lives<'c> = FxHashMap<(Cow<'c, str>, u32), Life>;
        let lives = in_pool(self.analyzer().options().threads, || {
            let parts = batches
                .into_par_iter()
                .try_fold(Lives::default, |mut lives, pages| {
                    progress.check()?;
                    reader.each(self, pages, |article, term| {
                        let Some(term) = term.filter(|term| wanted(term)) else {
                            return;
                        };
                        for &group in groups.of(article) {
                            let life = lives.entry((term.clone(), group)).or_insert(Life::new());
                            life.add(article, &order);
                        }
                    })?;
                    progress.step();
                    Ok(lives)
                });
            parts.try_reduce(Lives::default, |mut one, other| {
                for (key, life) in other {
                    one.entry(key).or_insert(Life::new()).join(life);
                }
                Ok(one)
            })
        })?;

        let mut lives = lives.into_iter().collect::<Vec<_>>();
        lives.sort_unstable_by(|one, other| {
            let key = |row: &'_ ((Cow<'_, str>, u32), Life)| (row.1.first, row.0.1);
            one.0.0.cmp(&other.0.0).then(key(one).cmp(&key(other)))
        });
        let mut terms = lives
            .chunk_by(|((one, _), _), ((other, _), _)| one == other)
            .filter(|groups| groups.len() >= question.min_spread)
            .collect::<Vec<_>>();
        terms.sort_by_key(|groups| {
            let total = groups.iter().map(|(_, life)| life.frequency).sum::<usize>();
            (Reverse(groups.len()), Reverse(total))
        });
        terms.truncate(question.limit.unwrap_or(usize::MAX));
        let rows = terms.into_iter().flat_map(|groups| {
            let earliest = groups[0].1.first_day(&order);
            let mut place = 0;
            let mut before = None;
            groups.iter().enumerate().map({
                let order = &order;
                move |(at, row)| {
                    let day = row.1.first_day(order);
                    // Groups that had it on the same day share a place.
                    if before != Some(day) {
                        place = at + 1;
                        before = Some(day);
                    }
                    (row.0.1, (row, day, place, lag(earliest, day), groups.len()))
                }
            })
        });
        Ok(
            answer.rows(rows, |row, (((term, _), life), day, place, lag, spread)| {
                row.text(term.as_ref());
                row.date(day);
                row.date(life.last_day);
                row.int(lag);
                row.int(place);
                row.int(spread);
                row.int(life.frequency);
                row.int(life.documents);
                row.int(life.first_article(&order));
            }),
        )
    }
}

/// Days from one day to a later one.
fn lag(one: Option<Date>, other: Option<Date>) -> Option<usize> {
    usize::try_from(other?.duration_since(one?).as_hours() / 24).ok()
}
