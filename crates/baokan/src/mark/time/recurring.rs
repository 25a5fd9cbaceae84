//! Recurring times: `每天`, `每周六`, `每月15日`, `每天8时至18时`, `每10天`.

use super::calendar::Feast;
use super::moment::{Day, Moment, Month, Read, Section, Year};
use super::reader::Reader;
use super::word::{Edge, EdgeOf, Part, Step, Unit, Word};

const DAILY: &str = "XXXX-XX-XX";
const WEEKLY: &str = "XXXX-WXX";

impl Reader<'_> {
    /// What recurs, read after 每: where it ends and its value.
    pub(super) fn recurring(&self, at: usize) -> Option<(usize, Option<String>)> {
        if let Some((end, length)) = self.length(at, true) {
            return Some((end, length.value()));
        }
        let counted = self.eat(at, "个").unwrap_or(at);
        match self.word(counted)? {
            (end, Word::Unit(Unit::Day)) => Some(self.daily(end, DAILY, None)),
            (end, Word::Weekday) => Some(self.weekly(end)),
            (end, Word::Unit(Unit::Month)) => Some(self.monthly(end)),
            (end, Word::Unit(Unit::Quarter)) => Some((end, Some("XXXX-QX".to_owned()))),
            (end, Word::Unit(Unit::Year)) => Some(self.yearly(end)),
            // 每年底 and 每月初: the longer word hides the unit.
            (_, Word::Edge(_, EdgeOf::Year)) => Some(self.yearly(self.eat(counted, "年")?)),
            (_, Word::Edge(_, EdgeOf::Month)) => Some(self.monthly(self.eat(counted, "月")?)),
            _ => self.occasion(at),
        }
    }

    /// `每逢周末`, `每到冬天`: a time that comes round.
    pub(super) fn occasion(&self, at: usize) -> Option<(usize, Option<String>)> {
        let read = self.moment(at)?;
        let moment = read.moment;
        if moment.year.is_some() || moment.week.is_some() {
            return None;
        }
        let value = match (moment.day, moment.section, moment.month) {
            (Some(Day::Weekday(day, None)), ..) => format!("{WEEKLY}-{day}"),
            (Some(Day::Weekend(None)), ..) => format!("{WEEKLY}-WE"),
            (Some(Day::Exact(day)), _, None) => format!("XXXX-XX-{day:02}"),
            (Some(Day::Step(_)), ..) => return None,
            (None, None, None) => return None,
            _ => pattern(&moment),
        };
        let suffix = self.suffix(read.end).map(|(end, _)| end);
        Some((suffix.unwrap_or(read.end), Some(value)))
    }

    /// A word that recurs by itself, such as 每晚, and the clock that may follow.
    pub(super) fn set_word(&self, end: usize, value: Option<&str>) -> (usize, Option<String>) {
        let Some(value) = value else {
            return (end, None);
        };
        match value.strip_prefix(DAILY) {
            Some("TEV") => self.daily(end, DAILY, Some(Part::Evening)),
            Some("TNI") => self.daily(end, DAILY, Some(Part::Night)),
            Some("TMO") => self.daily(end, DAILY, Some(Part::Morning)),
            Some(_) => self.daily(end, DAILY, None),
            None => (end, Some(value.to_owned())),
        }
    }

    /// Part of the day and clock after a recurring day.
    fn daily(&self, at: usize, base: &str, part: Option<Part>) -> (usize, Option<String>) {
        let day = Moment {
            day: Some(Day::Step(Step::Same)),
            part,
            ..Moment::default()
        };
        let mut read = Read {
            end: at,
            moment: day,
            until: None,
        };
        self.part_of_day(&mut read);
        self.clock(&mut read, false);
        if read.until.is_none()
            && let Some((end, until)) = self.run_on(&read)
        {
            read.until = Some(until);
            read.end = end;
        }
        let end = match self.suffix(read.end) {
            Some((end, _)) if read.moment.clock.is_some() => end,
            _ => read.end,
        };
        let time = |moment: &Moment, default: Option<Part>| match moment.clock {
            Some(clock) => format!("{base}{}", clock.text_in(moment.part.or(default))),
            None => format!("{base}{}", moment.part.map_or("", Part::code)),
        };
        let first = time(&read.moment, None);
        let value = match read.until {
            Some(until) => format!("{first}/{}", time(&until, read.moment.part)),
            None => first,
        };
        (end, Some(value))
    }

    /// What follows 每周: a day, a stretch of days or a list of them.
    fn weekly(&self, at: usize) -> (usize, Option<String>) {
        if let Some(end) = self.eat(at, "末") {
            return (end, Some(format!("{WEEKLY}-WE")));
        }
        let Some((end, day)) = self.weekday_number(at).filter(|_| !self.beats(at)) else {
            return self.daily(at, WEEKLY, None);
        };
        let name = |at: usize| match self.word(at) {
            Some((end, Word::Weekday)) => self.weekday_number(end),
            _ => self.weekday_number(at),
        };
        let first = format!("{WEEKLY}-{day}");
        if let Some((end, last)) = self.connective(end).and_then(name) {
            return (end, Some(format!("{first}/{WEEKLY}-{last}")));
        }
        let mut end = end;
        let mut listed = false;
        // `每周一、三、五`: there are seven days at most.
        for _ in 0..6 {
            let next = self.eat(end, "、").or_else(|| self.eat(end, "和"));
            let Some((after, _)) = next.and_then(name) else {
                break;
            };
            end = after;
            listed = true;
        }
        if listed {
            return (end, Some(WEEKLY.to_owned()));
        }
        self.daily(end, &first, None)
    }

    /// Whether 一 behind 每周 counts what is done, as it does beside: `每日一巡查、每周一走访、每月一研判`.
    fn beats(&self, at: usize) -> bool {
        /// As far as the next item of such a list stands.
        const ITEM: usize = 8;
        let Some(end) = self.eat(at, "一") else {
            return false;
        };
        let head = &self.text[..at];
        let from = head
            .char_indices()
            .rev()
            .take(ITEM)
            .last()
            .map_or(at, |(from, _)| from);
        let rest = &self.text[end..];
        let to = rest
            .char_indices()
            .nth(ITEM)
            .map_or(rest.len(), |(to, _)| to);
        ["每日一", "每天一", "每月一"].iter().any(|beat| {
            head[from..].contains(beat)
                || rest[..to]
                    .split_once(beat)
                    .is_some_and(|(_, next)| !next.starts_with(['日', '号', '次']))
        })
    }

    /// `第二个周六` behind 每月.
    fn weekday_of_month(&self, at: usize) -> Option<usize> {
        let at = self.eat(at, "的").unwrap_or(at);
        let Some((number, Word::Ordinal)) = self.word(at) else {
            return None;
        };
        let week = self
            .field(number)
            .filter(|week| (1..=5).contains(&week.value))?;
        let counted = self.eat(week.end, "个").unwrap_or(week.end);
        let day = self.weekday(counted).map(|(end, _)| end);
        day.or_else(|| match self.word(counted) {
            Some((end, Word::Weekend)) => Some(end),
            _ => None,
        })
    }

    /// What follows 每月: a day or a part of the month.
    fn monthly(&self, at: usize) -> (usize, Option<String>) {
        if let Some(end) = self.weekday_of_month(at) {
            return (end, Some("XXXX-XX".to_owned()));
        }
        let field = self
            .field(at)
            .filter(|field| (1..=31).contains(&field.value));
        let mark = |at| self.eat(at, "日").or_else(|| self.eat(at, "号"));
        if let Some(first) = field {
            if let Some(end) = mark(first.end) {
                let last = self.connective(end).and_then(|next| self.field(next));
                if let Some(last) = last
                    && let Some(end) = mark(last.end)
                {
                    return (
                        end,
                        Some(format!(
                            "XXXX-XX-{:02}/XXXX-XX-{:02}",
                            first.value, last.value
                        )),
                    );
                }
                let (after, value) = self.daily(end, &format!("XXXX-XX-{:02}", first.value), None);
                let end = if after > end {
                    after
                } else {
                    self.suffix(end).map_or(end, |(end, _)| end)
                };
                return (end, value);
            }
            if let Some((last, end)) = self.spread(first, 31)
                && let Some(end) = mark(end)
            {
                return (
                    end,
                    Some(format!("XXXX-XX-{:02}/XXXX-XX-{last:02}", first.value)),
                );
            }
        }
        let end = match self.word(at) {
            Some((end, Word::Edge(edge, of))) if of != EdgeOf::Year && edge != Edge::Within => end,
            _ => at,
        };
        (end, Some("XXXX-XX".to_owned()))
    }

    /// What follows 每年: a month, a day, a festival, a season.
    fn yearly(&self, at: usize) -> (usize, Option<String>) {
        let mut read = Read {
            end: at,
            moment: Moment {
                year: Some(Year::Step(Step::Same)),
                ..Moment::default()
            },
            until: None,
        };
        self.section(&mut read);
        self.month(&mut read);
        if read.until.is_none() {
            self.day(&mut read);
        }
        let first = pattern(&read.moment);
        let until = read.until.or_else(|| {
            let (end, until) = self
                .run_on(&read)
                .filter(|(_, until)| until.month.is_some())?;
            read.end = end;
            Some(until)
        });
        let value = match until {
            Some(until) => format!("{first}/{}", pattern(&until)),
            None => first,
        };
        let mut end = read.end;
        if read.moment.day.is_some() || read.moment.month.is_some() || read.moment.section.is_some()
        {
            end = self.suffix(end).map_or(end, |(end, _)| end);
        }
        (end, Some(value))
    }
}

/// A date of every year.
fn pattern(moment: &Moment) -> String {
    let month = match moment.month {
        Some(Month::Exact(month)) if moment.calendar == super::word::Calendar::Solar => month,
        _ => {
            return match (moment.day, moment.section) {
                (Some(Day::Feast(Feast::Solar(month, day))), _) => {
                    format!("XXXX-{month:02}-{day:02}")
                }
                (_, Some(Section::Season(code))) => format!("XXXX-{code}"),
                (_, Some(Section::Half(half))) => format!("XXXX-H{half}"),
                (_, Some(Section::Quarters(first, last))) if first == last => {
                    format!("XXXX-Q{first}")
                }
                _ => "XXXX".to_owned(),
            };
        }
    };
    match moment.day {
        Some(Day::Exact(day)) => format!("XXXX-{month:02}-{day:02}"),
        _ => format!("XXXX-{month:02}"),
    }
}
