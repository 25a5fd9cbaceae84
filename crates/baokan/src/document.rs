//! Words counted per article, sentence, paragraph or page: the input of topic models and classifiers.

use std::collections::HashSet;
use std::str::FromStr;

use rustc_hash::FxHashMap;

use crate::analyzer::ArticleAnalysis;
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::progress::Progress;

/// What counts as a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A page.
    Page,
    /// An article.
    #[default]
    Article,
    /// A paragraph of an article.
    Paragraph,
    /// A sentence of a paragraph.
    Sentence,
}

impl FromStr for Unit {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "page" => Ok(Self::Page),
            "article" => Ok(Self::Article),
            "paragraph" => Ok(Self::Paragraph),
            "sentence" => Ok(Self::Sentence),
            _ => Err(Error::new(
                ErrorKind::Argument,
                format!("by: page, article, paragraph or sentence expected, found {name:?}"),
            )),
        }
    }
}

/// Which words documents are made of.
#[derive(Clone, Debug, Default)]
pub struct DocumentTerms {
    /// What counts as a document.
    pub by: Unit,
    /// The parts of speech wanted, each standing for those below it too (`n` for `n`, `nr`, `ns` …);
    /// when none is given, every word with a letter or digit.
    pub pos: Vec<String>,
    /// Words left out.
    pub stopwords: HashSet<String>,
    /// The characters a word has at least.
    pub min_length: usize,
}

/// The words of each document, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// The different words, sorted by their characters' codes.
    pub vocabulary: Vec<String>,
    /// All words of all documents, as positions in the vocabulary.
    pub terms: Vec<u32>,
    /// For each document where its words begin, and where those of the last end.
    pub offsets: Vec<usize>,
}

/// How often each word of the vocabulary stands in each document, as compressed sparse rows: row `d`
/// holds `counts[offsets[d]..offsets[d + 1]]` in the columns `columns` of the same range, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The words that the columns stand for, sorted by their characters' codes.
    pub vocabulary: Vec<String>,
    /// Where each row begins, and where the last ends.
    pub offsets: Vec<i32>,
    /// The column of each count.
    pub columns: Vec<i32>,
    /// The counts.
    pub counts: Vec<i32>,
}

impl Corpus {
    /// The words of every document, one document for each row of the table its unit is a row of.
    ///
    /// # Errors
    ///
    /// When `progress` was cancelled.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use baokan::{Analyzer, Corpus, Options, Page, Progress, DocumentTerms};
    ///
    /// let analyzer = Arc::new(Analyzer::new(Options::default())?);
    /// let page = Page { text: "某县修路\n路修好了,路很宽。".into(), ..Page::default() };
    /// let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
    /// let documents = corpus.documents(&DocumentTerms::default(), &Progress::default())?;
    /// assert_eq!(documents.len(), 1);
    /// assert!(documents.get(0).any(|word| word == "路"));
    /// # Ok::<(), baokan::Error>(())
    /// ```
    pub fn documents(&self, terms: &DocumentTerms, progress: &Progress) -> Result<Documents> {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut found = Vec::new();
        let mut offsets = vec![0];
        progress.begin(self.pages().len());
        for page in self.pages() {
            progress.check()?;
            for article in &page.articles {
                self.article_documents(article, terms, &mut numbers, &mut found, &mut offsets);
            }
            if terms.by == Unit::Page {
                offsets.push(found.len());
            }
            progress.step();
        }
        // Numbered as they came; a vocabulary in order does not depend on which page was read first.
        let mut vocabulary: Vec<(&str, u32)> = numbers.into_iter().collect();
        vocabulary.sort_unstable();
        let mut places = vec![0; vocabulary.len()];
        for (place, &(_, number)) in (0..).zip(&vocabulary) {
            places[number as usize] = place;
        }
        for term in &mut found {
            *term = places[*term as usize];
        }
        let vocabulary = vocabulary.into_iter().map(|(word, _)| word.to_owned());
        Ok(Documents {
            vocabulary: vocabulary.collect(),
            terms: found,
            offsets,
        })
    }

    fn article_documents<'c>(
        &self,
        analysis: &'c ArticleAnalysis,
        terms: &DocumentTerms,
        numbers: &mut FxHashMap<&'c str, u32>,
        found: &mut Vec<u32>,
        offsets: &mut Vec<usize>,
    ) {
        let text = analysis.article.text.as_str();
        let (units, unit_of): (usize, &dyn Fn(u32) -> usize) = match terms.by {
            Unit::Page => (0, &|_| 0),
            Unit::Article => (1, &|_| 0),
            Unit::Sentence => (analysis.sentences.len(), &|sentence| sentence as usize),
            Unit::Paragraph => (analysis.article.paragraphs.len(), &|sentence| {
                analysis
                    .sentences
                    .get(sentence as usize)
                    .map_or(0, |sentence| sentence.paragraph)
            }),
        };
        let mut open = 0;
        for word in &analysis.words {
            // A document without words is a document all the same.
            let unit = unit_of(word.sentence);
            while open < unit.min(units) {
                offsets.push(found.len());
                open += 1;
            }
            let spelled = word.span.slice(text);
            if terms.takes(spelled, self.analyzer().tag_name(word.tag)) {
                let next = numbers.len() as u32;
                found.push(*numbers.entry(spelled).or_insert(next));
            }
        }
        for _ in open..units {
            offsets.push(found.len());
        }
    }
}

impl DocumentTerms {
    fn takes(&self, word: &str, tag: &str) -> bool {
        let spoken = if self.pos.is_empty() {
            word.chars().any(char::is_alphanumeric)
        } else {
            self.pos.iter().any(|pos| tag.starts_with(pos.as_str()))
        };
        spoken
            && !self.stopwords.contains(word)
            && (self.min_length <= 1 || word.chars().count() >= self.min_length)
    }
}

impl Documents {
    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words of a document.
    pub fn get(&self, document: usize) -> impl Iterator<Item = &str> {
        let terms = &self.terms[self.offsets[document]..self.offsets[document + 1]];
        terms
            .iter()
            .map(|&term| self.vocabulary[term as usize].as_str())
    }

    /// Counts the words of each document.
    ///
    /// Left out are words that stand in fewer documents than `least`, and those that stand in more than
    /// this share of all documents, `most` (1.0 leaves out none).
    ///
    /// # Errors
    ///
    /// When `most` is no share, or there are more counts than the row offsets of common sparse matrices
    /// (32 bits) can tell.
    pub fn matrix(&self, least: usize, most: f64) -> Result<Matrix> {
        if !(0.0..=1.0).contains(&most) {
            let message = format!("max_df: a share between 0 and 1 expected, found {most}");
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let mut rows = Vec::with_capacity(self.len());
        let mut documents = vec![0_usize; self.vocabulary.len()];
        for bounds in self.offsets.windows(2) {
            let mut terms = self.terms[bounds[0]..bounds[1]].to_vec();
            terms.sort_unstable();
            let mut row: Vec<(u32, i32)> = Vec::new();
            for term in terms {
                match row.last_mut() {
                    Some((last, count)) if *last == term => *count += 1,
                    _ => {
                        documents[term as usize] += 1;
                        row.push((term, 1));
                    }
                }
            }
            rows.push(row);
        }
        let bound = most * self.len() as f64;
        let kept = |&count: &usize| count >= least && count as f64 <= bound;
        let mut columns_of = Vec::with_capacity(documents.len());
        let mut vocabulary = Vec::new();
        for (word, count) in self.vocabulary.iter().zip(&documents) {
            columns_of.push(kept(count).then_some(vocabulary.len() as i32));
            if kept(count) {
                vocabulary.push(word.clone());
            }
        }
        let mut matrix = Matrix {
            vocabulary,
            offsets: vec![0],
            ..Matrix::default()
        };
        for row in rows {
            for (term, count) in row {
                if let Some(column) = columns_of[term as usize] {
                    matrix.columns.push(column);
                    matrix.counts.push(count);
                }
            }
            matrix.offsets.push(matrix.columns.len() as i32);
        }
        if i32::try_from(matrix.columns.len()).is_err() {
            return Err(Error::new(
                ErrorKind::Argument,
                "more than 2147483647 counts: take fewer documents or words",
            ));
        }
        Ok(matrix)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analyzer::{Analyzer, Options};
    use crate::page::Page;

    fn corpus() -> Corpus {
        let page = |text: &str| Page {
            text: text.to_owned(),
            ..Page::default()
        };
        let pages = [
            "某县修路\n\n路修好了,路很宽。车多了。\n\n大家都说好。",
            "",
            "某村修桥\n\n桥修好了。",
        ];
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        Corpus::from_pages(pages.map(page).to_vec(), analyzer, &Progress::default()).unwrap()
    }

    fn documents(terms: &DocumentTerms) -> Documents {
        corpus().documents(terms, &Progress::default()).unwrap()
    }

    #[test]
    fn there_is_a_document_for_every_row() {
        let corpus = corpus();
        let of = |by| {
            let terms = DocumentTerms {
                by,
                ..DocumentTerms::default()
            };
            corpus.documents(&terms, &Progress::default()).unwrap()
        };
        let articles = || corpus.articles();
        assert_eq!(of(Unit::Page).len(), 3);
        assert_eq!(of(Unit::Page).get(1).count(), 0);
        assert_eq!(of(Unit::Article).len(), corpus.len());
        let paragraphs: usize = articles().map(|found| found.article.paragraphs.len()).sum();
        assert_eq!(of(Unit::Paragraph).len(), paragraphs);
        let sentences: usize = articles().map(|found| found.sentences.len()).sum();
        assert_eq!(of(Unit::Sentence).len(), sentences);
        let all = of(Unit::Page).terms;
        for by in [Unit::Article, Unit::Paragraph, Unit::Sentence] {
            assert_eq!(of(by).terms, all, "{by:?}");
        }
    }

    #[test]
    fn words_are_chosen() {
        let any = documents(&DocumentTerms::default());
        assert!(any.vocabulary.is_sorted());
        assert!(any.vocabulary.iter().all(|word| word != "。"));
        let chosen = documents(&DocumentTerms {
            pos: vec!["n".to_owned()],
            stopwords: HashSet::from(["车".to_owned()]),
            ..DocumentTerms::default()
        });
        assert!(chosen.vocabulary.contains(&"路".to_owned()));
        assert!(!chosen.vocabulary.contains(&"车".to_owned()));
        let long = documents(&DocumentTerms {
            min_length: 2,
            ..DocumentTerms::default()
        });
        assert!(long.vocabulary.iter().all(|word| word.chars().count() > 1));
    }

    #[test]
    fn counts_are_those_of_the_words() {
        let documents = documents(&DocumentTerms::default());
        let matrix = documents.matrix(1, 1.0).unwrap();
        assert_eq!(matrix.vocabulary, documents.vocabulary);
        for row in 0..documents.len() {
            let range = matrix.offsets[row] as usize..matrix.offsets[row + 1] as usize;
            assert!(matrix.columns[range.clone()].is_sorted());
            for at in range {
                let word = &matrix.vocabulary[matrix.columns[at] as usize];
                let count = documents.get(row).filter(|found| found == word).count();
                assert_eq!(matrix.counts[at] as usize, count, "{word}");
            }
        }
        let shared = documents.matrix(2, 1.0).unwrap();
        assert!(shared.vocabulary.len() < matrix.vocabulary.len());
        assert!(shared.vocabulary.contains(&"修".to_owned()) || !shared.vocabulary.is_empty());
        let own = documents.matrix(1, 0.5).unwrap();
        assert!(
            own.vocabulary
                .iter()
                .all(|word| !shared.vocabulary.contains(word))
        );
        assert_eq!(
            documents.matrix(1, 2.0).unwrap_err().kind(),
            ErrorKind::Argument
        );
    }
}
