//! The weights of the evidence for and against a name, and the best reading of a text.
//!
//! The weights are those of a logistic regression over the features of
//! `feature`; how they were found, and on
//! what, stands in `data/README.md`.

use rustc_hash::FxHashMap;

use super::feature::{Candidate, Left, candidates, far, near};
use super::letter::{Text, flag};
use super::lexicon::beside;
use super::sieve::Sieve;
use super::weight::{SCALE, WEIGHTS};
use crate::mark::letters::is_han;
use crate::word::{is_listed, is_listed_name};

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
/// no word is cut: the surname may be a rare one (`工程师续春梅说`).
const POSTED: f32 = 3.0;

/// What the name one letter longer gains where that letter follows every mention of the shorter one.
const ALWAYS: f32 = 6.0;

/// A full name found in a text and the log-odds that it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// Where it stands.
    pub(crate) candidate: Candidate,
    /// Log-odds.
    pub(crate) score: f32,
}

/// The log-odds that `candidate` is a name, or less than [`FLOOR`].
#[inline]
fn score(text: &Text, candidate: Candidate, left: &mut Option<Left>, follows: bool) -> f32 {
    let weights = &*WEIGHTS;
    let form = candidate.end - candidate.given;
    let mut sum = 0i32;
    near(text, candidate, |kind, first, second| {
        sum += weights.of(form, kind, first, second);
    });
    if (sum as f32) < NEAR * SCALE {
        return f32::NEG_INFINITY;
    }
    let left = *left.get_or_insert_with(|| Left::new(text, candidate.start, follows));
    far(text, candidate, left, |kind, first, second| {
        sum += weights.of(form, kind, first, second);
    });
    let titled = if left.title.1 > 0 { TITLED } else { 0.0 };
    let aged = if is_aged(text, candidate.start) {
        AGED
    } else {
        0.0
    };
    sum as f32 / SCALE + titled + aged
}

/// `61岁的某某某`, `年过七旬的某某`: what is so old is a person.
pub(super) fn is_aged(text: &Text, start: usize) -> bool {
    text.before(start, 1) == '的'
        && (matches!(text.before(start, 2), '岁' | '旬')
            || text.before(start, 2) == '头' && text.before(start, 3) == '出')
}

/// The full names of a text; `barred` says where none may stand.
///
/// The text is read twice: a name that is plain in one place (`村民王建国说`) is known in the others
/// (`王建国的孙子`), and where two lengths compete the one seen elsewhere wins.
pub(crate) fn names(text: &Text, barred: &[bool], threshold: f32) -> Vec<Found> {
    let mut scored = scores(text, barred, threshold);
    let first = read(&scored, threshold);
    if first.is_empty() {
        return first;
    }
    let string = |name: &Found| &text.folded[name.candidate.start..name.candidate.end];
    let mut support: FxHashMap<&[char], f32> = FxHashMap::default();
    let mut heads = Sieve::default();
    for name in &first {
        *support.entry(string(name)).or_default() += name.score.max(0.0);
        heads.add(text.at(name.candidate.start));
    }
    // What begins like no name that was found is not changed by one.
    let may = |name: &Found| heads.may_have(text.at(name.candidate.start));
    let mut times: FxHashMap<&[char], u32> = FxHashMap::default();
    for name in scored.iter().filter(|name| may(name)) {
        *times.entry(string(name)).or_default() += 1;
    }
    let longer = always_longer(text, &first);
    for name in scored.iter_mut().filter(|name| may(name)) {
        let string = string(name);
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
        let verb = || text.verb(name.candidate.end - 1).is_some();
        if string.len() > 2
            && times.get(string) == Some(&1)
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
/// it, and that third: `冯立召说…冯立召提醒` names nobody called 冯立.
fn always_longer<'t>(text: &'t Text, names: &[Found]) -> FxHashMap<&'t [char], char> {
    // The letter behind a name and the one after that, and whether the one after has differed; `None` where
    // something else speaks against a longer name.
    let mut seen: FxHashMap<&[char], Option<(char, char, bool)>> = FxHashMap::default();
    for name in names
        .iter()
        .filter(|name| name.candidate.end - name.candidate.start == 2)
    {
        let Candidate { start, end, .. } = name.candidate;
        let (next, after) = (text.at(end), text.at(end + 1));
        let word = || is_listed(&text.folded[end..end + 2].iter().collect::<String>());
        let part = is_han(next)
            && text.gives(end)
            && text.verb(end).is_none()
            && text.after(end).is_none()
            && text.address(end).is_none()
            && text.person(end).is_none()
            && !(is_han(after) && word());
        seen.entry(&text.folded[start..end])
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
fn scores(text: &Text, barred: &[bool], threshold: f32) -> Vec<Found> {
    let mut scored = Vec::new();
    let mut ends = vec![false; text.len() + 1];
    for (at, (flags, barred_here)) in text.all().iter().zip(barred).enumerate() {
        if flags & (flag::TIER | flag::COMPOUND) == 0
            || *barred_here
            || flags & flag::TIER == 3 && is_tail(text, at)
        {
            continue;
        }
        let follows =
            at > 1 && ends[at - 1] && matches!(text.at(at - 1), '、' | '和' | ',' | ' ' | '与');
        let mut left = None;
        for candidate in candidates(text, at) {
            if barred[candidate.end - 1] {
                continue;
            }
            let mut score = score(text, candidate, &mut left, follows);
            if score > FLOOR {
                score += framed(text, candidate, left, barred);
            }
            if score > FLOOR && text.is_nameable(at, candidate.given, candidate.end) {
                ends[candidate.end] |= score > threshold;
                scored.push(Found { candidate, score });
            }
        }
    }
    scored
}

/// Whether a rare surname at `at` is the last letter of a word (进`展`顺利), and no title ends before it.
fn is_tail(text: &Text, at: usize) -> bool {
    is_han(text.before(at, 1)) && is_word(text, at - 1, at + 1) && text.title(at).is_none()
}

/// What stands on both sides of a possible name and adds to its log-odds.
fn framed(text: &Text, candidate: Candidate, left: Option<Left>, barred: &[bool]) -> f32 {
    let Candidate { start, end, .. } = candidate;
    let next = text.at(end);
    // 读者　某某某: who signs a letter.
    if start > 0 && next == '\n' && text.at(start - 1) == ' ' {
        let title = text.title(start - 1);
        return if title.is_some() { AGED } else { 0.0 };
    }
    let verb = text.verb(end);
    if start > 1
        && text.at(start - 1) == '的'
        && barred[start - 2]
        && (verb.is_some() || !is_han(next))
    {
        // 青羊宫的银杏: what is in the dictionary grows there.
        let word: String = text.folded[start..end].iter().collect();
        return if is_listed(&word) && !is_listed_name(&word) {
            0.0
        } else {
            FROM
        };
    }
    // A preposition may be the last letter of the name: 作家陈佳`同`创作.
    let acts = verb.is_some_and(|(_, kind)| kind != beside::FUNCTION || end - start > 2);
    let particle = text.verb(start).is_some();
    let Some((length, kind)) = left.map(|left| left.title).filter(|title| title.1 > 0) else {
        return 0.0;
    };
    let posted = length > 1
        && kind <= beside::ROLE
        && candidate.end - candidate.given == 2
        && !cuts_word(text, candidate)
        && match verb {
            Some((_, beside::SPEECH)) => true,
            _ if is_word(text, candidate.given, end) => false,
            Some((length, kind)) => kind == beside::ACT && length > 1,
            None => matches!(next, ',' | '。' | '、' | ':' | '\n'),
        };
    let framed = if acts && !particle { FRAMED } else { 0.0 };
    framed + if posted { POSTED } else { 0.0 }
}

/// Whether the surname begins a word that is no name (`求助者`), or ends one.
fn cuts_word(text: &Text, candidate: Candidate) -> bool {
    let Candidate { start, given, end } = candidate;
    is_word(text, start, given + 1)
        || is_word(text, start, end)
        || is_word(text, start - 1, given)
        || text.verb(start).is_some()
        || text.person(start).is_some()
}

/// Whether the dictionary has the letters as a word and not as a name.
fn is_word(text: &Text, start: usize, end: usize) -> bool {
    let word: String = text.folded[start..end].iter().collect();
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
