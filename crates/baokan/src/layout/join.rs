//! Whether a printed line goes on the one before it.

use super::block::{Block, Kind, SLACK, Style};
use super::line::{Line, ends_sentence, holds_sentence};
use super::look::{Look, is_heading_shape};
use super::shape::Mark;
use super::vocabulary::{List, VOCABULARY};
use crate::article::byline;
use crate::article::dateline;
use crate::article::heading::closing_byline;
use crate::numeral;
use crate::width::{fold, is_han};
use crate::word;

/// What the choice to join rests on.
pub(super) struct Seen<'a> {
    pub(super) block: &'a Block<'a>,
    /// The block before it.
    pub(super) above: Option<&'a Block<'a>>,
    /// The last line of the block reaches the right margin of a wrapped page.
    pub(super) full: bool,
    /// The first character of the next line had no room on the last line of the block.
    pub(super) forced: bool,
    pub(super) next: &'a Line<'a>,
    pub(super) look: &'a Look,
    pub(super) after: Option<&'a Line<'a>>,
    pub(super) after_look: Option<&'a Look>,
}

/// Whether `next` goes on what the block began.
pub(super) fn continues(seen: &Seen<'_>, style: Style) -> bool {
    let Block { part, indent, .. } = seen.block;
    let (block, lines, indent) = (&*part.text, part.pieces.len(), *indent);
    let next = seen.next.text;
    let text = matches!(seen.look.kind, Kind::Text);
    if style.indented && seen.next.indent >= 3 {
        return false;
    }
    // An empty line on a page that has few stands between articles.
    if style.tight
        && seen.next.blanks > 0
        && (ends_sentence(block) || closing_byline(block).is_some())
    {
        return false;
    }
    if style.indented && style.wrap.is_some() && text && (indent >= 3 || lines > 1) {
        // Paragraphs are set in, so a line that is not goes on, unless the one before ended short of the margin.
        // Below a headline the text is set in again, so a sentence that goes on below at the margin belongs to the block too.
        let runs_on = seen.after.is_some_and(|after| {
            after.blanks == 0 && after.indent < 3 && ends_sentence(after.text)
        });
        return closing_byline(block).is_none() && (seen.full || !ends_sentence(block) || runs_on);
    }
    // `…新增5000余株。（通` + `讯员 甲）`.
    if part.shape.has(Mark::OpenBracket) && open_bracket(block) {
        return true;
    }
    if !text || seen.look.dated {
        return false;
    }
    let first = next.chars().next().map_or(' ', fold);
    // No paragraph begins with a mark that closes.
    if matches!(
        first,
        ',' | '。' | '、' | ';' | ':' | '!' | '?' | '”' | ')' | '》' | '%' | '’' | '】'
    ) {
        return true;
    }
    if first == '('
        && dateline::bracket(next).is_some_and(|length| byline::parse(&next[..length]).is_some())
    {
        return false;
    }
    let last = block.chars().next_back().map_or(' ', fold);
    let length = part.shape.len();
    let body = lines > 1
        || length > 80
        // No headline begins with `本报讯`.
        || seen.block.dated
        || ((length > 40 || style.wrap.is_some()) && holds_sentence(block, &part.shape))
        || (style.indented && indent >= 3)
        // `去年10月起,甲县49个村(社区)`: no headline begins with a day and a comma.
        || (style.wrap.is_none() && part.shape.has(Mark::Comma) && starts_like_report(block));
    if closing_byline(block).is_some() {
        return false;
    }
    if ends_sentence(block) {
        // A wrapped line that is full to the margin ends its paragraph only by chance.
        // A short line without a full stop is a headline: the last line of a paragraph has one.
        let heads = seen.next.width + 2 * SLACK < style.wrap.unwrap_or(0)
            && is_heading_shape(next, &seen.next.shape);
        let opens = matches!(first, '“' | '●' | '▲' | '◆' | '■' | '(')
            || VOCABULARY.prefix(List::ParagraphOpening, next).is_some();
        return seen.full && seen.forced && !heads && !style.indented && !opens;
    }
    if style.wrap.is_some() && !style.indented {
        if seen.full && (body || seen.next.width > 30 || ends_sentence(next)) {
            // A headline is seldom as wide as the column, and a paragraph of less than a line follows none.
            return true;
        }
        return body && !seen.full && mid_sentence(last);
    }
    if style.wrap.is_some() && !body {
        return false;
    }
    // `一是…；` above `二是…；`: a list is set an item a line.
    if last == ';' && lines == 1 && begins_item(block) && begins_item(next) {
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
        return !(is_heading_shape(next, &seen.next.shape)
            && seen
                .after_look
                .is_some_and(|after| after.dated || matches!(after.kind, Kind::Byline(_))));
    }
    if style.indented {
        return false;
    }
    is_fragment(seen)
}

/// Whether a line begins with the number of an item: `二是`, `三、`, `（四）`, `5.`.
fn begins_item(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(']);
    let number = text.trim_start_matches(numeral::begins);
    let length = text.len() - number.len();
    (1..=6).contains(&length) && number.starts_with(['是', '、', '.', '．', '）', ')', '要'])
}

fn mid_sentence(last: char) -> bool {
    !matches!(last, ':' | '—')
}

/// What speaks for a line without a full stop being the beginning of a paragraph that a column cut, rather than a headline,
/// subhead or lead-in.
const FEATURES: usize = 22;

/// Reads the features of the choice off the two lines. Each rests on a habit of setting headlines.
fn fragment_features(seen: &Seen<'_>) -> [f64; FEATURES] {
    let shape = &seen.block.part.shape;
    let block = &*seen.block.part.text;
    let next = seen.next.text;
    let is = |holds: bool| f64::from(u8::from(holds));
    let length = f64::from(shape.characters);
    let next_length = f64::from(seen.next.shape.characters);
    let digit = |c: Option<char>| c.is_some_and(|c| fold(c).is_ascii_digit());
    let commas = if shape.has(Mark::Comma) {
        block.matches([',', '，']).take(2).count()
    } else {
        0
    };
    // It stands below lines of a headline.
    let after_heading = seen.above.is_some_and(|above| {
        matches!(above.kind, Kind::Byline(_) | Kind::Section(_))
            || is_heading_shape(&above.part.text, &above.part.shape)
    });
    let crosses = crosses_word(block, next);
    let ends = ends_sentence(next);
    [
        1.0,
        (length / 30.0).min(2.0),
        is(length < 14.0),
        is(shape.has(Mark::Space)),
        is(matches!(
            block.chars().next_back().map(fold),
            Some(')' | '”')
        )),
        is(block.starts_with(['—', '●', '▲', '◆', '■', '★'])),
        is(shape.has_any(&[Mark::Quote, Mark::Title]) && open_quote(block)),
        is(VOCABULARY.suffix(List::Tail, block).is_some()),
        is(VOCABULARY.prefix(List::Head, next).is_some()),
        is(crosses),
        is(digit(block.chars().next_back()) && digit(next.chars().next())),
        is(commas == 1),
        is(commas >= 2),
        is(shape.has(Mark::Pause)),
        is(ends && next_length < 20.0),
        is(!ends && next_length < 26.0),
        is(begins_paragraph(next)),
        is(holds_sentence(block, shape)),
        is(after_heading),
        is(starts_like_report(block)),
        is(block.starts_with('“')),
        (next_length / 100.0).min(1.5),
    ]
}

/// Weights of the features, as logarithms of odds, fitted by logistic regression on pages laid out from dated news.
const WEIGHTS: [f64; FEATURES] = [
    // The rest.
    -1.8, // Length: headlines are short, fragments as long as the column had room.
    1.4,  // Shorter than most column ends leave.
    -1.8, // `抢农时 抓生产`: a space between clauses is set in headlines only.
    -1.3, // Ends in a bracket or quotation mark.
    -2.8, // Begins with a dash or mark.
    -3.0, // A quotation mark or bracket is left open.
    3.7,  // Ends in a word that goes on: `的`, `和`.
    2.2,  // The next line begins with one that goes on: `了`, `们`.
    1.9,  // A word of the language runs over the line end.
    5.0,  // A number runs over the line end.
    2.8,  // One comma.
    0.8,  // Two commas or more.
    1.2,  // A pause mark.
    -0.4, // The next line is the short rest of a sentence.
    -0.6,
    // The next line is as short and has no full stop either: two lines of a headline.
    -4.0, // The next line begins as paragraphs like to.
    -2.4, // A sentence ends inside.
    3.0,  // It stands below headline lines.
    -1.3, // It begins with a day, as reports do and headlines seldom.
    1.4,  // It begins with speech.
    -0.3, // Length of the next line.
    0.7,
];

fn is_fragment(seen: &Seen<'_>) -> bool {
    let features = fragment_features(seen);
    features
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum::<f64>()
        > 0.0
}

/// `4月9日清晨,…`: headlines seldom begin with a day.
fn starts_like_report(block: &str) -> bool {
    VOCABULARY.prefix(List::Opening, block).is_some()
        || block
            .chars()
            .take(6)
            .find(|c| !c.is_ascii_digit())
            .is_some_and(|c| c == '月' && block.starts_with(|c: char| c.is_ascii_digit()))
}

/// How paragraphs without a dateline like to begin: with speech, a date, or the words that open a report.
fn begins_paragraph(next: &str) -> bool {
    let first = next.chars().next().map_or(' ', fold);
    matches!(first, '“' | '"' | '《' | '●' | '▲' | '◆' | '■' | '(')
        || VOCABULARY.prefix(List::Opening, next).is_some()
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

/// Whether a word runs from the end of `left` into the beginning of `right`.
fn crosses_word(left: &str, right: &str) -> bool {
    let from = left
        .char_indices()
        .rev()
        .take(6)
        .take_while(|&(_, c)| is_han(c))
        .last()
        .map_or(left.len(), |(at, _)| at);
    let tail = &left[from..];
    let to = right
        .char_indices()
        .take(6)
        .find(|&(_, c)| !is_han(c))
        .map_or_else(
            || {
                right
                    .char_indices()
                    .nth(6)
                    .map_or(right.len(), |(at, _)| at)
            },
            |(at, _)| at,
        );
    let head = &right[..to];
    if tail.is_empty() || head.is_empty() {
        return false;
    }
    word::runs_over(tail, head)
}
