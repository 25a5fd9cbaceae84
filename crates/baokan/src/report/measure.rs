//! What was decided, by who is to do it and by when.

use jiff::civil::Date;
use serde::Serialize;

use crate::analyzer::{ArticleAnalysis, PageAnalysis};
use crate::record::{Deliberation, Measure};
use crate::span::Span;

use super::article_prefix;
use super::card::anchor;
use super::index::articles;

/// More measures than a reader looks through; the tables hold all.
const MOST_MEASURES: usize = 500;
/// Longer measures are cut: the text they were read from is one click away.
const MOST_CHARACTERS: usize = 120;

/// A measure under one of the bodies that are to do it.
#[derive(Debug, Serialize)]
pub(super) struct MeasureRow {
    /// Who is to do it; none where the article does not say.
    responsible: Option<String>,
    /// Whose it is, where the name alone does not say: every village has a `村委会`.
    whose: Option<String>,
    /// Whether the row before is of the same body.
    is_same: bool,
    deadline: Option<String>,
    /// The last day of the deadline.
    #[serde(serialize_with = "as_printed")]
    due: Option<Date>,
    text: String,
    /// The matter it answers.
    issue: Option<String>,
    /// Who deliberated.
    body: String,
    /// Where it stands in the report.
    anchor: String,
    article: usize,
}

/// The measures by responsible body, then by deadline, and how many more there are. A measure of two bodies
/// stands under both; what names no body, or no day, comes last.
pub(super) fn measures(pages: &[PageAnalysis]) -> (Vec<MeasureRow>, usize) {
    let mut rows = Vec::new();
    for (number, analysis) in articles(pages) {
        for deliberation in &analysis.records.deliberations {
            for measure in &deliberation.measures {
                rows.extend(of_measure(number, analysis, deliberation, measure));
            }
        }
    }
    rows.sort_by(|one: &MeasureRow, other| {
        let day = |row: &MeasureRow| (row.due.is_none(), row.due, row.deadline.is_none());
        let nobody = |row: &MeasureRow| row.responsible.is_none();
        nobody(one)
            .cmp(&nobody(other))
            .then_with(|| body(one).cmp(&body(other)))
            .then_with(|| day(one).cmp(&day(other)))
            .then_with(|| one.article.cmp(&other.article))
    });
    let more = rows.len().saturating_sub(MOST_MEASURES);
    rows.truncate(MOST_MEASURES);
    for at in 1..rows.len() {
        rows[at].is_same = body(&rows[at]) == body(&rows[at - 1]);
    }
    (rows, more)
}

fn body(row: &MeasureRow) -> (Option<&str>, Option<&str>) {
    (row.responsible.as_deref(), row.whose.as_deref())
}

/// A row for each body that is to do it; one where none is named.
fn of_measure(
    number: usize,
    analysis: &ArticleAnalysis,
    deliberation: &Deliberation,
    measure: &Measure,
) -> Vec<MeasureRow> {
    let text = analysis.article.text.as_str();
    let printed = |span: Span| text.get(span.range()).map(str::to_owned);
    let (Some(words), Some(body)) = (printed(measure.span), printed(deliberation.body)) else {
        return Vec::new();
    };
    let issue = measure.issue.and_then(|at| deliberation.issues.get(at));
    let is_named = |span: Span| {
        let (orgs, places) = (&analysis.marks.orgs, &analysis.marks.places);
        let org = orgs.partition_point(|org| org.span.end <= span.start);
        let place = places.partition_point(|place| place.span.end <= span.start);
        orgs.get(org).is_some_and(|org| org.span.overlaps(span))
            || places
                .get(place)
                .is_some_and(|place| place.span.overlaps(span))
    };
    let row = |responsible: Option<String>, is_named: bool| MeasureRow {
        whose: (responsible.is_some() && !is_named).then(|| body.clone()),
        responsible,
        is_same: false,
        deadline: measure.deadline.and_then(printed),
        due: measure
            .deadline
            .and_then(|span| analysis.marks.last_day(span)),
        text: cut(&words),
        issue: issue
            .and_then(|issue| printed(issue.span))
            .map(|issue| cut(&issue)),
        body: body.clone(),
        anchor: anchor(&article_prefix(number), measure.span.start),
        article: number,
    };
    let mut rows: Vec<_> = measure
        .responsible
        .iter()
        .filter_map(|&span| Some(row(Some(printed(span)?), is_named(span))))
        .collect();
    if rows.is_empty() {
        rows.push(row(None, true));
    }
    rows
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[expect(clippy::ref_option, reason = "serde hands fields over like this")]
fn as_printed<S: serde::Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(to)
}
