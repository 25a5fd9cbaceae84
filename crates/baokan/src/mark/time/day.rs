//! The finer half of a moment: month, day, day of the week, part of the day.

use super::moment::{Day, Moment, Month, Read};
use super::reader::{Field, Reader};
use super::word::{Calendar, EdgeOf, Part, Suffix, Word};

impl Reader<'_> {
    pub(super) fn month(&self, read: &mut Read) {
        if read.moment.section.is_some() || read.moment.day.is_some() {
            return;
        }
        let mut at = self.blank(read.end);
        if read.moment.year.is_some()
            && let Some(end) = self.eat(at, "的")
        {
            at = end;
        }
        let end = match self.word(at) {
            Some((end, Word::Month(step))) if read.moment.year.is_none() => {
                read.moment.month = Some(Month::Step(step));
                end
            }
            Some((end, Word::LunarMonth(month))) => {
                read.moment.calendar = Calendar::Lunar;
                read.moment.month = Some(Month::Exact(month));
                end
            }
            Some((end, Word::Edge(edge, EdgeOf::Month))) if read.moment.year.is_none() => {
                read.moment.section_of_month = Some(edge);
                read.end = end;
                return;
            }
            // 登陆月球: the numeral of cheques is no month's.
            _ if self.peek(at) == Some('陆') => return,
            _ => {
                let Some(first) = self
                    .field(at)
                    .filter(|field| (1..=12).contains(&field.value))
                else {
                    return;
                };
                if let Some(end) = self.month_mark(first.end) {
                    read.moment.month = Some(Month::Exact(first.value as i8));
                    end
                } else if let Some((last, end)) = self.spread(first, 12)
                    && let Some(end) = self.month_mark(end)
                {
                    // `1—6月`, `1、2月份`.
                    read.moment.month = Some(Month::Exact(first.value as i8));
                    read.until = Some(Moment {
                        month: Some(Month::Exact(last)),
                        ..Moment::default()
                    });
                    read.end = end;
                    return;
                } else {
                    return;
                }
            }
        };
        read.end = end;
        // 正月初八 is a day, not the beginning of a month.
        let lunar = self.eat(end, "初").is_some() && self.lunar_day(end).is_some();
        if !lunar
            && let Some((end, Word::Edge(edge, of))) = self.word(self.blank(end))
            && of != EdgeOf::Year
        {
            read.moment.section_of_month = Some(edge);
            read.end = end;
        }
    }

    /// Past the 月 of a month; `月饼` and `月薪` are none.
    pub(super) fn month_mark(&self, at: usize) -> Option<usize> {
        let at = self.blank(at);
        let end = self.eat(at, "月")?;
        if matches!(self.word(at), Some((_, Word::Other))) {
            return None;
        }
        Some(self.eat(end, "份").unwrap_or(end))
    }

    pub(super) fn day(&self, read: &mut Read) {
        let given = read.moment;
        if given.section.is_some() || given.section_of_month.is_some() || given.day.is_some() {
            return;
        }
        let at = self.blank(read.end);
        // 五月初五 and 八月十五 are lunar without saying so.
        let festive = given.month.is_some()
            && (self.eat(at, "初").is_some()
                || self
                    .eat(at, "十五")
                    .is_some_and(|end| self.day_mark(end, false).is_none()));
        if festive || given.calendar == Calendar::Lunar && given.month.is_some() {
            if let Some((end, day)) = self.lunar_day(at) {
                read.moment.calendar = Calendar::Lunar;
                read.moment.day = Some(Day::Exact(day));
                read.end = end;
            }
            return;
        }
        let free = given.month.is_none() && given.year.is_none();
        match self.word(at) {
            Some((end, Word::Day(step, part))) if free => {
                read.moment.day = Some(Day::Step(step));
                read.moment.part = part;
                read.end = end;
                return;
            }
            Some((end, Word::Festival(feast, part))) if free => {
                read.moment.day = Some(Day::Feast(feast));
                read.moment.part = part;
                read.end = end;
                return;
            }
            Some((end, Word::Week(by))) if free => {
                let day = match self.eat(end, "末") {
                    Some(end) => Some((end, Day::Weekend(Some(by)))),
                    None => self
                        .weekday_number(end)
                        .filter(|&(last, _)| !self.text[..last].ends_with("周天"))
                        .map(|(end, day)| (end, Day::Weekday(day, Some(by)))),
                };
                (read.end, read.moment.day) =
                    day.map_or((end, None), |(end, day)| (end, Some(day)));
                read.moment.week = Some(by);
                return;
            }
            Some((end, Word::Weekend)) if free => {
                read.moment.day = Some(Day::Weekend(None));
                read.end = end;
                return;
            }
            Some((_, Word::Weekday)) if free => {
                if let Some((end, day)) = self.weekday(at) {
                    read.moment.day = Some(Day::Weekday(day, None));
                    read.end = end;
                }
                return;
            }
            _ => {}
        }
        if given.year.is_some() && given.month.is_none() {
            return;
        }
        let Some(first) = self
            .field(at)
            .filter(|field| (1..=31).contains(&field.value))
        else {
            return;
        };
        // 一日 is any day: 冰冻三尺非一日之寒.
        if free && first.value == 1 && first.digits == 0 {
            return;
        }
        if let Some(end) = self.day_mark(first.end, free) {
            read.moment.day = Some(Day::Exact(first.value as i8));
            read.end = self.weekday_in_brackets(end);
        } else if let Some((last, end)) = self.spread(first, 31)
            && let Some(end) = self.day_mark(end, free)
        {
            // `6月15—20日`, `16、17日`.
            read.moment.day = Some(Day::Exact(first.value as i8));
            read.until = Some(Moment {
                day: Some(Day::Exact(last)),
                ..Moment::default()
            });
            read.end = end;
        }
    }

    /// Past the 日 or 号 of a day. Without a month, `3日报` and `15号楼` are no days, so 号 needs what can
    /// only follow a day.
    fn day_mark(&self, at: usize, free: bool) -> Option<usize> {
        let at = self.blank(at);
        if let Some(end) = self.eat(at, "日") {
            let longer = free && matches!(self.word(at), Some((_, Word::Other)));
            return (!longer).then_some(end);
        }
        let end = self.eat(at, "号")?;
        let follows = !free
            || matches!(
                self.word(end),
                Some((_, Word::Part { .. } | Word::Suffix(Suffix::Before)))
            );
        follows.then_some(end)
    }

    /// `初五`, `十五`, `廿三`, with 日 or without.
    fn lunar_day(&self, at: usize) -> Option<(usize, i8)> {
        let at = self.eat(at, "初").unwrap_or(at);
        let field = self
            .field(at)
            .filter(|field| (1..=30).contains(&field.value))?;
        // 正月十五一过: the numeral of the day ends after its second character.
        let unit = self
            .peek(field.end)
            .and_then(|next| "一二三四五六七八九".find(next));
        if let Some(unit) = unit.filter(|_| self.text[at..field.end].ends_with('十')) {
            let value = field.value + unit as i64 / 3 + 1;
            return (value <= 30).then_some((field.end + "一".len(), value as i8));
        }
        let end = self.eat(field.end, "日").unwrap_or(field.end);
        Some((end, field.value as i8))
    }

    /// `周三`, `星期天`; `每周一次` names no day, so a measure word after the numeral refuses it.
    pub(super) fn weekday(&self, at: usize) -> Option<(usize, i8)> {
        let Some((end, Word::Weekday)) = self.word(at) else {
            return None;
        };
        // 周天 is said of the whole sky, never of a day.
        let long = self.eat(at, "周").is_none();
        self.weekday_number(end)
            .filter(|&(end, _)| long || !self.text[..end].ends_with('天'))
    }

    pub(super) fn weekday_number(&self, at: usize) -> Option<(usize, i8)> {
        let character = self.peek(at)?;
        let day = "一二三四五六日".chars().position(|day| day == character);
        let day = day.or_else(|| (character == '天').then_some(6))?;
        let end = at + character.len_utf8();
        let measured = self
            .peek(end)
            .is_some_and(|next| "次个场期篇课练歌讲题评片回趟名家项届天".contains(next));
        (!measured).then_some((end, day as i8 + 1))
    }

    /// Past `（星期五）`, which some papers print after the day.
    fn weekday_in_brackets(&self, at: usize) -> usize {
        let inside = self.eat(at, "（").or_else(|| self.eat(at, "("));
        inside
            .and_then(|inside| self.weekday(inside))
            .and_then(|(end, _)| self.eat(end, "）").or_else(|| self.eat(end, ")")))
            .unwrap_or(at)
    }

    pub(super) fn part_of_day(&self, read: &mut Read) {
        if read.moment.part.is_some() {
            return;
        }
        let at = self.blank(read.end);
        let day = matches!(
            read.moment.day,
            Some(Day::Exact(_) | Day::Step(_) | Day::Feast(_) | Day::Weekday(..) | Day::Weekend(_))
        );
        let free = read.moment.grain().is_none();
        if let Some((end, Word::Part { part, bound, vague })) = self.word(at)
            && (day || free && (!bound || self.clock_behind(end, part)))
        {
            read.moment.vague = vague && !day;
            read.moment.part = Some(part);
            read.end = end;
        }
    }

    /// Whether a clock time follows the word for a part of the day: 早 and 晚 alone name none, `晚8时30分` does.
    fn clock_behind(&self, at: usize, part: Part) -> bool {
        if matches!(self.word(at), Some((_, Word::Other))) {
            return false;
        }
        let mut read = Read {
            end: at,
            moment: Moment {
                part: Some(part),
                ..Moment::default()
            },
            until: None,
        };
        self.clock(&mut read, false);
        read.moment.clock.is_some()
    }

    /// The second number of `15—20日`, `15至20日`, `15、16日`, and the byte after it.
    pub(super) fn spread(&self, first: Field, most: i64) -> Option<(i8, usize)> {
        let listed = self.eat(first.end, "、");
        let last = self.field(listed.or_else(|| self.connective(first.end))?)?;
        let follows = if listed.is_some() {
            last.value == first.value + 1
        } else {
            last.value > first.value
        };
        (follows && last.value <= most).then_some((last.value as i8, last.end))
    }
}
