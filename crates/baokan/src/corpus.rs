//! Many pages in parallel, in the order they were given.

use std::ops::Range;
use std::sync::Arc;

use crate::analyzer::{Analyzer, ArticleAnalysis, Options, PageAnalysis};
use crate::error::Result;
use crate::numbering::Numbering;
use crate::page::Page;
use crate::pool::{in_parallel, in_turn};
use crate::progress::Progress;
use crate::read::{self, Input, Inputs, Source};
use crate::span::{CharOffsets, Span};
#[cfg(feature = "tables")]
use crate::table::Positions;

/// Reads page files into a corpus: a file, a folder, a glob, or several of these.
///
/// A page that cannot be read keeps its row with the reason in [`Page::error`], and the run goes on.
///
/// # Errors
///
/// When a named file does not exist, a folder or glob holds no page, or an option is not usable.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("2022-05-24_03.txt"), "某县召开会议\n本报讯 5月20日,某县召开会议。")?;
/// let corpus = baokan::read(folder.path(), &baokan::Options::default())?;
/// assert_eq!(corpus.pages().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(source: impl Into<Source>, options: &Options) -> Result<Corpus> {
    let analyzer = Arc::new(Analyzer::new(options.clone())?);
    Corpus::read(source, analyzer, &Progress::default())
}

/// Reads one page from memory.
///
/// Options that cannot be used are told in the page's `error`; whoever reads more than a page builds
/// an [`Analyzer`] once, which says so at once.
///
/// ```
/// let page = baokan::parse("某县召开会议\n本报讯 5月20日,某县召开会议。", &baokan::Options::default());
/// assert_eq!(page.articles[0].article.headline.as_deref(), Some("某县召开会议"));
/// ```
#[must_use]
pub fn parse(text: &str, options: &Options) -> PageAnalysis {
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    match Analyzer::new(options.clone()) {
        Ok(analyzer) => analyzer.page(page),
        Err(error) => PageAnalysis {
            page: Page {
                error: Some(error.to_string()),
                ..page
            },
            ..PageAnalysis::default()
        },
    }
}

/// Pages with everything found on them, in the order they were given.
#[derive(Debug)]
pub struct Corpus {
    /// Whether what came with the texts stands in one column.
    #[cfg(feature = "tables")]
    metadata_together: bool,
    analyzer: Arc<Analyzer>,
    pages: Vec<PageAnalysis>,
    /// For each page the number of its first article, and the number of articles at the end.
    firsts: Vec<usize>,
    /// For each page how many rows of each kind stand before it.
    #[cfg(feature = "tables")]
    numberings: Vec<Numbering>,
    #[cfg(feature = "tables")]
    positions: Positions,
}

impl Corpus {
    /// Reads page files with an analyzer, reporting to `progress`.
    ///
    /// # Errors
    ///
    /// As [`read`], and [`ErrorKind::Cancelled`] when `progress` was cancelled.
    pub fn read(
        source: impl Into<Source>,
        analyzer: Arc<Analyzer>,
        progress: &Progress,
    ) -> Result<Self> {
        let inputs = read::inputs(source.into(), analyzer.options().encoding.as_deref())?;
        progress.begin(inputs.remaining());
        let pages = in_turn(
            counted(inputs, progress),
            analyzer.options().threads,
            |input| {
                progress.check()?;
                let page = analyzer.page_until(input.load(), progress);
                progress.step();
                Ok(page)
            },
        )?;
        progress.check()?;
        Ok(Self::new(analyzer, pages))
    }

    /// Analyses pages already in memory with an analyzer, reporting to `progress`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Cancelled`] when `progress` was cancelled.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use baokan::{Analyzer, Corpus, Options, Page, Progress};
    ///
    /// let analyzer = Arc::new(Analyzer::new(Options::default())?);
    /// let page = Page { text: "某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
    /// let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
    /// assert_eq!(corpus.len(), 1);
    /// # Ok::<(), baokan::Error>(())
    /// ```
    pub fn from_pages(
        pages: Vec<Page>,
        analyzer: Arc<Analyzer>,
        progress: &Progress,
    ) -> Result<Self> {
        Self::run(pages, analyzer, progress, |page| page)
    }

    /// Every page is opened, analysed and closed by one thread, so that no more than one file a
    /// thread is held twice; the results stand in the order of the inputs.
    fn run<I: Send>(
        inputs: Vec<I>,
        analyzer: Arc<Analyzer>,
        progress: &Progress,
        open: impl Fn(I) -> Page + Sync,
    ) -> Result<Self> {
        progress.begin(inputs.len());
        let pages = in_parallel(inputs, analyzer.options().threads, |input| {
            progress.check()?;
            let page = analyzer.page_until(open(input), progress);
            progress.step();
            Ok(page)
        })?;
        progress.check()?;
        Ok(Self::new(analyzer, pages))
    }

    pub(crate) fn new(analyzer: Arc<Analyzer>, pages: Vec<PageAnalysis>) -> Self {
        Self::following(Numbering::default(), analyzer, pages)
    }

    /// A corpus whose rows are numbered on from what stands before it in a longer run.
    pub(crate) fn following(
        before: Numbering,
        analyzer: Arc<Analyzer>,
        pages: Vec<PageAnalysis>,
    ) -> Self {
        #[cfg(not(feature = "tables"))]
        let _ = before;
        let mut firsts = vec![0];
        firsts.extend(pages.iter().scan(0, |articles, page| {
            *articles += page.articles.len();
            Some(*articles)
        }));
        Self {
            #[cfg(feature = "tables")]
            numberings: numberings(before, &pages),
            #[cfg(feature = "tables")]
            positions: Positions::new(pages.len(), firsts[pages.len()]),
            #[cfg(feature = "tables")]
            metadata_together: false,
            analyzer,
            pages,
            firsts,
        }
    }

    /// The same with what came with the texts in one column, as a part of a run whose last page is not known has it.
    #[cfg(feature = "tables")]
    pub(crate) fn with_metadata_together(self, metadata_together: bool) -> Self {
        Self {
            metadata_together,
            ..self
        }
    }

    #[cfg(feature = "tables")]
    pub(crate) fn metadata_together(&self) -> bool {
        self.metadata_together
    }

    /// How many rows of each kind stand before a page.
    #[cfg(feature = "tables")]
    pub(crate) fn numbering(&self, page: usize) -> Numbering {
        self.numberings[page]
    }

    /// Where the characters of its texts stand.
    #[cfg(feature = "tables")]
    pub(crate) fn positions(&self) -> &Positions {
        &self.positions
    }

    /// A corpus of one of the pages.
    ///
    /// # Panics
    ///
    /// When there is no page of this number.
    #[must_use]
    pub fn only(&self, page: usize) -> Self {
        Self::new(Arc::clone(&self.analyzer), vec![self.pages[page].clone()])
    }

    /// The analyzer that read it.
    #[must_use]
    pub fn analyzer(&self) -> &Arc<Analyzer> {
        &self.analyzer
    }

    /// The pages.
    #[must_use]
    pub fn pages(&self) -> &[PageAnalysis] {
        &self.pages
    }

    /// The number of articles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.firsts[self.pages.len()]
    }

    /// Whether it holds no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Article number `article` of the corpus.
    #[must_use]
    pub fn article(&self, article: usize) -> Option<&ArticleAnalysis> {
        let page = self.page_of(article)?;
        self.pages[page].articles.get(article - self.firsts[page])
    }

    /// The articles of the corpus, in order.
    pub fn articles(&self) -> impl Iterator<Item = &ArticleAnalysis> {
        self.pages.iter().flat_map(|page| &page.articles)
    }

    /// The numbers the articles of a page have in the corpus.
    #[must_use]
    pub fn articles_of(&self, page: usize) -> Range<usize> {
        self.firsts[page]..self.firsts[page + 1]
    }

    /// The number of the page an article stands on.
    #[must_use]
    pub fn page_of(&self, article: usize) -> Option<usize> {
        (article < self.len()).then(|| self.firsts.partition_point(|&first| first <= article) - 1)
    }

    /// Where characters `start..end` of an article's text stand: the page and, in characters of its
    /// decoded text, the stretches they were read from. `None` when there is no such article.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use baokan::{Analyzer, Corpus, Options, Page, Progress};
    ///
    /// let analyzer = Arc::new(Analyzer::new(Options::default())?);
    /// let page = Page { text: "\n某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
    /// let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
    /// assert_eq!(corpus.locate(0, 0, 2), Some((0, vec![(1, 3)])));
    /// # Ok::<(), baokan::Error>(())
    /// ```
    #[must_use]
    pub fn locate(
        &self,
        article: usize,
        start: usize,
        end: usize,
    ) -> Option<(usize, Vec<(usize, usize)>)> {
        let page = self.page_of(article)?;
        let article = &self.article(article)?.article;
        let offsets = CharOffsets::new(&article.text);
        let span = Span::new(offsets.byte(start), offsets.byte(end.max(start)));
        let on_page = CharOffsets::new(&self.pages[page].page.text);
        let spans = article
            .locate(span)
            .into_iter()
            .map(|span| on_page.characters(span));
        Some((page, spans.collect()))
    }
}

/// For each page how many rows of each kind stand before it.
#[cfg(feature = "tables")]
fn numberings(mut before: Numbering, pages: &[PageAnalysis]) -> Vec<Numbering> {
    let number = |page| {
        let after = before.after(page);
        std::mem::replace(&mut before, after)
    };
    pages.iter().map(number).collect()
}

#[cfg(feature = "report")]
impl Corpus {
    /// The corpus as one HTML page for people to read: no network, no second file.
    #[must_use]
    pub fn report(&self) -> String {
        crate::report::render(self)
    }
}

/// The pages, with as many steps of `progress` as are known of when each is begun.
fn counted<'p>(
    mut inputs: Inputs,
    progress: &'p Progress,
) -> impl Iterator<Item = Input> + Send + 'p {
    let mut begun = 0;
    std::iter::from_fn(move || {
        if progress.is_cancelled() {
            return None;
        }
        let input = inputs.next()?;
        begun += 1;
        progress.expect(begun + inputs.remaining());
        Some(input)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn corpus(pages: &[&str], threads: usize) -> Corpus {
        let options = Options {
            threads: Some(threads),
            ..Options::default()
        };
        let page = |text: &&str| Page {
            text: (*text).to_owned(),
            ..Page::default()
        };
        let pages = pages.iter().map(page).collect();
        Corpus::from_pages(
            pages,
            Arc::new(Analyzer::new(options).unwrap()),
            &Progress::default(),
        )
        .unwrap()
    }

    #[test]
    fn articles_are_numbered_through_pages() {
        let corpus = corpus(
            &["某县召开会议\n会议昨日举行。", "", "某村修路\n路修好了。"],
            2,
        );
        assert_eq!(corpus.len(), 2);
        assert_eq!(corpus.page_of(1), Some(2));
        assert_eq!(corpus.page_of(2), None);
        assert_eq!(corpus.articles_of(2), 1..2);
        assert!(corpus.article(1).unwrap().article.text.contains("修路"));
    }

    #[test]
    fn a_cancelled_run_says_so() {
        let progress = Progress::default();
        progress.cancel();
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        let error = Corpus::from_pages(vec![Page::default()], analyzer, &progress).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled);
    }

    #[test]
    fn progress_counts_pages() {
        let progress = Progress::default();
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        Corpus::from_pages(vec![Page::default(); 3], analyzer, &progress).unwrap();
        assert_eq!((progress.done(), progress.total()), (3, 3));
    }
}
