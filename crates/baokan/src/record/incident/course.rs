//! The course of an incident: whom word reached, who acted, what was done, how it stands.

use super::super::Status;
use super::super::cue::{Actor, ActorKind, Cue, Reading};
use super::{Opening, REACH, kind};
use crate::character::{NEGATION, NO_SUBJECT};
use crate::span::Span;

/// What followed the discovery.
#[derive(Default)]
pub(super) struct Course {
    pub(super) reported_to: Vec<Span>,
    pub(super) responsible: Vec<Span>,
    pub(super) action: Option<Span>,
    pub(super) status: Option<Status>,
}

/// Reads what followed an opening, up to `end`. The headline and what people say about it tell of the
/// end of an incident only when it is `alone` in its article.
pub(super) fn follow(reading: &Reading, opening: &Opening, end: usize, alone: bool) -> Course {
    let from = opening.hazard.span.end.min(opening.cue.span.end) as usize;
    let end = scope(reading, opening, end);
    let mut course = Course::default();
    let told: Vec<Cue> = reading
        .between(opening.cue.span.start as usize, end)
        .iter()
        .filter(|cue| !reading.is_spoken(cue.span.start as usize))
        .filter(|cue| !is_barred(reading, **cue) && !is_asked(reading, **cue))
        .copied()
        .collect();
    for &cue in told
        .iter()
        .filter(|cue| cue.is(kind::REPORT | kind::CARRY) || is_addressed(reading, **cue))
    {
        reached(reading, cue, &mut course.reported_to);
    }
    let finder = opening.finder.map(|span| span.slice(reading.text));
    course
        .reported_to
        .retain(|span| Some(span.slice(reading.text)) != finder);
    course.responsible = charged(reading, from, end);
    let after = |kinds: u64| {
        told.iter()
            .filter(move |cue| cue.is(kinds) && cue.span.start as usize >= from)
    };
    for &cue in after(kind::REPAIR) {
        if course.action.is_none() || cue.is(kind::CLOSE) {
            course.action = Some(clause(reading, cue));
        }
    }
    // A body that repairs, else a person or a body that came.
    for kinds in [kind::REPAIR, kind::COME] {
        if !course.responsible.is_empty() {
            break;
        }
        let subjects = after(kinds).map(|&cue| actors_before(reading, cue, opening));
        let mut subjects: Vec<Vec<Span>> = subjects.filter(|found| !found.is_empty()).collect();
        let is_org = |found: &Vec<Span>| found.iter().all(|span| is_org(reading, *span));
        let is_body = |found: &Vec<Span>| found.iter().all(|span| !is_person(reading, *span));
        let best = subjects.iter().position(is_org);
        let best = best
            .or_else(|| subjects.iter().position(is_body))
            .unwrap_or(0);
        if best < subjects.len() {
            course.responsible = subjects.swap_remove(best);
        }
    }
    // 网格员发现隐患,迅速处置: with nobody told, the finder acts himself.
    let is_patrol = opening.finder.is_some_and(|finder| {
        let start = reading.floor((finder.start as usize).saturating_sub(30));
        reading.has(start, finder.end as usize, kind::PATROL)
    });
    if is_patrol
        && course.responsible.is_empty()
        && course.reported_to.is_empty()
        && course.action.is_some()
    {
        course.responsible.extend(opening.finder);
    }
    course.status = status(reading, opening, end, alone, &course);
    course
}

/// Whether a span is the name of a person.
fn is_person(reading: &Reading, span: Span) -> bool {
    let persons = &reading.context.marks.persons;
    persons
        .binary_search_by_key(&span.start, |person| person.span.start)
        .is_ok()
}

/// Whether a span is the name of a body.
fn is_org(reading: &Reading, span: Span) -> bool {
    let orgs = &reading.context.marks.orgs;
    orgs.binary_search_by_key(&span.start, |org| org.span.start)
        .is_ok()
}

/// Where the telling ends: before a summing-up (`今年以来,社区共…`) or an outlook (`下一步,…`).
fn scope(reading: &Reading, opening: &Opening, end: usize) -> usize {
    let from = opening.hazard.span.end.max(opening.cue.span.end) as usize;
    let sentences = reading.context.sentences;
    let first = sentences.partition_point(|sentence| sentence.span.start as usize <= from);
    let mut end = end.min(reading.floor(from + REACH));
    for sentence in &sentences[first..] {
        let start = sentence.span.start as usize;
        if start >= end {
            break;
        }
        let opens = reading.floor(start + 30);
        if reading.has(start, opens, kind::SUM) || reading.text[start..].starts_with("下一步") {
            end = start;
        }
    }
    end
}

/// Whether a word tells of a rule, a plan or many cases instead of this one, or of what was not done.
fn is_barred(reading: &Reading, cue: Cue) -> bool {
    let at = cue.span.start as usize;
    NEGATION.has_some(reading.lead(at))
        || reading.has(reading.clause_start(at, 180), at, kind::BAR | kind::SUM)
}

/// Whom a verb of telling reaches: `联系甲公司、乙公司`, `向书记汇报`, `上报社区`.
fn reached(reading: &Reading, cue: Cue, told: &mut Vec<Span>) {
    let text = reading.text;
    let at = cue.span.start as usize;
    // 接到报告, 在接到通知后: the report of before, told from the other side.
    let clause = reading.clause_start(at, 180);
    if reading.has(clause, at, kind::LEARN) {
        return;
    }
    let before = &text[clause..at];
    let addressed = before
        .rfind('向')
        .map(|offset| clause + offset + '向'.len_utf8());
    let (from, to) = match addressed {
        Some(from) => (from, at),
        None => (
            cue.span.end as usize,
            reading.clause_end(cue.span.end as usize, 150),
        ),
    };
    let actors = reading.actors(from, to);
    let mut found: Vec<Span> = actors.iter().map(|actor| actor.span).collect();
    // A place or body directly before a person's name is where he serves: 社区党委书记王某.
    if actors.iter().any(|actor| actor.kind == ActorKind::Person) {
        let posts = |actor: &Actor| {
            reading
                .context
                .marks
                .persons
                .iter()
                .any(|person| person.org == Some(actor.span))
        };
        let small = reading.context.marks.persons.len() < 500;
        found = actors
            .iter()
            .filter(|actor| !(small && posts(actor)))
            .map(|actor| actor.span)
            .collect();
        if let Some(person) = actors.iter().find(|actor| actor.kind == ActorKind::Person) {
            found.retain(|span| span.start >= person.span.start);
        }
    }
    if found.is_empty() {
        let bodies = reading.between(from, to);
        found.extend(
            bodies
                .iter()
                .filter(|cue| cue.is(kind::BODY))
                .map(|cue| cue.span),
        );
    }
    for span in found {
        if !told
            .iter()
            .any(|&before| before.slice(text) == span.slice(text))
        {
            told.push(span);
        }
    }
}

/// Whether a complaint says whom it was put to: `向物业反映`.
pub(super) fn is_addressed(reading: &Reading, cue: Cue) -> bool {
    let at = cue.span.start as usize;
    let clause = reading.clause_start(at, 180);
    cue.is(kind::COMPLAIN) && reading.text[clause..at].contains('向')
}

/// Who is charged in so many words: `由某公司负责更换`; a body with a name before one without.
fn charged(reading: &Reading, from: usize, end: usize) -> Vec<Span> {
    let text = reading.text;
    let mut unnamed = Vec::new();
    for (offset, by) in text[from..end].match_indices('由') {
        let at = from + offset + by.len();
        if reading.is_spoken(at) || reading.has(reading.clause_start(at, 180), at, kind::BAR) {
            continue;
        }
        let to = reading.clause_end(at, 150).min(end);
        let cues = reading.between(at, to);
        let Some(verb) = cues.iter().find(|cue| cue.is(kind::REPAIR)) else {
            continue;
        };
        let verb = verb.span.start as usize;
        let actors = reading.actors(at, verb);
        if actors.first().is_some_and(|actor| actor.start == at) {
            let last = actors[actors.len() - 1];
            // A place, then words, then a company are one name: 某县远航市政工程有限公司.
            let whole = Span::new(at, last.span.end as usize);
            let is_name = whole.slice(text).chars().all(crate::width::is_han)
                && !whole.slice(text).contains(['和', '与'])
                && last.kind == ActorKind::Org;
            if is_name {
                return vec![whole];
            }
            return actors.iter().map(|actor| actor.span).collect();
        }
        // 由物业联系某公司更换: the company does it.
        if let Some(last) = actors.last().filter(|actor| actor.kind == ActorKind::Org) {
            return vec![last.span];
        }
        // A body without a name keeps the words before it: 由镇供水站更换.
        let body = cues.iter().find(|cue| cue.is(kind::BODY | kind::ROLE));
        if let Some(body) = body.filter(|body| body.span.start as usize <= at + 18)
            && unnamed.is_empty()
        {
            unnamed.push(Span::new(at, body.span.end as usize));
        }
    }
    unnamed
}

/// The subject before a verb of coming or repairing: the bodies of its clause, else of the clause
/// before it.
fn actors_before(reading: &Reading, cue: Cue, opening: &Opening) -> Vec<Span> {
    let at = cue.span.start as usize;
    let floor = (opening.cue.span.end.max(opening.hazard.span.end)) as usize;
    let clause = reading.clause_start(at, 180).max(floor);
    let earlier = if clause > floor + 3 {
        let behind = reading.floor(clause - 1);
        if reading.text[behind..].starts_with(['，', ',']) {
            reading.clause_start(behind, 180).max(floor)
        } else {
            clause
        }
    } else {
        clause
    };
    let subjects = |from: usize, to: usize| -> Vec<Span> {
        if from >= to {
            return Vec::new();
        }
        let named = reading.actors(from, to);
        let orgs = named
            .iter()
            .filter(|actor| actor.kind != ActorKind::Place)
            .filter(|actor| !NO_SUBJECT.has_some(reading.lead(actor.start)));
        let mut found: Vec<Span> = orgs.map(|actor| actor.span).collect();
        if found.is_empty() {
            found = reading
                .between(from, to)
                .iter()
                .filter(|cue| cue.is(kind::BODY))
                .map(|cue| cue.span)
                .collect();
        }
        found
    };
    let found = subjects(clause, at);
    if found.is_empty() {
        subjects(earlier, clause)
    } else {
        found
    }
}

/// The clause of a cue.
fn clause(reading: &Reading, cue: Cue) -> Span {
    Span::new(
        reading.clause_start(cue.span.start as usize, 240),
        reading.clause_end(cue.span.end as usize, 240),
    )
}

/// How the incident stands at the end of its telling.
fn status(
    reading: &Reading,
    opening: &Opening,
    end: usize,
    alone: bool,
    course: &Course,
) -> Option<Status> {
    let from = opening.hazard.span.end as usize;
    let closes = |from: usize, to: usize| {
        reading.between(from, to).iter().any(|cue| {
            cue.is(kind::CLOSE) && !is_barred(reading, *cue) && !is_open_still(reading, *cue)
        })
    };
    let heading = reading.context.article.heading;
    let lead = opening.start;
    if closes(from, end)
        || (alone
            && (closes(heading.start as usize, heading.end as usize)
                || closes(heading.end as usize, lead)))
    {
        return Some(Status::Resolved);
    }
    if reading.has(from, end, kind::PROGRESS) || course.action.is_some() {
        return Some(Status::InProgress);
    }
    (!course.reported_to.is_empty()).then_some(Status::Reported)
}

/// Whether a word of closure is still outstanding: `预计…恢复`, `尚未解决`.
fn is_open_still(reading: &Reading, cue: Cue) -> bool {
    let at = cue.span.start as usize;
    reading.has(reading.clause_start(at, 180), at, kind::PROGRESS) || is_asked(reading, cue)
}

/// Whether a word stands in a question: `何时修好?`.
fn is_asked(reading: &Reading, cue: Cue) -> bool {
    let at = cue.span.start as usize;
    let end = reading.clause_end(cue.span.end as usize, 180);
    reading.has(reading.clause_start(at, 180), at, kind::ASK)
        || reading.text[end..].starts_with(['？', '?'])
}
