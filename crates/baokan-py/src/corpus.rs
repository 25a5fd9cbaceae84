//! `read`, `parse` and `Corpus`.

mod state;
mod tables;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use baokan::{Error, ErrorKind, Format, Partition, Progress, TABLES};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::article::Article;
use crate::error::raise;
use crate::html;
use crate::run::{run, watcher};
use crate::settings::{Arguments, Settings};
use crate::source;
use crate::table::{Rows, Table, at};
use state::{State, StatePage};

/// Reads newspaper pages from files.
///
/// :param source: a file, a folder, a glob, or a list of these: texts, e-paper HTML, PDF (with the extra
///     ``baokan[pdf]``), JSON Lines, CSV and Parquet with a column of texts, and ``.zip``, ``.tar.gz`` or ``.gz`` of any of
///     these; or a table in memory (pandas, polars, Arrow)
/// :param outlet: name of the paper
/// :param issue_date: day the issue is dated, as ``datetime.date`` or ISO string
/// :param region: division code of the paper's home region, such as ``"141102"``
/// :param encoding: encoding of the files; detected when not given
/// :param lexicon: words that win over the dictionary: a file, or a list of words or (word, tag) pairs
/// :param taxonomy: a TOML file of topics
/// :param gazetteer: a CSV file of places of your own: ``name,level,code,parent``
/// :param kinds: a file of words that records are read by: a term, a tab, and its kind, such as
///     ``deliberation.session``
/// :param threads: how many threads to use; as many as the machine has when not given
/// :param text_column: the column of a table the texts stand in; ``text`` when not given
/// :param progress: ``True`` for a bar (tqdm where installed), or any callable ``(done, total)``
/// :raises ReadError: when a named file does not exist, or nothing is found
/// :raises LexiconError: when lexicon, taxonomy, gazetteer or kinds has a bad line
///
/// A page that cannot be read does not stop the run: its row in ``pages`` says why in ``error``.
///
/// Of a table, the columns ``source``, ``outlet``, ``issue_date``, ``page_no`` and ``region`` say of each page what the
/// arguments say of all; the others are carried through as further columns of ``pages``.
///
/// >>> corpus = baokan.read(baokan.samples())
/// >>> len(corpus.pages) > 0
/// True
#[pyfunction]
#[pyo3(signature = (
    source, *, outlet=None, issue_date=None, region=None, encoding=None, lexicon=None, taxonomy=None,
    gazetteer=None, kinds=None, threads=None, text_column=None, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "they are Python's keyword arguments"
)]
pub(crate) fn read(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
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
) -> PyResult<Corpus> {
    let arguments = Arguments {
        outlet,
        issue_date,
        region,
        encoding,
        lexicon,
        taxonomy,
        gazetteer,
        kinds,
        threads,
    };
    let settings = Settings::new(arguments)?;
    let source = source::source(source, text_column)?;
    let of = settings.clone();
    let inner = run(py, watcher(progress)?, move |progress| {
        baokan::Corpus::read(source, settings.analyzer()?, progress)
    })?;
    Ok(Corpus::new(inner, of))
}

/// Reads newspaper pages from memory: one text or several. The other arguments are those of `read`.
///
/// A half of a surrogate pair, which is no character, is read as U+FFFD, and ``pages.error`` says so.
///
/// >>> corpus = baokan.parse(["某县召开会议\n会议昨日举行。", "某村修路\n路修好了。"])
/// >>> [article.headline for article in corpus]
/// ['某县召开会议', '某村修路']
#[pyfunction]
#[pyo3(signature = (
    text, *, outlet=None, issue_date=None, region=None, encoding=None, lexicon=None, taxonomy=None,
    gazetteer=None, kinds=None, threads=None, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "they are Python's keyword arguments"
)]
pub(crate) fn parse(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    outlet: Option<String>,
    issue_date: Option<&Bound<'_, PyAny>>,
    region: Option<String>,
    encoding: Option<String>,
    lexicon: Option<&Bound<'_, PyAny>>,
    taxonomy: Option<PathBuf>,
    gazetteer: Option<PathBuf>,
    kinds: Option<PathBuf>,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Corpus> {
    let arguments = Arguments {
        outlet,
        issue_date,
        region,
        encoding,
        lexicon,
        taxonomy,
        gazetteer,
        kinds,
        threads,
    };
    let settings = Settings::new(arguments)?;
    let pages = source::texts(text)?;
    Corpus::build(py, watcher(progress)?, settings, pages)
}

/// What was read: pages, their articles, and a table for everything found in them.
///
/// A corpus is a sequence of its articles. Its tables are built when first asked for, and kept.
///
/// >>> corpus = baokan.parse("某县召开会议\n会议昨日举行。")
/// >>> len(corpus), corpus[0].headline
/// (1, '某县召开会议')
#[pyclass(frozen, module = "baokan")]
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) inner: Arc<baokan::Corpus>,
    settings: Settings,
    tables: [OnceLock<Arc<baokan::Table>>; TABLES.len()],
    pub(crate) matters: OnceLock<Arc<baokan::Table>>,
}

impl Corpus {
    fn new(inner: baokan::Corpus, settings: Settings) -> Self {
        Self {
            inner: Arc::new(inner),
            settings,
            tables: [const { OnceLock::new() }; TABLES.len()],
            matters: OnceLock::new(),
        }
    }

    fn build(
        py: Python<'_>,
        watcher: Option<Py<PyAny>>,
        settings: Settings,
        pages: Vec<baokan::Page>,
    ) -> PyResult<Self> {
        let of = settings.clone();
        let inner = run(py, watcher, move |progress| {
            baokan::Corpus::from_pages(pages, settings.analyzer()?, progress)
        })?;
        Ok(Self::new(inner, of))
    }

    /// A corpus of one of the pages.
    pub(crate) fn only(&self, page: usize) -> Self {
        Self::new(self.inner.only(page), self.settings.clone())
    }

    /// Whether two pages were read from the same text in the same way.
    pub(crate) fn same_page(&self, page: usize, other: &Self, other_page: usize) -> bool {
        let of = |corpus: &Self, page: usize| StatePage::of(&corpus.inner.pages()[page].page);
        self.settings == other.settings && of(self, page) == of(other, other_page)
    }

    /// The table, built at the first call.
    pub(crate) fn table(slf: &Bound<'_, Self>, name: &str) -> PyResult<Table> {
        let this = slf.get();
        let Some(at) = TABLES.iter().position(|&table| table == name) else {
            return Err(PyKeyError::new_err(name.to_owned()));
        };
        Self::kept(slf, &this.tables[at], TABLES[at])
    }

    /// The table of this name from its place, where it is put at the first call.
    pub(crate) fn kept(
        slf: &Bound<'_, Self>,
        place: &OnceLock<Arc<baokan::Table>>,
        name: &'static str,
    ) -> PyResult<Table> {
        let table = match place.get() {
            Some(table) => Arc::clone(table),
            None => {
                let corpus = Arc::clone(&slf.get().inner);
                let built = run(slf.py(), None, move |progress| corpus.table(name, progress))?;
                // Two threads may build it at once; both then use the one that was ready first.
                Arc::clone(place.get_or_init(|| Arc::new(built)))
            }
        };
        Ok(Table::new(table, slf))
    }
}

#[pymethods]
impl Corpus {
    /// A corpus as it was pickled.
    #[new]
    fn from_state(py: Python<'_>, state: &[u8]) -> PyResult<Self> {
        let state: State = serde_json::from_slice(state).map_err(|error| {
            PyValueError::new_err(format!("not the state of a corpus: {error}"))
        })?;
        let pages = state.pages.into_iter().map(StatePage::page).collect();
        Self::build(py, None, state.settings, pages)
    }

    /// The tables by name.
    ///
    /// >>> list(baokan.parse("").tables)[:3]
    /// ['pages', 'articles', 'captions']
    #[getter]
    fn tables<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let tables = PyDict::new(slf.py());
        for name in TABLES {
            tables.set_item(name, Self::table(slf, name)?)?;
        }
        Ok(tables)
    }

    /// Where characters `start` to `end` of an article's text stand: (page, start, end) for each stretch
    /// of the decoded page they were read from, several where a column break was joined.
    ///
    /// >>> corpus = baokan.parse("\n某县召开会议\n会议昨日举行。")
    /// >>> corpus.locate(0, 0, 2)
    /// [(0, 1, 3)]
    fn locate(
        &self,
        article: usize,
        start: usize,
        end: usize,
    ) -> PyResult<Vec<(usize, usize, usize)>> {
        let Some((page, spans)) = self.inner.locate(article, start, end) else {
            let message = format!("article {article} of {}", self.inner.len());
            return Err(pyo3::exceptions::PyIndexError::new_err(message));
        };
        Ok(spans
            .into_iter()
            .map(|(start, end)| (page, start, end))
            .collect())
    }

    /// Writes every table to a file of its own in `folder` and returns the files.
    ///
    /// :param format: ``"parquet"``, ``"csv"`` (UTF-8 with a byte order mark, for spreadsheets; lists as
    ///     JSON) or ``"jsonl"``
    /// :param partition_by: ``"issue_date"``, ``"outlet"`` or ``"region"``: every table becomes a folder of
    ///     Parquet files, one for each value, as DuckDB, polars, pyarrow and Spark read a data set; the
    ///     folders are returned
    /// :param progress: as in `read`; counts tables
    /// :raises WriteError: when a file cannot be written
    #[pyo3(signature = (folder, format="parquet", *, partition_by=None, progress=None))]
    fn write(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        format: &str,
        partition_by: Option<&str>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<PathBuf>> {
        let format = format.parse::<Format>().map_err(raise)?;
        if let Some(column) = partition_by {
            let partition = column.parse::<Partition>().map_err(raise)?;
            if format != Format::Parquet {
                let message = "partition_by: only Parquet files are partitioned";
                return Err(PyValueError::new_err(message));
            }
            let corpus = Arc::clone(&self.inner);
            return run(py, watcher(progress)?, move |progress| {
                corpus.write_partitioned(folder, partition, progress)
            });
        }
        let corpus = Arc::clone(&self.inner);
        run(py, watcher(progress)?, move |progress| {
            corpus.write(folder, format, progress)
        })
    }

    /// Writes the corpus as one HTML page for people to read.
    ///
    /// :raises WriteError: when the file cannot be written
    fn report(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let corpus = Arc::clone(&self.inner);
        run(py, None, move |_: &Progress| {
            std::fs::write(&path, corpus.report())
                .map_err(|error| Error::io(ErrorKind::Write, &path, error))
        })
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __getitem__<'py>(
        slf: &Bound<'py, Self>,
        index: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        at(index, slf.get().inner.len(), |article| {
            Article::of(slf, article).into_bound_py_any(slf.py())
        })
    }

    fn __iter__(slf: &Bound<'_, Self>) -> PyResult<Rows> {
        let articles = Bound::new(slf.py(), Self::articles(slf)?)?;
        Ok(Table::__iter__(&articles))
    }

    fn __eq__(&self, other: &Self) -> bool {
        let pages = self.inner.pages().len();
        pages == other.inner.pages().len()
            && (0..pages).all(|page| self.same_page(page, other, page))
    }

    fn __repr__(&self) -> String {
        format!(
            "<baokan.Corpus: {} pages, {} articles>",
            self.inner.pages().len(),
            self.inner.len()
        )
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let mut counts = Vec::with_capacity(TABLES.len());
        for name in TABLES {
            counts.push((name, Self::table(slf, name)?.inner.len()));
        }
        Ok(html::corpus(&slf.get().inner, &counts))
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>,)> {
        let pages = self
            .inner
            .pages()
            .iter()
            .map(|page| StatePage::of(&page.page))
            .collect();
        let state = State {
            settings: self.settings.clone(),
            pages,
        };
        let state =
            serde_json::to_vec(&state).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok((PyBytes::new(py, &state),))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
        let _ = memo;
        slf
    }
}
