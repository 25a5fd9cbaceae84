//! An article while its parts are collected, and how they become its text.

mod title;

use jiff::civil::Date;

use super::byline::Byline;
use super::dateline;
use super::heading::closing_byline;
use super::{Article, Paragraph, Piece, Role};
use crate::layout::furniture;
use crate::layout::part::Part;
use crate::layout::shape::{Mark, Shape};
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
pub(crate) struct Draft<'p> {
    pub(crate) section: Option<String>,
    pub(crate) heading: Vec<Part<'p>>,
    pub(crate) paragraphs: Vec<(Part<'p>, Role)>,
    pub(crate) bylines: Vec<Part<'p>>,
    pub(crate) authors: Vec<String>,
    /// Furniture cut off the end of a paragraph: `（下转第3版）`.
    pub(crate) continuations: Vec<Part<'p>>,
    /// A byline closed the article.
    pub(crate) closed: bool,
    /// A paragraph of running text stands in it.
    pub(crate) has_body: bool,
    /// A paragraph that is no box stands in it.
    has_text: bool,
    /// The authors once more, for pages that sign with endless names.
    known: FxHashSet<String>,
}

impl<'p> Draft<'p> {
    pub(crate) fn is_empty(&self) -> bool {
        self.heading.is_empty() && self.paragraphs.is_empty()
    }

    /// Whether nothing but a box stands in it yet: an editor's note before its headline.
    pub(crate) fn awaits_heading(&self) -> bool {
        self.heading.is_empty() && !self.has_text
    }

    /// Adds running text, and cuts off the byline in brackets that closes it.
    pub(crate) fn push(&mut self, part: Part<'p>, role: Role) {
        let mut part = part;
        if let Some(at) = continuation(&part.text, &part.shape) {
            let (body, furniture) = part.split(at);
            self.continuations.push(furniture);
            part = body;
        }
        if let Some((at, found)) = closing_byline(&part.text) {
            let (body, byline) = part.split(at);
            self.sign(byline, &found);
            self.closed = true;
            part = body;
        }
        if !part.text.is_empty() {
            self.has_body |= role == Role::Body;
            self.has_text |= role != Role::Box;
            self.paragraphs.push((part, role));
        }
    }

    /// Adds a byline that stands outside the text.
    pub(crate) fn sign(&mut self, part: Part<'p>, byline: &Byline) {
        self.add_authors(&byline.names);
        self.bylines.push(part);
    }

    /// `山里来了新邻居(村口闲谈)` + `路修好了,人留下了,老屋里又有了灯`: below a headline that ends in its column's name, a
    /// sentence is the lead-in of the text.
    fn lower_lead_in(&mut self) {
        let is_lead_in = |at: usize| {
            let text = &self.heading[at].text;
            let shape = &self.heading[at].shape;
            at > 0
                && shape.characters >= 18
                && shape.has(Mark::Comma)
                && bracketed_section(&self.heading[at - 1].text).is_some()
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
        let paragraphs = std::mem::take(&mut self.paragraphs);
        let parts = || {
            self.heading
                .iter()
                .chain(paragraphs.iter().map(|(part, _)| part))
        };
        article
            .text
            .reserve(parts().map(|part| part.text.len() + 1).sum());
        article
            .pieces
            .reserve(parts().map(|part| part.pieces.len()).sum());
        for (at, part) in self.heading.iter().enumerate() {
            append(&mut article, part, !roles.joined.contains(&at));
        }
        article.heading = Span::new(0, article.text.len());
        let mut lead = Lead::default();
        for (part, role) in &paragraphs {
            let span = append(&mut article, part, true);
            let opening = dateline::opening(&part.text, &part.shape);
            if let Some(found) = opening.dateline
                && article.dateline.is_none()
            {
                article.dateline = Some(found.slice(&part.text).to_owned());
            }
            if let Some(found) = opening.credit {
                article.credits.push(found.shift(span.start as usize));
                self.add_authors(&opening.names);
            }
            if *role == Role::Body {
                lead.read(part, article.subtitle.is_some(), issue_date);
            }
            article.paragraphs.push(Paragraph { span, role: *role });
        }
        article.date = lead.day;
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

/// The first paragraphs, and the day they report.
#[derive(Default)]
struct Lead {
    day: Option<Date>,
    /// Bytes read.
    length: usize,
    /// Characters read.
    characters: usize,
    over: bool,
}

impl Lead {
    /// Reads one paragraph of running text.
    fn read(&mut self, part: &Part<'_>, subtitled: bool, issue_date: Option<Date>) {
        if self.over {
            return;
        }
        let left = dateline::LEAD.saturating_sub(self.characters);
        if self.day.is_none() && left > 0 && part.shape.has(Mark::Month) {
            let end = part.text.char_indices().nth(left);
            let head = end.map_or(&*part.text, |(at, _)| &part.text[..at]);
            self.day = dateline::reported_day(head, issue_date);
        }
        self.length += part.text.len() + 1;
        self.characters += part.shape.len() + 1;
        // Features open with speech or a scene; a report says all in its first paragraph.
        let scene = part.text.starts_with('“') && part.text.ends_with(['”', '…']);
        self.over = self.length >= LEAD || !(scene || subtitled);
    }
}

/// Appends a part with its pieces, on a line of its own or on the last one.
fn append(article: &mut Article, part: &Part<'_>, on_new_line: bool) -> Span {
    if on_new_line && !article.text.is_empty() {
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
fn continuation(text: &str, shape: &Shape) -> Option<usize> {
    if !shape.has(Mark::Page) {
        return None;
    }
    let (at, _) = text
        .char_indices()
        .rev()
        .take(24)
        .find(|&(_, c)| matches!(fold(c), '(' | '['))?;
    let folded: String = text[at..].chars().map(fold).collect();
    (at > 0 && furniture::is_continuation(&folded, shape)).then_some(at)
}
