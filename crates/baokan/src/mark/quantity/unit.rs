//! Units and measure words, read from `data/units.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::entry::shipped;
use crate::trie::Trie;
use crate::width::fold;

/// What a unit measures or counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Lengths, weights, money and the like: `一亩` is a quantity, `一个` is an article.
    Measure,
    /// Percentages, multiples, tenths.
    Share,
    /// Degrees, grades, scores, ages and other readings on a scale.
    Scale,
    /// Measure words (量词), persons included.
    Classifier,
    /// A unit of dates and durations.
    Time,
    /// A word that begins like a unit.
    Not,
}

/// A unit found in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) kind: Kind,
    /// One past its last byte.
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug)]
struct Rule {
    kind: Kind,
    condition: Condition,
}

#[derive(Clone, Copy, Debug)]
enum Condition {
    Always,
    AfterArabic,
    /// Only before one of these words, parted by `|`.
    Before(&'static str),
}

/// All units.
pub(super) struct Units {
    /// The number of the rules of each term.
    terms: Trie<u16>,
    rules: Vec<Vec<Rule>>,
}

impl Units {
    /// The units that ship with the crate.
    pub(super) fn shipped() -> &'static Self {
        static UNITS: LazyLock<Units> =
            LazyLock::new(|| Units::new(include_str!("../../../data/units.tsv")));
        &UNITS
    }

    fn new(list: &'static str) -> Self {
        let mut terms: BTreeMap<&'static str, Vec<Rule>> = BTreeMap::new();
        for entry in shipped(list) {
            let [kind, rule, _] = entry.fields;
            let kind = match kind {
                "length" | "area" | "volume" | "mass" | "currency" | "energy" => Kind::Measure,
                "percent" | "ratio" => Kind::Share,
                "person" | "classifier" => Kind::Classifier,
                "time" => Kind::Time,
                "not" => Kind::Not,
                _ => Kind::Scale,
            };
            let condition = match rule.strip_prefix('+') {
                Some(followers) => Condition::Before(followers),
                None if rule == "arabic" => Condition::AfterArabic,
                None => Condition::Always,
            };
            let rules = terms.entry(entry.term).or_default();
            rules.push(Rule { kind, condition });
        }
        Self {
            terms: Trie::new(terms.keys().map(|term| term.chars()).zip(0..)),
            rules: terms.into_values().collect(),
        }
    }

    /// The characters that units begin with.
    pub(super) fn heads() -> impl Iterator<Item = char> {
        shipped(include_str!("../../../data/units.tsv"))
            .filter_map(|entry| entry.term.chars().next())
    }

    /// The longest unit that begins at byte `at`.
    pub(super) fn at(&self, text: &str, at: usize, after_arabic: bool) -> Option<Unit> {
        let rest = &text[at..];
        let mut unit = None;
        // The characters of terms are told by where they stand; full-width letters and signs are folded.
        let mut ends = rest
            .char_indices()
            .map(|(offset, last)| (at + offset + last.len_utf8(), last));
        let mut passed = 0;
        for (length, number) in self.terms.prefixes(rest.chars().map(fold)) {
            let Some((end, last)) = ends.nth(length - passed - 1) else {
                break;
            };
            passed = length;
            let after = &text[end..];
            if fold(last).is_ascii_alphabetic()
                && after.starts_with(|next: char| fold(next).is_ascii_alphanumeric())
            {
                continue;
            }
            let rule = self.rules[usize::from(number)]
                .iter()
                .find(|rule| match rule.condition {
                    Condition::Always => true,
                    Condition::AfterArabic => after_arabic,
                    Condition::Before(followers) => {
                        followers.split('|').any(|word| after.starts_with(word))
                    }
                });
            if let Some(rule) = rule {
                unit = Some(Unit {
                    kind: rule.kind,
                    end,
                });
            }
        }
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str, arabic: bool) -> Option<(&str, Kind)> {
        let unit = Units::shipped().at(text, 0, arabic)?;
        Some((&text[..unit.end], unit.kind))
    }

    #[test]
    fn the_longest_unit_wins() {
        assert_eq!(unit("个百分点。", true), Some(("个百分点", Kind::Share)));
        assert_eq!(unit("个月内", true), Some(("个月", Kind::Time)));
        assert_eq!(unit("平方米路面", true), Some(("平方米", Kind::Measure)));
        assert_eq!(unit("人次", true), Some(("人次", Kind::Classifier)));
        assert_eq!(unit("家长", true), Some(("家长", Kind::Not)));
        assert_eq!(unit("ｋｇ", true), Some(("ｋｇ", Kind::Measure)));
        assert_eq!(unit("kgs", true), None);
        assert_eq!(unit("甲", true), None);
    }

    #[test]
    fn conditions() {
        assert_eq!(unit("分", true), Some(("分", Kind::Scale)));
        assert_eq!(unit("分", false), None);
        assert_eq!(unit("点要求", false), Some(("点", Kind::Classifier)));
        assert_eq!(unit("点到场", false), None);
    }
}
