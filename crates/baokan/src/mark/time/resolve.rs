//! What a time means: read against the issue's date, the article's own date and the times named before it.

mod day;
mod range;
mod year;

use jiff::civil::Date;

use crate::mark::{Anchor, Time, TimeKind};
use crate::span::Span;

use super::TimeContext;
use super::expression::{Body, Expression};
use super::moment::{Day, Grain, Moment, Month, Year};
use super::word::{Step, Suffix};
use day::open_date;
use year::span_of_years;

/// A time worked out.
#[derive(Clone, Debug, Default)]
struct Meaning {
    value: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    anchor: Option<Anchor>,
}

/// A year, and how it is known.
type Known<T> = Option<(T, Anchor)>;

/// What the article has named so far.
#[derive(Clone, Copy, Debug, Default)]
struct Thread {
    day: Option<Date>,
    month: Option<(i16, i8)>,
    /// The month of the day last named, which a bare `20日` goes on from.
    month_of_day: Option<(i16, i8)>,
    year: Option<i16>,
    /// A year named in so many words in this sentence or the one before, which a bare month goes on from.
    told: Option<i16>,
    /// Whether that year was a number: 去年 reaches no further than its sentence.
    exact: bool,
    /// Whether this sentence speaks of what recurs: 当晚 then names no day.
    recurs: bool,
}

/// Works out the expressions of one article in order.
pub(super) struct Resolver<'t> {
    text: &'t str,
    context: TimeContext,
    /// The year a date without one belongs to.
    year: Known<i16>,
    /// The day the article speaks on: 今天.
    today: Known<Date>,
    thread: Thread,
}

/// A paper that comes out once a week reports the week before; older dates are history.
const CURRENT: i32 = 14;

impl<'t> Resolver<'t> {
    pub(super) fn new(text: &'t str, context: TimeContext, expressions: &[Expression]) -> Self {
        let issue = context.issue_date;
        let year = match (issue, context.article_date) {
            (Some(issue), _) => Some((issue.year(), Anchor::Year)),
            (None, Some(date)) => Some((date.year(), Anchor::Article)),
            (None, None) => told_year(expressions).map(|year| (year, Anchor::Article)),
        };
        let mut resolver = Self {
            text,
            context,
            year,
            today: None,
            thread: Thread::default(),
        };
        let reported = context
            .article_date
            .or_else(|| resolver.first_day(expressions));
        let current = |day: &Date| {
            issue.is_none_or(|issue| (0..=CURRENT).contains(&(issue - *day).get_days()))
        };
        resolver.today = reported
            .filter(current)
            .map(|day| (day, Anchor::Article))
            .or(issue.map(|issue| (issue, Anchor::Issue)));
        resolver
    }

    pub(super) fn resolve(mut self, expressions: Vec<Expression>) -> Vec<Time> {
        let mut passed = 0;
        expressions
            .into_iter()
            .map(|expression| {
                self.pass(passed, expression.start);
                passed = expression.end;
                let (kind, meaning) = self.meaning(&expression.body);
                Time {
                    span: Span::new(expression.start, expression.end),
                    kind,
                    value: meaning.value,
                    from: meaning.from,
                    to: meaning.to,
                    anchor: meaning.anchor,
                }
            })
            .collect()
    }

    /// Forgets what ends with a sentence or a paragraph.
    fn pass(&mut self, from: usize, to: usize) {
        if self.thread.told.is_none() && !self.thread.recurs {
            return;
        }
        let between = &self.text[from..to];
        if between.contains('\n') {
            self.thread.told = None;
        }
        let ends = |character: &char| matches!(character, '。' | '！' | '？' | '!' | '?' | '\n');
        let sentences = between.chars().filter(ends).take(2).count();
        if sentences > 0 {
            self.thread.recurs = false;
        }
        if sentences > 1 || sentences == 1 && !self.thread.exact {
            self.thread.told = None;
        }
    }

    /// The first day named in full, month and day: what the lead reports when the dateline says nothing.
    fn first_day(&mut self, expressions: &[Expression]) -> Option<Date> {
        let first = expressions
            .iter()
            .find_map(|expression| match &expression.body {
                Body::Moment(moment) | Body::Range(moment, _) => {
                    let full = matches!(
                        (moment.month, moment.day),
                        (Some(Month::Exact(_)), Some(Day::Exact(_)))
                    );
                    (full && moment.suffix.is_none()).then_some(*moment)
                }
                _ => None,
            })?;
        self.date(&first).map(|(date, _)| date)
    }

    fn meaning(&mut self, body: &Body) -> (TimeKind, Meaning) {
        match body {
            Body::Vague => (TimeKind::Vague, Meaning::default()),
            Body::Named => (TimeKind::Date, Meaning::default()),
            Body::Fixed(value) => (
                TimeKind::Duration,
                Meaning {
                    value: (!value.is_empty()).then(|| (*value).to_owned()),
                    ..Meaning::default()
                },
            ),
            Body::Length(length) => (
                TimeKind::Duration,
                Meaning {
                    value: length.value(),
                    ..Meaning::default()
                },
            ),
            Body::Set(value) => {
                self.thread.recurs = true;
                (
                    TimeKind::Set,
                    Meaning {
                        value: value.clone(),
                        ..Meaning::default()
                    },
                )
            }
            Body::Shift {
                amount,
                unit,
                after,
            } => (TimeKind::Date, self.shift(*amount, *unit, *after)),
            Body::Moment(moment) => {
                if self.generic(moment) {
                    return (TimeKind::Vague, Meaning::default());
                }
                let meaning = self.moment(moment);
                (kind(moment), meaning)
            }
            Body::Range(first, last) => self.range(first, last),
        }
    }

    /// After `每天`, 当晚 and 次日 are those of any day.
    fn generic(&self, moment: &Moment) -> bool {
        let pointing = matches!(
            moment.day,
            Some(Day::Step(Step::Same | Step::Next | Step::Previous))
        );
        pointing && self.thread.recurs && moment.clock.is_none()
    }

    fn moment(&mut self, moment: &Moment) -> Meaning {
        let mut meaning = self.base(moment);
        if moment.part.is_some() || moment.clock.is_some() {
            let clock = match moment.clock {
                Some(clock) => clock.text_in(moment.part),
                None => moment
                    .part
                    .map_or_else(String::new, |part| part.code().to_owned()),
            };
            let day = meaning
                .value
                .filter(|value| value.len() == "2000-01-01".len());
            // 24时 is how the day ends; the date stays.
            meaning.value =
                Some(day.unwrap_or_default() + &clock).filter(|value| !value.is_empty());
        }
        self.bound(moment.suffix, &mut meaning);
        meaning
    }

    fn bound(&self, suffix: Option<Suffix>, meaning: &mut Meaning) {
        match suffix {
            Some(Suffix::Before) => meaning.from = None,
            Some(Suffix::After) => meaning.to = None,
            Some(Suffix::Since) => {
                meaning.to = self
                    .context
                    .issue_date
                    .filter(|issue| Some(*issue) >= meaning.from);
            }
            _ => {}
        }
    }

    /// The date a moment names, as fine as it says.
    fn base(&mut self, moment: &Moment) -> Meaning {
        if let Some(Year::Span(first, last)) = moment.year {
            return span_of_years(first, last, moment.section);
        }
        if moment.grain() >= Some(Grain::Day) {
            if let Some((date, anchor)) = self.date(moment) {
                if moment.month.is_some() {
                    self.thread.month_of_day = Some((date.year(), date.month()));
                }
                if moment.suffix != Some(Suffix::Before) {
                    self.thread.day = Some(date);
                    self.thread.month = Some((date.year(), date.month()));
                }
                self.tell(moment, date.year());
                let last = match moment.day {
                    Some(Day::Weekend(_)) => date.tomorrow().ok(),
                    _ => Some(date),
                };
                let value = match moment.day {
                    Some(Day::Weekend(_)) => {
                        let week = date.iso_week_date();
                        format!("{}-W{:02}-WE", week.year(), week.week())
                    }
                    _ => date.to_string(),
                };
                return Meaning {
                    value: Some(value),
                    from: Some(date),
                    to: last,
                    anchor: Some(anchor),
                };
            }
            return Meaning {
                value: open_date(moment),
                ..Meaning::default()
            };
        }
        if let Some(week) = moment.week {
            return self.week(week);
        }
        if moment.month.is_some() || moment.section_of_month.is_some() {
            return self.month(moment);
        }
        self.year(moment)
    }
}

/// The year of the first date that names its year, month and day itself; lacking that, its year and month.
fn told_year(expressions: &[Expression]) -> Option<i16> {
    let year = |days: bool| {
        expressions
            .iter()
            .find_map(|expression| match &expression.body {
                Body::Moment(moment) | Body::Range(moment, _) => match moment.year {
                    Some(Year::Exact(year))
                        if moment.month.is_some() && (moment.day.is_some() || !days) =>
                    {
                        Some(year)
                    }
                    _ => None,
                },
                _ => None,
            })
    };
    year(true).or_else(|| year(false))
}

fn kind(moment: &Moment) -> TimeKind {
    if moment.part.is_some() || moment.clock.is_some() {
        TimeKind::Time
    } else {
        TimeKind::Date
    }
}
