//! Times that two printed parts say together: `2018、2019两年`, `今年“五一”假期`, `6月的一个周末`.

use super::expression::{Body, opens};
use super::moment::{Grain, Moment, Year};
use super::reader::Reader;
use super::word::Word;

impl Reader<'_> {
    /// `2018、2019两年`, `2018、2019年`: two years on end.
    pub(super) fn two_years(&self, at: usize) -> Option<(usize, Body)> {
        let plain = |at| {
            self.field(at)
                .filter(|year| year.digits == 4 && (1900..2200).contains(&year.value))
        };
        let first = plain(at)?;
        let last = plain(
            self.eat(first.end, "、")
                .or_else(|| self.eat(first.end, "和"))?,
        )?;
        let end = self
            .eat(last.end, "两年")
            .or_else(|| self.eat(last.end, "年"))?;
        let year = |value: i64| Moment {
            year: Some(Year::Exact(value as i16)),
            ..Moment::default()
        };
        let follows = last.value == first.value + 1;
        follows.then(|| (end, Body::Range(year(first.value), year(last.value))))
    }

    /// `今年“五一”假期`: a festival between quotation marks behind its year.
    pub(super) fn quoted_in(&self, year: &Moment, at: usize) -> Option<(usize, Body)> {
        if year.grain() != Some(Grain::Year) || !opens(self.peek(at)) {
            return None;
        }
        match self.quoted(at)? {
            (end, Body::Moment(feast)) if feast.day.is_some() => Some((
                end,
                Body::Moment(Moment {
                    year: year.year,
                    ..feast
                }),
            )),
            _ => None,
        }
    }

    /// Past `的一个周末` or `的一天傍晚` behind a month: some day of it.
    pub(super) fn some_day(&self, at: usize) -> usize {
        let one = self.eat(at, "的一").or_else(|| self.eat(at, "里的一"));
        let day = one.and_then(|one| self.eat(one, "天"));
        let part = |at| match self.word(at) {
            Some((end, Word::Part { bound: false, .. } | Word::Weekend)) => Some(end),
            _ => None,
        };
        let named = one.and_then(|one| self.eat(one, "个")).and_then(part);
        named
            .or_else(|| day.map(|day| part(day).unwrap_or(day)))
            .unwrap_or(at)
    }
}
