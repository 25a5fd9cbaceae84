//! Names with a part between quotation marks.

use super::super::kind;
use super::{Candidate, PLAIN, QUOTED, held_before, plain_end};
use crate::record::cue::Reading;
use crate::record::hits::Mark;
use crate::span::Span;

/// A name that ends behind a quoted part (`“送医下乡”义诊活动`) or with it (`“幸福敬老宴”`).
pub(super) fn quoted(reading: &Reading, open: usize, close: usize) -> Option<Candidate> {
    let text = reading.text;
    let mark = text[open..].chars().next()?.len_utf8();
    let inside = Span::new(open + mark, close);
    let behind = close + text[close..].chars().next()?.len_utf8();
    if inside.is_empty() || reading.is_spoken(inside.start as usize) {
        return None;
    }
    let end = tail(reading, behind);
    let own = || {
        let last = reading.between(inside.start as usize, close).last()?;
        let is_whole = last.is(kind::NOUN) && last.span.end == inside.end;
        // 日, 月, 周 at the end make the name of a day or a term: “全国消防日”.
        let is_bare = last.span.len() == 3 && last.is(kind::WEAK);
        (is_whole && !is_bare).then_some(behind)
    };
    let end = end.or_else(own)?;
    let behind = reading.between(end, reading.floor(end + 12));
    if behind
        .first()
        .is_some_and(|cue| cue.is(kind::ATTRIBUTE) && cue.span.start as usize == end)
    {
        return None;
    }
    let held = held_before(reading, open);
    Some(Candidate {
        span: Span::new(open, end),
        quoted: Some(inside),
        verb: held.map_or(open, |cue| cue.span.start as usize),
        is_held: held.is_some(),
        weight: 2 + i32::from(held.is_some()),
    })
}

/// Where the noun of activity behind a quoted part ends: `”主题宣传活动`, `”为主题的宣传活动`.
pub(super) fn tail(reading: &Reading, from: usize) -> Option<usize> {
    let limit = plain_end(reading, from, PLAIN);
    let mut end = None;
    let mut reached = from;
    for cue in reading.between(from, limit) {
        let start = cue.span.start as usize;
        // Four characters at most stand between (`”急救知识培训`); more are words of another phrase.
        let is_far = start > reached + 12;
        if is_far || (!cue.is(kind::NOUN | kind::WEAK) && !cue.is(kind::GIVE) && end.is_some()) {
            break;
        }
        if cue.is(kind::NOUN) {
            if end.is_some_and(|end| start > end) && start > reached {
                break;
            }
            end = Some(cue.span.end as usize);
        }
        reached = cue.span.end as usize;
    }
    end
}

/// The pairs of quotation marks of a text, each within its paragraph; what is longer than a name is
/// left out.
pub(super) fn quotations(reading: &Reading) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open: Option<usize> = None;
    for &Mark { at, letter } in &reading.context.hits.marks {
        match letter {
            '“' | '「' => open = Some(at),
            '”' | '」' => {
                pairs.extend(
                    open.take()
                        .filter(|open| at - open <= QUOTED)
                        .map(|open| (open, at)),
                );
            }
            '"' => match open.take() {
                Some(start) if reading.text[start..].starts_with('"') && at - start <= QUOTED => {
                    pairs.push((start, at));
                }
                _ => open = Some(at),
            },
            '\n' => open = None,
            _ => {}
        }
    }
    pairs
}
