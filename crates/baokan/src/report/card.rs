//! The records of an article as cards: what each says, every field linked to the words it was read from.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::analyzer::ArticleAnalysis;
use crate::record::{
    Activity, Deliberation, Directive, Incident, Measure, Mechanism, Meeting, Outcome, Records,
    Status, Step,
};
use crate::span::Span;

use super::highlight::{Class, Highlight};

/// More cards than a reader looks through; the tables hold all.
const MOST_CARDS: usize = 60;
/// More parts of a card than a reader looks through.
const MOST_PARTS: usize = 40;
/// More values of a field than a card has room for.
const MOST_VALUES: usize = 12;
/// Longer values are cut: the text they were read from is one click away.
const MOST_CHARACTERS: usize = 160;

/// The kinds of record, in the order of their cards. A new kind of record is one more line here and the
/// function it names.
const KINDS: [(&str, &str, Reader); 6] = [
    ("deliberation", "议事", |of| {
        of.deliberations.iter().map(deliberation).collect()
    }),
    ("mechanism", "规程", |of| {
        of.mechanisms.iter().map(mechanism).collect()
    }),
    ("meeting", "会议", |of| {
        of.meetings.iter().map(meeting).collect()
    }),
    ("directive", "要求", |of| {
        of.directives.iter().map(directive).collect()
    }),
    ("incident", "事件", |of| {
        of.incidents.iter().map(incident).collect()
    }),
    ("activity", "活动", |of| {
        of.activities.iter().map(activity).collect()
    }),
];

/// The records of one kind.
type Reader = fn(&Records) -> Vec<Draft>;

/// What the template shows of a record.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    class: &'static str,
    kind: &'static str,
    /// Number of the highlight that answers to the card.
    slot: u8,
    title: Value,
    fields: Vec<Field>,
    parts: Vec<Part>,
    more_parts: usize,
}

/// A matter with what was decided on it.
#[derive(Debug, Serialize)]
struct Part {
    title: Option<Value>,
    fields: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Field {
    name: &'static str,
    values: Vec<Value>,
    more: usize,
}

/// A value, and where in the text it stands: the id of an element there.
#[derive(Debug, Serialize)]
struct Value {
    text: String,
    anchor: Option<String>,
}

/// The cards of an article, and what of its text they speak of.
#[derive(Debug, Default)]
pub(super) struct Cards {
    pub(super) cards: Vec<Card>,
    /// How many records have no card any more.
    pub(super) more: usize,
    pub(super) highlights: Vec<Highlight>,
    /// Where elements with an id are wanted: each links to [`anchor`] of its place.
    pub(super) anchors: BTreeSet<u32>,
}

/// A record on its way to a card.
#[derive(Debug, Default)]
struct Draft {
    title: Vec<Said>,
    fields: Vec<(&'static str, Vec<Said>)>,
    parts: Vec<Draft>,
}

/// What a field says: a stretch of the text, or a value that stands nowhere as such.
#[derive(Debug)]
enum Said {
    At(Span),
    As(String),
}

/// The id of the element at byte `start` of an article's text.
pub(super) fn anchor(prefix: &str, start: u32) -> String {
    format!("{prefix}{start}")
}

/// The cards of an article whose anchors begin with `prefix`.
pub(super) fn cards(analysis: &ArticleAnalysis, prefix: &str) -> Cards {
    let text = analysis.article.text.as_str();
    let mut all = Cards::default();
    let mut writer = Writer {
        text,
        prefix,
        slot: 0,
        all: &mut all,
    };
    let mut count = 0;
    for (class, kind, read) in KINDS {
        for draft in read(&analysis.records) {
            if count < MOST_CARDS {
                writer.slot = (count % usize::from(Class::RECORDS)) as u8;
                writer.card(class, kind, draft);
            }
            count += 1;
        }
    }
    all.more = count.saturating_sub(MOST_CARDS);
    all
}

struct Writer<'a> {
    text: &'a str,
    prefix: &'a str,
    slot: u8,
    all: &'a mut Cards,
}

impl Writer<'_> {
    fn card(&mut self, class: &'static str, kind: &'static str, draft: Draft) {
        let Some(title) = draft.title.into_iter().find_map(|said| self.value(said)) else {
            return;
        };
        let fields = self.fields(draft.fields);
        let more_parts = draft.parts.len().saturating_sub(MOST_PARTS);
        let parts = draft.parts.into_iter().take(MOST_PARTS);
        let parts = parts.map(|part| Part {
            title: part.title.into_iter().find_map(|said| self.value(said)),
            fields: self.fields(part.fields),
        });
        let parts = parts.collect();
        let card = Card {
            class,
            kind,
            slot: self.slot,
            title,
            fields,
            parts,
            more_parts,
        };
        self.all.cards.push(card);
    }

    /// The fields that say something.
    fn fields(&mut self, fields: Vec<(&'static str, Vec<Said>)>) -> Vec<Field> {
        let fields = fields.into_iter().map(|(name, said)| Field {
            name,
            more: said.len().saturating_sub(MOST_VALUES),
            values: said
                .into_iter()
                .take(MOST_VALUES)
                .filter_map(|said| self.value(said))
                .collect(),
        });
        fields.filter(|field| !field.values.is_empty()).collect()
    }

    /// What is said; a span that does not fit the text says nothing.
    fn value(&mut self, said: Said) -> Option<Value> {
        let (text, anchor) = match said {
            Said::As(text) => (text, None),
            Said::At(span) => {
                let text = self.text.get(span.range())?.to_owned();
                self.all.anchors.insert(span.start);
                self.all.highlights.push(Highlight {
                    span,
                    class: Class::Record(self.slot),
                    title: String::new(),
                });
                (text, Some(anchor(self.prefix, span.start)))
            }
        };
        if text.trim().is_empty() {
            return None;
        }
        let text = match text.char_indices().nth(MOST_CHARACTERS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        };
        Some(Value { text, anchor })
    }
}

impl Draft {
    fn new(title: Said) -> Self {
        Self {
            title: vec![title],
            ..Self::default()
        }
    }

    /// A field with the values it has.
    fn field(mut self, name: &'static str, said: impl IntoIterator<Item = Said>) -> Self {
        self.fields.push((name, said.into_iter().collect()));
        self
    }

    /// A field read from stretches of the text.
    fn at(self, name: &'static str, spans: impl IntoIterator<Item = Span>) -> Self {
        self.field(name, spans.into_iter().map(Said::At))
    }

    /// A field worked out from the text.
    fn said(self, name: &'static str, value: Option<impl ToString>) -> Self {
        self.field(name, value.map(|value| Said::As(value.to_string())))
    }
}

fn deliberation(of: &Deliberation) -> Draft {
    let draft = Draft::new(Said::At(of.body))
        .said("届次", of.ordinal.map(|ordinal| format!("第{ordinal}次")))
        .said("日期", of.date)
        .at("地点", of.venue)
        .at("参加", of.participants.iter().copied())
        .said("结果", of.outcome.map(outcome));
    let issues = of.issues.iter().enumerate().map(|(at, issue)| {
        let part = Draft::new(Said::At(issue.span))
            .at("提出", issue.raised_by)
            .at("渠道", issue.channel);
        let decided = of.measures.iter().filter(|one| one.issue == Some(at));
        decided.fold(part, measure)
    });
    let others = of.measures.iter().filter(|one| one.issue.is_none());
    let parts = issues.chain(others.map(|one| measure(Draft::default(), one)));
    Draft {
        parts: parts.collect(),
        ..draft
    }
}

fn measure(part: Draft, of: &Measure) -> Draft {
    part.at("决定", [of.span])
        .at("责任", of.responsible.iter().copied())
        .at("配合", of.partners.iter().copied())
        .at("期限", of.deadline)
        .at("否则", of.consequence)
}

fn meeting(of: &Meeting) -> Draft {
    Draft::new(Said::At(of.name))
        .said("届次", of.ordinal.map(|ordinal| format!("第{ordinal}次")))
        .said("日期", of.date)
        .at("地点", of.place)
        .at("召集", of.convener)
        .at("参加", of.participants.iter().copied())
}

fn directive(of: &Directive) -> Draft {
    Draft::new(Said::At(of.action))
        .said("提出", of.issuer.as_ref())
        .said("用语", of.verb.as_ref())
        .said("语气", of.modal.as_ref())
        .at("责任", of.responsible.iter().copied())
        .at("期限", of.deadline)
        .at("清单", of.items.iter().copied())
}

fn incident(of: &Incident) -> Draft {
    Draft::new(Said::At(of.hazard))
        .at("地点", of.place)
        .at("发现", of.finder)
        .at("上报", of.reported_to.iter().copied())
        .at("处置", of.responsible.iter().copied())
        .at("措施", of.action)
        .said("状态", of.status.map(status))
}

fn activity(of: &Activity) -> Draft {
    Draft::new(Said::At(of.name))
        .at("组织", of.organizer)
        .said("日期", of.date)
        .at("地点", of.places.iter().copied())
        .at("参加", of.participants.iter().copied())
        .at("成果", of.outputs.iter().copied())
}

fn mechanism(of: &Mechanism) -> Draft {
    Draft::new(Said::At(of.span))
        .said("环节", Some(step(of.step)))
        .at("主体", of.body)
        .at("执行", of.actor)
        .at("时间", of.schedule)
}

fn step(step: Step) -> &'static str {
    match step {
        Step::Collection => "收集",
        Step::Review => "审核",
        Step::Notice => "公告",
        Step::Session => "议事",
        Step::Decision => "表决",
        Step::Execution => "办理",
        Step::Supervision => "监督",
        Step::Feedback => "反馈",
        Step::Evaluation => "评议",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agreed => "通过",
        Outcome::Rejected => "未通过",
        Outcome::Open => "未定",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Resolved => "已解决",
        Status::InProgress => "处理中",
        Status::Reported => "已上报",
    }
}
