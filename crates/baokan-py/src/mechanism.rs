//! `Corpus.mechanisms`.

use pyo3::prelude::*;

use crate::corpus::Corpus;
use crate::table::Table;

#[pymethods]
impl Corpus {
    /// The rules of deliberation mechanisms: article, start, end, text, body, step, actor, schedule.
    ///
    /// ``step`` is collection, review, notice, session, decision, execution, supervision, feedback or
    /// evaluation; ``actor`` and ``schedule`` are as printed, ``body`` is whose rule it is.
    ///
    /// >>> page = "柳湾村议事有章法\n本报讯 柳湾村推行村民议事会制度,每月6日为议题征集日,议题由村党支部审核。"
    /// >>> [(rule["step"], rule["text"]) for rule in baokan.parse(page).mechanisms.to_dicts()]
    /// [('collection', '每月6日为议题征集日'), ('review', '议题由村党支部审核')]
    #[getter]
    fn mechanisms(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "mechanisms")
    }
}
