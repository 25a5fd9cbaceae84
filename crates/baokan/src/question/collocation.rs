//! What stands near a word.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::analyzer::ArticleAnalysis;
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::pool::in_pool;
use crate::progress::Progress;
use crate::span::Span;
use crate::table::Table;

use super::answer::Answer;
use super::association::{Contingency, log_dice};
use super::group::Groups;
use super::pattern::Pattern;
use super::term::{StopWords, TermReader, Terms, sentences, word_of};

/// Asks for the collocations of a word.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::Collocations;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let page = Page { text: "某县召开会议\n会议昨日举行,会议很长,昨日举行。".into(), ..Page::default() };
/// # let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let question = Collocations { word: "会议".into(), min_frequency: 1, ..Collocations::default() };
/// let table = corpus.collocations(&question, &Progress::default())?;
/// assert!(!table.is_empty());
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collocations {
    /// The node: a word, or several in a row (`基层治理`), as whole words of the text.
    pub word: String,
    /// Words before and after the node that are looked at, in its sentence; punctuation does not count.
    pub window: (usize, usize),
    /// What the answer is ordered by.
    pub measure: AssociationMeasure,
    /// Words that are no collocates.
    pub stop_words: StopWords,
    /// Parts of speech that collocates have; any when empty.
    pub pos: Vec<String>,
    /// Collocates that stand near the node less often than this are left out.
    pub min_frequency: usize,
    /// How many collocates each group shows at most; all when not given.
    pub limit: Option<usize>,
    /// Columns to count by, each group for itself.
    pub by: Vec<String>,
}

impl Default for Collocations {
    fn default() -> Self {
        Self {
            word: String::new(),
            window: (5, 5),
            measure: AssociationMeasure::default(),
            stop_words: StopWords::default(),
            pos: Vec::new(),
            min_frequency: 2,
            limit: None,
            by: Vec::new(),
        }
    }
}

/// A measure of how strongly words attract each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AssociationMeasure {
    /// The log-likelihood ratio G² (Dunning 1993): how sure the attraction is.
    #[default]
    LogLikelihood,
    /// Pointwise mutual information in bits (Church & Hanks 1990): prefers rare words.
    Pmi,
    /// The t-score (Church, Gale, Hanks & Hindle 1991): prefers frequent words.
    TScore,
    /// logDice (Rychlý 2008): comparable between corpora.
    LogDice,
}

impl AssociationMeasure {
    /// The measures by name, which is that of their column.
    pub const NAMES: [&str; 4] = ["log_likelihood", "pmi", "t_score", "log_dice"];
}

impl std::str::FromStr for AssociationMeasure {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "log_likelihood" => Ok(Self::LogLikelihood),
            "pmi" => Ok(Self::Pmi),
            "t_score" => Ok(Self::TScore),
            "log_dice" => Ok(Self::LogDice),
            _ => Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "measure: one of {} expected, found {name:?}",
                    Self::NAMES.join(", ")
                ),
            )),
        }
    }
}

/// What is counted in each group.
#[derive(Default)]
struct Counts<'c> {
    words: FxHashMap<(u32, Cow<'c, str>), Near>,
    groups: Vec<Total>,
}

/// Occurrences of a word, the node's own not counted.
#[derive(Clone, Copy, Default)]
struct Near {
    near: usize,
    all: usize,
}

#[derive(Clone, Copy, Default)]
struct Total {
    nodes: usize,
    near: usize,
    all: usize,
}

impl Corpus {
    /// The words that stand near a word more often than elsewhere, with measures of how strongly it
    /// attracts them.
    ///
    /// Counted as surface cooccurrence (Evert 2008, “Corpora and collocations”): every word of the corpus
    /// that is not the node's either stands in the window of a node or does not; `frequency` is how often the
    /// collocate does, `expected` how often it would by chance.
    ///
    /// # Errors
    ///
    /// When an argument is not usable, or the run was cancelled.
    pub fn collocations(&self, question: &Collocations, progress: &Progress) -> Result<Table> {
        let node = Pattern::literal("word", &question.word)?;
        let terms = Terms {
            stop_words: question.stop_words.clone(),
            pos: question.pos.clone(),
            ..Terms::default()
        };
        let reader = TermReader::new(self, &terms)?;
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("collocations", &groups)?;
        let counts = self.near(question, &node, &reader, &groups, progress)?;

        let mut rows = Vec::new();
        for ((group, term), word) in &counts.words {
            let total = counts.groups[*group as usize];
            if word.near < question.min_frequency.max(1) {
                continue;
            }
            let association = Contingency {
                both: word.near,
                here: total.near,
                this: word.all,
                all: total.all,
            };
            let dice = log_dice(word.near, total.nodes, word.all);
            let likelihood = association.log_likelihood();
            let strength = match question.measure {
                AssociationMeasure::LogLikelihood if association.attracts() => likelihood,
                AssociationMeasure::LogLikelihood => -likelihood,
                AssociationMeasure::Pmi => association.pmi(),
                AssociationMeasure::TScore => association.t_score(),
                AssociationMeasure::LogDice => dice,
            };
            rows.push((*group, strength, term, total.nodes, association, dice));
        }
        rows.sort_unstable_by(|one, other| {
            let by_group = one.0.cmp(&other.0);
            by_group
                .then(other.1.total_cmp(&one.1))
                .then(one.2.cmp(other.2))
        });
        let limit = question.limit.unwrap_or(usize::MAX);
        let rows = rows
            .chunk_by(|one, other| one.0 == other.0)
            .flat_map(|group| group.iter().take(limit))
            .map(|row| (row.0, row));
        Ok(answer.rows(rows, |row, (_, _, term, nodes, counts, dice)| {
            row.text(question.word.as_str());
            row.text(term.as_ref());
            row.int(counts.both);
            row.int(*nodes);
            row.int(counts.this);
            row.float(counts.expected());
            row.float(counts.log_likelihood());
            row.float(counts.pmi());
            row.float(counts.t_score());
            row.float(*dice);
        }))
    }

    fn near<'c>(
        &'c self,
        question: &Collocations,
        node: &Pattern,
        reader: &TermReader<'_>,
        groups: &Groups,
        progress: &Progress,
    ) -> Result<Counts<'c>> {
        let empty = || Counts {
            words: FxHashMap::default(),
            groups: vec![Total::default(); groups.len()],
        };
        let batches = self.batches();
        progress.begin(batches.len());
        in_pool(self.analyzer().options().threads, || {
            let parts = batches
                .into_par_iter()
                .try_fold(empty, |mut counts, pages| {
                    progress.check()?;
                    for page in pages {
                        let articles = &self.pages()[page].articles;
                        for (number, article) in self.articles_of(page).zip(articles) {
                            let found = near(article, node, question.window);
                            for &group in groups.of(number) {
                                counts.add(self, reader, article, &found, group);
                            }
                        }
                    }
                    progress.step();
                    Ok(counts)
                });
            parts.try_reduce(empty, |one, other| Ok(one.join(other)))
        })
    }
}

/// What a word of an article is to the node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Node,
    Near,
    Far,
}

/// How many nodes an article has, and the position of each of its words.
struct Found {
    nodes: usize,
    positions: Vec<Position>,
}

fn near(article: &ArticleAnalysis, node: &Pattern, window: (usize, usize)) -> Found {
    let text = &article.article.text;
    let mut found = Found {
        nodes: 0,
        positions: vec![Position::Far; article.words.len()],
    };
    let mut hits = node.find(text).peekable();
    let mut first = 0;
    for sentence in sentences(&article.words) {
        let is_word = |at: &usize| word_of(text, sentence[*at]).is_some();
        let last = sentence.last().map_or(0, |word| word.span.end);
        let mut words = None;
        while let Some(hit) = hits.next_if(|hit| hit.start < last) {
            let words = words
                .get_or_insert_with(|| (0..sentence.len()).filter(is_word).collect::<Vec<_>>());
            let Some((start, end)) = whole(sentence, words, hit) else {
                continue;
            };
            found.nodes += 1;
            let mut mark = |words: &[usize], position: Position| {
                for &at in words {
                    let known = &mut found.positions[first + at];
                    // A node in the window of another stays a node.
                    if *known != Position::Node {
                        *known = position;
                    }
                }
            };
            mark(
                &words[start.saturating_sub(window.0)..start],
                Position::Near,
            );
            mark(&words[start..end], Position::Node);
            mark(
                &words[end..(end.saturating_add(window.1)).min(words.len())],
                Position::Near,
            );
        }
        first += sentence.len();
    }
    found
}

/// Which of `words` a hit covers; `None` when it cuts a word or covers none.
fn whole(sentence: &[crate::word::Word], words: &[usize], hit: Span) -> Option<(usize, usize)> {
    let start = words.partition_point(|&at| sentence[at].span.start < hit.start);
    let end = words.partition_point(|&at| sentence[at].span.start < hit.end);
    let before = start.checked_sub(1).map(|at| sentence[words[at]].span.end);
    let last = end.checked_sub(1).map(|at| sentence[words[at]].span.end)?;
    let is_whole =
        start < end && before.is_none_or(|before| before <= hit.start) && last <= hit.end;
    is_whole.then_some((start, end))
}

impl<'c> Counts<'c> {
    fn add(
        &mut self,
        corpus: &Corpus,
        reader: &TermReader<'_>,
        article: &'c ArticleAnalysis,
        found: &Found,
        group: u32,
    ) {
        let total = &mut self.groups[group as usize];
        total.nodes += found.nodes;
        for (word, position) in article.words.iter().zip(&found.positions) {
            let Some(term) = word_of(&article.article.text, *word) else {
                continue;
            };
            if *position == Position::Node {
                continue;
            }
            let is_near = usize::from(*position == Position::Near);
            total.all += 1;
            total.near += is_near;
            if reader.takes(corpus, *word, &term) {
                let count = self.words.entry((group, term)).or_default();
                count.all += 1;
                count.near += is_near;
            }
        }
    }

    fn join(self, other: Self) -> Self {
        let (mut large, small) = if self.words.len() < other.words.len() {
            (other, self)
        } else {
            (self, other)
        };
        for (key, count) in small.words {
            let sum = large.words.entry(key).or_default();
            sum.all += count.all;
            sum.near += count.near;
        }
        for (total, more) in large.groups.iter_mut().zip(small.groups) {
            total.all += more.all;
            total.near += more.near;
            total.nodes += more.nodes;
        }
        large
    }
}
