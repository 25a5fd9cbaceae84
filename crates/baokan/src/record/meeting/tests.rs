use std::sync::LazyLock;

use super::*;
use crate::analyzer::{Analyzer, Options};
use crate::page::Page;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(Options::default()).unwrap());

fn read(text: &str) -> (String, Vec<Meeting>) {
    let page = Page {
        text: text.to_owned(),
        issue_date: Some(jiff::civil::date(2023, 5, 24)),
        ..Page::default()
    };
    let item = ANALYZER.page(page).articles.into_iter().next().unwrap();
    (item.article.text, item.records.meetings)
}

fn names(body: &str) -> Vec<String> {
    let (text, meetings) = read(&format!("某县近期工作\n\n本报讯 {body}"));
    meetings
        .iter()
        .map(|meeting| meeting.name.slice(&text).to_owned())
        .collect()
}

#[test]
fn the_name_stands_on_either_side_of_the_verb() {
    assert_eq!(
        names("5月20日，甲县召开防汛工作安排会议，部署工作。"),
        ["防汛工作安排会议"]
    );
    assert_eq!(
        names("5月20日下午，全县防汛工作推进会召开。"),
        ["全县防汛工作推进会"]
    );
    assert_eq!(
        names("5月20日，全县防汛工作动员会以视频会议形式召开。"),
        ["全县防汛工作动员会"]
    );
    assert_eq!(
        names("5月20日，甲县召开了防汛工作会商会。"),
        ["防汛工作会商会"]
    );
}

#[test]
fn what_is_no_single_meeting_is_none() {
    assert_eq!(names("5月20日，甲村召开会议。"), [""; 0]);
    assert_eq!(names("5月20日，甲村召开院坝会，商量修路。"), [""; 0]);
    assert_eq!(names("甲镇每月召开安全生产例会，通报情况。"), [""; 0]);
    assert_eq!(names("甲镇将召开安全生产大会。"), [""; 0]);
    assert_eq!(names("今年以来，甲镇召开安全生产调度会12次。"), [""; 0]);
    assert_eq!(names("2019年3月1日，甲镇召开脱贫攻坚推进会。"), [""; 0]);
}

#[test]
fn the_headline_may_have_the_full_name() {
    let text = "王建国主持召开全县防汛抗旱工作领导小组会议\n\n本报讯 5月20日，县长王建国主持召开领导小组会议。";
    let (text, meetings) = read(text);
    assert_eq!(meetings.len(), 1);
    assert_eq!(
        meetings[0].name.slice(&text),
        "全县防汛抗旱工作领导小组会议"
    );
    assert_eq!(meetings[0].convener.unwrap().slice(&text), "王建国");
    assert_eq!(meetings[0].date, Some(jiff::civil::date(2023, 5, 20)));
}

#[test]
fn who_sat_there_is_named_beside_the_verb() {
    let text = "某县部署防汛工作\n\n本报讯 5月20日，全县防汛工作推进会召开。县长王建国出席会议并讲话，副县长李红梅主持会议。";
    let (text, meetings) = read(text);
    let names = meetings[0]
        .participants
        .iter()
        .map(|span| span.slice(&text))
        .collect::<Vec<_>>();
    assert_eq!(names, ["王建国", "李红梅"]);
}

#[test]
fn which_one_it_is() {
    assert_eq!(ordinal("第二次全体会议"), Some(2));
    assert_eq!(ordinal("第十三届年会"), Some(13));
    assert_eq!(ordinal("第2次会议"), Some(2));
    assert_eq!(ordinal("第一书记座谈会"), None);
    assert_eq!(ordinal("推进会"), None);
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    for unit in ["召开会议", "召开甲推进会，", "会"] {
        names(&unit.repeat(20_000));
    }
}
