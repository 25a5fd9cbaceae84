//! The words that say what a matter is: what is left of a stretch when places, people, bodies, words of
//! state and words that fit every matter are taken away.

use crate::analyzer::{Analyzer, ArticleAnalysis};
use crate::mark::Level;
use crate::span::Span;
use crate::word::Word;

use super::vocabulary::Vocabulary;

/// A word that says what a matter is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) is_noun: bool,
    /// Whether it is a noun that belongs to no other: the rubbish, not the road, in `道路两侧杂物`.
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
    // Index of the noun before the word at hand, when no word stands between.
    let mut noun: Option<usize> = None;
    let close = |terms: &mut Vec<Term>, noun: &mut Option<usize>| {
        if let Some(term) = noun.take().and_then(|at| terms.get_mut(at)) {
            term.is_head = true;
        }
    };
    let mut names = names.into_iter().peekable();
    let works = vocabulary.works(stretch.slice(text));
    let mut works = works
        .map(|work| work.shift(stretch.start as usize))
        .peekable();
    for word in words(&analysis.words, stretch) {
        let printed = word.span.slice(text);
        while names
            .next_if(|name| name.span.end <= word.span.start)
            .is_some()
        {}
        while works.next_if(|work| work.end <= word.span.start).is_some() {}
        let mut term = Term {
            text: printed.to_owned(),
            span: word.span,
            is_noun: true,
            is_head: false,
            is_work: true,
        };
        if left_out.iter().any(|span| span.overlaps(word.span)) {
            close(&mut terms, &mut noun);
            continue;
        }
        if let Some(name) = names.peek().filter(|name| name.span.overlaps(word.span)) {
            if !name.is_work {
                close(&mut terms, &mut noun);
                continue;
            }
            term.span = name.span;
            term.text = name.span.slice(text).to_owned();
        } else if let Some(&work) = works.peek().filter(|work| is_cut(**work, word.span)) {
            term.span = work;
            term.text = work.slice(text).to_owned();
        } else {
            let tag = analyzer.tag_name(word.tag);
            let one_character = printed.chars().nth(1).is_none();
            term.is_work = vocabulary.is_work(printed);
            // What jieba's model for unknown words guesses is wrong too often to rule a thing out by.
            term.is_noun = tag.starts_with('n') || matches!(tag, "j" | "l" | "i") || term.is_work;
            let says_something = term.is_noun
                || !one_character && matches!(tag.as_bytes(), [b'v' | b'a' | b'b', ..] | b"eng");
            let says_nothing = vocabulary.is_plain(printed) || vocabulary.is_standing(printed);
            if !says_something || says_nothing {
                // A noun before a place word or 的 belongs to what follows.
                if tag.starts_with('f') || tag.starts_with("uj") {
                    noun = None;
                }
                close(&mut terms, &mut noun);
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
            noun = Some(at);
        } else {
            close(&mut terms, &mut noun);
        }
        if terms.len() == MOST {
            break;
        }
    }
    close(&mut terms, &mut noun);
    terms
}

/// What a matter is called: the first thing the stretch is about with the words that stand before it without a
/// gap, `电动车充电棚`.
pub(super) fn name(text: &str, stretch: Span, terms: &[Term]) -> String {
    let mut heads = terms.iter().filter(|term| term.is_head);
    let works = heads.clone().find(|head| head.is_work);
    let Some(head) = works.or_else(|| heads.next()) else {
        return stretch.slice(text).to_owned();
    };
    let mut span = head.span;
    for term in terms.iter().rev() {
        if term.span.end == span.start {
            span.start = term.span.start;
        }
    }
    span.slice(text).to_owned()
}

/// Whether a word cuts through the name of a work, as in `路|灯不亮`. A longer word that ends in the name is a
/// more telling name (`文化礼堂`).
fn is_cut(work: Span, word: Span) -> bool {
    work.overlaps(word) && !(word.contains(work) && word.end == work.end)
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
        names.push(Name {
            span: place.span,
            is_work,
        });
    }
    for org in overlapping(&marks.orgs, |org| org.span, stretch) {
        let is_work = is_work(org.span);
        names.push(Name {
            span: org.span,
            is_work,
        });
    }
    for person in overlapping(&marks.persons, |person| person.span, stretch) {
        names.push(Name {
            span: person.span,
            is_work: false,
        });
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
