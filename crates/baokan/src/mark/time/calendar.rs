//! The Chinese calendar and what hangs on it: lunar dates, festivals, solar terms.

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date};

use crate::entry::shipped;

/// A day of the year that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// Month and day: 国庆节.
    Solar(i8, i8),
    /// Month and day of the lunar year: 中秋节.
    Lunar(i8, i8),
    /// First or second solar term of a month: 清明.
    Term(i8, i8),
    /// Month, which one, day of the week from Monday: 母亲节.
    Weekday(i8, i8, i8),
}

impl Feast {
    /// Reads `solar 10-1`, `lunar 8-15`, `term 4-1`, `weekday 5-2-7`.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let (kind, numbers) = value.split_once(' ')?;
        let mut numbers = numbers.split('-').map(str::parse);
        let mut next = || numbers.next()?.ok();
        let (first, second) = (next()?, next()?);
        Some(match kind {
            "solar" => Self::Solar(first, second),
            "lunar" => Self::Lunar(first, second),
            "term" => Self::Term(first, second),
            "weekday" => Self::Weekday(first, second, next()?),
            _ => return None,
        })
    }

    /// The day in solar year `year`.
    pub(super) fn date(self, year: i16) -> Option<Date> {
        match self {
            Self::Solar(month, day) => Date::new(year, month, day).ok(),
            Self::Lunar(month, day) => lunar_in(year, month, day),
            Self::Term(month, which) => term(year, month, which),
            Self::Weekday(month, which, weekday) => {
                let first = Date::new(year, month, 1).ok()?;
                let ahead = (weekday - first.weekday().to_monday_one_offset()).rem_euclid(7);
                first
                    .checked_add((i64::from(ahead) + 7 * i64::from(which - 1)).days())
                    .ok()
            }
        }
    }
}

/// One lunar year.
struct LunarYear {
    year: i16,
    first: Date,
    leap: i8,
    /// Whether each month has thirty days, the leap month after its namesake.
    long: &'static [u8],
}

static LUNAR: LazyLock<Vec<LunarYear>> = LazyLock::new(|| {
    shipped(include_str!("../../../data/lunar.tsv"))
        .filter_map(|entry| {
            let [first, leap, long] = entry.fields;
            Some(LunarYear {
                year: entry.term.parse().ok()?,
                first: first.parse().ok()?,
                leap: leap.parse().ok()?,
                long: long.as_bytes(),
            })
        })
        .collect()
});

/// The solar day of day `day` of month `month` of the lunar year that begins in `year`.
///
/// Day 30 of a month of twenty-nine days is its last: 除夕 is called 三十 in every year.
pub(super) fn lunar(year: i16, month: i8, day: i8) -> Option<Date> {
    let at = LUNAR.binary_search_by_key(&year, |lunar| lunar.year).ok()?;
    let lunar = &LUNAR[at];
    if !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let before = usize::from(lunar.leap > 0 && month > lunar.leap) + (month - 1) as usize;
    let length = |&long: &u8| 29 + i64::from(long == b'1');
    let passed: i64 = lunar.long[..before].iter().map(length).sum();
    let day = i64::from(day).min(length(&lunar.long[before]));
    lunar.first.checked_add((passed + day - 1).days()).ok()
}

/// The solar day of a lunar date as it falls in solar year `year`: 腊月 belongs to the lunar year before.
pub(super) fn lunar_in(year: i16, month: i8, day: i8) -> Option<Date> {
    [year, year - 1]
        .into_iter()
        .filter_map(|begins| lunar(begins, month, day))
        .find(|date| date.year() == year)
}

/// The day of the first or second solar term of a month: the sun passes a multiple of fifteen degrees.
///
/// The sun's longitude by the short series of the almanacs, good to a hundredth of a degree; the day is
/// that of Beijing.
fn term(year: i16, month: i8, which: i8) -> Option<Date> {
    if !(1901..=2099).contains(&year) {
        return None;
    }
    // 小寒, the first term of January, stands at 285 degrees.
    let target = (285 + 15 * (2 * (i32::from(month) - 1) + i32::from(which) - 1)) % 360;
    let first = Date::new(year, month, if which == 1 { 1 } else { 16 }).ok()?;
    let mut day = first;
    for _ in 0..15 {
        let next = day.tomorrow().ok()?;
        let passed = (longitude(next) - f64::from(target) + 540.0).rem_euclid(360.0) - 180.0;
        if passed > 0.0 {
            return Some(day);
        }
        day = next;
    }
    None
}

/// The sun's apparent longitude in degrees at midnight in Beijing, as `date` begins.
fn longitude(date: Date) -> f64 {
    let epoch = Date::constant(2000, 1, 1);
    let days = f64::from((date - epoch).get_days()) - 0.5 - 8.0 / 24.0;
    // Clocks run ahead of the even time the series counts by about a minute in these two centuries.
    let century = (days + 66.0 / 86400.0) / 36525.0;
    let sine = |degrees: f64| degrees.to_radians().sin();
    let mean = 280.466_46 + 36_000.769_83 * century + 0.000_303_2 * century * century;
    let anomaly = 357.529_11 + 35_999.050_29 * century - 0.000_153_7 * century * century;
    let centre = (1.914_602 - 0.004_817 * century) * sine(anomaly)
        + (0.019_993 - 0.000_101 * century) * sine(2.0 * anomaly)
        + 0.000_289 * sine(3.0 * anomaly);
    let node = 125.04 - 1934.136 * century;
    (mean + centre - 0.005_69 - 0.004_78 * sine(node)).rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(feast: &str, year: i16) -> String {
        Feast::parse(feast)
            .and_then(|feast| feast.date(year))
            .map_or_else(String::new, |date| date.to_string())
    }

    #[test]
    fn the_table_runs_on_from_year_to_year() {
        for pair in LUNAR.windows(2) {
            let days: i64 = pair[0]
                .long
                .iter()
                .map(|&long| 29 + i64::from(long == b'1'))
                .sum();
            assert_eq!(
                pair[0].first.checked_add(days.days()).ok(),
                Some(pair[1].first),
                "{}",
                pair[0].year
            );
            assert_eq!(pair[0].long.len(), 12 + usize::from(pair[0].leap > 0));
        }
    }

    #[test]
    fn festivals() {
        assert_eq!(day("lunar 1-1", 2020), "2020-01-25");
        assert_eq!(day("lunar 8-15", 2020), "2020-10-01");
        assert_eq!(day("lunar 5-5", 2020), "2020-06-25");
        assert_eq!(day("lunar 12-30", 2020), "2020-01-24");
        assert_eq!(day("lunar 12-30", 2022), "2022-01-31");
        assert_eq!(day("weekday 5-2-7", 2022), "2022-05-08");
        assert_eq!(day("weekday 6-3-7", 2021), "2021-06-20");
        assert_eq!(day("solar 10-1", 2019), "2019-10-01");
        assert_eq!(lunar(2022, 13, 1), None);
        assert_eq!(lunar(1800, 1, 1), None);
    }

    #[test]
    fn solar_terms() {
        assert_eq!(day("term 4-1", 2019), "2019-04-05");
        assert_eq!(day("term 4-1", 2020), "2020-04-04");
        assert_eq!(day("term 4-1", 1998), "1998-04-05");
        assert_eq!(day("term 2-1", 2021), "2021-02-03");
        assert_eq!(day("term 12-2", 2021), "2021-12-21");
        assert_eq!(day("term 6-2", 2024), "2024-06-21");
        assert_eq!(day("term 1-1", 2023), "2023-01-05");
    }
}
