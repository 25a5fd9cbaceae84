//! What questions count: words, or what stands in a column of a table.

mod reader;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::width::folded;
use crate::word::Word;
pub(crate) use reader::TermReader;

/// Words that are not counted.
///
/// ```
/// use baokan::StopWords;
///
/// let words = StopWords::List(vec!["本报".into(), "记者".into()]);
/// assert_ne!(words, StopWords::default());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StopWords {
    /// The function words that ship with the library.
    #[default]
    Shipped,
    /// None: every word is counted.
    None,
    /// These instead of those that ship.
    List(Vec<String>),
}

/// What to count: words by default, or the values of any column.
///
/// ```
/// use baokan::Terms;
///
/// let nouns = Terms { pos: vec!["n".into()], ..Terms::default() };
/// let posts = Terms { of: "persons.title".into(), ..Terms::default() };
/// assert_eq!((nouns.of.as_str(), posts.pos.len()), ("tokens", 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// `tokens`, a table whose rows belong to articles (`persons`, `orgs`, `topics`, …: the column
    /// that names what a row is), or a column of one: `persons.title`.
    pub of: String,
    /// Words that are not counted; of words alone.
    pub stop_words: StopWords,
    /// Parts of speech that are counted, by how they begin (`n` takes `nr` and `ns`); all when empty. Of
    /// words alone.
    pub pos: Vec<String>,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            of: "tokens".to_owned(),
            stop_words: StopWords::default(),
            pos: Vec::new(),
        }
    }
}

/// How often a term occurs, and in how many articles.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) frequency: usize,
    pub(crate) documents: usize,
    /// One more than the number of the article it was last seen in.
    last: usize,
}

/// The counts of all terms in each group.
#[derive(Debug)]
pub(crate) struct Counts<'c> {
    pub(crate) terms: FxHashMap<(u32, Cow<'c, str>), Count>,
    /// For each group everything that could be counted, stop words included.
    pub(crate) totals: Vec<usize>,
}

impl Count {
    pub(crate) fn add(&mut self, article: usize) {
        self.frequency += 1;
        if self.last != article + 1 {
            self.documents += 1;
            self.last = article + 1;
        }
    }

    /// The sum of two counts over different articles.
    pub(crate) fn join(&mut self, other: Self) {
        self.frequency += other.frequency;
        self.documents += other.documents;
    }
}

impl Counts<'_> {
    fn join(self, other: Self) -> Self {
        let (mut large, small) = if self.terms.len() < other.terms.len() {
            (other, self)
        } else {
            (self, other)
        };
        for (key, count) in small.terms {
            large.terms.entry(key).or_default().join(count);
        }
        for (total, more) in large.totals.iter_mut().zip(small.totals) {
            *total += more;
        }
        large
    }
}

/// The word at half width; `None` for white space and punctuation.
pub(crate) fn word_of(text: &str, word: Word) -> Option<Cow<'_, str>> {
    let word = word.span.slice(text);
    word.chars()
        .any(char::is_alphanumeric)
        .then(|| folded(word))
}

/// The words of an article, sentence by sentence.
pub(crate) fn sentences(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|one, next| one.sentence == next.sentence)
}
