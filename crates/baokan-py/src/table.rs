//! `Table`: rows any engine reads.

use std::sync::Arc;

use arrow_array::RecordBatchIterator;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyList, PySlice};

use crate::article::Article;
use crate::corpus::Corpus;
use crate::error::{BaokanError, raise};
use crate::page::Page;
use crate::{html, value};

/// One table of a corpus: rows in columns that every data-frame library reads without copying.
///
/// >>> corpus = baokan.parse("某县召开会议\n本报讯 5月20日,某县召开会议。")
/// >>> corpus.paragraphs.name, len(corpus.paragraphs)
/// ('paragraphs', 1)
///
/// ``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``duckdb.sql("from table")`` take it as it is.
/// Indexing and iteration give dicts; in ``articles`` and ``pages`` they give `Article` and `Page`.
#[pyclass(frozen, module = "baokan")]
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) inner: Arc<baokan::Table>,
    /// The corpus, for the two tables whose rows are shown as objects.
    corpus: Option<Py<Corpus>>,
}

impl Table {
    pub(crate) fn new(inner: Arc<baokan::Table>, corpus: &Bound<'_, Corpus>) -> Self {
        let shows_objects = matches!(inner.name(), "articles" | "pages");
        Self {
            inner,
            corpus: shows_objects.then(|| corpus.clone().unbind()),
        }
    }

    /// A table whose rows are dicts, whatever it was read from.
    pub(crate) fn alone(inner: baokan::Table) -> Self {
        Self {
            inner: Arc::new(inner),
            corpus: None,
        }
    }

    /// Row `index` as a dict.
    fn dict<'py>(&self, py: Python<'py>, mut index: usize) -> PyResult<Bound<'py, PyAny>> {
        for batch in self.inner.batches() {
            if index < batch.num_rows() {
                return value::row(py, batch, index)?.into_bound_py_any(py);
            }
            index -= batch.num_rows();
        }
        Err(PyIndexError::new_err("row out of range"))
    }

    fn item<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyAny>> {
        match &self.corpus {
            Some(corpus) if self.inner.name() == "articles" => {
                Article::of(corpus.bind(py), index).into_bound_py_any(py)
            }
            Some(corpus) => Page::of(corpus.bind(py), index).into_bound_py_any(py),
            None => self.dict(py, index),
        }
    }
}

#[pymethods]
impl Table {
    /// A table as it was pickled: its name and an Arrow IPC stream.
    #[new]
    fn from_ipc(name: &str, stream: &[u8]) -> PyResult<Self> {
        let inner = baokan::Table::from_ipc(name, stream).map_err(raise)?;
        Ok(Self {
            inner: Arc::new(inner),
            corpus: None,
        })
    }

    /// The table's name.
    ///
    /// >>> baokan.parse("").tokens.name
    /// 'tokens'
    #[getter]
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    /// The names of the columns.
    ///
    /// >>> baokan.parse("").orgs.columns
    /// ['article', 'start', 'end', 'text', 'kind']
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.inner.columns().collect()
    }

    /// The table as a pandas DataFrame; needs pandas and pyarrow.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_arrow(slf)?.call_method0("to_pandas")
    }

    /// The table as a polars DataFrame; needs polars.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py()
            .import("polars")?
            .getattr("DataFrame")?
            .call1((slf,))
    }

    /// The table as a pyarrow Table; needs pyarrow.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.getattr("table")?.call1((slf,))
    }

    /// The rows as a list of dicts; needs no other package.
    ///
    /// >>> baokan.parse("").persons.to_dicts()
    /// []
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for batch in self.inner.batches() {
            for row in 0..batch.num_rows() {
                rows.append(value::row(py, batch, row)?)?;
            }
        }
        Ok(rows)
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        index: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        at(index, self.inner.len(), |row| self.item(py, row))
    }

    pub(crate) fn __iter__(slf: &Bound<'_, Self>) -> Rows {
        Rows {
            table: slf.clone().unbind(),
            next: 0.into(),
        }
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.inner == other.inner
    }

    fn __repr__(&self) -> String {
        format!(
            "<baokan.Table {}: {} rows × {} columns>",
            self.inner.name(),
            self.inner.len(),
            self.inner.columns().count()
        )
    }

    fn _repr_html_(&self) -> String {
        html::table(&self.inner)
    }

    /// The rows through the Arrow PyCapsule interface; a requested schema is not cast to.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer pass over a schema it cannot serve; consumers cast.
        let _ = requested_schema;
        let batches = self.inner.batches().to_vec().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.inner.schema().clone());
        PyCapsule::new_with_value(
            py,
            FFI_ArrowArrayStream::new(Box::new(reader)),
            c"arrow_array_stream",
        )
    }

    /// The columns through the Arrow PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.inner.schema().as_ref())
            .map_err(|error| BaokanError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let this = slf.get();
        if let Some(corpus) = &this.corpus {
            let getattr = py.import("builtins")?.getattr("getattr")?;
            return (getattr, (corpus, this.inner.name())).into_bound_py_any(py);
        }
        let stream = this.inner.to_ipc().map_err(raise)?;
        (
            slf.get_type(),
            (this.inner.name(), PyBytes::new(py, &stream)),
        )
            .into_bound_py_any(py)
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
        let _ = memo;
        slf
    }
}

/// Walks the rows of a table.
#[pyclass(frozen, module = "baokan")]
#[derive(Debug)]
pub(crate) struct Rows {
    table: Py<Table>,
    next: std::sync::atomic::AtomicUsize,
}

#[pymethods]
impl Rows {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let row = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let table = self.table.get();
        (row < table.inner.len())
            .then(|| table.item(py, row))
            .transpose()
    }
}

/// What Python's indexing means for a sequence of `length` items: one item, or a list for a slice.
pub(crate) fn at<'py>(
    index: &Bound<'py, PyAny>,
    length: usize,
    item: impl Fn(usize) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = index.py();
    if let Ok(slice) = index.cast::<PySlice>() {
        let length =
            isize::try_from(length).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let slice = slice.indices(length)?;
        let rows = (0..slice.slicelength).map(|step| {
            let step = isize::try_from(step).unwrap_or(isize::MAX);
            item((slice.start + step * slice.step).unsigned_abs())
        });
        return PyList::new(py, rows.collect::<PyResult<Vec<_>>>()?)?.into_bound_py_any(py);
    }
    let index = index.extract::<isize>()?;
    let from_end = if index < 0 {
        length.checked_sub(index.unsigned_abs())
    } else {
        Some(index.unsigned_abs())
    };
    match from_end.filter(|&row| row < length) {
        Some(row) => item(row),
        None => Err(PyIndexError::new_err(format!(
            "index {index} out of range of {length}"
        ))),
    }
}
