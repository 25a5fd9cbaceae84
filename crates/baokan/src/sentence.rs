//! Sentences of a paragraph, quote-aware.
//!
//! A sentence ends behind a run of `。！？!?…` and the closing marks that follow it. `;` and `；` end
//! none. A half-width `.` ends one only where the paper uses it as its full stop (see `Stops`); that
//! leaves decimals, versions and building numbers (`1.2.3单元`) whole.
//!
//! Quotation marks, brackets and title marks are read in pairs. What stands in a pair of up to 150
//! characters is one piece: a speaker's two or three sentences stay together and with the words that
//! say who spoke, which is what an analyst wants to read as one row (`“路修好了。心里踏实了！”王大爷说。`).
//! A longer quotation, a speech printed in full, is split inside. A pair is looked for within its
//! paragraph only, so a quotation mark that is never closed has no effect at all.
//!
//! Behind an end mark and a closing quotation mark (`。”`) the sentence is over
//!
//! * when the quotation was led in by a colon or a comma, or a verb of speaking: `他说：“好。”全场鼓掌。`
//!   are two sentences;
//! * when another quotation follows at once: `“好吗？”“好。”`;
//! * not when the quotation began the sentence, because then its speaker follows: `“好。”他说。`;
//! * not when it is a part of the sentence: `一句“谢谢您！”让他红了眼眶。`

mod pair;

use serde::Serialize;

use crate::article::Paragraph;
use crate::span::Span;

use pair::{Kind, Pair, Pairs, Side, is_end, is_quote, mark};

/// A sentence of an article, as a span of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Index of its paragraph; headline lines have none.
    pub paragraph: usize,
}

/// Splits every paragraph into sentences.
///
/// The sentences of a paragraph tile it from its first to its last character that is no white space;
/// white space between two sentences belongs to the first.
///
/// ```
/// use baokan::{Paragraph, Role, Span, sentences};
///
/// let text = "“路修好了。心里踏实了！”王大爷说。村里共修路3.5公里。";
/// let paragraph = Paragraph { span: Span::new(0, text.len()), role: Role::Body };
/// let found = sentences(text, &[paragraph]);
/// let found: Vec<&str> = found.iter().map(|sentence| sentence.span.slice(text)).collect();
/// assert_eq!(found, ["“路修好了。心里踏实了！”王大爷说。", "村里共修路3.5公里。"]);
/// ```
#[must_use]
pub fn sentences(text: &str, paragraphs: &[Paragraph]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut pairs = Pairs::default();
    for (paragraph, at) in paragraphs.iter().enumerate() {
        let slice = at.span.slice(text);
        let start = at.span.start as usize + (slice.len() - slice.trim_start().len());
        let slice = slice.trim();
        if slice.is_empty() {
            continue;
        }
        pairs.read(slice);
        let mut splitter = Splitter::new(slice, &pairs);
        while let Some((from, to)) = splitter.next_sentence() {
            sentences.push(Sentence {
                span: Span::new(start + from, start + to),
                paragraph,
            });
        }
    }
    sentences
}

/// How a paragraph uses the half-width period.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stops {
    /// As a decimal point, in numbering and in foreign names (`约翰.史密斯`): the paragraph has a
    /// Chinese full stop. A period before white space or at the end still ends a sentence.
    Chinese,
    /// As the full stop: there is no Chinese one and the paragraph ends with a period.
    Period,
}

struct Splitter<'t> {
    text: &'t str,
    pairs: &'t Pairs,
    stops: Stops,
    at: usize,
    next_stop: usize,
    next_pair: usize,
    next_closing: usize,
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str, pairs: &'t Pairs) -> Self {
        let stops = if text.ends_with(['.', '．']) && !text.contains('。') {
            Stops::Period
        } else {
            Stops::Chinese
        };
        Self {
            text,
            pairs,
            stops,
            at: 0,
            next_stop: 0,
            next_pair: 0,
            next_closing: 0,
        }
    }

    /// The next sentence, with the white space behind it.
    fn next_sentence(&mut self) -> Option<(usize, usize)> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let mut at = start;
        while let Some(stop) = self.next_stop_from(at) {
            at = stop;
            let Some(character) = self.text[at..].chars().next() else {
                break;
            };
            let next = at + character.len_utf8();
            if let Some(pair) = self.whole_pair_at(at) {
                let behind = pair.close + self.width_at(pair.close);
                let inside = &self.text[pair.open..pair.close];
                at = behind;
                if ends_with_end_mark(inside) && self.ends_behind(start, pair, behind) {
                    return Some(self.finish(start, behind));
                }
            } else if self.ends_at(start, at, character) {
                let (behind, closed) = self.behind_end_marks(next);
                at = behind;
                let over = match closed {
                    Some(pair) => self.ends_behind(start, pair, behind),
                    None => !continues(&self.text[behind..]),
                };
                if over {
                    return Some(self.finish(start, behind));
                }
            } else {
                at = next;
            }
        }
        self.at = self.text.len();
        Some((start, self.at))
    }

    /// The first place from `at` on where a sentence may end or a pair opens.
    fn next_stop_from(&mut self, at: usize) -> Option<usize> {
        let stops = &self.pairs.stops;
        while stops.get(self.next_stop).is_some_and(|&stop| stop < at) {
            self.next_stop += 1;
        }
        stops.get(self.next_stop).copied()
    }

    fn finish(&mut self, start: usize, end: usize) -> (usize, usize) {
        let rest = &self.text[end..];
        self.at = end + (rest.len() - rest.trim_start().len());
        (start, self.at)
    }

    fn width_at(&self, at: usize) -> usize {
        self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    /// The pair to be kept whole that opens at `at`.
    fn whole_pair_at(&mut self, at: usize) -> Option<Pair> {
        let list = &self.pairs.list;
        while list.get(self.next_pair).is_some_and(|pair| pair.open < at) {
            self.next_pair += 1;
        }
        list.get(self.next_pair)
            .copied()
            .filter(|pair| pair.open == at && pair.whole)
    }

    /// Whether the character at `at` is one that ends sentences.
    fn ends_at(&self, start: usize, at: usize, character: char) -> bool {
        match character {
            '.' | '．' => self.period_ends(start, at, character),
            _ => is_end(character),
        }
    }

    /// A period is a full stop behind a Chinese character, where white space, a closing mark or the
    /// paragraph's end follows, or Chinese text where the paragraph has no other full stop. Behind a
    /// numeral that begins the sentence it is numbering (`一.加强领导`). Three in a row are an ellipsis.
    fn period_ends(&self, start: usize, at: usize, character: char) -> bool {
        let (before, after) = (
            &self.text[start..at],
            &self.text[at + character.len_utf8()..],
        );
        if before.ends_with("..") {
            return true;
        }
        let Some(last) = before.chars().next_back() else {
            return false;
        };
        let closing = mark(last).is_some_and(|(_, side)| side != Side::Open);
        if !(is_han(last) || closing)
            || (is_numeral(last) && before.chars().take(4).all(is_numeral))
        {
            return false;
        }
        match after.chars().next() {
            None => true,
            Some(next) if next.is_whitespace() => true,
            Some(next) if mark(next).is_some_and(|(_, side)| side != Side::Open) => true,
            Some(next) => self.stops == Stops::Period && (is_han(next) || mark(next).is_some()),
        }
    }

    /// Passes over the end marks and closing marks at `at`; says which pair the last of these closed.
    fn behind_end_marks(&mut self, mut at: usize) -> (usize, Option<Pair>) {
        let mut closed = None;
        while let Some(character) = self.text[at..].chars().next() {
            let ends = is_end(character) || (character == '.' && self.text[..at].ends_with('.'));
            if ends {
                closed = None;
            } else if let Some((_, side)) = mark(character) {
                let pair = self.pair_closed_at(at);
                // A straight quotation mark that closes nothing opens the next quotation.
                if side == Side::Open || (side == Side::Either && pair.is_none()) {
                    break;
                }
                closed = pair;
            } else {
                break;
            }
            at += character.len_utf8();
        }
        (at, closed)
    }

    fn pair_closed_at(&mut self, at: usize) -> Option<Pair> {
        let closing = &self.pairs.closing;
        while closing
            .get(self.next_closing)
            .is_some_and(|&(close, _)| close < at)
        {
            self.next_closing += 1;
        }
        let &(close, index) = closing.get(self.next_closing)?;
        (close == at).then(|| self.pairs.list[index])
    }

    /// Whether the sentence that began at `start` is over behind the pair, whose text ends with an
    /// end mark.
    fn ends_behind(&self, start: usize, pair: Pair, behind: usize) -> bool {
        let (before, after) = (&self.text[..pair.open], &self.text[behind..]);
        let opening = self.text[pair.open..].chars().next().and_then(mark);
        let Some((kind, _)) = opening else {
            return true;
        };
        if continues(after) {
            return false;
        }
        // The mark may stand in an earlier sentence, where a long quotation was split inside: then
        // the last of its sentences takes the speaker along.
        let begins = if pair.open < start {
            begins_sentence(before)
        } else {
            before.trim_end().len() <= start
        };
        if !is_quote(kind) {
            return kind == Kind::Bracket && begins;
        }
        let next = after.chars().next().and_then(mark);
        if next.is_some_and(|(kind, side)| is_quote(kind) && side != Side::Close) {
            return true;
        }
        !begins && led_in(before)
    }
}

/// Whether a quotation behind `before` opens its sentence.
fn begins_sentence(before: &str) -> bool {
    before
        .trim_end()
        .chars()
        .next_back()
        .is_none_or(|last| is_end(last) || mark(last).is_some())
}

/// Whether a quotation behind `before` was led in as speech: `他说：`, `王大爷笑道，`, `连声问`.
fn led_in(before: &str) -> bool {
    let last = before.trim_end().chars().next_back();
    last.is_some_and(|last| matches!(last, '：' | ':' | '，' | ',' | '说' | '道' | '问' | '喊'))
}

/// Whether `inside` ends with an end mark, closing marks of inner pairs aside.
fn ends_with_end_mark(inside: &str) -> bool {
    let closing = |character: char| mark(character).is_some_and(|(_, side)| side != Side::Open);
    inside
        .chars()
        .rev()
        .take(8)
        .find(|&character| !closing(character))
        .is_some_and(|last| is_end(last) || last == '.')
}

/// Whether what follows an end mark belongs to the same sentence: a comma, an end mark behind the
/// closing quotation mark, or 的, which makes the quotation an attribute (`“加油！”的喊声`).
fn continues(after: &str) -> bool {
    after.chars().next().is_some_and(|next| {
        is_end(next)
            || matches!(
                next,
                '，' | ',' | '、' | '；' | ';' | '：' | ':' | '—' | '的'
            )
    })
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit()
        || "〇一二三四五六七八九十".contains(character)
        || matches!(character, '（' | '(' | '）' | ')' | '第')
}

#[cfg(test)]
mod tests;
