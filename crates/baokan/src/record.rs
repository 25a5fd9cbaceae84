//! Records: what an article says was met about, decided, ordered, found and done.

mod activity;
mod cue;
mod deliberation;
mod directive;
mod hits;
mod incident;
mod kinds;
mod mechanism;
mod meeting;
mod vocabulary;

pub(crate) use cue::is_stop;
use hits::Hits;
use jiff::civil::Date;
use serde::Serialize;

use crate::article::Article;
use crate::mark::Marks;
use crate::page::Page;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::topic::Topic;
pub use kinds::Kinds;
pub(crate) use vocabulary::Vocabularies;

/// All records of one article, each kind in text order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Records {
    /// What a meeting, a document or an official tells others to do.
    pub directives: Vec<Directive>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// Sessions at which residents or villagers deliberate.
    pub deliberations: Vec<Deliberation>,
    /// The rules of deliberation mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// Hazards and complaints, from discovery to closure.
    pub incidents: Vec<Incident>,
    /// Campaigns, volunteer actions, inspections, trainings, visits.
    pub activities: Vec<Activity>,
}

/// One clause by which a meeting, a document or an official orders or asks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Directive {
    /// The clause, its subject included where one is printed.
    pub span: Span,
    /// Who orders: `会议`, or a person's name.
    pub issuer: Option<String>,
    /// The verb of speech: `强调`.
    pub verb: Option<String>,
    /// The word of obligation: `要`, `严禁`.
    pub modal: Option<String>,
    /// The clause without its subject and modal.
    pub action: Span,
    /// Who is to act.
    pub responsible: Vec<Span>,
    /// By when, or how often.
    pub deadline: Option<Span>,
    /// What it is about, as an id of the taxonomy.
    pub topic: Option<String>,
    /// The items of a checklist the clause holds: `查手续、查设备、查库存`.
    pub items: Vec<Span>,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meeting {
    /// Its name as printed.
    pub name: Span,
    /// Which one it is: 2 for `第二次`.
    pub ordinal: Option<i64>,
    /// The day it was held.
    pub date: Option<Date>,
    /// Where it was held.
    pub place: Option<Span>,
    /// Who called it.
    pub convener: Option<Span>,
    /// Who sat there.
    pub participants: Vec<Span>,
}

/// A session at which residents or villagers deliberate (说事议事, 院坝会, 协商会 …).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deliberation {
    /// The community, village or street that deliberates.
    pub body: Span,
    /// Which one it is: 2 for `第二次`.
    pub ordinal: Option<i64>,
    /// The day it was held.
    pub date: Option<Date>,
    /// Where it was held.
    pub venue: Option<Span>,
    /// Who sat there.
    pub participants: Vec<Span>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What was put forward.
    pub issues: Vec<Issue>,
    /// What was decided.
    pub measures: Vec<Measure>,
}

/// How a deliberation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Agreed upon.
    Agreed,
    /// Voted down.
    Rejected,
    /// Adjourned, or left without a decision.
    Open,
}

impl Outcome {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Rejected => "rejected",
            Self::Open => "open",
        }
    }
}

/// A matter put forward at a deliberation (议题).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issue {
    /// The matter.
    pub span: Span,
    /// Who put it forward.
    pub raised_by: Option<Span>,
    /// How it came in: `入户走访`, `信箱`.
    pub channel: Option<Span>,
}

/// A thing decided at a deliberation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// The clauses that say it.
    pub span: Span,
    /// Index of the matter it answers among the deliberation's issues.
    pub issue: Option<usize>,
    /// Who does it.
    pub responsible: Vec<Span>,
    /// With whom.
    pub partners: Vec<Span>,
    /// By when, or how often.
    pub deadline: Option<Span>,
    /// What follows otherwise.
    pub consequence: Option<Span>,
}

/// A rule of a deliberation mechanism: who does what, and when (`每月5日为议题征集日`).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mechanism {
    /// The words that tell it.
    pub span: Span,
    /// The community, village, street, town or county whose rule it is.
    pub body: Option<Span>,
    /// Which step of the procedure it rules.
    pub step: Step,
    /// Who takes the step: `村党支部`.
    pub actor: Option<Span>,
    /// When, as printed: `每月5日`, `提前3天`, `7个工作日内`.
    pub schedule: Option<Span>,
}

/// A step of a deliberation mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Matters are gathered.
    Collection,
    /// Matters are screened and chosen.
    Review,
    /// Matters, or the session, are announced.
    Notice,
    /// One sits together.
    Session,
    /// One votes or agrees.
    Decision,
    /// What was decided is done.
    Execution,
    /// Somebody watches that it is.
    Supervision,
    /// What was decided or done is made known.
    Feedback,
    /// What was done is judged.
    Evaluation,
}

impl Step {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Collection => "collection",
            Self::Review => "review",
            Self::Notice => "notice",
            Self::Session => "session",
            Self::Decision => "decision",
            Self::Execution => "execution",
            Self::Supervision => "supervision",
            Self::Feedback => "feedback",
            Self::Evaluation => "evaluation",
        }
    }
}

/// A hazard or complaint, from discovery to closure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Incident {
    /// What was wrong.
    pub hazard: Span,
    /// Where.
    pub place: Option<Span>,
    /// Who found or reported it first.
    pub finder: Option<Span>,
    /// Who was told, in order.
    pub reported_to: Vec<Span>,
    /// Who put it right.
    pub responsible: Vec<Span>,
    /// What was done.
    pub action: Option<Span>,
    /// How it stands.
    pub status: Option<Status>,
}

/// How an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Put right.
    Resolved,
    /// Being worked on.
    InProgress,
    /// Reported, and nothing more.
    Reported,
}

impl Status {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::InProgress => "in_progress",
            Self::Reported => "reported",
        }
    }
}

/// A campaign, volunteer action, inspection, training or visit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Activity {
    /// Its name as printed.
    pub name: Span,
    /// Who held it.
    pub organizer: Option<Span>,
    /// The day it was held.
    pub date: Option<Date>,
    /// Where.
    pub places: Vec<Span>,
    /// Who took part.
    pub participants: Vec<Span>,
    /// What came of it: `宣传彩页15000余份`.
    pub outputs: Vec<Span>,
}

/// What the rules of records read: one article with everything found in it so far.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) article: &'a Article,
    pub(crate) page: &'a Page,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) marks: &'a Marks,
    pub(crate) topics: &'a [Topic],
    vocabularies: &'a Vocabularies,
    hits: Hits,
}

impl<'a> Context<'a> {
    /// Finds the words of all records in the article.
    pub(crate) fn new(
        article: &'a Article,
        page: &'a Page,
        sentences: &'a [Sentence],
        marks: &'a Marks,
        topics: &'a [Topic],
        vocabularies: &'a Vocabularies,
    ) -> Self {
        Self {
            article,
            page,
            sentences,
            marks,
            topics,
            vocabularies,
            hits: vocabularies.hits(&article.text),
        }
    }
}

/// The records of an article whose marks and topics are known.
pub(crate) fn records(context: &Context<'_>) -> Records {
    let names = deliberation::names(context);
    let deliberations = deliberation::deliberations(context, &names);
    let measures = deliberations.iter().flat_map(|one| &one.measures);
    let decided: Vec<Span> = measures.map(|measure| measure.span).collect();
    Records {
        directives: directive::directives(context),
        meetings: meeting::meetings(context),
        mechanisms: mechanism::mechanisms(context, &names, &decided),
        deliberations,
        incidents: incident::incidents(context),
        activities: activity::activities(context),
    }
}
