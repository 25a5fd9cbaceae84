//! One column to group by.

use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field};
use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::mark::Level;
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::question::division::Divisions;
use crate::question::period::{Period, day_of};
use crate::question::value::{self, Value};
use crate::table::Table;

use super::wrong;

/// The code of a value that is not known.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Lists of numbers, one for each article or page.
#[derive(Debug, Default)]
pub(super) struct Lists {
    ends: Vec<usize>,
    pub(super) numbers: Vec<u32>,
}

/// A column to group by: its values, and the codes of the values each article has.
#[derive(Debug)]
pub(super) struct Dimension {
    pub(super) field: Field,
    pub(super) values: Vec<Value>,
    codes: FxHashMap<Value, u32>,
    pub(super) articles: Lists,
    /// The codes of each page, for a column that tells of pages.
    pub(super) pages: Option<Lists>,
}

impl Lists {
    pub(super) fn push(&mut self, numbers: impl IntoIterator<Item = u32>) {
        self.numbers.extend(numbers);
        self.ends.push(self.numbers.len());
    }

    pub(super) fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start..self.ends[at]]
    }
}

impl Dimension {
    pub(super) fn new(corpus: &Corpus, name: &str, progress: &Progress) -> Result<Self> {
        if let Some(period) = Period::new(name) {
            return Ok(Self::of_period(corpus, name, period));
        }
        match name {
            "topic" => return Ok(Self::of_topics(corpus)),
            "place" => return Ok(Self::of_places(corpus, None)),
            _ => (),
        }
        if let Some(level) = Divisions::level(name) {
            return Ok(Self::of_places(corpus, Some((name, level))));
        }
        let pages = corpus.table("pages", &Progress::default())?;
        if let Some(kind) = kind_of(&pages, name) {
            return Ok(Self::of_pages(corpus, name, kind, &pages));
        }
        Self::of_articles(corpus, name, progress, &pages)
    }

    fn empty(name: &str, kind: DataType) -> Self {
        Self {
            field: Field::new(name, kind, true),
            values: Vec::new(),
            codes: FxHashMap::default(),
            articles: Lists::default(),
            pages: None,
        }
    }

    fn code(&mut self, value: Value) -> u32 {
        if let Some(&code) = self.codes.get(&value) {
            return code;
        }
        let code = self.values.len() as u32;
        self.values.push(value.clone());
        self.codes.insert(value, code);
        code
    }

    /// The next article's values.
    fn push(&mut self, values: impl IntoIterator<Item = Value>) {
        let codes = self.distinct(values);
        self.articles.push(codes);
    }

    fn distinct(&mut self, values: impl IntoIterator<Item = Value>) -> Vec<u32> {
        let mut codes = Vec::new();
        for value in values {
            codes.push(self.code(value));
        }
        codes.sort_unstable();
        codes.dedup();
        if codes.is_empty() {
            codes.push(UNKNOWN);
        }
        codes
    }

    fn of_period(corpus: &Corpus, name: &str, period: Period) -> Self {
        let mut dimension = Self::empty(name, DataType::Date32);
        for page in corpus.pages() {
            for article in &page.articles {
                let day = day_of(&page.page, article).map(|day| period.first_day(day));
                dimension.push(day.map(Value::day));
            }
        }
        dimension
    }

    fn of_topics(corpus: &Corpus) -> Self {
        let mut dimension = Self::empty("topic", DataType::Utf8);
        for article in corpus.articles() {
            dimension.push(article.topics.iter().map(|topic| Value::text(&topic.id)));
        }
        dimension
    }

    /// By every place, or by the divisions of one level that the places lie in.
    fn of_places(corpus: &Corpus, level: Option<(&str, Level)>) -> Self {
        let mut divisions = Divisions::new(corpus);
        let mut dimension = Self::empty(level.map_or("place", |(name, _)| name), DataType::Utf8);
        for article in corpus.articles() {
            let mut names = Vec::new();
            for place in &article.marks.places {
                match level {
                    None => names.push(Value::text(
                        place
                            .full_name
                            .as_deref()
                            .unwrap_or_else(|| place.span.slice(&article.article.text)),
                    )),
                    Some((_, level)) => {
                        let division = divisions.above(place.code.as_deref(), level);
                        names.extend(division.map(|division| Value::text(&division.full_name)));
                    }
                }
            }
            dimension.push(names);
        }
        dimension
    }

    fn of_pages(corpus: &Corpus, name: &str, kind: DataType, pages: &Table) -> Self {
        let mut dimension = Self::empty(name, kind);
        let mut of_pages = Lists::default();
        for column in columns(pages, name) {
            for row in 0..column.len() {
                let codes = dimension.row(column, row);
                of_pages.push(codes);
            }
        }
        for page in 0..corpus.pages().len() {
            for _ in corpus.articles_of(page) {
                dimension.articles.push(of_pages.of(page).iter().copied());
            }
        }
        dimension.pages = Some(of_pages);
        dimension
    }

    fn of_articles(
        corpus: &Corpus,
        name: &str,
        progress: &Progress,
        pages: &Table,
    ) -> Result<Self> {
        // The texts of the articles are copied on the way, so no more than a batch a thread is held.
        let first = corpus.table_of("articles", 0..0)?;
        let kind = kind_of(&first, name).filter(|_| !matches!(name, "text" | "start" | "end"));
        let Some(kind) = kind else {
            return Err(unknown(name, pages, &first));
        };
        let threads = corpus.analyzer().options().threads;
        let batches = in_parallel(corpus.batches(), threads, |batch| {
            progress.check()?;
            let table = corpus.table_of("articles", batch)?;
            Ok(columns(&table, name).cloned().collect::<Vec<_>>())
        })?;
        let mut dimension = Self::empty(name, kind);
        for column in batches.iter().flatten() {
            for row in 0..column.len() {
                let codes = dimension.row(column, row);
                dimension.articles.push(codes);
            }
        }
        Ok(dimension)
    }

    fn row(&mut self, column: &dyn Array, row: usize) -> Vec<u32> {
        let mut values = Vec::new();
        value::each(column, row, &mut |value| values.push(value));
        self.distinct(values)
    }
}

/// The type of the values in a column of a table that can be grouped by.
fn kind_of(table: &Table, name: &str) -> Option<DataType> {
    let field = table.schema().field_with_name(name).ok()?;
    value::kind(field.data_type())
}

fn columns<'t>(table: &'t Table, name: &str) -> impl Iterator<Item = &'t ArrayRef> {
    table
        .batches()
        .iter()
        .filter_map(move |batch| batch.column_by_name(name))
}

fn unknown(name: &str, pages: &Table, articles: &Table) -> Error {
    let mut choices = Period::NAMES.to_vec();
    choices.extend(["topic", "place"]);
    choices.extend(Divisions::NAMES);
    for table in [pages, articles] {
        let columns = table
            .columns()
            .filter(|column| kind_of(table, column).is_some());
        choices.extend(columns.filter(|column| !matches!(*column, "text" | "start" | "end")));
    }
    let mut known = Vec::with_capacity(choices.len());
    for choice in choices {
        if !known.contains(&choice) {
            known.push(choice);
        }
    }
    wrong(format!(
        "one of {} expected, found {name:?}",
        known.join(", ")
    ))
}
