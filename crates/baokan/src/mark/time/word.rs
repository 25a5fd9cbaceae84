//! The words of time and how they are found: one table look-up on the first character, then the
//! longest word that stands there.

use std::sync::LazyLock;

use crate::entry::shipped;

use super::calendar::Feast;

/// How far a word points from the day, month or year it starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// So many away from the writer's own: 去年 is -1.
    By(i16),
    /// The one last named: 当天.
    Same,
    /// The one after the one last named: 次日.
    Next,
}

/// Parts of the day, as TIMEX3 writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
    /// 早晚: two parts of one day, which no single code says.
    Several,
}

impl Part {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Midday => "TMI",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
            Self::Daytime => "TDT",
            Self::Several => "",
        }
    }
}

/// Where in a year, a month or a century.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Begin,
    Middle,
    End,
    Within,
    /// 上旬, 中旬, 下旬: the ten-day thirds of a month, counted from one.
    Third(i8),
    /// 上半月, 下半月.
    Half(i8),
}

/// What an edge is the edge of when it stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EdgeOf {
    Year,
    Month,
    /// It stands by itself never: 初 in 5月初.
    Bound,
    /// Only after a month: 中 in 5月中 (2019年中 is mostly the beginning of 2019年中国).
    AfterMonth,
}

/// What an expression that follows a time makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suffix {
    Before,
    After,
    Since,
    During,
    /// 假期, 当天: what follows a festival.
    Occasion,
    About,
    Within,
    /// 来, after a length: 三年来.
    Past,
    /// 时间, 之久, after a length.
    Length,
}

/// Units of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Century,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    QuarterHour,
    Minute,
    Second,
}

/// Which calendar a date is given in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Calendar {
    #[default]
    Solar,
    Lunar,
    /// Before our era.
    Before,
}

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    Year(Step),
    Quarter(i16),
    Month(Step),
    Week(i16),
    Day(Step, Option<Part>),
    Part {
        part: Part,
        bound: bool,
        vague: bool,
    },
    Half(i8),
    Quarters(i8, i8),
    Season {
        code: &'static str,
        bound: bool,
    },
    Edge(Edge, EdgeOf),
    Weekend,
    Weekday,
    Festival(Feast, Option<Part>),
    Quoted(Feast),
    Plan(i16, i16),
    Calendar(Calendar),
    LunarMonth(i8),
    Vague,
    Century(i16, Option<Edge>),
    Decade,
    Every,
    Set(Option<&'static str>),
    /// What leads a length; a stretch (未来, 前) or an approximation (近, 不到).
    ///
    /// 前 and 后 also follow a time, 最近 also stands alone.
    Lead {
        stretch: bool,
        suffix: Option<Suffix>,
        vague: bool,
    },
    /// What announces a length and stays outside it: 为期.
    Cue,
    Ordinal,
    Unit(Unit),
    Suffix(Suffix),
    Dynasty,
    /// The year before its first, and whether only a numeral makes it one (绍兴 is a city too).
    Era(i16),
    Length(&'static str),
    /// A longer word that only begins like one of the others.
    Other,
}

/// All words of `data/times.tsv`, by first character.
pub(super) struct Lexicon {
    /// For each character of the basic plane: its number in `groups` plus one, and whether a time
    /// can begin with it.
    heads: Box<[u16]>,
    groups: Vec<(u32, u32)>,
    words: Vec<(&'static str, Word)>,
}

/// Set in `heads` when a time can begin with the character.
const BEGINS: u16 = 1 << 15;

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    fn read() -> Self {
        let mut words: Vec<(&'static str, Word)> = shipped(include_str!("../../../data/times.tsv"))
            .map(|entry| {
                let word = word(entry.fields);
                (entry.term, word.expect("the tests read every line of times.tsv"))
            })
            .collect();
        let head = |term: &str| term.chars().next().map_or(0, |head| head as usize);
        words.sort_by_key(|(term, _)| (head(term), std::cmp::Reverse(term.len())));
        let mut heads = vec![0_u16; 1 << 16].into_boxed_slice();
        let mut groups = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let first = head(words[start].0);
            let length = words[start..].iter().take_while(|(term, _)| head(term) == first).count();
            groups.push((start as u32, (start + length) as u32));
            let begins = words[start..start + length].iter().any(|&(_, word)| begins(word));
            if let Some(slot) = heads.get_mut(first) {
                *slot = groups.len() as u16 | if begins { BEGINS } else { 0 };
            }
            start += length;
        }
        for character in ('\0'..='\u{FFFF}').filter(|&character| numeral(character)) {
            heads[character as usize] |= BEGINS;
        }
        Self { heads, groups, words }
    }

    /// Whether a time can begin with `character`.
    #[inline]
    pub(super) fn begins(&self, character: char) -> bool {
        self.heads.get(character as usize).is_some_and(|head| head & BEGINS != 0)
    }

    /// The longest word that stands at byte `at`: the byte after it, and what it says.
    pub(super) fn longest(&self, text: &str, at: usize) -> Option<(usize, Word)> {
        let rest = &text[at..];
        let head = *self.heads.get(rest.chars().next()? as usize)? & !BEGINS;
        let &(start, end) = self.groups.get((head as usize).checked_sub(1)?)?;
        self.words[start as usize..end as usize]
            .iter()
            .find(|(term, _)| rest.starts_with(term))
            .map(|&(term, word)| (at + term.len(), word))
    }
}

/// Whether a numeral that may count time begins with the character.
fn numeral(character: char) -> bool {
    matches!(character, '半' | '多' | '“' | '"' | '大' | '小') || crate::numeral::begins(character)
}

/// Whether a time can begin with the word; suffixes, units and the like only follow.
fn begins(word: Word) -> bool {
    match word {
        Word::Part { bound, .. } | Word::Season { bound, .. } => !bound,
        Word::Edge(_, of) => matches!(of, EdgeOf::Year | EdgeOf::Month),
        Word::Quoted(_)
        | Word::Plan(..)
        | Word::Unit(_)
        | Word::Suffix(_)
        | Word::Decade
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
        "vague" => Word::Vague,
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
            assert!(word(entry.fields).is_some(), "line {}: {}", entry.line, entry.term);
            assert!(seen.insert(entry.term), "line {}: {} again", entry.line, entry.term);
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let end = |text: &str| LEXICON.longest(text, 0).map(|(end, _)| text[..end].to_owned());
        assert_eq!(end("近年来,"), Some("近年来".into()));
        assert_eq!(end("上个月"), Some("上个月".into()));
        assert_eq!(end("纸"), None);
        assert!(LEXICON.begins('今') && LEXICON.begins('５') && !LEXICON.begins('许'));
    }
}
