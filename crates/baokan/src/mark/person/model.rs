//! The weights of the evidence for and against a name, and the best reading of a text.
//!
//! The weights are those of a logistic regression over the features of
//! `feature`; how they were found, and on
//! what, stands in `data/README.md`.

use rustc_hash::FxHashMap;

use super::feature::{BITS, Candidate, Left, candidates, far, near};
use super::lexicon::{LEXICON, beside};
use crate::mark::letters::{Letters, is_han};
use crate::word::{is_listed, is_listed_name};

/// Weights are kept as sixteenths.
pub(crate) const SCALE: f32 = 16.0;

/// Log-odds below which a candidate is not even remembered.
const FLOOR: f32 = -7.0;

/// Log-odds of the letters alone below which no surroundings make a candidate a name.
const NEAR: f32 = -8.0;

/// What another mention in the same article adds to the log-odds, and the most that others add.
const KNOWN: f32 = 2.0;
const MOST: f32 = 7.0;

/// What a name loses that is seen once and only adds a letter to one that is known: `马丽先`请人来.
const LONGER: f32 = 5.0;

/// What a title before a name adds (`果农`钱有余): the papers the weights come from name other people
/// by other titles than a county's paper does.
const TITLED: f32 = 1.5;

/// What an age before a name adds: papers give it of those they interview.
const AGED: f32 = 3.0;

/// What a body or place before 的 adds (`县林草局的`沈从军): who comes from it is a person.
const FROM: f32 = 2.0;

/// What a verb behind a name adds where a title stands before it.
const FRAMED: f32 = 1.0;

/// What a title and a verb or a mark on both sides of surname and given name of two letters add, where
/// no word is cut: the surname may be a rare one (`工程师续红梅说`).
const POSTED: f32 = 3.0;

/// What the name one letter longer gains where that letter follows every mention of the shorter one.
const ALWAYS: f32 = 6.0;

static WEIGHTS: &[u8; 1 << BITS] = include_bytes!("../../../data/person_weights.bin");

/// A full name found in a text and the log-odds that it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) candidate: Candidate,
    /// Log-odds.
    pub(crate) score: f32,
}

/// The log-odds that `candidate` is a name, or less than [`FLOOR`].
pub(crate) fn score(
    letters: &Letters,
    candidate: Candidate,
    left: &mut Option<Left>,
    follows: bool,
) -> f32 {
    let mut sum = 0i32;
    near(letters, candidate, |at| sum += i32::from(WEIGHTS[at] as i8));
    if (sum as f32) < NEAR * SCALE {
        return f32::NEG_INFINITY;
    }
    let left = *left.get_or_insert_with(|| Left::new(letters, candidate.start, follows));
    far(letters, candidate, left, |at| {
        sum += i32::from(WEIGHTS[at] as i8);
    });
    let titled = if left.title.1 > 0 { TITLED } else { 0.0 };
    let aged = if is_aged(letters, candidate.start) {
        AGED
    } else {
        0.0
    };
    sum as f32 / SCALE + titled + aged
}

/// `61岁的某某某`, `年过七旬的某某`: what is so old is a person.
pub(super) fn is_aged(letters: &Letters, start: usize) -> bool {
    letters.before(start, 1) == '的'
        && (matches!(letters.before(start, 2), '岁' | '旬')
            || letters.before(start, 2) == '头' && letters.before(start, 3) == '出')
}

/// The full names of a text; `barred` says where none may stand.
///
/// The text is read twice: a name that is plain in one place (`村民王建国说`) is known in the others
/// (`王建国的孙子`), and where two lengths compete the one seen elsewhere wins.
pub(crate) fn names(letters: &Letters, barred: &[bool], threshold: f32) -> Vec<Found> {
    let mut scored = scores(letters, barred, threshold);
    let first = read(&scored, threshold);
    let mut support: FxHashMap<&[char], f32> = FxHashMap::default();
    for name in &first {
        *support
            .entry(&letters.folded[name.candidate.start..name.candidate.end])
            .or_default() += name.score.max(0.0);
    }
    if first.is_empty() {
        return first;
    }
    let mut times: FxHashMap<&[char], u32> = FxHashMap::default();
    for name in scored
        .iter()
        .filter(|name| name.candidate.end - name.candidate.start > 2)
    {
        *times
            .entry(&letters.folded[name.candidate.start..name.candidate.end])
            .or_default() += 1;
    }
    let longer = always_longer(letters, &first);
    for name in &mut scored {
        let string = &letters.folded[name.candidate.start..name.candidate.end];
        match longer.get(&string[..string.len().min(2)]) {
            Some(_) if string.len() == 2 => name.score = f32::NEG_INFINITY,
            Some(&last) if string.len() == 3 && string[2] == last => name.score += ALWAYS,
            _ => {}
        }
        if let Some(total) = support.get(string) {
            let others = total - name.score.max(0.0);
            if others > 0.0 {
                name.score += (KNOWN + others * 0.5).min(MOST);
                continue;
            }
        }
        let shorter = &string[..string.len() - 1];
        let verb = || {
            let last = name.candidate.end - 1;
            LEXICON.verbs.longest(letters.onward(last)).is_some()
        };
        if times.get(string) == Some(&1)
            && support
                .get(shorter)
                .is_some_and(|&total| total > KNOWN || verb())
        {
            name.score -= LONGER;
        }
    }
    read(&scored, threshold)
}

/// The names of two letters that are never seen without one and the same third, with different letters behind
/// it, and that third: `冯录召说…冯录召提醒` names nobody called 冯录.
fn always_longer<'t>(letters: &'t Letters, names: &[Found]) -> FxHashMap<&'t [char], char> {
    // The letter behind a name and the one after that, and whether the one after has differed; `None` where
    // something else speaks against a longer name.
    let mut seen: FxHashMap<&[char], Option<(char, char, bool)>> = FxHashMap::default();
    for name in names
        .iter()
        .filter(|name| name.candidate.end - name.candidate.start == 2)
    {
        let Candidate { start, end, .. } = name.candidate;
        let (next, after) = (letters.at(end), letters.at(end + 1));
        let word = || is_listed(&letters.folded[end..end + 2].iter().collect::<String>());
        let part = is_han(next)
            && LEXICON.gives(next)
            && [
                &LEXICON.verbs,
                &LEXICON.after,
                &LEXICON.address,
                &LEXICON.persons,
            ]
            .iter()
            .all(|list| list.longest(letters.onward(end)).is_none())
            && !(is_han(after) && word());
        seen.entry(&letters.folded[start..end])
            .and_modify(|known| {
                *known = known
                    .filter(|&(letter, _, _)| part && letter == next)
                    .map(|(letter, first, differs)| (letter, first, differs || first != after));
            })
            .or_insert(part.then_some((next, after, false)));
    }
    seen.into_iter()
        .filter_map(|(string, known)| match known {
            Some((letter, _, true)) => Some((string, letter)),
            _ => None,
        })
        .collect()
}

/// Scores every candidate, with the names found so far at hand, for names come in lists.
fn scores(letters: &Letters, barred: &[bool], threshold: f32) -> Vec<Found> {
    let mut scored = Vec::new();
    let mut ends = vec![false; letters.len() + 1];
    for at in 0..letters.len() {
        if barred[at] || !LEXICON.begins_name(letters.at(at)) || is_tail(letters, at) {
            continue;
        }
        let follows =
            at > 1 && matches!(letters.at(at - 1), '、' | '和' | ',' | ' ' | '与') && ends[at - 1];
        let mut left = None;
        for candidate in candidates(letters, at) {
            if barred[candidate.end - 1] {
                continue;
            }
            let mut score = score(letters, candidate, &mut left, follows);
            if score > FLOOR {
                score += framed(letters, candidate, left, barred);
            }
            let given = candidate.given - at;
            if score > FLOOR && LEXICON.nameable(&letters.folded[at..candidate.end], given) {
                ends[candidate.end] |= score > threshold;
                scored.push(Found { candidate, score });
            }
        }
    }
    scored
}

/// Whether a rare surname at `at` is the last letter of a word (进`展`顺利), and no title ends before it.
fn is_tail(letters: &Letters, at: usize) -> bool {
    LEXICON.surname(letters.at(at)) == 3
        && is_han(letters.before(at, 1))
        && is_word(letters, at - 1, at + 1)
        && LEXICON.titles.longest(letters.backward(at)).is_none()
}

/// What stands on both sides of a possible name and adds to its log-odds.
fn framed(letters: &Letters, candidate: Candidate, left: Option<Left>, barred: &[bool]) -> f32 {
    let Candidate { start, end, .. } = candidate;
    let next = letters.at(end);
    // 读者　某某某: who signs a letter.
    if start > 0 && next == '\n' && letters.at(start - 1) == ' ' {
        let title = LEXICON.titles.longest(letters.backward(start - 1));
        return if title.is_some() { AGED } else { 0.0 };
    }
    let verb = LEXICON.verbs.longest(letters.onward(end));
    if start > 1
        && letters.at(start - 1) == '的'
        && barred[start - 2]
        && (verb.is_some() || !is_han(next))
    {
        // 青羊宫的银杏: what is in the dictionary grows there.
        let word: String = letters.folded[start..end].iter().collect();
        return if is_listed(&word) && !is_listed_name(&word) {
            0.0
        } else {
            FROM
        };
    }
    // A preposition may be the last letter of the name: 作家陈佳`同`创作.
    let acts = verb.is_some_and(|(_, kind)| kind != beside::FUNCTION || end - start > 2);
    let particle = LEXICON.verbs.longest(letters.onward(start)).is_some();
    let Some((length, kind)) = left.map(|left| left.title).filter(|title| title.1 > 0) else {
        return 0.0;
    };
    let posted = length > 1
        && kind <= beside::ROLE
        && candidate.end - candidate.given == 2
        && !cuts_word(letters, candidate)
        && match verb {
            Some((_, beside::SPEECH)) => true,
            _ if is_word(letters, candidate.given, end) => false,
            Some((length, kind)) => kind == beside::ACT && length > 1,
            None => matches!(next, ',' | '。' | '、' | ':' | '\n'),
        };
    let framed = if acts && !particle { FRAMED } else { 0.0 };
    framed + if posted { POSTED } else { 0.0 }
}

/// Whether the surname begins a word that is no name (`求助者`), or ends one.
fn cuts_word(letters: &Letters, candidate: Candidate) -> bool {
    let Candidate { start, given, end } = candidate;
    is_word(letters, start, given + 1)
        || is_word(letters, start, end)
        || is_word(letters, start - 1, given)
        || LEXICON.verbs.longest(letters.onward(start)).is_some()
        || LEXICON.persons.longest(letters.onward(start)).is_some()
}

/// Whether the dictionary has the letters as a word and not as a name.
fn is_word(letters: &Letters, start: usize, end: usize) -> bool {
    let word: String = letters.folded[start..end].iter().collect();
    is_listed(&word) && !is_listed_name(&word)
}

/// Names that do not overlap and together have the highest log-odds; `scored` in text order.
fn read(scored: &[Found], threshold: f32) -> Vec<Found> {
    let likely: Vec<&Found> = scored
        .iter()
        .filter(|name| name.score > threshold)
        .collect();
    let mut found = Vec::new();
    let mut best = Vec::new();
    let mut rest = likely.as_slice();
    while let Some(first) = rest.first() {
        // Only names that overlap compete, so each run of such names is read by itself.
        let mut end = first.candidate.end;
        let overlapping = rest.iter().take_while(|name| {
            let overlaps = name.candidate.start < end;
            end = end.max(name.candidate.end);
            overlaps
        });
        let run;
        (run, rest) = rest.split_at(overlapping.count());
        match run {
            [single] => found.push(**single),
            _ => read_run(run, threshold, &mut best, &mut found),
        }
    }
    found
}

/// The best reading of names that overlap; `best` is memory to work in.
fn read_run(run: &[&Found], threshold: f32, best: &mut Vec<(f32, u32)>, found: &mut Vec<Found>) {
    let start = run[0].candidate.start;
    let ends = run.iter().map(|name| name.candidate.end);
    let length = ends.max().map_or(0, |end| end - start);
    // At each character: the best total of the run before it, and the name that ends there in the
    // reading that has it, as an index of `run` plus one.
    best.clear();
    best.resize(length + 1, (0.0, 0));
    let mut next = 0;
    for at in 0..=length {
        if at > 0 && best[at].0 <= best[at - 1].0 {
            best[at] = (best[at - 1].0, 0);
        }
        while let Some(name) = run
            .get(next)
            .filter(|name| name.candidate.start == start + at)
        {
            next += 1;
            let end = name.candidate.end - start;
            let total = best[at].0 + name.score - threshold;
            if best[end].0 < total {
                best[end] = (total, next as u32);
            }
        }
    }
    let before = found.len();
    let mut at = length;
    while at > 0 {
        match best[at].1.checked_sub(1) {
            Some(index) => {
                let name = run[index as usize];
                found.push(*name);
                at = name.candidate.start - start;
            }
            None => at -= 1,
        }
    }
    found[before..].reverse();
}
