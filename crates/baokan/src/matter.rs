//! Matters: what several articles say of one thing to be done, in the order it went.
//!
//! An article is read without sight of the others; only here are they laid side by side. What is linked are
//! mentions: the records of an article (issues, measures, incidents, directives that name a work and its place)
//! and the clauses that tell how a work stands (`大溪村新建的充电棚投入使用`), which no record is made of.
//!
//! Linking is record linkage in its three classical steps: *blocking* by place, so that only mentions of
//! one place are ever compared; *comparison* of the words that say what the matter is, each weighing the more the
//! fewer articles use it (inverse document frequency: Spärck Jones, A statistical interpretation of term
//! specificity and its application in retrieval, Journal of Documentation 28, 1972; the same idea within
//! linkage: Winkler, Frequency-based matching in the Fellegi-Sunter model of record linkage, 1989); and a *decision* that asks for
//! more than it needs, since a wrong link is worse than a missing one.

mod link;
mod mention;
mod place;
mod standing;
mod vocabulary;
mod wording;

use jiff::civil::Date;
use serde::Serialize;

use crate::corpus::Corpus;
use crate::error::Result;
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::span::Span;

/// One thing to be done, with every mention of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matter {
    /// What it is called where it is first mentioned: `电动车充电棚`.
    pub name: String,
    /// Its mentions in the order it went; at least one.
    pub mentions: Vec<Mention>,
}

/// One place in an article where a matter is spoken of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Number of the article in the corpus.
    pub article: usize,
    /// The day: of the session that deliberated, else the one the article reports, else the issue's.
    pub date: Option<Date>,
    /// How the matter stands by this mention.
    pub state: MatterState,
    /// What kind of record or clause speaks of it.
    pub kind: MatterKind,
    /// The words that speak of it, in the article's text.
    pub span: Span,
    /// The place by which it is told from others.
    pub place: Option<Span>,
    /// The place's statistical division code, where it has one.
    pub code: Option<String>,
    /// Who is to act, or acted.
    pub responsible: Vec<Span>,
    /// By when, or how often.
    pub deadline: Option<Span>,
    /// The last day of the deadline.
    pub due: Option<Date>,
}

/// How a matter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterState {
    /// Put forward, found or complained of.
    Raised,
    /// Decided, ordered, planned or promised.
    Decided,
    /// Being worked on.
    InProgress,
    /// Reported done.
    Done,
}

impl MatterState {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Decided => "decided",
            Self::InProgress => "in_progress",
            Self::Done => "done",
        }
    }
}

/// What speaks of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    /// An issue put forward at a deliberation.
    Issue,
    /// A measure a deliberation decided.
    Measure,
    /// A hazard or complaint.
    Incident,
    /// A directive that names a work and its place.
    Directive,
    /// A clause that tells how a work stands.
    Project,
}

impl MatterKind {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Measure => "measure",
            Self::Incident => "incident",
            Self::Directive => "directive",
            Self::Project => "project",
        }
    }
}

impl Matter {
    /// How it stands by its last mention.
    #[must_use]
    pub fn state(&self) -> MatterState {
        let last = self.mentions.last();
        last.map_or(MatterState::Raised, |mention| mention.state)
    }

    /// Whether it was not reported done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state() != MatterState::Done
    }

    /// Days from its first mention to the first report that it was done; `None` while it is open, where a
    /// day is not known, and where nothing was said of it before it was done.
    #[must_use]
    pub fn days_open(&self) -> Option<i64> {
        let first = self.mentions.first()?;
        let first = first.date.filter(|_| first.state != MatterState::Done)?;
        let done = |mention: &&Mention| mention.state == MatterState::Done;
        let last = self.mentions.iter().find(done)?.date?;
        Some(last.duration_since(first).as_hours().div_euclid(24))
    }
}

/// Pages whose mentions are found in one step of the run.
const STEP: usize = 256;

impl Corpus {
    /// The matters the articles speak of, each with its mentions in the order it went; the one first
    /// mentioned first. Reports pages to `progress`.
    ///
    /// A matter that one article alone mentions is one too, so that what was promised and never reported
    /// done can be asked for. Time and memory are linear in the number of mentions.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Cancelled`](crate::ErrorKind::Cancelled) when `progress` was cancelled.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use baokan::{Analyzer, Corpus, MatterState, Options, Page, Progress};
    ///
    /// let page = |day: &str, text: &str| Page {
    ///     issue_date: day.parse().ok(),
    ///     text: text.into(),
    ///     ..Page::default()
    /// };
    /// let pages = vec![
    ///     page("2024-04-26", "车有了新家\n本报讯 昨日,天荒坪镇大溪村新建的电动车充电棚投入使用。"),
    ///     page("2024-03-28", "小事也用心\n本报讯 连日来,天荒坪镇大溪村的电动车充电棚正在施工。"),
    /// ];
    /// let options = Options { region: Some("330523".into()), ..Options::default() };
    /// let analyzer = Arc::new(Analyzer::new(options)?);
    /// let corpus = Corpus::from_pages(pages, analyzer, &Progress::default())?;
    /// let matters = corpus.matters(&Progress::default())?;
    /// assert_eq!(matters.len(), 1);
    /// assert_eq!(matters[0].mentions[0].state, MatterState::InProgress);
    /// assert_eq!(matters[0].mentions[1].article, 0);
    /// assert!(!matters[0].is_open());
    /// # Ok::<(), baokan::Error>(())
    /// ```
    pub fn matters(&self, progress: &Progress) -> Result<Vec<Matter>> {
        let pages = self.pages().len();
        progress.begin(pages);
        let steps: Vec<_> = (0..pages)
            .step_by(STEP)
            .map(|first| first..pages.min(first + STEP))
            .collect();
        let found = in_parallel(steps, self.analyzer().options().threads, |step| {
            let mut found = Vec::new();
            for number in step {
                progress.check()?;
                mention::of_page(self, number, &mut found);
                progress.step();
            }
            Ok(found)
        })?;
        link::link(found.into_iter().flatten().collect(), progress)
    }
}

#[cfg(test)]
mod tests;
