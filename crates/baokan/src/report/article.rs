//! One article as HTML.

use std::fmt::Write as _;

use minijinja::Value;
use serde::Serialize;

use crate::analyzer::ArticleAnalysis;
use crate::article::Caption;
use crate::mark::{Marks, Person, Place, Quantity};
use crate::span::Span;

use super::card::{self, Card};
use super::highlight::{Class, Highlight, highlight};
use super::name::{css, level_name, name, org_name, time_name};

/// What the article template shows.
#[derive(Debug, Serialize)]
pub(super) struct ArticleView {
    section: Option<String>,
    heading: Vec<Line>,
    pub(super) title: String,
    dateline: Option<String>,
    date: Option<String>,
    authors: Vec<String>,
    topics: Vec<Chip>,
    paragraphs: Vec<Line>,
    captions: Vec<CaptionView>,
    cards: Vec<Card>,
    more_cards: usize,
    marks: Vec<MarkGroup>,
    marks_count: usize,
}

/// A line of the headline block, or a paragraph.
#[derive(Debug, Serialize)]
struct Line {
    role: &'static str,
    html: Value,
}

#[derive(Debug, Serialize)]
struct Chip {
    name: String,
    id: String,
    percent: u32,
    rank: u32,
    terms: usize,
}

/// A caption without its page.
#[derive(Debug, Serialize)]
pub(super) struct CaptionView {
    text: String,
    photographer: Option<String>,
}

/// The marks of one kind, for readers without a pointer that could rest on them.
#[derive(Debug, Serialize)]
struct MarkGroup {
    class: &'static str,
    name: &'static str,
    marks: Vec<ListedMark>,
}

#[derive(Debug, Serialize)]
struct ListedMark {
    text: String,
    note: String,
}

/// What a mark is to a reader: where it stands, its kind, what is known of it.
type Described = (Span, Class, String);

impl ArticleView {
    /// What the template shows of an article; ids in it begin with `prefix`.
    pub(super) fn new<'c>(
        analysis: &ArticleAnalysis,
        captions: impl IntoIterator<Item = &'c Caption>,
        prefix: &str,
    ) -> Self {
        let article = &analysis.article;
        let text = article.text.as_str();
        let described = describe(text, &analysis.marks);

        let heading = lines(text, article.heading);
        let stretches: Vec<Span> = heading
            .iter()
            .copied()
            .chain(article.paragraphs.iter().map(|paragraph| paragraph.span))
            .collect();
        let mut highlights: Vec<Highlight> = described
            .iter()
            .map(|(span, class, note)| Highlight {
                span: *span,
                class: *class,
                title: match note.as_str() {
                    "" => name(*class).to_owned(),
                    note => format!("{}：{note}", name(*class)),
                },
            })
            .collect();
        for topic in &analysis.topics {
            let class = Class::Evidence(topic.rank.min(4) as u8);
            highlights.extend(topic.evidence.iter().map(|evidence| Highlight {
                span: evidence.span,
                class,
                title: format!("主题：{}（{}）", topic.name, evidence.term),
            }));
        }
        let cards = card::cards(analysis, prefix);
        highlights.extend(cards.highlights);
        let mut html = highlight(text, &stretches, highlights, &cards.anchors, prefix)
            .into_iter()
            .map(Value::from_safe_string);

        let heading = heading
            .into_iter()
            .zip(html.by_ref())
            .map(|(span, html)| Line {
                role: heading_role(analysis, span.slice(text)),
                html,
            })
            .collect();
        let paragraphs = article
            .paragraphs
            .iter()
            .zip(html)
            .map(|(paragraph, html)| Line {
                role: paragraph.role.name(),
                html,
            })
            .collect();
        Self {
            section: article.section.clone(),
            title: title(analysis),
            heading,
            dateline: article.dateline.clone(),
            date: article.date.map(|date| date.to_string()),
            authors: article.authors.clone(),
            topics: analysis
                .topics
                .iter()
                .map(|topic| Chip {
                    name: topic.name.clone(),
                    id: topic.id.clone(),
                    percent: (topic.score.clamp(0.0, 1.0) * 100.0).round() as u32,
                    rank: topic.rank.min(4),
                    terms: topic.evidence.len(),
                })
                .collect(),
            paragraphs,
            captions: captions.into_iter().map(CaptionView::new).collect(),
            cards: cards.cards,
            more_cards: cards.more,
            marks_count: described.len(),
            marks: group(text, described),
        }
    }
}

impl CaptionView {
    pub(super) fn new(caption: &Caption) -> Self {
        Self {
            text: caption.text.clone(),
            photographer: caption.photographer.clone(),
        }
    }
}

/// What an article is called in a list: its headline, or how it begins.
pub(super) fn title(analysis: &ArticleAnalysis) -> String {
    let article = &analysis.article;
    article.headline.clone().unwrap_or_else(|| {
        let begin: String = article.text.trim_start().chars().take(16).collect();
        format!("{begin}…")
    })
}

/// The lines of the headline block.
pub(super) fn lines(text: &str, heading: Span) -> Vec<Span> {
    let Some(block) = text.get(heading.range()) else {
        return Vec::new();
    };
    let mut at = heading.start as usize;
    let mut spans = Vec::new();
    for line in block.split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        if end > at {
            spans.push(Span::new(at, end));
        }
        at += line.len();
    }
    spans
}

/// Which part of the headline block a line is. The block keeps the dash of a subtitle, the field does
/// not.
pub(super) fn heading_role(analysis: &ArticleAnalysis, line: &str) -> &'static str {
    let article = &analysis.article;
    let is = |field: &Option<String>| {
        field.as_ref().is_some_and(|field| {
            let bare = |line: &str| {
                line.trim()
                    .trim_start_matches(['—', '-', '－', '─'])
                    .to_owned()
            };
            bare(field).contains(&bare(line))
        })
    };
    if is(&article.headline) {
        "headline"
    } else if is(&article.kicker) {
        "kicker"
    } else if is(&article.subtitle) {
        "subtitle"
    } else {
        "headline"
    }
}

/// Every mark with what is known of it.
fn describe(text: &str, marks: &Marks) -> Vec<Described> {
    let mut all: Vec<Described> = Vec::new();
    all.extend(
        marks
            .persons
            .iter()
            .map(|mark| (mark.span, Class::Person, person(text, mark))),
    );
    all.extend(
        marks
            .places
            .iter()
            .map(|mark| (mark.span, Class::Place, place(mark))),
    );
    all.extend(
        marks
            .orgs
            .iter()
            .map(|mark| (mark.span, Class::Org, org_name(mark.kind).to_owned())),
    );
    all.extend(marks.times.iter().map(|mark| {
        let value = mark
            .value
            .clone()
            .unwrap_or_else(|| time_name(mark.kind).to_owned());
        (mark.span, Class::Time, value)
    }));
    all.extend(
        marks
            .quantities
            .iter()
            .map(|mark| (mark.span, Class::Quantity, quantity(text, mark))),
    );
    all.extend(marks.quotes.iter().map(|mark| {
        let speaker = [mark.speaker.as_deref(), mark.title.as_deref()];
        (mark.span, Class::Quote, joined(speaker))
    }));
    all.extend(marks.slogans.iter().map(|mark| {
        let expansion = mark
            .expansion
            .iter()
            .filter_map(|span| text.get(span.range()));
        (mark.span, Class::Slogan, joined(expansion.map(Some)))
    }));
    all
}

fn person(text: &str, mark: &Person) -> String {
    let printed = |span: Option<Span>| span.and_then(|span| text.get(span.range()));
    joined([printed(mark.org), printed(mark.title)])
}

fn place(mark: &Place) -> String {
    let candidates =
        (mark.code.is_none() && mark.candidates > 1).then(|| format!("{} 处同名", mark.candidates));
    joined([
        Some(level_name(mark.level)),
        mark.full_name.as_deref(),
        mark.code.as_deref(),
        candidates.as_deref(),
    ])
}

fn quantity(text: &str, mark: &Quantity) -> String {
    let number = match (mark.value, mark.low, mark.high) {
        (Some(value), Some(_), None) => format!("{value} 以上"),
        (Some(value), None, Some(_)) => format!("不到 {value}"),
        (Some(value), _, _) => value.to_string(),
        (None, Some(low), Some(high)) => format!("{low} 至 {high}"),
        (None, Some(low), None) => format!("{low} 以上"),
        (None, None, Some(high)) => format!("不到 {high}"),
        (None, None, None) => String::new(),
    };
    let mut note = number;
    if let Some(unit) = &mark.unit {
        let _ = write!(note, " {unit}");
    }
    let counted = mark.of.and_then(|span| text.get(span.range()));
    joined([Some(note.trim()), counted])
}

/// The parts that say something, with a dot between them.
fn joined<'t>(parts: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let mut line = String::new();
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push_str(" · ");
        }
        line.push_str(part);
    }
    line
}

/// The marks by kind, those that say the same once.
fn group(text: &str, described: Vec<Described>) -> Vec<MarkGroup> {
    let mut groups: Vec<MarkGroup> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (span, class, note) in described {
        let Some(printed) = text.get(span.range()) else {
            continue;
        };
        let kind = css(class);
        if !seen.insert((kind, printed, note.clone())) {
            continue;
        }
        if groups.last().is_none_or(|group| group.class != kind) {
            groups.push(MarkGroup {
                class: kind,
                name: name(class),
                marks: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.marks.push(ListedMark {
                text: printed.to_owned(),
                note,
            });
        }
    }
    groups
}
