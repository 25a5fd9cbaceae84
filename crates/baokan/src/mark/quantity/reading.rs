//! One quantity, from its number to its last modifier.

use super::modifier::{self, Bound};
use super::unit::{Kind, Unit, Units, fold};
use crate::mark::Quantity;
use crate::numeral::{self, Form, Number};
use crate::span::Span;

/// What stands at a position.
pub(super) enum Reading {
    Quantity { quantity: Quantity, end: usize, form: Form },
    /// A number that counts nothing; it ends at this byte.
    Number(usize),
    Nothing,
}

/// A number with the stretch it was read from and its unit, before it is judged.
struct Count {
    number: Number,
    /// First byte and one past the last byte of the numeral.
    start: usize,
    end: usize,
    unit: Option<Unit>,
    /// What the unit reads as when it is no text of its own: `%` for 百分之.
    sign: Option<&'static str>,
}

/// Reads the quantity whose number begins at byte `at`.
pub(super) fn read(text: &str, at: usize) -> Reading {
    if let Some(reading) = special(text, at) {
        return reading;
    }
    let Some(mut count) = count(text, at) else { return Reading::Nothing };
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
fn count(text: &str, at: usize) -> Option<Count> {
    if let Some(count) = fraction(text, at) {
        return Some(count);
    }
    let (mut end, mut number) = numeral::number(text, at)?;
    let mut unit = unit_behind(text, end, number.form);
    if unit.is_none() && number.form == Form::Chinese {
        // 三点五亩: a clock time has no unit behind it.
        if let Some((spoken_end, spoken)) = numeral::spoken_decimal(text, at).filter(|spoken| spoken.0 > end) {
            let spoken_unit = unit_behind(text, spoken_end, spoken.form);
            if spoken_unit.is_some_and(|unit| !matches!(unit.kind, Kind::Time | Kind::Not)) {
                (end, number, unit) = (spoken_end, spoken, spoken_unit);
            }
        }
    }
    Some(Count { number, start: at, end, unit, sign: None })
}

/// `百分之九十七`, `千分之三`, `三分之二`, `1/3`.
fn fraction(text: &str, at: usize) -> Option<Count> {
    let rest = &text[at..];
    for (prefix, sign) in [("百分之", "%"), ("千分之", "‰")] {
        if let Some(behind) = rest.strip_prefix(prefix) {
            let start = text.len() - behind.len();
            let (end, number) = numeral::spoken_decimal(text, start)?;
            return Some(Count { number, start: at, end, unit: None, sign: Some(sign) });
        }
    }
    let (whole_end, whole) = numeral::number(text, at)?;
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
    let (numerator, denominator) = if text[whole_end..].starts_with("分之") { (part, whole) } else { (whole, part) };
    let plain = numerator < denominator && denominator <= 1000.0 && !text[end..].starts_with(['/', '／', '-', '.']);
    if denominator == 0.0 || !(plain || text[whole_end..].starts_with("分之")) {
        return None;
    }
    let number = Number { value: Some(numerator / denominator), low: None, high: None, form: Form::Chinese };
    Some(Count { number, start: at, end, unit: None, sign: Some("") })
}

/// What is no plain number with a unit: `过半`, `翻一番`, `零下5℃`, `￥300`, `半斤`.
fn special(text: &str, at: usize) -> Option<Reading> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    match first {
        '半' => {
            let next = at + first.len_utf8();
            if let Some((start, bound)) = modifier::before(text, at, true) {
                let end = if text[next..].starts_with('数') { next + '数'.len_utf8() } else { next };
                // 近半年 and 过半百 say something else.
                let half = matches!(text[end..].chars().next(), None | Some('\n')) || !text[end..].starts_with(['年', '个', '百', '天', '月', '小']);
                return Some(if half { quantity(text, (start, end), half_number(), bound, None) } else { Reading::Nothing });
            }
            let unit = Units::shipped().at(text, next, false).filter(|unit| unit.kind == Kind::Measure)?;
            let name = &text[next..unit.end];
            let about = Bound::About;
            Some(quantity(text, (at, unit.end), half_number(), about, Some(name.to_owned())))
        }
        '零' if rest.starts_with("零下") => {
            let (end, number) = numeral::number(text, at + "零下".len())?;
            let unit = unit_behind(text, end, Form::Arabic).filter(|unit| unit.kind == Kind::Scale)?;
            let name = text[end..unit.end].to_owned();
            let end = modifier::after(text, unit.end).map_or(unit.end, |(end, _)| end);
            Some(quantity(text, (at, end), number.times(-1.0), Bound::About, Some(name)))
        }
        '￥' | '¥' | '$' | '＄' => {
            let (end, number) = numeral::number(text, at + first.len_utf8())?;
            (number.form == Form::Arabic)
                .then(|| quantity(text, (at, end), number, Bound::About, Some(first.to_string())))
        }
        // 翻一番, 翻了两番: the doubling is the unit.
        _ if text[..at].ends_with('翻') || text[..at].ends_with("翻了") => {
            let (end, number) = numeral::number(text, at)?;
            let unit = unit_behind(text, end, number.form)?;
            if &text[end..unit.end] != "番" {
                return None;
            }
            let verb = if text[..at].ends_with('翻') { "翻" } else { "翻了" };
            Some(quantity(text, (at - verb.len(), unit.end), number, Bound::About, Some("番".to_owned())))
        }
        _ => None,
    }
}

/// `3~8岁`, `6～8厘米`, `30至50万元`, `几十万元至几百万元`.
fn range(text: &str, first: &Count) -> Option<Reading> {
    if first.number.form == Form::Bare || first.sign == Some("") {
        return None;
    }
    let first_end = first.unit.map_or(first.end, |unit| unit.end);
    let connector = text[first_end..].chars().next()?;
    let length = match connector {
        '-' | '－' | '~' | '～' | '〜' | '∼' | '–' | '至' | '到' | '−' => connector.len_utf8(),
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
    if let Some(first_unit) = first.unit.filter(|unit| unit.kind != Kind::Not) {
        if name != Some(&text[first.end..first_unit.end]) {
            return None;
        }
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
    let number = Number { value: None, low: Some(low), high: Some(high), form: first.number.form };
    let (end, _) = modifier::after(text, end).unwrap_or((end, Bound::About));
    let (start, rate) = leading(text, first.start, false);
    let name = name.map(|name| rated(name, rate)).or_else(|| second.sign.map(str::to_owned));
    Some(quantity(text, (start, end), number, Bound::About, name))
}

/// Judges a count and gathers what belongs to it on both sides.
fn finish(text: &str, count: Count) -> Reading {
    let Count { mut number, start: at, end: number_end, unit, sign } = count;
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
            if let Some((decimal_end, value)) = split_decimal(text, &number, unit) {
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
    let (start, rate) = leading(text, at, bare);
    let name = name.map(|name| rated(&name, rate));
    quantity(text, (start, end), number, bound.unwrap_or(Bound::About), name)
}

/// Whether a number counts something, given how it is written and what stands behind it.
fn counts(text: &str, number: &Number, written: &str, unit: Option<Unit>, modified: bool) -> bool {
    let mut characters = written.chars();
    let (first, single) = (characters.next(), characters.next().is_none());
    if number.value.is_none() && number.low.is_none() {
        return false;
    }
    // 几个, 数名 give no number; 二〇二二个 is none.
    if (single && matches!(first, Some('几' | '数'))) || (number.form == Form::Digits) {
        return false;
    }
    // 人数十五, 总数百人: 数 ends the noun before it.
    let at = written.as_ptr() as usize - text.as_ptr() as usize;
    if first == Some('数') && text[..at].ends_with(['人', '总', '分', '次', '倍', '指', '参', '系', '岁', '多', '少', '无', '户', '件', '点']) {
        return false;
    }
    let Some(unit) = unit else {
        let end = at + written.len();
        let before_noun = text[end..].chars().next().is_none_or(|next| !matches!(next, '里' | '号' | '年' | '月' | '日' | '时' | '分'));
        let large = written.ends_with(['万', '亿']) && number.form != Form::Bare && !single;
        let open = number.low.is_some() && number.high.is_none();
        let vague = matches!(first, Some('数' | '几')) && !single;
        return before_noun && (large || open || vague || (modified && number.form == Form::Bare));
    };
    match number.form {
        // 百姓, 千户 and 万元 are words; 近百名, 万余斤 and 百万元 count.
        Form::Bare => modified || number.low.is_some() || !single,
        Form::Arabic => !written.starts_with("00"),
        _ if single && first == Some('一') => matches!(unit.kind, Kind::Measure) || (unit.kind == Kind::Share && !text[..at].ends_with('第')),
        // 二 before a measure word is an ordinal (二组), 两 counts; 二人 and 二亩 do.
        _ if single && first == Some('二') => {
            unit.kind == Kind::Measure || matches!(&text[at + written.len()..unit.end], "人" | "位" | "成" | "老")
        }
        // 一两个: an article, not a count.
        _ => !(number.value.is_none() && number.low == Some(1.0)),
    }
}

/// The unit at byte `end`, behind one blank at most: dumps print `374 名`.
fn unit_behind(text: &str, end: usize, form: Form) -> Option<Unit> {
    let arabic = form == Form::Arabic;
    Units::shipped().at(text, end, arabic).or_else(|| {
        let behind = text[end..].strip_prefix(' ').filter(|_| arabic)?;
        let unit = Units::shipped().at(text, text.len() - behind.len(), arabic)?;
        (unit.kind != Kind::Not).then_some(unit)
    })
}

/// What a price or rate is for: the second unit in `1.8元/吨`, `10元每斤`.
fn rate_behind(text: &str, mut end: usize) -> usize {
    while let Some(sign) = text[end..].chars().next().filter(|sign| matches!(sign, '/' | '／' | '每')) {
        let Some(unit) = Units::shipped().at(text, end + sign.len_utf8(), true).filter(|unit| unit.kind != Kind::Not) else { break };
        end = unit.end;
    }
    end
}

/// Where the quantity begins, with the modifiers before its number, and the unit of `每吨5元`.
fn leading(text: &str, at: usize, bare: bool) -> (usize, Option<&str>) {
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
            let whole = unit.is_some_and(|unit| unit.end == start && matches!(unit.kind, Kind::Measure | Kind::Classifier));
            return if whole { (offset, Some(&text[from..start])) } else { (start, None) };
        }
    }
    (start, None)
}

/// `元` for each `吨` is `元/吨`.
fn rated(unit: &str, rate: Option<&str>) -> String {
    match rate {
        Some(rate) => format!("{unit}/{rate}"),
        None => unit.to_owned(),
    }
}

/// `1米45` and `1米7`: digits behind the unit are its decimals.
fn split_decimal(text: &str, number: &Number, unit: Unit) -> Option<(usize, f64)> {
    let name = text[..unit.end].chars().next_back()?;
    if name != '米' || number.form != Form::Arabic {
        return None;
    }
    let mut end = unit.end;
    let mut digits = 0;
    let mut decimals = 0.0;
    for character in text[unit.end..].chars() {
        let Some(digit) = numeral::arabic(character) else { break };
        digits += 1;
        decimals = decimals * 10.0 + f64::from(digit);
        end += character.len_utf8();
    }
    let plain = !text[end..].starts_with(['.', '．', '个', '名', '元', '万']) && Units::shipped().at(text, end, true).is_none();
    let value = number.value? + decimals / 10_f64.powi(digits);
    ((1..=2).contains(&digits) && plain && number.value?.fract() == 0.0).then_some((end, value))
}

/// `1.5米多`, `两亩多地`: the modifier stands behind a unit of measure.
fn open_end(text: &str, end: usize) -> Option<usize> {
    let behind = text[end..].strip_prefix(['多', '余'])?;
    let next = behind.chars().next().map(fold);
    let closes = matches!(next, None | Some('的' | ',' | '。' | '、' | ';' | ')' | '!' | '?' | '”' | '长' | '宽' | '高' | '深' | '厚' | '远' | '重' | '地' | '路' | '\n'));
    closes.then_some(text.len() - behind.len())
}

/// The end of a chain of digits and points.
fn dotted(text: &str, at: usize) -> usize {
    let chain = text[at..].find(|character: char| numeral::arabic(character).is_none() && !matches!(character, '.' | '．'));
    chain.map_or(text.len(), |length| at + length)
}

fn half_number() -> Number {
    Number { value: Some(0.5), low: None, high: None, form: Form::Chinese }
}

fn quantity(text: &str, (start, end): (usize, usize), number: Number, bound: Bound, unit: Option<String>) -> Reading {
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
    Reading::Quantity { quantity, end, form: number.form }
}
