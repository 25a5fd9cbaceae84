//! Tables: every row of a corpus in Arrow columns.

mod apart;
mod article;
mod column;
mod mark;
mod matter;
mod metadata;
mod page;
mod positions;
mod record;
mod row;
pub(crate) mod rows;
pub(crate) mod schema;
mod source;

use std::io::Cursor;
use std::ops::Range;
#[cfg(feature = "write")]
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
#[cfg(feature = "write")]
use arrow_schema::Schema;
use arrow_schema::SchemaRef;

use crate::analyzer::{ArticleAnalysis, PageAnalysis};
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::question;
pub use apart::Apart;
pub(crate) use positions::Positions;
#[cfg(feature = "write")]
pub(crate) use row::Cell;
pub use row::Row;
use rows::Rows;
pub use schema::TABLES;
#[cfg(feature = "write")]
pub(crate) use schema::schema;
use source::{ArticleRow, PageRow};

/// One table of a corpus: a name, a schema, and the rows as record batches.
///
/// ```
/// use std::sync::Arc;
/// use baokan::{Analyzer, Corpus, Options, Page, Progress};
///
/// let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// let page = Page { text: "某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
/// let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let articles = corpus.table("articles", &Progress::default())?;
/// assert_eq!(articles.len(), 1);
/// assert!(articles.columns().any(|column| column == "headline"));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    name: &'static str,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(name: &'static str, schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self {
            name,
            schema,
            batches,
        }
    }

    /// Its name: one of [`TABLES`], `matters`, or one of [`QUESTIONS`](crate::QUESTIONS).
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its columns and their types.
    #[must_use]
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Its rows.
    #[must_use]
    pub fn batches(&self) -> &[RecordBatch] {
        &self.batches
    }

    /// The names of its columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
    }

    /// Its rows one by one, for serde: `serde_json::to_value(row)`.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.batches
            .iter()
            .flat_map(|batch| (0..batch.num_rows()).map(move |row| Row { batch, row }))
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same without a column; the same when it has none of this name.
    #[cfg(feature = "write")]
    pub(crate) fn without(mut self, column: &str) -> Self {
        if let Ok(at) = self.schema.index_of(column) {
            let mut fields = self.schema.fields().to_vec();
            fields.remove(at);
            self.schema = Arc::new(Schema::new(fields));
            for batch in &mut self.batches {
                batch.remove_column(at);
            }
        }
        self
    }

    /// The table as an Arrow IPC stream.
    ///
    /// # Errors
    ///
    /// When the rows do not fit the format.
    pub fn to_ipc(&self) -> Result<Vec<u8>> {
        let write = || {
            let mut writer = StreamWriter::try_new(Vec::new(), &self.schema)?;
            for batch in &self.batches {
                writer.write(batch)?;
            }
            writer.into_inner()
        };
        write().map_err(|error| Error::new(ErrorKind::Write, format!("{}: {error}", self.name)))
    }

    /// The table that [`to_ipc`](Self::to_ipc) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are no such stream, or its columns are not those of the table.
    pub fn from_ipc(name: &str, stream: &[u8]) -> Result<Self> {
        let wrong = |message: String| Error::new(ErrorKind::Argument, format!("{name}: {message}"));
        let is_question = schema::schema(name).is_none();
        let known = schema::schema(name).or_else(|| question::schema::schema(name));
        let (name, known) = known.ok_or_else(|| wrong("no such table".into()))?;
        let reader = StreamReader::try_new(Cursor::new(stream), None)
            .map_err(|error| wrong(error.to_string()))?;
        let found = reader.schema();
        // The answer to a question begins with columns of its own for each group; behind the columns of
        // `pages` stand those that came with the texts.
        let same = if is_question {
            found.fields().ends_with(known.fields())
        } else if name == "pages" {
            found.fields().starts_with(known.fields())
        } else {
            found == known
        };
        if !same {
            return Err(wrong("the columns are not those of this version".into()));
        }
        let schema = found;
        let batches = reader
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| wrong(error.to_string()))?;
        Ok(Self {
            name,
            schema,
            batches,
        })
    }
}

impl Corpus {
    /// Builds a table, one of [`TABLES`] or `matters`, reporting batches to `progress`.
    ///
    /// # Errors
    ///
    /// When there is no table of this name, or `progress` was cancelled.
    pub fn table(&self, name: &str, progress: &Progress) -> Result<Table> {
        if name == schema::MATTERS.0 {
            return self.matter_table(progress);
        }
        let batches = self.batches();
        progress.begin(batches.len());
        self.build(name, batches, progress, || progress.step())
    }

    /// Builds the rows a table has for some of the pages, numbered as in the whole table.
    ///
    /// # Errors
    ///
    /// When there is no table of this name.
    pub fn table_of(&self, name: &str, pages: Range<usize>) -> Result<Table> {
        self.build(name, vec![pages], &Progress::default(), || ())
    }

    /// Builds the rows a table has for stretches of pages.
    #[cfg(feature = "write")]
    pub(crate) fn table_of_stretches(
        &self,
        name: &str,
        stretches: Vec<Range<usize>>,
    ) -> Result<Table> {
        self.build(name, stretches, &Progress::default(), || ())
    }

    /// Builds a table as part of a longer run, whose steps are not its batches.
    #[cfg(feature = "write")]
    pub(crate) fn table_until(&self, name: &str, progress: &Progress) -> Result<Table> {
        self.build(name, self.batches(), progress, || ())
    }

    fn build(
        &self,
        name: &str,
        batches: Vec<Range<usize>>,
        progress: &Progress,
        step: impl Fn() + Sync,
    ) -> Result<Table> {
        let of_pages = TABLES.contains(&name).then(|| schema::schema(name));
        let Some((name, schema)) = of_pages.flatten() else {
            return Err(unknown(name));
        };
        let fill = filler(name);
        let together = name == "pages" && self.metadata_together();
        let (schema, metadata) = match name {
            "pages" if together => (metadata::together(&schema), Vec::new()),
            "pages" => metadata::extended(&schema, self.pages()),
            _ => (schema, Vec::new()),
        };
        let batches = in_parallel(batches, self.analyzer().options().threads, |pages| {
            progress.check()?;
            let mut rows = Rows::new(schema.clone());
            let (most, text) = most(name, &self.pages()[pages.clone()]);
            rows.reserve(most, text);
            for number in pages {
                fill(&mut rows, &PageRow::new(self, number));
                if together {
                    metadata::fill_together(&mut rows, &self.pages()[number].page);
                }
                metadata::fill(&mut rows, &self.pages()[number].page, &metadata);
            }
            step();
            Ok(rows.finish())
        })?;
        let batches = batches
            .into_iter()
            .filter(|batch| batch.num_rows() > 0)
            .collect();
        Ok(Table {
            name,
            schema,
            batches,
        })
    }

    /// The pages of each batch. They depend on the text alone, so that a table is the same whatever the
    /// number of threads, and no column of text comes near the 2 GiB that its offsets can count.
    pub(crate) fn batches(&self) -> Vec<Range<usize>> {
        const BATCH: usize = 1 << 20;
        let mut batches = Vec::new();
        let (mut first, mut bytes) = (0, 0);
        for (number, page) in self.pages().iter().enumerate() {
            bytes += page.page.text.len();
            if bytes >= BATCH || number + 1 == self.pages().len() {
                batches.push(first..number + 1);
                (first, bytes) = (number + 1, 0);
            }
        }
        batches
    }
}

/// The tables of these names in the order of [`TABLES`]; all of them when no name is given.
pub(crate) fn select(names: Option<&[String]>) -> Result<Vec<&'static str>> {
    let Some(names) = names else {
        return Ok(TABLES.to_vec());
    };
    if names.is_empty() {
        return Err(Error::new(
            ErrorKind::Argument,
            "tables: at least one table expected",
        ));
    }
    if let Some(name) = names.iter().find(|name| !TABLES.contains(&name.as_str())) {
        return Err(unknown(name));
    }
    let wanted = |table: &&str| names.iter().any(|name| name == table);
    Ok(TABLES.into_iter().filter(wanted).collect())
}

fn unknown(table: &str) -> Error {
    let message = format!("no table {table:?}: one of {} expected", TABLES.join(", "));
    Error::new(ErrorKind::Argument, message)
}

/// How many rows pages give a table of all their text, and how much text; nothing for the tables that
/// are small beside it.
fn most(table: &str, pages: &[PageAnalysis]) -> (usize, usize) {
    let rows: fn(&ArticleAnalysis) -> usize = match table {
        "articles" => |_| 1,
        "paragraphs" => |article| article.article.paragraphs.len(),
        "sentences" => |article| article.sentences.len(),
        "tokens" => |article| article.words.len(),
        _ => return (0, 0),
    };
    let articles = || pages.iter().flat_map(|page| &page.articles);
    let text = articles().map(|article| article.article.text.len()).sum();
    (articles().map(rows).sum(), text)
}

/// Writes the rows a page gives a table.
type Filler = fn(&mut Rows, &PageRow<'_>);

fn filler(table: &str) -> Filler {
    match table {
        "pages" => page::pages,
        "articles" => article::articles,
        "captions" => page::captions,
        "furniture" => page::furniture,
        "paragraphs" => article::paragraphs,
        "sentences" => article::sentences,
        "tokens" => article::tokens,
        "topics" => article::topics,
        "persons" => mark::persons,
        "places" => mark::places,
        "orgs" => mark::orgs,
        "times" => mark::times,
        "quantities" => mark::quantities,
        "quotes" => mark::quotes,
        "slogans" => mark::slogans,
        "directives" => record::directives,
        "meetings" => record::meetings,
        "deliberations" => record::deliberations,
        "issues" => record::issues,
        "measures" => record::measures,
        "mechanisms" => record::mechanisms,
        "incidents" => record::incidents,
        "activities" => record::activities,
        _ => unreachable!("{table}: the tests fill every table"),
    }
}

#[cfg(test)]
mod tests;
