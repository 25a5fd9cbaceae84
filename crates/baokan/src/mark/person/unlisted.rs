//! Names that begin with no listed surname, or with one that a word hides: 赛勐, 额尔敦, 尼嘎.
//!
//! Many peoples name without surnames, and no list has their names. A few letters that are no word,
//! where a post or a role leads to them or an actor stands, are a name when they come again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::feature::is_role;
use super::lexicon::{LEXICON, beside};
use super::model::is_aged;
use crate::character;
use crate::mark::letters::{Letters, is_han};
use crate::word::{is_listed, is_listed_name};

/// The shortest and the longest such name.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;

/// How far behind an actor the colon before the words may stand: `某某摇头：“`.
const COLON: usize = 6;

/// What stands beside the mentions of one string.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// Whether it begins with a surname.
    surnamed: bool,
    /// Mentions that stand between quotation marks: a term.
    quoted: u32,
    /// Mentions that act.
    acts: u32,
    /// Mentions behind a title, an age or a word for a person.
    titled: u32,
    /// Whether a post or a word of kinship leads to one that acts.
    posted: bool,
    /// Mentions at the head of a clause.
    heads: u32,
    /// Mentions that speak.
    speaks: u32,
    /// Titled mentions that a verb of speech follows.
    plain: bool,
    /// All mentions that cut no word.
    all: u32,
}

impl Evidence {
    fn suffices(&self) -> bool {
        let head = self.heads > 1 && (self.speaks > 0 || self.surnamed && self.acts > 0);
        let titled = self.titled > 0 && self.all > 1 && (self.speaks > 0 || self.acts > 0);
        self.quoted == 0 && (self.plain || self.posted || titled || head)
    }
}

/// The names that the surroundings of their mentions make plain.
pub(crate) fn unlisted(letters: &Letters, taken: &[bool]) -> FxHashSet<String> {
    let mut strings: FxHashMap<&[char], Evidence> = FxHashMap::default();
    for at in 0..letters.len() {
        if taken[at] || !is_han(letters.at(at)) {
            continue;
        }
        let head =
            !is_han(letters.before(at, 1)) && !matches!(letters.before(at, 1), '0' | 'A' | '·');
        if !(head || is_titled(letters, at)) || !begins(letters, at) {
            continue;
        }
        for length in LENGTHS {
            let end = at + length;
            if end > letters.len() || taken[end - 1] || !is_han(letters.at(end - 1)) {
                break;
            }
            let verb = LEXICON.verbs.longest(letters.onward(end));
            let speech =
                verb.is_some_and(|(_, kind)| kind == beside::SPEECH) || leads_in(letters, end);
            let closed = !head && !is_han(letters.at(end));
            let act = verb.is_some() || character::ACTS.has(letters.at(end));
            if !(speech || act || closed) || !is_name(letters, at, end) {
                continue;
            }
            let evidence = strings.entry(&letters.folded[at..end]).or_default();
            evidence.surnamed = length == 3 && LEXICON.surname(letters.at(at)) > 0;
            evidence.speaks += u32::from(speech);
            evidence.acts += u32::from(act);
            evidence.titled += u32::from(!head);
            evidence.posted |= !head && act && length < 4 && is_posted(letters, at);
            evidence.plain |= !head && speech && length < 4;
        }
    }
    strings.retain(|_, evidence| {
        evidence.titled > 0 || evidence.speaks > 0 || evidence.surnamed && evidence.acts > 0
    });
    if strings.is_empty() {
        return FxHashSet::default();
    }
    for at in 0..letters.len() {
        for length in LENGTHS {
            let Some(string) = letters.folded.get(at..at + length) else {
                break;
            };
            // A name read with a letter too many (`叶茸算`) is a mention of the shorter one as well.
            if let Some(evidence) = strings.get_mut(string)
                && (!taken[at] || at == 0 || !taken[at - 1])
                && !cuts(letters, at + length)
            {
                evidence.all += 1;
                evidence.heads += u32::from(!is_han(letters.before(at, 1)));
                evidence.quoted +=
                    u32::from(letters.before(at, 1) == '"' && letters.at(at + length) == '"');
            }
        }
    }
    strings
        .into_iter()
        .filter(|(_, evidence)| evidence.suffices())
        .map(|(string, _)| string.iter().collect())
        .collect()
}

/// Whether a title, an age or an unlisted word for a person ends at `at`.
fn is_titled(letters: &Letters, at: usize) -> bool {
    LEXICON
        .titles
        .longest(letters.backward(at))
        .is_some_and(|(_, kind)| kind <= beside::KIN)
        || is_role(letters, at)
        || is_aged(letters, at)
        || letters.before(at, 1) == '的'
            && LEXICON
                .titles
                .longest(letters.backward(at - 1))
                .is_some_and(|(_, kind)| kind == beside::POST)
}

/// Whether a post or a word of kinship ends at `at`.
fn is_posted(letters: &Letters, at: usize) -> bool {
    LEXICON
        .titles
        .longest(letters.backward(at))
        .is_some_and(|(_, kind)| matches!(kind, beside::POST | beside::KIN))
}

/// Whether no verb, particle or word for a person begins at `at`.
fn begins(letters: &Letters, at: usize) -> bool {
    LEXICON.gives(letters.at(at))
        && !character::NO_NAME.has(letters.at(at))
        && LEXICON.verbs.longest(letters.onward(at)).is_none()
        && LEXICON.persons.longest(letters.onward(at)).is_none()
        && !matches!(letters.class(at), 7..=11)
        // 教练`员`以多种: the title has one more letter.
        && LEXICON
            .titles
            .longest(letters.backward(at + 1))
            .is_none_or(|(length, _)| length < 2)
        && !(is_han(letters.before(at, 1))
            && is_listed(&letters.folded[at - 1..=at].iter().collect::<String>()))
}

/// Whether the letters from `at` to `end` hold no word and cut none in two.
fn is_name(letters: &Letters, at: usize, end: usize) -> bool {
    // 马丽 is in the dictionary as the name it is.
    let listed = |from: usize, to: usize| {
        let word: String = letters.folded[from..to].iter().collect();
        is_listed(&word) && !((from, to) == (at, end) && is_listed_name(&word))
    };
    // The given name may be in the dictionary as one: 涂`秋香`.
    let given = |from: usize, to: usize| {
        from == at + 1
            && to == end
            && LEXICON.surname(letters.at(at)) > 0
            && letters.class(from) == 1
    };
    let holds =
        (at..end - 1).any(|from| (from + 2..=end).any(|to| !given(from, to) && listed(from, to)));
    let last_letter = letters.at(end - 1);
    // 满都拉, 张又侠: inside a name an adverb may stand that no name ends on, but hardly a particle.
    let spelt = |at: usize| {
        let letter = letters.at(at);
        !character::FUNCTION.has(letter) || matches!(letter, '在' | '有' | '为' | '从')
    };
    if !LEXICON.gives(last_letter) || !(at..end).all(spelt) {
        return false;
    }
    let last = LEXICON.verbs.longest(letters.onward(end - 1));
    let thing = character::THING.has(last_letter)
        || character::NO_NAME_END.has(last_letter)
        || letters.at(end) == '·';
    last.is_none()
        && !thing
        && !holds
        && !cuts(letters, end)
        && !LEXICON.excluded.contains(&letters.folded[at..end])
}

/// Whether a word of the dictionary goes across `at`; one that was only guessed may.
pub(crate) fn cuts(letters: &Letters, at: usize) -> bool {
    is_han(letters.before(at, 1))
        && is_han(letters.at(at))
        && !letters.boundary(at)
        && is_listed(&letters.folded[at - 1..=at].iter().collect::<String>())
}

/// Whether a colon before words that are said stands within a few letters of `end`.
fn leads_in(letters: &Letters, end: usize) -> bool {
    (end..=end + COLON)
        .take_while(|&at| at == end || is_han(letters.at(at - 1)))
        .any(|at| letters.at(at) == ':' && letters.at(at + 1) == '"')
}
