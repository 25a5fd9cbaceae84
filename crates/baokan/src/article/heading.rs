//! Groups of short lines: the headline block of a new article, or subheads of the one before.

use std::collections::{HashMap, HashSet};

use super::dateline;
use crate::layout::block::{Block, Kind, is_heading_shape};
use crate::layout::line::ends_sentence;
use crate::width::{fold, is_han};

/// Consecutive lines that may be a headline block, as a range of blocks.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The groups of a page, in order.
pub(crate) fn groups(blocks: &[Block], indented: bool) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let start = at;
        let mut holds_text = false;
        while at < blocks.len() {
            match &blocks[at].kind {
                Kind::Text if may_head(&blocks[at], indented) => holds_text = true,
                Kind::Section(_) => {}
                // A byline in brackets closes the article before; one with a mark or role opens this one.
                Kind::Byline(_) if holds_text && !is_bracketed(&blocks[at].part.text) => {}
                _ => break,
            }
            at += 1;
            // What follows a byline belongs to the text.
            if matches!(blocks[at - 1].kind, Kind::Byline(_)) {
                break;
            }
        }
        if holds_text {
            groups.push(Group { start, end: at });
        } else {
            at = start.max(at) + usize::from(at == start);
        }
    }
    groups
}

/// Whether a block has the shape of a headline or subhead on a page that does or does not indent its paragraphs.
fn may_head(block: &Block, indented: bool) -> bool {
    let text = &block.part.text;
    is_heading_shape(text)
        && !dateline::begins_with_dateline(text)
        && (!indented || block.indent < 3 || text.chars().count() <= 25)
}

pub(crate) fn is_bracketed(text: &str) -> bool {
    text.chars().next().map(fold) == Some('(')
}

/// What speaks for a group being the headline block of a new article. Each is a number of about 0 to 1.
pub(crate) const FEATURES: usize = 20;

/// What the page does throughout, against which one group is read.
#[derive(Clone, Debug)]
pub(crate) struct Habits {
    /// Bracketed bylines that close articles.
    closings: usize,
    /// Paragraphs that begin with a dateline.
    datelines: usize,
    /// Groups that hold an opening byline.
    bylines: usize,
    /// Empty lines between most blocks.
    blanks: usize,
    groups: usize,
    /// In how many blocks each pair of characters stands.
    pairs: HashMap<(char, char), u32>,
}

impl Habits {
    pub(crate) fn of(blocks: &[Block], groups: &[Group]) -> Self {
        let mut blanks: Vec<usize> = blocks.iter().skip(1).map(|block| block.blanks).collect();
        blanks.sort_unstable();
        let mut pairs = HashMap::new();
        for block in blocks.iter().filter(|block| matches!(block.kind, Kind::Text)) {
            let seen: HashSet<_> = bigrams(&block.part.text, usize::MAX).collect();
            for pair in seen {
                *pairs.entry(pair).or_default() += 1;
            }
        }
        Self {
            closings: blocks.iter().filter(|block| closes(block)).count(),
            datelines: blocks.iter().filter(|block| dateline::begins_with_dateline(&block.part.text)).count(),
            bylines: groups
                .iter()
                .filter(|group| blocks[group.start..group.end].iter().any(|block| matches!(block.kind, Kind::Byline(_))))
                .count(),
            blanks: blanks.get(blanks.len() / 2).copied().unwrap_or(0),
            groups: groups.len(),
            pairs,
        }
    }
}

/// Whether a block ends the article it belongs to with a byline in brackets.
pub(crate) fn closes(block: &Block) -> bool {
    match &block.kind {
        Kind::Byline(_) => is_bracketed(&block.part.text),
        Kind::Text => closing_byline(&block.part.text).is_some(),
        _ => false,
    }
}

/// Where the byline in brackets at the end of a paragraph begins: `…推进。(王艳)`.
pub(crate) fn closing_byline(text: &str) -> Option<usize> {
    if text.chars().next_back().map(fold) != Some(')') {
        return None;
    }
    let (at, _) = text.char_indices().rev().take(72).find(|&(_, c)| fold(c) == '(')?;
    let body = text[..at].trim_end();
    (!body.is_empty() && ends_sentence(body) && super::byline::parse(&text[at..]).is_some()).then_some(at)
}

/// The features of one group, given the blocks of the article before it.
pub(crate) fn features(blocks: &[Block], group: &Group, article: usize, next_group: usize, habits: &Habits) -> [f64; FEATURES] {
    let lines: Vec<&str> = blocks[group.start..group.end]
        .iter()
        .filter(|block| matches!(block.kind, Kind::Text))
        .map(|block| block.part.text.as_str())
        .collect();
    let is = |holds: bool| f64::from(u8::from(holds));
    let before = &blocks[article..group.start];
    let after = &blocks[group.end..next_group];
    let first_after = after.iter().find(|block| matches!(block.kind, Kind::Text));
    let dateline = first_after.is_some_and(|block| dateline::begins_with_dateline(&block.part.text));
    let byline = blocks[group.start..group.end].iter().any(|block| matches!(block.kind, Kind::Byline(_)));
    let closed = before.iter().rev().find(|block| !matches!(block.kind, Kind::Furniture(_) | Kind::Picture(_))).is_some_and(closes);
    let regular = |seen: usize| seen >= 2 && seen * 2 >= habits.groups;
    let heading: String = lines.concat();
    let length = heading.chars().count() as f64;
    let followed: usize = after.iter().map(|block| block.part.text.chars().count()).sum();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0) as f64;
    let (kept, new) = cohesion(before, after, &heading, habits);
    let last = lines.last().copied().unwrap_or_default();
    let head_blanks = blocks[group.start].blanks;
    [
        1.0,
        is(closed),
        is(!closed && regular(habits.closings)),
        is(byline),
        is(!byline && regular(habits.bylines)),
        is(dateline),
        is(!dateline && regular(habits.datelines)),
        is(lines.iter().skip(1).any(|line| line.starts_with(['—', '－']))),
        is(blocks[group.start..group.end].iter().any(|block| matches!(block.kind, Kind::Section(_)))),
        is(head_blanks > habits.blanks),
        is(habits.blanks == 0 && head_blanks == 0),
        is(lines.len() == 2),
        is(lines.len() >= 3),
        is(heading.contains([' ', '\u{3000}'])),
        is(last.chars().next_back().map(fold) == Some(')')),
        is(lines[0].ends_with('—')),
        (length / 40.0).min(1.5),
        (longest / 30.0).min(1.5),
        kept,
        new,
    ]
    .map(|value: f64| if value.is_nan() { 0.0 } else { value })
    .map(|value| if followed == 0 { value.min(1.0) } else { value })
}

/// How much of the text after a group, and of the group itself, the article before has already said; pairs of characters that
/// stand all over the page count little.
fn cohesion(before: &[Block], after: &[Block], heading: &str, habits: &Habits) -> (f64, f64) {
    let text = |blocks: &[Block]| -> String {
        blocks.iter().filter(|block| matches!(block.kind, Kind::Text)).map(|block| block.part.text.as_str()).collect()
    };
    let earlier: HashSet<_> = bigrams(&text(before), 3000).collect();
    let share = |pairs: &HashSet<(char, char)>| {
        let weight = |pair: &(char, char)| 1.0 / (1.0 + f64::from(habits.pairs.get(pair).copied().unwrap_or(0)));
        let all: f64 = pairs.iter().map(weight).sum();
        let shared: f64 = pairs.iter().filter(|pair| earlier.contains(pair)).map(weight).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    };
    let later: HashSet<_> = bigrams(&text(after), 500).collect();
    let heading: HashSet<_> = bigrams(heading, usize::MAX).collect();
    (share(&later), share(&heading))
}

/// Neighbouring Chinese characters.
fn bigrams(text: &str, most: usize) -> impl Iterator<Item = (char, char)> {
    text.chars().take(most).zip(text.chars().skip(1)).filter(|&(left, right)| is_han(left) && is_han(right))
}

/// Weights of the features, fitted on pages laid out from dated news (see ARCHITECTURE.md, "Headlines and subheads").
const WEIGHTS: [f64; FEATURES] = [0.0, 6.0, -2.5, 5.0, -2.0, 6.0, -2.0, 4.0, 5.0, 2.5, -1.5, 1.0, 1.0, 1.2, 2.5, 2.0, 1.0, 1.0, -8.0, -4.0];

/// Whether a group opens a new article.
pub(crate) fn opens(features: &[f64; FEATURES]) -> bool {
    features.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<f64>() > 0.0
}
