//! The tables of a corpus in a database.

use std::path::PathBuf;

use pyo3::prelude::*;

use crate::corpus::Corpus;

#[pymethods]
impl Corpus {
    /// Writes every table into a DuckDB database; needs duckdb.
    ///
    /// :param path: the database file, which is made when it is missing
    ///
    /// Tables of the same names are replaced, others stay; either all are written or none. Each table
    /// carries a comment that says what a row of it is.
    ///
    /// >>> import tempfile
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     baokan.parse("某县召开会议\n会议昨日举行。").to_duckdb(f"{folder}/papers.duckdb")
    fn to_duckdb(slf: &Bound<'_, Self>, path: PathBuf) -> PyResult<()> {
        slf.py()
            .import("baokan.database")?
            .getattr("write_duckdb")?
            .call1((slf, path))?;
        Ok(())
    }
}
