//! Reads terms from the pages of a corpus.

use std::borrow::Cow;
use std::ops::Range;

use arrow_array::Array;
use arrow_schema::{DataType, SchemaRef};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::entry;
use crate::error::{Error, ErrorKind, Result};
use crate::pool::in_pool;
use crate::progress::Progress;
use crate::question::pattern::Pattern;
use crate::question::value::{self, Value};
use crate::span::CharOffsets;
use crate::table::TABLES;
use crate::width::folded;
use crate::word::Word;

use super::{Counts, StopWords, Terms, word_of};

/// Terms, ready to be read from a corpus.
#[derive(Debug)]
pub(crate) struct TermReader<'q> {
    source: Source<'q>,
}

#[derive(Debug)]
enum Source<'q> {
    Words {
        stop_words: FxHashSet<Cow<'q, str>>,
        pos: &'q [String],
    },
    Column {
        table: &'static str,
        article: usize,
        /// The column that says where in the article a row stands.
        start: Option<usize>,
        column: usize,
    },
    Texts(Vec<(&'q str, Pattern)>),
}

/// Where a term begins.
#[derive(Clone, Copy)]
enum Place<'c> {
    Byte(&'c str, usize),
    Character(usize),
}

impl<'q> TermReader<'q> {
    /// # Errors
    ///
    /// When `of` is no table or column that terms can be read from, or words are asked for by what
    /// only other terms have.
    pub(crate) fn new(corpus: &Corpus, terms: &'q Terms) -> Result<Self> {
        if terms.of == "tokens" {
            let stop_words = match &terms.stop_words {
                StopWords::Shipped => shipped().map(Cow::Borrowed).collect(),
                StopWords::None => FxHashSet::default(),
                StopWords::List(words) => words.iter().map(|word| folded(word)).collect(),
            };
            return Ok(Self {
                source: Source::Words {
                    stop_words,
                    pos: &terms.pos,
                },
            });
        }
        if !terms.pos.is_empty() {
            let message = "pos: only words have parts of speech; of=\"tokens\" expected";
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let (table, column) = match terms.of.split_once('.') {
            Some((table, column)) => (table, Some(column)),
            None => (terms.of.as_str(), None),
        };
        let tables = tables(corpus)?;
        let Some((table, schema)) = tables.iter().find(|(name, _)| *name == table) else {
            let names = tables.iter().map(|(name, _)| *name).collect::<Vec<_>>();
            return Err(wrong(&terms.of, &names.join(", "), " or table.column"));
        };
        let holds_terms = |name: &str| {
            name != "article"
                && schema
                    .field_with_name(name)
                    .is_ok_and(|field| value::kind(field.data_type()).is_some())
        };
        let found = match column {
            Some(column) => holds_terms(column).then_some(column),
            None => naming(table).into_iter().find(|name| holds_terms(name)),
        };
        let Some(found) = found else {
            let names = schema.fields().iter().map(|field| field.name().as_str());
            let names = names
                .filter(|name| holds_terms(name))
                .map(|name| format!("{table}.{name}"));
            return Err(wrong(&terms.of, &names.collect::<Vec<_>>().join(", "), ""));
        };
        let at = |name: &str| schema.index_of(name).unwrap_or_default();
        Ok(Self {
            source: Source::Column {
                table,
                article: at("article"),
                start: schema
                    .index_of("start")
                    .ok()
                    .filter(|_| *table != "articles"),
                column: at(found),
            },
        })
    }

    /// Texts looked for wherever they stand, whatever the words there.
    ///
    /// # Errors
    ///
    /// When one is empty. The message begins with `argument`.
    pub(crate) fn texts(argument: &str, texts: &'q [String]) -> Result<Self> {
        let pattern = |text: &'q String| Ok((text.as_str(), Pattern::literal(argument, text)?));
        Ok(Self {
            source: Source::Texts(texts.iter().map(pattern).collect::<Result<_>>()?),
        })
    }

    /// Whether it is known where in its article a term stands.
    pub(crate) fn says_where(&self) -> bool {
        !matches!(self.source, Source::Column { start: None, .. })
    }

    /// Calls `see` with every term on some pages and the number of its article, articles in order;
    /// with `None` for a word that is not counted.
    pub(crate) fn each<'c>(
        &self,
        corpus: &'c Corpus,
        pages: Range<usize>,
        mut see: impl FnMut(usize, Option<Cow<'c, str>>),
    ) -> Result<()>
    where
        'q: 'c,
    {
        self.read(corpus, pages, |article, _, term| see(article, term))
    }

    /// The same with the character of the article's text at which each term begins; 0 where that is not known.
    pub(crate) fn each_at<'c>(
        &self,
        corpus: &'c Corpus,
        pages: Range<usize>,
        mut see: impl FnMut(usize, usize, Option<Cow<'c, str>>),
    ) -> Result<()>
    where
        'q: 'c,
    {
        let mut offsets = None;
        self.read(corpus, pages, |article, at, term| {
            let at = match at {
                Place::Character(at) => at,
                Place::Byte(text, byte) => {
                    let known = offsets.take().filter(|(of, _)| *of == article);
                    let (_, known) = known.unwrap_or_else(|| (article, CharOffsets::new(text)));
                    let at = known.character(byte);
                    offsets = Some((article, known));
                    at
                }
            };
            see(article, at, term);
        })
    }

    fn read<'c>(
        &self,
        corpus: &'c Corpus,
        pages: Range<usize>,
        mut see: impl FnMut(usize, Place<'c>, Option<Cow<'c, str>>),
    ) -> Result<()>
    where
        'q: 'c,
    {
        match &self.source {
            Source::Texts(texts) => {
                for page in pages {
                    let articles = &corpus.pages()[page].articles;
                    for (number, article) in corpus.articles_of(page).zip(articles) {
                        for (term, pattern) in texts {
                            let text = &article.article.text;
                            for found in pattern.find(text) {
                                let at = Place::Byte(text, found.start as usize);
                                see(number, at, Some(Cow::Borrowed(term)));
                            }
                        }
                    }
                }
            }
            Source::Words { .. } => {
                for page in pages {
                    let articles = &corpus.pages()[page].articles;
                    for (number, article) in corpus.articles_of(page).zip(articles) {
                        let text = &article.article.text;
                        for word in &article.words {
                            if let Some(term) = word_of(text, *word) {
                                let counted = self.takes(corpus, *word, &term);
                                let at = Place::Byte(text, word.span.start as usize);
                                see(number, at, counted.then_some(term));
                            }
                        }
                    }
                }
            }
            Source::Column {
                table,
                article,
                start,
                column,
            } => {
                let table = corpus.table_of(table, pages)?;
                for batch in table.batches() {
                    let (articles, column) = (batch.column(*article), batch.column(*column));
                    for row in 0..batch.num_rows() {
                        // A caption that belongs to no article counts for none.
                        let Some(of) = whole(articles, row) else {
                            continue;
                        };
                        let at = start.and_then(|start| whole(batch.column(start), row));
                        let at = Place::Character(at.unwrap_or(0));
                        value::each(column, row, &mut |value| {
                            let term = match value {
                                Value::Text(text) => folded(&text).into_owned(),
                                other => other.to_string(),
                            };
                            see(of, at, Some(Cow::Owned(term)));
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// Counts the terms of each of `groups` groups; `of` tells which an article is in.
    ///
    /// # Errors
    ///
    /// When the run was cancelled.
    pub(crate) fn count<'c, M: IntoIterator<Item = u32>>(
        &self,
        corpus: &'c Corpus,
        groups: usize,
        of: impl Fn(usize) -> M + Sync,
        progress: &Progress,
    ) -> Result<Counts<'c>>
    where
        'q: 'c,
    {
        let empty = || Counts {
            terms: FxHashMap::default(),
            totals: vec![0; groups],
        };
        let batches = corpus.batches();
        progress.begin(batches.len());
        // How the pages are divided changes the order of the sums, and sums do not depend on it.
        in_pool(corpus.analyzer().options().threads, || {
            let parts = batches
                .into_par_iter()
                .try_fold(empty, |mut counts, pages| {
                    progress.check()?;
                    self.each(corpus, pages, |article, term| {
                        for group in of(article) {
                            counts.totals[group as usize] += 1;
                            if let Some(term) = &term {
                                let count = counts.terms.entry((group, term.clone())).or_default();
                                count.add(article);
                            }
                        }
                    })?;
                    progress.step();
                    Ok(counts)
                });
            parts.try_reduce(empty, |one, other| Ok(one.join(other)))
        })
    }

    /// Whether a word is counted.
    pub(crate) fn takes(&self, corpus: &Corpus, word: Word, term: &str) -> bool {
        let Source::Words { stop_words, pos } = &self.source else {
            return true;
        };
        if stop_words.contains(term) {
            return false;
        }
        let tag = corpus.analyzer().tag_name(word.tag);
        pos.is_empty() || pos.iter().any(|wanted| tag.starts_with(wanted.as_str()))
    }
}

/// The number in a row of a column.
fn whole(column: &dyn Array, row: usize) -> Option<usize> {
    let mut number = None;
    value::each(column, row, &mut |value| {
        if let Value::Whole(whole) = value {
            number = usize::try_from(whole).ok();
        }
    });
    number
}

fn shipped() -> impl Iterator<Item = &'static str> {
    entry::shipped(include_str!("../../../data/stop_words.tsv")).map(|entry| entry.term)
}

/// The tables whose rows belong to articles, with their columns.
fn tables(corpus: &Corpus) -> Result<Vec<(&'static str, SchemaRef)>> {
    let mut tables = Vec::new();
    for name in TABLES {
        let schema = corpus.table_of(name, 0..0)?.schema().clone();
        if schema
            .field_with_name("article")
            .is_ok_and(|field| *field.data_type() == DataType::Int32)
        {
            tables.push((name, schema));
        }
    }
    Ok(tables)
}

/// The columns that may name what a row of a table is, the best first.
fn naming(table: &str) -> [&'static str; 4] {
    match table {
        "topics" => ["topic", "name", "text", "kind"],
        "articles" => ["section", "name", "text", "kind"],
        "deliberations" => ["body", "name", "text", "kind"],
        _ => ["name", "text", "hazard", "kind"],
    }
}

fn wrong(found: &str, choices: &str, or: &str) -> Error {
    let message = format!("of: one of {choices}{or} expected, found {found:?}");
    Error::new(ErrorKind::Argument, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_sorted_and_single() {
        let words = shipped().collect::<Vec<_>>();
        assert!(words.is_sorted_by(|one, next| one < next));
        assert!(words.iter().all(|word| folded(word) == *word));
    }
}
