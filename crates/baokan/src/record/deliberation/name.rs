//! Names of mechanisms in a text: those of the list, and those a village has coined for itself.
//!
//! Every county has its own (`“拉呱会”`), and no list has them all. A coined name is known by how it is
//! written, between quotation marks or directly behind a verb of holding or a number, and ends as such
//! names do; and by what is told around it: residents who discuss. Where that is missing, it may as well
//! be a fair or a recital.

use std::ops::Range;

use super::clause::quoted;
use super::vocabulary::{Vocabulary, window, window_before};
use crate::record::Context;
use crate::width::is_han;

/// No name between quotation marks is longer, in characters.
const QUOTED: usize = 10;

/// No name without them is, its ending included.
const PLAIN: usize = 5;

/// How far around a coined name residents and their discussion are looked for, in bytes.
const REACH: usize = 1800;

/// A name of a mechanism.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) range: Range<usize>,
    /// Whether no list has it.
    pub(super) coined: bool,
}

/// The names of mechanisms in an article, in text order, none inside another.
pub(super) fn names(context: &Context) -> Vec<Name> {
    let text = &context.article.text;
    let words = &context.vocabularies.deliberation;
    let listed = words.session.find(text).map(|(start, end)| Name {
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
    names
}

/// The names no list has.
fn coined(context: &Context, words: &Vocabulary) -> Vec<Range<usize>> {
    let text = &context.article.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last: Option<(&str, bool)> = None;
    for (_, end) in words.ending.find(text) {
        let Some(range) = in_quotes(text, end).or_else(|| behind_verb(text, words, end)) else {
            continue;
        };
        let name = &text[range.clone()];
        let is_other = words.gathering.without_end(name).is_some() || words.session.are_in(name);
        if is_other || quoted(context, range.start) {
            continue;
        }
        // The same name again is decided once.
        let is_told = match last {
            Some((known, is_told)) if known == name && !is_told => {
                is_discussed(context, words, &range)
            }
            Some((known, true)) if known == name => true,
            _ => is_discussed(context, words, &range),
        };
        last = Some((name, is_told));
        if is_told {
            found.push(range);
        }
    }
    found
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
fn behind_verb(text: &str, words: &Vocabulary, end: usize) -> Option<Range<usize>> {
    let near = window_before(&text[..end], PLAIN + 4);
    let (_, verb) = words.open_with.last(near)?;
    let name = near[verb..].trim_start_matches(['了', '起']);
    let count = name.chars().count();
    let is_name = (3..=PLAIN).contains(&count) && name.chars().all(is_han);
    let is_whole = text[end..].chars().next().is_none_or(|next| {
        !is_han(next) || words.hold.begin(&text[end..]).is_some() || next == '上' || next == '在'
    });
    (is_name && is_whole).then(|| end - name.len()..end)
}

/// Whether residents discuss around a name.
fn is_discussed(context: &Context, words: &Vocabulary, name: &Range<usize>) -> bool {
    let text = &context.article.text;
    let start = name.start - window_before(&text[..name.start], REACH / 6).len();
    let end = name.end + window(&text[name.end..], REACH / 3).len();
    let around = &text[start..end];
    words.resident.are_in(around) && words.discuss.find(around).take(2).count() == 2
}
