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
        Self {
            wrap: wrap(lines),
            indented: indents >= 2 && indents * 5 >= lines.len(),
        }
    }
}

/// Columns that cover what kinsoku and half-width marks move at a line's end.
const SLACK: usize = 3;

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
        if let Some(last) = blocks.last_mut()
            && matches!(last.kind, Kind::Text)
            && matches!(kinds[at], Kind::Text | Kind::Byline(_) | Kind::Section(_) | Kind::BoxLabel)
        {
            let seen = Seen {
                block: &last.part.text,
                lines: last.part.pieces.len(),
                indent: last.indent,
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
    if let Some(picture) = caption::read(text) {
        return Kind::Picture(picture);
    }
    if let Some(found) = line_byline(text) {
        return Kind::Byline(found);
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
    Kind::Text
}

/// A byline on a line of its own. Without a role or brackets it takes a mark: a bare `王艳` may be a subhead.
fn line_byline(text: &str) -> Option<Byline> {
    let found = byline::parse(text)?;
    let first = text.chars().next().map(fold)?;
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
    let body = holds_sentence(block) || block.chars().count() > 60 || (style.indented && seen.indent >= 3);
    if closing_byline(block).is_some() {
        return false;
    }
    if ends_sentence(block) {
        // A wrapped line that is full to the margin ends its paragraph only by chance.
        return seen.full && body && !style.indented && !matches!(first, '“' | '●' | '▲' | '◆' | '■' | '(');
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
    fragment_score(seen) > 0.0
}

fn mid_sentence(last: char) -> bool {
    !matches!(last, ':' | '—')
}

/// How likely a short line without a full stop is the beginning of a paragraph that a column cut, rather than a headline
/// or subhead, as the logarithm of the odds. Each term is a habit of setting headlines.
fn fragment_score(seen: &Seen<'_>) -> f64 {
    let block = seen.block;
    let next = seen.next.text;
    let length = block.chars().count() as f64;
    let mut score = -1.0;
    // Headlines are short; fragments are as long as the column had room.
    score += (length - 22.0).clamp(-14.0, 20.0) * 0.12;
    // `抢农时 抓生产 助振兴`: a space between clauses is set in headlines only.
    if block.contains([' ', '\u{3000}']) {
        score -= 3.0;
    }
    if matches!(block.chars().next_back().map(fold), Some(')' | '”')) {
        score -= 1.5;
    }
    if block.starts_with('—') || block.starts_with(['●', '▲', '◆', '■']) {
        score -= 3.0;
    }
    if open_quote(block) {
        score += 3.0;
    }
    if VOCABULARY.suffix("tail", block).is_some() {
        score += 2.5;
    }
    if VOCABULARY.suffix("soft_tail", block).is_some() {
        score += 0.6;
    }
    if VOCABULARY.prefix("head", next).is_some() {
        score += 2.5;
    }
    if VOCABULARY.prefix("soft_head", next).is_some() {
        score += 0.6;
    }
    score += if crosses_word(block, next) { 2.0 } else { -0.8 };
    let digits = |c: Option<char>| c.is_some_and(|c| fold(c).is_ascii_digit());
    if digits(block.chars().next_back()) && digits(next.chars().next()) {
        score += 3.0;
    }
    let commas = block.chars().filter(|&c| matches!(fold(c), ',' | ':')).count();
    score += match commas {
        0 => -0.8,
        1 => 0.2,
        _ => 1.0,
    };
    let ends = ends_sentence(next);
    let next_length = next.chars().count();
    if ends && next_length < 20 {
        // The rest of a sentence: `作。`
        score += 1.5;
    }
    if !ends && next_length < 24 {
        // Two lines of a headline.
        score -= 1.5;
    }
    if begins_paragraph(next) {
        score -= 1.5;
    }
    score
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
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

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
