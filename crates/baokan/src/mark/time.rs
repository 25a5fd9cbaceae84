//! Expressions of time: every date, clock time, length, recurring and vague time an article prints, and
//! what it means on the day the paper came out.
//!
//! Reading goes in two passes. The first finds the expressions: at each character that can begin one, the
//! words of `data/times.tsv` and a small grammar read as far as they can. The second goes through them in
//! order and works out values, because `20日`, `当天` and `次年` mean what was named before them.

mod calendar;
mod clock;
mod compound;
mod day;
mod expression;
mod length;
mod lexicon;
mod moment;
mod named;
mod reader;
mod recurring;
mod resolve;
mod word;

use jiff::civil::Date;

use super::Time;

use expression::{Attempt, Expression};
use lexicon::LEXICON;
use reader::Reader;
use resolve::Resolver;

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        case: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        text: String,
        issue_date: Option<Date>,
        article_date: Option<Date>,
        expect: Vec<[String; 3]>,
    }

    #[test]
    fn golden_cases() {
        let golden: Golden = toml::from_str(include_str!("../../../../tests/golden/times.toml"))
            .expect("valid cases");
        for case in golden.case {
            let context = TimeContext {
                issue_date: case.issue_date,
                article_date: case.article_date,
            };
            let found: Vec<[String; 3]> = times(&case.text, &context)
                .into_iter()
                .map(|time| {
                    let text = time.span.slice(&case.text).to_owned();
                    [
                        text,
                        time.kind.name().to_owned(),
                        time.value.unwrap_or_default(),
                    ]
                })
                .collect();
            assert_eq!(found, case.expect, "{}", case.text);
        }
    }

    #[test]
    fn bounds_and_anchors() {
        let context = TimeContext {
            issue_date: Some(Date::constant(2022, 5, 24)),
            article_date: None,
        };
        let read = |text: &str| {
            let time = times(text, &context).remove(0);
            let day = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
            format!(
                "{} {} {}",
                day(time.from),
                day(time.to),
                time.anchor.map_or("-", crate::Anchor::name)
            )
        };
        assert_eq!(read("2022年5月"), "2022-05-01 2022-05-31 explicit");
        assert_eq!(read("6月20日前"), "- 2022-06-20 year");
        assert_eq!(read("去年以来"), "2021-01-01 2022-05-24 issue");
        assert_eq!(read("5月中旬"), "2022-05-11 2022-05-20 year");
        assert_eq!(read("昨天"), "2022-05-23 2022-05-23 issue");
        assert_eq!(read("上周"), "2022-05-16 2022-05-22 issue");
        assert_eq!(read("近日"), "- - -");
        assert_eq!(read("三天"), "- - -");
    }

    #[test]
    fn an_ordinal_may_stand_apart_from_what_it_counts() {
        let read = |text: &str| -> Vec<String> {
            times(text, &TimeContext::default())
                .iter()
                .map(|time| time.span.slice(text).to_owned())
                .collect()
        };
        assert_eq!(read("第3 要点在5月20日说明"), ["5月20日"]);
        assert_eq!(read("第三 天"), Vec::<String>::new());
        assert_eq!(read("第3 "), Vec::<String>::new());
    }

    #[test]
    fn long_runs_stay_linear() {
        for run in [
            "1",
            "一",
            "年",
            "每",
            "“",
            "前",
            "近",
            "1年",
            "半",
            "至",
            "2020-",
            "10:",
            "每周一、",
            "第",
            "3天零",
            "5月",
            "十五、",
        ] {
            let text = run.repeat(200_000 / run.len());
            times(&text, &TimeContext::default());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9０-９一二三十百年月日号时点分半个多前后每周近今去上下晚农历正初廿至到—.:：、“”\n ]{0,40}") {
            let context = TimeContext { issue_date: Some(Date::constant(2020, 2, 29)), article_date: None };
            let mut end = 0;
            for time in times(&text, &context) {
                prop_assert!(time.span.start >= end && time.span.end > time.span.start);
                prop_assert!(text.get(time.span.range()).is_some());
                end = time.span.end;
            }
        }
    }
}
