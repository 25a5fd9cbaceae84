//! Words and their part of speech.

use serde::Serialize;

use crate::span::Span;

/// A word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: u32,
    /// Its part of speech.
    pub tag: Tag,
}

/// A part of speech, as an index into the names its segmenter knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Tag(pub(crate) u16);
