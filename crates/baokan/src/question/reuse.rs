//! Passages that articles share.

mod fingerprint;
mod passage;

use arrow_schema::Field;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::pool::in_pool;
use crate::progress::Progress;
use crate::span::CharOffsets;
use crate::table::Table;

use super::answer::Answer;
use super::group::Groups;
use super::order::Order;
use super::value::Value;
use fingerprint::{Seed, seeds};
use passage::{Passage, passages};

/// Asks which passages articles share.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::Reuse;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let texts = ["甲县通报\n各乡镇要压实责任,加强巡查值守,确保安全度汛。", "乙县转发\n通知说,各乡镇要压实责任，加强巡查值守，确保安全度汛。"];
/// # let pages = texts.map(|text| Page { text: text.into(), ..Page::default() });
/// # let corpus = Corpus::from_pages(pages.into(), analyzer, &Progress::default())?;
/// let question = Reuse { min_length: 15, ..Reuse::default() };
/// let table = corpus.reuse(&question, &Progress::default())?;
/// let row = serde_json::to_value(table.rows().next().expect("a passage")).unwrap();
/// assert_eq!((row["article"].as_i64(), row["source"].as_i64()), (Some(1), Some(0)));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reuse {
    /// Letters a passage has at least; punctuation and spaces do not count.
    pub min_length: usize,
    /// Columns to show of the article and, with `source_` before their name, of the source.
    pub by: Vec<String>,
}

impl Default for Reuse {
    fn default() -> Self {
        Self {
            min_length: 30,
            by: Vec::new(),
        }
    }
}

/// Letters that a passage must have to be told from chance.
const SHORTEST: usize = 10;

impl Corpus {
    /// The passages that an article shares with one of an earlier day, each with the earliest article that has it.
    ///
    /// A passage has `min_length` letters that stand in both, whatever the punctuation, width and line breaks; it
    /// goes on over small changes. Every such passage is found but one made up of shorter pieces that still
    /// earlier articles have each: pieces lead to the first article that has them. Fingerprints chosen by winnowing
    /// (Schleimer, Wilkerson & Aiken 2003) lead to candidates, and the texts themselves are compared.
    /// A character of an article stands in one passage at most, so that the answer, as the work, grows with
    /// the text and not with its square: a release that 300 papers print gives 299 rows.
    ///
    /// `length` counts the letters that agree, `similarity` is their part of the longer side, `lag` the days from source to
    /// article. Articles of one day are ordered by their numbers, those of unknown day come last.
    ///
    /// # Errors
    ///
    /// When an argument is not usable, or the run was cancelled.
    pub fn reuse(&self, question: &Reuse, progress: &Progress) -> Result<Table> {
        if question.min_length < SHORTEST {
            let message = format!(
                "min_length: at least {SHORTEST} expected, found {}",
                question.min_length
            );
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let groups = Groups::new(self, &question.by, progress)?;
        let order = Order::new(self);
        let found = in_pool(self.analyzer().options().threads, || {
            let seeds = seeds(self, &order, question.min_length, progress)?;
            let articles = seeds.chunk_by(|one, other| one.article == other.article);
            let found = articles.collect::<Vec<_>>().into_par_iter().map(|seeds| {
                progress.check()?;
                let text = |rank: u32| order.text(self, rank);
                let mut found = passages(seeds, text, question.min_length);
                found.sort_unstable_by_key(|passage| passage.span);
                Ok(found)
            });
            found.collect::<Result<Vec<_>>>()
        })?;
        let mut found = found.into_iter().flatten().collect::<Vec<_>>();
        // Characters are counted source by source, article by article, so that a long text is read
        // once and not for each of its rows.
        let offsets_of = |rank: u32| CharOffsets::new(order.text(self, rank));
        found.sort_by_key(|passage| passage.source);
        let sources = found.chunk_by(|one, other| one.source == other.source);
        let sources = sources.flat_map(|same| {
            let offsets = offsets_of(same[0].source);
            same.iter()
                .map(move |passage| offsets.characters(passage.source_span))
        });
        let mut rows = sources
            .collect::<Vec<_>>()
            .into_iter()
            .zip(found)
            .collect::<Vec<_>>();
        rows.sort_by_key(|(_, passage)| order.articles[passage.article as usize]);

        let pairs = Pairs::new(&groups, &rows, &order);
        let answer = Answer::of("reuse", &pairs.fields, &pairs.keys)?;
        let mut known = None;
        let rows = pairs.rows.iter().map(|&(key, row)| (key, &rows[row]));
        Ok(answer.rows(rows, |row, (of_source, passage)| {
            let offsets = match known.take() {
                Some((rank, offsets)) if rank == passage.article => offsets,
                _ => offsets_of(passage.article),
            };
            let (start, end) = offsets.characters(passage.span);
            row.int(order.articles[passage.article as usize]);
            row.int(start);
            row.int(end);
            row.int(order.articles[passage.source as usize]);
            row.int(of_source.0);
            row.int(of_source.1);
            row.int(passage.length);
            row.float(passage.similarity);
            row.int(order.lag(passage.source, passage.article));
            row.text(passage.span.slice(order.text(self, passage.article)));
            known = Some((passage.article, offsets));
        }))
    }
}

/// Rows by the groups of both their articles.
struct Pairs {
    fields: Vec<Field>,
    keys: Vec<Vec<Option<Value>>>,
    /// The key of each row, and which passage it shows.
    rows: Vec<(u32, usize)>,
}

impl Pairs {
    fn new(groups: &Groups, found: &[((usize, usize), Passage)], order: &Order) -> Self {
        let of_source = groups.fields.iter().map(|field| {
            let name = format!("source_{}", field.name());
            field.clone().with_name(name)
        });
        let mut pairs = Self {
            fields: groups.fields.iter().cloned().chain(of_source).collect(),
            keys: Vec::new(),
            rows: Vec::with_capacity(found.len()),
        };
        let mut numbers = FxHashMap::<(u32, u32), u32>::default();
        for (row, (_, passage)) in found.iter().enumerate() {
            let [article, source] =
                [passage.article, passage.source].map(|rank| order.articles[rank as usize]);
            for &one in groups.of(article) {
                for &other in groups.of(source) {
                    let number = *numbers.entry((one, other)).or_insert_with(|| {
                        let [one, other] = [one, other].map(|group| &groups.keys[group as usize]);
                        pairs.keys.push(one.iter().chain(other).cloned().collect());
                        pairs.keys.len() as u32 - 1
                    });
                    pairs.rows.push((number, row));
                }
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_and_passages_are_small() {
        assert!(size_of::<Seed>() <= 16);
    }
}
