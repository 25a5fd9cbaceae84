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

/// Splits sentences into tagged words.
#[derive(Debug)]
pub(crate) struct Segmenter {
    jieba: jieba_rs::Jieba,
}

impl Segmenter {
    /// A segmenter that knows the dictionary and the caller's words.
    pub(crate) fn new(lexicon: &crate::Lexicon) -> crate::Result<Self> {
        let mut jieba = jieba_rs::Jieba::new();
        for (word, tag) in lexicon.words() {
            jieba.add_word(word, Some(1_000_000), Some(tag));
        }
        Ok(Self { jieba })
    }

    /// The words of every sentence.
    pub(crate) fn words(&self, text: &str, sentences: &[crate::Sentence]) -> Vec<Word> {
        let mut words = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            for token in self.jieba.cut(sentence.span.slice(text), true) {
                let span =
                    Span::new(token.byte_start, token.byte_end).shift(sentence.span.start as usize);
                words.push(Word {
                    span,
                    sentence: number as u32,
                    tag: Tag(0),
                });
            }
        }
        words
    }

    /// The name of a part of speech.
    pub(crate) fn tag_name(&self, _tag: Tag) -> &str {
        "x"
    }
}
