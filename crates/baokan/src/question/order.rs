//! Articles in the order they appeared.

use jiff::civil::Date;

use crate::corpus::Corpus;

use super::period::day_of;

/// Articles in the order they appeared: by day, then by number, those of unknown day last.
#[derive(Debug)]
pub(crate) struct Order {
    /// The article at each rank.
    pub(crate) articles: Vec<usize>,
    /// The rank of each article.
    pub(crate) ranks: Vec<u32>,
    days: Vec<Option<Date>>,
}

impl Order {
    pub(crate) fn new(corpus: &Corpus) -> Self {
        let mut days = Vec::with_capacity(corpus.len());
        for page in corpus.pages() {
            days.extend(
                page.articles
                    .iter()
                    .map(|article| day_of(&page.page, article)),
            );
        }
        let mut articles = (0..corpus.len()).collect::<Vec<_>>();
        articles.sort_by_key(|&article| (days[article].is_none(), days[article]));
        let mut ranks = vec![0; articles.len()];
        for (rank, &article) in articles.iter().enumerate() {
            ranks[article] = rank as u32;
        }
        Self {
            articles,
            ranks,
            days,
        }
    }

    pub(crate) fn text<'c>(&self, corpus: &'c Corpus, rank: u32) -> &'c str {
        let article = corpus.article(self.articles[rank as usize]);
        article.map_or("", |article| article.article.text.as_str())
    }

    pub(crate) fn day(&self, article: usize) -> Option<Date> {
        self.days[article]
    }

    /// Days from one rank to a later one.
    pub(crate) fn lag(&self, one: u32, other: u32) -> Option<usize> {
        let day = |rank: u32| self.days[self.articles[rank as usize]];
        let hours = day(other)?.duration_since(day(one)?).as_hours();
        usize::try_from(hours / 24).ok()
    }
}
