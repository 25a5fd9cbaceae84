//! Meetings: what was convened, when, where, by whom.
//!
//! A paper names a meeting beside the verb that holds it, on either side:
//!
//! > 5月20日,甲县召开森林防火工作推进会。 4月11日上午,全县春耕备耕推进会召开。
//!
//! A bare 会议 is no name, a meeting held every month is no single meeting, and a session at which residents
//! deliberate is a record of its own.

mod clause;
mod lexicon;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::{Context, Meeting};
use crate::article::Role;
use crate::mark::{Level, TimeKind};
use crate::span::Span;
use clause::{clauses, ordinal};
pub(super) use lexicon::{LIST, is_searched};
use lexicon::{Word, words};

/// The meetings an article reports, in text order.
pub(crate) fn meetings(context: &Context<'_>) -> Vec<Meeting> {
    let reader = Reader {
        context,
        text: &context.article.text,
    };
    let mut found: Vec<Meeting> = Vec::new();
    for paragraph in &context.article.paragraphs {
        if paragraph.role == Role::Subhead {
            continue;
        }
        for clause in clauses(&context.hits, paragraph.span, lexicon::HOLD) {
            for meeting in reader.clause(clause) {
                let name = meeting.name.slice(reader.text);
                // Named again it is the same meeting: 全县防汛工作会议 … 防汛工作会议.
                if found.len() < MOST
                    && !found
                        .iter()
                        .any(|other| is_same(other.name.slice(reader.text), name))
                {
                    found.push(meeting);
                }
            }
        }
    }
    if found.is_empty() {
        return found;
    }
    let heading = reader.lines(context.article.heading);
    // The headline often has the full name where the lead is content with its end.
    for (meeting, full) in found.iter_mut().flat_map(|meeting| {
        let full = heading.iter().find(|full| {
            let (full, name) = (full.slice(reader.text), meeting.name.slice(reader.text));
            full.len() > name.len() && full.ends_with(name)
        });
        full.map(|&full| (meeting, full))
    }) {
        meeting.name = full;
    }
    if let [meeting] = found.as_mut_slice() {
        meeting.participants = reader.participants();
    }
    found
}

/// More meetings than any article reports; what names more is a list or garbage.
const MOST: usize = 50;

struct Reader<'a> {
    context: &'a Context<'a>,
    text: &'a str,
}

impl Reader<'_> {
    /// The names of meetings in the headline block.
    fn lines(&self, heading: Span) -> Vec<Span> {
        clauses(&self.context.hits, heading, lexicon::HOLD)
            .into_iter()
            .flat_map(|clause| self.clause(clause))
            .map(|meeting| meeting.name)
            .collect()
    }

    /// The meetings of a clause.
    fn clause(&self, clause: Span) -> Vec<Meeting> {
        // What runs on without a comma for hundreds of characters is no clause of a report.
        if clause.len() > 900 {
            return Vec::new();
        }
        let mut words = words(&self.context.hits, clause);
        for word in words.iter_mut().filter(|word| word.is(lexicon::HEAD)) {
            word.end = self.head_end(clause, *word);
        }
        let mut found = Vec::new();
        for (at, hold) in words
            .iter()
            .enumerate()
            .filter(|(_, word)| word.is(lexicon::HOLD))
        {
            // 每月召开, 将召开: no meeting that was.
            // A single character is one only right before the verb: not in 中共中央.
            let is_habit = |word: &Word| {
                word.is(lexicon::HABIT) && (word.end - word.start > 3 || word.end == hold.start)
            };
            if words[..at].iter().any(is_habit) {
                continue;
            }
            // 去年召开的全会: a meeting that is referred to.
            if self.text[hold.end..clause.end as usize].starts_with('的') {
                continue;
            }
            let next = words[at + 1..]
                .iter()
                .position(|word| word.is(lexicon::HOLD));
            let behind = &words[at + 1..next.map_or(words.len(), |next| at + 1 + next)];
            let name = self
                .name_behind(clause, *hold, behind)
                .or_else(|| self.name_before(clause, *hold, &words[..at]));
            let meeting = name.map(|name| self.meeting(clause, *hold, name));
            found.extend(meeting.filter(|meeting| self.is_news(meeting)));
        }
        found
    }

    /// A name may end with one noun that looks like another with something behind it: 安排会 and 安排会议,
    /// 工作会 and 工作会商会.
    fn head_end(&self, clause: Span, head: Word) -> usize {
        let rest = &self.text[head.end..clause.end as usize];
        if rest.starts_with('议') && !rest.starts_with("议题") && !rest.starts_with("议程") {
            return head.end + '议'.len_utf8();
        }
        let tail = rest.trim_end();
        if !tail.is_empty() && tail.chars().count() <= 3 && tail.ends_with('会') {
            return head.end + tail.len();
        }
        head.end
    }

    /// 召开森林防火工作推进会: from behind the verb to the last word that can end the name.
    fn name_behind(&self, clause: Span, hold: Word, words: &[Word]) -> Option<Span> {
        let head = words
            .iter()
            .find(|word| word.is(lexicon::HOLD | lexicon::HEAD | lexicon::MECHANISM))?;
        if !head.is(lexicon::HEAD) {
            return None;
        }
        let name = self.trim(Span::new(hold.end, head.end));
        let after = &self.text[head.end..clause.end as usize];
        // 召开会议128场, 召开推进会3次: a count of meetings.
        if after
            .trim_start()
            .starts_with(|letter: char| letter.is_ascii_digit() || "多数几十百".contains(letter))
        {
            return None;
        }
        self.is_name(name, *head).then_some(name)
    }

    /// 全县重点项目推进会召开, 推进会在县城召开: the name opens the clause.
    fn name_before(&self, clause: Span, hold: Word, words: &[Word]) -> Option<Span> {
        // 推进会以视频会议形式召开: the name is the one the manner is told of.
        let head = words.iter().rev().find(|word| {
            let between = self.text[word.end..hold.start].trim();
            !word.is(lexicon::ATTEND)
                && (between.is_empty()
                    || between.starts_with(['在', '以', '于', '通', '采', '如', '”', '顺', '隆']))
        })?;
        if !head.is(lexicon::HEAD) {
            return None;
        }
        let mut start = clause.start as usize;
        let times = &self.context.marks.times;
        let first = times.partition_point(|time| (time.span.start as usize) < start);
        for time in &times[first..] {
            if self.text[start..].trim_start().len() != self.text[time.span.start as usize..].len()
            {
                break;
            }
            start = time.span.end as usize;
        }
        (start < head.end)
            .then(|| self.trim(Span::new(start, head.end)))
            .filter(|&name| self.is_name(name, *head))
    }

    /// The name without the white space, the quotation mark or the particle it begins with.
    fn trim(&self, name: Span) -> Span {
        let slice = name.slice(self.text);
        let rest = slice
            .trim_start()
            .trim_start_matches('了')
            .trim_start_matches("本次")
            .trim_start_matches("此次")
            .trim_start_matches("一个")
            .trim_start_matches("一次");
        let rest = if rest.contains('”') {
            rest
        } else {
            rest.trim_start_matches('“')
        };
        Span::new(name.end as usize - rest.len(), name.end as usize)
    }

    /// A name says what the meeting is about, and is of the length of a name.
    fn is_name(&self, name: Span, head: Word) -> bool {
        let about = self.text[name.start as usize..head.start.max(name.start as usize)].trim();
        let length = about.chars().count();
        // 工作会, 座谈会 by themselves name nothing; 常务 before 会议 does.
        (1..=40).contains(&length)
            && !self.context.vocabularies.vague.contains(about)
            && !about.ends_with('的')
    }

    fn meeting(&self, clause: Span, hold: Word, name: Span) -> Meeting {
        let before = Span::new(
            clause.start as usize,
            hold.start
                .min(name.start as usize)
                .max(clause.start as usize),
        );
        let (place, convener) = if name.start as usize >= hold.end {
            (
                self.place(clause.start as usize, hold.start),
                self.convener(before),
            )
        } else {
            (self.place(name.end as usize, hold.start), None)
        };
        Meeting {
            name,
            ordinal: ordinal(name.slice(self.text)),
            date: self.date(clause),
            place,
            convener,
            participants: Vec::new(),
        }
    }

    /// A paper reports meetings of the last weeks; older ones and coming ones are only referred to.
    fn is_news(&self, meeting: &Meeting) -> bool {
        const DAYS: i64 = 35;
        meeting
            .date
            .zip(self.context.page.issue_date)
            .is_none_or(|(date, issue)| {
                let days = issue.duration_since(date).as_hours() / 24;
                (0..=DAYS).contains(&days)
            })
    }

    /// The day named last before the meeting, in its clause or earlier in the article.
    fn date(&self, clause: Span) -> Option<Date> {
        let times = &self.context.marks.times;
        let after = times.partition_point(|time| time.span.start < clause.end);
        times[..after]
            .iter()
            .rev()
            .take(50)
            .find(|time| {
                matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.from.is_some()
            })
            .and_then(|time| time.from.filter(|_| time.from == time.to))
            .or(self.context.article.date)
    }

    /// Where: the place behind 在, or the one that opens the clause.
    fn place(&self, start: usize, end: usize) -> Option<Span> {
        let places = &self.context.marks.places;
        let first = places.partition_point(|place| (place.span.start as usize) < start);
        // 新华社北京5月20日电: where the report was sent from.
        let dateline = self.context.article.dateline.as_deref().unwrap_or_default();
        let inside = places[first..]
            .iter()
            .take_while(|place| place.span.end as usize <= end)
            .filter(|place| place.level != Level::Country)
            .map(|place| place.span)
            .filter(|span| !dateline.contains(span.slice(self.text)))
            .collect::<Vec<_>>();
        let behind_in = |span: &&Span| {
            self.text[start..span.start as usize]
                .trim_end()
                .ends_with('在')
        };
        let mut place = *inside.iter().find(behind_in).or_else(|| inside.first())?;
        // 甲区乙街道丙社区: the last of a chain is where it was.
        for next in &inside {
            if next.start == place.end {
                place = *next;
            }
        }
        Some(place)
    }

    /// Who called it: the person, the organisation or the unit the clause is about.
    fn convener(&self, before: Span) -> Option<Span> {
        let marks = self.context.marks;
        let inside = |span: &Span| before.contains(*span);
        from(&marks.persons, before, |person| person.span)
            .next()
            .filter(inside)
            .or_else(|| {
                from(&marks.orgs, before, |org| org.span)
                    .next()
                    .filter(inside)
            })
            .or_else(|| {
                let mut places = from(&marks.places, before, |place| place.span).take_while(inside);
                let mut last = places.next()?;
                for next in places {
                    if next.start != last.end {
                        break;
                    }
                    last = next;
                }
                Some(last)
            })
    }

    /// Who sat there: whom the clauses name that say 出席会议, 参加会议, 主持会议.
    fn participants(&self) -> Vec<Span> {
        let marks = self.context.marks;
        let mut found = Vec::new();
        for paragraph in &self.context.article.paragraphs {
            for clause in clauses(&self.context.hits, paragraph.span, lexicon::ATTEND) {
                let slice = clause.slice(self.text);
                let words = words(&self.context.hits, clause);
                let has = |kind: u64| words.iter().any(|word| word.is(kind));
                if has(lexicon::HOLD) || !slice.contains('会') {
                    continue;
                }
                let persons = from(&marks.persons, clause, |person| person.span);
                // 县应急管理局局长王某: the body is part of a post, and did not sit there.
                let is_post = |span: Span| {
                    from(&marks.persons, clause, |person| person.span)
                        .next()
                        .is_some_and(|name| span.start < name.start)
                };
                let orgs = from(&marks.orgs, clause, |org| org.span).filter(|&span| !is_post(span));
                let before = found.len();
                found.extend(persons.take_while(|span| clause.contains(*span)));
                found.extend(orgs.take_while(|span| clause.contains(*span)));
                found[before..].sort_unstable();
            }
        }
        found.dedup_by(|left, right| left.slice(self.text) == right.slice(self.text));
        found
    }
}

/// The spans of the marks from the start of `within` on.
fn from<M>(marks: &[M], within: Span, span: impl Fn(&M) -> Span) -> impl Iterator<Item = Span> {
    let first = marks.partition_point(|mark| span(mark).start < within.start);
    marks[first..].iter().map(span)
}

/// Whether two names are of the same meeting: one ends with the other.
fn is_same(left: &str, right: &str) -> bool {
    left.ends_with(right) || right.ends_with(left)
}
