//! Groups of short lines: the headline block of a new article, or subheads of the one before.

use std::cell::{OnceCell, RefCell};

use super::byline::{self, Byline};
use super::cohesion::{Earlier, Pairs};
use crate::layout::block::{Block, Kind};
use crate::layout::line::ends_sentence;
use crate::layout::look::is_heading_shape;
use crate::layout::part::Part;
use crate::layout::shape::Mark;
use crate::layout::told::groups_with;
use crate::layout::vocabulary::{List, VOCABULARY};
use crate::page::ZoneRole;
use crate::width::fold;

/// Consecutive lines that may be a headline block, as a range of blocks.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The groups of a page, in order.
pub(crate) fn groups(blocks: &[Block<'_>], indented: bool) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let start = at;
        let mut holds_text = false;
        while at < blocks.len() && (at == start || groups_with(&blocks[at - 1], &blocks[at])) {
            match &blocks[at].kind {
                Kind::Text if may_head(&blocks[at], indented) || asks(blocks, at, at > start) => {
                    holds_text = true;
                }
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
fn may_head(block: &Block<'_>, indented: bool) -> bool {
    let Part { text, shape, .. } = &block.part;
    if let Some(role) = block.role().filter(|&role| role != ZoneRole::Body) {
        return role.heads() || matches!(role, ZoneRole::Heading | ZoneRole::Subhead);
    }
    is_heading_shape(text, shape)
        && !block.dated
        && (!indented || block.indent < 3 || shape.characters <= 25)
        && !is_signature(text)
}

/// `读者　某某`: who wrote the letter above signs below it.
fn is_signature(text: &str) -> bool {
    VOCABULARY
        .prefix(List::Signature, text)
        .is_some_and(|role| {
            let name = &text[role.len()..];
            name.starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
                && name.trim().chars().count() <= 6
        })
}

/// A headline may ask or exclaim. So may a paragraph of one sentence; what stands around it tells.
fn asks(blocks: &[Block<'_>], at: usize, inside: bool) -> bool {
    let Part { text, shape, .. } = &blocks[at].part;
    let shaped = (4..=30).contains(&shape.characters)
        && matches!(text.chars().next_back().map(fold), Some('?' | '!'))
        && !text.starts_with(['“', '"'])
        && !shape.has(Mark::FullStop);
    if !shaped || inside {
        return shaped;
    }
    let next = blocks.get(at + 1);
    let led = next.is_some_and(|next| {
        matches!(next.kind, Kind::Byline(_)) || next.dated || next.part.text.starts_with('—')
    });
    let before = at.checked_sub(1).map(|at| &blocks[at]);
    let after_end = before.is_none_or(|before| {
        closes(before) || matches!(before.kind, Kind::Section(_) | Kind::Furniture(_))
    });
    // `早一个钟头，还是晚一个钟头？` over a headline and its byline.
    let heads = blocks[at].blanks > 0
        && next.is_some_and(|next| {
            matches!(next.kind, Kind::Text)
                && next.blanks == 0
                && is_heading_shape(&next.part.text, &next.part.shape)
        })
        && blocks.get(at + 2).is_some_and(|after| {
            after.dated || matches!(after.kind, Kind::Byline(_) | Kind::Picture(_))
        });
    led || after_end || heads
}

pub(crate) fn is_bracketed(text: &str) -> bool {
    text.chars().next().map(fold) == Some('(')
}

/// What speaks for a group being the headline block of a new article. Each is a number of about 0 to 1.
pub(crate) const FEATURES: usize = 34;

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
    /// The pairs of characters of the page; read when they are first asked for, because a page with one
    /// headline never does.
    pairs: OnceCell<Pairs>,
    /// What the article before the group has said.
    earlier: RefCell<Earlier>,
    /// For each block, how many characters stand before it on the page.
    characters: Vec<usize>,
    /// For each block, how many labels of boxes stand before it.
    boxes: Vec<usize>,
}

impl Habits {
    pub(crate) fn of(blocks: &[Block<'_>], groups: &[Group]) -> Self {
        let mut blanks: Vec<usize> = blocks.iter().skip(1).map(|block| block.blanks).collect();
        blanks.sort_unstable();
        Self {
            closings: blocks.iter().filter(|block| closes(block)).count(),
            datelines: blocks.iter().filter(|block| block.dated).count(),
            bylines: groups
                .iter()
                .filter(|group| {
                    blocks[group.start..group.end]
                        .iter()
                        .any(|block| matches!(block.kind, Kind::Byline(_)))
                })
                .count(),
            blanks: blanks.get(blanks.len() / 2).copied().unwrap_or(0),
            groups: groups.len(),
            pairs: OnceCell::new(),
            earlier: RefCell::default(),
            characters: before(blocks, |block| block.part.shape.len()),
            boxes: before(blocks, |block| {
                usize::from(matches!(block.kind, Kind::BoxLabel))
            }),
        }
    }
}

/// For each block and the end, the sum of what the blocks before count.
fn before(blocks: &[Block<'_>], count: impl Fn(&Block<'_>) -> usize) -> Vec<usize> {
    let mut sums = vec![0];
    sums.extend(blocks.iter().scan(0, |sum, block| {
        *sum += count(block);
        Some(*sum)
    }));
    sums
}

/// Whether a block ends the article it belongs to with a byline in brackets.
pub(crate) fn closes(block: &Block<'_>) -> bool {
    match &block.kind {
        Kind::Byline(_) => is_bracketed(&block.part.text),
        Kind::Text => block.closed,
        _ => false,
    }
}

/// The byline in brackets at the end of a paragraph, and where it begins: `…推进。(钱宁)`.
pub(crate) fn closing_byline(text: &str) -> Option<(usize, Byline)> {
    if text.chars().next_back().map(fold) != Some(')') {
        return None;
    }
    let (at, _) = text
        .char_indices()
        .rev()
        .take(72)
        .find(|&(_, c)| fold(c) == '(')?;
    let body = text[..at].trim_end();
    if body.is_empty() || !ends_sentence(body) {
        return None;
    }
    Some((at, byline::parse(&text[at..])?))
}

/// The features of one group, given the blocks of the article before it.
pub(crate) fn features(
    blocks: &[Block<'_>],
    group: &Group,
    article: usize,
    neighbours: [Option<&Group>; 2],
    habits: &Habits,
) -> [f64; FEATURES] {
    let [previous, following] = neighbours;
    let next_group = following.map_or(blocks.len(), |group| group.start);
    let lines: Vec<&Part<'_>> = lines(blocks, group).collect();
    let is = |holds: bool| f64::from(u8::from(holds));
    let before = &blocks[article..group.start];
    let after = &blocks[group.end..next_group];
    let first_after = after.iter().find(|block| matches!(block.kind, Kind::Text));
    let dateline = first_after.is_some_and(|block| block.dated);
    let byline = blocks[group.start..group.end]
        .iter()
        .any(|block| matches!(block.kind, Kind::Byline(_)));
    let closed = before
        .iter()
        .rev()
        .find(|block| !matches!(block.kind, Kind::Furniture(_) | Kind::Picture(_)))
        .is_some_and(closes);
    let regular = |seen: usize| seen >= 2 && seen * 2 >= habits.groups;
    let length: u32 = lines.iter().map(|line| line.shape.characters).sum();
    let longest = lines.iter().map(|line| line.shape.characters).max();
    let followed = habits.characters[next_group] - habits.characters[group.end];
    let pairs = habits.pairs.get_or_init(|| Pairs::of(blocks));
    let mut earlier = habits.earlier.borrow_mut();
    earlier.read(pairs, article, group.start);
    let (kept, new, ties) = earlier.cohesion(pairs, group.start..group.end, group.end..next_group);
    let before_length = (habits.characters[group.start] - habits.characters[article]) as f64;
    let (first, last) = (&*lines[0].text, &*lines[lines.len() - 1].text);
    let head_blanks = blocks[group.start].blanks;
    let parallel = |other: Option<&Group>| {
        is(other
            .is_some_and(|other| are_parallel(lines.iter().copied(), self::lines(blocks, other))))
    };
    [
        1.0,
        is(closed),
        is(!closed && regular(habits.closings)),
        is(byline),
        is(!byline && regular(habits.bylines)),
        is(dateline),
        is(!dateline && regular(habits.datelines)),
        is(lines.iter().skip(1).any(|line| line.text.starts_with(['—', '－']))),
        is(blocks[group.start..group.end].iter().any(|block| matches!(block.kind, Kind::Section(_)))),
        is(head_blanks > habits.blanks),
        is(habits.blanks == 0 && head_blanks == 0),
        is(lines.len() == 2),
        is(lines.len() >= 3),
        is(lines.iter().any(|line| has_wide_space(line))),
        is(last.chars().next_back().map(fold) == Some(')')),
        is(first.ends_with('—')),
        (f64::from(length) / 40.0).min(1.5),
        (f64::from(longest.unwrap_or(0)) / 30.0).min(1.5),
        kept,
        new,
        is(matches!(after, [first, second, ..] if matches!(first.kind, Kind::Text) && matches!(second.kind, Kind::Picture(_)))
            || matches!(after, [first, ..] if matches!(first.kind, Kind::Picture(_)))),
        is(first_after.is_some_and(|block| begins_report(&block.part.text))),
        is(after.first().is_some_and(|block| matches!(block.kind, Kind::BoxLabel))),
        is(matches!(last.chars().next_back().map(fold), Some(':'))),
        parallel(previous),
        parallel(following),
        (before_length + 1.0).ln() / 8.0,
        (followed as f64 + 1.0).ln() / 8.0,
        (ties + 1.0).ln() / 5.0,
        is(VOCABULARY.prefix(List::Province, first).is_some()),
        is(first.starts_with('“') && last.ends_with('”')),
        is(first_after.is_some_and(|block| block.part.text.starts_with('“'))),
        is(habits.boxes[group.start] > habits.boxes[article]),
        is(before.iter().rev().find(|block| matches!(block.kind, Kind::Text)).is_some_and(|block| ends_report(&block.part.text))),
    ]
    .map(|value: f64| if value.is_nan() { 0.0 } else { value })
    .map(|value| if followed == 0 { value.min(1.0) } else { value })
}

/// `…县领导甲、乙、丙参加。`: who else was there is the last thing a report of a meeting says.
fn ends_report(text: &str) -> bool {
    VOCABULARY
        .suffix(List::ReportEnd, text.trim_end_matches('。'))
        .is_some()
}

/// The lines of a group that are no column names or bylines.
fn lines<'b, 'p>(
    blocks: &'b [Block<'p>],
    group: &Group,
) -> impl Iterator<Item = &'b Part<'p>> + Clone {
    blocks[group.start..group.end]
        .iter()
        .filter(|block| matches!(block.kind, Kind::Text))
        .map(|block| &block.part)
}

/// Subheads of one article are cut to one measure: the same number of lines, of the same length or the same marked form.
fn are_parallel<'b, 'p: 'b>(
    left: impl Iterator<Item = &'b Part<'p>> + Clone,
    right: impl Iterator<Item = &'b Part<'p>> + Clone,
) -> bool {
    let (count, pairs) = (left.clone().count(), left.clone().zip(right.clone()));
    if count != right.count() {
        return false;
    }
    let length = |line: &Part<'_>| f64::from(line.shape.characters);
    let measured = |(a, b): (&Part<'_>, &Part<'_>)| {
        let (a, b) = (length(a), length(b));
        (a - b).abs() <= 1.0 + 0.2 * a.max(b)
    };
    let speaks = |line: &Part<'_>| line.text.starts_with('“');
    let formed = |(a, b): (&Part<'_>, &Part<'_>)| {
        speaks(a) == speaks(b)
            && has_wide_space(a) == has_wide_space(b)
            && a.text.ends_with([':', '：']) == b.text.ends_with([':', '：'])
    };
    pairs.clone().all(measured)
        || count > 1 && left.clone().any(speaks) && pairs.clone().all(formed)
}

/// `抢农时 抓生产`: a space between clauses, not the one that spreads `共 建`.
fn has_wide_space(line: &Part<'_>) -> bool {
    line.shape.has(Mark::Space)
        && line
            .text
            .split(char::is_whitespace)
            .filter(|clause| clause.chars().nth(1).is_some())
            .count()
            >= 2
}

/// How the lead of a report begins: a date, or one of the opening words.
fn begins_report(text: &str) -> bool {
    let day = text.chars().take(6).find(|c| !c.is_ascii_digit());
    (text.starts_with(|c: char| c.is_ascii_digit()) && day == Some('月'))
        || VOCABULARY.prefix(List::Opening, text).is_some()
}

/// Weights of the features, as logarithms of odds. Those of wording, length and cohesion were fitted by logistic regression on
/// pages laid out from dated news; those of bylines, datelines, dashes and empty lines, which that text lacks, are set by hand.
const WEIGHTS: [f64; FEATURES] = [
    // the rest
    -8.0,  // a byline closed the article before
    7.0,   // the page closes its articles with bylines, and this one is still open
    -2.5,  // the group holds a byline
    6.0,   // the page opens its articles with bylines, and this group has none
    -2.0,  // the text after begins with a dateline
    6.0,   // the page opens its articles with datelines, and this text has none
    -2.0,  // a line below the first begins with a dash: a subtitle
    4.0,   // a column name stands over the group
    6.0,   // more empty lines before it than the page is used to
    3.0,   // no empty line before it on a page that has some between articles
    -1.0,  // two lines
    0.4,   // three lines or more
    0.0,   // `抢农时 抓生产`: clauses set apart
    3.4,   // a column name in brackets at the end
    4.4,   // the first line ends in a dash: a kicker
    0.4,   // length of all lines
    1.3,   // length of the longest line
    -2.0,  // share of the text after that the article before has said
    -3.1,  // share of the group that the article before has said
    -3.1,  // a picture story
    1.5,   // the text after begins with a date or the words that open reports
    1.2,   // a box stands first
    1.5,   // the last line ends in a colon
    -0.8,  // the lines are as long as those of the group before
    -1.7,  // the lines are as long as those of the group after
    -1.4,  // length of the article before
    7.7,   // length of the text after
    5.9,   // rare pairs of characters that the text after shares with the article before
    -5.3,  // the first line begins with a province
    0.3,   // the group is a quotation
    -0.25, // the text after begins with speech
    -0.1,  // the article before has a box, so it has subheads
    -0.8,  // the article before ended as reports of meetings do
    3.5,
];

/// Whether a group opens a new article.
pub(crate) fn opens(features: &[f64; FEATURES]) -> bool {
    features
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum::<f64>()
        > 0.0
}
