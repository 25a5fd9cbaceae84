//! Names of mechanisms and the words around them, by kind: a word of one kind hides none of another that
//! lies in it.

use super::super::vocabulary::{LONGEST, List};
pub(super) use super::super::vocabulary::{window, window_before};
use crate::record::Context;
use crate::record::cue::Cue;
use crate::record::hits::Hits;
use crate::record::vocabulary::Record;

/// No term has more bytes.
const FAR: usize = 4 * LONGEST;

/// The words of the list that stand in an article.
#[derive(Clone, Copy)]
pub(in crate::record) struct Words<'a> {
    text: &'a str,
    hits: &'a Hits,
}

/// The terms of one kind that stand in an article; of two that overlap the one that begins first counts,
/// then the longest.
///
/// What is asked of a stretch of the article is read off the terms found in it beforehand. So every
/// `text` handed over is a slice of the article's.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    words: Words<'a>,
    kind: u64,
}

macro_rules! vocabulary {
    ($($kind:ident)*; $($whole:ident)*) => {
        const KINDS: &[&str] = &[$(stringify!($kind),)* $(stringify!($whole)),*];

        /// The terms of each kind; the head of the list says what they are.
        impl<'a> Words<'a> {
            vocabulary!(@bit 0; $($kind)*);
        }
    };
    (@bit $at:expr; $kind:ident $($rest:ident)*) => {
        pub(super) fn $kind(self) -> Terms<'a> {
            Terms { words: self, kind: 1 << ($at) }
        }
        vocabulary!(@bit $at + 1; $($rest)*);
    };
    (@bit $at:expr;) => {};
}

vocabulary! {
    session part hold announced agreed rejected open lead
    channel gather actor owner partner support rhythm breach
    matter about matter_end adverb attend invite noun generic
    matter_lead matter_tail summing result filler help address attributive
    sanction plural limit ending gathering open_with resident discuss
    venue custom favour against talk deed election unit_end;
    // Looked up whole: units of counting.
    voter
}

pub(in crate::record) const LIST: List = List {
    name: "deliberation",
    kinds: KINDS,
    words: include_str!("../../../data/deliberations.tsv"),
};

impl<'a> Words<'a> {
    pub(in crate::record) fn new(context: &'a Context) -> Self {
        Self {
            text: &context.article.text,
            hits: &context.hits,
        }
    }

    /// Where a slice of the article begins in it.
    fn offset(self, text: &str) -> usize {
        let at = (text.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        debug_assert!(text.is_empty() || at + text.len() <= self.text.len());
        at
    }

    /// All words that begin at byte `from` or behind it.
    fn after(self, from: usize) -> &'a [Cue] {
        let words = self.hits.of(Record::Deliberation);
        &words[words.partition_point(|word| (word.span.start as usize) < from)..]
    }
}

impl<'a> Terms<'a> {
    /// Whether the article has any.
    pub(super) fn occur(self) -> bool {
        self.words.hits.has(Record::Deliberation, self.kind)
    }

    /// Every term of `text`: its first byte and one past its last.
    pub(super) fn find(self, text: &str) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let from = self.words.offset(text);
        self.within(from, from + text.len())
            .map(move |(start, end)| (start - from, end - from))
    }

    /// Every term of `from..to` of the article.
    pub(super) fn within(
        self,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let words = if from < to && self.occur() {
            self.words.after(from)
        } else {
            &[]
        };
        let begun = words
            .iter()
            .take_while(move |word| (word.span.start as usize) < to);
        let of_kind = begun.filter(move |word| word.is(self.kind) && word.span.end as usize <= to);
        let mut of_kind = of_kind.map(|word| word.span).peekable();
        let mut reached = 0;
        std::iter::from_fn(move || {
            let mut found = of_kind.find(|span| span.start >= reached)?;
            while let Some(longer) = of_kind.next_if(|next| next.start == found.start) {
                found = longer;
            }
            reached = found.end;
            Some((found.start as usize, found.end as usize))
        })
    }

    /// The first term of `text`.
    pub(super) fn first(self, text: &str) -> Option<(usize, usize)> {
        self.find(text).next()
    }

    /// The last term of `text`.
    pub(super) fn last(self, text: &str) -> Option<(usize, usize)> {
        self.find(text).last()
    }

    /// Whether `text` holds a term.
    pub(super) fn are_in(self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// The length of the term that begins `text`.
    pub(super) fn begin(self, text: &str) -> Option<usize> {
        if text.is_empty() || !self.occur() {
            return None;
        }
        let from = self.words.offset(text);
        let here = self.words.after(from).iter();
        here.take_while(|word| word.span.start as usize == from)
            .filter(|word| word.is(self.kind) && word.span.len() <= text.len())
            .last()
            .map(|word| word.span.len())
    }

    /// The length of the longest term that ends `text`, other terms in it aside.
    pub(super) fn suffix(self, text: &str) -> Option<usize> {
        if text.is_empty() || !self.occur() {
            return None;
        }
        let from = self.words.offset(text);
        let to = from + text.len();
        let near = self.words.after(from.max(to.saturating_sub(FAR))).iter();
        near.take_while(|word| (word.span.start as usize) < to)
            .find(|word| word.is(self.kind) && word.span.end as usize == to)
            .map(|word| word.span.len())
    }

    /// Whether `text` ends with a term.
    pub(super) fn end(self, text: &str) -> bool {
        self.suffix(text).is_some()
    }

    /// The length of `text` without the term that ends it.
    pub(super) fn without_end(self, text: &str) -> Option<usize> {
        self.suffix(text)?;
        let near = window_before(text, LONGEST);
        self.last(near)
            .filter(|&(_, end)| end == near.len())
            .map(|(start, _)| text.len() - (near.len() - start))
    }
}
