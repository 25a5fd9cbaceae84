//! Tables: every row of a corpus in Arrow columns.

mod apart;
mod article;
mod mark;
mod matter;
mod metadata;
mod page;
mod record;
mod row;
pub(crate) mod rows;
pub(crate) mod schema;

use std::cell::OnceCell;
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
use crate::corpus::{Corpus, Progress, in_parallel};
use crate::error::{Error, ErrorKind, Result};
use crate::numbering::Numbering;
use crate::question;
use crate::span::{CharOffsets, Span};
pub use apart::Apart;
#[cfg(feature = "write")]
pub(crate) use row::Cell;
pub use row::Row;
use rows::Rows;
pub use schema::TABLES;
#[cfg(feature = "write")]
pub(crate) use schema::schema;

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

/// A page of a corpus with what its rows are numbered from.
struct PageRow<'c> {
    corpus: &'c Corpus,
    numbering: Numbering,
    analysis: &'c PageAnalysis,
}

/// An article of a corpus, its number there, and its text's character positions.
struct ArticleRow<'c> {
    number: usize,
    analysis: &'c ArticleAnalysis,
    text: &'c str,
    /// Read when first asked for: most articles have no row in most tables.
    offsets: OnceCell<CharOffsets<'c>>,
}

impl<'c> PageRow<'c> {
    fn new(corpus: &'c Corpus, number: usize) -> Self {
        Self {
            corpus,
            numbering: corpus.numbering(number),
            analysis: &corpus.pages()[number],
        }
    }

    fn offsets(&self) -> CharOffsets<'c> {
        CharOffsets::new(&self.analysis.page.text)
    }

    fn articles(&self) -> impl Iterator<Item = ArticleRow<'c>> {
        let first = self.numbering.articles;
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
                    offsets: OnceCell::new(),
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

    /// Start and end of a span in characters.
    fn characters(&self, span: Span) -> (usize, usize) {
        self.offsets
            .get_or_init(|| CharOffsets::new(self.text))
            .characters(span)
    }

    /// The columns start and end.
    fn stretch(&self, rows: &mut Rows, span: Span) {
        let (start, end) = self.characters(span);
        rows.int(start);
        rows.int(end);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analyzer::{Analyzer, Options};
    use crate::article::{Article, Caption, Paragraph, Role};
    use crate::mark::{
        Anchor, Level, Marks, Org, Person, Place, Quantity, Quote, Slogan, Time, TimeKind,
    };
    use crate::page::{Furniture, FurnitureKind, Page};
    use crate::record::{
        Activity, Deliberation, Directive, Incident, Issue, Measure, Mechanism, Meeting, Outcome,
        Records, Status, Step,
    };
    use crate::sentence::Sentence;
    use crate::topic::{Evidence, Topic};
    use crate::word::{Tag, Word};

    /// A page with one of everything a stage can find.
    fn page() -> PageAnalysis {
        let text = "修路\n路好了";
        let span = Span::new("修路\n".len(), text.len());
        let article = Article {
            text: text.to_owned(),
            paragraphs: vec![Paragraph {
                span,
                role: Role::Body,
            }],
            authors: vec!["王小川".to_owned()],
            credits: vec![span],
            bylines: vec![span],
            ..Article::default()
        };
        let marks = Marks {
            persons: vec![Person {
                span,
                name: "路好了".to_owned(),
                title: Some(span),
                org: Some(span),
            }],
            places: vec![Place {
                span,
                level: Level::County,
                code: Some("141102".to_owned()),
                full_name: None,
                candidates: 1,
            }],
            orgs: vec![Org {
                span,
                kind: "other",
            }],
            times: vec![Time {
                span,
                kind: TimeKind::Date,
                value: None,
                from: None,
                to: None,
                anchor: Some(Anchor::Issue),
            }],
            quantities: vec![Quantity {
                span,
                value: Some(3.0),
                low: None,
                high: None,
                unit: None,
                of: Some(span),
            }],
            quotes: vec![Quote {
                span,
                speaker: None,
                title: None,
                verb: Some(span),
                direct: true,
            }],
            slogans: vec![Slogan {
                span,
                expansion: vec![span, span],
            }],
        };
        let topic = Topic {
            id: "roads".to_owned(),
            name: "道路".to_owned(),
            score: 0.5,
            rank: 1,
            evidence: vec![Evidence {
                span,
                term: "路".to_owned(),
            }],
        };
        let item = ArticleAnalysis {
            article,
            sentences: vec![Sentence { span, paragraph: 0 }],
            words: vec![Word {
                span,
                sentence: 0,
                tag: Tag::UNKNOWN,
            }],
            topics: vec![topic],
            marks,
            records: records(span),
        };
        PageAnalysis {
            page: Page {
                text: text.to_owned(),
                ..Page::default()
            },
            articles: vec![item],
            captions: vec![Caption {
                article: Some(0),
                text: "路".to_owned(),
                photographer: None,
                spans: vec![span],
            }],
            furniture: vec![Furniture {
                span,
                kind: FurnitureKind::Folio,
            }],
        }
    }

    /// One record of every kind, all of it read from one stretch.
    fn records(span: Span) -> Records {
        let measure = Measure {
            span,
            issue: Some(0),
            responsible: vec![span],
            partners: vec![span],
            deadline: None,
            consequence: Some(span),
        };
        let deliberation = Deliberation {
            body: span,
            ordinal: Some(2),
            date: None,
            venue: Some(span),
            participants: vec![span],
            outcome: Some(Outcome::Agreed),
            issues: vec![Issue {
                span,
                raised_by: None,
                channel: Some(span),
            }],
            measures: vec![measure],
        };
        let directive = Directive {
            span,
            issuer: Some("会议".to_owned()),
            verb: Some("强调".to_owned()),
            modal: Some("要".to_owned()),
            action: span,
            responsible: vec![span],
            deadline: Some(span),
            topic: Some("roads".to_owned()),
            items: vec![span, span],
        };
        let meeting = Meeting {
            name: span,
            ordinal: Some(3),
            date: None,
            place: Some(span),
            convener: None,
            participants: vec![span],
        };
        let mechanism = Mechanism {
            span,
            body: None,
            step: Step::Collection,
            actor: Some(span),
            schedule: Some(span),
        };
        let incident = Incident {
            hazard: span,
            place: None,
            finder: Some(span),
            reported_to: vec![span],
            responsible: vec![span],
            action: Some(span),
            status: Some(Status::Resolved),
        };
        let activity = Activity {
            name: span,
            organizer: Some(span),
            date: None,
            places: vec![span],
            participants: Vec::new(),
            outputs: vec![span],
        };
        Records {
            directives: vec![directive],
            meetings: vec![meeting],
            deliberations: vec![deliberation],
            mechanisms: vec![mechanism],
            incidents: vec![incident],
            activities: vec![activity],
        }
    }

    #[test]
    fn every_table_takes_the_rows_of_its_stage() {
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        let corpus = Corpus::new(analyzer, vec![page(), PageAnalysis::default(), page()]);
        for name in TABLES {
            let table = corpus.table(name, &Progress::default()).unwrap();
            let rows = if name == "pages" { 3 } else { 2 };
            assert_eq!(table.len(), rows, "{name}");
            assert_eq!(
                Table::from_ipc(name, &table.to_ipc().unwrap()).unwrap(),
                table
            );
            if let Some(last) = table.rows().last() {
                let row = serde_json::to_value(last).unwrap();
                let has_article_text = row["start"] == 3 && row["end"] == 6;
                assert!(
                    !has_article_text || matches!(row["text"].as_str(), Some("路好了" | "路")),
                    "{name}: {row}"
                );
                assert!(
                    row.get("article").is_none_or(|article| article == 1),
                    "{name}: {row}"
                );
            }
        }
        assert_eq!(corpus.table_of("orgs", 2..3).unwrap().rows().count(), 1);
    }

    #[test]
    fn a_row_of_a_record_shows_every_field() {
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        let corpus = Corpus::new(analyzer, vec![page(), PageAnalysis::default(), page()]);
        let last = |name| {
            let table = corpus.table(name, &Progress::default()).unwrap();
            serde_json::to_value(table.rows().last().unwrap()).unwrap()
        };
        let directive = last("directives");
        assert_eq!(directive["issuer"], "会议");
        assert_eq!(directive["items"].as_array().unwrap().len(), 2);
        assert_eq!(last("meetings")["ordinal"], 3);
        assert_eq!(last("mechanisms")["step"], "collection");
        assert_eq!(last("incidents")["status"], "resolved");
        assert!(last("activities")["participants"].is_null());
    }

    /// Deliberations and issues are numbered through the corpus, as articles are: a measure joins them
    /// by these numbers alone, whatever batch of pages its row was written in.
    #[test]
    fn measures_join_their_deliberation_and_issue() {
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        let corpus = Corpus::new(analyzer, vec![page(), PageAnalysis::default(), page()]);
        for name in ["deliberations", "issues", "measures"] {
            let table = corpus.table_of(name, 2..3).unwrap();
            let row = serde_json::to_value(table.rows().next().unwrap()).unwrap();
            assert_eq!(row["article"], 1);
            assert_eq!(row["deliberation"], 1, "{name}");
            assert!(row.get("issue").is_none_or(|issue| issue == 1), "{name}");
        }
    }

    #[test]
    fn a_stream_of_another_table_is_refused() {
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        let corpus = Corpus::new(analyzer, vec![page()]);
        let orgs = corpus
            .table("orgs", &Progress::default())
            .unwrap()
            .to_ipc()
            .unwrap();
        assert_eq!(
            Table::from_ipc("quotes", &orgs).unwrap_err().kind(),
            ErrorKind::Argument
        );
        assert_eq!(
            Table::from_ipc("words", &orgs).unwrap_err().kind(),
            ErrorKind::Argument
        );
        assert_eq!(
            Table::from_ipc("orgs", &orgs[..9]).unwrap_err().kind(),
            ErrorKind::Argument
        );
    }
}
