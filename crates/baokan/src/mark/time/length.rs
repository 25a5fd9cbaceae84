//! Lengths of time: `3天`, `近两个小时`, `三年多`, `10个工作日内`, `一年零三个月`, and what they turn into with
//! 前 or 后: `两年后` is a date.

use crate::numeral::Form;

use super::reader::Reader;
use super::word::{Suffix, Unit, Word};
use crate::width::is_han;

/// A length as printed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Length {
    /// How much of each unit, the largest first; `None` where the number is open: `多年`, `一两年`.
    pub(super) parts: Option<Vec<(f64, Unit)>>,
    /// The largest unit.
    pub(super) unit: Unit,
    /// Whether the number is only about right: `三年多`.
    pub(super) rough: bool,
    pub(super) suffix: Option<Suffix>,
}

/// No length names more units: 天, 小时, 分钟, 秒.
const MOST_UNITS: usize = 5;

impl Length {
    /// The length in ISO 8601: `P3D`, `PT40M`.
    pub(super) fn value(&self) -> Option<String> {
        let parts = self.parts.as_ref()?;
        let mut days = String::new();
        let mut hours = String::new();
        for &(amount, unit) in parts {
            let (text, amount, letter) = match unit {
                Unit::Century => (&mut days, amount * 100.0, 'Y'),
                Unit::Year => (&mut days, amount, 'Y'),
                Unit::Quarter => (&mut days, amount * 3.0, 'M'),
                Unit::Month => (&mut days, amount, 'M'),
                Unit::Week => (&mut days, amount, 'W'),
                Unit::Day => (&mut days, amount, 'D'),
                Unit::Hour => (&mut hours, amount, 'H'),
                Unit::QuarterHour => (&mut hours, amount * 15.0, 'M'),
                Unit::Minute => (&mut hours, amount, 'M'),
                Unit::Second => (&mut hours, amount, 'S'),
            };
            text.push_str(&amount.to_string());
            text.push(letter);
        }
        let mark = if hours.is_empty() { "" } else { "T" };
        Some(format!("P{days}{mark}{hours}"))
    }

    /// One unit and a whole number of it, when that is all there is.
    pub(super) fn whole(&self) -> Option<i64> {
        match self.parts.as_deref() {
            Some(&[(amount, _)]) if amount.fract() == 0.0 && amount < 1e5 && !self.rough => {
                Some(amount as i64)
            }
            _ => None,
        }
    }
}

/// Whether 前 or 后 behind the character leads a length of its own: 会议的前三天, 在后五日.
fn opens_stretch(character: char) -> bool {
    matches!(
        character,
        '的' | '了' | '在' | '从' | '到' | '于' | '和' | '与' | '提' | '往' | '最'
    )
}

impl Reader<'_> {
    /// The length printed at byte `at`, what leads it and what follows it included. `cued` says that the
    /// words before announce a length, so that `3日` is three days.
    pub(super) fn length(&self, at: usize, cued: bool) -> Option<(usize, Length)> {
        let mut start = at;
        let mut led = cued;
        let mut about = false;
        // `近` and `未来近` are all that is ever found.
        for _ in 0..2 {
            let Some((end, Word::Lead { stretch, .. })) = self.word(start) else {
                break;
            };
            // 好几天 is many days; 抓好12个月 is not.
            if self.text[start..end].starts_with('好')
                && !matches!(self.peek(end), Some('几' | '多'))
            {
                return None;
            }
            // 会前三天, 开工后5日内: 前 and 后 belong to the word before them, 议事前 and 开工后.
            let side = matches!(&self.text[start..end], "前" | "后");
            if side && self.text[..start].ends_with(|last| is_han(last) && !opens_stretch(last)) {
                return None;
            }
            led = true;
            // 近三日 is the stretch up to now.
            about |= !stretch && !self.text[start..end].ends_with('近');
            start = self.blank(end);
        }
        let (mut end, mut length) = self.measure(start, led, about)?;
        let mut joined = 1;
        while joined < MOST_UNITS {
            let next = self
                .eat(end, "零")
                .or_else(|| self.eat(end, "又"))
                .unwrap_or(end);
            let Some((after, more)) = self.measure(next, led, about) else {
                break;
            };
            let smaller = more.unit as u8 > length.unit as u8;
            // 一年三百六十五天 says the same twice.
            let fits = more
                .parts
                .iter()
                .flatten()
                .all(|&(amount, _)| amount < 100.0);
            let (Some(parts), Some(more)) = (length.parts.as_mut(), more.parts) else {
                break;
            };
            if !smaller || !fits {
                break;
            }
            parts.extend(more);
            end = after;
            joined += 1;
        }
        for _ in 0..2 {
            match self.suffix(end) {
                // 三年间 is a length; 三年期间 and 三年假期 say something else first.
                Some((after, suffix)) if suffix != Suffix::Occasion && suffix != Suffix::Since => {
                    length.suffix = length
                        .suffix
                        .or(Some(suffix))
                        .filter(|&kept| kept != Suffix::About);
                    end = after;
                }
                Some((after, Suffix::Since)) if self.text[..after].ends_with('来') => {
                    length.suffix = Some(Suffix::Past);
                    end = after;
                }
                _ => break,
            }
        }
        Some((end, length))
    }

    /// `6分48秒`: 分 counts minutes only where seconds follow.
    fn minutes(&self, at: usize) -> Option<(usize, Unit)> {
        let end = self.eat(at, "分")?;
        let (after, _) = self.number(end)?;
        self.eat(after, "秒").map(|_| (end, Unit::Minute))
    }

    /// One number with one unit: `3天`, `两个多小时`, `一年半`, `半个月`.
    fn measure(&self, at: usize, led: bool, about: bool) -> Option<(usize, Length)> {
        let half_of = self
            .eat(at, "大")
            .or_else(|| self.eat(at, "小"))
            .unwrap_or(at);
        if let Some(after) = self.eat(half_of, "半") {
            return self.half(after);
        }
        if let Some(after) = self.eat(at, "多") {
            let (end, unit) = self.unit(after)?;
            let counted = matches!(unit, Unit::Year | Unit::Month | Unit::Week | Unit::Day);
            return counted.then_some((end, unknown(unit)));
        }
        let (after, number) = self.number(at)?;
        // 百年 and 千年 are said of anything old; 十年 counts.
        if number.form == Form::Bare && number.low.is_none() && !led && self.peek(at) != Some('十')
        {
            return None;
        }
        let rough = about || number.low.is_some() || number.high.is_some();
        // `3至5天` is an open number of days.
        let four = self
            .field(at)
            .is_some_and(|field| field.end == after && field.digits == 4);
        let ranged = self
            .connective(after)
            .filter(|_| !four)
            .and_then(|next| self.number(next))
            .filter(|(_, last)| last.value > number.value);
        let (after, value) = match ranged {
            Some((end, _)) => (end, None),
            None => (after, number.value),
        };
        let mut end = self.blank(after);
        let counted = self.eat(end, "个");
        end = counted.unwrap_or(end);
        end = self.eat(end, "整").unwrap_or(end);
        let more = counted.and_then(|at| self.eat(at, "多").or_else(|| self.eat(at, "余")));
        end = more.unwrap_or(end);
        let mut half = counted.and_then(|at| self.eat(at, "半"));
        end = half.unwrap_or(end);
        let (unit_end, unit) = self.unit(end).or_else(|| self.minutes(end))?;
        let plain_year = self.field(at).is_some_and(|field| {
            field.end == after
                && (field.digits == 4
                    && (1900..2200).contains(&field.value)
                    && !self.text[unit_end..].starts_with("的历史")
                    || field.digits == 2
                        && (field.value < 10
                            || self
                                .field(unit_end)
                                .is_some_and(|month| self.month_mark(month.end).is_some())))
        });
        let open = number.value.is_none() || number.low.is_some() || number.high.is_some();
        let pair = self.text[at..after].ends_with('两');
        let within = matches!(self.suffix(unit_end), Some((_, Suffix::Within)));
        let fits = match unit {
            // 过个年 keeps the new year; only 年头 is counted with 个.
            Unit::Year => !plain_year && (counted.is_none() || unit_end - end > "年".len()),
            Unit::Month if counted.is_none() => open || pair,
            Unit::Day if &self.text[end..unit_end] == "日" => {
                counted.is_none() && (open || pair || led && !about || within)
            }
            Unit::Century | Unit::Quarter => counted.is_some(),
            _ => true,
        };
        if !fits {
            return None;
        }
        end = unit_end;
        if half.is_none() {
            half = self.eat(end, "半");
            end = half.unwrap_or(end);
        }
        // 一年多次 is many times in one year.
        let tail = self.eat(end, "多").or_else(|| self.eat(end, "余"));
        let tail = tail.filter(|&end| {
            !self
                .peek(end)
                .is_some_and(|next| "次家地项名个种人位场方".contains(next))
        });
        end = tail.unwrap_or(end);
        let bounds_only =
            number.form != Form::Arabic && number.low.is_some() && number.high.is_some();
        let parts = value.filter(|_| !bounds_only).map(|value| {
            let mut parts = vec![(value, unit)];
            if half.is_some() {
                match half_unit(unit) {
                    Some(half) => parts.push(half),
                    None => parts[0].0 += 0.5,
                }
            }
            parts
        });
        let rough = rough || more.is_some() || tail.is_some();
        Some((
            end,
            Length {
                parts,
                unit,
                rough,
                suffix: None,
            },
        ))
    }

    /// What follows 半: `年`, `个月`, `个多小时`.
    fn half(&self, at: usize) -> Option<(usize, Length)> {
        let counted = self.eat(at, "个").unwrap_or(at);
        let more = self.eat(counted, "多").or_else(|| self.eat(counted, "余"));
        let (end, unit) = self.unit(more.unwrap_or(counted))?;
        let part = match unit {
            Unit::Century => (50.0, Unit::Year),
            _ => half_unit(unit).or((unit == Unit::Day).then_some((0.5, Unit::Day)))?,
        };
        let tail = self.eat(end, "多").or_else(|| self.eat(end, "余"));
        Some((
            tail.unwrap_or(end),
            Length {
                parts: Some(vec![part]),
                unit: part.1,
                rough: more.or(tail).is_some(),
                suffix: None,
            },
        ))
    }

    fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        match self.word(at)? {
            (end, Word::Unit(unit)) => Some((end, unit)),
            (end, Word::Weekday) => Some((end, Unit::Week)),
            // 日前 and 年前 are words of their own, yet after a number they are a unit and a suffix; so are
            // 年初 and the like, which only a year has.
            (_, Word::Vague { .. } | Word::Suffix(_) | Word::Edge(..)) => {
                let unit = |name, unit| self.eat(at, name).map(|end| (end, unit));
                unit("年", Unit::Year)
                    .or_else(|| unit("日", Unit::Day))
                    .or_else(|| unit("月", Unit::Month))
            }
            _ => None,
        }
    }

    /// What follows a time and belongs to it.
    pub(super) fn suffix(&self, at: usize) -> Option<(usize, Suffix)> {
        match self.word(at)? {
            (end, Word::Suffix(suffix)) => Some((end, suffix)),
            (end, Word::Lead { suffix, .. }) => Some((end, suffix?)),
            (end, Word::Day(super::word::Step::Same, _)) => Some((end, Suffix::Occasion)),
            _ => None,
        }
    }
}

fn unknown(unit: Unit) -> Length {
    Length {
        parts: None,
        unit,
        rough: true,
        suffix: None,
    }
}

/// Half of a unit in a smaller one, where papers count so.
fn half_unit(unit: Unit) -> Option<(f64, Unit)> {
    Some(match unit {
        Unit::Year => (6.0, Unit::Month),
        Unit::Month => (15.0, Unit::Day),
        Unit::Hour => (30.0, Unit::Minute),
        Unit::Minute => (30.0, Unit::Second),
        _ => return None,
    })
}
