//! The weights of the evidence for and against a name, and the best reading of a text.
//!
//! The weights are those of a logistic regression over [`features`]; how they were found, and on
//! what, stands in `data/README.md`.

use std::collections::HashMap;

use super::feature::{BITS, Candidate, candidates, features};
use super::lexicon::LEXICON;
use crate::mark::letters::Letters;

/// Weights are kept as sixteenths.
pub(crate) const SCALE: f32 = 16.0;

/// Log-odds below which a candidate is not even remembered.
const FLOOR: f32 = -7.0;

/// What another mention in the same article adds to the log-odds, and the most that others add.
const KNOWN: f32 = 2.0;
const MOST: f32 = 7.0;

/// What a title before a name adds (`果农`莫有福): the papers the weights come from name other people
/// by other titles than a county's paper does.
const TITLED: f32 = 1.5;

static WEIGHTS: &[u8; 1 << BITS] = include_bytes!("../../../data/person_weights.bin");

/// A full name found in a text and the log-odds that it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) candidate: Candidate,
    /// Log-odds.
    pub(crate) score: f32,
}

/// The log-odds that `candidate` is a name.
pub(crate) fn score(letters: &Letters, candidate: Candidate, follows: bool) -> f32 {
    let mut sum = 0i32;
    features(letters, candidate, follows, |at| sum += i32::from(WEIGHTS[at] as i8));
    sum as f32 / SCALE
}

/// The full names of a text; `barred` says where none may stand.
///
/// The text is read twice: a name that is plain in one place (`村民王建国说`) is known in the others
/// (`王建国的孙子`), and where two lengths compete the one seen elsewhere wins.
pub(crate) fn names(letters: &Letters, barred: &[bool], threshold: f32) -> Vec<Found> {
    let mut scored = Vec::new();
    let first = read(letters.len(), first_scores(letters, barred, &mut scored, threshold), threshold);
    let mut support: HashMap<&[char], f32> = HashMap::new();
    for name in &first {
        *support.entry(&letters.folded[name.candidate.start..name.candidate.end]).or_default() += name.score.max(0.0);
    }
    if first.is_empty() {
        return first;
    }
    for name in &mut scored {
        let string = &letters.folded[name.candidate.start..name.candidate.end];
        if let Some(total) = support.get(string) {
            let others = total - name.score.max(0.0);
            if others > 0.0 {
                name.score += (KNOWN + others * 0.5).min(MOST);
            }
        }
    }
    read(letters.len(), scored, threshold)
}

/// Scores every candidate, with the names found so far at hand, for names come in lists.
fn first_scores(letters: &Letters, barred: &[bool], scored: &mut Vec<Found>, threshold: f32) -> Vec<Found> {
    let mut ends = vec![false; letters.len() + 1];
    for at in 0..letters.len() {
        if barred[at] {
            continue;
        }
        let follows = at > 1 && matches!(letters.at(at - 1), '、' | '和' | ',' | ' ' | '与') && ends[at - 1];
        for candidate in candidates(letters, at) {
            if barred[candidate.end - 1] {
                continue;
            }
            let titled = LEXICON.titles.longest(letters.backward(at)).is_some();
            let score = score(letters, candidate, follows) + if titled { TITLED } else { 0.0 };
            if score > FLOOR {
                ends[candidate.end] |= score > threshold;
                scored.push(Found { candidate, score });
            }
        }
    }
    scored.clone()
}

/// Names that do not overlap and together have the highest log-odds; `scored` in text order.
fn read(length: usize, scored: Vec<Found>, threshold: f32) -> Vec<Found> {
    let mut totals = vec![0.0f32; length + 1];
    let mut names: Vec<Option<Found>> = vec![None; length + 1];
    let mut scored = scored.into_iter().peekable();
    let mut totals_open = vec![false; length + 1];
    for at in 0..=length {
        if at > 0 && (!totals_open[at] || totals[at] < totals[at - 1]) {
            totals[at] = totals[at - 1];
            names[at] = None;
        }
        while let Some(name) = scored.next_if(|name| name.candidate.start == at) {
            let end = name.candidate.end;
            let total = totals[at] + name.score - threshold;
            if name.score > threshold && (!totals_open[end] || totals[end] < total) {
                totals[end] = total;
                totals_open[end] = true;
                names[end] = Some(name);
            }
        }
    }
    let mut found = Vec::new();
    let mut at = length;
    while at > 0 {
        match names[at] {
            Some(name) => {
                found.push(name);
                at = name.candidate.start;
            }
            None => at -= 1,
        }
    }
    found.reverse();
    found
}
