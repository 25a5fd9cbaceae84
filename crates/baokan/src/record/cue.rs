//! Cue words of a kind of record, and the small questions every kind asks of the text around one.

use super::Context;
use super::vocabulary::Record;
use crate::span::{Span, floor};

/// Names the kinds of one vocabulary: a bit for each, and `NAMES`, their names in the data file.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $term:literal;)*) => {
        pub(super) const NAMES: &[&str] = &[$($term),*];
        $crate::record::cue::kinds!(@bit 0; $($(#[$doc])* $name;)*);
    };
    (@bit $at:expr; $(#[$doc:meta])* $name:ident; $($rest:tt)*) => {
        $(#[$doc])* pub(super) const $name: u64 = 1 << ($at);
        $crate::record::cue::kinds!(@bit $at + 1; $($rest)*);
    };
    (@bit $at:expr;) => {};
}
pub(super) use kinds;

/// A cue word in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// Where it stands.
    pub(super) span: Span,
    /// One bit for each kind, in the order of its list's kinds.
    pub(super) kinds: u64,
}

/// Someone or something that can act or be told: a person, a body, a place as a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Actor {
    /// The name; of a chain of places (`某县某镇某村`) the last.
    pub(super) span: Span,
    /// Where the chain begins.
    pub(super) start: usize,
    /// What it is.
    pub(super) kind: ActorKind,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActorKind {
    Person,
    Org,
    Place,
}

/// An article as one kind of record reads it: with the cue words of its list.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) text: &'a str,
    record: Record,
}

impl Cue {
    /// Whether it is a cue of one of the kinds.
    pub(super) fn is(self, kinds: u64) -> bool {
        self.kinds & kinds != 0
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(context: &'a Context<'a>, record: Record) -> Self {
        Self {
            context,
            text: &context.article.text,
            record,
        }
    }

    /// All cues in text order.
    pub(super) fn cues(&self) -> &'a [Cue] {
        self.context.hits.of(self.record)
    }

    /// Whether the article may have cues of one of the kinds.
    pub(super) fn may_have(&self, kinds: u64) -> bool {
        self.context.hits.has(self.record, kinds)
    }

    /// The cues that lie in `from..to`.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a [Cue] {
        self.context.hits.between(self.record, from, to)
    }

    /// Whether a cue of one of the kinds lies in `from..to`.
    pub(super) fn has(&self, from: usize, to: usize, kinds: u64) -> bool {
        self.may_have(kinds) && self.between(from, to).iter().any(|cue| cue.is(kinds))
    }

    /// Index of the sentence `at` lies in; none in the headline block.
    pub(super) fn sentence(&self, at: usize) -> Option<usize> {
        let sentences = self.context.sentences;
        let after = sentences.partition_point(|sentence| sentence.span.start as usize <= at);
        let index = after.checked_sub(1)?;
        (at < sentences[index].span.end as usize).then_some(index)
    }

    /// Whether `at` lies in direct speech.
    pub(super) fn is_spoken(&self, at: usize) -> bool {
        let quotes = &self.context.marks.quotes;
        let after = quotes.partition_point(|quote| quote.span.start as usize <= at);
        after > 0 && at < quotes[after - 1].span.end as usize
    }

    /// Where the clause `at` lies in begins: behind a comma, a semicolon, a colon or an end mark, at
    /// most `reach` bytes before it.
    pub(super) fn clause_start(&self, at: usize, reach: usize) -> usize {
        let floor = self.floor(at.saturating_sub(reach));
        let before = self.context.hits.marks(floor, at);
        let stop = before.iter().rfind(|mark| is_stop(mark.letter));
        stop.map_or(floor, |mark| mark.end())
    }

    /// Where the clause `at` lies in ends, at most `reach` bytes after it.
    pub(super) fn clause_end(&self, at: usize, reach: usize) -> usize {
        let ceiling = self.floor((at + reach).min(self.text.len())).max(at);
        let after = self.context.hits.marks(at, ceiling);
        let stop = after.iter().find(|mark| is_stop(mark.letter));
        stop.map_or(ceiling, |mark| mark.at)
    }

    /// The last character boundary at or before `at`.
    pub(super) fn floor(&self, at: usize) -> usize {
        floor(self.text, at)
    }

    /// The persons, bodies and places that lie in `from..to`, in text order.
    ///
    /// Of a chain of places only the last is an actor (`某县某镇某村` is the village), and a place
    /// directly before a body is the body's (`某镇林业站`).
    pub(super) fn actors(&self, from: usize, to: usize) -> Vec<Actor> {
        let marks = self.context.marks;
        let mut actors = Vec::new();
        let mut add = |spans: &mut dyn Iterator<Item = Span>, kind| {
            actors.extend(spans.map(|span| Actor {
                span,
                start: span.start as usize,
                kind,
            }));
        };
        add(
            &mut inside(&marks.persons, |mark| mark.span, from, to),
            ActorKind::Person,
        );
        add(
            &mut inside(&marks.orgs, |mark| mark.span, from, to),
            ActorKind::Org,
        );
        add(
            &mut inside(&marks.places, |mark| mark.span, from, to),
            ActorKind::Place,
        );
        actors.sort_by_key(|actor| (actor.span.start, actor.span.end));
        let mut merged: Vec<Actor> = Vec::with_capacity(actors.len());
        for actor in actors {
            match merged.last_mut() {
                Some(last) if last.span.end > actor.span.start => {}
                Some(last)
                    if last.span.end == actor.span.start
                        && last.kind == ActorKind::Place
                        && actor.kind != ActorKind::Person =>
                {
                    *last = Actor {
                        start: last.start,
                        ..actor
                    };
                }
                _ => merged.push(actor),
            }
        }
        merged
    }

    /// The character before `at`.
    pub(super) fn lead(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The text before `at`, at most `bytes` long.
    pub(super) fn before(&self, at: usize, bytes: usize) -> &'a str {
        &self.text[self.floor(at.saturating_sub(bytes))..at]
    }
}

/// The spans of marks, which stand in text order, that lie in `from..to`.
fn inside<'m, T>(
    marks: &'m [T],
    span: impl Fn(&T) -> Span + 'm,
    from: usize,
    to: usize,
) -> impl Iterator<Item = Span> + 'm {
    let first = marks.partition_point(|mark| (span(mark).start as usize) < from);
    marks[first..]
        .iter()
        .map(span)
        .take_while(move |span| (span.start as usize) < to)
        .filter(move |span| span.end as usize <= to)
}

/// Whether a character ends a clause.
pub(crate) fn is_stop(character: char) -> bool {
    matches!(
        character,
        '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '!' | '？' | '?' | '…' | '—' | '\n'
    )
}

#[cfg(test)]
pub(super) mod harness {
    use std::sync::LazyLock;

    use super::Context;
    use crate::{Analyzer, Options, Page};

    /// Reads a page of one article, a headline and its paragraphs, and hands over what was found.
    pub(in crate::record) fn read<T>(text: &str, records: impl Fn(&Context) -> T) -> T {
        static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| {
            let options = Options {
                issue_date: "2024-05-24".parse().ok(),
                region: Some("330523".into()),
                ..Options::default()
            };
            Analyzer::new(options).unwrap()
        });
        let page = Page {
            text: text.into(),
            ..Page::default()
        };
        let found = ANALYZER.page(page);
        let article = &found.articles[0];
        records(&Context::new(
            &article.article,
            &found.page,
            &article.sentences,
            &article.marks,
            &article.topics,
            ANALYZER.vocabularies(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::harness::read;
    use super::*;
    use crate::record::vocabulary::bits;

    /// Texts of clauses around the first `|`, and the actors of the text.
    #[test]
    fn clauses_and_actors() {
        let text = "天荒坪镇开展演练\n本报讯 5月20日,天荒坪镇大溪村开展演练,通报开展情况。县水利局派人参加。";
        let held = bits(crate::record::activity::LIST.kinds, "hold").unwrap();
        read(text, |context| {
            let reading = Reading::new(context, Record::Activity);
            let verbs: Vec<usize> = reading
                .cues()
                .iter()
                .filter(|cue| cue.is(held))
                .map(|cue| cue.span.start as usize)
                .collect();
            assert_eq!(verbs.len(), 2, "the longer word hides the shorter");
            let start = reading.clause_start(verbs[1], 300);
            let end = reading.clause_end(verbs[1], 300);
            assert_eq!(&reading.text[start..end], "天荒坪镇大溪村开展演练");
            let actors = reading.actors(start, reading.text.len());
            let actors: Vec<&str> = actors
                .iter()
                .map(|actor| actor.span.slice(reading.text))
                .collect();
            assert_eq!(actors, ["大溪村", "县水利局"]);
        });
    }
}
