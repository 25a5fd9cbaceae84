//! `stream` and `extract`: tables of any number of pages in bounded memory.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use baokan::{Extraction, Format, Streaming, Waited};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{BaokanError, raise};
use crate::run::{TICK, run, tell, watcher};
use crate::settings::{Arguments, Settings};
use crate::source::source as pages_of;
use crate::table::Table;

/// Reads newspaper pages from files and gives their tables batch by batch, in bounded memory.
///
/// :param source: as in `read`
/// :param tables: the names of the tables wanted; all when not given. What only other tables need is
///     not computed
/// :param batch_pages: how many pages a batch holds at most; fewer where they are long (1 MiB of text)
/// :raises ReadError: as in `read`; the other arguments are those of `read`
///
/// Pages come in order, and rows are numbered through all batches as in one corpus. Reading goes on
/// one batch ahead while the caller is at work on another. Columns that come with the texts of tables
/// stand together in the column ``metadata`` of ``pages``, as JSON: what the last page brings is not
/// known when the first batch is given.
///
/// >>> for batch in baokan.stream(baokan.samples(), tables=["pages", "topics"], batch_pages=2):
/// ...     pages, topics = batch["pages"], batch["topics"]
/// >>> list(batch)
/// ['pages', 'topics']
#[pyfunction]
#[pyo3(signature = (
    source, *, tables=None, batch_pages=256, outlet=None, issue_date=None, region=None, encoding=None,
    lexicon=None, taxonomy=None, gazetteer=None, kinds=None, threads=None,
    text_column=None, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "they are Python's keyword arguments"
)]
pub(crate) fn stream(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    tables: Option<Vec<String>>,
    batch_pages: usize,
    outlet: Option<String>,
    issue_date: Option<&Bound<'_, PyAny>>,
    region: Option<String>,
    encoding: Option<String>,
    lexicon: Option<&Bound<'_, PyAny>>,
    taxonomy: Option<PathBuf>,
    gazetteer: Option<PathBuf>,
    kinds: Option<PathBuf>,
    threads: Option<usize>,
    text_column: Option<String>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Stream> {
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
    let source = pages_of(source, text_column)?;
    let watcher = watcher(progress)?;
    let streaming = Streaming {
        tables,
        batch_pages,
    };
    let inner = run(py, None, move |_| {
        baokan::Stream::read(source, settings.analyzer()?, &streaming)
    })?;
    Ok(Stream {
        inner: Mutex::new(inner),
        watcher,
    })
}

/// Reads newspaper pages from files and writes every table to a file of its own in `folder`, in bounded
/// memory.
///
/// :param source: as in `read`
/// :param format: ``"parquet"``, ``"csv"`` or ``"jsonl"``, as in `Corpus.write`
/// :param tables: the names of the tables wanted; all when not given
/// :param resume: go on with a run in the same folder that was stopped, without doing its pages again
/// :param part_pages: how many pages a stopped run has to do again at most
/// :raises ReadError: as in `read`; the other arguments are those of `read`
/// :raises WriteError: when a file cannot be written
/// :raises ValueError: when a run cannot be resumed, since its pages, settings or version were others
///
/// A run that is stopped, by Ctrl-C, a full disk or a kill, leaves whole files or none. What it has done
/// stands in the folder ``.extract`` until a run in the same folder resumes or removes it.
///
/// >>> import tempfile
/// >>> with tempfile.TemporaryDirectory() as folder:
/// ...     extracted = baokan.extract(baokan.samples(), folder, tables=["pages", "articles"])
/// >>> [file.name for file in extracted.files]
/// ['pages.parquet', 'articles.parquet']
#[pyfunction]
#[pyo3(signature = (
    source, folder, format="parquet", *, tables=None, resume=false, part_pages=20_000, outlet=None,
    issue_date=None, region=None, encoding=None, lexicon=None, taxonomy=None, gazetteer=None,
    kinds=None, threads=None, text_column=None, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "they are Python's keyword arguments"
)]
pub(crate) fn extract(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    folder: PathBuf,
    format: &str,
    tables: Option<Vec<String>>,
    resume: bool,
    part_pages: usize,
    outlet: Option<String>,
    issue_date: Option<&Bound<'_, PyAny>>,
    region: Option<String>,
    encoding: Option<String>,
    lexicon: Option<&Bound<'_, PyAny>>,
    taxonomy: Option<PathBuf>,
    gazetteer: Option<PathBuf>,
    kinds: Option<PathBuf>,
    threads: Option<usize>,
    text_column: Option<String>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Extracted> {
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
    let source = pages_of(source, text_column)?;
    let extraction = Extraction {
        format: format.parse::<Format>().map_err(raise)?,
        streaming: Streaming {
            tables,
            ..Streaming::default()
        },
        resume,
        part_pages,
    };
    let inner = run(py, watcher(progress)?, move |progress| {
        baokan::extract(source, settings.analyzer()?, folder, &extraction, progress)
    })?;
    Ok(Extracted { inner })
}

/// An iterator of batches: each a dict from the name of a table to its rows as a `Table`.
///
/// >>> stream = baokan.stream(baokan.samples(), tables=["articles"])
/// >>> next(stream)["articles"].name
/// 'articles'
#[pyclass(frozen, module = "baokan")]
#[derive(Debug)]
pub(crate) struct Stream {
    inner: Mutex<baokan::Stream>,
    watcher: Option<Py<PyAny>>,
}

#[pymethods]
impl Stream {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let mut told = None;
        loop {
            // A panic in another thread's call has ended the stream, which says so itself.
            let lock = || self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = py.detach(|| lock().wait(TICK)).map_err(raise)?;
            let mut look = || {
                py.check_signals()?;
                let (done, total) = py.detach(|| {
                    let stream = lock();
                    (stream.progress().done(), stream.progress().total())
                });
                tell(py, self.watcher.as_ref(), (done, total), &mut told)
            };
            // Whoever was interrupted takes no further batch, so none is made.
            look().inspect_err(|_| py.detach(|| lock().progress().cancel()))?;
            match waited {
                Waited::Pending => {}
                Waited::Ended => return Ok(None),
                Waited::Batch(batch) => {
                    let tables = PyDict::new(py);
                    for table in batch.tables {
                        let name = table.name();
                        tables.set_item(name, Table::alone(Arc::new(table)))?;
                    }
                    return Ok(Some(tables));
                }
            }
        }
    }

    fn __repr__(&self) -> PyResult<String> {
        let stream = self
            .inner
            .try_lock()
            .map_err(|_| BaokanError::new_err("the stream is being read by another thread"))?;
        Ok(format!("<baokan.Stream: {}>", stream.tables().join(", ")))
    }
}

/// What `extract` has written.
///
/// >>> import tempfile
/// >>> with tempfile.TemporaryDirectory() as folder:
/// ...     extracted = baokan.extract(baokan.samples(), folder)
/// >>> extracted.pages > 0, extracted.errors
/// (True, 0)
#[pyclass(frozen, module = "baokan")]
#[derive(Debug)]
pub(crate) struct Extracted {
    inner: baokan::Extracted,
}

#[pymethods]
impl Extracted {
    /// The files, one for each table.
    #[getter]
    fn files(&self) -> Vec<PathBuf> {
        self.inner.files.clone()
    }

    /// How many pages were read, those of a resumed run included.
    #[getter]
    fn pages(&self) -> usize {
        self.inner.pages
    }

    /// How many articles stood on them.
    #[getter]
    fn articles(&self) -> usize {
        self.inner.articles
    }

    /// How many pages had an error, which the table ``pages`` tells.
    #[getter]
    fn errors(&self) -> usize {
        self.inner.errors
    }

    /// The sources and errors of the first of these pages, 100 at most, those of a resumed run left out.
    #[getter]
    fn first_errors(&self) -> Vec<(String, String)> {
        self.inner.first_errors.clone()
    }

    fn __repr__(&self) -> String {
        let baokan::Extracted {
            files,
            pages,
            articles,
            ..
        } = &self.inner;
        format!(
            "<baokan.Extracted: {} files of {pages} pages, {articles} articles>",
            files.len()
        )
    }
}
