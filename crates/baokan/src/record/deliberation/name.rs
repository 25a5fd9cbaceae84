//! Names of mechanisms in a text: those of the list, and those a village has coined for itself.
//!
//! Every county has its own (`“拉呱会”`), and no list has them all. A coined name is known by how it is
//! written, between quotation marks or directly behind a verb of holding or a number, and ends as such
//! names do; and by what is told around it: residents who discuss. Where that is missing, it may as well
//! be a fair or a recital.

use std::ops::Range;

use super::clause::{is_stop, quoted};
use super::ordinal::ordinal_at;
use super::vocabulary::{Words, window, window_before};
use crate::record::Context;
use crate::width::is_han;

/// No name between quotation marks is longer, in characters.
const QUOTED: usize = 10;

/// No name without them is, its ending included.
const PLAIN: usize = 5;

/// No article coins more names.
const COINED: usize = 40;

/// How far around a coined name residents and their discussion are looked for, in bytes.
const REACH: usize = 1800;

/// A name of a mechanism.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::record) struct Name {
    pub(in crate::record) range: Range<usize>,
    /// Whether no list has it.
    pub(super) coined: bool,
}

/// The names of mechanisms in an article, in text order, none inside another.
pub(in crate::record) fn names(context: &Context) -> Vec<Name> {
    let text = &context.article.text;
    let words = Words::new(context);
    let listed = words.session().find(text).map(|(start, end)| Name {
        range: start..end,
        coined: false,
    });
    let mut names: Vec<Name> = listed.collect();
    let mut coined = coined(context, words);
    coined.retain(|range| {
        let after = names.partition_point(|name| name.range.end <= range.start);
        names
            .get(after)
            .is_none_or(|name| name.range.start >= range.end)
    });
    names.extend(coined.into_iter().map(|range| Name {
        range,
        coined: true,
    }));
    names.sort_by_key(|name| name.range.start);
    if names.iter().any(|name| name.coined) {
        let numbered = numbered(context, words, &names);
        names.extend(numbered);
        names.sort_by_key(|name| (name.range.start, name.range.end));
        names.dedup_by(|next, last| next.range.start < last.range.end);
    }
    names
}

/// The names no list has.
fn coined(context: &Context, words: Words) -> Vec<Range<usize>> {
    // No name without residents who discuss; most articles have none.
    if !words.resident().occur() || !words.discuss().occur() {
        return Vec::new();
    }
    let text = &context.article.text;
    let marks = &context.hits.marks;
    let ended = words.ending().find(text).filter_map(|(_, end)| {
        let range = in_quotes(text, end).or_else(|| behind_verb(text, words, end))?;
        Some(range)
    });
    let is_quoted = marks
        .iter()
        .any(|mark| matches!(mark.letter, '”' | '"' | '」' | '’'));
    let text_with_quotes = if is_quoted { text.as_str() } else { "" };
    let first = text_with_quotes.match_indices('第');
    let mut ordinals: Vec<_> = first.chain(text_with_quotes.match_indices('首')).collect();
    ordinals.sort_unstable_by_key(|&(at, _)| at);
    let counted = ordinals.iter().filter_map(|&(at, _)| counted(text, at));
    let closing = marks
        .iter()
        .filter(|mark| matches!(mark.letter, '”' | '」'));
    let held = closing.filter_map(|mark| held(text, words, mark.at));
    let mut found: Vec<Range<usize>> = Vec::new();
    // A name that comes again is decided once.
    let mut known: Vec<(&str, bool)> = Vec::new();
    for range in ended.chain(counted).chain(held) {
        let name = &text[range.clone()];
        let is_other = words.gathering().end(name) || words.session().are_in(name);
        if is_other || quoted(context, range.start) {
            continue;
        }
        let decided = known.iter().rev().find(|(other, _)| *other == name);
        let is_told = match decided {
            Some(&(_, is_told)) => is_told,
            None => {
                let is_told = is_discussed(context, words, &range);
                known.push((name, is_told));
                is_told
            }
        };
        if is_told {
            found.push(range);
        }
        if known.len() >= COINED {
            break;
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
}

/// The name between quotation marks that end at `end`, if it has a word for talk and a verb of holding
/// beside it: `“渠边议水”在闸口举行`.
fn held(text: &str, words: Words, end: usize) -> Option<Range<usize>> {
    let range = in_quotes(text, end)?;
    if !words.talk().are_in(&text[range.clone()]) {
        return None;
    }
    let close = text[end..].chars().next().map_or(0, char::len_utf8);
    let behind = window(&text[end + close..], 14);
    let behind = &behind[..behind.find(is_stop).unwrap_or(behind.len())];
    let mark = text[..range.start]
        .chars()
        .next_back()
        .map_or(0, char::len_utf8);
    let before = &text[..range.start - mark];
    let is_held = words.hold().begin(behind).is_some()
        || behind.starts_with('在') && words.hold().are_in(behind)
        || words.open_with().end(before);
    is_held.then_some(range)
}

/// The name between quotation marks beside the ordinal at `at`: `第七场“麦场话事”`, `“树头倾”的第三场`.
fn counted(text: &str, at: usize) -> Option<Range<usize>> {
    let (length, _) = ordinal_at(&text[at..])?;
    let behind = &text[at + length..];
    if let Some(rest) = behind.strip_prefix(['“', '"', '「']) {
        let start = text.len() - rest.len();
        let near = window(rest, QUOTED + 1);
        let end = start + near.find(['”', '"', '」'])?;
        return in_quotes(text, end).filter(|range| range.start == start);
    }
    let before = text[..at].trim_end_matches('的');
    let close = before.chars().next_back()?;
    in_quotes(text, before.len() - close.len_utf8())
}

/// Ordinals that stand for a name told before: `3月15日第六次,`, `第十九次拉话`.
fn numbered(context: &Context, words: Words, names: &[Name]) -> Vec<Name> {
    let text = &context.article.text;
    let body = context.article.heading.end as usize;
    let ordinals = text.match_indices('第').filter(|&(at, _)| at >= body);
    let found = ordinals.filter_map(|(at, _)| {
        let (length, _) = ordinal_at(&text[at..])?;
        let end = at + length;
        let rest = &text[end..];
        let tail = names.iter().take(COINED).find_map(|name| {
            let name = &text[name.range.clone()];
            let short = window_before(name, 2);
            (name.chars().count() > 3 && rest.starts_with(short)).then_some(short.len())
        });
        let is_bare = rest.starts_with(is_stop) && words.hold().begin(rest).is_none();
        let length = tail.or(is_bare.then_some(0))?;
        let times = &context.marks.times;
        let after = times.partition_point(|time| (time.span.end as usize) <= at);
        let near = times[..after].last()?;
        let is_dated = at - near.span.end as usize <= 30 && near.from.is_some();
        (is_dated && !quoted(context, at)).then_some(Name {
            range: end..end + length,
            coined: true,
        })
    });
    found.collect()
}

/// The words between quotation marks that end at `end`: `“拉呱会”`.
fn in_quotes(text: &str, end: usize) -> Option<Range<usize>> {
    let closing = text[end..].chars().next()?;
    let opening = match closing {
        '”' => '“',
        '"' => '"',
        '」' => '「',
        '’' => '‘',
        _ => return None,
    };
    let near = window_before(&text[..end], QUOTED + 1);
    let open = near.rfind(opening)?;
    let name = &near[open + opening.len_utf8()..];
    let is_name = name.chars().count() >= 3 && name.chars().all(is_han);
    is_name.then(|| end - name.len()..end)
}

/// The words behind a verb of holding or a number that end at `end`: `召开拉呱会`, `第三期拉呱会`.
fn behind_verb(text: &str, words: Words, end: usize) -> Option<Range<usize>> {
    let near = window_before(&text[..end], PLAIN + 4);
    let (_, verb) = words.open_with().last(near)?;
    let name = near[verb..].trim_start_matches(['了', '起']);
    let count = name.chars().count();
    let is_name = (3..=PLAIN).contains(&count) && name.chars().all(is_han);
    let is_whole = text[end..].chars().next().is_none_or(|next| {
        !is_han(next) || words.hold().begin(&text[end..]).is_some() || next == '上' || next == '在'
    });
    (is_name && is_whole).then(|| end - name.len()..end)
}

/// Whether residents discuss around a name.
fn is_discussed(context: &Context, words: Words, name: &Range<usize>) -> bool {
    let text = &context.article.text;
    let start = name.start - window_before(&text[..name.start], REACH / 6).len();
    let end = name.end + window(&text[name.end..], REACH / 2).len();
    let around = &text[start..end];
    words.resident().are_in(around) && words.discuss().find(around).take(2).count() == 2
}
