//! Days as Arrow counts them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Days since 1970-01-01.
pub(crate) fn days(day: Date) -> i32 {
    day.duration_since(date(1970, 1, 1))
        .as_hours()
        .div_euclid(24) as i32
}

/// The day that is `days` after 1970-01-01.
pub(crate) fn day(days: i32) -> Date {
    date(1970, 1, 1).saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days(date(1970, 1, 2)), 1);
        assert_eq!(days(date(1949, 10, 1)), -7397);
        assert_eq!(days(date(2022, 5, 24)), 19136);
    }

    #[test]
    fn days_go_there_and_back() {
        for given in [date(1949, 10, 1), date(1970, 1, 1), date(2024, 2, 29)] {
            assert_eq!(day(days(given)), given);
        }
    }
}
