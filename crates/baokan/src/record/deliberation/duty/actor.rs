//! The bodies that act.

use std::ops::Range;

use super::super::clause::{is_stop, span};
use super::super::vocabulary::{Words, window};
use crate::record::Context;
use crate::span::Span;

/// Characters that no name of a body holds: prepositions, particles and the like.
const NO_NAME: &str = "由对在将把的、向给请让从以按为是不于和与或到至有每";

/// The bodies listed at the beginning of `range`, and where their list ends.
pub(in crate::record) fn actors(context: &Context, range: Range<usize>) -> (Vec<Span>, usize) {
    let text = &context.article.text;
    let words = Words::new(context);
    let mut list = Vec::new();
    let mut at = range.start;
    let mut end = range.start;
    while let Some(found) = actor(context, words, at..range.end) {
        end = found.end;
        list.push(span(&found));
        let rest = &text[end..range.end];
        let behind = rest.trim_start_matches(['、', '和', '与', '及', '以', '或', '者']);
        if behind.len() == rest.len() {
            break;
        }
        at = end + rest.len() - behind.len();
        if list.len() >= 12 {
            break;
        }
    }
    (list, end)
}

/// The body at the beginning of `range`: a name the marks found, or a noun for those who act, with a few
/// words before it that tell which (`各组组长`, `小区物业`).
fn actor(context: &Context, words: Words, range: Range<usize>) -> Option<Range<usize>> {
    let text = &context.article.text;
    if let Some(end) = named(context, &range) {
        // `柳湾社区物业` is the estate's management; `县农机站技术人员` are people of the bureau.
        let place = context
            .marks
            .places
            .binary_search_by_key(&(end as u32), |place| place.span.end)
            .is_ok();
        let noun = words.actor().begin(&text[end..range.end]).filter(|_| place);
        let office = || office(words, &text[end..range.end]).filter(|_| place);
        let end = end + noun.or_else(office).unwrap_or(0);
        return Some(range.start..end);
    }
    let near = window(&text[range.clone()], 12);
    let near = &near[..near.find(is_stop).unwrap_or(near.len())];
    let (start, mut end) = words.actor().first(near)?;
    let prefix = &near[..start];
    let plain = prefix.chars().count() <= 5
        && !prefix.contains(|letter| NO_NAME.contains(letter))
        && !words.owner().are_in(prefix)
        && !words.support().are_in(prefix)
        && !prefix.chars().any(|letter| letter.is_ascii_digit());
    if !plain || prefix.is_empty() && start != 0 {
        return None;
    }
    // Nouns in a row are one body: `物业` + `保安`.
    while let Some(more) = words.actor().begin(&text[range.start + end..range.end]) {
        end += more;
    }
    let rest = &text[range.start + end..range.end];
    if rest.starts_with("负责人") {
        end += "负责人".len();
    }
    Some(range.start..range.start + end)
}

/// The length of the office that begins `text`: `城建办` of `某镇城建办报批`.
fn office(words: Words, text: &str) -> Option<usize> {
    let near = window(text, 6);
    let end = near
        .char_indices()
        .take_while(|&(_, letter)| !is_stop(letter) && !NO_NAME.contains(letter))
        .filter(|&(at, letter)| {
            at >= 6 && matches!(letter, '办' | '站' | '所' | '局' | '中' | '队' | '委')
        })
        .map(|(at, letter)| at + letter.len_utf8())
        .last()?;
    let end = if near[end..].starts_with('心') {
        end + '心'.len_utf8()
    } else {
        end
    };
    let name = &near[..end];
    let is_verb =
        words.owner().are_in(name) || words.support().are_in(name) || words.deed().are_in(name);
    (!is_verb && !name.ends_with('中')).then_some(end)
}

/// The end of the organisation, place or person that begins at the beginning of `range`; of places in a
/// row (`柏树镇大溪村`) the last.
pub(super) fn named(context: &Context, range: &Range<usize>) -> Option<usize> {
    let marks = context.marks;
    let start = range.start as u32;
    let org = marks
        .orgs
        .binary_search_by_key(&start, |org| org.span.start);
    if let Ok(at) = org {
        return Some(marks.orgs[at].span.end as usize).filter(|&end| end <= range.end);
    }
    if let Ok(at) = marks
        .persons
        .binary_search_by_key(&start, |person| person.span.start)
    {
        return Some(marks.persons[at].span.end as usize).filter(|&end| end <= range.end);
    }
    let mut at = marks
        .places
        .binary_search_by_key(&start, |place| place.span.start)
        .ok()?;
    while marks
        .places
        .get(at + 1)
        .is_some_and(|next| next.span.start == marks.places[at].span.end)
    {
        at += 1;
    }
    let end = marks.places[at].span.end as usize;
    (end <= range.end).then_some(end)
}

/// Who stands between 由 and a verb of doing, whatever he is called.
pub(super) fn charged(context: &Context, range: Range<usize>) -> Option<Span> {
    let text = &context.article.text;
    let words = Words::new(context);
    let near = window(&text[range.clone()], 14);
    let near = &near[..near.find(is_stop).unwrap_or(near.len())];
    let (verb, _) = words.deed().first(near)?;
    let who = &near[..verb];
    let count = who.chars().count();
    let is_name = (2..=10).contains(&count)
        && !who.contains(['、', '和', '“', '”'])
        && !who.ends_with(['的', '不', '各', '每'])
        && !words.owner().are_in(who)
        && !words.partner().are_in(who);
    is_name.then(|| Span::new(range.start, range.start + verb))
}
