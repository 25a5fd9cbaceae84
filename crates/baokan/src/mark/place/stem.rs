//! What a spot's name is made of before its ending.

use crate::span::Span;
use crate::word::{is_listed, tagged};

use super::spot::Site;
use super::text::Text;

/// What the words before an ending are.
pub(super) struct Stem<'t> {
    /// The tag of the one word that holds stem and ending.
    pub(super) whole: Option<&'t str>,
    /// Whether it begins with a word tagged as a person's name.
    pub(super) person: bool,
    /// Whether it begins with a verb.
    pub(super) verb: bool,
    /// Words tagged as names.
    pub(super) names: i32,
    /// Other words of two characters or more.
    pub(super) common: i32,
    /// Those of them that the dictionary does not list.
    pub(super) guessed: i32,
}

impl<'t> Stem<'t> {
    pub(super) fn new(text: &Text<'t>, start: usize, site: &Site) -> Self {
        let mut stem = Self {
            whole: None,
            person: false,
            verb: false,
            names: 0,
            common: 0,
            guessed: 0,
        };
        // Headlines carry no words.
        if text.word_at(start).is_none() && !text.words.is_empty() {
            let mut at = start;
            for (word, tag) in tagged(text.slice(start, site.end)) {
                let span = Span::new(at, at + word.len());
                at += word.len();
                // A guess that takes in the whole name says nothing of it.
                let guess = span.start as usize == start && at >= site.end && !is_listed(word);
                if span.start as usize >= site.start || guess {
                    break;
                }
                stem.take(text, site, start, span, tag);
            }
            return stem;
        }
        let mut at = start;
        while at < site.start {
            let Some((span, tag)) = text.word_at(at) else {
                break;
            };
            stem.take(text, site, start, span, tag);
            at = span.end as usize;
        }
        stem
    }

    /// Takes in one word of the name.
    fn take(&mut self, text: &Text<'t>, site: &Site, start: usize, span: Span, tag: &'t str) {
        let first = span.start as usize <= start;
        self.verb |= first && tag.starts_with('v');
        self.person |= first && tag.starts_with("nr");
        if first && span.end as usize >= site.end {
            self.whole = Some(tag);
        } else if matches!(tag.as_bytes(), [b'n', b's' | b'r' | b'z' | b't', ..]) {
            self.names += 1;
        } else if span.len() >= 6 && !matches!(tag, "x" | "eng" | "ng") {
            self.common += 1;
            self.guessed += i32::from(!is_listed(span.slice(text.text)));
        }
    }
}
