//! Names that begin with no listed surname, or with one that a word hides: 赛勐, 额尔敦, 尼嘎.
//!
//! Many peoples name without surnames, and no list has their names. A few letters that are no word,
//! where a post or a role leads to them or an actor stands, are a name when they come again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::letter::{Text, flag};
use super::lexicon::beside;
use super::model::is_aged;
use super::sieve::Sieve;
use crate::mark::letters::is_han;
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
pub(crate) fn unlisted(text: &Text, taken: &[bool]) -> FxHashSet<String> {
    let mut strings: FxHashMap<&[char], Evidence> = FxHashMap::default();
    let colons = colons(text);
    for (at, &flags) in text.all().iter().enumerate() {
        if !may_begin(text, at, flags) || taken[at] {
            continue;
        }
        let head = !text.follows(at, flag::HAN) && !matches!(text.before(at, 1), '0' | 'A' | '·');
        if !(head || is_titled(text, at)) || !begins(text, at) {
            continue;
        }
        for length in LENGTHS {
            let end = at + length;
            if end > text.len() || taken[end - 1] || !text.is(end - 1, flag::HAN) {
                break;
            }
            let verb = text.verb(end);
            let speech = verb.is_some_and(|(_, kind)| kind == beside::SPEECH)
                || leads_in(text, &colons, end);
            let closed = !head && !text.is(end, flag::HAN);
            let act = verb.is_some() || text.is(end, flag::ACTS);
            if !(speech || act || closed) || !is_name(text, at, end) {
                continue;
            }
            let evidence = strings.entry(&text.folded[at..end]).or_default();
            evidence.surnamed = length == 3 && text.is(at, flag::TIER);
            evidence.speaks += u32::from(speech);
            evidence.acts += u32::from(act);
            evidence.titled += u32::from(!head);
            evidence.posted |= !head && act && length < 4 && is_posted(text, at);
            evidence.plain |= !head && speech && length < 4;
        }
    }
    strings.retain(|_, evidence| {
        evidence.titled > 0 || evidence.speaks > 0 || evidence.surnamed && evidence.acts > 0
    });
    if strings.is_empty() {
        return FxHashSet::default();
    }
    let mut heads = Sieve::default();
    for string in strings.keys() {
        heads.add(string[0]);
    }
    for (at, &letter) in text.folded.iter().enumerate() {
        if !heads.may_have(letter) {
            continue;
        }
        for length in LENGTHS {
            let Some(string) = text.folded.get(at..at + length) else {
                break;
            };
            // A name read with a letter too many (`叶茸算`) is a mention of the shorter one as well.
            if let Some(evidence) = strings.get_mut(string)
                && (!taken[at] || at == 0 || !taken[at - 1])
                && !cuts(text, at + length)
            {
                evidence.all += 1;
                evidence.heads += u32::from(!is_han(text.before(at, 1)));
                evidence.quoted +=
                    u32::from(text.before(at, 1) == '"' && text.at(at + length) == '"');
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
fn is_titled(text: &Text, at: usize) -> bool {
    text.title(at).is_some_and(|(_, kind)| kind <= beside::KIN)
        || text.is_role(at)
        || is_aged(text, at)
        || text.before(at, 1) == '的'
            && text
                .title(at - 1)
                .is_some_and(|(_, kind)| kind == beside::POST)
}

/// Whether a post or a word of kinship ends at `at`.
fn is_posted(text: &Text, at: usize) -> bool {
    text.title(at)
        .is_some_and(|(_, kind)| matches!(kind, beside::POST | beside::KIN))
}

/// Whether the letter at `at` can begin such a name, for all that is known of it alone.
#[inline]
fn may_begin(text: &Text, at: usize, flags: u32) -> bool {
    const NONE: u32 = flag::NEVER_GIVEN | flag::NO_HEAD;
    flags & (flag::HAN | NONE) == flag::HAN && !matches!(text.class(at), 7..=11)
}

/// Whether no verb, particle or word for a person begins at `at`.
fn begins(text: &Text, at: usize) -> bool {
    text.verb(at).is_none()
        && text.person(at).is_none()
        // 教练`员`以多种: the title has one more letter.
        && text
            .title(at + 1)
            .is_none_or(|(length, _)| length < 2)
        && !(is_han(text.before(at, 1))
            && is_listed(&text.folded[at - 1..=at].iter().collect::<String>()))
}

/// Whether the letters from `at` to `end` hold no word and cut none in two.
fn is_name(text: &Text, at: usize, end: usize) -> bool {
    let spelt = text.gives(end - 1)
        && !text.is(end - 1, flag::NO_END)
        && !(at..end).any(|at| text.is(at, flag::UNSPELT))
        && text.at(end) != '·'
        && text.verb(end - 1).is_none();
    spelt && !cuts(text, end) && !text.is_excluded(at, end) && !holds(text, at, end)
}

/// Whether a word of the dictionary stands within the letters from `at` to `end`, other than as a name.
fn holds(text: &Text, at: usize, end: usize) -> bool {
    // 马丽 is in the dictionary as the name it is.
    let listed = |from: usize, to: usize| {
        let word: String = text.folded[from..to].iter().collect();
        is_listed(&word) && !((from, to) == (at, end) && is_listed_name(&word))
    };
    // The given name may be in the dictionary as one: 涂`秋香`.
    let given = |from: usize, to: usize| {
        from == at + 1 && to == end && text.is(at, flag::TIER) && text.class(from) == 1
    };
    (at..end - 1).any(|from| (from + 2..=end).any(|to| !given(from, to) && listed(from, to)))
}

/// Whether a word of the dictionary goes across `at`; one that was only guessed may.
pub(crate) fn cuts(text: &Text, at: usize) -> bool {
    !text.boundary(at)
        && text.follows(at, flag::HAN)
        && text.is(at, flag::HAN)
        && is_listed(&text.folded[at - 1..=at].iter().collect::<String>())
}

/// Where colons stand that lead to words that are said.
fn colons(text: &Text) -> Vec<usize> {
    let colons = (0..text.len()).filter(|&at| text.folded[at] == ':');
    colons.filter(|&at| text.at(at + 1) == '"').collect()
}

/// Whether such a colon stands within a few text of `end`, with nothing but letters before it.
fn leads_in(text: &Text, colons: &[usize], end: usize) -> bool {
    let next = colons.partition_point(|&colon| colon < end);
    colons
        .get(next)
        .is_some_and(|&colon| colon <= end + COLON && (end..colon).all(|at| text.is(at, flag::HAN)))
}
