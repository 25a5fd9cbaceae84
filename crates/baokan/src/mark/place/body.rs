//! Places that are the beginning of an organisation's name: `武汉` in `武汉大学`.

use super::text::{Text, is_han};

/// Longest name of a body after its place, in words and in characters.
const MOST_WORDS: usize = 9;
const MOST_CHARACTERS: usize = 18;

/// Where the name of the body ends that begins before `at`, if one does.
///
/// A body's name runs from the place to a tail such as `局` or `公司` over nouns and the few verbs such
/// names hold: `常德市自来水公司`, but not `武陵区召开安全工作会议`.
pub(super) fn body_after(text: &Text<'_>, at: usize) -> Option<usize> {
    let behind = text.text[at..].chars();
    if let Some((length, ())) = text.lexicon.heads.longest(behind.clone()) {
        return Some(at + behind.take(length).map(char::len_utf8).sum::<usize>());
    }
    let mut end = at;
    let mut words = 0;
    let mut characters = 0;
    let mut found = None;
    // A tail may be glued to the place in one word: `区委` in `武陵区委`.
    while words < MOST_WORDS {
        let next = next_word(text, end)?;
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
        if ends_in_tail(text, word) && !(words == 0 && is_post(text, next.end)) {
            found = Some(next.end);
        } else if next.stops && !goes_on() {
            break;
        }
        end = next.end;
        words += 1;
    }
    found
}

struct Next {
    end: usize,
    stops: bool,
}

fn next_word(text: &Text<'_>, at: usize) -> Option<Next> {
    let first = text.after(at)?;
    match text.word_at(at) {
        Some((span, tag)) => {
            let stops = matches!(
                tag.as_bytes(),
                [b'v']
                    | [b'v', b'd' | b'i' | b'q' | b'x', ..]
                    | [
                        b'p' | b'c' | b'u' | b'r' | b'd' | b'm' | b'q' | b't' | b'y' | b'e' | b'w',
                        ..
                    ]
            );
            Some(Next {
                end: span.end as usize,
                stops,
            })
        }
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
