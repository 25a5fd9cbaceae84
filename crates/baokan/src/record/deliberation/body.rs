//! Who deliberates: the village, community, town or office that holds a session.

use std::ops::Range;

use super::vocabulary::{Words, window_before};
use crate::mark::Level;
use crate::record::Context;
use crate::span::Span;

/// Who holds the session: the last village or community before its name, else a town, else an office
/// (`某县发展和改革局召开听证会`); behind the name only where nothing stands before it.
pub(super) fn body_of(context: &Context, sentence: &Range<usize>, at: usize) -> Option<Span> {
    let places = &context.marks.places;
    let first = places.partition_point(|place| (place.span.start as usize) < sentence.start);
    let inside = || {
        places[first..]
            .iter()
            .take_while(|place| (place.span.start as usize) < sentence.end)
    };
    let before = |level: Level| {
        inside()
            .take_while(|place| (place.span.start as usize) < at)
            .filter(|place| place.level == level)
            .last()
            .map(|place| place.span)
    };
    let orgs = &context.marks.orgs;
    let from = orgs.partition_point(|org| (org.span.start as usize) < sentence.start);
    let org = || {
        orgs[from..]
            .iter()
            .take_while(|org| (org.span.start as usize) < at)
            // `在县政务服务中心举行`: where, not who.
            .filter(|org| !context.article.text[..org.span.start as usize].ends_with('在'))
            .last()
            .map(|org| org.span)
    };
    let behind = || {
        inside()
            .find(|place| matches!(place.level, Level::Village | Level::Town))
            .map(|place| place.span)
    };
    let printed = || {
        printed(
            Words::new(context),
            &context.article.text,
            sentence.start..at,
        )
    };
    before(Level::Village)
        .or_else(printed)
        .or_else(|| before(Level::Town))
        .or_else(org)
        .or_else(behind)
}

/// The smallest unit in a name: the village of `云岭乡石桥村` where the gazetteer knows neither, the
/// community of `某社区党群服务中心`, and the 村 that a headline's verb took away (`柳湾` + `村召开`).
pub(in crate::record) fn unit(context: &Context, span: Span) -> Span {
    let text = &context.article.text;
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    for tail in ["社区", "村"] {
        let name = &text[start..end];
        if let Some(at) = name
            .find(tail)
            .filter(|&at| at >= 6 && !name.ends_with("小区"))
        {
            end = start + at + tail.len();
            break;
        }
        if text[end..].starts_with(tail)
            && name.chars().count() <= 6
            && !name.ends_with(['村', '区', '镇', '乡', '道', '局', '县', '市'])
        {
            end += tail.len();
            break;
        }
    }
    for inner in ["街道", "苏木", "镇", "乡"] {
        let name = &text[start..end];
        let cut = name.rfind(inner).map(|at| at + inner.len());
        // At least two characters must be left to be a name (`镇南村` keeps its 镇), and more than 社区.
        if let Some(cut) = cut.filter(|&cut| {
            cut > 2 * inner.len().min(3)
                && name.len() - cut >= 6
                && &name[cut..] != "社区"
                && is_lowest(name)
        }) {
            start += cut;
        }
    }
    Span::new(start, end)
}

/// Whether a name is that of a village or community.
fn is_lowest(name: &str) -> bool {
    name.ends_with('村') || name.ends_with("社区") || name.ends_with("嘎查")
}

/// Whether `span` is a village or community.
pub(super) fn is_village(context: &Context, span: Option<Span>) -> bool {
    let places = &context.marks.places;
    span.and_then(|span| {
        places
            .binary_search_by_key(&span.start, |place| place.span.start)
            .ok()
    })
    .is_some_and(|at| places[at].level == Level::Village)
}

/// A unit no gazetteer knows, by what stands behind its name: `古楼村第二届村民代表会议`, `柳湾村召开`,
/// `某社区的“板凳会”`.
fn printed(words: Words, text: &str, range: Range<usize>) -> Option<Span> {
    let near = window_before(&text[range.clone()], 40);
    let start = range.end - near.len();
    let (end, tail) = near
        .rmatch_indices(['村', '区', '镇', '乡', '道'])
        .filter_map(|(at, letter)| {
            let end = at + letter.len();
            let tail = words.unit_end().suffix(&near[..end])?;
            Some((end, tail))
        })
        .find(|&(end, _)| {
            let rest = &near[end..];
            let opens = rest.trim_start_matches('的').starts_with(['“', '"', '「']);
            let goes_on = rest.starts_with(['第', '首', '今', '本', '在', '就']);
            rest.is_empty() || opens || goes_on || words.hold().begin(rest).is_some()
        })?;
    let edge = |letter: char| !crate::width::is_han(letter) || EDGES.contains(letter);
    let name = near[..end - tail].rsplit(edge).next()?;
    let count = name.chars().count();
    ((2..=4).contains(&count) && !name.starts_with(['该', '我', '全', '各', '本', '这']))
        .then(|| Span::new(start + end - tail - name.len(), start + end))
}

/// Characters at which a name begins anew: the endings of larger units, of days, and prepositions.
const EDGES: &str = "镇乡道县市区日午晚晨在为由近";

/// Who deliberates where no mention says it: the first village, estate or town the article names.
pub(super) fn fallback_body(context: &Context) -> Option<Span> {
    let places = &context.marks.places;
    let level = |level: Level| places.iter().find(|place| place.level == level);
    let estate = || {
        places.iter().find(|place| {
            place.level == Level::Poi && place.span.slice(&context.article.text).ends_with("小区")
        })
    };
    level(Level::Village)
        .or_else(estate)
        .or_else(|| level(Level::Town))
        .map(|place| place.span)
}
