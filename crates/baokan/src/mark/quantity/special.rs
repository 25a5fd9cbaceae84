//! Quantities that are no plain number with a unit: `过半`, `翻一番`, `三分之二`, `1米45`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::modifier::{self, Bound};
use super::reading::{Count, Reading, quantity, unit_behind};
use super::unit::{Kind, Unit, Units};
use crate::character;
use crate::entry::shipped;
use crate::numeral::{self, Form, Number};
use crate::width::is_han;

/// What is no plain number with a unit: `过半`, `翻一番`, `零下5℃`, `￥300`, `半斤`.
pub(super) fn special(text: &str, at: usize) -> Option<Reading> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    match first {
        '半' => {
            let next = at + first.len_utf8();
            if let Some((start, bound)) = modifier::before(text, at, true) {
                let end = if text[next..].starts_with('数') {
                    next + '数'.len_utf8()
                } else {
                    next
                };
                // 近半年 and 过半百 say something else.
                let half = matches!(text[end..].chars().next(), None | Some('\n'))
                    || !text[end..].starts_with(['年', '个', '百', '天', '月', '小']);
                return Some(if half {
                    quantity(text, (start, end), half_number(), bound, None)
                } else {
                    Reading::Nothing
                });
            }
            let unit = Units::shipped()
                .at(text, next, false)
                .filter(|unit| unit.kind == Kind::Measure)?;
            let name = &text[next..unit.end];
            let about = Bound::About;
            Some(quantity(
                text,
                (at, unit.end),
                half_number(),
                about,
                Some(name.to_owned()),
            ))
        }
        '零' if rest.starts_with("零下") => {
            let (end, number) = numeral::number(text, at + "零下".len())?;
            let unit =
                unit_behind(text, end, Form::Arabic).filter(|unit| unit.kind == Kind::Scale)?;
            let name = text[end..unit.end].to_owned();
            let end = modifier::after(text, unit.end).map_or(unit.end, |(end, _)| end);
            Some(quantity(
                text,
                (at, end),
                number.times(-1.0),
                Bound::About,
                Some(name),
            ))
        }
        '￥' | '¥' | '$' | '＄' => {
            let (end, number) = numeral::number(text, at + first.len_utf8())?;
            (number.form == Form::Arabic).then(|| {
                quantity(
                    text,
                    (at, end),
                    number,
                    Bound::About,
                    Some(first.to_string()),
                )
            })
        }
        // 翻一番, 翻了两番: the doubling is the unit.
        _ if text[..at].ends_with('翻') || text[..at].ends_with("翻了") => {
            let (end, number) = numeral::number(text, at)?;
            let unit = unit_behind(text, end, number.form)?;
            if &text[end..unit.end] != "番" {
                return None;
            }
            let verb = if text[..at].ends_with('翻') {
                "翻"
            } else {
                "翻了"
            };
            Some(quantity(
                text,
                (at - verb.len(), unit.end),
                number,
                Bound::About,
                Some("番".to_owned()),
            ))
        }
        _ => None,
    }
}

/// `百分之九十七`, `千分之三`.
pub(super) fn percentage(text: &str, at: usize) -> Option<Count> {
    let rest = &text[at..];
    for (prefix, sign) in [("百分之", "%"), ("千分之", "‰")] {
        if let Some(behind) = rest.strip_prefix(prefix) {
            let start = text.len() - behind.len();
            let (end, number) = numeral::spoken_decimal(text, start)?;
            return Some(Count {
                number,
                start: at,
                end,
                unit: None,
                sign: Some(sign),
            });
        }
    }
    None
}

/// `三分之二`, `1/3`: the number at `at` ends at `whole_end`.
pub(super) fn fraction(
    text: &str,
    at: usize,
    (whole_end, whole): (usize, Number),
) -> Option<Count> {
    let part_at = if text[whole_end..].starts_with("分之") {
        whole_end + "分之".len()
    } else if whole.form == Form::Arabic && text[whole_end..].starts_with(['/', '／']) {
        whole_end + text[whole_end..].chars().next()?.len_utf8()
    } else {
        return None;
    };
    let (end, part) = numeral::number(text, part_at)?;
    let (whole, part) = (whole.value?, part.value?);
    // 1/3 is a part of a whole; 9/11 or 24/7 with digits behind are no fractions.
    let (numerator, denominator) = if text[whole_end..].starts_with("分之") {
        (part, whole)
    } else {
        (whole, part)
    };
    let plain = numerator < denominator
        && denominator <= 1000.0
        && !text[end..].starts_with(['/', '／', '-', '.']);
    // 1/4决赛 is a round of a cup.
    if text[end..].starts_with("决赛")
        || denominator == 0.0
        || !(plain || text[whole_end..].starts_with("分之"))
    {
        return None;
    }
    let number = Number {
        value: Some(numerator / denominator),
        low: None,
        high: None,
        form: Form::Chinese,
    };
    Some(Count {
        number,
        start: at,
        end,
        unit: None,
        sign: Some(""),
    })
}

/// `1米45` and `1米7`: digits behind the unit are its decimals.
pub(super) fn split_decimal(text: &str, number: &Number, unit: Unit) -> Option<(usize, f64)> {
    let name = text[..unit.end].chars().next_back()?;
    if name != '米' || number.form != Form::Arabic {
        return None;
    }
    let mut end = unit.end;
    let mut digits = 0;
    let mut decimals = 0.0;
    for character in text[unit.end..].chars() {
        let Some(digit) = numeral::arabic(character) else {
            break;
        };
        digits += 1;
        decimals = decimals * 10.0 + f64::from(digit);
        end += character.len_utf8();
    }
    let plain = !text[end..].starts_with(['.', '．', '个', '名', '元', '万'])
        && Units::shipped().at(text, end, true).is_none();
    let value = number.value? + decimals / 10_f64.powi(digits);
    ((1..=2).contains(&digits) && plain && number.value?.fract() == 0.0).then_some((end, value))
}

/// Smaller units that go on a larger one, and their share of it: `五元三毛`, `一亩七分`, `3斤2两`.
fn smaller(unit: &str, smaller: &str) -> Option<f64> {
    static SUBUNITS: LazyLock<HashMap<(&'static str, &'static str), f64>> = LazyLock::new(|| {
        shipped(include_str!("../../../data/subunits.tsv"))
            .filter_map(|entry| {
                Some(((entry.term, entry.fields[0]), entry.fields[1].parse().ok()?))
            })
            .collect()
    });
    SUBUNITS.get(&(unit, smaller)).copied()
}

/// What follows the unit and belongs to its value: `一吨半`, `五元三毛`; the end and the value.
pub(super) fn remainder(
    text: &str,
    number: &Number,
    name: &str,
    end: usize,
) -> Option<(usize, f64)> {
    let value = number.value.filter(|_| number.low.is_none())?;
    let rest = &text[end..];
    if let Some(behind) = rest.strip_prefix('半') {
        let next = behind.chars().next();
        let part_of_word = character::HALF_WORD.has_some(next);
        return (!part_of_word).then_some((text.len() - behind.len(), value + 0.5));
    }
    // 三块五 is three yuan fifty; 两块五花肉 is none, so a mark or 钱 must follow.
    let mut letters = rest.chars();
    if name == "块"
        && let Some(tenth) = letters.next().and_then(tenth)
        && letters
            .next()
            .is_none_or(|next| next == '钱' || !is_han(next) && !next.is_alphanumeric())
    {
        let digit = rest.chars().next().map_or(0, char::len_utf8);
        let value = ((value + tenth * 0.1) * 1e6).round() / 1e6;
        return Some((end + digit, value));
    }
    let (digits_end, part) = numeral::number(text, end)?;
    let small_end = digits_end + text[digits_end..].chars().next()?.len_utf8();
    let share = smaller(name, &text[digits_end..small_end])?;
    let part = part.value.filter(|&part| part < 10.0)?;
    let value = ((value + part * share) * 1e6).round() / 1e6;
    // 50元6角三分: the next smaller unit goes on in the same way.
    let cents = numeral::number(text, small_end).filter(|&(cents_end, cents)| {
        text[cents_end..].starts_with('分')
            && cents.value.is_some_and(|cents| cents < 10.0)
            && share == 0.1
            && name != "亩"
    });
    match cents {
        Some((cents_end, cents)) => {
            Some((cents_end + '分'.len_utf8(), value + cents.value? / 100.0))
        }
        None => Some((small_end, value)),
    }
}

/// A single numeral.
fn tenth(letter: char) -> Option<f64> {
    letter
        .to_digit(10)
        .or_else(|| {
            "一二三四五六七八九"
                .chars()
                .position(|one| one == letter)
                .map(|at| at as u32 + 1)
        })
        .map(f64::from)
}

fn half_number() -> Number {
    Number {
        value: Some(0.5),
        low: None,
        high: None,
        form: Form::Chinese,
    }
}
