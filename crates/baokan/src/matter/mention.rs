//! The mentions of matters on a page, before any is linked.

use jiff::civil::Date;

use crate::analyzer::{Analyzer, ArticleAnalysis};
use crate::corpus::Corpus;
use crate::mark::Level;
use crate::record::{Deliberation, Directive, Incident, Status};
use crate::span::Span;

use super::place::{Spot, spots};
use super::standing;
use super::wording::{Term, name, terms};
use super::{MatterKind, MatterState, Mention};

/// A mention with what it is compared by.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) mention: Mention,
    /// What the matter is called here.
    pub(super) name: String,
    /// In which home region a bare name is to be understood.
    pub(super) home: String,
    pub(super) spots: Vec<Spot>,
    pub(super) terms: Vec<Term>,
    /// How many mentions before this one the one stands that its record ties it to: a measure to its issue.
    pub(super) tied: Option<usize>,
    /// Whether it may open a matter; a clause whose place or work is not said plainly only joins one.
    pub(super) opens: bool,
}

/// What the mentions of an article are made from.
pub(super) struct Source<'a> {
    pub(super) analyzer: &'a Analyzer,
    pub(super) analysis: &'a ArticleAnalysis,
    pub(super) article: usize,
    pub(super) date: Option<Date>,
    pub(super) home: &'a str,
}

/// Adds the mentions on a page of the corpus.
pub(super) fn of_page(corpus: &Corpus, number: usize, found: &mut Vec<Candidate>) {
    let (analyzer, page) = (corpus.analyzer(), &corpus.pages()[number]);
    let (region, outlet) = (page.page.region.as_deref(), page.page.outlet.as_deref());
    let home = analyzer.places().home(region, outlet);
    let home = home.map_or_else(
        || outlet.unwrap_or_default().to_owned(),
        |code| code.to_string(),
    );
    for (article, analysis) in corpus.articles_of(number).zip(&page.articles) {
        let source = Source {
            analyzer,
            analysis,
            article,
            date: analysis.article.date.or(page.page.issue_date),
            home: &home,
        };
        let from = found.len();
        let records = &analysis.records;
        for deliberation in &records.deliberations {
            source.deliberation(deliberation, found);
        }
        for incident in &records.incidents {
            source.incident(incident, found);
        }
        for directive in &records.directives {
            source.directive(directive, found);
        }
        let told: Vec<Span> = found[from..].iter().map(|one| one.mention.span).collect();
        standing::standings(&source, &told, found);
    }
}

impl Source<'_> {
    pub(super) fn text(&self) -> &str {
        &self.analysis.article.text
    }

    /// A mention of `span`, with nothing said yet of who and when.
    pub(super) fn mention(&self, span: Span, state: MatterState, kind: MatterKind) -> Mention {
        Mention {
            article: self.article,
            date: self.date,
            state,
            kind,
            span,
            place: None,
            code: None,
            responsible: Vec::new(),
            deadline: None,
            due: None,
        }
    }

    /// The mention with what it is compared by; `left_out` are the spans of its record's other fields.
    pub(super) fn candidate(
        &self,
        mention: Mention,
        spots: Vec<Spot>,
        left_out: &[Span],
    ) -> Candidate {
        let terms = terms(self.analyzer, self.analysis, mention.span, left_out);
        let mut candidate = Candidate {
            name: match mention.kind {
                // These are no sentences: they are what the matter is called.
                MatterKind::Issue | MatterKind::Incident => mention.span.slice(self.text()).into(),
                _ => name(self.text(), mention.span, &terms),
            },
            mention,
            home: self.home.to_owned(),
            spots,
            terms,
            tied: None,
            opens: true,
        };
        // The finest place tells most; of several the first. A matter that lies in nothing finer than a work
        // (a road) lies there.
        let finest = candidate
            .spots
            .iter()
            .rev()
            .max_by_key(|spot| (!spot.is_work, spot.level));
        if let Some(spot) = finest {
            candidate.mention.place = Some(spot.span);
            candidate.mention.code.clone_from(&spot.code);
        }
        candidate
    }

    /// The sentence `at` lies in.
    fn sentence(&self, at: u32) -> Option<Span> {
        let sentences = &self.analysis.sentences;
        let after = sentences.partition_point(|sentence| sentence.span.start <= at);
        let span = sentences.get(after.checked_sub(1)?)?.span;
        (at < span.end).then_some(span)
    }

    /// The spots named in `span`.
    fn spots(&self, span: Span) -> Vec<Spot> {
        spots(self.analysis, span.start as usize, span.end as usize)
    }

    fn deliberation(&self, deliberation: &Deliberation, found: &mut Vec<Candidate>) {
        let from = found.len();
        let body = self.spots(deliberation.body);
        // Residents who meet in their quarter speak of their quarter, unless they name another.
        let meets = deliberation
            .venue
            .or_else(|| self.sentence(deliberation.body.start));
        let mut venue = meets.map_or_else(Vec::new, |meets| self.spots(meets));
        venue.retain(|spot| spot.level == Level::Poi && !spot.is_work);
        venue.truncate(if venue.len() == 1 { 1 } else { 0 });
        let within = |span: Span| {
            let mut spots = self.spots(span);
            let names_spot = spots.iter().any(|spot| spot.level == Level::Poi);
            spots.extend(venue.iter().filter(|_| !names_spot).cloned());
            spots.extend(body.iter().cloned());
            spots
        };
        let date = deliberation.date.or(self.date);
        for issue in &deliberation.issues {
            let mention = Mention {
                date,
                ..self.mention(issue.span, MatterState::Raised, MatterKind::Issue)
            };
            let left_out: Vec<Span> = issue.raised_by.into_iter().chain(issue.channel).collect();
            found.push(self.candidate(mention, within(issue.span), &left_out));
        }
        for measure in &deliberation.measures {
            let mention = Mention {
                date,
                responsible: measure.responsible.clone(),
                deadline: measure.deadline,
                due: measure
                    .deadline
                    .and_then(|span| self.analysis.marks.last_day(span)),
                ..self.mention(measure.span, MatterState::Decided, MatterKind::Measure)
            };
            let actors = measure.responsible.iter().chain(&measure.partners).copied();
            let rest = measure.deadline.into_iter().chain(measure.consequence);
            let left_out: Vec<Span> = actors.chain(rest).collect();
            let mut candidate = self.candidate(mention, within(measure.span), &left_out);
            candidate.tied = measure.issue.map(|issue| found.len() - (from + issue));
            found.push(candidate);
        }
    }

    /// A hazard is one mention as it is found and, where it was dealt with, another as it is then.
    fn incident(&self, incident: &Incident, found: &mut Vec<Candidate>) {
        let mut spots = incident
            .place
            .map_or_else(Vec::new, |place| self.spots(place));
        if let Some(sentence) = self.sentence(incident.hazard.start) {
            let known: Vec<_> = spots.iter().map(|spot| spot.level).collect();
            let more = self.spots(sentence).into_iter();
            spots.extend(more.filter(|spot| !known.contains(&spot.level)));
        }
        let state = match incident.status {
            Some(Status::Resolved) => MatterState::Done,
            Some(Status::InProgress) => MatterState::InProgress,
            Some(Status::Reported) | None => MatterState::Raised,
        };
        let by = |mention| Mention {
            responsible: incident.responsible.clone(),
            ..mention
        };
        let dealt_with = incident.action.filter(|_| state != MatterState::Raised);
        let raised = match dealt_with {
            Some(_) => self.mention(incident.hazard, MatterState::Raised, MatterKind::Incident),
            None => by(self.mention(incident.hazard, state, MatterKind::Incident)),
        };
        found.push(self.candidate(raised, spots.clone(), &[]));
        if let Some(action) = dealt_with {
            let mention = by(self.mention(action, state, MatterKind::Incident));
            let mut candidate = self.candidate(mention, spots, &incident.responsible);
            candidate.tied = Some(1);
            found.push(candidate);
        }
    }

    /// Most directives call for effort. One that names a work and where it stands is a matter.
    fn directive(&self, directive: &Directive, found: &mut Vec<Candidate>) {
        let spots = self.spots(directive.span);
        if spots
            .iter()
            .all(|spot| spot.code.is_none() && !spot.is_work)
        {
            return;
        }
        let mention = Mention {
            responsible: directive.responsible.clone(),
            deadline: directive.deadline,
            due: directive
                .deadline
                .and_then(|span| self.analysis.marks.last_day(span)),
            ..self.mention(directive.span, MatterState::Decided, MatterKind::Directive)
        };
        let actors = directive.responsible.iter().copied();
        let left_out: Vec<Span> = actors.chain(directive.deadline).collect();
        let candidate = self.candidate(mention, spots, &left_out);
        if candidate
            .terms
            .iter()
            .any(|term| term.is_head && term.is_work)
        {
            found.push(candidate);
        }
    }
}
