//! Blocks: printed lines put together again where a column or a hard wrap cut them.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::furniture::{self, Found};
use super::line::{Line, ends_sentence, holds_sentence};
use super::vocabulary::{VOCABULARY, squeeze};
use crate::article::byline::{self, Byline};
use crate::article::caption::{self, Picture};
use crate::article::dateline;
use crate::article::heading::closing_byline;
use crate::page::FurnitureKind;
use super::part::Part;
use crate::width::{fold, is_han};

/// What a line or block is, where its own shape says so.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// A headline, subhead or paragraph: told apart later.
    Text,
    Furniture(Found),
    Byline(Byline),
    Picture(Picture),
    /// A column name; `true` where several short items stand under it.
    Section(bool),
    /// The label of a box.
    BoxLabel,
    /// The heading of a public notice or an advertisement.
    Notice(FurnitureKind),
    /// The heading of a web page's list of links.
    Links,
}

/// Lines that are one paragraph, one headline line, one byline …
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    /// The joined characters.
    pub(crate) part: Part,
    /// Empty lines before the block.
    pub(crate) blanks: usize,
    /// Columns of white space before its first line.
    pub(crate) indent: usize,
}

/// How the page sets its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// Columns after which every line is cut.
    pub(crate) wrap: Option<usize>,
    /// Paragraphs begin with white space.
    pub(crate) indented: bool,
}

impl Style {
    /// Reads the style off the lines of a page.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let indents = lines.iter().filter(|line| (3..=8).contains(&line.indent)).count();
        let wrap = wrap(lines);
        Self {
            // On a wrapped page only the first line of each paragraph is set in.
            indented: indents >= 3 && indents * if wrap.is_some() { 12 } else { 5 } >= lines.len(),
            wrap,
        }
    }
}

/// Columns that cover what kinsoku and half-width marks move at a line's end.
const SLACK: usize = 4;

/// The width at which most lines of the page end, if they do: only a hard wrap gives a page one right margin.
fn wrap(lines: &[Line<'_>]) -> Option<usize> {
    let mut counts = std::collections::BTreeMap::new();
    for line in lines.iter().filter(|line| line.width >= 20) {
        *counts.entry(line.width).or_insert(0usize) += 1;
    }
    let near = |at: usize| counts.range(at.saturating_sub(SLACK)..=at).map(|(_, n)| n).sum::<usize>();
    let (&width, _) = counts.iter().max_by_key(|&(&at, _)| (near(at), at))?;
    let longer: usize = counts.range(width + SLACK..).map(|(_, n)| n).sum();
    let enough = near(width) >= 6 && near(width) * 4 >= lines.len();
    (enough && longer * 12 <= lines.len()).then_some(width)
}

/// Puts the lines of a page together.
pub(crate) fn blocks(lines: &[Line<'_>], style: Style) -> Vec<Block> {
    let kinds: Vec<Kind> = lines.iter().map(|line| kind(line.text)).collect();
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the block before is running text, for the choice between a subhead and a short fragment.
    for (at, line) in lines.iter().enumerate() {
        let after_heading = blocks.len().checked_sub(2).is_some_and(|at| {
            matches!(blocks[at].kind, Kind::Byline(_) | Kind::Section(_)) || is_heading_shape(&blocks[at].part.text)
        });
        if let Some(last) = blocks.last_mut()
            && matches!(last.kind, Kind::Text)
            && matches!(kinds[at], Kind::Text | Kind::Byline(_) | Kind::Section(_) | Kind::BoxLabel)
        {
            let seen = Seen {
                block: &last.part.text,
                lines: last.part.pieces.len(),
                indent: last.indent,
                after_heading,
                full: style.wrap.is_some_and(|wrap| lines[at - 1].width + SLACK >= wrap),
                next: line,
                kind: &kinds[at],
                after: lines.get(at + 1),
                after_kind: kinds.get(at + 1),
            };
            if continues(&seen, style) {
                last.part.text.push_str(line.text);
                last.part.pieces.push(line.span);
                continue;
            }
        }
        blocks.push(Block {
            kind: kinds[at].clone(),
            part: Part { text: line.text.to_owned(), pieces: vec![line.span] },
            blanks: line.blanks,
            indent: line.indent,
        });
    }
    // `（通` + `讯员 甲）` is a byline only when whole.
    for block in &mut blocks {
        if matches!(block.kind, Kind::Text) && block.part.pieces.len() > 1 {
            block.kind = kind(&block.part.text);
        }
    }
    blocks
}

/// What a line is, by its own shape.
fn kind(text: &str) -> Kind {
    if let Some(found) = furniture::read(text) {
        return Kind::Furniture(found);
    }
    let length = text.chars().count();
    if length > 200 {
        return Kind::Text;
    }
    if length <= 16 {
        let bare = squeeze(text);
        let framed = bare.starts_with(['【', '[', '〔', '◇', '◆', '■', '●', '★', '□', '▲', '▼']);
        let label = bare.trim_matches(|c: char| !c.is_alphanumeric());
        let closed = bare.starts_with(['【', '[', '〔']) && bare.ends_with(['】', ']', '〕']);
        if VOCABULARY.has("web_list", label) && !framed && length <= 6 && label == bare.trim_end_matches(':') {
            return Kind::Links;
        }
        if VOCABULARY.has("box", label) {
            return Kind::BoxLabel;
        }
        if let Some(mode) = VOCABULARY.mode("section", label) {
            return Kind::Section(mode == "many");
        }
        if VOCABULARY.has("advertisement", label) {
            return Kind::Notice(FurnitureKind::Advertisement);
        }
        if VOCABULARY.has("notice", label) {
            return Kind::Notice(FurnitureKind::Notice);
        }
        if closed && label.chars().count() >= 2 {
            return Kind::Section(label.ends_with('讯') || label.ends_with("动态"));
        }
    }
    if let Some(picture) = caption::read(text) {
        return Kind::Picture(picture);
    }
    if let Some(found) = line_byline(text) {
        return Kind::Byline(found);
    }
    Kind::Text
}

/// A byline on a line of its own. Without a role or brackets it takes a mark: a bare `王艳` may be a subhead.
fn line_byline(text: &str) -> Option<Byline> {
    let first = text.chars().next().map(fold)?;
    let found = byline::parse(text).or_else(|| byline::parse_marked(text))?;
    let marked = matches!(first, '(' | '□' | '■' | '◎' | '○' | '●' | '◇' | '◆' | '△' | '▲' | '☆' | '★' | '※' | '⊙');
    // `甲省乙市 张三` signs a reader's letter.
    let signed = found.affiliated && found.names.len() == 1 && text.contains([' ', '\u{3000}']);
    (found.roled || marked || signed).then_some(found)
}

/// What the choice to join rests on.
struct Seen<'a> {
    block: &'a str,
    lines: usize,
    indent: usize,
    /// The block stands below lines of a headline.
    after_heading: bool,
    /// The last line of the block reaches the right margin of a wrapped page.
    full: bool,
    next: &'a Line<'a>,
    kind: &'a Kind,
    after: Option<&'a Line<'a>>,
    after_kind: Option<&'a Kind>,
}

/// Whether `next` goes on what the block began.
fn continues(seen: &Seen<'_>, style: Style) -> bool {
    let block = seen.block;
    let next = seen.next.text;
    let text = matches!(seen.kind, Kind::Text);
    if style.indented && seen.next.indent >= 3 {
        return false;
    }
    if style.indented && style.wrap.is_some() && text && (seen.indent >= 3 || seen.lines > 1) {
        // Paragraphs are set in, so a line that is not goes on, unless the one before ended short of the margin.
        return seen.full || !ends_sentence(block);
    }
    // `…新增5000余株。（通` + `讯员 甲）`.
    if open_bracket(block) {
        return true;
    }
    if !text || dateline::begins_with_dateline(next) {
        return false;
    }
    let first = next.chars().next().map_or(' ', fold);
    // No paragraph begins with a mark that closes.
    if matches!(first, ',' | '。' | '、' | ';' | ':' | '!' | '?' | '”' | ')' | '》' | '%' | '’' | '】') {
        return true;
    }
    if first == '(' && dateline::bracket(next).is_some_and(|length| byline::parse(&next[..length]).is_some()) {
        return false;
    }
    let last = block.chars().next_back().map_or(' ', fold);
    let length = block.chars().count();
    let body = length > 80
        || (holds_sentence(block) && (length > 40 || style.wrap.is_some()))
        || seen.lines > 1
        || (style.indented && seen.indent >= 3)
        // `去年10月起,甲县49个村(社区)`: no headline begins with a day and a comma.
        || (style.wrap.is_none() && starts_like_report(block) && block.contains([',', '，']));
    if closing_byline(block).is_some() {
        return false;
    }
    if ends_sentence(block) {
        // A wrapped line that is full to the margin ends its paragraph only by chance.
        // A short line without a full stop is a headline: the last line of a paragraph has one.
        let heads = seen.next.width + 2 * SLACK < style.wrap.unwrap_or(0) && is_heading_shape(next);
        let opens = matches!(first, '“' | '●' | '▲' | '◆' | '■' | '(') || VOCABULARY.prefix("paragraph_opening", next).is_some();
        return seen.full && !heads && !style.indented && !opens;
    }
    if style.wrap.is_some() && !style.indented {
        if seen.full && (body || seen.lines > 1 || seen.next.width > 30) {
            // A headline as wide as the column is followed by a line that begins a paragraph.
            return true;
        }
        return body && !seen.full && mid_sentence(last);
    }
    if style.wrap.is_some() && !body {
        return false;
    }
    if matches!(last, ',' | '、' | ';') {
        return true;
    }
    if matches!(last, ':' | '—') {
        return body && seen.full;
    }
    if body {
        // The same shape twice is a heading in a text that lost its full stop.
        return !(is_heading_shape(next)
            && seen.after_kind.is_some_and(|kind| matches!(kind, Kind::Byline(_)))
            || seen.after.is_some_and(|after| is_heading_shape(next) && dateline::begins_with_dateline(after.text)));
    }
    if style.indented {
        return false;
    }
    is_fragment(seen)
}

fn mid_sentence(last: char) -> bool {
    !matches!(last, ':' | '—')
}

/// What speaks for a line without a full stop being the beginning of a paragraph that a column cut, rather than a headline,
/// subhead or lead-in.
const FEATURES: usize = 22;

/// Reads the features of the choice off the two lines. Each rests on a habit of setting headlines.
fn fragment_features(seen: &Seen<'_>) -> [f64; FEATURES] {
    let block = seen.block;
    let next = seen.next.text;
    let is = |holds: bool| f64::from(u8::from(holds));
    let length = block.chars().count() as f64;
    let next_length = seen.next.text.chars().count() as f64;
    let digit = |c: Option<char>| c.is_some_and(|c| fold(c).is_ascii_digit());
    let commas = block.chars().filter(|&c| fold(c) == ',').count();
    let pauses = block.chars().filter(|&c| c == '、').count();
    let crosses = crosses_word(block, next);
    let ends = ends_sentence(next);
    [
        1.0,
        (length / 30.0).min(2.0),
        is(length < 14.0),
        is(block.contains([' ', '\u{3000}'])),
        is(matches!(block.chars().next_back().map(fold), Some(')' | '”'))),
        is(block.starts_with(['—', '●', '▲', '◆', '■', '★'])),
        is(open_quote(block)),
        is(VOCABULARY.suffix("tail", block).is_some()),
        is(VOCABULARY.prefix("head", next).is_some()),
        is(crosses),
        is(digit(block.chars().next_back()) && digit(next.chars().next())),
        is(commas == 1),
        is(commas >= 2),
        is(pauses >= 1),
        is(ends && next_length < 20.0),
        is(!ends && next_length < 26.0),
        is(begins_paragraph(next)),
        is(holds_sentence(block)),
        is(seen.after_heading),
        is(starts_like_report(block)),
        is(block.starts_with('“')),
        (next_length / 100.0).min(1.5),
    ]
}

/// Weights of the features, as logarithms of odds, fitted by logistic regression on pages laid out from dated news.
const WEIGHTS: [f64; FEATURES] = [
    // The rest.
    -1.8,
    // Length: headlines are short, fragments as long as the column had room.
    1.4,
    // Shorter than most column ends leave.
    -1.8,
    // `抢农时 抓生产`: a space between clauses is set in headlines only.
    -1.3,
    // Ends in a bracket or quotation mark.
    -2.8,
    // Begins with a dash or mark.
    -3.0,
    // A quotation mark or bracket is left open.
    3.7,
    // Ends in a word that goes on: `的`, `和`.
    2.2,
    // The next line begins with one that goes on: `了`, `们`.
    1.9,
    // A word of the language runs over the line end.
    5.0,
    // A number runs over the line end.
    2.8,
    // One comma.
    0.8,
    // Two commas or more.
    1.2,
    // A pause mark.
    -0.4,
    // The next line is the short rest of a sentence.
    -0.6,
    // The next line is as short and has no full stop either: two lines of a headline.
    -4.0,
    // The next line begins as paragraphs like to.
    -2.4,
    // A sentence ends inside.
    3.0,
    // It stands below headline lines.
    -1.3,
    // It begins with a day, as reports do and headlines seldom.
    1.4,
    // It begins with speech.
    -0.3,
    // Length of the next line.
    0.7,
];

fn is_fragment(seen: &Seen<'_>) -> bool {
    let features = fragment_features(seen);
    features.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<f64>() > 0.0
}

/// `4月9日清晨,…`: headlines seldom begin with a day.
fn starts_like_report(block: &str) -> bool {
    VOCABULARY.prefix("opening", block).is_some()
        || block.chars().take(6).find(|c| !c.is_ascii_digit()).is_some_and(|c| c == '月' && block.starts_with(|c: char| c.is_ascii_digit()))
}

/// How paragraphs like to begin: with speech, a date, or the words that open a report.
fn begins_paragraph(next: &str) -> bool {
    let first = next.chars().next().map_or(' ', fold);
    matches!(first, '“' | '"' | '《' | '●' | '▲' | '◆' | '■' | '(')
        || VOCABULARY.prefix("opening", next).is_some()
        || dateline::begins_with_dateline(next)
}

/// A short line without a full stop.
pub(crate) fn is_heading_shape(text: &str) -> bool {
    let enclosed = text.chars().next().map(fold) == Some('(') && text.chars().next_back().map(fold) == Some(')');
    text.chars().count() <= 60 && !enclosed && !ends_sentence(text) && !text.contains('。') && !text.ends_with([',', '，', '、', ';', '；'])
}

/// Whether the last bracket of `text` opens, near its end.
fn open_bracket(text: &str) -> bool {
    text.char_indices()
        .rev()
        .take(40)
        .map(|(_, c)| fold(c))
        .find(|c| matches!(c, '(' | ')'))
        == Some('(')
}

/// Whether a quotation mark opens in `text` and none closes it.
fn open_quote(text: &str) -> bool {
    text.chars().rev().find(|c| matches!(c, '“' | '”')) == Some('“')
        || text.chars().rev().find(|c| matches!(c, '《' | '》')) == Some('《')
}

/// The words of the language, to see whether a line end cuts one.
pub(crate) static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Whether a word runs from the end of `left` into the beginning of `right`.
fn crosses_word(left: &str, right: &str) -> bool {
    let from = left.char_indices().rev().take(6).take_while(|&(_, c)| is_han(c)).last().map_or(left.len(), |(at, _)| at);
    let tail = &left[from..];
    let to = right.char_indices().take(6).find(|&(_, c)| !is_han(c)).map_or_else(
        || right.char_indices().nth(6).map_or(right.len(), |(at, _)| at),
        |(at, _)| at,
    );
    let head = &right[..to];
    if tail.is_empty() || head.is_empty() {
        return false;
    }
    let joined = format!("{tail}{head}");
    DICTIONARY
        .cut(&joined, false)
        .iter()
        .any(|token| token.byte_start < tail.len() && tail.len() < token.byte_end)
}
