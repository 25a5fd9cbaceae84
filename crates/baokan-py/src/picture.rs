//! `Table.plot` and `Corpus.plot`: the way from a table to `baokan.plot`, which draws it.

use pyo3::prelude::*;

use crate::corpus::Corpus;
use crate::table::Table;

/// The module that draws; imported when first asked for, since it needs packages of its own.
const PLOT: &str = "baokan.plot";

#[pymethods]
impl Table {
    /// The table as an Altair chart; needs ``baokan[notebook]``.
    ///
    /// :param value: the column to show, where there are several: ``"share"``, ``"log_ratio"``
    /// :param limit: how many bars, lines or rows are shown at most
    /// :param title: in place of the usual title
    /// :param width: of the chart, in pixels
    /// :param height: of the chart, in pixels; as its rows need when not given
    /// :raises ImportError: when altair is not installed
    /// :raises ValueError: when the table has no chart, or an argument cannot be used
    ///
    /// The answer to a question has the chart of that question: `baokan.plot.table` lists them. Other tables show
    /// what they name most often.
    ///
    /// >>> corpus = baokan.parse("某县召开会议\n会议昨日举行,会议很长。", issue_date="2024-05-24")
    /// >>> corpus.trend("会议").plot().to_dict()["title"]["text"]
    /// '会议：历月走势'
    #[pyo3(signature = (value=None, *, limit=None, title=None, width=None, height=None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        value: Option<&str>,
        limit: Option<usize>,
        title: Option<&str>,
        width: Option<u32>,
        height: Option<u32>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let draw = slf.py().import(PLOT)?.getattr("table")?;
        draw.call1((slf, value, limit, title, width, height))
    }
}

#[pymethods]
impl Corpus {
    /// The charts of a corpus: each question, asked and drawn in one call; needs ``baokan[notebook]``.
    ///
    /// ``corpus.plot.trend("防汛", by="month")`` is ``corpus.trend("防汛", by="month").plot()``.
    ///
    /// >>> corpus = baokan.parse("某县召开会议\n会议昨日举行,会议很长。")
    /// >>> corpus.plot
    /// <baokan.plot.Plots of 1 articles>
    #[getter]
    fn plot<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import(PLOT)?.getattr("Plots")?.call1((slf,))
    }
}
