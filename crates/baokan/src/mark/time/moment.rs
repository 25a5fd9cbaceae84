//! A moment as printed: what it says of year, month, day, part of the day and clock, left to right.

use super::calendar::Feast;
use super::clock::Clock;
use super::reader::Reader;
use super::word::{Calendar, Edge, EdgeOf, Part, Step, Suffix, Word};

/// A year as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Exact(i16),
    Step(Step),
    /// Several years that have one name: “十四五”, 上世纪80年代.
    Span(i16, i16),
}

/// A stretch of a year as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Half(i8),
    /// From one quarter to another: 一季度, 前三季度.
    Quarters(i8, i8),
    /// So many quarters away from this one.
    QuarterBy(i16),
    Season(&'static str),
    Edge(Edge),
}

/// A month as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Month {
    Exact(i8),
    Step(Step),
}

/// A day as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    Exact(i8),
    Step(Step),
    Feast(Feast),
    /// Day of the week from Monday, so many weeks away, or in no week that is named.
    Weekday(i8, Option<i16>),
    Weekend(Option<i16>),
}

/// What a printed moment says; what it leaves open is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Moment {
    pub(super) calendar: Calendar,
    pub(super) year: Option<Year>,
    pub(super) section: Option<Section>,
    pub(super) month: Option<Month>,
    pub(super) section_of_month: Option<Edge>,
    pub(super) week: Option<i16>,
    pub(super) day: Option<Day>,
    pub(super) part: Option<Part>,
    pub(super) clock: Option<Clock>,
    pub(super) suffix: Option<Suffix>,
    /// 一大早 alone: a part of no particular day.
    pub(super) vague: bool,
}

/// How fine a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Year,
    Section,
    Month,
    Week,
    Day,
    Part,
    Clock,
}

impl Moment {
    pub(super) fn grain(&self) -> Option<Grain> {
        [
            (self.clock.is_some(), Grain::Clock),
            (self.part.is_some(), Grain::Part),
            (self.day.is_some(), Grain::Day),
            (self.week.is_some(), Grain::Week),
            (self.month.is_some() || self.section_of_month.is_some(), Grain::Month),
            (self.section.is_some(), Grain::Section),
            (self.year.is_some(), Grain::Year),
        ]
        .into_iter()
        .find_map(|(given, grain)| given.then_some(grain))
    }

    /// Whether it names a day or something larger, so that a clock is not all it says.
    pub(super) fn dated(&self) -> bool {
        Self {
            part: None,
            clock: None,
            ..*self
        }
        .grain()
        .is_some()
    }
}

/// A moment read, with the second where the first runs on into it: `6月15—20日`.
pub(super) struct Read {
    pub(super) end: usize,
    pub(super) moment: Moment,
    pub(super) until: Option<Moment>,
}

impl Reader<'_> {
    /// The moment printed at byte `at`, its suffix included.
    pub(super) fn moment(&self, at: usize) -> Option<Read> {
        let mut read = Read {
            end: at,
            moment: Moment::default(),
            until: None,
        };
        self.calendar(&mut read);
        self.year(&mut read);
        if read.until.is_none() {
            self.section(&mut read);
            self.month(&mut read);
        }
        if read.until.is_none() {
            self.day(&mut read);
        }
        if read.until.is_none() {
            self.part_of_day(&mut read);
            self.clock(&mut read);
        }
        read.moment.grain()?;
        Some(read)
    }

    fn calendar(&self, read: &mut Read) {
        if let Some((end, Word::Calendar(calendar))) = self.word(read.end) {
            read.moment.calendar = calendar;
            read.end = self.blank(end);
        }
    }

    fn year(&self, read: &mut Read) {
        let at = read.end;
        let mut found = |end, year| {
            read.moment.year = Some(year);
            read.end = end;
        };
        match self.word(at) {
            Some((end, Word::Year(step))) => return found(end, Year::Step(step)),
            Some((end, Word::Era(before))) => {
                let number = match self.eat(end, "元") {
                    Some(end) => Some((end, 1)),
                    None => self.field(end).map(|field| (field.end, field.value)),
                };
                if let Some((end, number)) = number
                    && (1..=61).contains(&number)
                    && let Some(end) = self.year_mark(end)
                {
                    found(end, Year::Exact(before + number as i16));
                }
                return;
            }
            _ => {}
        }
        let Some(field) = self.field(at) else { return };
        if read.moment.calendar == Calendar::Before {
            if let Some(end) = self.year_mark(field.end) {
                found(end, Year::Exact(-(field.value.min(9999) as i16)));
            }
            return;
        }
        let plain = field.digits == 4 && (1000..2200).contains(&field.value);
        if plain && let Some(end) = self.year_mark(field.end) {
            if !self.counts_years(at, end) {
                found(end, Year::Exact(field.value as i16));
            }
            return;
        }
        // `2019—2021年`, `2020至2022年`.
        if plain
            && let Some(next) = self.connective(field.end)
            && let Some(last) = self.field(next)
            && let Some(end) = self.year_mark(last.end)
            && matches!(last.digits, 2 | 4)
        {
            let century = if last.digits == 2 { field.value / 100 * 100 } else { 0 };
            let last = century + last.value;
            if last > field.value && last < 2200 {
                found(end, Year::Exact(field.value as i16));
                read.until = Some(Moment {
                    year: Some(Year::Exact(last as i16)),
                    ..Moment::default()
                });
            }
            return;
        }
        // Two digits are a year only where nothing else can be meant: `08年`, `98年5月`.
        if field.digits == 2
            && let Some(end) = self.year_mark(field.end)
            && (field.value < 10 || self.field(end).is_some_and(|month| self.month_mark(month.end).is_some()))
        {
            let century = if field.value < 50 { 2000 } else { 1900 };
            found(end, Year::Exact(century + field.value as i16));
        }
    }

    /// Past the 年 of a year; `2019年产量` is still 2019, but `90年代` and `三年级` are no years.
    fn year_mark(&self, at: usize) -> Option<usize> {
        let at = self.blank(at);
        let end = self.eat(at, "年")?;
        match self.word(at) {
            Some((_, Word::Decade)) => None,
            Some((long, Word::Edge(Edge::Within, EdgeOf::Year | EdgeOf::Bound))) if self.text[at..long].ends_with('度') => {
                Some(long)
            }
            _ => Some(end),
        }
    }

    /// Whether four digits and 年 count years: `已有1500年的历史`.
    fn counts_years(&self, at: usize, end: usize) -> bool {
        let after = &self.text[end..];
        ["历史", "的历史", "以上"].iter().any(|tail| after.starts_with(tail)) || self.text[..at].ends_with("距今")
    }

    /// What stands between a year and its month: 上半年, 一季度, 春, 初.
    pub(super) fn section(&self, read: &mut Read) {
        let after = read.moment.year.is_some();
        let mut at = self.blank(read.end);
        if after && let Some(end) = self.eat(at, "的") {
            at = end;
        }
        if let Some((end, quarter)) = self.quarter(at) {
            read.moment.section = Some(Section::Quarters(quarter, quarter));
            read.end = end;
            return;
        }
        let Some((end, word)) = self.word(at) else { return };
        let section = match word {
            Word::Half(half) => Section::Half(half),
            Word::Quarters(first, last) => Section::Quarters(first, last),
            Word::Quarter(by) if !after => Section::QuarterBy(by),
            Word::Season { code, bound } if after || !bound => Section::Season(code),
            Word::Edge(edge, EdgeOf::Year) => Section::Edge(edge),
            Word::Edge(edge, EdgeOf::Bound) if after => Section::Edge(edge),
            Word::Festival(feast, part) if after => {
                read.moment.day = Some(Day::Feast(feast));
                read.moment.part = part;
                read.end = end;
                return;
            }
            _ => return,
        };
        read.moment.section = Some(section);
        read.end = end;
    }

    /// `一季度`, `第3季度`.
    fn quarter(&self, at: usize) -> Option<(usize, i8)> {
        let at = match self.word(at) {
            Some((end, Word::Ordinal)) => end,
            _ => at,
        };
        let field = self.field(at)?;
        let end = self.eat(field.end, "季度")?;
        (1..=4).contains(&field.value).then_some((end, field.value as i8))
    }

    pub(super) fn month(&self, read: &mut Read) {
        if read.moment.section.is_some() || read.moment.day.is_some() {
            return;
        }
        let mut at = self.blank(read.end);
        if read.moment.year.is_some() && let Some(end) = self.eat(at, "的") {
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
            _ => {
                let Some(first) = self.field(at).filter(|field| (1..=12).contains(&field.value)) else {
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
        if let Some((end, Word::Edge(edge, of))) = self.word(self.blank(end))
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
        if given.calendar == Calendar::Lunar && given.month.is_some() {
            if let Some((end, day)) = self.lunar_day(at) {
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
                let day = match self.word(end) {
                    Some((end, Word::Weekend)) => Some((end, Day::Weekend(Some(by)))),
                    _ => self.weekday_number(end).map(|(end, day)| (end, Day::Weekday(day, Some(by)))),
                };
                (read.end, read.moment.day) = day.map_or((end, None), |(end, day)| (end, Some(day)));
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
        let Some(first) = self.field(at).filter(|field| (1..=31).contains(&field.value)) else {
            return;
        };
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
        let follows = !free || matches!(self.word(end), Some((_, Word::Part { .. } | Word::Suffix(Suffix::Before))));
        follows.then_some(end)
    }

    /// `初五`, `十五`, `廿三`, with 日 or without.
    fn lunar_day(&self, at: usize) -> Option<(usize, i8)> {
        let at = self.eat(at, "初").unwrap_or(at);
        let field = self.field(at).filter(|field| (1..=30).contains(&field.value))?;
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
        self.weekday_number(end).filter(|&(end, _)| long || !self.text[..end].ends_with('天'))
    }

    pub(super) fn weekday_number(&self, at: usize) -> Option<(usize, i8)> {
        let character = self.peek(at)?;
        let day = "一二三四五六日".chars().position(|day| day == character);
        let day = day.or_else(|| (character == '天').then_some(6))?;
        let end = at + character.len_utf8();
        let measured = self.peek(end).is_some_and(|next| "次个场期篇课练歌讲题评片回趟名家项届天".contains(next));
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
        if let Some((end, Word::Part { part, bound, vague })) = self.word(at)
            && (day || (!bound && read.moment.grain().is_none()))
        {
            read.moment.vague = vague && !day;
            read.moment.part = Some(part);
            read.end = end;
        }
    }

    /// The second number of `15—20日`, `15至20日`, `15、16日`, and the byte after it.
    pub(super) fn spread(&self, first: super::reader::Field, most: i64) -> Option<(i8, usize)> {
        let listed = self.eat(first.end, "、");
        let last = self.field(listed.or_else(|| self.connective(first.end))?)?;
        let follows = if listed.is_some() { last.value == first.value + 1 } else { last.value > first.value };
        (follows && last.value <= most).then_some((last.value as i8, last.end))
    }
}
