//! The tables of what an article's text names, counts, dates and quotes.

use super::rows::Rows;
use super::{ArticleRow, PageRow};
use crate::mark::{Anchor, Marks};

/// One row for every mark of a kind.
fn each<M>(
    row: &PageRow<'_>,
    of: impl Fn(&Marks) -> &[M],
    mut write: impl FnMut(&ArticleRow<'_>, &M),
) {
    for item in row.articles() {
        for mark in of(&item.analysis.marks) {
            write(&item, mark);
        }
    }
}

pub(super) fn persons(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |marks| &marks.persons,
        |item, person| {
            item.mention(rows, person.span);
            rows.text(person.name.as_str());
            rows.text(person.title.map(|span| span.slice(item.text)));
            rows.text(person.org.map(|span| span.slice(item.text)));
        },
    );
}

pub(super) fn places(rows: &mut Rows, row: &PageRow<'_>) {
    let vintage = row.corpus.analyzer().vintage();
    each(
        row,
        |marks| &marks.places,
        |item, place| {
            item.mention(rows, place.span);
            rows.text(place.level.name());
            rows.text(place.code.as_deref());
            rows.text(place.full_name.as_deref());
            rows.int(place.candidates as usize);
            rows.text(place.code.as_ref().map(|_| vintage));
        },
    );
}

pub(super) fn orgs(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |marks| &marks.orgs,
        |item, org| {
            item.mention(rows, org.span);
            rows.text(org.kind);
        },
    );
}

pub(super) fn times(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |marks| &marks.times,
        |item, time| {
            item.mention(rows, time.span);
            rows.text(time.kind.name());
            rows.text(time.value.as_deref());
            rows.date(time.from);
            rows.date(time.to);
            rows.text(time.anchor.map(Anchor::name));
        },
    );
}

pub(super) fn quantities(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |marks| &marks.quantities,
        |item, quantity| {
            item.mention(rows, quantity.span);
            rows.float(quantity.value);
            rows.float(quantity.low);
            rows.float(quantity.high);
            rows.text(quantity.unit.as_deref());
            rows.text(quantity.of.map(|span| span.slice(item.text)));
        },
    );
}

pub(super) fn quotes(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |marks| &marks.quotes,
        |item, quote| {
            item.mention(rows, quote.span);
            rows.text(quote.speaker.as_deref());
            rows.text(quote.title.as_deref());
            rows.text(quote.verb.map(|span| span.slice(item.text)));
            rows.bool(quote.direct);
        },
    );
}

pub(super) fn slogans(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |marks| &marks.slogans,
        |item, slogan| {
            item.mention(rows, slogan.span);
            rows.texts_or_null(slogan.expansion.iter().map(|span| span.slice(item.text)));
        },
    );
}
