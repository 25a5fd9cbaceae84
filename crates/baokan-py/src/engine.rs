//! What the helpers for engines call in each task.

use std::path::PathBuf;
use std::sync::Arc;

use baokan::Value;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::run::run;
use crate::settings::{Arguments, Settings};
use crate::table::Table;

/// What an engine knows of a page.
#[derive(FromPyObject)]
pub(crate) struct Row {
    #[pyo3(item)]
    text: Option<String>,
    #[pyo3(item)]
    source: Option<String>,
    #[pyo3(item)]
    outlet: Option<String>,
    #[pyo3(item)]
    issue_date: Option<String>,
    #[pyo3(item)]
    page_no: Option<String>,
    #[pyo3(item)]
    region: Option<String>,
}

impl Row {
    /// The page, with what stands beside its text as it would come with the row of a file.
    fn page(self) -> baokan::Page {
        let columns = [
            ("outlet", self.outlet),
            ("issue_date", self.issue_date),
            ("page_no", self.page_no),
            ("region", self.region),
        ];
        let given =
            |(name, value): (&str, Option<String>)| Some((name.to_owned(), Value::Text(value?)));
        baokan::Page {
            source: self.source.unwrap_or_default(),
            error: self.text.is_none().then(|| "no text".to_owned()),
            text: self.text.unwrap_or_default(),
            metadata: columns.into_iter().filter_map(given).collect(),
            ..baokan::Page::default()
        }
    }
}

/// The tables of some pages, of which every page is numbered from 0: for each table its rows, and for
/// each page where its rows begin, and where those of the last end.
#[pyfunction]
#[pyo3(signature = (
    rows, *, tables=None, outlet=None, issue_date=None, region=None, encoding=None, lexicon=None,
    taxonomy=None, gazetteer=None, kinds=None, threads=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "they are Python's keyword arguments"
)]
pub(crate) fn tables_apart<'py>(
    py: Python<'py>,
    rows: Vec<Row>,
    tables: Option<Vec<String>>,
    outlet: Option<String>,
    issue_date: Option<&Bound<'_, PyAny>>,
    region: Option<String>,
    encoding: Option<String>,
    lexicon: Option<&Bound<'_, PyAny>>,
    taxonomy: Option<PathBuf>,
    gazetteer: Option<PathBuf>,
    kinds: Option<PathBuf>,
    threads: Option<usize>,
) -> PyResult<Bound<'py, PyDict>> {
    let settings = Settings::new(Arguments {
        outlet,
        issue_date,
        region,
        encoding,
        lexicon,
        taxonomy,
        gazetteer,
        kinds,
        threads,
    })?;
    let pages = rows.into_iter().map(Row::page).collect();
    let apart = run(py, None, move |progress| {
        settings
            .analyzer()?
            .tables_apart(pages, tables.as_deref(), progress)
    })?;
    let found = PyDict::new(py);
    for one in apart {
        let name = one.table.name();
        found.set_item(name, (Table::alone(Arc::new(one.table)), one.offsets))?;
    }
    Ok(found)
}
