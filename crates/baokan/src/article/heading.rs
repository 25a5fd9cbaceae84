//! Groups of short lines: the headline block of a new article, or subheads of the one before.

use std::cell::{OnceCell, RefCell};

use super::cohesion::{Earlier, Pairs};
use super::dateline;
use crate::layout::block::{Block, Kind, is_heading_shape};
use crate::layout::line::ends_sentence;
use crate::layout::told::groups_with;
use crate::layout::vocabulary::VOCABULARY;
use crate::page::ZoneRole;
use crate::width::fold;

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
fn may_head(block: &Block, indented: bool) -> bool {
    let text = &block.part.text;
    if let Some(role) = block.role().filter(|&role| role != ZoneRole::Body) {
        return role.heads() || matches!(role, ZoneRole::Heading | ZoneRole::Subhead);
    }
    is_heading_shape(text)
        && !is_signature(text)
        && !dateline::begins_with_dateline(text)
        && (!indented || block.indent < 3 || text.chars().count() <= 25)
}

/// `读者　某某`: who wrote the letter above signs below it.
fn is_signature(text: &str) -> bool {
    VOCABULARY.prefix("signature", text).is_some_and(|role| {
        let name = &text[role.len()..];
        name.starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
            && name.trim().chars().count() <= 6
    })
}

/// A headline may ask or exclaim. So may a paragraph of one sentence; what stands around it tells.
fn asks(blocks: &[Block], at: usize, inside: bool) -> bool {
    let text = &blocks[at].part.text;
    let shaped = (4..=30).contains(&text.chars().count())
        && matches!(text.chars().next_back().map(fold), Some('?' | '!'))
        && !text.starts_with(['“', '"'])
        && !text.contains('。');
    let next = blocks.get(at + 1);
    let led = next.is_some_and(|next| {
        matches!(next.kind, Kind::Byline(_))
            || dateline::begins_with_dateline(&next.part.text)
            || next.part.text.starts_with('—')
    });
    let before = at.checked_sub(1).map(|at| &blocks[at]);
    let after_end = before.is_none_or(|before| {
        closes(before) || matches!(before.kind, Kind::Section(_) | Kind::Furniture(_))
    });
    // `早一个钟头，还是晚一个钟头？` over a headline and its byline.
    let heads = blocks[at].blanks > 0
        && next.is_some_and(|next| {
            matches!(next.kind, Kind::Text) && next.blanks == 0 && is_heading_shape(&next.part.text)
        })
        && blocks.get(at + 2).is_some_and(|after| {
            matches!(after.kind, Kind::Byline(_) | Kind::Picture(_))
                || dateline::begins_with_dateline(&after.part.text)
        });
    shaped && (led || inside || after_end || heads)
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
    pub(crate) fn of(blocks: &[Block], groups: &[Group]) -> Self {
        let mut blanks: Vec<usize> = blocks.iter().skip(1).map(|block| block.blanks).collect();
        blanks.sort_unstable();
        Self {
            closings: blocks.iter().filter(|block| closes(block)).count(),
            datelines: blocks
                .iter()
                .filter(|block| dateline::begins_with_dateline(&block.part.text))
                .count(),
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
            characters: before(blocks, |block| block.part.text.chars().count()),
            boxes: before(blocks, |block| {
                usize::from(matches!(block.kind, Kind::BoxLabel))
            }),
        }
    }
}

/// For each block and the end, the sum of what the blocks before count.
fn before(blocks: &[Block], count: impl Fn(&Block) -> usize) -> Vec<usize> {
    let mut sums = vec![0];
    sums.extend(blocks.iter().scan(0, |sum, block| {
        *sum += count(block);
        Some(*sum)
    }));
    sums
}

/// Whether a block ends the article it belongs to with a byline in brackets.
pub(crate) fn closes(block: &Block) -> bool {
    match &block.kind {
        Kind::Byline(_) => is_bracketed(&block.part.text),
        Kind::Text => closing_byline(&block.part.text).is_some(),
        _ => false,
    }
}

/// Where the byline in brackets at the end of a paragraph begins: `…推进。(钱宁)`.
pub(crate) fn closing_byline(text: &str) -> Option<usize> {
    if text.chars().next_back().map(fold) != Some(')') {
        return None;
    }
    let (at, _) = text
        .char_indices()
        .rev()
        .take(72)
        .find(|&(_, c)| fold(c) == '(')?;
    let body = text[..at].trim_end();
    (!body.is_empty() && ends_sentence(body) && super::byline::parse(&text[at..]).is_some())
        .then_some(at)
}

/// The features of one group, given the blocks of the article before it.
pub(crate) fn features(
    blocks: &[Block],
    group: &Group,
    article: usize,
    neighbours: [Option<&Group>; 2],
    habits: &Habits,
) -> [f64; FEATURES] {
    let [previous, following] = neighbours;
    let next_group = following.map_or(blocks.len(), |group| group.start);
    let lines: Vec<&str> = blocks[group.start..group.end]
        .iter()
        .filter(|block| matches!(block.kind, Kind::Text))
        .map(|block| block.part.text.as_str())
        .collect();
    let is = |holds: bool| f64::from(u8::from(holds));
    let before = &blocks[article..group.start];
    let after = &blocks[group.end..next_group];
    let first_after = after.iter().find(|block| matches!(block.kind, Kind::Text));
    let dateline =
        first_after.is_some_and(|block| dateline::begins_with_dateline(&block.part.text));
    let byline = blocks[group.start..group.end]
        .iter()
        .any(|block| matches!(block.kind, Kind::Byline(_)));
    let closed = before
        .iter()
        .rev()
        .find(|block| !matches!(block.kind, Kind::Furniture(_) | Kind::Picture(_)))
        .is_some_and(closes);
    let regular = |seen: usize| seen >= 2 && seen * 2 >= habits.groups;
    let heading: String = lines.concat();
    let length = heading.chars().count() as f64;
    let followed = habits.characters[next_group] - habits.characters[group.end];
    let longest = lines
        .iter()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0) as f64;
    let pairs = habits.pairs.get_or_init(|| Pairs::of(blocks));
    let mut earlier = habits.earlier.borrow_mut();
    earlier.read(pairs, article, group.start);
    let (kept, new, ties) = earlier.cohesion(pairs, group.start..group.end, group.end..next_group);
    let before_length = (habits.characters[group.start] - habits.characters[article]) as f64;
    let last = lines.last().copied().unwrap_or_default();
    let head_blanks = blocks[group.start].blanks;
    let here = shape(blocks, group);
    let parallel = |other: Option<&Group>| {
        is(other.is_some_and(|other| are_parallel(&here, &shape(blocks, other))))
    };
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
        is(lines.iter().any(|line| has_wide_space(line))),
        is(last.chars().next_back().map(fold) == Some(')')),
        is(lines[0].ends_with('—')),
        (length / 40.0).min(1.5),
        (longest / 30.0).min(1.5),
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
        is(VOCABULARY.prefix("province", lines[0]).is_some()),
        is(heading.starts_with('“') && heading.ends_with('”')),
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
        .suffix("report_end", text.trim_end_matches('。'))
        .is_some()
}

/// Length and form of each line of a group.
fn shape(blocks: &[Block], group: &Group) -> Vec<(f64, [bool; 3])> {
    blocks[group.start..group.end]
        .iter()
        .filter(|block| matches!(block.kind, Kind::Text))
        .map(|block| {
            let text = &block.part.text;
            (
                text.chars().count() as f64,
                [
                    text.starts_with('“'),
                    has_wide_space(text),
                    text.ends_with([':', '：']),
                ],
            )
        })
        .collect()
}

/// Subheads of one article are cut to one measure: the same number of lines, of the same length or the same marked form.
fn are_parallel(left: &[(f64, [bool; 3])], right: &[(f64, [bool; 3])]) -> bool {
    let measured = |a: f64, b: f64| (a - b).abs() <= 1.0 + 0.2 * a.max(b);
    let formed = left.iter().zip(right).all(|(a, b)| a.1 == b.1);
    let marked = left.len() > 1 && formed && left.iter().any(|line| line.1[0]);
    left.len() == right.len() && (marked || left.iter().zip(right).all(|(a, b)| measured(a.0, b.0)))
}

/// `抢农时 抓生产`: a space between clauses, not the one that spreads `共 建`.
fn has_wide_space(line: &str) -> bool {
    line.split(char::is_whitespace)
        .filter(|clause| clause.chars().count() >= 2)
        .count()
        >= 2
}

/// How the lead of a report begins: a date, or one of the opening words.
fn begins_report(text: &str) -> bool {
    let day = text.chars().take(6).find(|c| !c.is_ascii_digit());
    (text.starts_with(|c: char| c.is_ascii_digit()) && day == Some('月'))
        || VOCABULARY.prefix("opening", text).is_some()
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
