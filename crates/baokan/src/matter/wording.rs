//! The words that say what a matter is: what is left of a stretch when places, people, bodies, words of
//! state and words that fit every matter are taken away.

use crate::analyzer::{Analyzer, ArticleAnalysis};
use crate::mark::Level;
use crate::record::is_stop;
use crate::span::Span;
use crate::word::Word;

use super::vocabulary::Vocabulary;

/// A word that says what a matter is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) is_noun: bool,
    /// Whether it is the last noun of its clause, which in Chinese is what the clause is about: the lamps, not the
    /// village, in `村道安装路灯36盏`.
    pub(super) is_head: bool,
    /// Whether it names a thing that is built, mended or set up.
    pub(super) is_work: bool,
}

/// More words than this are a list of many things, and compare like none of them.
const MOST: usize = 24;

/// The words of `stretch` but for those in one of `left_out`, each once.
pub(super) fn terms(
    analyzer: &Analyzer,
    analysis: &ArticleAnalysis,
    stretch: Span,
    left_out: &[Span],
) -> Vec<Term> {
    let text = analysis.article.text.as_str();
    let vocabulary = Vocabulary::shipped();
    let names = names(analysis, stretch);
    let mut terms: Vec<Term> = Vec::new();
    // Index of the last noun since the clause began.
    let mut head: Option<usize> = None;
    let close = |terms: &mut Vec<Term>, head: &mut Option<usize>| {
        if let Some(term) = head.take().and_then(|at| terms.get_mut(at)) {
            term.is_head = true;
        }
    };
    let mut names = names.into_iter().peekable();
    for word in words(&analysis.words, stretch) {
        let printed = word.span.slice(text);
        while names.next_if(|name| name.span.end <= word.span.start).is_some() {}
        let mut term = Term {
            text: printed.to_owned(),
            span: word.span,
            is_noun: true,
            is_head: false,
            is_work: true,
        };
        if left_out.iter().any(|span| span.overlaps(word.span)) {
            continue;
        }
        if let Some(name) = names.peek().filter(|name| name.span.overlaps(word.span)) {
            if !name.is_work {
                continue;
            }
            term.span = name.span;
            term.text = name.span.slice(text).to_owned();
        } else {
            let tag = analyzer.tag_name(word.tag);
            if tag == "x" {
                if printed.chars().any(|c| is_stop(c) || c == '、') {
                    close(&mut terms, &mut head);
                }
                continue;
            }
            let one_character = printed.chars().nth(1).is_none();
            term.is_work = vocabulary.is_work(printed);
            // What jieba's model for unknown words guesses is wrong too often to rule a thing out by.
            term.is_noun = tag.starts_with('n') || matches!(tag, "j" | "l" | "i") || term.is_work;
            let says_something = term.is_noun
                || !one_character && matches!(tag.as_bytes(), [b'v' | b'a' | b'b', ..] | b"eng");
            if !says_something || vocabulary.is_plain(printed) {
                continue;
            }
        }
        let at = terms.iter().position(|known| known.text == term.text);
        let is_noun = term.is_noun;
        let at = at.unwrap_or_else(|| {
            terms.push(term);
            terms.len() - 1
        });
        if is_noun {
            head = Some(at);
        }
        if terms.len() == MOST {
            break;
        }
    }
    close(&mut terms, &mut head);
    terms
}

/// What a matter is called: the words around its last head that stand without a gap, `电动车充电棚`.
pub(super) fn name(text: &str, analysis: &ArticleAnalysis, stretch: Span, terms: &[Term]) -> String {
    let Some(head) = terms.iter().rfind(|term| term.is_head) else {
        return stretch.slice(text).to_owned();
    };
    let mut span = head.span;
    for term in terms.iter().rev() {
        if term.span.end == span.start {
            span.start = term.span.start;
        }
    }
    // `改造工程` behind the head says nothing of what it is, but belongs to what it is called.
    let behind = Span::new(head.span.end as usize, stretch.end.max(head.span.end) as usize);
    for word in words(&analysis.words, behind) {
        if !Vocabulary::shipped().is_plain(word.span.slice(text)) || word.span.start != span.end {
            break;
        }
        span.end = word.span.end;
    }
    span.slice(text).to_owned()
}

/// A name that is no word of a matter, or, where it names a work, one word whatever jieba makes of it.
struct Name {
    span: Span,
    is_work: bool,
}

/// The places, persons and organisations that overlap a stretch, in text order.
///
/// Some of them are works themselves: a road, a clinic.
fn names(analysis: &ArticleAnalysis, stretch: Span) -> Vec<Name> {
    let (marks, text) = (&analysis.marks, analysis.article.text.as_str());
    let vocabulary = Vocabulary::shipped();
    let is_work = |span: Span| vocabulary.is_work(span.slice(text));
    let mut names: Vec<Name> = Vec::new();
    for place in overlapping(&marks.places, |place| place.span, stretch) {
        let is_work = place.level == Level::Poi && is_work(place.span);
        names.push(Name { span: place.span, is_work });
    }
    for org in overlapping(&marks.orgs, |org| org.span, stretch) {
        let is_work = is_work(org.span);
        names.push(Name { span: org.span, is_work });
    }
    for person in overlapping(&marks.persons, |person| person.span, stretch) {
        names.push(Name { span: person.span, is_work: false });
    }
    names.sort_by_key(|name| (name.span.start, name.span.end));
    names
}

/// The marks of one kind, which stand in text order, that share a character with `stretch`.
fn overlapping<T>(
    marks: &[T],
    span: impl Fn(&T) -> Span,
    stretch: Span,
) -> impl Iterator<Item = &T> {
    let first = marks.partition_point(|mark| span(mark).end <= stretch.start);
    marks[first..]
        .iter()
        .take_while(move |mark| span(mark).start < stretch.end)
}

/// The words that lie in a stretch.
fn words(words: &[Word], stretch: Span) -> impl Iterator<Item = &Word> {
    let first = words.partition_point(|word| word.span.start < stretch.start);
    words[first..]
        .iter()
        .take_while(move |word| word.span.end <= stretch.end)
}
