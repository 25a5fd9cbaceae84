//! `Article`: one article of a corpus.

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use baokan::ArticleAnalysis;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::corpus::Corpus;
use crate::error::raise;
use crate::value;

/// One article: its parts, its text, and what was found in it.
///
/// >>> corpus = baokan.parse("某县召开会议\n本报讯 5月20日,某县召开会议。")
/// >>> article = corpus.articles[0]
/// >>> article.headline
/// '某县召开会议'
/// >>> article.text[article.start:6]
/// '某县召开会议'
#[pyclass(frozen, module = "baokan")]
#[derive(Debug)]
pub(crate) struct Article {
    corpus: Py<Corpus>,
    /// Its place in that corpus.
    index: usize,
    /// Its row number, which it keeps when it is pickled without its corpus.
    number: usize,
    /// The row number of its page, kept likewise.
    page: usize,
}

impl Article {
    pub(crate) fn of(corpus: &Bound<'_, Corpus>, index: usize) -> Self {
        let page = corpus.get().inner.page_of(index).unwrap_or_default();
        Self {
            corpus: corpus.clone().unbind(),
            index,
            number: index,
            page,
        }
    }

    fn analysis(&self) -> &ArticleAnalysis {
        self.corpus
            .get()
            .inner
            .article(self.index)
            .expect("an article is made for an article of its corpus")
    }

    fn article(&self) -> &baokan::Article {
        &self.analysis().article
    }

    /// The page it stands on, in the corpus it holds.
    fn page_index(&self) -> usize {
        self.corpus
            .get()
            .inner
            .page_of(self.index)
            .unwrap_or_default()
    }
}

#[pymethods]
impl Article {
    /// An article as it was pickled: a corpus of its page, its place there, and its row numbers.
    #[new]
    fn from_corpus(
        corpus: &Bound<'_, Corpus>,
        index: usize,
        number: usize,
        page: usize,
    ) -> PyResult<Self> {
        if index >= corpus.get().inner.len() {
            return Err(pyo3::exceptions::PyIndexError::new_err("no such article"));
        }
        Ok(Self {
            number,
            page,
            ..Self::of(corpus, index)
        })
    }

    /// Its row number in `articles`.
    #[getter]
    fn number(&self) -> usize {
        self.number
    }

    /// The row number of its page in `pages`.
    #[getter]
    fn page(&self) -> usize {
        self.page
    }

    /// The column name (栏目) or banner it stands under.
    #[getter]
    fn section(&self) -> Option<&str> {
        self.article().section.as_deref()
    }

    /// The line above the headline (肩题).
    #[getter]
    fn kicker(&self) -> Option<&str> {
        self.article().kicker.as_deref()
    }

    /// The headline (主题).
    #[getter]
    fn headline(&self) -> Option<&str> {
        self.article().headline.as_deref()
    }

    /// The line below the headline (副题), without its dash.
    #[getter]
    fn subtitle(&self) -> Option<&str> {
        self.article().subtitle.as_deref()
    }

    /// The dateline (电头) as printed.
    #[getter]
    fn dateline(&self) -> Option<&str> {
        self.article().dateline.as_deref()
    }

    /// The day reported.
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.article()
            .date
            .map(|day| value::day(py, day))
            .transpose()
    }

    /// The names of the byline.
    #[getter]
    fn authors(&self) -> Vec<&str> {
        self.article().authors.iter().map(String::as_str).collect()
    }

    /// Headline block and paragraphs, joined by line ends: the text all positions count in.
    #[getter]
    fn text(&self) -> &str {
        &self.article().text
    }

    /// First character of the article on its page.
    #[getter]
    fn start(&self) -> usize {
        self.on_page().0
    }

    /// One past the last character of the article on its page.
    #[getter]
    fn end(&self) -> usize {
        self.on_page().1
    }

    /// The paragraphs, in order.
    ///
    /// >>> baokan.parse("某县召开会议\n会议昨日举行。").articles[0].paragraphs
    /// ['会议昨日举行。']
    #[getter]
    fn paragraphs(&self) -> Vec<&str> {
        let article = self.article();
        article
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.span.slice(&article.text))
            .collect()
    }

    /// The sentences of the paragraphs, in order.
    #[getter]
    fn sentences(&self) -> Vec<&str> {
        let analysis = self.analysis();
        analysis
            .sentences
            .iter()
            .map(|sentence| sentence.span.slice(&analysis.article.text))
            .collect()
    }

    /// The words of the sentences with their part of speech.
    #[getter]
    fn words(&self) -> Vec<(&str, &str)> {
        let analysis = self.analysis();
        let analyzer = self.corpus.get().inner.analyzer();
        let word = |word: &baokan::Word| {
            (
                word.span.slice(&analysis.article.text),
                analyzer.tag_name(word.tag),
            )
        };
        analysis.words.iter().map(word).collect()
    }

    /// The topics, main one first.
    #[getter]
    fn topics(&self) -> Vec<&str> {
        self.analysis()
            .topics
            .iter()
            .map(|topic| topic.id.as_str())
            .collect()
    }

    /// The rows a table has for this article, as dicts.
    ///
    /// >>> article = baokan.parse("某县召开会议\n会议昨日举行。").articles[0]
    /// >>> article.rows("paragraphs")[0]["text"]
    /// '会议昨日举行。'
    fn rows<'py>(&self, py: Python<'py>, table: &str) -> PyResult<Bound<'py, PyList>> {
        let page = self.page_index();
        let table = self
            .corpus
            .get()
            .inner
            .table_of(table, page..page + 1)
            .map_err(raise)?;
        let rows = PyList::empty(py);
        for batch in table.batches() {
            let Some(article) = batch.column_by_name("article") else {
                continue;
            };
            let article = article.as_primitive::<Int32Type>();
            for row in 0..batch.num_rows() {
                let is_own = !arrow_array::Array::is_null(article, row)
                    && usize::try_from(article.value(row)) == Ok(self.index);
                if is_own {
                    let row = value::row(py, batch, row)?;
                    row.set_item("article", self.number)?;
                    if row.contains("page")? {
                        row.set_item("page", self.page)?;
                    }
                    rows.append(row)?;
                }
            }
        }
        Ok(rows)
    }

    /// Where characters `start` to `end` of the text stand: (page, start, end) for each stretch of the
    /// decoded page they were read from.
    ///
    /// >>> baokan.parse("\n某县召开会议\n会议昨日举行。").articles[0].locate(0, 2)
    /// [(0, 1, 3)]
    fn locate(&self, start: usize, end: usize) -> Vec<(usize, usize, usize)> {
        let located = self.corpus.get().inner.locate(self.index, start, end);
        let (_, spans) = located.unwrap_or_default();
        spans
            .into_iter()
            .map(|(start, end)| (self.page, start, end))
            .collect()
    }

    fn __len__(&self) -> usize {
        self.text().chars().count()
    }

    fn __str__(&self) -> &str {
        self.text()
    }

    fn __eq__(&self, other: &Self) -> bool {
        let (this, that) = (self.corpus.get(), other.corpus.get());
        (self.number, self.page) == (other.number, other.page)
            && this.same_page(self.page_index(), that, other.page_index())
    }

    fn __repr__(&self) -> String {
        let headline = self.headline().unwrap_or_default();
        format!(
            "<baokan.Article {}: {headline:?}, {} paragraphs>",
            self.number,
            self.article().paragraphs.len()
        )
    }

    fn _repr_html_(&self) -> String {
        self.analysis().to_html()
    }

    fn __getnewargs__(&self) -> (Corpus, usize, usize, usize) {
        let corpus = self.corpus.get();
        let page = self.page_index();
        let on_page = self.index - corpus.inner.articles_of(page).start;
        (corpus.only(page), on_page, self.number, self.page)
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
        let _ = memo;
        slf
    }
}

impl Article {
    fn on_page(&self) -> (usize, usize) {
        let page = &self.corpus.get().inner.pages()[self.page_index()].page.text;
        baokan::CharOffsets::new(page).characters(self.article().span)
    }
}
