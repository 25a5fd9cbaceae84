//! Foreign names of one part, which carry no dot: 马克龙, 特朗普.

use super::letter::{Text, flag};
use super::lexicon::beside;

/// What [`Letters::class`](crate::mark::letters::Letters::class) says of a word tagged as a person's name.
const NAME: u8 = 1;

/// Words tagged as names whose every character spells a sound, where a title, a verb or the end of a
/// clause stands beside them: first character and one past the last.
pub(crate) fn sounded(text: &Text, taken: &[bool]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text.class(at) != NAME || taken[at] {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < text.len() && !text.boundary(at) {
            at += 1;
        }
        let end = at;
        let sounds = (start..end).all(|at| text.is(at, flag::SOUND) && !taken[at]);
        if !sounds || !(2..=6).contains(&(end - start)) {
            continue;
        }
        let title = text.title(start).is_some();
        let verb = text
            .verb(end)
            .is_some_and(|(_, kind)| kind != beside::FUNCTION);
        let clause = matches!(text.at(end), ',' | '、' | '。' | ':' | '的' | '"' | '和');
        let from = matches!(
            text.before(start, 1),
            '的' | '叫' | ',' | '。' | '、' | '"' | '和' | '\n'
        );
        let long = end - start > 2;
        if title && (verb || clause || long) || long && verb && from {
            found.push((start, end));
        }
    }
    found
}
