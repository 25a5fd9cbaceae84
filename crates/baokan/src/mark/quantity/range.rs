//! Ranges: `3~8岁`, `30至50万元`.

use super::modifier::{self, Bound};
use super::reading::{Count, Reading, count, leading, quantity, rated};
use super::unit::Kind;
use crate::numeral::{Form, Number};

/// `3~8岁`, `6～8厘米`, `30至50万元`, `几十万元至几百万元`.
pub(super) fn range(text: &str, first: &Count) -> Option<Reading> {
    if first.number.form == Form::Bare || first.sign == Some("") {
        return None;
    }
    let first_end = first.unit.map_or(first.end, |unit| unit.end);
    let connector = text[first_end..].chars().next()?;
    let length = match connector {
        '-' | '－' | '~' | '～' | '〜' | '∼' | '–' | '至' | '到' | '−' => {
            connector.len_utf8()
        }
        '—' if text[first_end..].starts_with("——") => 2 * connector.len_utf8(),
        '—' => connector.len_utf8(),
        _ => return None,
    };
    let second = count(text, first_end + length)?;
    if second.number.form == Form::Bare || second.sign != first.sign {
        return None;
    }
    let unit = second.unit.filter(|unit| unit.kind != Kind::Not);
    if unit.is_none() && second.sign.is_none() {
        return None;
    }
    let name = unit.map(|unit| &text[second.end..unit.end]);
    if let Some(first_unit) = first.unit.filter(|unit| unit.kind != Kind::Not)
        && name != Some(&text[first.end..first_unit.end])
    {
        return None;
    }
    let end = unit.map_or(second.end, |unit| unit.end);
    if unit.is_some_and(|unit| unit.kind == Kind::Time) {
        return Some(Reading::Number(end));
    }
    let mut low = first.number.low.or(first.number.value)?;
    let high = second.number.high.or(second.number.value)?;
    // 30至50万元: the unit of ten thousand stands once for both.
    let written = &text[second.start..second.end];
    let factor = if written.ends_with('亿') {
        1e8
    } else if written.ends_with('万') {
        1e4
    } else {
        1.0
    };
    if first.unit.is_none() && low * factor <= high && low < factor {
        low *= factor;
    }
    if low > high {
        return None;
    }
    let number = Number {
        value: None,
        low: Some(low),
        high: Some(high),
        form: first.number.form,
    };
    let (end, _) = modifier::after(text, end).unwrap_or((end, Bound::About));
    let (start, rate) = leading(text, first.start, false);
    let name = name
        .map(|name| rated(name, rate))
        .or_else(|| second.sign.map(str::to_owned));
    Some(quantity(text, (start, end), number, Bound::About, name))
}
