//! When something was seen first and last, and how often.

use jiff::civil::Date;

use super::order::Order;

/// The life of something that is named now and then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Life {
    pub(crate) frequency: usize,
    pub(crate) documents: usize,
    /// The rank of the article it was first seen in.
    pub(crate) first: u32,
    pub(crate) last_day: Option<Date>,
    /// The article it was last added for.
    article: usize,
}

impl Life {
    /// Nothing seen yet.
    pub(crate) const fn new() -> Self {
        Self {
            frequency: 0,
            documents: 0,
            first: u32::MAX,
            last_day: None,
            article: usize::MAX,
        }
    }

    pub(crate) fn add(&mut self, article: usize, order: &Order) {
        self.frequency += 1;
        if self.article != article {
            self.article = article;
            self.documents += 1;
            self.first = self.first.min(order.ranks[article]);
            self.last_day = self.last_day.max(order.day(article));
        }
    }

    /// The life over both; they are of different articles.
    pub(crate) fn join(&mut self, other: Self) {
        self.frequency += other.frequency;
        self.documents += other.documents;
        self.first = self.first.min(other.first);
        self.last_day = self.last_day.max(other.last_day);
    }

    /// The number of the article it was first seen in.
    pub(crate) fn first_article(&self, order: &Order) -> usize {
        order.articles[self.first as usize]
    }

    pub(crate) fn first_day(&self, order: &Order) -> Option<Date> {
        order.day(self.first_article(order))
    }
}
