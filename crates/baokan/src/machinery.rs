//! Stages by themselves, for benches. No part of the public interface: it may change in any version.

use crate::analyzer::{Analyzer, ArticleAnalysis};
use crate::article::Article;
use crate::layout;
use crate::mark::Marks;
use crate::page::Page;

/// The articles of a page.
#[must_use]
pub fn articles(page: &mut Page) -> Vec<Article> {
    layout::split(page).articles
}

/// The marks of an article whose sentences and words are known.
#[must_use]
pub fn marks(analyzer: &Analyzer, item: &ArticleAnalysis, page: &Page) -> Marks {
    analyzer.marks(&item.article, page, &item.sentences, &item.words)
}
