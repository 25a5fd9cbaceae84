//! Words and their part of speech.

mod dictionary;
mod lattice;
mod memory;
mod model;
#[cfg(test)]
mod oracle;
mod packed;
mod tag;
mod trie;

use std::fmt;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::lexicon::Lexicon;
use crate::sentence::Sentence;
use crate::span::{Span, floor};

use dictionary::Dictionary;
use lattice::Lattice;
pub use tag::Tag;

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

/// Cuts sentences into words.
///
/// The words of the [`Lexicon`]'s user layer are found first, the longest that begins leftmost, and
/// always win; what stands between them goes through jieba with its model for unknown words. So a
/// user's word is one word wherever it stands, also where jieba would join one of its characters to
/// a neighbour. The one exception is a Latin word or a number: `5G` is not looked for inside `15G`.
///
/// The dictionary is part of the program, and shared by all segmenters and threads. The result depends on nothing but the text and the lexicon.
///
/// ```
/// use baokan::{Lexicon, Paragraph, Role, Segmenter, Span, sentences};
///
/// let text = "丰河县推行板凳夜话会。";
/// let paragraph = Paragraph { span: Span::new(0, text.len()), role: Role::Body };
/// let lexicon = Lexicon::default().with_words([("板凳夜话会".to_string(), Some("nz".to_string()))])?;
/// let segmenter = Segmenter::new(&lexicon)?;
/// let words = segmenter.words(text, &sentences(text, &[paragraph]));
/// let word = words.iter().find(|word| word.span.slice(text) == "板凳夜话会").unwrap();
/// assert_eq!(segmenter.tag_name(word.tag), "nz");
/// # Ok::<(), baokan::Error>(())
/// ```
pub struct Segmenter {
    user: Option<UserLayer>,
    /// Tags of user words that jieba does not know; they are numbered after its own.
    user_tags: Vec<Box<str>>,
}

/// The user's words; a pattern's value is the number of its tag.
type UserLayer = CharwiseDoubleArrayAhoCorasick<u32>;

/// The lattice takes a dozen times the memory of its text, so a text without any sentence end (a table
/// set as one line, a damaged page) is cut in pieces of this many bytes.
const PIECE: usize = 32 << 10;

impl Segmenter {
    /// A segmenter for `lexicon`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Lexicon`] when the lexicon has too many words for one matcher (millions).
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let mut user_tags: Vec<Box<str>> = Vec::new();
        let mut number = |name: &str| {
            Tag::known(name).unwrap_or_else(|| {
                let at = user_tags
                    .iter()
                    .position(|known| **known == *name)
                    .unwrap_or_else(|| {
                        user_tags.push(name.into());
                        user_tags.len() - 1
                    });
                Tag::of_user(at)
            })
        };
        let patterns: Vec<(String, u32)> = lexicon
            .patterns()
            .into_iter()
            .map(|(pattern, name)| (pattern, u32::from(number(name).0)))
            .collect();
        let user = if patterns.is_empty() {
            None
        } else {
            let layer = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::LeftmostLongest)
                .build_with_values(patterns)
                .map_err(|error| Error::new(ErrorKind::Lexicon, error.to_string()))?;
            Some(layer)
        };
        Ok(Self { user, user_tags })
    }

    /// The words of `sentences`, in order; the spans of a sentence's words tile it exactly. White
    /// space and punctuation are words of their own, with the tag `x`.
    #[must_use]
    pub fn words(&self, text: &str, sentences: &[Sentence]) -> Vec<Word> {
        // A Chinese word is about five bytes long on average.
        let bytes: usize = sentences.iter().map(|sentence| sentence.span.len()).sum();
        let dictionary = Dictionary::shared();
        let mut cutter = Cutter {
            text,
            dictionary,
            lattice: dictionary.borrow_lattice(),
            sentence: 0,
            words: Vec::with_capacity(bytes / 5 + sentences.len()),
        };
        for (at, sentence) in sentences.iter().enumerate() {
            cutter.sentence = at as u32;
            match &self.user {
                None => cutter.cut(sentence.span),
                Some(layer) => cutter.cut_around(layer, sentence.span),
            }
        }
        dictionary.give_back(cutter.lattice);
        cutter.words
    }

    /// The name of a part of speech, in jieba's notation (`n`, `nr`, `ns`, `v`, `m`, `x`, …).
    #[must_use]
    pub fn tag_name(&self, tag: Tag) -> &str {
        match tag.name() {
            Ok(name) => name,
            Err(at) => self.user_tags.get(at).map_or("", |name| name),
        }
    }
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Segmenter")
            .field("has_user_words", &self.user.is_some())
            .field("user_tags", &self.user_tags)
            .finish()
    }
}

/// The state of one call.
struct Cutter<'t> {
    text: &'t str,
    dictionary: &'static Dictionary,
    lattice: Box<Lattice>,
    sentence: u32,
    words: Vec<Word>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize, tag: Tag) {
        self.words.push(Word {
            span: Span::new(start, end),
            sentence: self.sentence,
            tag,
        });
    }

    /// The user's words of `span`, and between them what jieba finds.
    fn cut_around(&mut self, layer: &UserLayer, span: Span) {
        let Span { end, .. } = span;
        let end = end as usize;
        let mut done = span.start as usize;
        let mut from = done;
        // A match that turns out to be a part of a longer Latin word is passed over by beginning
        // again one character after its start, so that a word beginning inside it is still found.
        while let Some((start, stop, tag)) = layer
            .leftmost_find_iter(&self.text[from..end])
            .map(|found| (from + found.start(), from + found.end(), found.value()))
            .next()
        {
            if splits_latin(self.text, start) || splits_latin(self.text, stop) {
                from = start + self.text[start..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            self.cut(Span::new(done, start));
            self.push(start, stop, Tag(tag as u16));
            done = stop;
            from = stop;
        }
        self.cut(Span::new(done, end));
    }

    /// Jieba's words of `span`, piece by piece.
    fn cut(&mut self, span: Span) {
        let mut start = span.start as usize;
        let end = span.end as usize;
        while end - start > PIECE {
            let stop = piece_end(self.text, start);
            self.cut_piece(start, stop);
            start = stop;
        }
        if start < end {
            self.cut_piece(start, end);
        }
    }

    fn cut_piece(&mut self, start: usize, end: usize) {
        let (sentence, words) = (self.sentence, &mut self.words);
        let models = &self.dictionary.models;
        self.lattice
            .words(models, &self.text[start..end], |from, to, tag| {
                words.push(Word {
                    span: Span::new(start + from, start + to),
                    sentence,
                    tag,
                });
            });
    }
}

/// Where to end the piece that begins at `start`: behind the last character of it that no word of
/// the dictionary can hold, so that cutting in pieces changes no word.
fn piece_end(text: &str, start: usize) -> usize {
    let limit = floor(text, start + PIECE);
    let punctuation = |character: char| !character.is_alphanumeric() && !character.is_ascii();
    text[start..limit]
        .rfind(punctuation)
        .map(|at| start + at)
        .map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8))
        .unwrap_or(limit)
}

/// Whether byte `at` stands inside a Latin word or a number, half- or full-width.
fn splits_latin(text: &str, at: usize) -> bool {
    let latin = |character: char| {
        character.is_ascii_alphanumeric()
            || matches!(character, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
    };
    text[..at].chars().next_back().is_some_and(latin)
        && text[at..].chars().next().is_some_and(latin)
}

/// Whether a word of the dictionary runs from the end of `left` into the beginning of `right`.
pub(crate) fn runs_over(left: &str, right: &str) -> bool {
    let joined = format!("{left}{right}");
    let dictionary = Dictionary::shared();
    let mut lattice = dictionary.borrow_lattice();
    let mut over = false;
    lattice.known_words(&dictionary.models.trie, &joined, |start, end| {
        over |= start < left.len() && left.len() < end;
    });
    dictionary.give_back(lattice);
    over
}

/// Whether a short text is one word, and that a person's name.
pub(crate) fn is_person(text: &str) -> bool {
    matches!(tagged(text)[..], [(_, tag)] if tag.starts_with("nr"))
}

/// Whether the dictionary lists `word` as a person's name.
pub(crate) fn is_listed_name(word: &str) -> bool {
    Dictionary::shared()
        .tag_of(word)
        .and_then(|tag| tag.name().ok())
        .is_some_and(|name| name.starts_with("nr"))
}

/// Whether the dictionary lists `word`, however it is cut where it stands.
pub(crate) fn is_listed(word: &str) -> bool {
    Dictionary::shared().tag_of(word).is_some()
}

/// The words of a short text with the names of their parts of speech.
pub(crate) fn tagged(text: &str) -> Vec<(&str, &str)> {
    let dictionary = Dictionary::shared();
    let mut lattice = dictionary.borrow_lattice();
    let mut words = Vec::new();
    lattice.words(&dictionary.models, text, |start, end, tag| {
        words.push((&text[start..end], tag.name().unwrap_or_default()));
    });
    dictionary.give_back(lattice);
    words
}

#[cfg(test)]
mod tests;
