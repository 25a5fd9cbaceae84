//! An article while its parts are collected, and how they become its text.

mod title;

use jiff::civil::Date;

use super::byline::Byline;
use super::dateline;
use super::heading::closing_byline;
use super::{Article, Paragraph, Piece, Role};
use crate::layout::furniture;
use crate::layout::part::Part;
use crate::span::Span;
use crate::width::fold;
use rustc_hash::FxHashSet;
use title::{bracketed_section, is_dashed, title};

/// More lines than any headline block has; below them no line is looked at for being half of one.
const HEADLINE_LINES: usize = 16;

/// How far the lead of a feature reaches, in bytes: about 280 characters.
const LEAD: usize = 840;

/// The parts of one article, in page order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) section: Option<String>,
    pub(crate) heading: Vec<Part>,
    pub(crate) paragraphs: Vec<(Part, Role)>,
    pub(crate) bylines: Vec<Part>,
    pub(crate) authors: Vec<String>,
    /// Furniture cut off the end of a paragraph: `（下转第3版）`.
    pub(crate) continuations: Vec<Part>,
    /// A byline closed the article.
    pub(crate) closed: bool,
    /// A paragraph of running text stands in it.
    pub(crate) has_body: bool,
    /// A paragraph that is no box stands in it.
    has_text: bool,
    /// The authors once more, for pages that sign with endless names.
    known: FxHashSet<String>,
}

impl Draft {
    pub(crate) fn is_empty(&self) -> bool {
        self.heading.is_empty() && self.paragraphs.is_empty()
    }

    /// Whether nothing but a box stands in it yet: an editor's note before its headline.
    pub(crate) fn awaits_heading(&self) -> bool {
        self.heading.is_empty() && !self.has_text
    }

    /// Adds running text, and cuts off the byline in brackets that closes it.
    pub(crate) fn push(&mut self, part: Part, role: Role) {
        let mut part = part;
        if let Some(at) = continuation(&part.text) {
            let (body, furniture) = part.split(at);
            self.continuations.push(furniture);
            part = body;
        }
        if let Some(at) = closing_byline(&part.text) {
            let (body, byline) = part.split(at);
            if let Some(found) = super::byline::parse(&byline.text) {
                self.sign(byline, &found);
                self.closed = true;
            }
            part = body;
        }
        if !part.text.is_empty() {
            self.has_body |= role == Role::Body;
            self.has_text |= role != Role::Box;
            self.paragraphs.push((part, role));
        }
    }

    /// Adds a byline that stands outside the text.
    pub(crate) fn sign(&mut self, part: Part, byline: &Byline) {
        self.add_authors(&byline.names);
        self.bylines.push(part);
    }

    /// `山里来了新邻居(村口闲谈)` + `路修好了,人留下了,老屋里又有了灯`: below a headline that ends in its column's name, a
    /// sentence is the lead-in of the text.
    fn lower_lead_in(&mut self) {
        let is_lead_in = |at: usize| {
            let text = &self.heading[at].text;
            at > 0
                && bracketed_section(&self.heading[at - 1].text).is_some()
                && text.chars().count() >= 18
                && text.contains([',', '，'])
                && !is_dashed(text)
        };
        if let Some(at) = (0..self.heading.len()).find(|&at| is_lead_in(at)) {
            let lead_in = self.heading.split_off(at).into_iter();
            self.paragraphs
                .splice(..0, lead_in.map(|part| (part, Role::Box)));
        }
    }

    /// Adds names to the authors, each once.
    pub(crate) fn add_authors(&mut self, names: &[String]) {
        for name in names {
            if self.known.insert(name.clone()) {
                self.authors.push(name.clone());
            }
        }
    }

    /// Puts the text together: headline block, then paragraphs, joined by `\n`.
    pub(crate) fn finish(mut self, issue_date: Option<Date>) -> Article {
        self.lower_lead_in();
        let mut article = Article {
            section: self.section.take(),
            ..Article::default()
        };
        let roles = title(&self.heading, &mut article.section);
        article.kicker = roles.kicker;
        article.headline = roles.headline;
        article.subtitle = roles.subtitle;
        let mut heading = Vec::new();
        for (at, part) in std::mem::take(&mut self.heading).into_iter().enumerate() {
            if roles.joined.contains(&at) {
                let last: &mut Part = heading
                    .last_mut()
                    .expect("only a line after the first is joined");
                last.push(part);
            } else {
                heading.push(part);
            }
        }
        for part in heading {
            append(&mut article, &part);
        }
        article.heading = Span::new(0, article.text.len());
        let mut lead = String::new();
        let mut in_lead = true;
        for (part, role) in std::mem::take(&mut self.paragraphs) {
            let span = append(&mut article, &part);
            let opening = dateline::opening(&part.text);
            if let Some(found) = opening.dateline
                && article.dateline.is_none()
            {
                article.dateline = Some(found.slice(&part.text).to_owned());
            }
            if let Some(found) = opening.credit {
                article.credits.push(found.shift(span.start as usize));
                self.add_authors(&opening.names);
            }
            if role == Role::Body && in_lead {
                lead.push_str(&part.text);
                lead.push('\n');
                // Features open with speech or a scene; a report says all in its first paragraph.
                in_lead = lead.len() < LEAD
                    && (part.text.starts_with('“') && part.text.ends_with(['”', '…'])
                        || article.subtitle.is_some());
            }
            article.paragraphs.push(Paragraph { span, role });
        }
        article.date = dateline::reported_day(&lead, issue_date);
        let extents = article
            .pieces
            .iter()
            .map(|piece| piece.page)
            .chain(self.bylines.iter().filter_map(Part::extent));
        article.span = extents
            .reduce(|left, right| Span {
                start: left.start.min(right.start),
                end: left.end.max(right.end),
            })
            .unwrap_or_default();
        article.bylines = self
            .bylines
            .into_iter()
            .flat_map(|part| part.pieces)
            .collect();
        article.authors = self.authors;
        article
    }
}

/// Appends one line of the text with its pieces.
fn append(article: &mut Article, part: &Part) -> Span {
    if !article.text.is_empty() {
        article.text.push('\n');
    }
    let start = article.text.len();
    let mut at = start;
    for &page in &part.pieces {
        article.pieces.push(Piece {
            text: Span::new(at, at + page.len()),
            page,
        });
        at += page.len();
    }
    article.text.push_str(&part.text);
    Span::new(start, article.text.len())
}

/// Where `（下转第3版）` begins at the end of a paragraph.
fn continuation(text: &str) -> Option<usize> {
    let (at, _) = text
        .char_indices()
        .rev()
        .take(24)
        .find(|&(_, c)| matches!(fold(c), '(' | '['))?;
    let folded: String = text[at..].chars().map(fold).collect();
    (at > 0 && furniture::is_continuation(&folded)).then_some(at)
}
