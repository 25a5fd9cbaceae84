//! The tables of what stands on a page: pages, captions, furniture.

use super::PageRow;
use super::rows::Rows;
use crate::span::{Span, count};

pub(super) fn pages(rows: &mut Rows, row: &PageRow<'_>) {
    let page = &row.analysis.page;
    rows.int(row.numbering.pages);
    rows.text(page.source.as_str());
    rows.text(page.outlet.as_deref());
    rows.date(page.issue_date);
    rows.text(page.page_no.as_deref());
    rows.text(page.region.as_deref());
    rows.text(page.encoding.as_deref());
    rows.int(count(page.text.as_bytes()));
    rows.int(row.analysis.articles.len());
    rows.text(page.error.as_deref());
}

pub(super) fn captions(rows: &mut Rows, row: &PageRow<'_>) {
    let first = row.numbering.articles;
    for caption in &row.analysis.captions {
        let start = caption.spans.iter().map(|span| span.start).min();
        let end = caption.spans.iter().map(|span| span.end).max();
        let stretch = start
            .zip(end)
            .map(|(start, end)| row.offsets().characters(Span { start, end }));
        rows.int(caption.article.map(|article| first + article));
        rows.int(row.numbering.pages);
        rows.int(stretch.map(|(start, _)| start));
        rows.int(stretch.map(|(_, end)| end));
        rows.text(caption.text.as_str());
        rows.text(caption.photographer.as_deref());
    }
}

pub(super) fn furniture(rows: &mut Rows, row: &PageRow<'_>) {
    for furniture in &row.analysis.furniture {
        let (start, end) = row.offsets().characters(furniture.span);
        rows.int(row.numbering.pages);
        rows.int(start);
        rows.int(end);
        rows.text(furniture.span.slice(&row.analysis.page.text));
        rows.text(furniture.kind.name());
    }
}
