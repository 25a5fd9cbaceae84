//! Passages grown from seeds, letter by letter.

use crate::question::letter::{Letter, forward};
use crate::span::Span;

use super::Seed;

/// Letters that may differ before a passage goes on: a name, a date, a short insertion.
const CHANGE: usize = 10;
/// Letters that must agree after a change.
const AFTER: usize = 8;

/// A passage of an article that stands in an earlier one. Articles are told by rank.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passage {
    pub(super) article: u32,
    pub(super) source: u32,
    pub(super) span: Span,
    pub(super) source_span: Span,
    /// Letters that agree.
    pub(super) length: usize,
    /// Their part of the longer side's letters.
    pub(super) similarity: f64,
}

/// The passages of one article; `seeds` are its seeds, source by source, in text order.
///
/// The source with the most seeds comes first: a release that holds a common formula is one passage, although the
/// formula was printed earlier elsewhere. What a passage covers is not looked at again, so the work
/// is linear in the article.
pub(super) fn passages<'t>(
    seeds: &[Seed],
    text: impl Fn(u32) -> &'t str,
    min_length: usize,
) -> Vec<Passage> {
    let mut sources = seeds
        .chunk_by(|one, other| one.source == other.source)
        .collect::<Vec<_>>();
    sources.sort_by_key(|seeds| (std::cmp::Reverse(seeds.len()), seeds[0].source));
    let mut covered = Covered::default();
    let mut found = Vec::new();
    for seeds in sources {
        let [article, source] = [seeds[0].article, seeds[0].source];
        let texts = [text(article), text(source)];
        for seed in seeds {
            let Some(free) = covered.free(seed.at as usize, texts[0].len()) else {
                continue;
            };
            let grown = grow(texts, [seed.at as usize, seed.source_at as usize], free);
            let Some((spans, length)) = grown.filter(|(_, length)| *length >= min_length) else {
                continue;
            };
            covered.add(spans[0]);
            let letters = [0, 1].map(|side| {
                let span = spans[side].range();
                forward(texts[side], span.start, span.end).count()
            });
            found.push(Passage {
                article,
                source,
                span: spans[0],
                source_span: spans[1],
                length,
                similarity: length as f64 / letters[0].max(letters[1]).max(1) as f64,
            });
        }
    }
    found
}

/// The stretches of an article that stand in a passage already.
#[derive(Default)]
struct Covered(std::collections::BTreeMap<usize, usize>);

impl Covered {
    /// The stretch round a byte that is in no passage; `None` when the byte is in one.
    fn free(&self, at: usize, length: usize) -> Option<(usize, usize)> {
        let before = self.0.range(..=at).next_back().map_or(0, |(_, &end)| end);
        let after = self
            .0
            .range(at..)
            .next()
            .map_or(length, |(&start, _)| start);
        (before <= at && at < after).then_some((before, after))
    }

    fn add(&mut self, span: Span) {
        self.0.insert(span.start as usize, span.end as usize);
    }
}

/// The longest passage on both sides of a place in two texts, within the free stretch of the first,
/// and how many letters agree.
fn grow(texts: [&str; 2], at: [usize; 2], free: (usize, usize)) -> Option<([Span; 2], usize)> {
    let [one, other] = texts;
    let right = extend(
        forward(one, at[0], free.1),
        forward(other, at[1], other.len()),
    );
    let left = extend(
        forward(one, free.0, at[0]).rev(),
        forward(other, 0, at[1]).rev(),
    );
    let (last, after) = right?;
    let (first, before) = left.unwrap_or((None, 0));
    let last = last?;
    let span = |side: usize| {
        let start = first.map_or(at[side], |first: [Letter; 2]| first[side].start);
        Span::new(start, last[side].end)
    };
    Some(([span(0), span(1)], before + after))
}

/// The last letters that agree when two texts are read side by side, and how many do.
fn extend(
    mut one: impl Iterator<Item = Letter> + Clone,
    mut other: impl Iterator<Item = Letter> + Clone,
) -> Option<(Option<[Letter; 2]>, usize)> {
    let (mut last, mut agreeing) = (None, 0);
    loop {
        let here = (one.clone(), other.clone());
        match (one.next(), other.next()) {
            (Some(letter), Some(same)) if letter.character == same.character => {
                last = Some([letter, same]);
                agreeing += 1;
            }
            (None, _) | (_, None) => break,
            _ => {
                (one, other) = here;
                let Some([skip, other_skip]) = change(one.clone(), other.clone()) else {
                    break;
                };
                if skip > 0 {
                    one.nth(skip - 1);
                }
                if other_skip > 0 {
                    other.nth(other_skip - 1);
                }
            }
        }
    }
    Some((last, agreeing))
}

/// How many letters to pass over on each side, as few as can be, until the texts agree again.
fn change(
    one: impl Iterator<Item = Letter>,
    other: impl Iterator<Item = Letter>,
) -> Option<[usize; 2]> {
    let read = |letters: &mut dyn Iterator<Item = Letter>| {
        let letters = letters.take(CHANGE + AFTER);
        letters.map(|letter| letter.character).collect::<Vec<_>>()
    };
    let (mut one, mut other) = (one, other);
    let [one, other] = [read(&mut one), read(&mut other)];
    for both in 1..=2 * CHANGE {
        for skip in both.saturating_sub(CHANGE)..=both.min(CHANGE) {
            let other_skip = both - skip;
            let after = one.get(skip..skip + AFTER);
            if after.is_some() && after == other.get(other_skip..other_skip + AFTER) {
                return Some([skip, other_skip]);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The passage of the second text that stands in the first.
    fn passage<'t>(source: &'t str, article: &'t str, seed: &str) -> Option<(&'t str, usize, f64)> {
        let seed = Seed {
            article: 1,
            source: 0,
            at: article.find(seed).unwrap() as u32,
            source_at: source.find(seed).unwrap() as u32,
        };
        let text = |rank: u32| [source, article][rank as usize];
        let found = passages(&[seed], text, 10).pop()?;
        Some((found.span.slice(article), found.length, found.similarity))
    }

    #[test]
    fn a_passage_goes_as_far_as_the_letters_agree() {
        let found = passage(
            "通知:各乡镇要压实责任,加强巡查值守。乙完",
            "据悉，各乡镇要压实责任，加强巡查值守！甲完",
            "压实责任",
        );
        assert_eq!(found, Some(("各乡镇要压实责任，加强巡查值守", 14, 1.0)));
    }

    #[test]
    fn a_passage_goes_on_over_a_small_change() {
        let source = "5月20日禾山县召开防汛会议部署巡查值守工作，要求各乡镇落实责任";
        let article = "6月3日云岭县召开防汛会议，部署巡查和值守工作，要求各乡镇落实责任";
        let (text, length, similarity) = passage(source, article, "召开防汛").unwrap();
        assert_eq!(
            text,
            "县召开防汛会议，部署巡查和值守工作，要求各乡镇落实责任"
        );
        assert_eq!(length, 25);
        assert!((similarity - 25.0 / 26.0).abs() < 1e-9);
    }

    #[test]
    fn a_short_passage_is_none() {
        assert_eq!(
            passage("各乡镇要压实责任", "县里要压实责任", "压实责任"),
            None
        );
    }

    #[test]
    fn what_is_covered_is_not_looked_at_again() {
        let mut covered = Covered::default();
        covered.add(Span::new(10, 20));
        assert_eq!(covered.free(5, 30), Some((0, 10)));
        assert_eq!(covered.free(10, 30), None);
        assert_eq!(covered.free(19, 30), None);
        assert_eq!(covered.free(20, 30), Some((20, 30)));
    }
}
