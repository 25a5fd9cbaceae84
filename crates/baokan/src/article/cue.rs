//! Cues at the beginning of a line that say what it is.

use super::dateline;
use crate::layout::block::{Block, Kind};
use crate::layout::furniture::{self, Found, is_paper_name};
use crate::layout::line::holds_sentence;
use crate::layout::shape::{Mark, Shape};
use crate::page::FurnitureKind;
use crate::width::fold;

/// The first line of a page is its paper's name when the line below dates the page.
pub(super) fn masthead(blocks: &mut [Block<'_>]) {
    let dated = |block: &Block<'_>| matches!(&block.kind, Kind::Furniture(found) if matches!(found.kind, FurnitureKind::Folio | FurnitureKind::Date));
    for at in 0..blocks.len().min(3) {
        let text = &blocks[at].part.text;
        let length = blocks[at].part.shape.len();
        let short = (2..=8).contains(&length) && text.chars().all(char::is_alphanumeric);
        let beside = blocks.get(at + 1).is_some_and(dated)
            || (at > 0 && dated(&blocks[at - 1]) && is_paper_name(text));
        let told = blocks[at].told.is_some();
        if matches!(blocks[at].kind, Kind::Text) && !told && short && beside {
            blocks[at].kind = Kind::Furniture(Found {
                kind: FurnitureKind::Masthead,
                issue_date: None,
                page_no: None,
                outlet: Some(text.to_string()),
            });
            return;
        }
    }
}

pub(super) const POINTER: &str = "▲";

/// `▲村民在老樟树下商议修路。`: a caption without a photographer points at its picture.
pub(super) fn is_pointed_caption(text: &str) -> bool {
    text.starts_with(['▲', '▼', '↑', '↓', '→', '←', '△'])
        && text.chars().count() <= 45
        && !text.trim_end_matches('。').contains('。')
}

/// Where the text begins after `(上接第1版)`.
pub(super) fn carried_over(text: &str, shape: &Shape) -> Option<usize> {
    if !shape.has(Mark::Page) {
        return None;
    }
    let length = dateline::bracket(text)?;
    let folded: String = text[..length].chars().map(fold).collect();
    (length < text.len() && furniture::is_continuation(&folded, shape) && folded.contains('接'))
        .then_some(length)
}

/// Where the text begins after a headline that runs into it: `●某镇2.6公里通村路贯通　日前,…`.
pub(super) fn run_in_headline(text: &str, shape: &Shape) -> Option<usize> {
    let (at, _) = text
        .char_indices()
        .skip(6)
        .take(34)
        .find(|&(_, c)| c == '\u{3000}' || c == ' ')?;
    let headline = &text[..at];
    let rest = text[at..].trim_start();
    (!headline.contains(['。', '，', ',']) && holds_sentence(rest, shape)).then_some(at)
}

/// `▲近日,甲县…`: under a column of short items, each marked paragraph is one; elsewhere a dateline must follow the mark.
pub(super) fn begins_brief(text: &str, shape: &Shape, in_briefs: bool) -> bool {
    let rest =
        text.trim_start_matches(['▲', '◆', '●', '■', '★', '▼', '◇', '□', '○', '△', '☆', '※']);
    rest.len() < text.len()
        && (in_briefs
            || dateline::begins_with_dateline(rest.trim_start(), shape)
            || run_in_headline(text, shape).is_some())
}
