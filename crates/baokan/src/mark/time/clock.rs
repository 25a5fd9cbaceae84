//! Clock times: `10时许`, `8时30分`, `八点半`, `19:45`.

use super::moment::{Moment, Read};
use super::reader::Reader;
use super::word::{Part, Suffix, Word};

/// A time on the clock, as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: Option<i8>,
}

impl Clock {
    /// The hour of the day: 下午4时 is 16, 凌晨12点 is 0.
    pub(super) fn hour_in(self, part: Option<Part>) -> i8 {
        match part {
            Some(Part::Afternoon | Part::Evening) if self.hour < 12 => self.hour + 12,
            // 夜里11点 is before midnight, 夜里2点 after it.
            Some(Part::Night) if (6..12).contains(&self.hour) => self.hour + 12,
            Some(Part::Night | Part::Evening) if self.hour == 12 => 24,
            Some(Part::Midday) if self.hour < 4 => self.hour + 12,
            Some(Part::Morning) if self.hour == 12 => 0,
            _ => self.hour,
        }
    }

    pub(super) fn text_in(self, part: Option<Part>) -> String {
        let hour = self.hour_in(part);
        match self.second {
            Some(second) => format!("T{hour:02}:{:02}:{second:02}", self.minute),
            None => format!("T{hour:02}:{:02}", self.minute),
        }
    }
}

impl Reader<'_> {
    pub(super) fn clock(&self, read: &mut Read, clocked: bool) {
        let at = self.blank(read.end);
        let dated = read.moment.grain().is_some();
        let anchored = dated || clocked;
        if dated && read.moment.part.is_none() && read.moment.day.is_none() {
            return;
        }
        let Some(hour) = self.field(at).filter(|hour| (0..=24).contains(&hour.value)) else {
            return;
        };
        let clock = |minute: i64, second| Clock {
            hour: hour.value as i8,
            minute: minute as i8,
            second,
        };
        if let Some((minute, second, end)) = self.minutes_after_colon(at, hour.end, anchored) {
            read.moment.clock = Some(clock(minute, second));
            read.end = end;
            return;
        }
        if let Some((minute, second, end)) = self.hour_mark(at, hour.end, anchored) {
            read.moment.clock = Some(clock(minute, second));
            read.end = end;
            return;
        }
        // `上午9至11时`, `8—10点`.
        if let Some((last, end)) = self.spread(hour, 24)
            && let Some((minute, second, end)) = self.hour_mark(at, end, anchored)
        {
            read.moment.clock = Some(clock(0, None));
            read.until = Some(Moment {
                clock: Some(Clock {
                    hour: last,
                    minute: minute as i8,
                    second,
                }),
                ..Moment::default()
            });
            read.end = end;
        }
    }

    /// `:45` and `:45:10` after an hour; scores (`21:15胜`) are not told apart from it but by what stands
    /// around: an hour follows no 比 or 以 and ends with its minutes.
    fn minutes_after_colon(
        &self,
        start: usize,
        at: usize,
        anchored: bool,
    ) -> Option<(i64, Option<i8>, usize)> {
        let colon = |at| self.eat(at, ":").or_else(|| self.eat(at, "："));
        let sixty = |at| {
            self.field(at)
                .filter(|field| field.digits == 2 && field.value < 60)
        };
        let minute = sixty(colon(at)?)?;
        let second = colon(minute.end).and_then(sixty);
        let end = second.map_or(minute.end, |second| second.end);
        let before = self.text[..start].chars().next_back();
        let scored = before.is_some_and(|before| "以比:：.．-".contains(before));
        if !anchored && scored || colon(end).is_some() || self.peek(end) == Some('%') {
            return None;
        }
        Some((minute.value, second.map(|second| second.value as i8), end))
    }

    /// 时 or 点 and what follows it: minutes, 半, 一刻, 整, 多.
    fn hour_mark(
        &self,
        start: usize,
        at: usize,
        anchored: bool,
    ) -> Option<(i64, Option<i8>, usize)> {
        let at = self.blank(at);
        let (mark, spoken) = match self.eat(at, "时") {
            Some(end) => (end, false),
            None => (self.eat(at, "点")?, true),
        };
        if matches!(self.word(at), Some((_, Word::Other))) {
            return None;
        }
        if let Some(end) = self.eat(mark, "半") {
            return Some((30, None, end));
        }
        for (text, minute) in [
            ("一刻", 15),
            ("三刻", 45),
            ("整", 0),
            ("正", 0),
            ("钟", 0),
            ("多", 0),
        ] {
            if let Some(end) = self.eat(mark, text) {
                return Some((minute, None, end));
            }
        }
        let minute = self
            .field(self.blank(mark))
            .filter(|field| (0..60).contains(&field.value));
        if let Some(minute) = minute
            && let Some(end) = self.eat(self.blank(minute.end), "分")
            && self.eat(end, "钟").is_none()
        {
            let second = self
                .field(end)
                .filter(|field| (0..60).contains(&field.value));
            if let Some(second) = second
                && let Some(end) = self.eat(second.end, "秒")
            {
                return Some((minute.value, Some(second.value as i8), end));
            }
            return Some((minute.value, None, end));
        }
        // `三点` alone is three points of a speech; an hour is printed with its part of the day, or before
        // something only a time can have.
        let follows = matches!(
            self.word(mark),
            Some((
                _,
                Word::Suffix(Suffix::Before | Suffix::After | Suffix::About | Suffix::Since)
            ))
        ) || self
            .connective(mark)
            .is_some_and(|next| self.field(next).is_some());
        let digits =
            self.text[start..].starts_with(|first| crate::numeral::arabic(first).is_some());
        // 时 after a Chinese numeral alone is as often 一时, 几时.
        let zero = matches!(self.peek(start), Some('零' | '0' | '０'));
        (anchored || follows || zero || (digits && !spoken)).then_some((0, None, mark))
    }
}
