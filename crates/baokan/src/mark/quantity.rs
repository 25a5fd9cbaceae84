//! Quantities: a number with its unit, its modifiers and the thing counted.
//!
//! One pass over the text; every character that can begin a number is looked at once, and what is no
//! count (dates, names, quoted formulations, words such as 三轮车) is passed over whole.

mod counted;
mod modifier;
mod range;
mod reading;
mod special;
mod unit;

use std::sync::LazyLock;

use super::Quantity;
use crate::character::Characters;
use crate::entry::shipped;
use crate::numeral::{self, Form};
use crate::span::Span;
use crate::trie::Trie;
use crate::width::fold;
use reading::{Reading, read};
use unit::Units;

/// The quantities of `text`, in order. `occupied` are the spans of its times, in order: `3天` and
/// `5月20日` are settled before.
pub(crate) fn quantities(text: &str, occupied: &[Span]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut occupied = occupied.iter().copied().peekable();
    let bytes = text.as_bytes();
    let triggers = &*TRIGGERS;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x80 && !byte.is_ascii_digit() && byte != b'"' && byte != b'$' {
            at += 1;
            continue;
        }
        let Some(character) = text[at..].chars().next() else {
            break;
        };
        let next = at + character.len_utf8();
        if !triggers.begins.has(character) || triggers.is_idle(character, &text[next..]) {
            at = next;
            continue;
        }
        while occupied.next_if(|span| span.end as usize <= at).is_some() {}
        if let Some(span) = occupied.peek().filter(|span| span.start as usize <= at) {
            at = span.end as usize;
            continue;
        }
        if let Some(end) = quoted_term(text, at, character) {
            at = end;
            continue;
        }
        let limit = occupied
            .peek()
            .map_or(text.len(), |span| span.start as usize);
        at = match candidate(text, at, character) {
            Candidate::Quantity(quantity, end) if end <= limit => {
                found.push(quantity);
                end
            }
            Candidate::Quantity(_, end) | Candidate::Passed(end) => end.min(limit).max(next),
        };
    }
    found
}

/// What stands where a number could begin.
enum Candidate {
    Quantity(Quantity, usize),
    /// Nothing that counts; reading goes on at this byte.
    Passed(usize),
}

fn candidate(text: &str, at: usize, character: char) -> Candidate {
    let next = at + character.len_utf8();
    let doubling = text[..at].ends_with('翻') || text[..at].ends_with("翻了");
    if numeral::arabic(character).is_none()
        && !doubling
        && let Some(end) = word(text, at)
    {
        return Candidate::Passed(end);
    }
    let previous = text[..at].chars().next_back();
    match read(text, at) {
        Reading::Quantity {
            mut quantity,
            end,
            form,
        } => {
            if belongs_to_name(text, at, previous, form) {
                return Candidate::Passed(end);
            }
            quantity.of = counted::counted(text, quantity.span);
            Candidate::Quantity(quantity, end)
        }
        Reading::Number(end) => Candidate::Passed(end.max(next)),
        Reading::Nothing => Candidate::Passed(next),
    }
}

/// Whether the number at `at` is an ordinal or part of a name: `第3次`, `G2516次`, `3.2.1版`, `周三次`.
fn belongs_to_name(text: &str, at: usize, previous: Option<char>, form: Form) -> bool {
    let Some(previous) = previous else {
        return false;
    };
    match fold(previous) {
        '第' | '初' => true,
        // 第五十二、五十三颗 goes on an ordinal.
        '、' => {
            let item = |&before: &char| before == '、' || numeral::begins(before);
            /// Longer than this in characters, a list of ordinals is none.
            const LIST: usize = 20;
            text[..at]
                .chars()
                .rev()
                .take(LIST)
                .find(|before| !item(before))
                == Some('第')
        }
        '.' | '·' | '/' | ':' => text[..at - previous.len_utf8()]
            .ends_with(|before: char| fold(before).is_ascii_alphanumeric()),
        '-' | '_' => text[..at - previous.len_utf8()]
            .ends_with(|before: char| fold(before).is_ascii_alphanumeric()),
        // 每周三次 counts, 本周三场 may not.
        '周' | '期' => form == Form::Chinese && !text[..at].ends_with("每周"),
        // 人数十五, 总数百分之三: 数 ends a noun.
        folded => folded.is_ascii_alphabetic(),
    }
}

/// The end of a short quoted term or of a title that opens at `at`: numbers in names are no counts
/// (“四要素”, “最后100米”, 《三十六计》), while quoted speech is read like any text.
fn quoted_term(text: &str, at: usize, open: char) -> Option<usize> {
    /// Longer than this in bytes, what stands between the marks is a sentence.
    const TERM: usize = 51;
    const TITLE: usize = 180;
    let (close, limit) = match open {
        '“' => ('”', TERM),
        '‘' => ('’', TERM),
        '「' => ('」', TERM),
        '『' => ('』', TERM),
        '"' => ('"', TERM),
        '《' => ('》', TITLE),
        '〈' => ('〉', TITLE),
        _ => return None,
    };
    let start = at + open.len_utf8();
    for (offset, character) in text[start..].char_indices() {
        if character == close {
            return Some(start + offset + close.len_utf8());
        }
        let sentence = matches!(fold(character), ',' | '。' | '!' | '?' | ';' | '…' | '\n');
        if offset > limit || character == open || (sentence && limit == TERM) || character == '\n' {
            break;
        }
    }
    None
}

/// The end of the longest word at `at` that begins like a number and is none: 三轮车, 四通八达.
fn word(text: &str, at: usize) -> Option<usize> {
    static WORDS: LazyLock<Trie<()>> =
        LazyLock::new(|| Trie::new(words().map(|word| (word.chars(), ()))));
    let rest = &text[at..];
    let (length, ()) = WORDS.longest(rest.chars())?;
    let end = rest
        .char_indices()
        .nth(length)
        .map_or(rest.len(), |(end, _)| end);
    let word = &rest[..end];
    // 十分之一 begins with the word 十分.
    let fraction = word.ends_with('分') && rest[word.len()..].starts_with('之');
    (!fraction).then_some(at + word.len())
}

/// Words that begin like a number and are none.
fn words() -> impl Iterator<Item = &'static str> {
    shipped(include_str!("../../data/numeral_words.tsv")).map(|entry| entry.term)
}

/// What tells at a glance whether anything can be counted here.
struct Triggers {
    /// Begins a number, a quoted term or a title.
    begins: Characters,
    /// A single Chinese digit; 上, which begins 上百.
    digit: Characters,
    /// What can stand behind such a digit and have it mean something, in its half-width form.
    follows: Characters,
}

impl Triggers {
    /// Whether a digit stands alone: most 一 and 上 count nothing, which the character behind them tells.
    #[inline]
    fn is_idle(&self, character: char, behind: &str) -> bool {
        let follows = |next| self.follows.has(fold(next));
        self.digit.has(character) && !behind.chars().next().is_some_and(follows)
    }
}

static TRIGGERS: LazyLock<Triggers> = LazyLock::new(|| {
    let plane = || '\0'..='\u{ffff}';
    let mark = |character| {
        matches!(
            character,
            '“' | '‘' | '「' | '『' | '"' | '《' | '〈' | '半' | '￥' | '¥' | '$' | '＄'
        )
    };
    // Connectors of ranges, points, `分之`, `零下`, modifiers and the letter that is set for a zero.
    let sign = "-~〜∼–−—至到.点點分下余餘多来O";
    let second = words().filter_map(|word| word.chars().nth(1));
    Triggers {
        begins: plane()
            .filter(|&character| mark(character) || numeral::begins(character))
            .collect(),
        digit: plane()
            .filter(|&character| numeral::is_digit(character) || character == '上')
            .collect(),
        follows: plane()
            .filter(|&character| numeral::begins(character))
            .chain(sign.chars())
            .chain(second)
            .chain(Units::heads())
            .map(fold)
            .collect(),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        expect: Vec<Expected>,
    }

    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Expected {
        text: String,
        value: Option<f64>,
        low: Option<f64>,
        high: Option<f64>,
        unit: Option<String>,
        of: Option<String>,
    }

    #[test]
    fn golden_cases() {
        let cases: Cases = toml::from_str(include_str!("../../../../tests/golden/quantities.toml"))
            .expect("the cases are valid TOML");
        for case in cases.case {
            let found: Vec<Expected> = quantities(&case.text, &[])
                .into_iter()
                .zip(case.expect.iter().map(Some).chain(std::iter::repeat(None)))
                .map(|(found, expected)| Expected {
                    text: found.span.slice(&case.text).to_owned(),
                    value: found.value,
                    low: expected
                        .is_none_or(|expected| expected.low.is_some())
                        .then_some(found.low)
                        .flatten(),
                    high: expected
                        .is_none_or(|expected| expected.high.is_some())
                        .then_some(found.high)
                        .flatten(),
                    unit: found.unit,
                    of: expected
                        .is_some_and(|expected| expected.of.is_some())
                        .then(|| found.of.map(|of| of.slice(&case.text).to_owned()))
                        .flatten(),
                })
                .collect();
            assert_eq!(found, case.expect, "{}", case.text);
        }
    }

    #[test]
    fn occupied_spans_are_left_alone() {
        let text = "3天运来5车沙";
        let times = [Span::new(0, "3天".len())];
        let found = quantities(text, &times);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.slice(text), "5车");
    }

    #[test]
    fn hostile_input_is_linear() {
        for run in [
            "9",
            "一",
            "“",
            "《",
            "百分之",
            "3-",
            "3万",
            "1.",
            "第3",
            "每",
            "1/",
        ] {
            quantities(&run.repeat(100_000), &[]);
        }
    }
}
