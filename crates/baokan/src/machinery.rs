//! Stages by themselves, for benches. No part of the public interface: it may change in any version.

use crate::analyzer::ArticleAnalysis;
use crate::article::Article;
use crate::mark::Marks;
use crate::page::Page;
use crate::{layout, mark};

/// The articles of a page.
#[must_use]
pub fn articles(page: &mut Page) -> Vec<Article> {
    layout::split(page).articles
}

/// The marks of an article whose sentences and words are known.
#[must_use]
pub fn marks(item: &ArticleAnalysis, page: &Page) -> Marks {
    mark::marks(&item.article, page, &item.sentences, &item.words)
}
