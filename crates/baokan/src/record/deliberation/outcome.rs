//! How a session ended.

use std::ops::Range;

use super::clause::quoted;
use super::vocabulary::{Terms, Words};
use crate::record::{Context, Outcome};

/// How a report says a session ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ending {
    /// What it says last.
    pub(super) last: Option<Outcome>,
    /// Whether it says anywhere that something was agreed upon.
    pub(super) agreed: bool,
}

/// How many figures of a sentence are looked at.
const FIGURES: usize = 40;

/// What the report says last of how it ended, direct speech aside.
///
/// Reports tell the quarrel first and the end last: `起初意见不一……最终一致同意`, `方案未能达成一致,
/// 会议决定择期再议`. Within a sentence a word for failure outweighs one for agreement that it holds
/// (`未达成一致`), or that stands in a part of the result (`会议决定暂缓`).
pub(super) fn outcome(context: &Context, stretch: &Range<usize>) -> Ending {
    let text = &context.article.text;
    let words = Words::new(context);
    let from = context
        .sentences
        .partition_point(|sentence| sentence.span.start as usize <= stretch.start)
        .saturating_sub(1);
    let mut ending = Ending::default();
    for sentence in context.sentences[from..]
        .iter()
        .take_while(|sentence| (sentence.span.start as usize) < stretch.end)
    {
        let at = sentence.span.start as usize;
        let slice = sentence.span.slice(text);
        let spoken = |&(start, _): &(usize, usize)| !quoted(context, at + start);
        let end = |found: Option<(usize, usize)>| found.map(|(_, end)| end);
        let open = end(words.open().find(slice).filter(spoken).last());
        let rejected = end(words.rejected().find(slice).filter(spoken).last());
        let agreed = end(words.agreed().find(slice).filter(spoken).last());
        let found = match (agreed, rejected, open) {
            (None, None, None) => match vote(context, &sentence.span.range()) {
                Some(outcome) => outcome,
                None => continue,
            },
            (_, None, None) => Outcome::Agreed,
            // `三项议题表决通过,一项暂缓`: what was agreed stands.
            (Some(agreed), _, Some(open)) if agreed + 3 < open && passed(slice, agreed) => {
                Outcome::Agreed
            }
            (Some(agreed), Some(rejected), None) if agreed < rejected && passed(slice, agreed) => {
                Outcome::Agreed
            }
            (_, rejected, open) if open > rejected => Outcome::Open,
            _ => Outcome::Rejected,
        };
        ending.last = Some(found);
        ending.agreed |= found == Outcome::Agreed;
    }
    ending
}

/// How a vote ended whose figures a sentence gives: `同意10票,不同意25票`, `35票赞成、3票反对`.
pub(super) fn vote(context: &Context, sentence: &Range<usize>) -> Option<Outcome> {
    let text = &context.article.text;
    let words = Words::new(context);
    if !words.favour().occur() || !words.against().occur() {
        return None;
    }
    let quantities = &context.marks.quantities;
    let first =
        quantities.partition_point(|quantity| (quantity.span.start as usize) < sentence.start);
    let inside = quantities[first..]
        .iter()
        .take_while(|quantity| (quantity.span.end as usize) <= sentence.end)
        .take(FIGURES);
    let (mut favour, mut against) = (None, None);
    for quantity in inside {
        let unit = quantity.unit.as_deref().unwrap_or_default();
        if !context.vocabularies.voters.contains(unit) {
            continue;
        }
        let before = text[sentence.start..quantity.span.start as usize]
            .trim_end_matches(['的', '有', '了', '：', ':']);
        let behind = text[quantity.span.end as usize..sentence.end]
            .trim_start_matches(['表', '示', '都', '投', '了']);
        let ends = |terms: Terms| terms.without_end(before).is_some();
        let begins = |terms: Terms| terms.begin(behind).is_some();
        if ends(words.against()) || begins(words.against()) && !ends(words.favour()) {
            against = against.or(quantity.value);
        } else if ends(words.favour()) || begins(words.favour()) {
            favour = favour.or(quantity.value);
        }
    }
    let (favour, against) = (favour?, against?);
    Some(if favour > against {
        Outcome::Agreed
    } else {
        Outcome::Rejected
    })
}

/// Whether the agreement that ends at `end` is a vote passed.
fn passed(sentence: &str, end: usize) -> bool {
    sentence[..end].ends_with("通过")
}
