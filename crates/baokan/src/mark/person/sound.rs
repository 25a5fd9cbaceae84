//! Foreign names of one part, which carry no dot: 马克龙, 特朗普.

use super::lexicon::{LEXICON, beside};
use crate::mark::letters::Letters;

/// What [`Letters::class`] says of a word tagged as a person's name.
const NAME: u8 = 1;

/// Words tagged as names whose every character spells a sound, where a title, a verb or the end of a
/// clause stands beside them: first character and one past the last.
pub(crate) fn sounded(letters: &Letters, taken: &[bool]) -> Vec<(usize, usize)> {
    let lexicon = &*LEXICON;
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if letters.class(at) != NAME || taken[at] {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < letters.len() && !letters.boundary(at) {
            at += 1;
        }
        let end = at;
        let sounds = (start..end).all(|at| lexicon.sounds(letters.at(at)) && !taken[at]);
        if !sounds || !(2..=6).contains(&(end - start)) {
            continue;
        }
        let title = lexicon.titles.longest(letters.backward(start)).is_some();
        let verb = lexicon
            .verbs
            .longest(letters.onward(end))
            .is_some_and(|(_, kind)| kind != beside::FUNCTION);
        let clause = matches!(letters.at(end), ',' | '、' | '。' | ':' | '的' | '"' | '和');
        let from = matches!(
            letters.before(start, 1),
            '的' | '叫' | ',' | '。' | '、' | '"' | '和' | '\n'
        );
        let long = end - start > 2;
        if title && (verb || clause || long) || long && verb && from {
            found.push((start, end));
        }
    }
    found
}
