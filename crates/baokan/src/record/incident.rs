//! Incidents: a hazard, a complaint or a plight, from discovery to closure.
//!
//! Local papers tell them all in one order: who found what and where, whom he told, who came, what was
//! done, how it stands now (`网格员甲某在槐树巷走访时,发现护栏松动,马上上报… 次日加固完毕`). So an incident
//! is opened by a verb of discovery or complaint with a fault beside it, and everything told up to the
//! next such opening belongs to it. A fault that nobody is told of and nobody acts on is no incident.

mod course;
mod event;
mod hazard;
mod kind;

use super::cue::{ActorKind, Cue, Reading};
use super::vocabulary::Record;
use super::{Context, Incident};
use crate::character::{LOCATIVE, NO_SUBJECT, OF_ROLE};
use crate::span::Span;
use hazard::Hazard;
pub(super) use kind::LIST;

/// How far a telling reaches at most, in bytes: about fifteen long sentences.
const REACH: usize = 4500;

/// How far back the finder is looked for, in bytes.
const FINDER_REACH: usize = 360;

/// An incident as its first words open it.
struct Opening {
    /// The verb of discovery, complaint or report.
    cue: Cue,
    hazard: Hazard,
    place: Option<Span>,
    finder: Option<Span>,
    /// Where the telling begins: the fault can stand before the verb.
    start: usize,
}

/// The incidents of an article.
pub(crate) fn incidents(context: &Context) -> Vec<Incident> {
    let reading = Reading::new(context, Record::Incident);
    let heading = context.article.heading;
    // Complaints in the report of a session are its matters, told with what was decided on them.
    let is_session = reading.has(heading.start as usize, heading.end as usize, kind::SESSION);
    let mut openings: Vec<Opening> = Vec::new();
    for &cue in reading.cues() {
        if !cue.is(kind::FIND | kind::COMPLAIN | kind::CARRY) {
            continue;
        }
        if is_session && !cue.is(kind::FIND) {
            continue;
        }
        let last = openings.last();
        if let Some(opening) = open(&reading, cue, last)
            && told_on(&reading, &opening)
        {
            openings.push(opening);
        }
    }
    let mut is_event = false;
    if openings.is_empty() && !is_session {
        openings.extend(event::event(&reading));
        is_event = true;
    }
    let alone = openings.len() == 1;
    let ends: Vec<usize> = openings
        .iter()
        .skip(1)
        .map(|next| next.start)
        .chain([reading.text.len()])
        .collect();
    let followed = openings.into_iter().zip(ends);
    followed
        .filter_map(|(opening, end)| {
            let course = course::follow(&reading, &opening, end, alone);
            let is_told = if is_event {
                !course.responsible.is_empty() && course.action.is_some()
            } else {
                !course.reported_to.is_empty()
                    || !course.responsible.is_empty()
                    || course.action.is_some()
            };
            is_told.then(|| Incident {
                hazard: hazard::named(&reading, &opening.hazard, alone),
                place: opening.place,
                finder: opening.finder,
                reported_to: course.reported_to,
                responsible: course.responsible,
                action: course.action,
                status: course.status,
            })
        })
        .collect()
}

/// Whether `cue` opens an incident of its own, `last` being the one opened before it.
fn open(reading: &Reading, cue: Cue, last: Option<&Opening>) -> Option<Opening> {
    let at = cue.span.start as usize;
    let sentence = reading.context.sentences[reading.sentence(at)?].span;
    if reading.is_spoken(at) {
        return None;
    }
    let from = reading.floor((sentence.start as usize).max(at.saturating_sub(FINDER_REACH)));
    // What is told under a condition or as a rule has not happened: 一旦发现…,要及时上报.
    if reading.has(from, at, kind::BAR) || reading.has(reading.clause_start(at, 240), at, kind::SUM)
    {
        return None;
    }
    let hazard = hazard::beside(reading, cue, sentence)?;
    let finder = finder(reading, cue, from);
    let start = hazard.span.start.min(cue.span.start) as usize;
    let start = start.min(from);
    if let Some(last) = last {
        // A second discovery in the same telling (现场勘查发现…) is a part of it, unless another finder
        // has found another fault.
        let is_near = start < last.hazard.span.end as usize + REACH;
        let same = |a: Span, b: Span| a.slice(reading.text) == b.slice(reading.text);
        let is_elsewhere = || {
            let place = place(reading, cue, &hazard, sentence);
            place.is_some_and(|place| !last.place.is_some_and(|last| same(place, last)))
        };
        let is_other = cue.is(kind::FIND) && finder.is_some() && is_elsewhere();
        let is_same_finder = match (finder, last.finder) {
            (Some(finder), Some(before)) => same(finder, before),
            _ => false,
        };
        if hazard.span.overlaps(last.hazard.span) || (is_near && (!is_other || is_same_finder)) {
            return None;
        }
    }
    let is_inspection = reading.has(from, at, kind::INSPECTOR);
    let is_patrol = reading.has(from, at, kind::PATROL);
    if is_inspection || (hazard.is_vague && !is_patrol) {
        return None;
    }
    let place = place(reading, cue, &hazard, sentence);
    (finder.is_some() || place.is_some()).then_some(Opening {
        cue,
        hazard,
        place,
        finder,
        start,
    })
}

/// Whether somebody is told, comes or acts behind the fault.
fn told_on(reading: &Reading, opening: &Opening) -> bool {
    let from = opening.hazard.span.end.max(opening.cue.span.end) as usize;
    let to = reading.floor(from + 1200);
    let after = reading.between(from, to);
    let acts = kind::REPORT | kind::CARRY | kind::COME | kind::REPAIR;
    opening.cue.is(kind::CARRY)
        || course::is_addressed(reading, opening.cue)
        || after
            .iter()
            .any(|cue| cue.is(acts) && !reading.is_spoken(cue.span.start as usize))
}

/// Who finds or complains: the last person, or else the last role, before the verb.
///
/// A name stands behind its role (`社区网格员甲某在…走访时,发现`), so the name is taken first.
fn finder(reading: &Reading, cue: Cue, from: usize) -> Option<Span> {
    let at = cue.span.start as usize;
    let actors = reading.actors(from, at);
    let person = actors.iter().rfind(|actor| {
        actor.kind == ActorKind::Person && !NO_SUBJECT.has_some(reading.lead(actor.start))
    });
    let cues = reading.between(from, at);
    let role = cues
        .iter()
        .rfind(|cue| cue.is(kind::ROLE) && is_subject(reading, cue.span));
    match (person, role) {
        (Some(person), _) => Some(person.span),
        (None, Some(role)) => Some(role.span),
        (None, None) => None,
    }
}

/// Whether a role is no attribute or object: `居民的`, `向居民`.
fn is_subject(reading: &Reading, role: Span) -> bool {
    let after = reading.text[role.end as usize..].chars().next();
    !OF_ROLE.has_some(after) && !NO_SUBJECT.has_some(reading.lead(role.start as usize))
}

/// Where the fault is: the place named beside it, else the one the finder was at (`在槐树路巡查时`),
/// else the finder's own.
fn place(reading: &Reading, cue: Cue, hazard: &Hazard, sentence: Span) -> Option<Span> {
    let (cue_end, hazard_start) = (cue.span.end as usize, hazard.span.start as usize);
    let places = |from: usize, to: usize| {
        let mut actors = reading.actors(from, to.max(from));
        actors.retain(|actor| actor.kind == ActorKind::Place);
        actors
    };
    let beside = places(cue_end, hazard_start).last().map(|actor| actor.span);
    let start = sentence.start as usize;
    let from = reading.floor(start.max((cue.span.start as usize).saturating_sub(FINDER_REACH)));
    let before = places(from, cue.span.start as usize);
    let located = before.iter().rfind(|actor| {
        let lead = reading.before(actor.start, 12);
        let lead = lead.trim_end_matches(['“', '"']);
        LOCATIVE.has_some(lead.chars().next_back())
    });
    // The place of a fault told before the report follows: 这是发生在某县某村的一件事.
    let after = || {
        let end = reading.floor((sentence.end as usize + 240).min(reading.text.len()));
        let happened = places(sentence.end as usize, end);
        let found = happened.into_iter().next()?;
        let lead = reading.before(found.start, 9);
        lead.ends_with('在').then_some(found.span)
    };
    // A fault told first, the report after it: what stands between is where they are.
    let amid = || {
        let from = hazard.span.end as usize;
        places(from, cue.span.start as usize)
            .last()
            .map(|actor| actor.span)
    };
    let found = beside
        .or_else(|| located.map(|actor| actor.span))
        .or_else(|| before.last().map(|actor| actor.span))
        .or_else(after)
        .or_else(amid)
        .or_else(|| {
            let back = reading.floor(hazard_start.saturating_sub(FINDER_REACH));
            let same = |at: usize| reading.text[at..hazard_start].contains('\n');
            places(back, hazard_start)
                .into_iter()
                .rfind(|actor| !same(actor.start))
                .map(|actor| actor.span)
        })?;
    Some(hazard::with_quotes(reading.text, found))
}

#[cfg(test)]
mod tests {
    use super::super::cue::harness::read;
    use super::*;

    /// `hazard | place | finder | told | responsible | status` of each incident.
    fn told(text: &str) -> Vec<String> {
        read(text, |context| {
            let one =
                |span: Option<Span>| span.map_or("-", |span| span.slice(&context.article.text));
            let list = |spans: &[Span]| {
                let spans: Vec<&str> = spans.iter().map(|&span| one(Some(span))).collect();
                spans.join("、")
            };
            let shown = incidents(context).into_iter().map(|incident| {
                format!(
                    "{} | {} | {} | {} | {} | {}",
                    one(Some(incident.hazard)),
                    one(incident.place),
                    one(incident.finder),
                    list(&incident.reported_to),
                    list(&incident.responsible),
                    incident.status.map_or("-", crate::record::Status::name),
                )
            });
            shown.collect()
        })
    }

    #[test]
    fn from_discovery_to_closure() {
        let text = "柳湾社区:断了的护栏接好了\n本报讯 5月18日上午,柳湾社区网格员张晓燕在清河路巡查时,发现桥头护栏断裂,\
            立即拉起警戒线,并将情况上报社区党委书记李国强。李国强赶到现场查看后,联系县交通运输局。\
            经研判,确定由安吉县远航市政工程有限公司负责维修。5月19日下午,新护栏安装到位。";
        assert_eq!(
            told(text),
            [
                "桥头护栏断裂 | 清河路 | 张晓燕 | 李国强、县交通运输局 | 安吉县远航市政工程有限公司 | resolved"
            ]
        );
    }

    #[test]
    fn still_open() {
        let text = "大溪村一处挡墙开裂\n本报讯 5月20日,大溪村护林员发现村口挡墙开裂,随即报告天荒坪镇应急办。\
            目前,施工人员正在加固挡墙,预计本月底完工。";
        let found = told(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("挡墙开裂 | 大溪村 | 护林员 |"),
            "{found:?}"
        );
        assert!(found[0].ends_with("施工人员 | in_progress"), "{found:?}");
    }

    #[test]
    fn complaints_put_to_somebody() {
        let text = "楼下的路灯\n编辑同志:我住在递铺街道。楼下有3盏路灯坏了快一个月,我们向物业反映过两回,还是没有人管。";
        assert_eq!(told(text), ["路灯坏了 | 递铺街道 | - | 物业 |  | reported"]);
    }

    #[test]
    fn rules_conditions_and_sums_are_no_incidents() {
        for text in [
            "全县部署防汛\n本报讯 5月20日,全县防汛会召开。会议强调,一旦发现险情,要立即上报县应急管理局并组织抢险。",
            "网格员管好身边事\n本报讯 今年以来,柳湾社区网格员累计发现安全隐患73处,整改了71处。",
            "山村新貌\n本报讯 5月20日,记者在大溪村发现,村里的老屋已修缮一新。",
            "“小毛病别拖”\n本报讯 “发现管道漏水就要上报。”网格员张晓燕说。",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_damaged_and_whom_word_reached() {
        let text = "一条村道的事\n本报讯 拉沙的货车压坏了村道,大溪村村民议论纷纷。网格员张晓燕得到消息,\
            把情况反馈到镇里。镇村干部随后赶来,一场纠纷就地化解了。";
        assert_eq!(
            told(text),
            ["货车压坏了村道 | 大溪村 | 张晓燕 | 镇里 | 镇村干部 | resolved"]
        );
    }

    #[test]
    fn hostile_text_is_linear() {
        for run in [
            "网格员发现断裂",
            "发现",
            "发现断裂,上报。",
            "由",
            "反映到",
            "，",
        ] {
            told(&format!("标题在此\n本报讯 {}", run.repeat(4000)));
        }
    }
}
