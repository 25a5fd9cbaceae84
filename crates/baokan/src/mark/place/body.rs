//! Places that are the beginning of an organisation's name: `武汉` in `武汉大学`.

use super::headline;
use super::text::{Text, is_han};
use crate::word::is_listed;

/// Longest name of a body after its place, in words and in characters.
const MOST_WORDS: usize = 9;
const MOST_CHARACTERS: usize = 18;

/// Where the name of the body ends that begins before `at`, if one does.
///
/// A body's name runs from the place to a tail such as `局` or `公司` over nouns and the few verbs such
/// names hold: `常德市自来水公司`, but not `武陵区召开安全工作会议`.
pub(super) fn body_after(text: &Text<'_>, at: usize) -> Option<usize> {
    // 人大 in `桃源镇人大代表` is the beginning of another word; 纪委 in `桃源县纪委书记` is not.
    let behind = text.text[at..].chars();
    if let Some((length, ())) = text.lexicon.heads.longest(behind.clone()) {
        let end = at + behind.take(length).map(char::len_utf8).sum::<usize>();
        if text.is_between(end) || is_post(text, end) {
            return Some(end);
        }
    }
    let mut end = at;
    let mut words = 0;
    let mut characters = 0;
    let mut found = None;
    let printed = headline::words_behind(text, at, MOST_CHARACTERS + 4);
    // A tail may be glued to the place in one word: `区委` in `武陵区委`.
    while words < MOST_WORDS {
        let next = match printed.as_ref() {
            Some(printed) => match printed.get(words) {
                Some(&(end, tag)) => Next {
                    end,
                    stops: stops(tag),
                },
                None => break,
            },
            None => next_word(text, end)?,
        };
        let word = text.slice(end, next.end);
        characters += word.chars().count();
        if characters > MOST_CHARACTERS || !word.chars().all(is_han) {
            break;
        }
        if text.lexicon.stops.contains(word) {
            break;
        }
        let goes_on = || {
            text.lexicon.inner.contains(word) || text.lexicon.joins(word) || word.starts_with('第')
        };
        if ends_in_tail(text, word) && !is_plain(text, &next, word, words == 0) {
            found = Some(next.end);
        } else if next.stops && !goes_on() {
            break;
        }
        end = next.end;
        words += 1;
    }
    found
}

/// Whether a word that ends as bodies do is none: 部署, 开办 and 一部 are verbs and numbers, a centre has a name of
/// its own before the word (青州中心城区), and a post goes on behind it.
fn is_plain(text: &Text<'_>, next: &Next, word: &str, first: bool) -> bool {
    let lexicon = text.lexicon;
    first && (lexicon.middles.contains(word) || is_post(text, next.end))
        || next.stops
            && !lexicon.inner.contains(word)
            && !lexicon.tails.contains(word)
            && is_listed(word)
}

struct Next {
    end: usize,
    stops: bool,
}

/// Whether no name of a body goes on with a word of this tag.
fn stops(tag: &str) -> bool {
    matches!(
        tag.as_bytes(),
        [b'v']
            | [b'v', b'd' | b'i' | b'q' | b'x', ..]
            | [
                b'p' | b'c' | b'u' | b'r' | b'd' | b'm' | b'q' | b't' | b'y' | b'e' | b'w',
                ..
            ]
    )
}

fn next_word(text: &Text<'_>, at: usize) -> Option<Next> {
    let first = text.after(at)?;
    match text.word_at(at) {
        Some((span, tag)) => Some(Next {
            end: span.end as usize,
            stops: stops(tag),
        }),
        None => Some(Next {
            end: at + first.len_utf8(),
            stops: false,
        }),
    }
}

fn ends_in_tail(text: &Text<'_>, word: &str) -> bool {
    let mut tails = text.lexicon.tail_endings.prefixes(word.chars().rev());
    tails.next().is_some()
}

/// Whether a post goes on from `at`: in `槐树路社区党委书记` the body is only part of the post, and the
/// place is counted.
fn is_post(text: &Text<'_>, at: usize) -> bool {
    let mut posts = text.lexicon.posts.prefixes(text.text[at..].chars());
    posts.next().is_some()
}
