//! What a time means: read against the issue's date, the article's own date and the times named before it.

use jiff::{ToSpan, civil::Date};

use crate::mark::{Anchor, Time, TimeKind};
use crate::span::Span;

use super::TimeContext;
use super::calendar::lunar_in;
use super::expression::{Body, Expression};
use super::moment::{Day, Grain, Moment, Month, Section, Year};
use super::word::{Calendar, Edge, Step, Suffix, Unit};

/// A time worked out.
#[derive(Clone, Debug, Default)]
struct Meaning {
    value: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    anchor: Option<Anchor>,
}

/// A year, and how it is known.
type Known<T> = Option<(T, Anchor)>;

/// What the article has named so far.
#[derive(Clone, Copy, Debug, Default)]
struct Thread {
    day: Option<Date>,
    month: Option<(i16, i8)>,
    year: Option<i16>,
    /// A year named in so many words in this sentence or the one before, which a bare month goes on from.
    told: Option<i16>,
    /// Whether that year was a number: 去年 reaches no further than its sentence.
    exact: bool,
    /// Whether this sentence speaks of what recurs: 当晚 then names no day.
    recurs: bool,
}

/// Works out the expressions of one article in order.
pub(super) struct Resolver<'t> {
    text: &'t str,
    context: TimeContext,
    /// The year a date without one belongs to.
    year: Known<i16>,
    /// The day the article speaks on: 今天.
    today: Known<Date>,
    thread: Thread,
}

/// A paper that comes out once a week reports the week before; older dates are history.
const CURRENT: i32 = 14;

impl<'t> Resolver<'t> {
    pub(super) fn new(text: &'t str, context: TimeContext, expressions: &[Expression]) -> Self {
        let issue = context.issue_date;
        let year = match (issue, context.article_date) {
            (Some(issue), _) => Some((issue.year(), Anchor::Year)),
            (None, Some(date)) => Some((date.year(), Anchor::Article)),
            (None, None) => told_year(expressions).map(|year| (year, Anchor::Article)),
        };
        let mut resolver = Self {
            text,
            context,
            year,
            today: None,
            thread: Thread::default(),
        };
        let reported = context.article_date.or_else(|| resolver.first_day(expressions));
        let current = |day: &Date| issue.is_none_or(|issue| (0..=CURRENT).contains(&(issue - *day).get_days()));
        resolver.today = reported
            .filter(current)
            .map(|day| (day, Anchor::Article))
            .or(issue.map(|issue| (issue, Anchor::Issue)));
        resolver
    }

    pub(super) fn resolve(mut self, expressions: Vec<Expression>) -> Vec<Time> {
        let mut passed = 0;
        expressions
            .into_iter()
            .map(|expression| {
                self.pass(passed, expression.start);
                passed = expression.end;
                let (kind, meaning) = self.meaning(&expression.body);
                Time {
                    span: Span::new(expression.start, expression.end),
                    kind,
                    value: meaning.value,
                    from: meaning.from,
                    to: meaning.to,
                    anchor: meaning.anchor,
                }
            })
            .collect()
    }

    /// Forgets what ends with a sentence or a paragraph.
    fn pass(&mut self, from: usize, to: usize) {
        let between = &self.text[from..to];
        if between.contains('\n') {
            self.thread.told = None;
        }
        let sentences = between.chars().filter(|character| "。！？!?\n".contains(*character)).count();
        if sentences > 0 {
            self.thread.recurs = false;
        }
        if sentences > 1 || sentences == 1 && !self.thread.exact {
            self.thread.told = None;
        }
    }

    /// The first day named in full, month and day: what the lead reports when the dateline says nothing.
    fn first_day(&mut self, expressions: &[Expression]) -> Option<Date> {
        let first = expressions.iter().find_map(|expression| match &expression.body {
            Body::Moment(moment) | Body::Range(moment, _) => {
                let full = matches!((moment.month, moment.day), (Some(Month::Exact(_)), Some(Day::Exact(_))));
                (full && moment.suffix.is_none()).then_some(*moment)
            }
            _ => None,
        })?;
        self.date(&first).map(|(date, _)| date)
    }

    fn meaning(&mut self, body: &Body) -> (TimeKind, Meaning) {
        match body {
            Body::Vague => (TimeKind::Vague, Meaning::default()),
            Body::Named => (TimeKind::Date, Meaning::default()),
            Body::Fixed(value) => (
                TimeKind::Duration,
                Meaning {
                    value: Some((*value).to_owned()),
                    ..Meaning::default()
                },
            ),
            Body::Length(length) => (
                TimeKind::Duration,
                Meaning {
                    value: length.value(),
                    ..Meaning::default()
                },
            ),
            Body::Set(value) => {
                self.thread.recurs = true;
                (
                    TimeKind::Set,
                    Meaning {
                        value: value.clone(),
                        ..Meaning::default()
                    },
                )
            }
            Body::Shift { amount, unit, after } => (TimeKind::Date, self.shift(*amount, *unit, *after)),
            Body::Moment(moment) => {
                if self.generic(moment) {
                    return (TimeKind::Vague, Meaning::default());
                }
                let meaning = self.moment(moment);
                (kind(moment), meaning)
            }
            Body::Range(first, last) => self.range(first, last),
        }
    }

    /// After `每天`, 当晚 and 次日 are those of any day.
    fn generic(&self, moment: &Moment) -> bool {
        let pointing = matches!(moment.day, Some(Day::Step(Step::Same | Step::Next)));
        pointing && self.thread.recurs && moment.clock.is_none()
    }

    fn range(&mut self, first: &Moment, last: &Moment) -> (TimeKind, Meaning) {
        let mut first = *first;
        if first.year.is_none() && first.month.is_none() && last.month.is_none() && last.suffix == Some(Suffix::Before) {
            first.suffix = last.suffix;
        }
        let mut end = *last;
        // The second half leaves out what the first has said.
        if end.year.is_none() && matches!(first.year, Some(Year::Exact(_))) {
            end.year = first.year;
        }
        if end.year.is_none() && !steps(&end) {
            end.year = first.year;
        }
        end.calendar = first.calendar;
        if end.month.is_none() && matches!(end.day, Some(Day::Exact(_))) {
            end.month = first.month;
        }
        if end.day.is_none() && !end.dated() || end.grain() >= Some(Grain::Part) && end.day.is_none() {
            end.month = first.month;
            end.day = first.day;
            let hour = |moment: &Moment| moment.clock.map(|clock| clock.hour);
            if end.part.is_none() && hour(&end) >= hour(&first) && hour(&end) < Some(12) {
                end.part = first.part;
            }
        }
        if let (Some(Day::Weekday(_, week)), Some(Day::Weekday(day, None))) = (first.day, end.day) {
            end.day = Some(Day::Weekday(day, week));
        }
        let kind = match (kind(&first), kind(&end)) {
            (TimeKind::Date, TimeKind::Date) => TimeKind::Date,
            _ => TimeKind::Time,
        };
        let mut begun = self.moment(&first);
        // 10月至3月 ends in the year after.
        if let (Some(Month::Exact(from)), Some(Month::Exact(to))) = (first.month, end.month)
            && to < from
            && last.year.is_none()
        {
            end.year = self.thread.month.map(|(year, _)| Year::Exact(year + 1));
        }
        let ended = self.moment(&end);
        begun.value = match (begun.value, ended.value) {
            (Some(from), Some(to)) => Some(format!("{from}/{to}")),
            _ => None,
        };
        begun.to = ended.to;
        (kind, begun)
    }

    fn moment(&mut self, moment: &Moment) -> Meaning {
        let mut meaning = self.base(moment);
        if moment.part.is_some() || moment.clock.is_some() {
            let clock = match moment.clock {
                Some(clock) => clock.text_in(moment.part),
                None => moment.part.map_or_else(String::new, |part| part.code().to_owned()),
            };
            let day = meaning.value.filter(|value| value.len() == "2000-01-01".len());
            // 24时 is how the day ends; the date stays.
            meaning.value = Some(day.unwrap_or_default() + &clock).filter(|value| !value.is_empty());
        }
        self.bound(moment.suffix, &mut meaning);
        meaning
    }

    fn bound(&self, suffix: Option<Suffix>, meaning: &mut Meaning) {
        match suffix {
            Some(Suffix::Before) => meaning.from = None,
            Some(Suffix::After) => meaning.to = None,
            Some(Suffix::Since) => meaning.to = self.context.issue_date.filter(|issue| Some(*issue) >= meaning.from),
            _ => {}
        }
    }

    /// The date a moment names, as fine as it says.
    fn base(&mut self, moment: &Moment) -> Meaning {
        if let Some(Year::Span(first, last)) = moment.year {
            return span_of_years(first, last, moment.section);
        }
        if moment.grain() >= Some(Grain::Day) {
            if let Some((date, anchor)) = self.date(moment) {
                if moment.suffix != Some(Suffix::Before) {
                    self.thread.day = Some(date);
                    self.thread.month = Some((date.year(), date.month()));
                }
                self.tell(moment, date.year());
                let last = match moment.day {
                    Some(Day::Weekend(_)) => date.tomorrow().ok(),
                    _ => Some(date),
                };
                let value = match moment.day {
                    Some(Day::Weekend(_)) => {
                        let week = date.iso_week_date();
                        format!("{}-W{:02}-WE", week.year(), week.week())
                    }
                    _ => date.to_string(),
                };
                return Meaning {
                    value: Some(value),
                    from: Some(date),
                    to: last,
                    anchor: Some(anchor),
                };
            }
            return Meaning {
                value: open_date(moment),
                ..Meaning::default()
            };
        }
        if let Some(week) = moment.week {
            return self.week(week);
        }
        if moment.month.is_some() || moment.section_of_month.is_some() {
            return self.month(moment);
        }
        self.year(moment)
    }

    /// A year, or a part of one.
    fn year(&mut self, moment: &Moment) -> Meaning {
        let Some((year, anchor)) = self.year_of(moment.year) else {
            return Meaning::default();
        };
        if let Some(Section::QuarterBy(by)) = moment.section {
            return self.quarter_by(by);
        }
        self.tell(moment, year);
        self.thread.year = Some(year);
        let (value, first, last) = match moment.section {
            None | Some(Section::QuarterBy(_)) => (year_text(year), (1, 1), (12, 31)),
            Some(Section::Half(1)) => (format!("{year:04}-H1"), (1, 1), (6, 30)),
            Some(Section::Half(_)) => (format!("{year:04}-H2"), (7, 1), (12, 31)),
            Some(Section::Quarters(from, to)) => {
                let value = match from == to {
                    true => format!("{year:04}-Q{from}"),
                    false => format!("{year:04}-Q{from}/{year:04}-Q{to}"),
                };
                (value, (from * 3 - 2, 1), (to * 3, if matches!(to, 1 | 4) { 31 } else { 30 }))
            }
            Some(Section::Season(code)) => {
                let (from, to, last) = match code {
                    "SP" => (3, 5, 31),
                    "SU" => (6, 8, 31),
                    "FA" => (9, 11, 30),
                    _ => (12, 12, 31),
                };
                (format!("{year:04}-{code}"), (from, 1), (to, last))
            }
            Some(Section::Edge(edge)) => match edge {
                // A deadline of 年底前 is kept in the last month; 年底 alone is only somewhere in the year.
                Edge::End if moment.suffix == Some(Suffix::Before) => (format!("{year:04}-12"), (12, 1), (12, 31)),
                Edge::End => (year_text(year), (12, 1), (12, 31)),
                Edge::Begin => (year_text(year), (1, 1), (3, 31)),
                Edge::Middle => (year_text(year), (6, 1), (7, 31)),
                _ => (year_text(year), (1, 1), (12, 31)),
            },
        };
        Meaning {
            value: Some(value),
            from: Date::new(year, first.0, first.1).ok(),
            to: Date::new(year, last.0, last.1).ok(),
            anchor: Some(anchor),
        }
    }

    fn year_of(&self, year: Option<Year>) -> Known<i16> {
        match year {
            Some(Year::Exact(year)) => Some((year, Anchor::Explicit)),
            Some(Year::Step(Step::By(by))) => {
                let (year, anchor) = self.year?;
                let anchor = if anchor == Anchor::Year { Anchor::Issue } else { anchor };
                Some((year + by, anchor))
            }
            Some(Year::Step(Step::Same)) => Some((self.thread.year?, Anchor::Article)),
            Some(Year::Step(Step::Next)) => Some((self.thread.year? + 1, Anchor::Article)),
            Some(Year::Span(first, _)) => Some((first, Anchor::Explicit)),
            None => self.year,
        }
    }

    fn quarter_by(&self, by: i16) -> Meaning {
        let Some((today, anchor)) = self.today else {
            return Meaning::default();
        };
        let at = today.year() * 4 + i16::from((today.month() - 1) / 3) + by;
        let (year, quarter) = (at.div_euclid(4), at.rem_euclid(4) as i8);
        let from = Date::new(year, quarter * 3 + 1, 1).ok();
        Meaning {
            value: Some(format!("{year:04}-Q{}", quarter + 1)),
            from,
            to: Date::new(year, quarter * 3 + 3, 1).ok().map(Date::last_of_month),
            anchor: Some(anchor),
        }
    }

    /// A month, or a part of one.
    fn month(&mut self, moment: &Moment) -> Meaning {
        let Some(((year, month), anchor)) = self.month_of(moment) else {
            let value = match moment.month {
                Some(Month::Exact(month)) if moment.calendar == Calendar::Solar => Some(format!("XXXX-{month:02}")),
                _ => None,
            };
            return Meaning {
                value,
                ..Meaning::default()
            };
        };
        let (from, to) = if moment.calendar == Calendar::Lunar {
            let from = lunar_in(year, month, 1);
            (from, from.and_then(|from| from.checked_add(28.days()).ok()))
        } else {
            let first = Date::new(year, month, 1).ok();
            let last = first.map(Date::last_of_month);
            let day = |day| Date::new(year, month, day).ok();
            match moment.section_of_month {
                Some(Edge::Third(1) | Edge::Begin) => (first, day(10)),
                Some(Edge::Third(2) | Edge::Middle) => (day(11), day(20)),
                Some(Edge::Third(_) | Edge::End) => (day(21), last),
                Some(Edge::Half(1)) => (first, day(15)),
                Some(Edge::Half(_)) => (day(16), last),
                Some(Edge::Within) | None => (first, last),
            }
        };
        self.tell(moment, year);
        if moment.suffix != Some(Suffix::Before) && moment.calendar == Calendar::Solar {
            self.thread.month = Some((year, month));
        }
        Meaning {
            value: (moment.calendar == Calendar::Solar).then(|| format!("{year:04}-{month:02}")),
            from,
            to,
            anchor: Some(anchor),
        }
    }

    /// The year and month of a moment that names a month, or a part of one.
    fn month_of(&self, moment: &Moment) -> Known<(i16, i8)> {
        let today = self.today.map(|(day, anchor)| ((day.year(), day.month()), anchor));
        let after = |(year, month): (i16, i8), by: i16| {
            let at = year * 12 + i16::from(month) - 1 + by;
            (at.div_euclid(12), at.rem_euclid(12) as i8 + 1)
        };
        match moment.month {
            None => today,
            Some(Month::Step(Step::By(by))) => today.map(|(today, anchor)| (after(today, by), anchor)),
            Some(Month::Step(Step::Same)) => self.thread.month.map(|month| (month, Anchor::Article)).or(today),
            Some(Month::Step(Step::Next)) => self.thread.month.map(|month| (after(month, 1), Anchor::Article)),
            Some(Month::Exact(month)) => {
                if moment.year.is_some() {
                    return self.year_of(moment.year).map(|(year, anchor)| ((year, month), anchor));
                }
                let (year, anchor) = self.year_for(month, 15, moment.suffix)?;
                Some(((year, month), anchor))
            }
        }
    }

    /// The year of a month and day printed without one.
    ///
    /// A bare date goes on from a year named shortly before it (`2018年村里筹资,10月动工`). Otherwise it is the
    /// issue's year, but for dates of the last months that a paper of January prints, and deadlines
    /// of the first months that a paper of December sets.
    fn year_for(&self, month: i8, day: i8, suffix: Option<Suffix>) -> Known<i16> {
        if suffix != Some(Suffix::Before) && let Some(year) = self.thread.told {
            return Some((year, Anchor::Article));
        }
        let (year, anchor) = self.year?;
        let Some(issue) = self.context.issue_date.or(self.context.article_date) else {
            return Some((year, anchor));
        };
        let ahead = (i32::from(month) - i32::from(issue.month())) * 30 + i32::from(day) - i32::from(issue.day());
        let deadline = suffix == Some(Suffix::Before);
        let by = match ahead {
            ahead if ahead > 240 && !deadline => -1,
            ahead if ahead < -300 => 1,
            _ => 0,
        };
        Some((year + by, anchor))
    }

    /// Keeps the year a moment names in so many words, for the bare months after it.
    fn tell(&mut self, moment: &Moment, year: i16) {
        match moment.year {
            Some(Year::Exact(_) | Year::Step(Step::By(_) | Step::Same | Step::Next)) => {
                self.thread.told = Some(year);
                self.thread.exact = matches!(moment.year, Some(Year::Exact(_)));
                self.thread.year = Some(year);
            }
            _ => {
                self.thread.year = Some(year);
            }
        }
    }

    /// The day a moment names.
    fn date(&mut self, moment: &Moment) -> Known<Date> {
        match moment.day {
            Some(Day::Exact(day)) => self.exact_day(moment, day),
            Some(Day::Step(Step::By(by))) => {
                let (today, anchor) = self.today?;
                Some((today.checked_add(i64::from(by).days()).ok()?, anchor))
            }
            Some(Day::Step(step)) => {
                let named = self.thread.day.or(self.reported())?;
                let day = if step == Step::Next { named.tomorrow().ok()? } else { named };
                Some((day, Anchor::Article))
            }
            Some(Day::Feast(feast)) => {
                if moment.year.is_some() {
                    let (year, anchor) = self.year_of(moment.year)?;
                    return feast.date(year).map(|date| (date, anchor));
                }
                let (today, _) = self.today?;
                let years = [today.year() - 1, today.year(), today.year() + 1];
                let dates = years.into_iter().filter_map(|year| feast.date(year));
                let nearest = dates.min_by_key(|date| (*date - today).get_days().abs())?;
                Some((nearest, Anchor::Year))
            }
            Some(Day::Weekday(day, week)) => {
                let (today, anchor) = self.today?;
                let now = today.weekday().to_monday_one_offset();
                let by = match week {
                    Some(week) => i64::from(day - now) + 7 * i64::from(week),
                    None if moment.suffix == Some(Suffix::Before) => i64::from((day - now).rem_euclid(7)),
                    None => -i64::from((now - day).rem_euclid(7)),
                };
                Some((today.checked_add(by.days()).ok()?, anchor))
            }
            Some(Day::Weekend(week)) => {
                let (today, anchor) = self.today?;
                let now = today.weekday().to_monday_one_offset();
                let by = i64::from(6 - now) + 7 * i64::from(week?);
                Some((today.checked_add(by.days()).ok()?, anchor))
            }
            // 上午 and 8时许 alone are those of the day the article is at; a daily deadline is of no day.
            None => {
                if moment.suffix == Some(Suffix::Before) || self.thread.recurs {
                    return None;
                }
                let day = self.thread.day.or(self.reported())?;
                Some((day, Anchor::Article))
            }
        }
    }

    /// The day the article reports, when that is known from the article and not only from the issue.
    fn reported(&self) -> Option<Date> {
        self.today.filter(|(_, anchor)| *anchor == Anchor::Article).map(|(day, _)| day)
    }

    fn exact_day(&self, moment: &Moment, day: i8) -> Known<Date> {
        if moment.calendar == Calendar::Lunar {
            let Some(Month::Exact(month)) = moment.month else {
                return None;
            };
            let (year, anchor) = self.year_of(moment.year)?;
            return lunar_in(year, month, day).map(|date| (date, anchor));
        }
        if moment.calendar == Calendar::Before {
            return None;
        }
        match moment.month {
            Some(Month::Exact(month)) => {
                let (year, anchor) = match moment.year {
                    Some(_) => self.year_of(moment.year)?,
                    None => self.year_for(month, day, moment.suffix)?,
                };
                Some((Date::new(year, month, day).ok()?, anchor))
            }
            Some(Month::Step(_)) => {
                let ((year, month), anchor) = self.month_of(moment)?;
                Some((Date::new(year, month, day).ok()?, anchor))
            }
            // `31日晚` after a dateline of 12月31日; in a paper that names no month, the last such day.
            None => {
                if let Some((year, month)) = self.thread.month {
                    return Some((Date::new(year, month, day).ok()?, Anchor::Article));
                }
                let (today, anchor) = self.today?;
                let mut date = Date::new(today.year(), today.month(), day).ok()?;
                if moment.suffix != Some(Suffix::Before) && (date - today).get_days() > CURRENT {
                    date = date.checked_sub(1.month()).ok().filter(|date| date.day() == day)?;
                }
                Some((date, anchor))
            }
        }
    }

    fn week(&self, by: i16) -> Meaning {
        let Some((today, anchor)) = self.today else {
            return Meaning::default();
        };
        let back = 1 - i64::from(today.weekday().to_monday_one_offset());
        let monday = today.checked_add((back + 7 * i64::from(by)).days()).ok();
        Meaning {
            value: monday.map(|monday| {
                let week = monday.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }),
            from: monday,
            to: monday.and_then(|monday| monday.checked_add(6.days()).ok()),
            anchor: Some(anchor),
        }
    }

    /// `两年后`, `三天前`: counted from the day last named in the sentence or from today, and as fine as the unit.
    fn shift(&self, amount: Option<i64>, unit: Unit, after: bool) -> Meaning {
        let (Some(amount), Some((today, anchor))) = (amount, self.today) else {
            return Meaning::default();
        };
        let (start, anchor) = match self.thread.told {
            Some(year) if after && unit == Unit::Year => match Date::new(year, 1, 1) {
                Ok(date) => (date, Anchor::Article),
                Err(_) => return Meaning::default(),
            },
            _ => (today, anchor),
        };
        let amount = if after { amount } else { -amount };
        let moved = match unit {
            Unit::Century => start.checked_add((amount * 100).years()),
            Unit::Year if amount.abs() < 10_000 => start.checked_add(amount.years()),
            Unit::Quarter => start.checked_add((amount * 3).months()),
            Unit::Month => start.checked_add(amount.months()),
            Unit::Week => start.checked_add((amount * 7).days()),
            Unit::Day => start.checked_add(amount.days()),
            _ => return Meaning::default(),
        };
        let Ok(date) = moved else {
            return Meaning::default();
        };
        let (value, from, to) = match unit {
            Unit::Century | Unit::Year => {
                (year_text(date.year()), date.first_of_year(), date.last_of_year())
            }
            Unit::Quarter | Unit::Month => (
                format!("{:04}-{:02}", date.year(), date.month()),
                date.first_of_month(),
                date.last_of_month(),
            ),
            _ => (date.to_string(), date, date),
        };
        Meaning {
            value: Some(value),
            from: Some(from),
            to: Some(to),
            anchor: Some(anchor),
        }
    }
}

/// The year of the first date that names its year, month and day itself; lacking that, its year and month.
fn told_year(expressions: &[Expression]) -> Option<i16> {
    let year = |days: bool| {
        expressions.iter().find_map(|expression| match &expression.body {
            Body::Moment(moment) | Body::Range(moment, _) => match moment.year {
                Some(Year::Exact(year)) if moment.month.is_some() && (moment.day.is_some() || !days) => Some(year),
                _ => None,
            },
            _ => None,
        })
    };
    year(true).or_else(|| year(false))
}

/// Whether what the moment says already points somewhere from today.
fn steps(moment: &Moment) -> bool {
    matches!(moment.month, Some(Month::Step(_))) || matches!(moment.day, Some(Day::Step(_)))
}

fn kind(moment: &Moment) -> TimeKind {
    if moment.part.is_some() || moment.clock.is_some() { TimeKind::Time } else { TimeKind::Date }
}

/// What a date without a known year still says: `XXXX-06-14`.
fn open_date(moment: &Moment) -> Option<String> {
    match (moment.calendar, moment.month, moment.day) {
        (Calendar::Solar, Some(Month::Exact(month)), Some(Day::Exact(day))) => Some(format!("XXXX-{month:02}-{day:02}")),
        (Calendar::Solar, None, Some(Day::Exact(day))) => Some(format!("XXXX-XX-{day:02}")),
        (_, None, Some(Day::Weekday(day, None))) => Some(format!("XXXX-WXX-{day}")),
        (_, None, Some(Day::Weekend(None))) => Some("XXXX-WXX-WE".to_owned()),
        _ => None,
    }
}

/// A year in four digits; years before our era count from zero in ISO 8601.
fn year_text(year: i16) -> String {
    if year < 0 { format!("-{:04}", -(year + 1)) } else { format!("{year:04}") }
}

/// Several years under one name: a decade is `198`, a century `19`, as TIMEX3 writes them; a plan has both ends.
fn span_of_years(first: i16, last: i16, section: Option<Section>) -> Meaning {
    let value = match last - first {
        9 => format!("{:03}", first / 10),
        99 => format!("{:02}", first / 100),
        _ => format!("{first:04}/{last:04}"),
    };
    let third = (last - first + 1) / 3;
    let (from, to) = match section {
        Some(Section::Edge(Edge::Begin)) => (first, first + third),
        Some(Section::Edge(Edge::Middle)) => (first + third, last - third),
        Some(Section::Edge(Edge::End)) => (last - third, last),
        _ => (first, last),
    };
    Meaning {
        value: Some(value),
        from: Date::new(from, 1, 1).ok(),
        to: Date::new(to, 12, 31).ok(),
        anchor: Some(Anchor::Explicit),
    }
}
