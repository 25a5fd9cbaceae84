//! One expression of time at one place: which of the readings fits, and how far it reaches.

use super::length::Length;
use super::moment::{Day, Grain, Moment, Read, Section, Year};
use super::reader::Reader;
use super::word::{Edge, Step, Suffix, Unit, Word};
use crate::word::is_listed;

/// An expression of time as printed, before the article says what it means.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expression {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) body: Body,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Moment(Moment),
    Range(Moment, Moment),
    Length(Length),
    /// So much before or after another time: `两年后`.
    Shift {
        amount: Option<i64>,
        unit: Unit,
        after: bool,
    },
    Set(Option<String>),
    Vague,
    /// A date without bounds one could name: 北魏.
    Named,
    /// A length that a word of its own says: 百年来.
    Fixed(&'static str),
}

/// Either an expression or how far to go on before the next attempt.
pub(super) enum Attempt {
    Found(Expression),
    Skip(usize),
}

impl Reader<'_> {
    /// Tries every reading of what stands at byte `at`.
    pub(super) fn attempt(&self, at: usize) -> Attempt {
        let next = at + self.peek(at).map_or(1, char::len_utf8);
        let found = |start, end, body| Attempt::Found(Expression { start, end, body });
        let word = self.word(at);
        if self.inside_word(at) {
            return Attempt::Skip(next);
        }
        match word {
            Some((end, Word::Other | Word::Suffix(_))) => return Attempt::Skip(end),
            Some((end, Word::Vague { clause })) if !clause || self.clause_begins(at) => {
                return found(at, end, Body::Vague);
            }
            Some((end, Word::Vague { .. })) => return Attempt::Skip(end),
            // 山西晋东 and 湖北宋代: the point of the compass ends a name before.
            Some((_, Word::Dynasty)) if self.compass_ends_word(at) => return Attempt::Skip(next),
            Some((end, Word::Dynasty)) => return found(at, self.dynasty(end), Body::Named),
            Some((end, Word::Length(value))) => return found(at, end, Body::Fixed(value)),
            Some((end, Word::Every)) => return self.every(at, end),
            Some((end, Word::Set(value))) => {
                let (end, value) = self.set_word(end, value);
                return found(at, end, Body::Set(value));
            }
            Some((end, Word::Cue)) => {
                let start = self.blank(end);
                return match self.length(start, true) {
                    Some((end, length)) => found(start, end, Body::Length(length)),
                    None => Attempt::Skip(end),
                };
            }
            Some((end, Word::Lead { vague, .. })) => {
                return match self.length(at, false) {
                    Some((after, length)) => found(at, after, Body::Length(length)),
                    None if self.clock_after(end).is_some() => {
                        match self.calendar_time(self.blank(end)) {
                            Some((after, body)) => found(at, after, body),
                            None => Attempt::Skip(end),
                        }
                    }
                    None if vague => found(at, end, Body::Vague),
                    None => Attempt::Skip(end),
                };
            }
            _ => {}
        }
        let first = self.peek(at);
        let numeral = first.is_some_and(|first| {
            self.numeral_begins(first) || matches!(first, '半' | '多' | '大' | '小')
        });
        // PM2.5 and G5京昆高速 begin with a letter.
        let lettered = first.is_some_and(|first| first.is_ascii_digit())
            && self.text[..at].ends_with(|before: char| before.is_ascii_alphabetic());
        // Most attempts end here: nothing that follows the numeral can make it a time.
        if word.is_none() && !lettered {
            if !numeral && !opens(first) {
                return Attempt::Skip(next);
            }
            if numeral && let Some(end) = self.hopeless(at) {
                return Attempt::Skip(end);
            }
        }
        if let Some((end, body)) = self.quoted(at).or_else(|| self.decade(at)) {
            return found(at, end, body);
        }
        if word.is_none() && opens(first) {
            return Attempt::Skip(next);
        }
        if lettered {
            return Attempt::Skip(self.number(at).map_or(next, |(end, _)| end));
        }
        let number = if numeral { self.numeral(at) } else { None };
        if number.is_some()
            && let Some((end, length)) = self.length(at, false)
        {
            // 新的一年 is the year to come and 最忙的一天 a day that has a name, not how long something takes.
            let before = &self.text[..at];
            // 没几天: soon, whatever the number.
            if before.ends_with('没') && self.peek(at) == Some('几') {
                return Attempt::Skip(end);
            }
            let named = before.ends_with(['的', '某', '哪', '那']) && &self.text[at..end] == "一天";
            let coming = named || before.ends_with('新') || before.ends_with("新的");
            return if coming {
                Attempt::Skip(end)
            } else {
                found(at, end, shifted(length))
            };
        }
        if let Some((end, body)) = self.calendar_time(at) {
            return found(at, end, body);
        }
        match (word, number) {
            // 第三天 counts days of something else; its number is no length.
            (Some((end, Word::Ordinal)), _) => Attempt::Skip(match self.number(end) {
                Some((end, _)) => {
                    let counted = self.blank(end);
                    counted + self.peek(counted).map_or(0, char::len_utf8)
                }
                None => end,
            }),
            (_, Some(end)) => Attempt::Skip(end),
            (Some((end, _)), None) => Attempt::Skip(end),
            (None, None) => Attempt::Skip(next),
        }
    }

    /// Whether a clock time follows what leads a number: `约10时`.
    fn clock_after(&self, at: usize) -> Option<()> {
        let read = self.moment(self.blank(at))?;
        (read.moment.clock.is_some() && !read.moment.dated()).then_some(())
    }

    /// Past what follows the name of a dynasty: 时期, 年间, 早期.
    fn dynasty(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..2 {
            match self.word(end) {
                Some((
                    after,
                    Word::Period | Word::Suffix(Suffix::Occasion | Suffix::Since | Suffix::During),
                )) => end = after,
                _ => break,
            }
        }
        end
    }

    /// Whether the point of the compass at `at` is the last character of a word: 山`西`, 湖`北`.
    fn compass_ends_word(&self, at: usize) -> bool {
        let compass = self
            .peek(at)
            .filter(|first| matches!(first, '东' | '西' | '南' | '北'));
        let before = self.text[..at].chars().next_back();
        compass.zip(before).is_some_and(|(compass, before)| {
            is_listed(&self.text[at - before.len_utf8()..at + compass.len_utf8()])
        })
    }

    /// Whether the lead at `at` is the end of another word: 提前, 随后, 签约, 附近.
    fn inside_word(&self, at: usize) -> bool {
        let ends = match self.peek(at) {
            Some('前') => "提之以此当目面空先",
            Some('后') => "之以此随先落推然",
            Some('当') => "充应相担适正恰妥",
            Some('约') => "节签合预履违续条公邀纽特立相",
            Some('近') => "附临靠邻亲",
            // 最晚8点 and 推迟 are no parts of a day.
            Some('早' | '晚' | '夜') => "最较更太偏尽提及推不",
            _ => return false,
        };
        self.text[..at]
            .chars()
            .next_back()
            .is_some_and(|before| ends.contains(before))
    }

    /// Whether a clause begins at `at`: 年前 there is before the new year, elsewhere mostly the end of something.
    fn clause_begins(&self, at: usize) -> bool {
        self.text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
    }

    /// Where the numeral at `at` ends, the half and the many included.
    fn numeral(&self, at: usize) -> Option<usize> {
        let first = self.peek(at)?;
        if let Some((end, _)) = self.number(at) {
            return Some(end);
        }
        matches!(first, '半' | '多' | '大' | '小').then_some(at + first.len_utf8())
    }

    fn every(&self, at: usize, end: usize) -> Attempt {
        let alone = self.text[at..end].starts_with('逢');
        let read = if alone {
            self.occasion(end)
        } else {
            self.recurring(end)
        };
        match read {
            Some((end, value)) => Attempt::Found(Expression {
                start: at,
                end,
                body: Body::Set(value),
            }),
            None => Attempt::Skip(end),
        }
    }

    /// A moment or a stretch between two of them, with its suffix.
    fn calendar_time(&self, at: usize) -> Option<(usize, Body)> {
        if let Some(found) = self.numeric_date(at) {
            return Some(found);
        }
        if let Some(found) = self.two_years(at) {
            return Some(found);
        }
        let read = self.moment(at)?;
        let mut moment = read.moment;
        if read.until.is_none()
            && let Some(found) = self.quoted_in(&moment, read.end)
        {
            return Some(found);
        }
        if read.until.is_none() && moment.grain() == Some(Grain::Month) {
            let end = self.some_day(read.end);
            if end > read.end {
                return Some((end, Body::Moment(moment)));
            }
        }
        let ran_on = match read.until {
            Some(until) => Some((read.end, until)),
            None => self.run_on(&read),
        };
        if let Some((end, mut until)) = ran_on {
            let end = self.suffix_of(&mut until, end, true);
            return Some((end, Body::Range(moment, until)));
        }
        let end = self.suffix_of(&mut moment, read.end, false);
        if moment.vague {
            return Some((end, Body::Vague));
        }
        // 夏天 and 冬天 are said of a time, 夏季 and 冬季 as often of a kind of work.
        if matches!(&self.text[at..end], "春天" | "夏天" | "秋天" | "冬天") {
            return Some((end, Body::Vague));
        }
        counts(&moment).then_some((end, Body::Moment(moment)))
    }

    /// The second half of a stretch: 至, 到 or a dash and another moment that goes with the first.
    pub(super) fn run_on(&self, first: &Read) -> Option<(usize, Moment)> {
        let next = self.connective(first.end)?;
        let read = self.moment_after(next, first.moment.clock.is_some())?;
        let (from, until) = (first.moment.grain()?, read.moment.grain()?);
        let coarse = |grain| grain <= Grain::Month;
        let fits = match (from, until) {
            (Grain::Clock | Grain::Part, Grain::Clock | Grain::Part) => true,
            (from, until) if from == until => true,
            (from, until) if coarse(from) && coarse(until) => true,
            // 到 before a finer time is a verb: 20日到今晨.
            (Grain::Day, Grain::Part | Grain::Clock)
            | (_, Grain::Month | Grain::Section | Grain::Day | Grain::Year) => {
                !self.text[first.end..next].contains('到')
            }
            _ => false,
        };
        (fits && read.until.is_none()).then_some((read.end, read.moment))
    }

    pub(super) fn suffix_of(&self, moment: &mut Moment, at: usize, range: bool) -> usize {
        let Some((end, suffix)) = self.suffix(self.blank(at)) else {
            return at;
        };
        let festive = matches!(moment.day, Some(Day::Feast(_)));
        let year = moment.grain() == Some(Grain::Year);
        let fits = match suffix {
            Suffix::Past | Suffix::Length => false,
            Suffix::Occasion => festive || moment.grain() == Some(Grain::Day),
            Suffix::During => festive || year || range || end - at > "间".len(),
            _ => true,
        };
        // 去年前11个月: 前 and 后 lead what follows them.
        let leads = matches!(suffix, Suffix::Before | Suffix::After)
            && end - at == "前".len()
            && self.length(at, false).is_some();
        if !fits || leads {
            return at;
        }
        moment.suffix = Some(suffix);
        // `8时许前`, `5月20日前后`: one more word at most, and the bound is what counts.
        match self.suffix(end) {
            Some((after, more @ (Suffix::Before | Suffix::After)))
                if suffix == Suffix::About || suffix == Suffix::Occasion =>
            {
                moment.suffix = Some(more);
                after
            }
            _ => end,
        }
    }
}

/// Whether a quotation mark opens.
pub(super) fn opens(character: Option<char>) -> bool {
    matches!(character, Some('“' | '"' | '‘' | '「'))
}

/// A length before or after something is a date when it counts days or more: `三天前`, `两年后`.
fn shifted(length: Length) -> Body {
    let after = match length.suffix {
        Some(Suffix::Before) => false,
        Some(Suffix::After) => true,
        _ => return Body::Length(length),
    };
    if length.unit as u8 > Unit::Day as u8 {
        return Body::Length(length);
    }
    Body::Shift {
        amount: length.whole(),
        unit: length.unit,
        after,
    }
}

/// Whether a moment says when. A season alone is as often weather or farming (`冬季施工`), a solar term
/// alone too (`大雪`), and 当年 alone is long ago.
fn counts(moment: &Moment) -> bool {
    let alone = moment.suffix.is_none();
    let season = moment.year.is_none() && matches!(moment.section, Some(Section::Season(_)));
    let term = moment.year.is_none()
        && matches!(
            moment.day,
            Some(Day::Feast(super::calendar::Feast::Term(..)))
        );
    let edge = moment.section == Some(Section::Edge(Edge::Middle)) && moment.year.is_none();
    let once = moment.year == Some(Year::Step(Step::Same)) && moment.grain() == Some(Grain::Year);
    !(alone && (season || term || edge || once))
}
