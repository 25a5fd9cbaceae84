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
    /// The first so many months: 前11个月.
    Months(i8),
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
            (
                self.month.is_some() || self.section_of_month.is_some(),
                Grain::Month,
            ),
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
        self.moment_after(at, false)
    }

    /// The same; `clocked` when another clock time came just before, so that `5点` is one too.
    pub(super) fn moment_after(&self, at: usize, clocked: bool) -> Option<Read> {
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
            self.clock(&mut read, clocked);
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
            let century = if last.digits == 2 {
                field.value / 100 * 100
            } else {
                0
            };
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
            && (field.value < 10
                || self
                    .field(end)
                    .is_some_and(|month| self.month_mark(month.end).is_some()))
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
            Some((long, Word::Edge(Edge::Within, EdgeOf::Year | EdgeOf::Bound)))
                if self.text[at..long].ends_with('度') =>
            {
                Some(long)
            }
            _ => Some(end),
        }
    }

    /// Whether four digits and 年 count years: `已有1500年的历史`.
    fn counts_years(&self, at: usize, end: usize) -> bool {
        let after = &self.text[end..];
        ["历史", "的历史", "以上"]
            .iter()
            .any(|tail| after.starts_with(tail))
            || self.text[..at].ends_with("距今")
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
        let Some((end, word)) = self.word(at) else {
            return;
        };
        if after
            && matches!(
                word,
                Word::Lead {
                    suffix: Some(Suffix::Before),
                    ..
                }
            )
            && let Some(months) = self
                .field(end)
                .filter(|months| (1..=12).contains(&months.value))
            && let Some(end) = self.eat(months.end, "个月")
        {
            read.moment.section = Some(Section::Months(months.value as i8));
            read.end = end;
            return;
        }
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
        (1..=4)
            .contains(&field.value)
            .then_some((end, field.value as i8))
    }
}
