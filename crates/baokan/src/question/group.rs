//! Articles by group: what `by` means in every question.

mod dimension;

use arrow_schema::Field;
use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::progress::Progress;

use super::value::Value;
use dimension::{Dimension, Lists, UNKNOWN};

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

/// What is known of pages: the part of its key that a group shares with pages, and the parts each page has.
#[derive(Debug)]
pub(crate) struct Parts {
    /// `None` for a group whose pages have no article of it.
    pub(crate) of_groups: Vec<Option<u32>>,
    pub(crate) of_pages: Vec<Vec<u32>>,
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
    pub(crate) fn pages(&self, corpus: &Corpus) -> Result<Parts> {
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
        Ok(Parts {
            of_groups,
            of_pages: of_pages.collect(),
        })
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

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Argument, format!("by: {message}"))
}
