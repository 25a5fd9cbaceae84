//! Where the characters of a corpus stand, for tables count characters and stages bytes.

use std::sync::OnceLock;

use crate::span::{CharOffsets, checkpoints};

/// The checkpoints of every text of a corpus, read when a table first asks for them and kept for the
/// tables after it.
#[derive(Debug)]
pub(crate) struct Positions {
    pages: Vec<OnceLock<Vec<u32>>>,
    articles: Vec<OnceLock<Vec<u32>>>,
}

impl Positions {
    pub(crate) fn new(pages: usize, articles: usize) -> Self {
        Self {
            pages: vec![OnceLock::new(); pages],
            articles: vec![OnceLock::new(); articles],
        }
    }

    /// Those of the page of this number in its corpus, whose text is given.
    pub(super) fn of_page<'c>(&'c self, number: usize, text: &'c str) -> CharOffsets<'c> {
        let known = self.pages[number].get_or_init(|| checkpoints(text));
        CharOffsets::with_checkpoints(text, known)
    }

    /// Those of the article of this number in its corpus, whose text is given.
    pub(super) fn of_article<'c>(&'c self, number: usize, text: &'c str) -> CharOffsets<'c> {
        let known = self.articles[number].get_or_init(|| checkpoints(text));
        CharOffsets::with_checkpoints(text, known)
    }
}
