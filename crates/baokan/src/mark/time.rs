//! Expressions of time: every date, clock time, length, recurring and vague time an article prints, and
//! what it means on the day the paper came out.
//!
//! Reading goes in two passes. The first finds the expressions: at each character that can begin one, the
//! words of `data/times.tsv` and a small grammar read as far as they can. The second goes through them in
//! order and works out values, because `20日`, `当天` and `次年` mean what was named before them.

mod calendar;
mod clock;
mod expression;
mod length;
mod moment;
mod reader;
mod recurring;
mod resolve;
mod word;

use jiff::civil::Date;

use super::Time;

use expression::{Attempt, Expression};
use reader::Reader;
use resolve::Resolver;
use word::LEXICON;

/// What is known of an article before its times are read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TimeContext {
    /// The day the paper came out.
    pub(crate) issue_date: Option<Date>,
    /// The day the article reports, from its dateline or lead.
    pub(crate) article_date: Option<Date>,
}

/// Every expression of time in `text`, in order.
///
/// None overlap; what cannot be worked out has no value, and no input makes it fail.
pub(crate) fn times(text: &str, context: &TimeContext) -> Vec<Time> {
    let expressions = expressions(text);
    Resolver::new(text, *context, &expressions).resolve(expressions)
}

/// The first pass: what stands where.
fn expressions(text: &str) -> Vec<Expression> {
    let reader = Reader::new(text);
    let mut found: Vec<Expression> = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        if !LEXICON.begins(character) {
            at += character.len_utf8();
            continue;
        }
        match reader.attempt(at) {
            Attempt::Found(expression) => {
                at = expression.end;
                found.push(expression);
            }
            Attempt::Skip(to) => at = to,
        }
    }
    found
}
