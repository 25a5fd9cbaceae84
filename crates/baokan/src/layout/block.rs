//! Blocks: printed lines put together again where a column or a hard wrap cut them.

use super::furniture::{self, Found};
use super::join::{Seen, continues};
use super::line::{Line, ends_sentence};
use super::part::Part;
use super::told::{self, Told, Zones};
use super::vocabulary::{VOCABULARY, squeeze};
use crate::article::byline::{self, Byline};
use crate::article::caption::{self, Picture};
use crate::article::dateline;
use crate::page::{FurnitureKind, Zone, ZoneRole};
use crate::width::{columns, fold};
use crate::word;

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
    /// What the source of the page says of it.
    pub(crate) told: Option<Told>,
}

impl Block {
    /// What the source of the page says it is.
    pub(crate) fn role(&self) -> Option<ZoneRole> {
        self.told.map(|told| told.role)
    }
}

/// How the page sets its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// Columns after which every line is cut.
    pub(crate) wrap: Option<usize>,
    /// Paragraphs begin with white space.
    pub(crate) indented: bool,
    /// Empty lines stand between articles only, not within them.
    pub(crate) tight: bool,
}

impl Style {
    /// Reads the style off the lines of a page.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let indents = lines
            .iter()
            .filter(|line| (3..=8).contains(&line.indent))
            .count();
        let wrap = wrap(lines);
        Self {
            // On a wrapped page only the first line of each paragraph is set in.
            indented: indents >= 3 && indents * if wrap.is_some() { 12 } else { 5 } >= lines.len(),
            wrap,
            tight: lines.iter().filter(|line| line.blanks > 0).count() * 4 < lines.len(),
        }
    }

    /// The style of each line. Articles of one page are set to different measures, some with their paragraphs set in and
    /// some without; between empty lines the measure is one.
    fn each(self, lines: &[Line<'_>]) -> Vec<Self> {
        let mut styles = Vec::with_capacity(lines.len());
        for stretch in lines.chunk_by(|_, next| next.blanks == 0) {
            let style = self.within(stretch).unwrap_or(self);
            styles.resize(styles.len() + stretch.len(), style);
        }
        styles
    }

    /// The style of a stretch without empty lines, where it is long enough to show one of its own.
    fn within(self, stretch: &[Line<'_>]) -> Option<Self> {
        if !self.tight || stretch.len() < LEAST_OF_STRETCH {
            return None;
        }
        let wrap = margin(stretch, 3)?;
        // Two lines in five of a measure end at its margin, and no column is wider: other lines are whole paragraphs.
        let full = |line: &&Line<'_>| line.width + SLACK >= wrap;
        if wrap > WIDEST || stretch.iter().filter(full).count() * 5 < stretch.len() * 2 {
            return None;
        }
        let set_in = |line: &&Line<'_>| (3..=8).contains(&line.indent);
        Some(Self {
            wrap: Some(wrap),
            indented: stretch.iter().filter(set_in).count() > 0,
            ..self
        })
    }
}

/// Columns of the widest line a page is wrapped to.
const WIDEST: usize = 120;

/// Fewer lines between empty ones show no measure of their own.
const LEAST_OF_STRETCH: usize = 5;

/// Columns that cover what kinsoku and half-width marks move at a line's end.
pub(super) const SLACK: usize = 4;

/// The width at which most lines of the page end, if they do: only a hard wrap gives a page one right margin.
fn wrap(lines: &[Line<'_>]) -> Option<usize> {
    margin(lines, 6)
}

/// The right margin at which at least `least` of the lines end.
fn margin(lines: &[Line<'_>], least: usize) -> Option<usize> {
    let mut counts = std::collections::BTreeMap::new();
    for line in lines.iter().filter(|line| line.width >= 20) {
        *counts.entry(line.width).or_insert(0usize) += 1;
    }
    let near = |at: usize| {
        counts
            .range(at.saturating_sub(SLACK)..=at)
            .map(|(_, n)| n)
            .sum::<usize>()
    };
    let (&width, _) = counts.iter().max_by_key(|&(&at, _)| (near(at), at))?;
    let longer: usize = counts.range(width + SLACK..).map(|(_, n)| n).sum();
    let enough = near(width) >= least && near(width) * 4 >= lines.len();
    (enough && longer * 12 <= lines.len()).then_some(width)
}

/// Puts the lines of a page together.
pub(crate) fn blocks(lines: &[Line<'_>], style: Style, zones: &[Zone]) -> Vec<Block> {
    let mut zones = Zones::new(zones);
    let tolds: Vec<Option<Told>> = lines.iter().map(|line| zones.told(line.span)).collect();
    let kinds: Vec<Kind> = lines
        .iter()
        .zip(&tolds)
        .map(|(line, told)| told_kind(line.text, *told))
        .collect();
    let styles = style.each(lines);
    let mut blocks: Vec<Block> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let style = styles[at];
        let after_heading = blocks.len().checked_sub(2).is_some_and(|at| {
            matches!(blocks[at].kind, Kind::Byline(_) | Kind::Section(_))
                || is_heading_shape(&blocks[at].part.text)
        });
        let told = blocks
            .last()
            .and_then(|last| told::joined(last.told, tolds[at]));
        if told == Some(true)
            && let Some(last) = blocks.last_mut()
        {
            last.part.text.push_str(line.text);
            last.part.pieces.push(line.span);
            continue;
        }
        if let Some(last) = blocks.last_mut()
            && told.is_none()
            && matches!(last.kind, Kind::Text)
            && matches!(
                kinds[at],
                Kind::Text | Kind::Byline(_) | Kind::Section(_) | Kind::BoxLabel
            )
        {
            let seen = Seen {
                block: &last.part.text,
                lines: last.part.pieces.len(),
                indent: last.indent,
                after_heading,
                full: style
                    .wrap
                    .is_some_and(|wrap| lines[at - 1].width + SLACK >= wrap),
                forced: style.wrap.is_some_and(|wrap| {
                    lines[at - 1].width + line.text.chars().next().map_or(0, columns) > wrap
                }),
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
            part: Part {
                text: line.text.to_owned(),
                pieces: vec![line.span],
                role: tolds[at].map(|told| told.role),
            },
            blanks: line.blanks,
            indent: line.indent,
            told: tolds[at],
        });
    }
    number_pages(&mut blocks);
    sign(&mut blocks);
    // `（通` + `讯员 甲）` is a byline only when whole.
    for block in &mut blocks {
        let whole = block.told.is_some() || matches!(block.kind, Kind::Text);
        if whole && block.part.pieces.len() > 1 {
            block.kind = told_kind(&block.part.text, block.told);
        }
    }
    blocks
}

/// A line that holds nothing but the name of the paper, where the caller told it, is its masthead.
pub(crate) fn name_paper(blocks: &mut [Block], outlet: Option<&str>) {
    let Some(outlet) = outlet.map(squeeze).filter(|name| !name.is_empty()) else {
        return;
    };
    for block in blocks {
        // A name is short; longer blocks are not looked through.
        let short = block.part.text.len() <= 4 * outlet.len();
        if short && matches!(block.kind, Kind::Text) && squeeze(&block.part.text) == outlet {
            block.kind = Kind::Furniture(FurnitureKind::Masthead.into());
        }
    }
}

/// A name alone between a headline and its text is the writer's: commentaries are signed `某某某` and no more.
fn sign(blocks: &mut [Block]) {
    for at in 1..blocks.len().saturating_sub(1) {
        let text = |at: usize| blocks[at].part.text.as_str();
        let plain = |at: usize| matches!(blocks[at].kind, Kind::Text);
        let (before, name, after) = (text(at - 1), text(at), text(at + 1));
        let stands = plain(at - 1)
            && plain(at)
            && plain(at + 1)
            && (2..=4).contains(&name.chars().count())
            && before.chars().count() >= 6
            && is_heading_shape(before)
            && after.chars().nth(20).is_some();
        if stands
            && let Some(byline) = byline::parse(name).filter(|byline| byline.names.len() == 1)
            && word::is_person(name)
        {
            blocks[at].kind = Kind::Byline(byline);
        }
    }
}

/// A number alone beside the name, date or editors of the page is its page number.
fn number_pages(blocks: &mut [Block]) {
    let is_furniture =
        |block: Option<&Block>| block.is_some_and(|block| matches!(block.kind, Kind::Furniture(_)));
    for at in 0..blocks.len() {
        let text = &blocks[at].part.text;
        if matches!(blocks[at].kind, Kind::Text)
            && text.len() <= 3
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (is_furniture(at.checked_sub(1).and_then(|at| blocks.get(at)))
                || is_furniture(blocks.get(at + 1)))
        {
            blocks[at].kind = Kind::Furniture(FurnitureKind::Folio.into());
        }
    }
}

/// What a line is, by what the source of the page says of it, else by its own shape.
fn told_kind(text: &str, told: Option<Told>) -> Kind {
    match told {
        Some(told) => told::kind(text, told.role, || kind(text)),
        None => kind(text),
    }
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
        if VOCABULARY.has("web_list", label)
            && !framed
            && length <= 6
            && label == bare.trim_end_matches(':')
        {
            return Kind::Links;
        }
        if VOCABULARY.has("box", label) {
            return Kind::BoxLabel;
        }
        // `图片新闻·短讯`: two columns share a heading.
        let modes: Option<Vec<&str>> = label
            .split('·')
            .map(|name| {
                // `街坊快讯`, `乡镇速递`: such columns are named for what they bring.
                let brief = || VOCABULARY.suffix("brief_end", name).map(|_| "many");
                VOCABULARY.mode("section", name).or_else(brief)
            })
            .collect();
        if let Some(modes) = modes {
            return Kind::Section(modes.contains(&"many"));
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

/// A byline on a line of its own. Without a role or brackets it takes a mark: a bare `钱宁` may be a subhead.
fn line_byline(text: &str) -> Option<Byline> {
    // `本报讯（记者 某某）走进某乡` is how a wrapped text begins.
    if dateline::begins_with_dateline(text) {
        return None;
    }
    let first = text.chars().next().map(fold)?;
    let found = byline::parse(text).or_else(|| byline::parse_marked(text))?;
    let marked = first == '(' || byline::is_mark(first);
    // `甲省乙市 张三` signs a reader's letter.
    let signed = found.affiliated && found.names.len() == 1 && text.contains(char::is_whitespace);
    (found.roled || marked || signed).then_some(found)
}

/// A short line without a full stop.
pub(crate) fn is_heading_shape(text: &str) -> bool {
    let enclosed = text.chars().next().map(fold) == Some('(')
        && text.chars().next_back().map(fold) == Some(')');
    text.chars().nth(60).is_none()
        && !enclosed
        && !ends_sentence(text)
        && !text.contains('。')
        && !text.ends_with([',', '，', '、', ';', '；'])
}
