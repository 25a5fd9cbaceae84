//! Deliberations: sessions at which residents or villagers settle their own affairs.

mod attendance;
mod body;
mod clause;
mod duty;
mod issue;
mod measure;
mod name;
mod ordinal;
mod outcome;
mod session;
mod vocabulary;

use super::{Context, Deliberation, Issue, Measure, Outcome};
pub(super) use body::unit;
pub(super) use clause::clauses;
use clause::{share, span};
pub(super) use duty::{actors, limit_at};
use measure::Decision;
pub(super) use name::{Name, names};
use session::Session;
pub(super) use vocabulary::{LIST, Words};

/// The deliberations an article reports; `names` are those of mechanisms in it.
///
/// Only sessions that were held are told of: a number or a day beside the name of the mechanism makes one
/// certain (`5月17日,某村召开第三期板凳会`); where only the headline names it, matters or
/// decisions must be reported too.
pub(super) fn deliberations(context: &Context, names: &[Name]) -> Vec<Deliberation> {
    session::sessions(context, names)
        .into_iter()
        .filter_map(|session| deliberation(context, session))
        .collect()
}

/// No session decides more: a list that goes on is no report.
const DECISIONS: usize = 200;

fn deliberation(context: &Context, session: Session) -> Option<Deliberation> {
    let stretch = &session.stretch;
    let mut issues = issue::issues(context, stretch);
    if let Some(subject) = session.subject.as_ref().filter(|_| issues.is_empty()) {
        issues.push(Issue {
            span: span(subject),
            raised_by: None,
            channel: None,
        });
    }
    let told = outcome::outcome(context, stretch);
    let failed = matches!(told.last, Some(Outcome::Rejected | Outcome::Open));
    let mut decisions = measure::decisions(context, stretch);
    if failed && !told.agreed {
        // A list of who does what was agreed upon, whatever is said of the rest.
        decisions.retain(|decision| decision.is_listed);
    }
    decisions.truncate(DECISIONS);
    // A name no list has must be borne out by what was put forward or came of it.
    let is_borne_out = session.coined && told.last.is_some();
    let needs_more = !session.certain || session.coined;
    if needs_more && !is_borne_out && issues.is_empty() && decisions.is_empty() {
        return None;
    }
    let mut measures: Vec<Measure> = decisions
        .into_iter()
        .map(|decision| measure(context, decision, &mut issues))
        .collect();
    // `大家商定:……由环卫所完成搬迁。摆摊的问题留待下次再议`: what was agreed stands when a part is put
    // off. It must name who acts; else the agreement was on nothing but to adjourn.
    let mut outcome = told.last;
    if failed
        && measures
            .iter()
            .any(|measure| !measure.responsible.is_empty())
        || outcome.is_none() && !measures.is_empty()
    {
        outcome = Some(Outcome::Agreed);
    } else if failed {
        measures.clear();
    }
    Some(Deliberation {
        body: session.body,
        ordinal: session.ordinal,
        date: session.date,
        venue: attendance::venue(context, stretch),
        participants: attendance::participants(context, stretch),
        outcome,
        issues,
        measures,
    })
}

/// A decision with its fields. A matter it names that is none of those known is one more: the agenda says
/// `环境卫生`, the decisions `楼道堆放杂物`.
fn measure(context: &Context, decision: Decision, issues: &mut Vec<Issue>) -> Measure {
    let range = &decision.text;
    let duty = duty::duty(context, range);
    Measure {
        span: span(range),
        issue: answered(context, &decision, issues),
        responsible: duty.responsible,
        partners: duty.partners,
        deadline: duty::deadline(context, range),
        consequence: duty::consequence(context, range),
    }
}

/// Which matter a decision answers: the one it names, else the one whose words it repeats.
fn answered(context: &Context, decision: &Decision, issues: &mut Vec<Issue>) -> Option<usize> {
    let text = &context.article.text;
    let best = |words: &str, least: f64, issues: &[Issue]| {
        issues
            .iter()
            .enumerate()
            .map(|(at, issue)| {
                let matter = issue.span.slice(text);
                (share(matter, words).max(share(words, matter)), at)
            })
            .filter(|&(share, _)| share >= least)
            .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))
            .map(|(_, at)| at)
    };
    if let Some(matter) = &decision.matter {
        let words = &text[matter.clone()];
        return best(words, 0.5, issues).or_else(|| {
            issues.push(Issue {
                span: span(matter),
                raised_by: None,
                channel: None,
            });
            Some(issues.len() - 1)
        });
    }
    let agenda = if issues.len() == 1 { Some(0) } else { None };
    best(&text[decision.text.clone()], 0.4, issues)
        .or_else(|| best(&text[decision.beside.clone()], 0.4, issues))
        .or(agenda)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Options, Page};

    /// The deliberations of an invented report of 20 May 2023, one line each:
    /// `body #ordinal date outcome [matters]`, then the decisions, indented.
    fn read(report: &str) -> Vec<String> {
        let options = Options {
            issue_date: Some("2023-05-20".parse().unwrap()),
            ..Options::default()
        };
        let analyzer = Analyzer::new(options).unwrap();
        let page = analyzer.page(Page {
            text: report.into(),
            ..Page::default()
        });
        let mut lines = Vec::new();
        for item in &page.articles {
            let context = Context::new(
                &item.article,
                &page.page,
                &item.sentences,
                &item.marks,
                &item.topics,
                analyzer.vocabularies(),
            );
            for found in deliberations(&context, &names(&context)) {
                lines.extend(show(&item.article.text, &found));
            }
        }
        lines
    }

    fn show(text: &str, found: &Deliberation) -> Vec<String> {
        let join = |spans: &[crate::Span]| {
            let names: Vec<_> = spans.iter().map(|span| span.slice(text)).collect();
            names.join("+")
        };
        let field = |span: Option<crate::Span>| span.map_or("-", |span| span.slice(text));
        let matters: Vec<_> = found.issues.iter().map(|issue| issue.span).collect();
        let mut lines = vec![format!(
            "{} #{} {} {} [{}]",
            found.body.slice(text),
            found.ordinal.unwrap_or(0),
            found.date.map_or("-".into(), |date| date.to_string()),
            found.outcome.map_or("-", Outcome::name),
            join(&matters),
        )];
        lines.extend(found.measures.iter().map(|measure| {
            format!(
                "  {} | {} | {} | {} | {}",
                measure.issue.map_or("-", |at| matters[at].slice(text)),
                join(&measure.responsible),
                join(&measure.partners),
                field(measure.deadline),
                field(measure.consequence),
            )
        }));
        lines
    }

    #[test]
    fn decisions_in_a_numbered_list() {
        let report = "青石镇柳湾村召开第四次村民代表会议\n本报讯 5月18日上午,青石镇柳湾村在村部会议室召开第四次村民代表会议,\
            专题商议集体鱼塘承包和村道亮化两项议题。党员代表、村民代表等42人参加会议。\n会上,村会计汇报了收支。经过讨论,会议作出如下决定:\
            一是鱼塘承包由村集体经济合作社公开招标,6月15日前完成;二是村道亮化由村委会负责安装路灯36盏,镇供电所协助架线,7月底前通电。";
        assert_eq!(
            read(report),
            [
                "柳湾村 #4 2023-05-18 agreed [集体鱼塘承包+村道亮化]",
                "  集体鱼塘承包 | 村集体经济合作社 |  | 6月15日前 | -",
                "  村道亮化 | 村委会 | 镇供电所 | 7月底前 | -",
            ]
        );
    }

    #[test]
    fn decisions_that_name_their_matter() {
        let report = "一张圆桌议出两件事\n本报讯 5月19日,滨江街道桂花社区召开第六期“院坝会”。会议形成一致意见:针对路灯不亮问题,\
            由物业在5月底前更换灯泡;针对乱停车问题,由社区会同网格员每周劝导2次,对拒不挪车的车主在公示栏通报。\n村民都说好。";
        assert_eq!(
            read(report),
            [
                "桂花社区 #6 2023-05-19 agreed [路灯不亮+乱停车]",
                "  路灯不亮 | 物业 |  | 5月底前 | -",
                "  乱停车 | 社区 | 网格员 | 每周 | 在公示栏通报",
            ]
        );
    }

    #[test]
    fn decisions_as_prose() {
        let report = "白沙村议水价\n本报讯 5月16日,白沙村召开村民议事会,就自来水收费标准进行表决。\
            会议通过了每立方米2.5元的收费标准,并决定由村水管员每月25日抄表收费,逾期两个月不缴的停水。";
        assert_eq!(
            read(report),
            [
                "白沙村 #0 2023-05-16 agreed [自来水收费标准]",
                "  自来水收费标准 |  |  | - | -",
                "  自来水收费标准 | 村水管员 |  | 每月25日 | 停水",
            ]
        );
    }

    #[test]
    fn what_failed_decides_nothing() {
        let report = "古楼村不卖老祠堂\n本报讯 5月14日晚,古楼村第二届村民代表会议第三次会议在村文化礼堂举行。\
            表决结果为:赞成6票,反对41票,提议被否决。";
        assert_eq!(read(report), ["古楼村 #3 2023-05-14 rejected []"]);
        let report = "旧校舍派什么用场\n本报讯 5月16日,石桥村召开屋场会,围绕村小学旧址的用途听取村民意见。\
            由于两种意见相持不下,当天没有形成决议。";
        assert_eq!(
            read(report),
            ["石桥村 #0 2023-05-16 open [村小学旧址的用途]"]
        );
    }

    #[test]
    fn what_was_agreed_stands_when_a_part_is_put_off() {
        let report = "巷子里的“板凳会”\n5月18日下午,东门社区第六期“板凳会”在巷口开场。\n大家商定:垃圾桶移到巷口空地,\
            由环卫所5月25日前完成搬迁;由社区组织志愿者每周六冲洗地面。摆摊的问题,留待下次再议。";
        let lines = read(report);
        assert!(lines[0].contains(" agreed "), "{lines:?}");
        assert_eq!(lines.len(), 3, "{lines:?}");
    }

    #[test]
    fn names_no_list_has() {
        let report = "老槐树下拉拉呱\n本报讯 5月18日晚,青石镇柳湾村第五期“拉呱会”在村口开场,28名村民围坐一圈,\
            商量灌溉渠清淤的事。大伙七嘴八舌,最后商定:由村委会6月10日前清完淤泥。";
        assert_eq!(read(report)[0], "柳湾村 #5 2023-05-18 agreed [灌溉渠清淤]");
        let report = "茶桌边的主意\n本报讯 5月17日,白沙村召开唠事会,村民代表就晒谷场排班各抒己见。\
            经举手表决,一致同意由村民小组长每天排班。";
        let found = read(report);
        assert_eq!(
            found,
            [
                "白沙村 #0 2023-05-17 agreed [晒谷场排班]",
                "  晒谷场排班 | 村民小组长 |  | 每天 | -",
            ]
        );
    }

    #[test]
    fn a_fair_or_a_recital_is_no_session() {
        for report in [
            "丰收会热闹\n本报讯 5月18日,柳湾村举行第三届“丰收会”,村民载歌载舞,投票选出最大的南瓜。",
            "读书声声\n本报讯 5月18日,柳湾村举办“红色故事会”,村民讨论热烈,纷纷发言。",
            "新会员\n本报讯 5月18日,柳湾村成立“老兵乡贤会”,村民代表发言,大家商量今后的工作。",
        ] {
            assert_eq!(read(report), [""; 0], "{report}");
        }
    }

    #[test]
    fn talk_of_the_mechanism_is_no_session() {
        for report in [
            "院坝会开到群众家门口\n本报讯 今年以来,青石县推行院坝会制度,累计召开院坝会1200场,收集意见3600条。\
             各村每月10日召开院坝会,由村党支部书记主持。",
            "协商议事室建好了\n本报讯 5月16日,调研组到田坝村调研协商议事室建设情况,强调要完善议事机制。",
            "老树下的新事\n本报讯 5月16日,田坝村的银杏树挂了果。2019年6月,村里召开村民代表大会,一致同意修路。",
            "将召开听证会\n本报讯 5月16日,田坝村将于6月2日召开公墓选址听证会。",
        ] {
            assert_eq!(read(report), [""; 0], "{report}");
        }
    }

    #[test]
    fn hostile_text_is_linear() {
        for part in [
            "议事会",
            "第一次议事会",
            "针对问题,由社区;",
            "一是",
            "等措施",
            "由",
            "“",
            "把两件事",
            "就问题",
        ] {
            let start = std::time::Instant::now();
            read(&format!(
                "某村第一次议事会\n本报讯 5月16日,田坝村召开第一次议事会,会议决定:{}",
                part.repeat(8_000)
            ));
            assert!(start.elapsed().as_secs() < 60, "{part}");
        }
    }
}
