//! What a line is, by what its source says of it and by its own shape.

use super::block::Kind;
use super::furniture;
use super::line::ends_sentence;
use super::shape::{Mark, Shape};
use super::told::{self, Told};
use super::vocabulary::{List, VOCABULARY, squeeze};
use crate::article::byline::{self, Byline};
use crate::article::caption;
use crate::article::dateline;
use crate::page::FurnitureKind;
use crate::width::fold;

/// What a line is, and whether it begins with a dateline.
pub(super) struct Look {
    pub(super) kind: Kind,
    pub(super) dated: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            kind: Kind::Text,
            dated: false,
        }
    }
}

impl Look {
    pub(super) fn of(text: &str, shape: &Shape, told: Option<Told>) -> Self {
        let dated = dateline::begins_with_dateline(text, shape);
        let look = || kind(text, shape, dated);
        let kind = match told {
            Some(told) => told::kind(text, shape, told.role, look),
            None => look(),
        };
        Self { kind, dated }
    }
}

/// What a line is, by its own shape.
fn kind(text: &str, shape: &Shape, dated: bool) -> Kind {
    if let Some(found) = furniture::read(text, shape) {
        return Kind::Furniture(found);
    }
    let length = shape.len();
    if length > 200 {
        return Kind::Text;
    }
    if length <= 16
        && may_be_label(text)
        && let Some(kind) = label(text, length)
    {
        return kind;
    }
    if let Some(picture) = caption::read(text, shape) {
        return Kind::Picture(picture);
    }
    if let Some(found) = line_byline(text, shape, dated) {
        return Kind::Byline(found);
    }
    Kind::Text
}

/// Whether a line can be a label at all, by its first and last letters.
fn may_be_label(text: &str) -> bool {
    let is_letter = |character: &char| character.is_alphanumeric();
    let mut letters = text.chars().map(fold).filter(is_letter);
    let (Some(first), Some(last)) = (letters.next(), text.chars().rev().map(fold).find(is_letter))
    else {
        // No label either, but its marks may be those of one.
        return true;
    };
    let begins = |&list: &List| VOCABULARY.may_begin(list, first);
    LABELS.iter().any(begins)
        || VOCABULARY.may_end(List::BriefEnd, last)
        || text.contains('·')
        || text.starts_with(['【', '[', '［', '〔'])
}

/// The lists of what labels say.
const LABELS: [List; 5] = [
    List::WebList,
    List::Box,
    List::Section,
    List::Advertisement,
    List::Notice,
];

/// What a short line is, where it is the label of what stands below it.
fn label(text: &str, length: usize) -> Option<Kind> {
    let bare = squeeze(text);
    let framed = bare.starts_with(['【', '[', '〔', '◇', '◆', '■', '●', '★', '□', '▲', '▼']);
    let label = bare.trim_matches(|c: char| !c.is_alphanumeric());
    let closed = bare.starts_with(['【', '[', '〔']) && bare.ends_with(['】', ']', '〕']);
    if VOCABULARY.has(List::WebList, label)
        && !framed
        && length <= 6
        && label == bare.trim_end_matches(':')
    {
        return Some(Kind::Links);
    }
    if VOCABULARY.has(List::Box, label) {
        return Some(Kind::BoxLabel);
    }
    // `图片新闻·短讯`: two columns share a heading.
    let modes: Option<Vec<&str>> = label
        .split('·')
        .map(|name| {
            // `街坊快讯`, `乡镇速递`: such columns are named for what they bring.
            let brief = || VOCABULARY.suffix(List::BriefEnd, name).map(|_| "many");
            VOCABULARY.mode(List::Section, name).or_else(brief)
        })
        .collect();
    if let Some(modes) = modes {
        return Some(Kind::Section(modes.contains(&"many")));
    }
    if VOCABULARY.has(List::Advertisement, label) {
        return Some(Kind::Notice(FurnitureKind::Advertisement));
    }
    if VOCABULARY.has(List::Notice, label) {
        return Some(Kind::Notice(FurnitureKind::Notice));
    }
    (closed && label.chars().count() >= 2)
        .then(|| Kind::Section(label.ends_with('讯') || label.ends_with("动态")))
}

/// A byline on a line of its own. Without a role or brackets it takes a mark: a bare `钱宁` may be a subhead.
fn line_byline(text: &str, shape: &Shape, dated: bool) -> Option<Byline> {
    // `本报讯（记者 某某）走进某乡` is how a wrapped text begins.
    if dated || shape.len() > byline::LONGEST {
        return None;
    }
    let first = text.chars().next().map(fold)?;
    let marked = first == '(' || byline::is_mark(first);
    if !(marked || shape.has(Mark::Space) || shape.may_hold_role()) {
        return None;
    }
    let found = byline::parse(text).or_else(|| byline::parse_marked(text))?;
    // `甲省乙市 张三` signs a reader's letter.
    let signed = found.affiliated && found.names.len() == 1 && shape.has(Mark::Space);
    (found.roled || marked || signed).then_some(found)
}

/// A short line without a full stop.
pub(crate) fn is_heading_shape(text: &str, shape: &Shape) -> bool {
    let enclosed = || {
        text.chars().next().map(fold) == Some('(')
            && text.chars().next_back().map(fold) == Some(')')
    };
    shape.characters <= 60
        && !shape.has(Mark::FullStop)
        && !ends_sentence(text)
        && !text.ends_with([',', '，', '、', ';', '；'])
        && !enclosed()
}
