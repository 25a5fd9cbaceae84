//! Stretches between two times: what the second half leaves out and which year both are of.

use crate::mark::TimeKind;
use crate::mark::time::moment::{Day, Grain, Moment, Month, Year};
use crate::mark::time::word::{Calendar, Step, Suffix};

use super::{Meaning, Resolver, kind};

impl Resolver<'_> {
    pub(super) fn range(&mut self, first: &Moment, last: &Moment) -> (TimeKind, Meaning) {
        let printed = first.year.is_some() || last.year.is_some();
        let mut first = *first;
        let mut end = *last;
        if !first.dated() && !end.dated() && end.suffix == Some(Suffix::Before) {
            first.suffix = end.suffix;
        }
        self.complete(&mut first, &mut end);
        // `早8时至晚6时` with no day is when a place is open or a work is done, on whatever day.
        if let (Some(from), Some(to), false) =
            (first.clock, end.clock, first.dated() || end.dated())
        {
            let value = format!("{}/{}", from.text_in(first.part), to.text_in(end.part));
            let meaning = Meaning {
                value: Some(value),
                ..Meaning::default()
            };
            return (TimeKind::Time, meaning);
        }
        let kind = match (kind(&first), kind(&end)) {
            (TimeKind::Date, TimeKind::Date) => TimeKind::Date,
            _ => TimeKind::Time,
        };
        let told = (self.thread.told, self.thread.exact);
        let mut begun = self.moment(&first);
        let months = (first.month, end.month);
        if let (Some(Month::Exact(from)), Some(Month::Exact(to))) = months
            && end.calendar == Calendar::Solar
            && last.year.is_none()
        {
            // 10月至3月 ends in the year after.
            let after = i16::from(to < from);
            let year = begun.from.map(|from| Year::Exact(from.year() + after));
            end.year = year.or(end.year);
        }
        let ended = self.moment(&end);
        if !printed {
            // The years filled in here were told by nobody.
            (self.thread.told, self.thread.exact) = told;
        }
        begun.value = match (begun.value, ended.value) {
            (Some(from), Some(to)) => Some(format!("{from}/{to}")),
            _ => None,
        };
        begun.to = ended.to;
        (kind, begun)
    }

    /// Gives each half what only the other has said.
    fn complete(&self, first: &mut Moment, end: &mut Moment) {
        if end.month.is_none() && end.year.is_none() {
            end.calendar = first.calendar;
        }
        if end.year.is_none() && (matches!(first.year, Some(Year::Exact(_))) || !steps(end)) {
            end.year = first.year;
        }
        if end.month.is_none() && matches!(end.day, Some(Day::Exact(_))) {
            end.month = first.month;
        }
        if end.day.is_none() && (!end.dated() || end.grain() >= Some(Grain::Part)) {
            end.month = first.month;
            end.day = first.day;
            let hour = |moment: &Moment| moment.clock.map(|clock| clock.hour);
            if end.part.is_none() && hour(end) >= hour(first) && hour(end) < Some(12) {
                end.part = first.part;
            }
        }
        if let (Some(Day::Weekday(from, week)), Some(Day::Weekday(to, None))) = (first.day, end.day)
        {
            // 周一到周五 is one week.
            let week = week.or(Some(0));
            first.day = Some(Day::Weekday(from, week));
            end.day = Some(Day::Weekday(to, week));
        }
        self.past_year(first, end);
    }

    /// `1—11月` in a paper of January is of the year that has just gone: the end decides, when the
    /// beginning is not still to come.
    fn past_year(&self, first: &mut Moment, end: &Moment) {
        let (Some(Month::Exact(from)), Some(Month::Exact(to))) = (first.month, end.month) else {
            return;
        };
        let bare = first.year.is_none() && end.year.is_none() && end.calendar == Calendar::Solar;
        let issue = self.context.issue_date.map(jiff::civil::Date::month);
        if !bare || to < from || issue.is_none_or(|issue| issue < from) {
            return;
        }
        let (begins, ends) = (
            self.year_for(from, 15, None),
            self.year_for(to, 15, end.suffix),
        );
        if let (Some((begins, _)), Some((ends, _))) = (begins, ends)
            && ends < begins
        {
            first.year = Some(Year::Step(Step::By(ends - begins)));
        }
    }
}

/// Whether what the moment says already points somewhere from today.
fn steps(moment: &Moment) -> bool {
    matches!(moment.month, Some(Month::Step(_))) || matches!(moment.day, Some(Day::Step(_)))
}
