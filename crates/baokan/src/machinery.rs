//! The stages one by one, for the benches and tests of this crate.
//!
//! This is no part of the public interface: it is not documented elsewhere and changes without
//! notice. Whoever reads pages uses [`Analyzer`](crate::Analyzer).

use jiff::civil::Date;

use crate::analyzer::Analyzer;
use crate::article::{Article, Caption};
use crate::layout;
use crate::mark::{self, Marks, Quantity, Time, TimeContext};
use crate::page::{Furniture, Page};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::word::Word;

/// Layout and articles: what stands on a page, before anything is read in it.
#[must_use]
pub fn split(page: &mut Page) -> (Vec<Article>, Vec<Caption>, Vec<Furniture>) {
    let split = layout::split(page);
    (split.articles, split.captions, split.furniture)
}

/// Expressions of time in a text.
#[must_use]
pub fn times(text: &str, issue_date: Option<Date>, article_date: Option<Date>) -> Vec<Time> {
    let context = TimeContext {
        issue_date,
        article_date,
    };
    mark::times(text, &context)
}

/// Quantities in a text, outside the `occupied` spans.
#[must_use]
pub fn quantities(text: &str, occupied: &[Span]) -> Vec<Quantity> {
    mark::quantities(text, occupied)
}

/// All marks of an article.
#[must_use]
pub fn marks(article: &Article, page: &Page, sentences: &[Sentence], words: &[Word]) -> Marks {
    mark::marks(article, page, sentences, words)
}

/// An analyzer that leaves all marks out, to measure what they cost.
#[must_use]
pub fn without_marks(analyzer: Analyzer) -> Analyzer {
    analyzer.without_marks()
}

/// Whether a character counts as white space on a page: white space proper, zero-width marks, byte
/// order marks, NUL.
#[must_use]
pub fn is_space(character: char) -> bool {
    layout::line::is_space(character)
}
