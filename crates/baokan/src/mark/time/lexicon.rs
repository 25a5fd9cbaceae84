//! The words of `data/times.tsv` and how they are found: one table look-up on the first character, then
//! the longest word that stands there.

use std::sync::LazyLock;

use crate::entry::shipped;

use super::calendar::Feast;
use super::word::{Calendar, Edge, EdgeOf, Part, Step, Suffix, Unit, Word};

/// All words of `data/times.tsv`, by first character.
pub(super) struct Lexicon {
    /// For each character of the basic plane: its number in `groups` plus one, and whether a time
    /// can begin with it.
    heads: Box<[u16]>,
    groups: Vec<Group>,
    words: Vec<(&'static str, Word)>,
    /// The second character of each word.
    seconds: Vec<char>,
}

/// The words with one first character, the longest first.
#[derive(Clone, Copy, Debug)]
struct Group {
    start: u32,
    end: u32,
    /// A bit for each second character, folded to 64: most look-ups end here.
    seconds: u64,
    /// The word of one character.
    single: Option<Word>,
}

/// Set in `heads` when a time can begin with the character.
const BEGINS: u16 = 1 << 15;

/// Set in `heads` when the character can follow the numeral of a time.
const COUNTED: u16 = 1 << 14;

/// Set in `heads` when the character is of a numeral.
const NUMERAL: u16 = 1 << 13;

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    fn read() -> Self {
        let mut words: Vec<(&'static str, Word)> = shipped(include_str!("../../../data/times.tsv"))
            .map(|entry| {
                let word = word(entry.fields);
                (
                    entry.term,
                    word.expect("the tests read every line of times.tsv"),
                )
            })
            .collect();
        let head = |term: &str| term.chars().next().map_or(0, |head| head as usize);
        words.sort_by_key(|(term, _)| (head(term), std::cmp::Reverse(term.len())));
        let mut heads = vec![0_u16; 1 << 16].into_boxed_slice();
        let mut groups = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let first = head(words[start].0);
            let length = words[start..]
                .iter()
                .take_while(|(term, _)| head(term) == first)
                .count();
            let group = &words[start..start + length];
            groups.push(Group {
                start: start as u32,
                end: (start + length) as u32,
                seconds: group
                    .iter()
                    .filter_map(|(term, _)| term.chars().nth(1))
                    .fold(0, |bits, second| bits | bit(second)),
                single: group
                    .iter()
                    .find(|(term, _)| term.chars().nth(1).is_none())
                    .map(|&(_, word)| word),
            });
            let begins = group.iter().any(|&(_, word)| begins(word));
            let unit = group
                .iter()
                .any(|(_, word)| matches!(word, Word::Unit(_) | Word::Weekday | Word::Decade));
            if let Some(slot) = heads.get_mut(first) {
                *slot = groups.len() as u16
                    | if begins { BEGINS } else { 0 }
                    | if unit { COUNTED } else { 0 };
            }
            start += length;
        }
        for character in ('\0'..='\u{FFFF}').filter(|&character| numeral(character)) {
            heads[character as usize] |= BEGINS;
        }
        for character in ('\0'..='\u{FFFF}').filter(|&character| joins(character)) {
            heads[character as usize] |= COUNTED;
        }
        for character in ('\0'..='\u{FFFF}').filter(|&character| crate::numeral::begins(character))
        {
            heads[character as usize] |= NUMERAL;
        }
        let seconds = words
            .iter()
            .map(|(term, _)| term.chars().nth(1).unwrap_or_default())
            .collect();
        Self {
            heads,
            groups,
            words,
            seconds,
        }
    }

    /// Whether a time can begin with `character`.
    #[inline]
    pub(super) fn begins(&self, character: char) -> bool {
        self.heads
            .get(character as usize)
            .is_some_and(|head| head & BEGINS != 0)
    }

    /// Whether a numeral can begin with `character`.
    #[inline]
    pub(super) fn numeral(&self, character: char) -> bool {
        self.heads
            .get(character as usize)
            .is_some_and(|head| head & NUMERAL != 0)
    }

    /// Whether what follows a numeral can make it a time, or goes on with it.
    #[inline]
    pub(super) fn promising(&self, character: char) -> bool {
        self.heads
            .get(character as usize)
            .is_some_and(|head| head & (COUNTED | NUMERAL) != 0)
    }

    /// The longest word that stands at byte `at`: the byte after it, and what it says.
    pub(super) fn longest(&self, text: &str, at: usize) -> Option<(usize, Word)> {
        let rest = &text[at..];
        let mut characters = rest.chars();
        let first = characters.next()?;
        let head = *self.heads.get(first as usize)? & !(BEGINS | COUNTED | NUMERAL);
        let group = self.groups.get((head as usize).checked_sub(1)?)?;
        if let Some(second) = characters.next()
            && group.seconds & bit(second) != 0
        {
            let range = group.start as usize..group.end as usize;
            let found = self.seconds[range.clone()]
                .iter()
                .zip(&self.words[range])
                .find(|&(&first, (term, _))| first == second && rest.starts_with(term));
            if let Some((_, &(term, word))) = found {
                return Some((at + term.len(), word));
            }
        }
        group.single.map(|word| (at + first.len_utf8(), word))
    }
}

#[inline]
fn bit(character: char) -> u64 {
    1 << ((character as u32).wrapping_mul(0x9E37_79B1) >> 26)
}

/// What follows a numeral in a time and is no unit: what joins fields, halves and more.
fn joins(character: char) -> bool {
    matches!(
        character,
        '月' | '号'
            | '时'
            | '点'
            | '个'
            | '半'
            | '多'
            | '余'
            | '整'
            | '至'
            | '到'
            | '-'
            | '－'
            | '–'
            | '~'
            | '～'
            | '〜'
            | '―'
            | '—'
            | ':'
            | '：'
            | '、'
            | '/'
            | '／'
            | '.'
            | '．'
    )
}

/// Whether a numeral that may count time begins with the character.
fn numeral(character: char) -> bool {
    matches!(character, '半' | '多' | '“' | '"' | '大' | '小') || crate::numeral::begins(character)
}

/// Whether a time can begin with the word; suffixes, units and the like only follow.
fn begins(word: Word) -> bool {
    match word {
        Word::Season { bound, .. } => !bound,
        Word::Edge(_, of) => matches!(of, EdgeOf::Year | EdgeOf::Month),
        Word::Quoted(_)
        | Word::Plan(..)
        | Word::Unit(_)
        | Word::Suffix(_)
        | Word::Decade
        | Word::Period
        | Word::Other => false,
        _ => true,
    }
}

fn word([kind, value, note]: [&'static str; 3]) -> Option<Word> {
    let number = || value.parse::<i16>().ok();
    let small = || value.parse::<i8>().ok();
    let step = || match value {
        "same" => Some(Step::Same),
        "next" => Some(Step::Next),
        "previous" => Some(Step::Previous),
        _ => number().map(Step::By),
    };
    let bound = note == "bound";
    Some(match kind {
        "year" => Word::Year(step()?),
        "quarter" => Word::Quarter(number()?),
        "month" => Word::Month(step()?),
        "week" => Word::Week(number()?),
        "day" => Word::Day(step()?, part(note)),
        "part" => Word::Part {
            part: part(value)?,
            bound,
            vague: note == "vague",
        },
        "half" => Word::Half(small()?),
        "fortnight" => Word::Edge(Edge::Half(small()?), EdgeOf::Month),
        "quarters" => {
            let (first, last) = value.split_once('/')?;
            Word::Quarters(first.parse().ok()?, last.parse().ok()?)
        }
        "quarter-of-year" => Word::Quarters(small()?, small()?),
        "season" => Word::Season { code: value, bound },
        "edge" => Word::Edge(
            edge(value)?,
            match note {
                "year" => EdgeOf::Year,
                "month" => EdgeOf::Month,
                "month-bound" => EdgeOf::AfterMonth,
                _ => EdgeOf::Bound,
            },
        ),
        "weekend" => Word::Weekend,
        "weekday" => Word::Weekday,
        "festival" => Word::Festival(Feast::parse(value)?, part(note)),
        "quoted" => Word::Quoted(Feast::parse(value)?),
        "plan" => {
            let (first, last) = value.split_once('/')?;
            Word::Plan(first.parse().ok()?, last.parse().ok()?)
        }
        "calendar" => Word::Calendar(match value {
            "lunar" => Calendar::Lunar,
            "before" => Calendar::Before,
            _ => Calendar::Solar,
        }),
        "lunar-month" => Word::LunarMonth(small()?),
        "vague" => Word::Vague {
            clause: note == "clause",
        },
        "century" => Word::Century(number()?, edge(note)),
        "decade" => Word::Decade,
        "every" => Word::Every,
        "set" => Word::Set((!value.is_empty()).then_some(value)),
        "lead" => Word::Lead {
            stretch: value == "stretch",
            suffix: suffix(note),
            vague: note == "vague",
        },
        "cue" => Word::Cue,
        "ordinal" => Word::Ordinal,
        "unit" => Word::Unit(unit(value)?),
        "suffix" => Word::Suffix(suffix(value)?),
        "dynasty" => Word::Dynasty,
        "period" => Word::Period,
        "era" => Word::Era(number()? - 1),
        "length" => Word::Length(value),
        "other" => Word::Other,
        _ => return None,
    })
}

fn part(code: &str) -> Option<Part> {
    Some(match code {
        "MO" => Part::Morning,
        "MI" => Part::Midday,
        "AF" => Part::Afternoon,
        "EV" => Part::Evening,
        "NI" => Part::Night,
        "DT" => Part::Daytime,
        "-" => Part::Several,
        _ => return None,
    })
}

fn edge(name: &str) -> Option<Edge> {
    Some(match name {
        "begin" => Edge::Begin,
        "middle" => Edge::Middle,
        "end" => Edge::End,
        "within" => Edge::Within,
        "first" => Edge::Third(1),
        "second" => Edge::Third(2),
        "third" => Edge::Third(3),
        _ => return None,
    })
}

fn unit(code: &str) -> Option<Unit> {
    Some(match code {
        "C" => Unit::Century,
        "Y" => Unit::Year,
        "Q" => Unit::Quarter,
        "M" => Unit::Month,
        "W" => Unit::Week,
        "D" => Unit::Day,
        "h" => Unit::Hour,
        "q" => Unit::QuarterHour,
        "m" => Unit::Minute,
        "s" => Unit::Second,
        _ => return None,
    })
}

fn suffix(name: &str) -> Option<Suffix> {
    Some(match name {
        "before" => Suffix::Before,
        "after" => Suffix::After,
        "since" => Suffix::Since,
        "during" => Suffix::During,
        "occasion" => Suffix::Occasion,
        "about" => Suffix::About,
        "within" => Suffix::Within,
        "past" => Suffix::Past,
        "length" => Suffix::Length,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_no_word_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for entry in shipped(include_str!("../../../data/times.tsv")) {
            assert!(
                word(entry.fields).is_some(),
                "line {}: {}",
                entry.line,
                entry.term
            );
            assert!(
                seen.insert(entry.term),
                "line {}: {} again",
                entry.line,
                entry.term
            );
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let end = |text: &str| {
            LEXICON
                .longest(text, 0)
                .map(|(end, _)| text[..end].to_owned())
        };
        assert_eq!(end("近年来,"), Some("近年来".into()));
        assert_eq!(end("上个月"), Some("上个月".into()));
        assert_eq!(end("纸"), None);
        assert!(LEXICON.begins('今') && LEXICON.begins('５') && !LEXICON.begins('许'));
    }
}
