//! Periods of the calendar that articles are grouped by.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::analyzer::ArticleAnalysis;
use crate::page::Page;

/// A length of the calendar; a period is named by its first day, as SQL's `date_trunc` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Day,
    /// From Monday.
    Week,
    Month,
    Quarter,
    Year,
}

impl Period {
    pub(crate) const NAMES: [&str; 5] = ["day", "week", "month", "quarter", "year"];

    pub(crate) fn new(name: &str) -> Option<Self> {
        const ALL: [Period; 5] = [
            Period::Day,
            Period::Week,
            Period::Month,
            Period::Quarter,
            Period::Year,
        ];
        let at = Self::NAMES.iter().position(|&known| known == name)?;
        Some(ALL[at])
    }

    /// The first day of the period `day` falls in.
    pub(crate) fn first_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days())
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => {
                let months = (day.month() - 1) % 3;
                day.first_of_month()
                    .saturating_sub(i32::from(months).months())
            }
            Self::Year => day.first_of_year(),
        }
    }

    /// The first day of the next period; `None` at the end of the calendar.
    pub(crate) fn next(self, first: Date) -> Option<Date> {
        let step = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        first.checked_add(step).ok()
    }
}

/// The day an article counts for: that of its issue or, where no issue date is known, the day it reports.
pub(crate) fn day_of(page: &Page, article: &ArticleAnalysis) -> Option<Date> {
    page.issue_date.or(article.article.date)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_begin_on_their_first_day() {
        let day = date(2024, 8, 15);
        let first = |name| Period::new(name).unwrap().first_day(day);
        assert_eq!(
            Period::NAMES.map(first),
            [
                day,
                date(2024, 8, 12),
                date(2024, 8, 1),
                date(2024, 7, 1),
                date(2024, 1, 1),
            ]
        );
        assert_eq!(Period::Week.first_day(date(2024, 8, 12)), date(2024, 8, 12));
        assert_eq!(
            Period::Quarter.next(date(2024, 10, 1)),
            Some(date(2025, 1, 1))
        );
        assert_eq!(Period::Year.next(date(9999, 1, 1)), None);
    }
}
