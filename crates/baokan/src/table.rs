//! Tables: every row of a corpus in Arrow columns.

mod article;
mod mark;
mod page;
mod row;
mod rows;
mod schema;

use std::io::Cursor;
use std::ops::Range;

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::SchemaRef;

use crate::analyzer::{ArticleAnalysis, PageAnalysis};
use crate::corpus::{Corpus, Progress, in_parallel};
use crate::error::{Error, ErrorKind, Result};
use crate::span::{CharOffsets, Span};
pub(crate) use row::Cell;
pub use row::Row;
use rows::Rows;
pub use schema::TABLES;

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
    /// Its name: one of [`TABLES`].
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
        let (name, schema) = schema::schema(name).ok_or_else(|| wrong("no such table".into()))?;
        let reader = StreamReader::try_new(Cursor::new(stream), None)
            .map_err(|error| wrong(error.to_string()))?;
        if *reader.schema() != *schema {
            return Err(wrong("the columns are not those of this version".into()));
        }
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
    /// Builds a table, reporting batches to `progress`.
    ///
    /// # Errors
    ///
    /// When there is no table of this name, or `progress` was cancelled.
    pub fn table(&self, name: &str, progress: &Progress) -> Result<Table> {
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
        let Some((name, schema)) = schema::schema(name) else {
            return Err(Error::new(
                ErrorKind::Argument,
                format!("no table {name:?}"),
            ));
        };
        let fill = filler(name);
        let batches = in_parallel(batches, self.analyzer().options().threads, |pages| {
            progress.check()?;
            let mut rows = Rows::new(schema.clone());
            for number in pages {
                fill(&mut rows, &PageRow::new(self, number));
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
    fn batches(&self) -> Vec<Range<usize>> {
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
        // The records of meetings and deliberations: no stage finds them yet.
        _ => |_, _| {},
    }
}

/// A page of a corpus with what its rows are numbered from.
struct PageRow<'c> {
    corpus: &'c Corpus,
    number: usize,
    analysis: &'c PageAnalysis,
}

/// An article of a corpus, its number there, and its text's character positions.
struct ArticleRow<'c> {
    number: usize,
    analysis: &'c ArticleAnalysis,
    text: &'c str,
    offsets: CharOffsets<'c>,
}

impl<'c> PageRow<'c> {
    fn new(corpus: &'c Corpus, number: usize) -> Self {
        Self {
            corpus,
            number,
            analysis: &corpus.pages()[number],
        }
    }

    fn offsets(&self) -> CharOffsets<'c> {
        CharOffsets::new(&self.analysis.page.text)
    }

    fn articles(&self) -> impl Iterator<Item = ArticleRow<'c>> {
        let first = self.corpus.articles_of(self.number).start;
        self.analysis
            .articles
            .iter()
            .enumerate()
            .map(move |(seq, analysis)| {
                let text = analysis.article.text.as_str();
                ArticleRow {
                    number: first + seq,
                    analysis,
                    text,
                    offsets: CharOffsets::new(text),
                }
            })
    }
}

impl ArticleRow<'_> {
    /// The columns most tables begin with: article, start, end, text.
    fn mention(&self, rows: &mut Rows, span: Span) {
        rows.int(self.number);
        self.stretch(rows, span);
        rows.text(span.slice(self.text));
    }

    /// The columns start and end.
    fn stretch(&self, rows: &mut Rows, span: Span) {
        let (start, end) = self.offsets.characters(span);
        rows.int(start);
        rows.int(end);
    }
}
