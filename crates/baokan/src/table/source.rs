//! What rows are made of: a page of a corpus and its articles.

use std::cell::OnceCell;

use super::rows::Rows;
use crate::analyzer::{ArticleAnalysis, PageAnalysis};
use crate::corpus::Corpus;
use crate::numbering::Numbering;
use crate::span::{CharOffsets, Span};

/// A page of a corpus with what its rows are numbered from.
pub(super) struct PageRow<'c> {
    pub(super) corpus: &'c Corpus,
    /// Its number in the corpus, whatever its rows are numbered from.
    pub(super) number: usize,
    pub(super) numbering: Numbering,
    pub(super) analysis: &'c PageAnalysis,
}

/// An article of a corpus, its number there, and its text's character positions.
pub(super) struct ArticleRow<'c> {
    pub(super) number: usize,
    pub(super) analysis: &'c ArticleAnalysis,
    pub(super) text: &'c str,
    /// Made when first asked for: most articles have no row in most tables.
    offsets: OnceCell<CharOffsets<'c>>,
    corpus: &'c Corpus,
    /// Its number in the corpus, whatever its rows are numbered from.
    at: usize,
}

impl<'c> PageRow<'c> {
    pub(super) fn new(corpus: &'c Corpus, number: usize) -> Self {
        Self {
            corpus,
            number,
            numbering: corpus.numbering(number),
            analysis: &corpus.pages()[number],
        }
    }

    pub(super) fn offsets(&self) -> CharOffsets<'c> {
        let text = &self.analysis.page.text;
        self.corpus.positions().of_page(self.number, text)
    }

    pub(super) fn articles(&self) -> impl Iterator<Item = ArticleRow<'c>> {
        let corpus = self.corpus;
        let first = self.numbering.articles;
        let articles = corpus
            .articles_of(self.number)
            .zip(&self.analysis.articles)
            .enumerate();
        articles.map(move |(seq, (at, analysis))| ArticleRow {
            number: first + seq,
            analysis,
            text: &analysis.article.text,
            offsets: OnceCell::new(),
            corpus,
            at,
        })
    }
}

impl ArticleRow<'_> {
    /// The columns most tables begin with: article, start, end, text.
    pub(super) fn mention(&self, rows: &mut Rows, span: Span) {
        rows.int(self.number);
        self.stretch(rows, span);
        rows.text(span.slice(self.text));
    }

    /// Start and end of a span in characters.
    pub(super) fn characters(&self, span: Span) -> (usize, usize) {
        self.offsets
            .get_or_init(|| self.corpus.positions().of_article(self.at, self.text))
            .characters(span)
    }

    /// The columns start and end.
    pub(super) fn stretch(&self, rows: &mut Rows, span: Span) {
        let (start, end) = self.characters(span);
        rows.int(start);
        rows.int(end);
    }
}
