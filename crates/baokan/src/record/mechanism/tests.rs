use super::super::cue::harness::read;
use super::*;

/// `step | body | actor | schedule | text` of each rule.
fn told(text: &str) -> Vec<String> {
    read(text, |context| {
        let field = |span: Option<Span>| span.map_or("-", |span| span.slice(&context.article.text));
        let names = crate::record::deliberation::names(context);
        let sessions = crate::record::deliberation::deliberations(context, &names);
        let measures = sessions.iter().flat_map(|session| &session.measures);
        let decided: Vec<Span> = measures.map(|measure| measure.span).collect();
        let shown = mechanisms(context, &names, &decided)
            .into_iter()
            .map(|rule| {
                format!(
                    "{} | {} | {} | {} | {}",
                    rule.step.name(),
                    field(rule.body),
                    field(rule.actor),
                    field(rule.schedule),
                    field(Some(rule.span)),
                )
            });
        shown.collect()
    })
}

#[test]
fn days_of_the_month_and_days_of_notice() {
    let text = "大溪村把话说在明处\n本报讯 天荒坪镇大溪村推行“村民议事会”制度。每月6日为议题征集日,每月16日为说事日。\
        议题由村党支部、村委会审核,提前4天公示。";
    assert_eq!(
        told(text),
        [
            "collection | 大溪村 | - | 每月6日 | 每月6日为议题征集日",
            "session | 大溪村 | - | 每月16日 | 每月16日为说事日",
            "review | 大溪村 | 村党支部、村委会 | - | 议题由村党支部、村委会审核",
            "notice | 大溪村 | - | 提前4天 | 提前4天公示",
        ]
    );
}

#[test]
fn who_takes_which_step() {
    let text = "议事有章法\n本报讯 天荒坪镇大溪村院坝会有一套程序:会前5天,网格员收集议题;议题经村党支部审核、村委会公示后提交会议表决;\
        议定事项由村委会落实,村务监督委员会全程监督;办理结果7个工作日内在村务公开栏公布。";
    let found = told(text);
    let steps: Vec<&str> = found
        .iter()
        .map(|line| line.split(" | ").next().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "collection",
            "review",
            "notice",
            "execution",
            "supervision",
            "feedback"
        ],
        "{found:?}"
    );
    assert!(found[0].contains("| 网格员 | 会前5天 |"), "{found:?}");
    assert!(found[1].contains("| 村党支部 | - |"), "{found:?}");
    assert!(found[4].contains("| 村务监督委员会 | - |"), "{found:?}");
    assert!(found[5].contains("| 7个工作日内 |"), "{found:?}");
}

#[test]
fn rules_for_every_village_are_the_countys() {
    let text = "板凳会开到家门口\n本报讯 安吉县推行板凳会制度。各村每月12日召开板凳会,由村党支部书记主持。";
    assert_eq!(
        told(text),
        ["session | 安吉县 | 各村 | 每月12日 | 各村每月12日召开板凳会"]
    );
}

#[test]
fn what_was_done_on_a_day_is_no_rule() {
    for text in [
        "大溪村议修路\n本报讯 5月18日,天荒坪镇大溪村召开村民议事会。会前征集意见建议40条,经村党支部审核,确定两个议题。\
         最终形成一致意见:由村委会监督施工,每周通报进展。",
        "板凳会受欢迎\n本报讯 今年以来,安吉县累计召开板凳会900场,收集意见3000条。会议强调,要完善板凳会制度。",
        "积分上墙\n本报讯 大溪村推行积分制度,每月5日公布结果,由村民小组长打分。",
    ] {
        let found = told(text);
        assert_eq!(found, [""; 0], "{text}");
    }
}

#[test]
fn hostile_text_is_linear() {
    for run in [
        "每月5日议事会",
        "议事会审核议题、",
        "由社区审核议题,",
        "提前3天",
        "、",
    ] {
        told(&format!("某村议事会\n本报讯 {}", run.repeat(8_000)));
    }
}
