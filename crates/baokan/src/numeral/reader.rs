//! Putting a numeral together from its coefficients and units.

use super::coefficient::{Coefficient, Fixed, Kind, ONE, Sum, coefficient, float, power};
use super::{Form, Number, Part, arabic, part, peek};

/// Reads one numeral, coefficient by coefficient: `三|十 五|万 六`.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// Everything before this byte belongs to the numeral.
    at: usize,
    /// Finished groups of 亿, finished groups of 万, and the group being read.
    total: Sum,
    group: Sum,
    section: Sum,
    /// Power of the last unit inside the group: units of a group only grow smaller.
    small: u32,
    /// Power of the last unit of all; 0 after a coefficient without one.
    last: Option<u32>,
    after_zero: bool,
    /// `余`, `多`, `来` or `上` was read.
    open_ended: bool,
    form: Option<Form>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self {
            text,
            at,
            total: Sum::default(),
            group: Sum::default(),
            section: Sum::default(),
            small: u32::MAX,
            last: None,
            after_zero: false,
            open_ended: false,
            form: None,
        }
    }

    pub(super) fn read(mut self) -> Option<(usize, Number)> {
        // 上百, 上千, 上万: at least that many.
        if peek(self.text, self.at)? == '上' {
            self.at += '上'.len_utf8();
            self.open_ended = true;
            let unit = peek(self.text, self.at).map(part);
            if !matches!(unit, Some(Part::Small(_) | Part::Large(_))) {
                return None;
            }
        }
        loop {
            let coefficient = coefficient(self.text, self.at);
            if self.form.is_none() {
                self.form = Some(match coefficient.map(|coefficient| coefficient.kind) {
                    Some(Kind::Long) => return coefficient.map(|long| (long.end, UNREADABLE)),
                    Some(Kind::Arabic) => Form::Arabic,
                    Some(Kind::String) => Form::Digits,
                    Some(_) => Form::Chinese,
                    // 十 stands for itself, where 百 wants a digit before it.
                    None if peek(self.text, self.at) == Some('十') => Form::Chinese,
                    None => Form::Bare,
                });
            }
            if self.step(coefficient).is_none() {
                break;
            }
        }
        self.last?;
        self.group.add(self.section, 1)?;
        self.total.add(self.group, 1)?;
        let tens = 10 * ONE;
        let round =
            self.last != Some(0) || (self.total.high >= tens && self.total.high % tens == 0);
        if let Some((length, _)) = modifier(self.text, self.at).filter(|_| round) {
            self.open_ended = true;
            self.at += length;
        }
        Some((self.at, self.result()))
    }

    /// Takes one coefficient with its unit; null when the numeral is at its end.
    fn step(&mut self, coefficient: Option<Coefficient>) -> Option<()> {
        let mut unit_at = coefficient.map_or(self.at, |coefficient| coefficient.end);
        let is_arabic = coefficient.is_some_and(|coefficient| coefficient.kind == Kind::Arabic);
        // Arabic digits go on a numeral only behind a large unit: 1亿2000万.
        if is_arabic && self.last.is_some_and(|last| last < 3) {
            return None;
        }
        let mut open_ended = false;
        if is_arabic {
            // 30余万, 20多亿: between the digits and the unit.
            if let Some((length, Part::Large(_))) = modifier(self.text, unit_at) {
                open_ended = true;
                unit_at += length;
            }
        }
        let unit = peek(self.text, unit_at);
        let end = unit_at + unit.map_or(0, char::len_utf8);
        match unit.map_or(Part::Other, |unit| self.unit(unit, end, is_arabic)) {
            Part::Small(power) => self.small_unit(coefficient, power)?,
            Part::Large(power) => self.large_unit(coefficient, power)?,
            unit => {
                let coefficient = coefficient?;
                if coefficient.kind == Kind::Digit
                    && coefficient.sum.high == 0
                    && self.last.is_some()
                {
                    return self.zero(coefficient.end, unit);
                }
                let factor = ending(coefficient.kind, self.last, self.after_zero)?;
                self.section.add(coefficient.sum, factor)?;
                self.at = coefficient.end;
                self.last = self.last.or(Some(0));
                return None;
            }
        }
        self.at = end;
        self.after_zero = false;
        self.open_ended |= open_ended;
        // 两千多万: the modifier stands before the closing unit.
        if let Some((length, Part::Large(_))) = modifier(self.text, self.at) {
            self.open_ended = true;
            self.at += length;
        }
        Some(())
    }

    fn small_unit(&mut self, coefficient: Option<Coefficient>, power_of_ten: u32) -> Option<()> {
        // 一百十 is said for 一百一十 only behind a zero; otherwise a bare unit begins a numeral.
        let out_of_place =
            coefficient.is_none() && self.last.is_some() && !(power_of_ten == 1 && self.after_zero);
        if power_of_ten >= self.small || out_of_place {
            return None;
        }
        let sum = coefficient.map_or(Sum::ONE, |coefficient| coefficient.sum);
        self.section.add(sum, power(power_of_ten))?;
        self.small = power_of_ten;
        self.last = Some(power_of_ten);
        Some(())
    }

    fn large_unit(&mut self, coefficient: Option<Coefficient>, power_of_ten: u32) -> Option<()> {
        let mut section = self.section;
        match coefficient {
            Some(coefficient) => section.add(coefficient.sum, 1)?,
            None if self.last.is_none() => section = Sum::ONE,
            None => {}
        }
        if power_of_ten == 8 {
            let mut group = self.group;
            group.add(section, 1)?;
            if self.total.high != 0 || group.high == 0 {
                return None;
            }
            self.total.add(group, power(8))?;
            self.group = Sum::default();
        } else {
            if self.group.high != 0 || section.high == 0 {
                return None;
            }
            self.group.add(section, power(4))?;
        }
        self.section = Sum::default();
        self.small = u32::MAX;
        self.last = Some(power_of_ten);
        Some(())
    }

    /// A zero between units: `三百零五`, `1亿零300万`, but not `三百零售点`.
    fn zero(&mut self, end: usize, next: Part) -> Option<()> {
        let arabic_follows = peek(self.text, end).and_then(arabic).is_some();
        if self.after_zero || !(arabic_follows || matches!(next, Part::Digit(1..) | Part::Small(_)))
        {
            return None;
        }
        self.after_zero = true;
        self.at = end;
        Some(())
    }

    /// What `character`, which ends at `end`, is as the unit of a coefficient.
    ///
    /// 千 and 百 also begin units of measure: `20千瓦`, `6.3百分点`.
    fn unit(&self, character: char, end: usize, after_arabic: bool) -> Part {
        let rest = &self.text[end..];
        match (character, rest.chars().next()) {
            ('千', Some('瓦' | '克' | '卡' | '伏')) | ('百', Some('帕')) => Part::Other,
            ('千', Some('米' | '赫' | '帕' | '焦')) if after_arabic => Part::Other,
            ('百', Some('分')) if rest.starts_with("分之") || rest.starts_with("分点") => {
                Part::Other
            }
            _ => part(character),
        }
    }

    fn result(&self) -> Number {
        let form = self.form.unwrap_or(Form::Bare);
        let Sum { low, high } = self.total;
        if low == high {
            let value = float(low);
            return Number {
                value: Some(value),
                low: self.open_ended.then_some(value),
                high: None,
                form,
            };
        }
        // 十几 is known to its tens, as 十余 is; 三四十 and 数百 are not.
        let tens = 10 * ONE;
        let floor = low / tens * tens;
        let known = floor > 0 && low - floor == Sum::FEW.low && high - floor == Sum::FEW.high;
        Number {
            value: known.then(|| float(floor)),
            low: Some(float(if known { floor } else { low })),
            high: (!self.open_ended).then(|| float(high)),
            form,
        }
    }
}

/// What is said of a run of digits too long to be a number.
const UNREADABLE: Number = Number {
    value: None,
    low: None,
    high: None,
    form: Form::Digits,
};

/// `余`, `多`, `来` at byte `at`: its length, and what follows it.
fn modifier(text: &str, at: usize) -> Option<(usize, Part)> {
    let mut rest = text[at..].chars();
    let modifier = rest.next()?;
    let next = rest.next();
    let fits = match modifier {
        '余' | '餘' | '多' => true,
        // 二十来个, but 其中30来自外地.
        '来' => !matches!(next, Some('自' | '到' | '源') | None),
        _ => false,
    };
    fits.then(|| (modifier.len_utf8(), next.map_or(Part::Other, part)))
}

/// What a coefficient without a unit of its own is worth at the end of a numeral: `三百五` is 350,
/// `三百零五` 305, `三十五万六` 356000; null where it does not belong to the numeral.
fn ending(kind: Kind, last: Option<u32>, after_zero: bool) -> Option<Fixed> {
    match (kind, last) {
        (_, None) => Some(1),
        (Kind::Digit | Kind::Pair | Kind::Arabic, Some(_)) if after_zero => Some(1),
        // 五百几 is not said, and what follows 几 decides in 十几.
        (Kind::Some, Some(1)) => Some(1),
        (Kind::Digit | Kind::Pair, Some(last)) => Some(power(last.saturating_sub(1))),
        (Kind::Arabic | Kind::Tens, Some(4 | 8)) => Some(1),
        _ => None,
    }
}
