//! Words of a corpus as Python lists and as a sparse matrix.

use std::collections::HashSet;
use std::sync::Arc;

use baokan::{DocumentTerms, Documents, Matrix};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyDict, PyList, PyString};

use crate::corpus::Corpus;
use crate::error::raise;
use crate::run::run;

#[pymethods]
impl Corpus {
    /// The words of every document as a list of lists: what tomotopy, gensim and BERTopic take.
    ///
    /// :param by: what counts as a document: ``"article"``, ``"page"``, ``"paragraph"`` or ``"sentence"``;
    ///     there is one for each row of that table, also where no word is left
    /// :param pos: parts of speech wanted, each standing for those below it too (``"n"`` for n, nr, ns …);
    ///     every word with a letter or digit when not given
    /// :param stopwords: words left out
    /// :param min_length: the characters a word has at least
    ///
    /// >>> corpus = baokan.parse("某县修路\n路修好了,路很宽。")
    /// >>> corpus.token_lists(pos="n")
    /// [['路', '路']]
    #[pyo3(signature = (*, by="article", pos=None, stopwords=None, min_length=1))]
    fn token_lists<'py>(
        &self,
        py: Python<'py>,
        by: &str,
        pos: Option<&Bound<'py, PyAny>>,
        stopwords: Option<HashSet<String>>,
        min_length: usize,
    ) -> PyResult<Bound<'py, PyList>> {
        let terms = terms(by, pos, stopwords, min_length)?;
        let documents = self.documents(py, terms)?;
        // Every word is one object, however often it stands there.
        let words: Vec<_> = documents
            .vocabulary
            .iter()
            .map(|word| PyString::new(py, word))
            .collect();
        let lists = documents.offsets.windows(2).map(|bounds| {
            let terms = &documents.terms[bounds[0]..bounds[1]];
            PyList::new(py, terms.iter().map(|&term| &words[term as usize]))
        });
        PyList::new(py, lists.collect::<PyResult<Vec<_>>>()?)
    }

    /// How often each word stands in each document, for scikit-learn; needs scipy.
    ///
    /// :param min_df: words in fewer documents are left out
    /// :param max_df: words in more than this share of documents are left out
    /// :returns: a ``scipy.sparse.csr_matrix`` of documents by words, and the words of its columns
    ///
    /// The other arguments are those of `token_lists`. scikit-learn's ``CountVectorizer`` gives the same
    /// matrix and order for the same token lists.
    ///
    /// >>> corpus = baokan.parse(["某县修路\n路修好了,路很宽。", "某县修桥\n桥修好了。"])
    /// >>> matrix, words = corpus.document_term_matrix(pos="n")
    /// >>> words, matrix.toarray().tolist()
    /// (['桥', '路'], [[0, 2], [1, 0]])
    #[pyo3(signature = (*, by="article", pos=None, stopwords=None, min_length=1, min_df=1, max_df=1.0))]
    #[expect(
        clippy::too_many_arguments,
        reason = "they are Python's keyword arguments"
    )]
    fn document_term_matrix<'py>(
        &self,
        py: Python<'py>,
        by: &str,
        pos: Option<&Bound<'py, PyAny>>,
        stopwords: Option<HashSet<String>>,
        min_length: usize,
        min_df: usize,
        max_df: f64,
    ) -> PyResult<(Bound<'py, PyAny>, Vec<String>)> {
        let terms = terms(by, pos, stopwords, min_length)?;
        // Before the counting, so that whoever lacks the package waits for nothing.
        let sparse = py.import("scipy.sparse")?;
        let corpus = Arc::clone(&self.inner);
        let matrix = run(py, None, move |progress| {
            corpus.documents(&terms, progress)?.matrix(min_df, max_df)
        })?;
        let Matrix {
            vocabulary,
            offsets,
            columns,
            counts,
        } = matrix;
        let shape = (offsets.len() - 1, vocabulary.len());
        let parts = (
            array(py, &counts)?,
            array(py, &columns)?,
            array(py, &offsets)?,
        );
        let named = PyDict::new(py);
        named.set_item("shape", shape)?;
        let matrix = sparse.getattr("csr_matrix")?.call((parts,), Some(&named))?;
        Ok((matrix, vocabulary))
    }
}

impl Corpus {
    fn documents(&self, py: Python<'_>, terms: DocumentTerms) -> PyResult<Documents> {
        let corpus = Arc::clone(&self.inner);
        run(py, None, move |progress| corpus.documents(&terms, progress))
    }
}

fn terms(
    by: &str,
    pos: Option<&Bound<'_, PyAny>>,
    stopwords: Option<HashSet<String>>,
    min_length: usize,
) -> PyResult<DocumentTerms> {
    let pos = pos.map(|pos| {
        pos.extract::<String>()
            .map(|one| vec![one])
            .or_else(|_| pos.extract::<Vec<String>>())
            .map_err(|_| PyTypeError::new_err("pos: a part of speech or a list of these expected"))
    });
    Ok(DocumentTerms {
        by: by.parse().map_err(raise)?,
        pos: pos.transpose()?.unwrap_or_default(),
        stopwords: stopwords.unwrap_or_default(),
        min_length,
    })
}

/// A numpy array over numbers handed over as one block of bytes.
fn array<'py>(py: Python<'py>, numbers: &[i32]) -> PyResult<Bound<'py, PyAny>> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|one| one.to_ne_bytes()).collect();
    // A bytearray, not bytes: its array can be written to, as whoever sorts a matrix does.
    let bytes = PyByteArray::new(py, &bytes);
    py.import("numpy")?
        .getattr("frombuffer")?
        .call1((bytes, "int32"))
}
