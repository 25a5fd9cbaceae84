//! Statistical division codes.

use std::fmt;

use crate::mark::Level;

/// A division code: 2, 4, 6, 9 or 12 digits, each level's beginning with its parent's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Code(u64);

impl Code {
    pub(crate) const fn new(number: u64) -> Self {
        Self(number)
    }

    /// A code from its digits; `None` when their number is none of 2, 4, 6, 9 and 12.
    pub(crate) fn parse(digits: &str) -> Option<Self> {
        let known = matches!(digits.len(), 2 | 4 | 6 | 9 | 12) && !digits.starts_with('0');
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        (known && plain).then(|| digits.parse().ok().map(Self))?
    }

    pub(crate) fn digits(self) -> usize {
        match self.0 {
            0..100 => 2,
            100..10_000 => 4,
            10_000..1_000_000 => 6,
            1_000_000..1_000_000_000 => 9,
            _ => 12,
        }
    }

    pub(crate) fn level(self) -> Level {
        match self.digits() {
            2 => Level::Province,
            4 => Level::City,
            6 => Level::County,
            9 => Level::Town,
            _ => Level::Village,
        }
    }

    pub(crate) fn parent(self) -> Option<Self> {
        match self.digits() {
            2 => None,
            4 | 6 => Some(Self(self.0 / 100)),
            _ => Some(Self(self.0 / 1000)),
        }
    }

    pub(crate) fn child(self, digits: u32, number: u64) -> Self {
        Self(self.0 * 10_u64.pow(digits) + number)
    }

    /// The three digits a town has beside its county's, or a village beside its town's.
    pub(crate) fn last_digits(self) -> u64 {
        self.0 % 1000
    }

    /// The code that numbers go on with, whether a unit has it or not.
    pub(crate) fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Whether `other` is this unit or lies in it.
    pub(crate) fn contains(self, other: Self) -> bool {
        let by = other.digits().checked_sub(self.digits());
        by.is_some_and(|by| other.0 / 10_u64.pow(by as u32) == self.0)
    }

    /// The unit itself, then its parents up to the province.
    pub(crate) fn lineage(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |code| code.parent())
    }

    /// Whether it is a city of prefecture rank, not a prefecture or league; their numbers begin at 21.
    pub(crate) fn is_city(self) -> bool {
        self.digits() == 4 && self.0 % 100 <= 20
    }

    /// A county or city right below the province: its parent in the list (`市辖区`,
    /// `省直辖县级行政区划`) only fills a gap and has no name of its own.
    pub(crate) fn is_filler(self) -> bool {
        self.digits() == 4 && matches!(self.0 % 100, 90)
            || self.digits() == 4 && matches!(self.0 / 100, 11 | 12 | 31 | 50)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_are_prefixes() {
        let code = Code::parse("430702003012").expect("twelve digits");
        let lineage: Vec<String> = code.lineage().map(|code| code.to_string()).collect();
        assert_eq!(
            lineage,
            ["430702003012", "430702003", "430702", "4307", "43"]
        );
        assert!(Code::new(4307).contains(code));
        assert!(!Code::new(4306).contains(code));
        assert!(!code.contains(Code::new(4307)));
    }

    #[test]
    fn only_five_lengths_are_codes() {
        assert!(
            ["1", "123", "12345", "4307020030121", "0411", "14x1", ""]
                .iter()
                .all(|digits| Code::parse(digits).is_none())
        );
    }
}
