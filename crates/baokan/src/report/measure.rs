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
    /// Whether the row before has the same `responsible`.
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
        let key = |row: &MeasureRow| (row.responsible.is_none(), row.due.is_none(), row.due);
        let by_body = key(one).0.cmp(&key(other).0);
        by_body
            .then_with(|| one.responsible.cmp(&other.responsible))
            .then_with(|| key(one).cmp(&key(other)))
            .then_with(|| one.deadline.is_none().cmp(&other.deadline.is_none()))
            .then_with(|| one.article.cmp(&other.article))
    });
    let more = rows.len().saturating_sub(MOST_MEASURES);
    rows.truncate(MOST_MEASURES);
    for at in 1..rows.len() {
        rows[at].is_same = rows[at].responsible == rows[at - 1].responsible;
    }
    (rows, more)
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
    let row = |responsible: Option<String>| MeasureRow {
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
    let bodies = measure.responsible.iter().filter_map(|&span| printed(span));
    let rows: Vec<_> = bodies.map(|responsible| row(Some(responsible))).collect();
    if rows.is_empty() {
        vec![row(None)]
    } else {
        rows
    }
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
