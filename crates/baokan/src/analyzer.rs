//! The one place that knows the order of the stages.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{Article, Caption};
use crate::error::Result;
use crate::gazetteer::{Code, Gazetteer};
use crate::layout;
use crate::lexicon::Lexicon;
use crate::mark::{self, Marks, Places};
use crate::page::{Furniture, FurnitureKind, Page};
use crate::progress::Progress;
use crate::radical;
use crate::read;
use crate::record::{self, Context, Kinds, Records, Vocabularies};
use crate::sentence::{Sentence, sentences};
use crate::span::Span;
use crate::stages::Stages;
use crate::topic::{Taxonomy, Topic};
use crate::word::{Segmenter, Tag, Word};

/// What the caller knows of the pages, and how they are to be read.
///
/// Every field may be left out; what a page prints itself (its folio, its date line) fills the gaps.
///
/// ```
/// let options = baokan::Options {
///     outlet: Some("某县周报".into()),
///     issue_date: Some("2024-05-24".parse()?),
///     ..baokan::Options::default()
/// };
/// let page = baokan::parse("某县召开会议\n本报讯 5月20日,某县召开会议。", &options);
/// assert_eq!(page.page.outlet.as_deref(), Some("某县周报"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Name of the paper.
    pub outlet: Option<String>,
    /// Day the issue is dated: the anchor of `昨日` and `5月20日`.
    pub issue_date: Option<Date>,
    /// Division code of the paper's home region: `141102`.
    pub region: Option<String>,
    /// Encoding of the files when it is known; detected otherwise.
    pub encoding: Option<String>,
    /// How many threads a run may use; as many as the machine has when not given.
    pub threads: Option<usize>,
    /// Words that win over the dictionary.
    pub lexicon: Lexicon,
    /// The topics articles are sorted into.
    pub taxonomy: Taxonomy,
    /// Words of your own that records are read by.
    pub kinds: Kinds,
    /// The divisions and places that names are looked up in; those that ship with the library when not given.
    pub gazetteer: Option<Arc<Gazetteer>>,
}

/// Reads pages: built once from [`Options`], used for any number of pages from any number of threads.
///
/// ```
/// use baokan::{Analyzer, Options, Page};
///
/// let analyzer = Analyzer::new(Options::default())?;
/// let page = Page { text: "某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
/// assert_eq!(analyzer.page(page).articles.len(), 1);
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Debug)]
pub struct Analyzer {
    options: Options,
    segmenter: Segmenter,
    places: Arc<Places>,
    vocabularies: Arc<Vocabularies>,
    stages: Stages,
}

/// A page with everything found on it.
#[derive(Clone, Debug, Default)]
pub struct PageAnalysis {
    /// The page; what it prints about itself has been filled in.
    pub page: Page,
    /// Its articles in reading order.
    pub articles: Vec<ArticleAnalysis>,
    /// Its captions.
    pub captions: Vec<Caption>,
    /// What it prints beside its articles.
    pub furniture: Vec<Furniture>,
}

/// An article with everything found in it.
#[derive(Clone, Debug, Default)]
pub struct ArticleAnalysis {
    /// The article.
    pub article: Article,
    /// The sentences of its paragraphs.
    pub sentences: Vec<Sentence>,
    /// The words of its sentences.
    pub words: Vec<Word>,
    /// Its topics, main one first.
    pub topics: Vec<Topic>,
    /// Persons, places, times and the like that its text names.
    pub marks: Marks,
    /// What it says was met about, decided, ordered, found and done.
    pub records: Records,
}

impl Analyzer {
    /// An analyzer for pages of which `options` says what is known.
    ///
    /// # Errors
    ///
    /// When the lexicon cannot be used, or the encoding is not known.
    pub fn new(options: Options) -> Result<Self> {
        // A wrong name for an encoding is the caller's slip, and told before the first page is read.
        read::decode(&[], options.encoding.as_deref())?;
        let segmenter = Segmenter::new(&options.lexicon)?;
        let places = options
            .gazetteer
            .clone()
            .map_or_else(Places::shipped, |gazetteer| {
                Arc::new(Places::new(gazetteer))
            });
        let vocabularies = Vocabularies::new(&options.kinds);
        Ok(Self {
            options,
            segmenter,
            places,
            vocabularies,
            stages: Stages::ALL,
        })
    }

    /// The same without marks and the records made of them, for the benches.
    pub(crate) fn without_marks(self) -> Self {
        let stages = Stages {
            marks: false,
            records: false,
            ..self.stages
        };
        Self { stages, ..self }
    }

    /// What it was built from.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The name of a part of speech, as its dictionary prints it: `ns`, `v`.
    #[must_use]
    pub fn tag_name(&self, tag: Tag) -> &str {
        self.segmenter.tag_name(tag)
    }

    /// The edition of the division codes it knows places by: `2023`.
    #[must_use]
    pub fn vintage(&self) -> &str {
        self.places.gazetteer().vintage()
    }

    /// Reads one page. A damaged page gives what can be saved, never an error.
    #[must_use]
    pub fn page(&self, page: Page) -> PageAnalysis {
        self.page_until(page, &Progress::default())
    }

    /// Reads one page, and stops between two articles when the run is cancelled.
    ///
    /// A stage itself is not interrupted: the stages are plain functions of a text, and a page of the
    /// usual size takes a millisecond. A page of 100 MB may take seconds in one stage. Whoever must
    /// come back at once (the Python binding on Ctrl-C) therefore waits on another thread, leaves when
    /// it has cancelled the run, and lets the stage end unheard.
    pub(crate) fn page_until(&self, page: Page, progress: &Progress) -> PageAnalysis {
        self.page_through(page, self.stages, progress)
    }

    /// The same through some of the stages.
    pub(crate) fn page_through(
        &self,
        mut page: Page,
        stages: Stages,
        progress: &Progress,
    ) -> PageAnalysis {
        self.fill(&mut page);
        match radical::unified(&page.text) {
            None => self.read(page, stages, progress),
            Some(whole) => {
                let printed = std::mem::replace(&mut page.text, whole);
                let mut analysis = self.read(page, stages, progress);
                radical::restore(&mut analysis, printed);
                analysis
            }
        }
    }

    /// Every stage in its order.
    fn read(&self, mut page: Page, stages: Stages, progress: &Progress) -> PageAnalysis {
        // A defect in a stage costs its page or its article, not the run: the row says so and the
        // pages after it are read.
        let split = match catch_unwind(AssertUnwindSafe(|| layout::split(&mut page))) {
            Ok(split) => split,
            Err(panic) => {
                note(
                    &mut page,
                    &format!("internal error in layout: {}", cause(&*panic)),
                );
                let whole = Furniture {
                    span: Span::new(0, page.text.len()),
                    kind: FurnitureKind::Other,
                };
                return PageAnalysis {
                    page,
                    furniture: vec![whole],
                    ..PageAnalysis::default()
                };
            }
        };
        let mut articles = Vec::with_capacity(split.articles.len());
        let home = self.home(&page);
        for (number, article) in split.articles.into_iter().enumerate() {
            if progress.is_cancelled() {
                break;
            }
            let read = AssertUnwindSafe(|| self.article(&article, &page, home, stages));
            match catch_unwind(read) {
                Ok(analysis) => articles.push(ArticleAnalysis {
                    article,
                    ..analysis
                }),
                Err(panic) => {
                    let message = format!("internal error in article {number}: {}", cause(&*panic));
                    note(&mut page, &message);
                    articles.push(ArticleAnalysis {
                        article,
                        ..ArticleAnalysis::default()
                    });
                }
            }
        }
        PageAnalysis {
            page,
            articles,
            captions: split.captions,
            furniture: split.furniture,
        }
    }

    /// Fills what is not known of a page with what the caller and the name of its file say.
    fn fill(&self, page: &mut Page) {
        let name = read::file_name_metadata(&read::file_name(&page.source));
        match page.given_issue_date() {
            Ok(day) => page.issue_date = page.issue_date.or(day),
            Err(value) => note(page, &format!("issue_date: no day: {value:?}")),
        }
        page.outlet = page.outlet.take().or_else(|| page.given("outlet"));
        page.page_no = page.page_no.take().or_else(|| page.given("page_no"));
        page.region = page.region.take().or_else(|| page.given("region"));
        let outlet = self.options.outlet.clone();
        page.outlet = page.outlet.take().or(outlet).or(name.outlet);
        page.issue_date = page
            .issue_date
            .or(self.options.issue_date)
            .or(name.issue_date);
        page.page_no = page.page_no.take().or(name.page_no);
        page.region = page.region.take().or_else(|| self.options.region.clone());
    }

    /// Everything found in one article, which is read without sight of the others.
    fn article(
        &self,
        article: &Article,
        page: &Page,
        home: Option<Code>,
        stages: Stages,
    ) -> ArticleAnalysis {
        let (mut sentences, mut words, mut topics) = Default::default();
        let (mut marks, mut records) = Default::default();
        if stages.sentences {
            sentences = self::sentences(&article.text, &article.paragraphs);
        }
        if stages.words {
            words = self.segmenter.words(&article.text, &sentences);
        }
        if stages.topics {
            topics = self.options.taxonomy.topics(article);
        }
        if stages.marks {
            marks = self.marks(article, page, &words, home);
        }
        if stages.records {
            records = record::records(&Context::new(
                article,
                page,
                &sentences,
                &marks,
                &topics,
                &self.vocabularies,
            ));
        }
        ArticleAnalysis {
            article: Article::default(),
            sentences,
            words,
            topics,
            marks,
            records,
        }
    }

    pub(crate) fn vocabularies(&self) -> &Vocabularies {
        &self.vocabularies
    }

    pub(crate) fn places(&self) -> &Places {
        &self.places
    }

    /// The home region of a page.
    pub(crate) fn home(&self, page: &Page) -> Option<Code> {
        self.places
            .home(page.region.as_deref(), page.outlet.as_deref())
    }

    /// All marks of an article on a page whose home region is known.
    pub(crate) fn marks(
        &self,
        article: &Article,
        page: &Page,
        words: &[Word],
        home: Option<Code>,
    ) -> Marks {
        mark::marks(article, page, words, &self.places, home, &self.segmenter)
    }
}

/// Adds to what is said about a page, once: a page that is read again says the same.
fn note(page: &mut Page, message: &str) {
    let notes = page.error.get_or_insert_default();
    if notes.contains(message) {
        return;
    }
    if !notes.is_empty() {
        notes.push_str("; ");
    }
    notes.push_str(message);
}

/// What a panic said, in one line.
fn cause(panic: &(dyn std::any::Any + Send)) -> &str {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown cause");
    message.lines().next().unwrap_or_default()
}
