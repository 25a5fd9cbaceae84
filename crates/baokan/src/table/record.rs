//! The tables of what an article says was ordered, met about, decided, found and done.

use super::rows::Rows;
use super::{ArticleRow, PageRow};
use crate::record::{Deliberation, Outcome, Records, Status};
use crate::span::Span;

/// One row for every record of a kind.
fn each<R>(
    row: &PageRow<'_>,
    of: impl Fn(&Records) -> &[R],
    mut write: impl FnMut(&ArticleRow<'_>, &R),
) {
    for item in row.articles() {
        for record in of(&item.analysis.records) {
            write(&item, record);
        }
    }
}

/// The deliberations of a page: the article, its row number in `deliberations`, and that of its first
/// issue in `issues`.
fn each_deliberation(
    row: &PageRow<'_>,
    mut write: impl FnMut(&ArticleRow<'_>, usize, usize, &Deliberation),
) {
    let (mut number, mut issue) = (row.numbering.deliberations, row.numbering.issues);
    each(
        row,
        |records| &records.deliberations,
        |item, deliberation| {
            write(item, number, issue, deliberation);
            number += 1;
            issue += deliberation.issues.len();
        },
    );
}

pub(super) fn directives(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |records| &records.directives,
        |item, directive| {
            item.mention(rows, directive.span);
            rows.text(directive.issuer.as_deref());
            rows.text(directive.verb.as_deref());
            rows.text(directive.modal.as_deref());
            rows.text(directive.action.slice(item.text));
            item.texts_or_null(rows, &directive.responsible);
            item.text_or_null(rows, directive.deadline);
            rows.text(directive.topic.as_deref());
            item.texts_or_null(rows, &directive.items);
        },
    );
}

pub(super) fn meetings(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |records| &records.meetings,
        |item, meeting| {
            rows.int(item.number);
            rows.text(meeting.name.slice(item.text));
            rows.int(ordinal(meeting.ordinal));
            rows.date(meeting.date);
            item.text_or_null(rows, meeting.place);
            item.text_or_null(rows, meeting.convener);
            item.texts_or_null(rows, &meeting.participants);
        },
    );
}

pub(super) fn deliberations(rows: &mut Rows, row: &PageRow<'_>) {
    each_deliberation(row, |item, number, _, deliberation| {
        rows.int(item.number);
        rows.int(number);
        rows.text(deliberation.body.slice(item.text));
        rows.int(ordinal(deliberation.ordinal));
        rows.date(deliberation.date);
        item.text_or_null(rows, deliberation.venue);
        item.texts_or_null(rows, &deliberation.participants);
        rows.text(deliberation.outcome.map(Outcome::name));
    });
}

pub(super) fn issues(rows: &mut Rows, row: &PageRow<'_>) {
    each_deliberation(row, |item, number, first, deliberation| {
        for (at, issue) in deliberation.issues.iter().enumerate() {
            rows.int(item.number);
            rows.int(number);
            rows.int(first + at);
            rows.text(issue.span.slice(item.text));
            item.text_or_null(rows, issue.raised_by);
            item.text_or_null(rows, issue.channel);
        }
    });
}

pub(super) fn measures(rows: &mut Rows, row: &PageRow<'_>) {
    each_deliberation(row, |item, number, first, deliberation| {
        for measure in &deliberation.measures {
            rows.int(item.number);
            rows.int(number);
            rows.int(measure.issue.map(|at| first + at));
            item.stretch(rows, measure.span);
            rows.text(measure.span.slice(item.text));
            item.texts_or_null(rows, &measure.responsible);
            item.texts_or_null(rows, &measure.partners);
            item.text_or_null(rows, measure.deadline);
            item.text_or_null(rows, measure.consequence);
        }
    });
}

pub(super) fn mechanisms(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |records| &records.mechanisms,
        |item, mechanism| {
            item.mention(rows, mechanism.span);
            item.text_or_null(rows, mechanism.body);
            rows.text(mechanism.step.name());
            item.text_or_null(rows, mechanism.actor);
            item.text_or_null(rows, mechanism.schedule);
        },
    );
}

pub(super) fn incidents(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |records| &records.incidents,
        |item, incident| {
            rows.int(item.number);
            rows.text(incident.hazard.slice(item.text));
            item.text_or_null(rows, incident.place);
            item.text_or_null(rows, incident.finder);
            item.texts_or_null(rows, &incident.reported_to);
            item.texts_or_null(rows, &incident.responsible);
            item.text_or_null(rows, incident.action);
            rows.text(incident.status.map(Status::name));
        },
    );
}

pub(super) fn activities(rows: &mut Rows, row: &PageRow<'_>) {
    each(
        row,
        |records| &records.activities,
        |item, activity| {
            rows.int(item.number);
            rows.text(activity.name.slice(item.text));
            item.text_or_null(rows, activity.organizer);
            rows.date(activity.date);
            item.texts_or_null(rows, &activity.places);
            item.texts_or_null(rows, &activity.participants);
            item.texts_or_null(rows, &activity.outputs);
        },
    );
}

/// Which one it is. An ordinal too large for a row number is a misprint, not a count.
fn ordinal(number: Option<i64>) -> Option<usize> {
    number.and_then(|number| usize::try_from(number).ok())
}

impl ArticleRow<'_> {
    /// The text of a span, when there is one.
    fn text_or_null(&self, rows: &mut Rows, span: Option<Span>) {
        rows.text(span.map(|span| span.slice(self.text)));
    }

    /// The texts of spans; null when there is none.
    fn texts_or_null(&self, rows: &mut Rows, spans: &[Span]) {
        rows.texts_or_null(spans.iter().map(|span| span.slice(self.text)));
    }
}
