//! Times that are read whole: `“十四五”期间`, `上世纪80年代`, `2022-05-20`.

use super::expression::{Body, opens};
use super::moment::{Day, Moment, Month, Read, Section, Year};
use super::reader::Reader;
use super::word::{Edge, EdgeOf, Suffix, Word};

impl Reader<'_> {
    /// `“十四五”期间`, `“五一”假期`: numerals that are names stand between quotation marks, and are a time
    /// only with what follows a time.
    pub(super) fn quoted(&self, at: usize) -> Option<(usize, Body)> {
        let open = opens(self.peek(at));
        let inside = if open {
            at + self.peek(at)?.len_utf8()
        } else {
            at
        };
        let (end, word) = self.word(inside)?;
        let mut moment = Moment::default();
        match word {
            Word::Plan(first, last) => moment.year = Some(Year::Span(first, last)),
            Word::Quoted(feast) => moment.day = Some(Day::Feast(feast)),
            _ => return None,
        }
        let close = self
            .peek(end)
            .filter(|close| matches!(close, '”' | '"' | '’' | '」'));
        let end = match (open, close) {
            (true, Some(close)) => end + close.len_utf8(),
            (false, _) => end,
            (true, None) => return None,
        };
        if let Some((end, Word::Edge(edge, _))) = self.word(end) {
            moment.section = Some(Section::Edge(edge));
            return Some((end, Body::Moment(moment)));
        }
        let (end, suffix) = self.suffix(end)?;
        moment.suffix = Some(suffix);
        Some((end, Body::Moment(moment)))
    }

    /// `上世纪80年代`, `19世纪`, `九十年代初`.
    pub(super) fn decade(&self, at: usize) -> Option<(usize, Body)> {
        let century = match self.word(at) {
            Some((end, Word::Century(by, edge))) => Some((end, 2000 + by * 100, edge)),
            _ => self
                .field(at)
                .filter(|field| (1..=22).contains(&field.value))
                .and_then(|field| {
                    let end = self.eat(self.blank(field.end), "世纪")?;
                    Some((end, (field.value as i16 - 1) * 100, None))
                }),
        };
        let start = century.map_or(at, |(end, ..)| end);
        let decade = self
            .field(start)
            .filter(|field| field.value % 10 == 0 && field.value < 100);
        let decade = decade.and_then(|field| match self.word(self.blank(field.end)) {
            Some((end, Word::Decade)) => Some((end, field.value as i16)),
            _ => None,
        });
        let (mut end, first, last, mut edge) = match (century, decade) {
            (Some((_, century, _)), Some((end, decade))) => {
                (end, century + decade, century + decade + 9, None)
            }
            // Without a century, the twenties and what is before them are those of this one.
            (None, Some((end, decade))) => {
                let century = if decade < 30 { 2000 } else { 1900 };
                (end, century + decade, century + decade + 9, None)
            }
            (Some((end, century, edge)), None) => (end, century + 1, century + 100, edge),
            (None, None) => return None,
        };
        if let Some((after, Word::Edge(found, of))) = self.word(end)
            && of != EdgeOf::Year
            && found != Edge::Middle
        {
            edge = Some(found);
            end = after;
        }
        let mut moment = Moment {
            year: Some(Year::Span(first, last)),
            section: edge.map(Section::Edge),
            ..Moment::default()
        };
        if let Some((after, suffix)) = self
            .suffix(end)
            .filter(|(_, suffix)| *suffix != Suffix::Occasion)
        {
            moment.suffix = Some(suffix);
            end = after;
        }
        Some((end, Body::Moment(moment)))
    }

    /// `2022-05-20`, `2022/5/20`, `2022.5.20`.
    pub(super) fn numeric_date(&self, at: usize) -> Option<(usize, Body)> {
        let year = self
            .field(at)
            .filter(|year| year.digits == 4 && (1900..2200).contains(&year.value))?;
        let mark = self
            .peek(year.end)
            .filter(|mark| "-/.－．／".contains(*mark))?;
        let month = self
            .field(year.end + mark.len_utf8())
            .filter(|month| (1..=12).contains(&month.value))?;
        if self.peek(month.end) != Some(mark) {
            return None;
        }
        let day = self
            .field(month.end + mark.len_utf8())
            .filter(|day| (1..=31).contains(&day.value))?;
        if matches!(self.peek(day.end), Some('.' | '-' | '/' | '．')) {
            return None;
        }
        let mut read = Read {
            end: day.end,
            moment: Moment {
                year: Some(Year::Exact(year.value as i16)),
                month: Some(Month::Exact(month.value as i8)),
                day: Some(Day::Exact(day.value as i8)),
                ..Moment::default()
            },
            until: None,
        };
        self.part_of_day(&mut read);
        self.clock(&mut read, false);
        let end = self.suffix_of(&mut read.moment, read.end, false);
        Some((end, Body::Moment(read.moment)))
    }
}
