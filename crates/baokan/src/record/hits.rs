//! Where the words of every list and the marks of punctuation stand in an article, found in one pass.

use super::cue::Cue;
use super::vocabulary::{LISTS, Record, Sense};
use crate::span::Span;

/// The marks records are read by: those that end a clause, quotation marks and brackets.
pub(super) const MARKS: &str = "，,；;：:。｡！!？?…—\n“”‘’「」『』\"（）()《》";

/// A mark of punctuation in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its first byte.
    pub(super) at: usize,
    pub(super) letter: char,
}

/// The words and the marks of an article.
#[derive(Debug)]
pub(crate) struct Hits {
    /// The words of each list in text order: none inside another, but of the list of deliberations every
    /// occurrence, since there a word of one kind hides none of another.
    words: [Vec<Cue>; LISTS.len()],
    /// All kinds of each list that occur.
    kinds: [u64; LISTS.len()],
    pub(super) marks: Vec<Mark>,
}

impl Mark {
    /// One past its last byte.
    pub(super) fn end(self) -> usize {
        self.at + self.letter.len_utf8()
    }
}

impl Hits {
    /// None yet, with room for those a text of this length has as a rule.
    pub(super) fn with_room_for(text: &str) -> Self {
        // A clause has some thirty bytes.
        let room = text.len() / 32;
        Self {
            words: std::array::from_fn(|_| Vec::with_capacity(room)),
            kinds: [0; LISTS.len()],
            marks: Vec::with_capacity(room),
        }
    }

    /// Adds a word or mark: those that begin later come later, and of those that begin together the longer.
    pub(super) fn add(&mut self, start: usize, end: usize, sense: &Sense) {
        let mut lists = sense.lists;
        while lists != 0 {
            let list = lists.trailing_zeros() as usize;
            lists &= lists - 1;
            let cue = Cue {
                span: Span::new(start, end),
                kinds: sense.kinds[list],
            };
            self.kinds[list] |= cue.kinds;
            let words = &mut self.words[list];
            match words.last_mut() {
                // Of two that overlap the one that begins first counts, then the longest.
                Some(last)
                    if cue.span.start < last.span.end && list != Record::Deliberation as usize =>
                {
                    if cue.span.start == last.span.start {
                        *last = cue;
                    }
                }
                _ => words.push(cue),
            }
        }
        if let Some(letter) = sense.mark {
            self.marks.push(Mark { at: start, letter });
        }
    }

    /// The words of a list.
    pub(super) fn of(&self, list: Record) -> &[Cue] {
        &self.words[list as usize]
    }

    /// Whether the article may have words of one of the kinds of a list; what it has not needs no look.
    pub(super) fn has(&self, list: Record, kinds: u64) -> bool {
        self.kinds[list as usize] & kinds != 0
    }

    /// The words of a list that lie in `from..to`.
    pub(super) fn between(&self, list: Record, from: usize, to: usize) -> &[Cue] {
        let words = self.of(list);
        let first = words.partition_point(|cue| (cue.span.start as usize) < from);
        let rest = &words[first..];
        &rest[..rest.partition_point(|cue| cue.span.end as usize <= to)]
    }

    /// The marks in `from..to`.
    pub(super) fn marks(&self, from: usize, to: usize) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.at < from);
        let rest = &self.marks[first..];
        &rest[..rest.partition_point(|mark| mark.at < to)]
    }
}
