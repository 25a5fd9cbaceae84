//! One quantity, from its number to its last modifier.

use super::modifier::{self, Bound};
use super::range::range;
use super::special::{fraction, percentage, remainder, special, split_decimal};
use super::unit::{Kind, Unit, Units};
use crate::character;
use crate::mark::Quantity;
use crate::numeral::{self, Form, Number};
use crate::span::Span;
use crate::width::fold;

/// What stands at a position.
pub(super) enum Reading {
    Quantity {
        quantity: Quantity,
        end: usize,
        form: Form,
    },
    /// A number that counts nothing; it ends at this byte.
    Number(usize),
    Nothing,
}

/// A number with the stretch it was read from and its unit, before it is judged.
pub(super) struct Count {
    pub(super) number: Number,
    /// First byte and one past the last byte of the numeral.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) unit: Option<Unit>,
    /// What the unit reads as when it is no text of its own: `%` for 百分之.
    pub(super) sign: Option<&'static str>,
}

/// Reads the quantity whose number begins at byte `at`.
pub(super) fn read(text: &str, at: usize) -> Reading {
    if let Some(reading) = special(text, at) {
        return reading;
    }
    let Some(mut count) = count(text, at) else {
        return Reading::Nothing;
    };
    let after = &text[count.end..];
    // 2.5.1版, 192.168.0.1: digits behind another point are no number.
    if after.starts_with(['.', '．']) && after.chars().nth(1).and_then(numeral::arabic).is_some() {
        return Reading::Number(dotted(text, count.end));
    }
    if let Some(reading) = range(text, &count) {
        return reading;
    }
    let end = count.unit.map_or(count.end, |unit| unit.end);
    if count.unit.is_some_and(|unit| unit.kind == Kind::Time) {
        return Reading::Number(end);
    }
    if count.unit.is_some_and(|unit| unit.kind == Kind::Not) {
        count.unit = None;
    }
    finish(text, count)
}

/// Reads a number and the unit behind it.
pub(super) fn count(text: &str, at: usize) -> Option<Count> {
    if let Some(count) = percentage(text, at) {
        return Some(count);
    }
    let (mut end, mut number) = numeral::number(text, at)?;
    if let Some(count) = fraction(text, at, (end, number)) {
        return Some(count);
    }
    let mut unit = unit_behind(text, end, number.form);
    if unit.is_none() && number.form == Form::Chinese && text[end..].starts_with(['点', '點']) {
        // 三点五亩: a clock time has no unit behind it.
        if let Some((spoken_end, spoken)) =
            numeral::spoken_decimal(text, at).filter(|spoken| spoken.0 > end)
        {
            let spoken_unit = unit_behind(text, spoken_end, spoken.form);
            if spoken_unit
                .is_some_and(|unit| matches!(unit.kind, Kind::Measure | Kind::Share | Kind::Scale))
            {
                (end, number, unit) = (spoken_end, spoken, spoken_unit);
            }
        }
    }
    Some(Count {
        number,
        start: at,
        end,
        unit,
        sign: None,
    })
}

/// Judges a count and gathers what belongs to it on both sides.
fn finish(text: &str, count: Count) -> Reading {
    let Count {
        mut number,
        start: at,
        end: number_end,
        unit,
        sign,
    } = count;
    let bare = number.form == Form::Bare;
    let modified = modifier::before(text, at, bare);
    let written = &text[at..number_end];
    let mut end = unit.map_or(number_end, |unit| unit.end);
    if sign.is_none() && !counts(text, &number, written, unit, modified.is_some()) {
        return Reading::Number(end);
    }
    let mut name = unit.map(|unit| text[number_end..unit.end].trim().to_owned());
    let mut bound = modified.map(|(_, bound)| bound);
    if let Some(unit) = unit {
        end = rate_behind(text, end);
        name = Some(text[number_end..end].trim().to_owned());
        if matches!(unit.kind, Kind::Measure | Kind::Scale) {
            let unit_name = &text[number_end..unit.end];
            let split = split_decimal(text, &number, unit).or_else(|| {
                remainder(text, &number, unit_name, end).filter(|_| unit.kind == Kind::Measure)
            });
            if let Some((decimal_end, value)) = split {
                (end, number.value) = (decimal_end, Some(value));
            }
            if let Some(open_end) = open_end(text, end) {
                (end, bound) = (open_end, bound.or(Some(Bound::Low)));
            }
        }
    } else if let Some(sign) = sign.filter(|sign| !sign.is_empty()) {
        name = Some(sign.to_owned());
    }
    if let Some((after, after_bound)) = modifier::after(text, end) {
        (end, bound) = (after, bound.or(Some(after_bound)));
    }
    let (mut start, rate) = leading(text, at, bare);
    if let Some(minus) = minus(text, start, unit) {
        number = number.times(-1.0);
        start = minus;
    }
    let name = name.map(|name| rated(&name, rate));
    quantity(
        text,
        (start, end),
        number,
        bound.unwrap_or(Bound::About),
        name,
    )
}

/// Whether a number counts something, given how it is written and what stands behind it.
fn counts(text: &str, number: &Number, written: &str, unit: Option<Unit>, modified: bool) -> bool {
    let mut characters = written.chars();
    let (first, single) = (characters.next(), characters.next().is_none());
    if number.value.is_none() && number.low.is_none() {
        return false;
    }
    // 几个, 数名 give no number; 二〇二二个 is none.
    if (single && matches!(first, Some('几' | '数' | '零'))) || (number.form == Form::Digits) {
        return false;
    }
    // 人数十五, 总数百人: 数 ends the noun before it.
    let at = written.as_ptr() as usize - text.as_ptr() as usize;
    if first == Some('数') && text[..at].ends_with(|before| character::BEFORE_COUNT.has(before)) {
        return false;
    }
    let Some(unit) = unit else {
        let end = at + written.len();
        let before_noun = text[end..]
            .chars()
            .next()
            .is_none_or(|next| !matches!(next, '里' | '号' | '年' | '月' | '日' | '时' | '分'));
        let large = written.ends_with(['万', '亿']) && number.form != Form::Bare && !single;
        let open = number.low.is_some() && number.high.is_none();
        let vague = matches!(first, Some('数' | '几')) && !single;
        return before_noun && (large || open || vague || (modified && number.form == Form::Bare));
    };
    let (name, behind) = (&text[at + written.len()..unit.end], &text[unit.end..]);
    // 8时30分 and 晚9点21分 are clock times, 57公斤级 a class, 排名前五位 a rank.
    // 一番功夫: only what is doubled is counted in 番.
    if name == "番"
        || (name == "分" && text[..at].ends_with(['时', '点']))
        || (unit.kind == Kind::Measure && behind.starts_with('级'))
        || (matches!(name, "位" | "名") && text[..at].ends_with('前') && !behind.starts_with('的'))
    {
        return false;
    }
    match number.form {
        // 百姓 and 万元 are words; 近百名, 万余斤 and 百万元 count, and so do 百户 and 百名 anything.
        Form::Bare => modified || number.low.is_some() || !single || counts_heads(text, at, name),
        Form::Arabic => !written.starts_with("00"),
        _ if single && first == Some('一') => {
            // 一斤 and 一分钱 stand for each or any; 一米 is how long it is.
            (unit.kind == Kind::Measure && (modified || name.ends_with(['米', '里'])))
                || (unit.kind == Kind::Share && !text[..at].ends_with('第'))
        }
        // 二 before a measure word is an ordinal (二组), 两 counts; 二人 and 二亩 do.
        _ if single && first == Some('二') => {
            unit.kind == Kind::Measure || matches!(name, "人" | "位" | "成" | "层")
        }
        // 一两个: an article, not a count.
        _ => !(number.value.is_none() && number.low == Some(1.0)),
    }
}

/// Whether a bare 百, 千 or 万 counts households or people: `带动百户增收`, `百名党员`. 万户侯 and 千家万户 say
/// something else.
fn counts_heads(text: &str, at: usize, unit: &str) -> bool {
    let behind = text[at..].chars().nth(2);
    matches!(unit, "户" | "名")
        && !text[..at].ends_with(['家', '门'])
        && !behind.is_some_and(|behind| "村营寨屯庄乡镇侯所".contains(behind))
}

/// The unit at byte `end`, behind one blank at most: dumps print `374 名`.
pub(super) fn unit_behind(text: &str, end: usize, form: Form) -> Option<Unit> {
    let arabic = form == Form::Arabic;
    Units::shipped().at(text, end, arabic).or_else(|| {
        let behind = text[end..].strip_prefix(' ').filter(|_| arabic)?;
        let unit = Units::shipped().at(text, text.len() - behind.len(), arabic)?;
        (unit.kind != Kind::Not).then_some(unit)
    })
}

/// What a price or rate is for: the second unit in `1.8元/吨`, `10元每斤`.
fn rate_behind(text: &str, mut end: usize) -> usize {
    while let Some(sign) = text[end..]
        .chars()
        .next()
        .filter(|sign| matches!(sign, '/' | '／' | '每'))
    {
        let behind = end + sign.len_utf8();
        // `186毫克/100毫升`: a measure for so much of another.
        let amount = numeral::number(text, behind)
            .filter(|(_, amount)| sign != '每' && amount.form == Form::Arabic);
        let from = amount.map_or(behind, |(amount_end, _)| amount_end);
        let Some(unit) = Units::shipped().at(text, from, true).filter(|unit| {
            unit.kind == Kind::Measure || amount.is_none() && unit.kind != Kind::Not
        }) else {
            break;
        };
        end = unit.end;
    }
    end
}

/// Where the quantity begins, with the modifiers before its number, and the unit of `每吨5元`.
pub(super) fn leading(text: &str, at: usize, bare: bool) -> (usize, Option<&str>) {
    let mut start = modifier::before(text, at, bare).map_or(at, |(start, _)| start);
    // 至少近百名 hardly occurs, but 大约不到 does: two are the most.
    if start < at {
        start = modifier::before(text, start, false).map_or(start, |(start, _)| start);
    }
    /// 每立方米 is as long as such units get.
    const CHARACTERS: usize = 5;
    let head = &text[..start];
    for (offset, character) in head.char_indices().rev().take(CHARACTERS) {
        if character == '每' {
            let from = offset + character.len_utf8();
            let unit = Units::shipped().at(text, from, false);
            let whole = unit.is_some_and(|unit| {
                unit.end == start && matches!(unit.kind, Kind::Measure | Kind::Classifier)
            });
            return if whole {
                (offset, Some(&text[from..start]))
            } else {
                (start, None)
            };
        }
    }
    (start, None)
}

/// `元` for each `吨` is `元/吨`.
pub(super) fn rated(unit: &str, rate: Option<&str>) -> String {
    match rate {
        Some(rate) => format!("{unit}/{rate}"),
        None => unit.to_owned(),
    }
}

/// Where the sign of a percentage or a temperature stands: `-3.2%`, `负5℃`.
fn minus(text: &str, start: usize, unit: Option<Unit>) -> Option<usize> {
    unit.filter(|unit| matches!(unit.kind, Kind::Share | Kind::Scale))?;
    let sign = text[..start].chars().next_back()?;
    let at = start - sign.len_utf8();
    let before = text[..at].chars().next_back();
    let signed = match sign {
        '负' => true,
        '-' | '－' | '−' => before.is_none_or(|before| {
            !fold(before).is_ascii_alphanumeric() && before != '%' && before != '％'
        }),
        _ => false,
    };
    signed.then_some(at)
}

/// `1.5米多`, `两亩多地`: the modifier stands behind a unit of measure.
fn open_end(text: &str, end: usize) -> Option<usize> {
    let behind = text[end..].strip_prefix(['多', '余'])?;
    let next = behind.chars().next().map(fold);
    let closes = next.is_none_or(|next| !next.is_alphanumeric() || character::MEASURED.has(next));
    closes.then_some(text.len() - behind.len())
}

/// The end of a chain of digits and points.
fn dotted(text: &str, at: usize) -> usize {
    let chain = text[at..].find(|character: char| {
        numeral::arabic(character).is_none() && !matches!(character, '.' | '．')
    });
    chain.map_or(text.len(), |length| at + length)
}

pub(super) fn quantity(
    text: &str,
    (start, end): (usize, usize),
    number: Number,
    bound: Bound,
    unit: Option<String>,
) -> Reading {
    debug_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
    let mut quantity = Quantity {
        span: Span::new(start, end),
        value: number.value.filter(|value| value.is_finite()),
        low: number.low,
        high: number.high,
        unit: unit.filter(|unit| !unit.is_empty()),
        of: None,
    };
    match bound {
        Bound::Low => quantity.low = quantity.low.or(number.value),
        Bound::High => quantity.high = quantity.high.or(number.value),
        Bound::About => {}
    }
    Reading::Quantity {
        quantity,
        end,
        form: number.form,
    }
}
