//! A row of a table: a page's text, and what is known of it in other columns.

use super::input::failed;
use crate::page::{Page, Value};

/// A row as it was read.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The columns in their order; those without a value are left out.
    pub(super) columns: Vec<(String, Value)>,
    /// What was odd about the row, in one line.
    pub(super) error: Option<String>,
    /// The encoding its bytes were in.
    pub(super) encoding: Option<String>,
}

impl Row {
    /// The page the row is, `place` (such as `row=17`) of the table called `table`. The columns `source` and `id` name it,
    /// where there are any.
    pub(super) fn page(mut self, table: &str, place: &str, text_column: &str) -> Page {
        let at = self
            .columns
            .iter()
            .position(|(name, _)| name == text_column);
        let text = at.map(|at| self.columns.remove(at).1);
        let mut page = Page {
            metadata: self.columns,
            encoding: self.encoding,
            error: self.error,
            ..Page::default()
        };
        page.source = page.given("source").unwrap_or_else(|| {
            let id = page.given("id").map(|id| format!("{table}#id={id}"));
            id.unwrap_or_else(|| format!("{table}#{place}"))
        });
        match text {
            Some(Value::Text(text)) if u32::try_from(text.len()).is_ok() => page.text = text,
            Some(Value::Text(_)) => page.error = Some("page of more than 4 GiB".to_owned()),
            Some(_) => {
                page.error = Some(format!("the column {text_column:?} holds no text"));
            }
            None if page.error.is_none() => {
                page.error = Some(format!("no text in the column {text_column:?}"));
            }
            None => {}
        }
        page
    }

    /// A row that could not be read.
    pub(super) fn failed(table: &str, place: &str, error: &str) -> Page {
        failed(&format!("{table}#{place}"), error)
    }
}

/// What is said where a table has no column of texts.
#[cfg(any(feature = "csv", feature = "tables"))]
pub(super) fn no_text_column<'c>(
    text_column: &str,
    columns: impl Iterator<Item = &'c str>,
) -> String {
    let mut columns: Vec<&str> = columns.take(21).collect();
    if columns.len() > 20 {
        columns[20] = "…";
    }
    format!(
        "text_column: no column {text_column:?} among {}",
        columns.join(", ")
    )
}
