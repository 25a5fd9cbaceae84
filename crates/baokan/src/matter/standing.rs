//! Clauses that tell how a work stands: `昨日,某小区新建的电动车充电棚投入使用`.
//!
//! No record is made of them, since nobody is met, ordered or warned; but this is how what was promised is
//! reported done, weeks later and without the words of the session that decided it.

use jiff::ToSpan;

use crate::mark::Level;
use crate::record::is_stop;
use crate::span::{Span, floor};

use super::mention::{Candidate, Source};
use super::place::{Spot, spots};
use super::vocabulary::{Cues, Vocabulary};
use super::{MatterKind, MatterState, Mention};

/// No clause is longer, in bytes: what goes on without a mark is a table or a damaged page.
const CLAUSE: usize = 300;
/// How many clauses back in its sentence the work may be named: `村道亮化工程历时两月,目前已全部完工`.
const CLAUSES_BACK: usize = 2;
/// How many sentences back in its paragraph the place may be named.
const SENTENCES_BACK: usize = 3;

/// Adds the clauses that tell how a work stands, but for those that overlap a span in `told`, which a
/// record tells already.
pub(super) fn standings(source: &Source<'_>, told: &[Span], found: &mut Vec<Candidate>) {
    let text = source.text();
    let told = merged(told);
    let cues: Vec<_> = Vocabulary::shipped()
        .cues(text)
        .filter(|(span, _)| is_of_words(source, *span))
        .collect();
    let mut states = cues
        .iter()
        .filter(|(_, cue)| cue.any(Cues::STATE))
        .peekable();
    while let Some(&(span, cue)) = states.next() {
        let Some(reading) = Reading::new(source, &cues, span) else {
            continue;
        };
        // The last word of a clause says how it stands: `抓紧施工后建成通车`.
        let goes_on = |next: &&(Span, Cues)| reading.clause.contains(next.0);
        if states.peek().is_some_and(goes_on) {
            continue;
        }
        let Some(state) = reading.state(cue) else {
            continue;
        };
        found.extend(reading.candidate(source, state, &told));
    }
}

/// Whether a cue begins and ends where words do. Longer cues are not checked: what jieba makes of four
/// characters in a row is no evidence against them.
fn is_of_words(source: &Source<'_>, cue: Span) -> bool {
    if cue.len() > 2 * '字'.len_utf8() {
        return true;
    }
    let words = &source.analysis.words;
    let first = words.partition_point(|word| word.span.start < cue.start);
    let begins = words
        .get(first)
        .is_some_and(|word| word.span.start == cue.start);
    let ends = words[first..]
        .iter()
        .take_while(|word| word.span.end <= cue.end)
        .any(|word| word.span.end == cue.end);
    begins && ends
}

/// A clause with a word of state.
struct Reading<'a> {
    text: &'a str,
    cues: &'a [(Span, Cues)],
    cue: Span,
    /// Index of its sentence.
    sentence: usize,
    sentence_span: Span,
    clause: Span,
}

impl<'a> Reading<'a> {
    /// The clause a cue stands in; none in the headline block.
    fn new(source: &Source<'a>, cues: &'a [(Span, Cues)], cue: Span) -> Option<Self> {
        let analysis = source.analysis;
        let text = analysis.article.text.as_str();
        let after = analysis
            .sentences
            .partition_point(|sentence| sentence.span.start <= cue.start);
        let sentence = after.checked_sub(1)?;
        let sentence_span = analysis.sentences[sentence].span;
        if !sentence_span.contains(cue) {
            return None;
        }
        let start = clause_start(text, sentence_span, cue.start as usize);
        let end = clause_end(text, sentence_span, cue.end as usize);
        Some(Self {
            text,
            cues,
            cue,
            sentence,
            sentence_span,
            clause: Span::new(start, end),
        })
    }

    /// How the work stands by the clause; `None` where it tells no fact.
    fn state(&self, cue: Cues) -> Option<MatterState> {
        let before = self.cues_in(self.clause.start, self.cue.start);
        let mut plan = false;
        for (_, before) in before {
            if before.any(Cues::BAR) {
                return None;
            }
            plan |= before.any(Cues::PLAN);
        }
        let behind = self.cues_in(self.cue.end, self.clause.end).first();
        let is_attribute = behind
            .is_some_and(|(span, behind)| span.start == self.cue.end && behind.any(Cues::AFTER));
        let asks = self
            .cues_in(self.clause.end, self.sentence_span.end)
            .iter()
            // A question has its word near its end mark.
            .rev()
            .take(4)
            .any(|(_, cue)| cue.any(Cues::ASK));
        if is_attribute || asks {
            return None;
        }
        if cue.any(Cues::DONE) {
            Some(if plan {
                MatterState::Decided
            } else {
                MatterState::Done
            })
        } else if cue.any(Cues::START) {
            Some(if plan {
                MatterState::Decided
            } else {
                MatterState::InProgress
            })
        } else if cue.any(Cues::PROGRESS) {
            // `要加快推进` says nothing of whether anything was begun.
            (!plan).then_some(MatterState::InProgress)
        } else {
            cue.any(Cues::DECIDED).then_some(MatterState::Decided)
        }
    }

    /// The mention the clause makes.
    fn candidate(
        &self,
        source: &Source<'_>,
        state: MatterState,
        told: &[Span],
    ) -> Option<Candidate> {
        let mut stretch = self.clause;
        let mut candidate = None;
        for _ in 0..=CLAUSES_BACK {
            if is_told(told, stretch) || self.is_past(source, stretch) {
                return None;
            }
            let (spots, is_named) = self.spots(source, stretch);
            let mention = self.mention(source, stretch, state);
            let read = source.candidate(mention, spots, &[]);
            let mut heads = read.terms.iter().filter(|term| term.is_head).peekable();
            if heads.peek().is_some() {
                candidate = Some(Candidate {
                    opens: is_named && heads.any(|head| head.is_work),
                    ..read
                });
                break;
            }
            if stretch.start <= self.sentence_span.start {
                break;
            }
            // One before the mark that ends the clause before.
            let mark = self.text[..stretch.start as usize].chars().next_back();
            let end = stretch.start as usize - mark.map_or(0, char::len_utf8);
            stretch.start = clause_start(self.text, self.sentence_span, end) as u32;
        }
        candidate.filter(|candidate| !candidate.spots.is_empty())
    }

    fn mention(&self, source: &Source<'_>, stretch: Span, state: MatterState) -> Mention {
        let trimmed = stretch.slice(self.text).trim();
        let lead = stretch.slice(self.text).len() - stretch.slice(self.text).trim_start().len();
        let start = stretch.start as usize + lead;
        let span = Span::new(start, start + trimmed.len());
        let mention = source.mention(span, state, MatterKind::Project);
        if state != MatterState::Decided {
            return mention;
        }
        // A day to come in a promise is the day it is promised for.
        let times = &source.analysis.marks.times;
        let first = times.partition_point(|time| time.span.start < span.start);
        let mut inside = times[first..]
            .iter()
            .take_while(|time| time.span.end <= span.end);
        let deadline = inside.find(|time| {
            time.to
                .zip(mention.date)
                .is_some_and(|(to, date)| to > date)
        });
        Mention {
            deadline: deadline.map(|time| time.span),
            due: deadline.and_then(|time| time.to),
            ..mention
        }
    }

    /// Whether the clause looks back: `该桥2015年建成通车` is no news.
    fn is_past(&self, source: &Source<'_>, stretch: Span) -> bool {
        let Some(long_ago) = source.date.and_then(|date| date.checked_sub(1.year()).ok()) else {
            return false;
        };
        let times = &source.analysis.marks.times;
        let first = times.partition_point(|time| time.span.start < stretch.start);
        times[first..]
            .iter()
            .take_while(|time| time.span.end <= stretch.end)
            .any(|time| time.to.is_some_and(|to| to < long_ago))
    }

    /// The places of the clause and, for levels it leaves open, of its sentence up to there; else of the
    /// sentences before it, else of the one body the article says deliberates. And whether the
    /// sentence itself names a place that tells matters apart.
    fn spots(&self, source: &Source<'_>, stretch: Span) -> (Vec<Spot>, bool) {
        let analysis = source.analysis;
        let mut found = spots(analysis, stretch.start as usize, stretch.end as usize);
        let add = |found: &mut Vec<Spot>, more: Vec<Spot>| {
            let known: Vec<(Level, bool)> = found
                .iter()
                .map(|spot| (spot.level, spot.is_work))
                .collect();
            let new = |spot: &Spot| !known.iter().any(|&(level, _)| level == spot.level);
            found.extend(more.into_iter().filter(new));
        };
        let from = self
            .sentence_span
            .start
            .max(stretch.start.saturating_sub(CLAUSE as u32));
        let from = floor(self.text, from as usize);
        add(&mut found, spots(analysis, from, stretch.start as usize));
        let tells_apart = |spots: &[Spot]| spots.iter().any(|spot| spot.level != Level::Town);
        if tells_apart(&found) {
            return (found, true);
        }
        let paragraph = analysis.sentences[self.sentence].paragraph;
        let earlier = analysis.sentences[..self.sentence].iter().rev();
        for sentence in earlier.take(SENTENCES_BACK) {
            if sentence.paragraph != paragraph || tells_apart(&found) {
                break;
            }
            let end = sentence.span.end as usize;
            let start = end.saturating_sub(CLAUSE).max(sentence.span.start as usize);
            add(&mut found, spots(analysis, floor(self.text, start), end));
        }
        if let ([only], false) = (&analysis.records.deliberations[..], tells_apart(&found)) {
            let body = only.body;
            add(
                &mut found,
                spots(analysis, body.start as usize, body.end as usize),
            );
        }
        (found, false)
    }

    /// The cues that lie in `from..to`.
    fn cues_in(&self, from: u32, to: u32) -> &'a [(Span, Cues)] {
        let first = self.cues.partition_point(|(span, _)| span.start < from);
        let rest = &self.cues[first..];
        &rest[..rest.partition_point(|(span, _)| span.end <= to)]
    }
}

/// The spans in text order, those that overlap as one.
fn merged(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    spans.dedup_by(|next, span| {
        let overlaps = next.start < span.end;
        if overlaps {
            span.end = span.end.max(next.end);
        }
        overlaps
    });
    spans
}

/// Whether one of the spans, which do not overlap, shares a character with `stretch`.
fn is_told(told: &[Span], stretch: Span) -> bool {
    let first = told.partition_point(|span| span.end <= stretch.start);
    told.get(first).is_some_and(|span| span.overlaps(stretch))
}

/// Where the clause that `at` lies in begins.
fn clause_start(text: &str, sentence: Span, at: usize) -> usize {
    let floor = floor(text, at.saturating_sub(CLAUSE).max(sentence.start as usize));
    let stop = text[floor..at]
        .char_indices()
        .rev()
        .find(|&(_, c)| is_stop(c));
    stop.map_or(floor, |(offset, c)| floor + offset + c.len_utf8())
}

/// Where the clause that `at` lies in ends.
fn clause_end(text: &str, sentence: Span, at: usize) -> usize {
    let ceiling = floor(text, (at + CLAUSE).min(sentence.end as usize)).max(at);
    text[at..ceiling]
        .find(is_stop)
        .map_or(ceiling, |offset| at + offset)
}
