//! Where one sat, and who sat there.

use std::ops::Range;

use super::clause::{is_stop, pieces, quoted, span, trim};
use super::vocabulary::{Words, window, window_before};
use crate::record::Context;
use crate::span::Span;

/// No report lists more groups of people.
const PEOPLE: usize = 60;

/// Sentences at the beginning of a report in which the setting is told.
const OPENING: usize = 12;

/// Where the session was held: `在柳岸小区的石桌旁`, `在村文化礼堂召开`.
pub(super) fn venue(context: &Context, stretch: &Range<usize>) -> Option<Span> {
    let text = &context.article.text;
    let words = Words::new(context);
    opening(context, stretch).find_map(|sentence| {
        let slice = &text[sentence.clone()];
        slice.match_indices('在').find_map(|(at, lead)| {
            let from = at + lead.len();
            let near = window(&slice[from..], 32);
            let near = &near[..near.find(is_stop).unwrap_or(near.len())];
            let (_, mut end) = words.venue().first(near)?;
            while let Some(more) = words.venue().begin(&near[end..]) {
                end += more;
            }
            if near[end..].starts_with(['旁', '内', '里', '前', '下']) {
                end += '旁'.len_utf8();
            }
            let behind = &near[end..];
            let begins = behind.is_empty()
                || words
                    .hold()
                    .first(behind)
                    .is_some_and(|(start, _)| start <= 6)
                || behind.starts_with(['，', ',', '，'])
                || words
                    .attend()
                    .first(behind)
                    .is_some_and(|(start, _)| start <= 15)
                || words.session().are_in(behind);
            let built = near[..end].contains(['了', '把'])
                || slice[..at].ends_with(['现', '正', '建', '坐', '实']);
            (begins && !built && !quoted(context, sentence.start + at)).then(|| {
                let start = after_body(context, sentence.start + from, sentence.start + from + end);
                span(&trim(text, start..sentence.start + from + end))
            })
        })
    })
}

/// Passes over the units a venue lies in (`河西街道柳湾社区` `柳岸小区的石桌旁`).
fn after_body(context: &Context, start: usize, end: usize) -> usize {
    use crate::mark::Level;
    let places = &context.marks.places;
    let mut at = start;
    while let Ok(found) = places.binary_search_by_key(&(at as u32), |place| place.span.start) {
        let place = &places[found];
        if place.level == Level::Poi || place.span.end as usize >= end {
            break;
        }
        at = place.span.end as usize;
    }
    at
}

fn opening<'a>(
    context: &'a Context,
    stretch: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let end = stretch.end;
    let from = context
        .sentences
        .partition_point(|sentence| (sentence.span.start as usize) < stretch.start);
    context.sentences[from..]
        .iter()
        .take(OPENING)
        .map(|sentence| sentence.span.range())
        .take_while(move |sentence| sentence.start < end)
}

/// Who sat there: the list before a verb of attending (`居民代表、物业代表参加`), or behind one of inviting
/// (`邀请人大代表、职能部门负责人`).
pub(super) fn participants(context: &Context, stretch: &Range<usize>) -> Vec<Span> {
    let text = &context.article.text;
    let words = Words::new(context);
    let mut out: Vec<Span> = Vec::new();
    let mut left = 2;
    for sentence in opening(context, stretch) {
        // Who sat there is told in one go.
        if !out.is_empty() {
            left -= 1;
        }
        if left == 0 {
            break;
        }
        let slice = &text[sentence.clone()];
        for (start, _) in words.attend().find(slice) {
            if out.len() >= PEOPLE || quoted(context, sentence.start + start) {
                continue;
            }
            let before = window_before(&slice[..start], 80);
            let skipped = start - before.len();
            let begin = before.rfind(is_stop).map_or(skipped, |at| {
                skipped + at + before[at..].chars().next().map_or(0, char::len_utf8)
            });
            let list = &slice[begin..start];
            let begin = words
                .invite()
                .first(list)
                .map_or(begin, |(_, end)| begin + end);
            if !out
                .iter()
                .any(|known| known.end as usize > sentence.start + begin)
            {
                out.extend(people(
                    context,
                    sentence.start + begin..sentence.start + start,
                ));
            }
        }
        for (_, end) in words.invite().find(slice) {
            let from = sentence.start + end;
            if out.len() >= PEOPLE
                || quoted(context, from)
                || out.iter().any(|known| known.end as usize > from)
            {
                continue;
            }
            let rest = window(&slice[end..], 80);
            let length = rest.find(is_stop).unwrap_or(rest.len());
            out.extend(people(context, from..from + length));
        }
    }
    out
}

/// The people a list names; a piece that names none ends it.
fn people(context: &Context, range: Range<usize>) -> Vec<Span> {
    let text = &context.article.text;
    let words = Words::new(context);
    let mut out = Vec::new();
    for piece in pieces(text, range, |character| {
        matches!(character, '、' | '和' | '及' | '与')
    }) {
        let slice = &text[piece.clone()];
        let cut = ['等', '共', '一']
            .iter()
            .filter_map(|&mark| slice.find(mark))
            .find(|&at| at > 0 && slice[at..].chars().count() <= 8);
        let piece = trim(text, piece.start..piece.start + cut.unwrap_or(slice.len()));
        let slice = &text[piece.clone()];
        let person = context
            .marks
            .persons
            .get(
                context
                    .marks
                    .persons
                    .partition_point(|person| (person.span.start as usize) < piece.start),
            )
            .is_some_and(|person| person.span.end as usize <= piece.end);
        let role = words
            .actor()
            .last(slice)
            .is_some_and(|(_, end)| end == slice.len())
            || words.plural().without_end(slice).is_some();
        let told = slice.contains(['把', '让', '使', '得', '了', '不', '是', '说', '将', '没']);
        if (person || role) && !told && !slice.starts_with('的') && slice.chars().count() <= 30 {
            out.push(span(&piece));
        }
    }
    out
}
