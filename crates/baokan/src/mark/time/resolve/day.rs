//! Days, weeks, and what lies so many of them away.

use jiff::{ToSpan, civil::Date};

use crate::mark::Anchor;
use crate::mark::time::calendar::lunar_in;
use crate::mark::time::moment::{Day, Moment, Month};
use crate::mark::time::word::{Calendar, Step, Suffix, Unit};

use super::year::year_text;
use super::{CURRENT, Known, Meaning, Resolver};

impl Resolver<'_> {
    /// The day a moment names.
    pub(super) fn date(&mut self, moment: &Moment) -> Known<Date> {
        match moment.day {
            Some(Day::Exact(day)) => self.exact_day(moment, day),
            Some(Day::Step(Step::By(by))) => {
                let (today, anchor) = self.today?;
                Some((today.checked_add(i64::from(by).days()).ok()?, anchor))
            }
            Some(Day::Step(step)) => {
                let named = self.thread.day.or(self.reported())?;
                let day = match step {
                    Step::Next => named.tomorrow().ok()?,
                    Step::Previous => named.yesterday().ok()?,
                    _ => named,
                };
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
                    None if moment.suffix == Some(Suffix::Before) => {
                        i64::from((day - now).rem_euclid(7))
                    }
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
    pub(super) fn reported(&self) -> Option<Date> {
        self.today
            .filter(|(_, anchor)| *anchor == Anchor::Article)
            .map(|(day, _)| day)
    }

    pub(super) fn exact_day(&self, moment: &Moment, day: i8) -> Known<Date> {
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
                if let Some((year, month)) = self.thread.month_of_day {
                    return Some((Date::new(year, month, day).ok()?, Anchor::Article));
                }
                let (today, anchor) = self.today?;
                let mut date = Date::new(today.year(), today.month(), day).ok()?;
                if moment.suffix != Some(Suffix::Before) && (date - today).get_days() > CURRENT {
                    date = date
                        .checked_sub(1.month())
                        .ok()
                        .filter(|date| date.day() == day)?;
                }
                Some((date, anchor))
            }
        }
    }

    pub(super) fn week(&self, by: i16) -> Meaning {
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
    pub(super) fn shift(&self, amount: Option<i64>, unit: Unit, after: bool) -> Meaning {
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
            // 七千年前 names no year.
            Unit::Century if amount.abs() >= 10 => return Meaning::default(),
            Unit::Year if amount.abs() >= 1000 => return Meaning::default(),
            Unit::Century => start.checked_add((amount * 100).years()),
            Unit::Year => start.checked_add(amount.years()),
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
            Unit::Century | Unit::Year => (
                year_text(date.year()),
                date.first_of_year(),
                date.last_of_year(),
            ),
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

/// What a date without a known year still says: `XXXX-06-14`.
pub(super) fn open_date(moment: &Moment) -> Option<String> {
    match (moment.calendar, moment.month, moment.day) {
        (Calendar::Solar, Some(Month::Exact(month)), Some(Day::Exact(day))) => {
            Some(format!("XXXX-{month:02}-{day:02}"))
        }
        (Calendar::Solar, None, Some(Day::Exact(day))) => Some(format!("XXXX-XX-{day:02}")),
        (_, None, Some(Day::Weekday(day, None))) => Some(format!("XXXX-WXX-{day}")),
        (_, None, Some(Day::Weekend(None))) => Some("XXXX-WXX-WE".to_owned()),
        _ => None,
    }
}
