//! How often terms occur from period to period.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::day::day;
use crate::error::{Error, ErrorKind, Result};
use crate::progress::Progress;
use crate::table::Table;

use super::answer::Answer;
use super::group::Groups;
use super::period::{Period, day_of};
use super::term::{Count, TermReader, Terms};
use super::value::Value;

/// Rows a trend may have: a wrong date a thousand years off would make a row for every day between.
const ROWS: usize = 5_000_000;

/// Asks how often terms occur from period to period.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::Trend;
///
/// # let options = Options { issue_date: Some("2024-05-24".parse()?), ..Options::default() };
/// # let analyzer = Arc::new(Analyzer::new(options)?);
/// # let page = Page { text: "某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
/// # let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let question = Trend { values: vec!["会议".into(), "防汛".into()], ..Trend::default() };
/// let table = corpus.trend(&question, &Progress::default())?;
/// assert_eq!(table.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The terms to follow; the most frequent when empty.
    pub values: Vec<String>,
    /// What the terms are; texts looked for wherever they stand when not given.
    pub terms: Option<Terms>,
    /// How many of the most frequent terms to follow when none is given; all when not given.
    pub limit: Option<usize>,
    /// Columns to count by; one of them is `day`, `week`, `month`, `quarter` or `year`.
    pub by: Vec<String>,
}

impl Default for Trend {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            terms: None,
            limit: Some(30),
            by: vec!["month".to_owned()],
        }
    }
}

/// What there is to find a term in, in one group and period.
#[derive(Clone, Copy, Default)]
struct Base {
    articles: usize,
    pages: usize,
}

impl Corpus {
    /// How often each term occurs in each period, from the first period of the corpus to its last.
    ///
    /// A period is named by its first day. A period with pages in which a term does not occur counts 0;
    /// a period without any page is a gap: its counts are null. `articles` and `pages` say
    /// what the corpus has of the period, `share` in which part of the articles the term occurs. Articles of unknown
    /// day stand in a row without a period, where there are any.
    ///
    /// # Errors
    ///
    /// When the terms or `by` are not usable, or the run was cancelled.
    pub fn trend(&self, question: &Trend, progress: &Progress) -> Result<Table> {
        let mut at = question.by.iter().enumerate();
        let Some((slot, period)) = at.find_map(|(at, name)| Some((at, Period::new(name)?))) else {
            return Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "by: one of {} expected, found {:?}",
                    Period::NAMES.join(", "),
                    question.by.join(", ")
                ),
            ));
        };
        let reader = match &question.terms {
            Some(terms) => TermReader::new(self, terms)?,
            None if question.values.is_empty() => {
                let message = "what: a text to look for, or a table expected, found nothing";
                return Err(Error::new(ErrorKind::Argument, message));
            }
            None => TermReader::texts("what", &question.values)?,
        };
        let groups = Groups::new(self, &question.by, progress)?;
        let of = |article| groups.of(article).iter().copied();
        let counts = reader.count(self, groups.len(), of, progress)?;

        let mut totals = FxHashMap::<&str, usize>::default();
        for ((_, term), count) in &counts.terms {
            *totals.entry(term).or_default() += count.frequency;
        }
        let terms = if question.values.is_empty() {
            let mut terms = totals.into_iter().collect::<Vec<_>>();
            terms.sort_unstable_by_key(|&(term, total)| (Reverse(total), term));
            terms.truncate(question.limit.unwrap_or(usize::MAX));
            terms.into_iter().map(|(term, _)| term).collect()
        } else {
            let given = question.values.iter().map(String::as_str);
            given.collect::<Vec<_>>()
        };

        let frame = Frame::new(self, &groups, slot, period)?;
        let rows = frame.keys.len().saturating_mul(terms.len());
        if rows > ROWS {
            let message = format!(
                "by: {rows} rows asked for, at most {ROWS} are given; a longer period or fewer columns expected"
            );
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let answer = Answer::of("trend", &groups.fields, &frame.keys)?;
        let cells = frame.cells();
        let terms = &terms;
        let rows = cells.flat_map(|span| {
            terms.iter().flat_map(move |&term| {
                let span = span.clone();
                span.map(move |cell| (cell as u32, (term, cell)))
            })
        });
        Ok(answer.rows(rows, |row, (term, cell)| {
            let base = frame.bases[cell];
            let count = frame.groups[cell]
                .and_then(|group| counts.terms.get(&(group, term.into())).copied())
                .unwrap_or_default();
            let is_gap = base.pages == 0 && base.articles == 0;
            let known = (!is_gap).then_some(count);
            let share = |count: Count| count.documents as f64 / base.articles as f64;
            row.text(term);
            row.int(known.map(|count| count.frequency));
            row.int(known.map(|count| count.documents));
            row.float(known.filter(|_| base.articles > 0).map(share));
            row.int(base.articles);
            row.int(base.pages);
        }))
    }
}

/// Every group in every period, the empty ones too: group by group, period by period.
struct Frame {
    keys: Vec<Vec<Option<Value>>>,
    bases: Vec<Base>,
    /// The group that has articles there.
    groups: Vec<Option<u32>>,
    /// How many cells each group has.
    periods: usize,
}

impl Frame {
    fn new(corpus: &Corpus, groups: &Groups, slot: usize, period: Period) -> Result<Self> {
        let parts = groups.pages(corpus)?;
        let mut pages = FxHashMap::<(u32, Option<Value>), usize>::default();
        let mut days = BTreeSet::new();
        for (page, parts) in corpus.pages().iter().zip(&parts.of_pages) {
            let of_articles = || {
                page.articles
                    .iter()
                    .map(|article| day_of(&page.page, article))
            };
            let mut own = match page.page.issue_date {
                Some(day) => BTreeSet::from([Some(day)]),
                None => of_articles().collect(),
            };
            // A page without a date and without articles belongs to no period.
            if own.is_empty() {
                own.insert(None);
            }
            let firsts = own
                .into_iter()
                .map(|day| day.map(|day| period.first_day(day)));
            for first in firsts.collect::<BTreeSet<_>>() {
                days.extend(first);
                for &part in parts {
                    *pages.entry((part, first.map(Value::day))).or_default() += 1;
                }
            }
        }
        for key in &groups.keys {
            if let Some(Value::Day(first)) = key[slot] {
                days.insert(day(first));
            }
        }
        let undated = groups.keys.iter().any(|key| key[slot].is_none());
        let mut periods = Vec::new();
        let mut next = days.first().copied();
        while let Some(first) = next.filter(|first| days.last().is_some_and(|last| first <= last)) {
            if periods.len() > ROWS {
                break;
            }
            periods.push(Some(Value::day(first)));
            next = period.next(first);
        }
        if undated {
            periods.push(None);
        }

        let mut articles = vec![0; groups.len()];
        for article in 0..corpus.len() {
            for &group in groups.of(article) {
                articles[group as usize] += 1;
            }
        }
        let known = groups.keys.iter().zip(0..).collect::<FxHashMap<_, u32>>();
        let mut frame = Self {
            keys: Vec::new(),
            bases: Vec::new(),
            groups: Vec::new(),
            periods: periods.len(),
        };
        let mut seen = FxHashMap::<Vec<Option<Value>>, ()>::default();
        for (key, part) in groups.keys.iter().zip(&parts.of_groups) {
            let mut rest = key.clone();
            rest[slot] = None;
            if seen.insert(rest, ()).is_some() {
                continue;
            }
            if frame.keys.len().saturating_add(periods.len()) > ROWS {
                let message = format!(
                    "by: more than {ROWS} groups and periods; a longer period or fewer columns expected"
                );
                return Err(Error::new(ErrorKind::Argument, message));
            }
            for first in &periods {
                let mut key = key.clone();
                key[slot].clone_from(first);
                let group = known.get(&key).copied();
                frame.bases.push(Base {
                    articles: group.map_or(0, |group| articles[group as usize]),
                    pages: part
                        .and_then(|part| pages.get(&(part, first.clone())).copied())
                        .unwrap_or(0),
                });
                frame.groups.push(group);
                frame.keys.push(key);
            }
        }
        Ok(frame)
    }

    /// The cells of each group.
    fn cells(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let periods = self.periods.max(1);
        (0..self.keys.len() / periods).map(move |group| group * periods..(group + 1) * periods)
    }
}
