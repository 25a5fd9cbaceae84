//! Topics of an article, with the evidence for each.

mod file;
mod taxonomy;
mod vocabulary;
mod weigh;

use serde::Serialize;

use crate::span::Span;

pub use taxonomy::{Subject, Taxonomy};

/// A topic of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Topic {
    /// Its id in the taxonomy: `governance`.
    pub id: String,
    /// Its name for people: `基层治理`.
    pub name: String,
    /// How strongly the article is about it, from 0 to 1.
    pub score: f64,
    /// 1 for the topic the article is mainly about.
    pub rank: u32,
    /// Where its terms stand, in text order.
    pub evidence: Vec<Evidence>,
}

/// A term that speaks for a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Where it stands in the article's text.
    pub span: Span,
    /// The term of the taxonomy it matched.
    pub term: String,
}
