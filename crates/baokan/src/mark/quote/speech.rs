//! Which quoted stretches are speech, and which are terms, slogans, titles and signs.

use super::stretch::Stretch;
use super::verb::{Kind, Verb, between};
use crate::mark::event;

/// A term quoted inside a sentence is seldom longer than this in characters; speech is.
const TERM: usize = 12;

/// Whether a stretch is direct speech.
///
/// In Chinese typesetting the sentence's own full stop stands inside the marks of speech (`“好了。”他说`)
/// and outside those of a term (`坚守“红线”。`): the last character decides most cases.
pub(super) fn is_speech(text: &str, stretch: &Stretch, verbs: &[Verb]) -> bool {
    let words = text[stretch.start..stretch.end].trim();
    let letters = words
        .chars()
        .filter(|character| character.is_alphanumeric())
        .count();
    let before = text[..stretch.open].trim_end_matches([' ', '\u{3000}']);
    let colon = before.ends_with(['：', ':']);
    let spoken_ending = words.ends_with([
        '。', '！', '？', '!', '?', '…', '，', ',', '.', '；', '～', '~',
    ]);
    let near = lead(before, stretch.open);
    let leading = between(verbs, near, stretch.open);
    if letters < 2
        || leading
            .last()
            .is_some_and(|verb| verb.kind == Kind::Sign && stretch.open - verb.end <= 12)
    {
        return false;
    }
    let said_before = leading
        .iter()
        .any(|verb| matches!(verb.kind, Kind::Say | Kind::End | Kind::Weak));
    if colon && said_before {
        return spoken_ending || letters >= 4;
    }
    if !stretch.closed {
        return spoken_ending && letters >= TERM;
    }
    let after = &text[stretch.close..];
    if !spoken_ending {
        return letters >= 6 && said_after(text, stretch.close, verbs);
    }
    // “谁来养老？”专题研讨活动: what stands between the marks is a name.
    if event::named(after) == Some(event::Kind::Event) {
        return false;
    }
    // “怎么干？”成了难题: short and inside a sentence, it is a term unless somebody says it.
    let embedded = before
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let continued = after.starts_with(['的', '等', '、', '为']);
    if letters < TERM && (embedded || continued) {
        let verb_touches = leading
            .last()
            .is_some_and(|verb| verb.end == before.len() && verb.kind != Kind::Sign);
        return letters >= 4 && (verb_touches || said_after(text, stretch.close, verbs));
    }
    // “我先说。”王芳放下茶杯: at the head of a paragraph a short sentence is said as well.
    let heads = before.ends_with('\n') && !after.starts_with('\n');
    letters >= if heads { 3 } else { 4 } || said_after(text, stretch.close, verbs)
}

/// Where the clause before an opening mark begins; a verb further away says nothing of it.
fn lead(before: &str, open: usize) -> usize {
    const CHARACTERS: usize = 40;
    let mut start = open;
    for (offset, character) in before.char_indices().rev().take(CHARACTERS) {
        if matches!(
            character,
            '。' | '！' | '？' | '；' | '\n' | '”' | '!' | '?' | ';'
        ) {
            break;
        }
        start = offset;
    }
    start
}

/// `“这里变化真大”，王芳说。`: the full stop is left out, but the clause behind ends in a verb of speech.
fn said_after(text: &str, close: usize, verbs: &[Verb]) -> bool {
    const CHARACTERS: usize = 24;
    let rest = &text[close..];
    let rest = rest.strip_prefix(['，', ',']).unwrap_or(rest);
    let start = text.len() - rest.len();
    let clause = rest
        .char_indices()
        .take(CHARACTERS)
        .find(|&(_, character)| {
            matches!(
                character,
                '，' | ',' | '。' | '：' | ':' | '；' | '！' | '？' | '“' | '”' | '、' | '\n'
            )
        })
        .map_or(start, |(offset, _)| start + offset);
    between(verbs, start, clause)
        .iter()
        .any(|verb| matches!(verb.kind, Kind::Say | Kind::End) && verb.end == clause)
}
