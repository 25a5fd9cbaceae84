//! Blocks: printed lines put together again where a column or a hard wrap cut them.

use super::furniture::Found;
use super::join::{Seen, continues};
use super::line::Line;
use super::look::{Look, is_heading_shape};
use super::part::Part;
use super::told::{self, Told, Zones};
use super::vocabulary::squeeze;
use crate::article::byline::{self, Byline};
use crate::article::caption::Picture;
use crate::article::heading::closing_byline;
use crate::page::{FurnitureKind, Zone, ZoneRole};
use crate::width::columns;
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
pub(crate) struct Block<'p> {
    pub(crate) kind: Kind,
    /// The joined characters.
    pub(crate) part: Part<'p>,
    /// It begins with a dateline.
    pub(crate) dated: bool,
    /// It is text that ends with a byline in brackets.
    pub(crate) closed: bool,
    /// Empty lines before the block.
    pub(crate) blanks: usize,
    /// Columns of white space before its first line.
    pub(crate) indent: usize,
    /// What the source of the page says of it.
    pub(crate) told: Option<Told>,
}

impl Block<'_> {
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
    let widths = lines.iter().map(|line| line.width);
    let mut widths: Vec<usize> = widths.filter(|&width| width >= 20).collect();
    widths.sort_unstable();
    // For the last line of each width, how many lines end near it; of equals the widest counts.
    let (mut first, mut near, mut width) = (0, 0, 0);
    for (at, &here) in widths.iter().enumerate() {
        while widths[first] + SLACK < here {
            first += 1;
        }
        if at + 1 - first >= near {
            (near, width) = (at + 1 - first, here);
        }
    }
    let longer = widths.len() - widths.partition_point(|&other| other < width + SLACK);
    let enough = near >= least && near * 4 >= lines.len();
    (enough && longer * 12 <= lines.len()).then_some(width)
}

/// Puts the lines of a page together.
pub(crate) fn blocks<'p>(lines: &[Line<'p>], style: Style, zones: &[Zone]) -> Vec<Block<'p>> {
    let mut zones = Zones::new(zones);
    let tolds: Vec<Option<Told>> = lines.iter().map(|line| zones.told(line.span)).collect();
    let mut looks: Vec<Look> = lines
        .iter()
        .zip(&tolds)
        .map(|(line, told)| Look::of(line.text, &line.shape, *told))
        .collect();
    let styles = style.each(lines);
    let mut blocks: Vec<Block<'p>> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        if let Some((last, above)) = blocks.split_last_mut() {
            let goes_on = told::joined(last.told, tolds[at])
                .unwrap_or_else(|| goes_on(last, above.last(), lines, &looks, at, styles[at]));
            if goes_on {
                last.part.join(line);
                continue;
            }
        }
        let look = std::mem::take(&mut looks[at]);
        blocks.push(Block {
            kind: look.kind,
            part: Part::new(line, tolds[at].map(|told| told.role)),
            dated: look.dated,
            closed: false,
            blanks: line.blanks,
            indent: line.indent,
            told: tolds[at],
        });
    }
    number_pages(&mut blocks);
    sign(&mut blocks);
    for block in &mut blocks {
        let text = &block.part.text;
        if block.part.pieces.len() > 1 {
            // `（通` + `讯员 甲）` is a byline only when whole.
            let look = Look::of(text, &block.part.shape, block.told);
            block.dated = look.dated;
            if block.told.is_some() || matches!(block.kind, Kind::Text) {
                block.kind = look.kind;
            }
        }
        block.closed = matches!(block.kind, Kind::Text) && closing_byline(text).is_some();
    }
    blocks
}

/// Whether line `at` goes on the block `last`, by the look of both.
fn goes_on(
    last: &Block<'_>,
    above: Option<&Block<'_>>,
    lines: &[Line<'_>],
    looks: &[Look],
    at: usize,
    style: Style,
) -> bool {
    let joins = matches!(
        looks[at].kind,
        Kind::Text | Kind::Byline(_) | Kind::Section(_) | Kind::BoxLabel
    );
    if !joins || !matches!(last.kind, Kind::Text) {
        return false;
    }
    let line = &lines[at];
    let before = lines[at - 1].width;
    let seen = Seen {
        block: last,
        above,
        full: style.wrap.is_some_and(|wrap| before + SLACK >= wrap),
        forced: style
            .wrap
            .is_some_and(|wrap| before + line.text.chars().next().map_or(0, columns) > wrap),
        next: line,
        look: &looks[at],
        after: lines.get(at + 1),
        after_look: looks.get(at + 1),
    };
    continues(&seen, style)
}

/// A line that holds nothing but the name of the paper, where the caller told it, is its masthead.
pub(crate) fn name_paper(blocks: &mut [Block<'_>], outlet: Option<&str>) {
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
fn sign(blocks: &mut [Block<'_>]) {
    for at in 1..blocks.len().saturating_sub(1) {
        let plain = |at: usize| matches!(blocks[at].kind, Kind::Text);
        let part = |at: usize| &blocks[at].part;
        let name = &part(at).text;
        let stands = (2..=4).contains(&part(at).shape.characters)
            && plain(at - 1)
            && plain(at)
            && plain(at + 1)
            && part(at - 1).shape.characters >= 6
            && is_heading_shape(&part(at - 1).text, &part(at - 1).shape)
            && part(at + 1).shape.characters > 20;
        if stands
            && let Some(byline) = byline::parse(name).filter(|byline| byline.names.len() == 1)
            && word::is_person(name)
        {
            blocks[at].kind = Kind::Byline(byline);
        }
    }
}

/// A number alone beside the name, date or editors of the page is its page number.
fn number_pages(blocks: &mut [Block<'_>]) {
    let is_furniture = |block: Option<&Block<'_>>| {
        block.is_some_and(|block| matches!(block.kind, Kind::Furniture(_)))
    };
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
