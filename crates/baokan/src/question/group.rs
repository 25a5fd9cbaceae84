//! Articles by group: what `by` means in every question.

use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field};
use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, Progress, in_parallel};
use crate::error::{Error, ErrorKind, Result};
use crate::mark::Level;
use crate::table::Table;

use super::division::Divisions;
use super::period::{Period, day_of};
use super::value::{self, Value};

/// The code of a value that is not known.
const UNKNOWN: u32 = u32::MAX;

/// How many memberships (an article in a group) a question may have: some articles name hundreds of places, and
/// asking by several such columns multiplies them.
const MEMBERSHIPS: usize = 100_000_000;

/// The groups of a corpus for some columns, and which of them each article is in.
///
/// An article is in one group for each combination of its values: by `topic` it counts under every
/// topic it has. Without a column to group by there is one group that holds everything.
#[derive(Debug)]
pub(crate) struct Groups {
    pub(crate) fields: Vec<Field>,
    /// The values of each group, in the order of the columns; sorted, the unknown last.
    pub(crate) keys: Vec<Vec<Option<Value>>>,
    articles: Lists,
    /// Whether a page says which groups its articles are in, column by column.
    dimensions: Vec<Dimension>,
}

/// Lists of numbers, one for each article or page.
#[derive(Debug, Default)]
struct Lists {
    ends: Vec<usize>,
    numbers: Vec<u32>,
}

/// A column to group by: its values, and the codes of the values each article has.
#[derive(Debug)]
struct Dimension {
    field: Field,
    values: Vec<Value>,
    codes: FxHashMap<Value, u32>,
    articles: Lists,
    /// The codes of each page, for a column that tells of pages.
    pages: Option<Lists>,
}

impl Groups {
    /// # Errors
    ///
    /// When `by` names a column twice, or one that nothing can be grouped by.
    pub(crate) fn new(corpus: &Corpus, by: &[String], progress: &Progress) -> Result<Self> {
        if let Some(twice) = (1..by.len()).find(|&at| by[..at].contains(&by[at])) {
            return Err(wrong(format!("{:?} stands twice", by[twice])));
        }
        let dimensions = by
            .iter()
            .map(|name| Dimension::new(corpus, name, progress))
            .collect::<Result<Vec<_>>>()?;
        let (keys, articles) = cross(
            &dimensions,
            |dimension| Some(&dimension.articles),
            corpus.len(),
        )?;
        let mut groups = Self {
            fields: dimensions.iter().map(|one| one.field.clone()).collect(),
            keys: values(&keys, &dimensions),
            articles,
            dimensions,
        };
        groups.sort();
        if groups.dimensions.is_empty() {
            // A corpus without any article is still one group, of nothing.
            groups.keys = vec![Vec::new()];
        }
        progress.check()?;
        Ok(groups)
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The groups an article is in.
    pub(crate) fn of(&self, article: usize) -> &[u32] {
        self.articles.of(article)
    }

    /// For each group the number of its part that is known of pages, and for each page the parts it is in.
    ///
    /// By outlet and topic, an outlet's pages are the pages of each of its topics.
    pub(crate) fn pages(&self, corpus: &Corpus) -> Result<(Vec<Option<u32>>, Vec<Vec<u32>>)> {
        let (parts, pages) = cross(
            &self.dimensions,
            |one| one.pages.as_ref(),
            corpus.pages().len(),
        )?;
        let of_pages = |at: &usize| self.dimensions[*at].pages.is_some();
        let columns = (0..self.dimensions.len())
            .filter(of_pages)
            .collect::<Vec<_>>();
        let kept = self.dimensions.iter().filter(|one| one.pages.is_some());
        let parts = values(&parts, kept)
            .into_iter()
            .zip(0..)
            .collect::<FxHashMap<_, u32>>();
        let part = |key: &Vec<Option<Value>>| {
            let part = columns
                .iter()
                .map(|&at| key[at].clone())
                .collect::<Vec<_>>();
            parts.get(&part).copied()
        };
        let of_groups = self.keys.iter().map(part).collect();
        let of_pages = (0..corpus.pages().len()).map(|page| pages.of(page).to_vec());
        Ok((of_groups, of_pages.collect()))
    }

    /// Brings the groups into the order of their values.
    fn sort(&mut self) {
        let mut order = (0..self.keys.len()).collect::<Vec<_>>();
        order.sort_by(|&one, &other| {
            let known = |at: usize| self.keys[at].iter().map(|value| (value.is_none(), value));
            known(one).cmp(known(other))
        });
        let mut places = vec![0; order.len()];
        for (place, &group) in order.iter().enumerate() {
            places[group] = place as u32;
        }
        for group in &mut self.articles.numbers {
            *group = places[*group as usize];
        }
        let mut keys = std::mem::take(&mut self.keys);
        self.keys = order
            .into_iter()
            .map(|group| std::mem::take(&mut keys[group]))
            .collect();
    }
}

impl Lists {
    fn push(&mut self, numbers: impl IntoIterator<Item = u32>) {
        self.numbers.extend(numbers);
        self.ends.push(self.numbers.len());
    }

    fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start..self.ends[at]]
    }
}

impl Dimension {
    fn new(corpus: &Corpus, name: &str, progress: &Progress) -> Result<Self> {
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

/// Every combination of codes that articles (or pages) have, and for each the combinations it has; of
/// the dimensions that `of` gives lists for.
fn cross(
    dimensions: &[Dimension],
    of: impl Fn(&Dimension) -> Option<&Lists>,
    length: usize,
) -> Result<(Vec<Vec<u32>>, Lists)> {
    let lists = dimensions.iter().filter_map(of).collect::<Vec<_>>();
    let mut keys = Vec::new();
    let mut numbers = FxHashMap::<Vec<u32>, u32>::default();
    let mut groups = Lists::default();
    let mut members = Vec::new();
    for at in 0..length {
        members.clear();
        let many = lists
            .iter()
            .map(|list| list.of(at).len())
            .product::<usize>();
        if groups.numbers.len() + many > MEMBERSHIPS {
            return Err(wrong(
                "the articles are in too many groups at once; ask by fewer columns".into(),
            ));
        }
        let mut key = vec![0; lists.len()];
        for combination in 0..many {
            let mut rest = combination;
            for (code, list) in key.iter_mut().zip(&lists) {
                let codes = list.of(at);
                *code = codes[rest % codes.len()];
                rest /= codes.len();
            }
            let group = match numbers.get(&key) {
                Some(&group) => group,
                None => {
                    let group = keys.len() as u32;
                    keys.push(key.clone());
                    numbers.insert(key.clone(), group);
                    group
                }
            };
            members.push(group);
        }
        groups.push(members.iter().copied());
    }
    Ok((keys, groups))
}

/// The values that combinations of codes stand for.
fn values<'d>(
    keys: &[Vec<u32>],
    dimensions: impl IntoIterator<Item = &'d Dimension>,
) -> Vec<Vec<Option<Value>>> {
    let dimensions = dimensions.into_iter().collect::<Vec<_>>();
    let value = |(&code, dimension): (&u32, &&Dimension)| {
        (code != UNKNOWN).then(|| dimension.values[code as usize].clone())
    };
    let values = |key: &Vec<u32>| key.iter().zip(&dimensions).map(value).collect();
    keys.iter().map(values).collect()
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

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Argument, format!("by: {message}"))
}
