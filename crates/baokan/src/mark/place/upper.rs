//! Provinces, cities and counties, countries and regions: everything known by a whole name.

use crate::gazetteer::{Code, Gazetteer};
use crate::mark::Level;

use super::body::body_after;
use super::found::Found;
use super::text::{Edge, Text};

/// A name of a province, city or county at a place of the text.
pub(super) fn upper(
    text: &Text<'_>,
    gazetteer: &Gazetteer,
    start: usize,
    end: usize,
) -> Option<Found> {
    let name = text.slice(start, end);
    let known = gazetteer.upper(name);
    let end = autonomous(text, gazetteer, known, end);
    let marked = known.iter().any(|upper| upper.marked) || end > start + name.len();
    let edge = text.edge(start);
    let characters = name.chars().count();
    if edge == Edge::Inside && (!marked || characters < 3) && !cut_wrong(text, known, start) {
        return None;
    }
    if !marked && !ends_bare(text, start, end) {
        return None;
    }
    // 代`县长`, 新`市长`: the post goes on, and no county of two characters stands before it.
    if marked && characters < 3 && text.after(end) == Some('长') {
        return None;
    }
    let full = known.iter().any(|upper| upper.marked);
    let codes = candidates(
        known
            .iter()
            .filter(|upper| upper.marked || !full)
            .map(|upper| upper.code)
            .collect(),
        marked,
    );
    let level = codes.iter().map(|code| code.level()).min()?;
    let mut found = Found::new(start, end, level);
    found.codes = codes;
    found.bare = !marked;
    found.weight = if marked { 8 } else { 5 };
    Some(found)
}

/// The end of `自治县` behind the short name of an autonomous county: papers leave out its peoples.
fn autonomous(
    text: &Text<'_>,
    gazetteer: &Gazetteer,
    known: &[crate::gazetteer::Upper],
    end: usize,
) -> usize {
    let rest = &text.text[end..];
    if !rest.starts_with("自治") {
        return end;
    }
    ["自治县", "自治州", "自治旗"]
        .iter()
        .find(|unit| {
            rest.starts_with(**unit)
                && known.iter().any(|upper| {
                    !upper.marked
                        && gazetteer
                            .name(upper.code)
                            .is_some_and(|name| name.ends_with(**unit))
                })
        })
        .map_or(end, |unit| end + unit.len())
}

/// Whether a province's name stands across words that were cut wrongly. A name of a place before it
/// speaks against it: `中山西路` holds no 山西.
fn cut_wrong(text: &Text<'_>, known: &[crate::gazetteer::Upper], start: usize) -> bool {
    known
        .iter()
        .any(|upper| upper.code.level() == Level::Province)
        && text.word_at(start).is_some_and(|(_, tag)| {
            !matches!(tag.as_bytes(), [b'n', b's' | b'r' | b'z' | b't', ..])
        })
}

/// A bare name means the highest unit that bears it: `长沙` is the city, not the county beside it, and
/// `吉林` the province. A prefecture and the city it sits in (`恩施州`, `恩施市`) stay two candidates.
fn candidates(mut codes: Vec<Code>, marked: bool) -> Vec<Code> {
    codes.sort_unstable_by_key(|code| (code.digits(), *code));
    codes.dedup();
    if marked || codes.len() < 2 {
        return codes;
    }
    let first = codes[0];
    if first.level() == Level::Province || (first.level() == Level::City && first.is_city()) {
        codes.retain(|code| code.digits() == first.digits());
    }
    codes
}

/// Whether a bare name may end here: at the end of a word, or inside one that goes on as a word of its
/// own would (`武汉籍`).
fn ends_bare(text: &Text<'_>, start: usize, end: usize) -> bool {
    match text.word_at(end) {
        Some((span, tag)) if (span.start as usize) < end => {
            span.start as usize <= start && !tag.starts_with("nt") && !tag.starts_with("nr")
        }
        _ => true,
    }
}

/// A one-character name after a verb of coming or staying: `返杭`, `在鄂`.
pub(super) fn arrival(text: &Text<'_>, start: usize, end: usize) -> Option<Found> {
    let (at, name) = text.slice(start, end).char_indices().nth(1)?;
    let at = start + at;
    let ends = text
        .word_at(at)
        .is_none_or(|(span, _)| span.end as usize == end);
    let begins = text.is_between(start) || text.is_between(at);
    let code = *text.lexicon.abbreviations.get(&name)?;
    let mut found = Found::new(at, end, Code::new(code).level());
    found.codes.push(Code::new(code));
    found.weight = 9;
    (ends && begins).then_some(found)
}

/// A country or region.
pub(super) fn region(text: &Text<'_>, level: Level, start: usize, end: usize) -> Option<Found> {
    let inside = |at: usize| {
        text.word_at(at)
            .is_some_and(|(span, _)| (span.start as usize) < at && at < span.end as usize)
    };
    let short = text.slice(start, end).chars().count() < 3;
    let rest = text
        .word_at(start)
        .map_or(0, |(span, _)| (span.end as usize).saturating_sub(end));
    // `美洲地区` goes on with a word of its own; `海地` in `沿海地带` does not begin one.
    if inside(start) || (inside(end) && short && rest < 6) {
        return None;
    }
    // `西班牙语` names a language.
    if text
        .lexicon
        .tongues
        .iter()
        .any(|tongue| text.text[end..].starts_with(tongue))
    {
        return None;
    }
    let mut found = Found::new(start, end, level);
    found.weight = 5;
    Some(found)
}

/// Whether the place that ends at `end` begins the name of a body.
pub(super) fn begins_body(text: &Text<'_>, found: &Found) -> bool {
    let organisation = text
        .word_at(found.start)
        .is_some_and(|(span, tag)| tag == "nt" && span.end as usize > found.end);
    // `石门县委`: the last character of the name is the first of the body's.
    let last = text.before(found.end).map_or(0, char::len_utf8);
    let next = text.after(found.end).map_or(0, char::len_utf8);
    if !found.bare
        && found.level <= Level::County
        && text
            .lexicon
            .tails
            .contains(text.slice(found.end - last, found.end + next))
    {
        return true;
    }
    let Some(end) = body_after(text, found.reaches) else {
        return organisation;
    };
    // A country's government is no body with a name of its own.
    !(found.level == Level::Country && text.slice(found.end, end).chars().count() <= 2)
        || organisation
}
