//! Who held which post when, as papers print it.

use std::cmp::Reverse;

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

/// Asks who is named with which post.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::People;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let text = "村里修路\n清溪社区党支部书记王丽华说:“路修好了。”";
/// # let page = Page { text: text.into(), ..Page::default() };
/// # let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let table = corpus.people(&People::default(), &Progress::default())?;
/// let row = serde_json::to_value(table.rows().next().expect("a person")).unwrap();
/// assert_eq!(row["name"], "王丽华");
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The names asked about; all when empty.
    pub names: Vec<String>,
    /// Names seen less often than this in their group are left out.
    pub min_frequency: usize,
    /// Columns to count by.
    pub by: Vec<String>,
}

/// A group, and a name with a post and a body.
type Key<'c> = (u32, &'c str, Option<&'c str>, Option<&'c str>);

impl Corpus {
    /// The persons named, with every post and body printed beside them: when first and last, how often, in how
    /// many articles. The most named come first, the posts of each in the order of time.
    ///
    /// A row says what papers print, not who it is: two people of one name share it, and a mention without a
    /// post has a row of its own without one.
    ///
    /// # Errors
    ///
    /// When `by` is not usable, or the run was cancelled.
    pub fn people(&self, question: &People, progress: &Progress) -> Result<Table> {
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("people", &groups)?;
        let order = Order::new(self);
        let wanted = |name: &str| {
            question.names.is_empty() || question.names.iter().any(|known| known == name)
        };
        let batches = self.batches();
        progress.begin(batches.len());
        type Lives<'c> = FxHashMap<Key<'c>, Life>;
        let lives = in_pool(self.analyzer().options().threads, || {
            let parts = batches
                .into_par_iter()
                .try_fold(Lives::default, |mut lives, pages| {
                    progress.check()?;
                    for page in pages {
                        let articles = &self.pages()[page].articles;
                        for (number, article) in self.articles_of(page).zip(articles) {
                            let text = &article.article.text;
                            for person in article
                                .marks
                                .persons
                                .iter()
                                .filter(|person| wanted(&person.name))
                            {
                                let title = person.title.map(|span| span.slice(text));
                                let org = person.org.map(|span| span.slice(text));
                                for &group in groups.of(number) {
                                    lives
                                        .entry((group, &person.name, title, org))
                                        .or_insert(Life::new())
                                        .add(number, &order);
                                }
                            }
                        }
                    }
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
        let mut totals = FxHashMap::<(u32, &str), usize>::default();
        for ((group, name, ..), life) in &lives {
            *totals.entry((*group, name)).or_default() += life.frequency;
        }
        let mut rows = lives
            .into_iter()
            .map(|(key, life)| (totals[&(key.0, key.1)], key, life))
            .filter(|(total, ..)| *total >= question.min_frequency)
            .collect::<Vec<_>>();
        rows.sort_unstable_by_key(|&(total, (group, name, title, org), life)| {
            (group, Reverse(total), name, life.first, title, org)
        });
        let rows = rows.into_iter().map(|row| (row.1.0, row));
        Ok(answer.rows(rows, |row, (_, (_, name, title, org), life)| {
            row.text(name);
            row.text(title);
            row.text(org);
            row.date(life.first_day(&order));
            row.date(life.last_day);
            row.int(life.frequency);
            row.int(life.documents);
        }))
    }
}
