//! Years, months and the parts of them.

use jiff::{ToSpan, civil::Date};

use crate::mark::Anchor;
use crate::mark::time::calendar::lunar_in;
use crate::mark::time::moment::{Moment, Month, Section, Year};
use crate::mark::time::word::{Calendar, Edge, Step, Suffix};

use super::{Known, Meaning, Resolver};

impl Resolver<'_> {
    /// A year, or a part of one.
    pub(super) fn year(&mut self, moment: &Moment) -> Meaning {
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
                (
                    value,
                    (from * 3 - 2, 1),
                    (to * 3, if matches!(to, 1 | 4) { 31 } else { 30 }),
                )
            }
            Some(Section::Months(months)) => {
                let last = Date::new(year, months, 1).map_or(30, Date::days_in_month);
                (
                    format!("{year:04}-01/{year:04}-{months:02}"),
                    (1, 1),
                    (months, last),
                )
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
                Edge::End if moment.suffix == Some(Suffix::Before) => {
                    (format!("{year:04}-12"), (12, 1), (12, 31))
                }
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

    pub(super) fn year_of(&self, year: Option<Year>) -> Known<i16> {
        match year {
            Some(Year::Exact(year)) => Some((year, Anchor::Explicit)),
            Some(Year::Step(Step::By(by))) => {
                let (year, anchor) = self.year?;
                let anchor = if anchor == Anchor::Year {
                    Anchor::Issue
                } else {
                    anchor
                };
                Some((year + by, anchor))
            }
            Some(Year::Step(Step::Same)) => Some((self.thread.year?, Anchor::Article)),
            Some(Year::Step(Step::Next)) => Some((self.thread.year? + 1, Anchor::Article)),
            Some(Year::Step(Step::Previous)) => Some((self.thread.year? - 1, Anchor::Article)),
            Some(Year::Span(first, _)) => Some((first, Anchor::Explicit)),
            None => self.year,
        }
    }

    pub(super) fn quarter_by(&self, by: i16) -> Meaning {
        let Some((today, anchor)) = self.today else {
            return Meaning::default();
        };
        let at = today.year() * 4 + i16::from((today.month() - 1) / 3) + by;
        let (year, quarter) = (at.div_euclid(4), at.rem_euclid(4) as i8);
        let from = Date::new(year, quarter * 3 + 1, 1).ok();
        Meaning {
            value: Some(format!("{year:04}-Q{}", quarter + 1)),
            from,
            to: Date::new(year, quarter * 3 + 3, 1)
                .ok()
                .map(Date::last_of_month),
            anchor: Some(anchor),
        }
    }

    /// A month, or a part of one.
    pub(super) fn month(&mut self, moment: &Moment) -> Meaning {
        let Some(((year, month), anchor)) = self.month_of(moment) else {
            let value = match moment.month {
                Some(Month::Exact(month)) if moment.calendar == Calendar::Solar => {
                    Some(format!("XXXX-{month:02}"))
                }
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
    pub(super) fn month_of(&self, moment: &Moment) -> Known<(i16, i8)> {
        let today = self
            .today
            .map(|(day, anchor)| ((day.year(), day.month()), anchor));
        let after = |(year, month): (i16, i8), by: i16| {
            let at = year * 12 + i16::from(month) - 1 + by;
            (at.div_euclid(12), at.rem_euclid(12) as i8 + 1)
        };
        match moment.month {
            None => today,
            Some(Month::Step(Step::By(by))) => {
                today.map(|(today, anchor)| (after(today, by), anchor))
            }
            Some(Month::Step(Step::Same)) => self
                .thread
                .month
                .map(|month| (month, Anchor::Article))
                .or(today),
            Some(Month::Step(Step::Next)) => self
                .thread
                .month
                .map(|month| (after(month, 1), Anchor::Article)),
            Some(Month::Step(Step::Previous)) => self
                .thread
                .month
                .map(|month| (after(month, -1), Anchor::Article)),
            Some(Month::Exact(month)) => {
                if moment.year.is_some() {
                    return self
                        .year_of(moment.year)
                        .map(|(year, anchor)| ((year, month), anchor));
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
    pub(super) fn year_for(&self, month: i8, day: i8, suffix: Option<Suffix>) -> Known<i16> {
        if suffix != Some(Suffix::Before)
            && let Some(year) = self.thread.told
        {
            return Some((year, Anchor::Article));
        }
        let (year, anchor) = self.year?;
        let Some(issue) = self.context.issue_date.or(self.context.article_date) else {
            return Some((year, anchor));
        };
        let ahead = (i32::from(month) - i32::from(issue.month())) * 30 + i32::from(day)
            - i32::from(issue.day());
        let deadline = suffix == Some(Suffix::Before);
        let by = match ahead {
            ahead if ahead > 240 && !deadline => -1,
            ahead if ahead < -300 => 1,
            _ => 0,
        };
        Some((year + by, anchor))
    }

    /// Keeps the year a moment names in so many words, for the bare months after it.
    pub(super) fn tell(&mut self, moment: &Moment, year: i16) {
        match moment.year {
            Some(Year::Exact(_) | Year::Step(_)) => {
                self.thread.told = Some(year);
                self.thread.exact = matches!(moment.year, Some(Year::Exact(_)));
                self.thread.year = Some(year);
            }
            _ => {
                self.thread.year = Some(year);
            }
        }
    }
}

/// A year in four digits; years before our era count from zero in ISO 8601.
pub(super) fn year_text(year: i16) -> String {
    if year < 0 {
        format!("-{:04}", -(year + 1))
    } else {
        format!("{year:04}")
    }
}

/// Several years under one name: a decade is `198`, a century `19`, as TIMEX3 writes them; a plan has both ends.
pub(super) fn span_of_years(first: i16, last: i16, section: Option<Section>) -> Meaning {
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
