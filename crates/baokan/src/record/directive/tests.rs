use std::sync::LazyLock;

use super::*;
use crate::analyzer::{Analyzer, Options};
use crate::page::Page;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(Options::default()).unwrap());

fn read(body: &str) -> (String, Vec<Directive>) {
    let text = format!("某县部署近期工作\n\n本报讯 {body}");
    let page = ANALYZER.page(Page {
        text,
        ..Page::default()
    });
    let item = page.articles.into_iter().next().unwrap();
    (item.article.text, item.records.directives)
}

/// Issuer, verb and text of every directive.
fn found(body: &str) -> Vec<String> {
    let (text, directives) = read(body);
    let shown = |directive: &Directive| {
        let issuer = directive.issuer.as_deref().unwrap_or("-");
        let verb = directive.verb.as_deref().unwrap_or("-");
        format!("{issuer} {verb} {}", directive.span.slice(&text))
    };
    directives.iter().map(shown).collect()
}

#[test]
fn every_led_clause_is_a_row_until_the_voice_changes() {
    let body =
        "会议强调，要抓实排查，堵住漏洞；各村要落实专人，严禁瞒报。会议要求，必须在月底前完成。";
    let expected = [
        "会议 强调 要抓实排查，堵住漏洞",
        "会议 强调 各村要落实专人",
        "会议 强调 严禁瞒报",
        "会议 要求 必须在月底前完成",
    ];
    assert_eq!(found(body), expected);
}

#[test]
fn a_reporter_and_a_villager_order_nothing() {
    assert_eq!(found("种好果树要下功夫，施肥要及时。"), [""; 0]);
    assert_eq!(found("“以后浇水要省着点用。”村民李大山说。"), [""; 0]);
    assert_eq!(found("村民李大山认为，种树要舍得下本钱。"), [""; 0]);
    assert_eq!(found("各村按照上级要求，要在月底前完成。"), [""; 0]);
}

#[test]
fn a_pronoun_stands_for_the_official() {
    let body =
        "5月20日，县长王建国到水库检查防汛工作。他要求，值班人员要24小时在岗，不得擅离职守。";
    let expected = [
        "王建国 要求 值班人员要24小时在岗",
        "王建国 要求 不得擅离职守",
    ];
    assert_eq!(found(body), expected);
}

#[test]
fn the_one_who_convened_the_meeting_is_not_the_meeting() {
    let body = "5月20日，某县召开防汛工作会议，分析形势，强调各乡镇要备足物资。县长王建国就落实会议精神提出要求：一要压实责任，二要强化督查。";
    let expected = [
        "会议 强调 各乡镇要备足物资",
        "王建国 要求 一要压实责任",
        "王建国 要求 二要强化督查",
    ];
    assert_eq!(found(body), expected);
}

#[test]
fn an_order_goes_on_in_a_new_sentence_without_a_subject_and_a_ban_does_not() {
    let body = "会议指出，要加强巡查。完善台账，逐项销号。不得乱收费。加快建设步伐。";
    assert_eq!(
        found(body),
        [
            "会议 指出 要加强巡查。完善台账，逐项销号",
            "会议 指出 不得乱收费"
        ]
    );
}

#[test]
fn a_condition_belongs_to_the_order_behind_it() {
    let body = "会议要求，要勤查隐患，一旦发现险情，要立即转移群众。";
    assert_eq!(
        found(body),
        [
            "会议 要求 要勤查隐患",
            "会议 要求 一旦发现险情，要立即转移群众"
        ]
    );
}

#[test]
fn a_word_that_holds_a_modal_leads_nothing() {
    let body = "会议强调，要突出重要环节，做好应急供应，讲清主要矛盾，让群众知道要往哪里走。";
    assert_eq!(found(body).len(), 1);
}

#[test]
fn the_fields_of_an_order_are_read_from_it() {
    let (text, directives) =
        read("会议要求，县水利局、各乡镇要在11月15日前完成检修，查闸门、查堤坝、查物资。");
    let directive = &directives[0];
    let texts = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| span.slice(&text).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(directive.modal.as_deref(), Some("要"));
    assert_eq!(
        directive.action.slice(&text),
        "在11月15日前完成检修，查闸门、查堤坝、查物资"
    );
    assert_eq!(texts(&directive.responsible), ["县水利局", "各乡镇"]);
    assert_eq!(directive.deadline.unwrap().slice(&text), "11月15日前");
    assert_eq!(texts(&directive.items), ["查闸门", "查堤坝", "查物资"]);
}

#[test]
fn what_is_counted_off_are_the_items() {
    let (text, directives) =
        read("会议要求，要做好两件事：一是清淤，疏通沟渠；二是加固堤坝。会后，大家参观了水库。");
    assert_eq!(directives.len(), 1);
    let items = directives[0]
        .items
        .iter()
        .map(|span| span.slice(&text))
        .collect::<Vec<_>>();
    assert_eq!(items, ["一是清淤，疏通沟渠", "二是加固堤坝"]);
}

#[test]
fn a_paper_orders_by_its_short_title() {
    let body =
        "近日，某县印发《关于做好秸秆禁烧工作的通知》（以下简称《通知》），提出各村要划定责任区。";
    assert_eq!(found(body), ["《通知》 提出 各村要划定责任区"]);
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    let units = [
        "会议强调，要".to_owned(),
        "他要求".to_owned(),
        "“要（".to_owned(),
        "一旦，".to_owned(),
    ];
    for unit in units {
        found(&unit.repeat(20_000));
    }
}
