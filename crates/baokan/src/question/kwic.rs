//! Key word in context.

use crate::corpus::Corpus;
use crate::error::Result;
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::span::CharOffsets;
use crate::table::Table;

use super::answer::Answer;
use super::group::Groups;
use super::pattern::Pattern;

/// Asks for a concordance: every occurrence of a pattern with its context (key word in context; Luhn
/// 1960).
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::Kwic;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let page = Page { text: "某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
/// # let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let question = Kwic { pattern: "会议".into(), ..Kwic::default() };
/// assert_eq!(corpus.kwic(&question, &Progress::default())?.len(), 2);
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kwic {
    /// What to look for.
    pub pattern: String,
    /// Whether the pattern is a regular expression; a text as it is otherwise, blind to width.
    pub regex: bool,
    /// Characters of context on each side; it ends with the line it stands in.
    pub width: usize,
    /// Columns to show beside each line.
    pub by: Vec<String>,
}

impl Default for Kwic {
    fn default() -> Self {
        Self {
            pattern: String::new(),
            regex: false,
            width: 20,
            by: Vec::new(),
        }
    }
}

impl Corpus {
    /// The concordance of a pattern: a row for each occurrence, in the order of the articles.
    ///
    /// The pattern is looked for in the texts as they are, whatever their words, headlines included.
    ///
    /// # Errors
    ///
    /// When the pattern or `by` is not usable, or the run was cancelled.
    pub fn kwic(&self, question: &Kwic, progress: &Progress) -> Result<Table> {
        let pattern = if question.regex {
            Pattern::expression("pattern", &question.pattern)?
        } else {
            Pattern::literal("pattern", &question.pattern)?
        };
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("kwic", &groups)?;
        let batches = self.batches();
        progress.begin(batches.len());
        let batches = in_parallel(batches, self.analyzer().options().threads, |pages| {
            progress.check()?;
            let mut rows = Vec::new();
            for page in pages {
                let articles = &self.pages()[page].articles;
                for (number, article) in self.articles_of(page).zip(articles) {
                    let text = article.article.text.as_str();
                    for span in pattern.find(text) {
                        rows.extend(
                            groups
                                .of(number)
                                .iter()
                                .map(|&group| (group, (number, text, span))),
                        );
                    }
                }
            }
            let mut offsets = None;
            let batch = answer.batch(rows, |row, (number, text, span)| {
                let (_, offsets) = match &offsets {
                    Some((of, _)) if *of == number => offsets.as_ref(),
                    _ => Some(&*offsets.insert((number, CharOffsets::new(text)))),
                }
                .expect("made for this article");
                let (start, end) = offsets.characters(span);
                row.int(number);
                row.int(start);
                row.int(end);
                row.text(last(&text[..span.start as usize], question.width));
                row.text(span.slice(text));
                row.text(first(&text[span.end as usize..], question.width));
            });
            progress.step();
            Ok(batch)
        })?;
        Ok(answer.table(batches.into_iter().flatten().collect()))
    }
}

/// The last `width` characters of a text, on its last line.
fn last(text: &str, width: usize) -> &str {
    let mut start = text.len();
    for (at, character) in text.char_indices().rev().take(width) {
        if character == '\n' {
            break;
        }
        start = at;
    }
    &text[start..]
}

/// The first `width` characters of a text, on its first line.
fn first(text: &str, width: usize) -> &str {
    let end = text
        .char_indices()
        .take(width)
        .take_while(|&(_, character)| character != '\n')
        .last();
    &text[..end.map_or(0, |(at, character)| at + character.len_utf8())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_ends_with_its_line() {
        assert_eq!(last("标题\n会前的话", 3), "前的话");
        assert_eq!(last("标题\n会前", 5), "会前");
        assert_eq!(first("会后的话\n下段", 3), "会后的");
        assert_eq!(first("会后\n下段", 5), "会后");
        assert_eq!((last("", 5), first("话", 0)), ("", ""));
    }
}
