//! Many pages in parallel, in the order they were given.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::analyzer::{Analyzer, ArticleAnalysis, Options, PageAnalysis};
use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;
use crate::read::{self, Input};
use crate::span::{CharOffsets, Span};

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

/// Where pages are read from: files, folders and globs.
///
/// Made from a path, a string, or a list of either.
#[derive(Clone, Debug, Default)]
pub struct Source(Vec<String>);

impl From<&str> for Source {
    fn from(path: &str) -> Self {
        Self(vec![path.to_owned()])
    }
}

impl From<&Path> for Source {
    fn from(path: &Path) -> Self {
        Self(vec![path.to_string_lossy().into_owned()])
    }
}

impl From<&PathBuf> for Source {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl<P: AsRef<Path>> From<Vec<P>> for Source {
    fn from(paths: Vec<P>) -> Self {
        paths.as_slice().into()
    }
}

impl<P: AsRef<Path>> From<&[P]> for Source {
    fn from(paths: &[P]) -> Self {
        Self(
            paths
                .iter()
                .map(|path| path.as_ref().to_string_lossy().into_owned())
                .collect(),
        )
    }
}

/// How far a run is, and the request to stop it; shared between the run and whoever watches it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// How many steps are done (pages when reading, tables when writing).
    #[must_use]
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// How many steps there are; 0 until it is known.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total.load(Ordering::Relaxed)
    }

    /// Asks the run to stop; it returns [`ErrorKind::Cancelled`] soon after.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the run was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub(crate) fn begin(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// An error when the run was asked to stop.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "the run was cancelled"));
        }
        Ok(())
    }
}

/// Pages with everything found on them, in the order they were given.
#[derive(Debug)]
pub struct Corpus {
    analyzer: Arc<Analyzer>,
    pages: Vec<PageAnalysis>,
    /// For each page the number of its first article, and the number of articles at the end.
    firsts: Vec<usize>,
    /// For each page how many deliberations and issues stand on the pages before it.
    #[cfg(feature = "tables")]
    deliberations: Vec<(usize, usize)>,
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
        let inputs = read::inputs(&source.into().0)?;
        let encoding = analyzer.options().encoding.clone();
        Self::run(inputs, analyzer, progress, |input| {
            page(&input, encoding.as_deref())
        })
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
        let mut firsts = vec![0];
        firsts.extend(pages.iter().scan(0, |articles, page| {
            *articles += page.articles.len();
            Some(*articles)
        }));
        Self {
            #[cfg(feature = "tables")]
            deliberations: deliberations_before(&pages),
            analyzer,
            pages,
            firsts,
        }
    }

    /// How many deliberations, and how many of their issues, stand on the pages before a page.
    #[cfg(feature = "tables")]
    pub(crate) fn deliberations_before(&self, page: usize) -> (usize, usize) {
        self.deliberations[page]
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

/// For each page how many deliberations and issues stand on the pages before it.
#[cfg(feature = "tables")]
fn deliberations_before(pages: &[PageAnalysis]) -> Vec<(usize, usize)> {
    let mut before = (0, 0);
    let mut counts = Vec::with_capacity(pages.len());
    for page in pages {
        counts.push(before);
        for article in &page.articles {
            let deliberations = &article.records.deliberations;
            before.0 += deliberations.len();
            before.1 += deliberations
                .iter()
                .map(|one| one.issues.len())
                .sum::<usize>();
        }
    }
    counts
}

#[cfg(feature = "report")]
impl Corpus {
    /// The corpus as one HTML page for people to read: no network, no second file.
    #[must_use]
    pub fn report(&self) -> String {
        crate::report::render(self)
    }
}

/// The page in a file; when it cannot be read, an empty page that says why.
fn page(input: &Input, encoding: Option<&str>) -> Page {
    let page = Page {
        source: input.source.clone(),
        ..Page::default()
    };
    let decoded = read::load(input)
        .map_err(|error| error.to_string())
        .and_then(|bytes| read::decode(&bytes, encoding).map_err(|error| error.to_string()));
    match decoded {
        Ok(decoded) => Page {
            text: decoded.text,
            encoding: Some(decoded.encoding),
            error: decoded.error,
            ..page
        },
        Err(error) => Page {
            error: Some(error),
            ..page
        },
    }
}

/// `work` on every input, on a pool of this call's own; the results in the order of the inputs.
///
/// The pool is never rayon's global one: its threads do not live through a fork, and a child process
/// that used it would wait for them for ever.
pub(crate) fn in_parallel<I: Send, O: Send>(
    inputs: Vec<I>,
    threads: Option<usize>,
    work: impl Fn(I) -> Result<O> + Sync,
) -> Result<Vec<O>> {
    // A step of a run that has a pool already shares it.
    if rayon::current_thread_index().is_some() {
        return inputs.into_par_iter().map(&work).collect();
    }
    let most =
        threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let threads = most.min(inputs.len());
    if threads <= 1 {
        return inputs.into_iter().map(work).collect();
    }
    pool(threads)?.install(|| inputs.into_par_iter().map(&work).collect())
}

/// `work` on a pool of this call's own, for work that divides itself.
#[cfg(feature = "tables")]
pub(crate) fn in_pool<O: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<O> + Send,
) -> Result<O> {
    if rayon::current_thread_index().is_some() {
        return work();
    }
    let threads =
        threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    pool(threads)?.install(work)
}

fn pool(threads: usize) -> Result<ThreadPool> {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("baokan-{number}"))
        .build()
        .map_err(|error| {
            Error::new(
                ErrorKind::Argument,
                format!("threads could not be started: {error}"),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

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
