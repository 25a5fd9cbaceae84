//! Activities: campaigns, volunteer actions, inspections, trainings, visits, performances.
//!
//! A report of one names it once, most often in its lead, behind a verb of holding and in front of a
//! noun of activity (`开展“灶台安全大家查”宣讲走访活动`), and gives the figures at its end. Papers also
//! speak of activities in plans, rules and yearly sums; those are none that was held. So the places
//! where one may be named are weighed, and the best is taken: the headline and the lead name the
//! activity the article is about.

mod kind;
mod name;
mod organizer;
mod outcome;
mod series;

use super::cue::Reading;
use super::vocabulary::Record;
use super::{Activity, Context};
pub(super) use kind::LIST;

/// What a naming must weigh to be taken for an activity that was held.
const ENOUGH: i32 = 6;

/// The activities of an article.
pub(crate) fn activities(context: &Context) -> Vec<Activity> {
    let reading = Reading::new(context, Record::Activity);
    let named = name::candidates(&reading);
    let best = named
        .iter()
        .filter(|candidate| candidate.weight >= ENOUGH)
        .max_by_key(|candidate| (candidate.weight, std::cmp::Reverse(candidate.span.start)));
    let visit;
    let best = match best {
        Some(best) => best,
        None => match name::visit(&reading) {
            Some(found) => {
                visit = found;
                &visit
            }
            None => return Vec::new(),
        },
    };
    let several = series::series(&reading, &named);
    if several.len() > 1 {
        return series::activities(&reading, &several);
    }
    let told = name::told_at(&reading, best);
    let sentence = reading
        .sentence(told)
        .map(|at| context.sentences[at].span)
        .unwrap_or_default();
    let lead = context.sentences.first().map(|sentence| sentence.span);
    vec![Activity {
        name: name::best_printed(&reading, best),
        organizer: organizer::organizer(&reading, best),
        date: outcome::date(&reading, sentence)
            .or_else(|| outcome::date(&reading, lead.unwrap_or_default())),
        places: outcome::places(&reading, sentence),
        participants: outcome::participants(&reading, sentence),
        outputs: outcome::outputs(&reading, told, told + outcome::REACH),
    }]
}

#[cfg(test)]
mod tests {
    use super::super::cue::harness::read;
    use super::*;
    use crate::span::Span;

    /// `name | organizer | date | places | participants | outputs` of each activity.
    fn held(text: &str) -> Vec<String> {
        read(text, |context| {
            let one =
                |span: Option<Span>| span.map_or("-", |span| span.slice(&context.article.text));
            let list = |spans: &[Span]| {
                let spans: Vec<&str> = spans.iter().map(|&span| one(Some(span))).collect();
                spans.join("、")
            };
            let shown = activities(context).into_iter().map(|activity| {
                format!(
                    "{} | {} | {} | {} | {} | {}",
                    one(Some(activity.name)),
                    one(activity.organizer),
                    activity.date.map_or("-".into(), |date| date.to_string()),
                    list(&activity.places),
                    list(&activity.participants),
                    list(&activity.outputs),
                )
            });
            shown.collect()
        })
    }

    #[test]
    fn several_told_one_after_the_other() {
        let text = "三场活动进山村\n本报讯 5月8日,天荒坪镇在大溪村开展“护苗行动”宣传活动,发放宣传单300份;次日,又在港口村举办“清风进户”宣讲,\
            走访60户;5月16日,青山义工社在横路村开展“绿色家园”入户宣讲。";
        let found = held(text);
        let names: Vec<&str> = found
            .iter()
            .map(|line| line.split(" | ").next().unwrap())
            .collect();
        assert_eq!(
            names,
            ["“护苗行动”宣传活动", "“清风进户”宣讲", "“绿色家园”入户宣讲"]
        );
        assert!(found[1].contains("| 天荒坪镇 | 2024-05-09 |"), "{found:?}");
        assert!(
            found[2].contains("| - | 2024-05-16 | 横路村 |"),
            "{found:?}"
        );
    }

    #[test]
    fn a_quoted_name() {
        let text = "天荒坪镇把平安送到门口\n本报讯 5月20日,天荒坪镇组织40余名志愿者,在大溪村开展“平安用电到农家”主题宣传活动。\n\
            此次活动共发放宣传单1200余份,更换旧插座86个。下一步,该镇将再走访300户。";
        assert_eq!(
            held(text),
            [
                "“平安用电到农家”主题宣传活动 | 天荒坪镇 | 2024-05-20 | 大溪村 | 40余名志愿者 | 宣传单1200余份、旧插座86个"
            ]
        );
    }

    #[test]
    fn a_plain_name() {
        let text = "县红十字会举办水上救生培训\n本报讯 5月18日,县红十字会在大溪村举办水上救生培训班,50余名村民参加。";
        assert_eq!(
            held(text),
            ["水上救生培训班 | 县红十字会 | 2024-05-18 | 大溪村 | 50余名村民 | "]
        );
    }

    #[test]
    fn hosts_and_headlines() {
        let text = "大溪村菊花开了\n本报讯 5月16日,由县文化馆主办的首届菊花文化节在大溪村举行。";
        assert!(held(text)[0].starts_with("首届菊花文化节 | 县文化馆 | 2024-05-16 | 大溪村"));
        let text = "县农机站走访商户听心声\n本报讯 近日,县农机站组织3个小组深入商户,解决问题12个。";
        assert_eq!(
            held(text),
            ["走访商户听心声 | 县农机站 | - |  |  | 问题12个"]
        );
    }

    #[test]
    fn plans_habits_and_terms_are_none() {
        for text in [
            "全县部署防汛\n本报讯 5月20日,全县防汛会召开。会议强调,各乡镇要开展“平安度汛”宣传活动。",
            "天荒坪镇服务不断线\n本报讯 今年以来,天荒坪镇开展志愿服务活动310多场。",
            "天荒坪镇推行“四张清单”\n本报讯 5月20日,天荒坪镇建立“四张清单”制度,村民说好。",
            "大溪村的一天\n本报讯 5月20日,大溪村村民商定,不参加的取消“清洁户”评选资格。",
        ] {
            assert_eq!(held(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn hostile_text_is_linear() {
        for run in [
            "开展活动",
            "“宣传活动”宣传活动",
            "开展",
            "“",
            "举行文化节",
            "发放书3册、",
        ] {
            held(&format!("标题在此\n本报讯 {}", run.repeat(4000)));
        }
    }
}
