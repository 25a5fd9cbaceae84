//! `Page`: one page of a corpus.

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;

use crate::corpus::Corpus;
use crate::value;

/// One newspaper page: its decoded text and what is known of it.
///
/// >>> corpus = baokan.parse("某县召开会议\n本报讯 5月20日,某县召开会议。", outlet="某县周报")
/// >>> page = corpus.pages[0]
/// >>> page.outlet, page.text[:6]
/// ('某县周报', '某县召开会议')
#[pyclass(frozen, module = "baokan")]
#[derive(Debug)]
pub(crate) struct Page {
    corpus: Py<Corpus>,
    /// Its place in that corpus.
    index: usize,
    /// Its row number, which it keeps when it is pickled without its corpus.
    number: usize,
}

impl Page {
    pub(crate) fn of(corpus: &Bound<'_, Corpus>, index: usize) -> Self {
        Self {
            corpus: corpus.clone().unbind(),
            index,
            number: index,
        }
    }

    fn page(&self) -> &baokan::Page {
        &self.corpus.get().inner.pages()[self.index].page
    }
}

#[pymethods]
impl Page {
    /// A page as it was pickled: a corpus of its own, and its row number.
    #[new]
    fn from_corpus(corpus: &Bound<'_, Corpus>, number: usize) -> PyResult<Self> {
        if corpus.get().inner.pages().is_empty() {
            return Err(PyIndexError::new_err("no such page"));
        }
        Ok(Self {
            number,
            ..Self::of(corpus, 0)
        })
    }

    /// Its row number in `pages`.
    #[getter]
    fn number(&self) -> usize {
        self.number
    }

    /// Where it was read from.
    #[getter]
    fn source(&self) -> &str {
        &self.page().source
    }

    /// The name of the paper.
    #[getter]
    fn outlet(&self) -> Option<&str> {
        self.page().outlet.as_deref()
    }

    /// The day the issue is dated.
    #[getter]
    fn issue_date<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.page()
            .issue_date
            .map(|day| value::day(py, day))
            .transpose()
    }

    /// The page number as printed, without 第 and 版.
    #[getter]
    fn page_no(&self) -> Option<&str> {
        self.page().page_no.as_deref()
    }

    /// The encoding the file was decoded from.
    #[getter]
    fn encoding(&self) -> Option<&str> {
        self.page().encoding.as_deref()
    }

    /// Why the page could not be read, or what was odd about it.
    #[getter]
    fn error(&self) -> Option<&str> {
        self.page().error.as_deref()
    }

    /// The decoded text, which `Corpus.locate` and the columns `start` and `end` of `articles`,
    /// `captions` and `furniture` count in.
    #[getter]
    fn text(&self) -> &str {
        &self.page().text
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.number == other.number
            && self
                .corpus
                .get()
                .same_page(self.index, other.corpus.get(), other.index)
    }

    fn __repr__(&self) -> String {
        let page = self.page();
        format!(
            "<baokan.Page {}: {:?}, {} bytes>",
            self.number,
            page.source,
            page.text.len()
        )
    }

    fn _repr_html_(&self) -> String {
        self.corpus.get().inner.pages()[self.index].to_html()
    }

    fn __getnewargs__(&self) -> (Corpus, usize) {
        (self.corpus.get().only(self.index), self.number)
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
        let _ = memo;
        slf
    }
}
