//! An invented series of small pages over some months, and what is followed through them.

use std::sync::{Arc, LazyLock};

use super::*;
use crate::{Analyzer, Options, Page};

/// A corpus of pages, each with the day of its issue.
fn corpus(pages: &[(&str, &str)], threads: usize) -> Corpus {
    static ANALYZERS: LazyLock<[Arc<Analyzer>; 2]> = LazyLock::new(|| {
        [1, 4].map(|threads| {
            let options = Options {
                region: Some("330523".into()),
                threads: Some(threads),
                ..Options::default()
            };
            Arc::new(Analyzer::new(options).unwrap())
        })
    });
    let page = |&(day, text): &(&str, &str)| Page {
        issue_date: day.parse().ok(),
        text: text.into(),
        ..Page::default()
    };
    let analyzer = &ANALYZERS[usize::from(threads > 1)];
    let pages = pages.iter().map(page).collect();
    Corpus::from_pages(pages, Arc::clone(analyzer), &Progress::default()).unwrap()
}

/// `name @place: article state/kind, …` for each matter.
fn followed(pages: &[(&str, &str)]) -> Vec<String> {
    let corpus = corpus(pages, 1);
    let matters = corpus.matters(&Progress::default()).unwrap();
    let show = |matter: &Matter| {
        let mention = |mention: &Mention| {
            let (state, kind) = (mention.state.name(), mention.kind.name());
            format!("{} {state}/{kind}", mention.article)
        };
        let first = &matter.mentions[0];
        let text = &corpus.article(first.article).unwrap().article.text;
        let place = first.place.map_or("-", |place| place.slice(text));
        let mentions: Vec<_> = matter.mentions.iter().map(mention).collect();
        format!("{} @{place}: {}", matter.name, mentions.join(", "))
    };
    matters.iter().map(show).collect()
}

const SESSION: (&str, &str) = (
    "2024-03-05",
    "居民说事 大家议事\n本报讯 3月4日上午,递铺街道柳湾社区在锦泰苑小区召开第三次居民议事会,专题商议电动车充电棚、楼道堆放杂物、\
     路灯不亮三项议题。居民代表等30人参加会议。\n经过讨论,会议作出如下决定:一是电动车充电棚由物业负责在3号楼前新建,4月底前完成;\
     二是楼道杂物由居民自行清理,逾期由物业集中清运;三是路灯由社区居委会联系县供电所维修,3月底前亮灯。",
);

#[test]
fn what_was_decided_is_found_done_weeks_later() {
    let pages = [
        SESSION,
        (
            "2024-03-20",
            "社区里的新变化\n本报讯 近日,记者在递铺街道柳湾社区看到,锦泰苑小区楼道里堆放的杂物已清理一空。居民们说,走路敞亮多了。",
        ),
        (
            "2024-04-02",
            "充电棚开建\n本报讯 4月1日,锦泰苑小区电动车充电棚开工建设,预计4月25日完工。",
        ),
        (
            "2024-04-26",
            "车有了新家\n本报讯 昨日,锦泰苑小区新建的电动车充电棚投入使用,居民给爱车充电更方便了。",
        ),
    ];
    assert_eq!(
        followed(&pages),
        [
            "电动车充电棚 @锦泰苑小区: 0 raised/issue, 0 decided/measure, 2 decided/project, \
             2 in_progress/project, 3 done/project",
            "楼道堆放杂物 @锦泰苑小区: 0 raised/issue, 0 decided/measure, 1 done/project",
            "路灯不亮 @锦泰苑小区: 0 raised/issue, 0 decided/measure",
        ]
    );
    let matters = corpus(&pages, 1).matters(&Progress::default()).unwrap();
    assert_eq!(matters[0].days_open(), Some(53));
    assert!(matters[2].is_open() && matters[2].days_open().is_none());
    let due = matters[0].mentions[1].due.map(|day| day.to_string());
    assert_eq!(due.as_deref(), Some("2024-04-30"));
}

#[test]
fn another_place_and_another_thing_stay_apart() {
    let pages = [
        SESSION,
        (
            "2024-04-28",
            "另一处新棚\n本报讯 昨日,观澜苑小区新建的电动车充电棚投入使用。",
        ),
        (
            "2024-05-08",
            "停放有序\n本报讯 昨日,志愿者在锦泰苑小区劝导居民规范停放电动车,乱停乱放整改到位。",
        ),
        (
            "2024-05-18",
            "好去处\n本报讯 昨日,锦泰苑小区健身广场改造工程完工。",
        ),
    ];
    let found = followed(&pages);
    assert!(
        found.contains(&"电动车充电棚 @锦泰苑小区: 0 raised/issue, 0 decided/measure".into()),
        "{found:?}"
    );
    assert!(
        found.contains(&"电动车充电棚 @观澜苑小区: 1 done/project".into()),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|line| line.ends_with("@锦泰苑小区: 3 done/project")),
        "{found:?}"
    );
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn what_breaks_after_it_was_done_is_another_matter() {
    let pages = [
        (
            "2024-04-26",
            "车有了新家\n本报讯 昨日,锦泰苑小区新建的电动车充电棚投入使用。",
        ),
        (
            "2024-06-08",
            "棚顶漏雨\n本报讯 6月7日,网格员李梅在锦泰苑小区巡查时,发现电动车充电棚漏雨,立即上报社区。",
        ),
    ];
    assert_eq!(
        followed(&pages),
        [
            "电动车充电棚 @锦泰苑小区: 0 done/project",
            "电动车充电棚漏雨 @锦泰苑小区: 1 raised/incident",
        ]
    );
}

#[test]
fn what_is_hoped_for_denied_or_long_past_is_no_news() {
    let texts = [
        "期盼\n村民问,天荒坪镇大溪村的石桥什么时候能建成通车?",
        "期盼\n一旦天荒坪镇大溪村的石桥建成通车,孩子上学近三里路。",
        "老桥\n天荒坪镇大溪村的石桥尚未完工。",
        "老校\n天荒坪镇大溪村的石桥2009年建成通车。",
        "变化\n天荒坪镇大溪村的石桥建成通车后,来往更方便。",
    ];
    for text in texts {
        assert_eq!(followed(&[("2024-06-20", text)]), [""; 0], "{text}");
    }
}

#[test]
fn a_promise_is_decided_and_has_its_day() {
    let pages = [(
        "2024-06-20",
        "新桥\n天荒坪镇大溪村的石桥预计10月底建成通车。",
    )];
    assert_eq!(followed(&pages), ["石桥 @大溪村: 0 decided/project"]);
    let matters = corpus(&pages, 1).matters(&Progress::default()).unwrap();
    let due = matters[0].mentions[0].due.map(|day| day.to_string());
    assert_eq!(due.as_deref(), Some("2024-10-31"));
}

#[test]
fn the_order_of_the_pages_and_of_the_threads_changes_nothing() {
    let pages = [
        SESSION,
        (
            "2024-04-26",
            "车有了新家\n本报讯 昨日,锦泰苑小区新建的电动车充电棚投入使用。",
        ),
        (
            "2024-04-02",
            "充电棚开建\n本报讯 4月1日,锦泰苑小区电动车充电棚开工建设。",
        ),
    ];
    let many: Vec<_> = pages.iter().cycle().take(3 * STEP).copied().collect();
    let of = |threads| {
        corpus(&many, threads)
            .matters(&Progress::default())
            .unwrap()
    };
    assert_eq!(of(1), of(4));
    let states = |pages: &[(&str, &str)]| {
        let matters = corpus(pages, 1).matters(&Progress::default()).unwrap();
        let states = |matter: &Matter| matter.mentions.iter().map(|one| one.state).collect();
        matters.iter().map(states).collect::<Vec<Vec<_>>>()
    };
    let mut turned = pages;
    turned.reverse();
    assert_eq!(states(&pages), states(&turned));
}

#[test]
fn a_cancelled_run_says_so() {
    let progress = Progress::default();
    progress.cancel();
    let error = corpus(&[SESSION], 1).matters(&progress).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Cancelled);
}

/// A town paper names one place ever again: all mentions fall in one block, and most share words.
#[test]
fn mentions_of_one_place_take_linear_time() {
    let corpus = corpus(&[("2024-06-20", "新桥\n天荒坪镇大溪村的石桥已完工。")], 1);
    let mut found = Vec::new();
    mention::of_page(&corpus, 0, &mut found);
    let one = found.pop().unwrap();
    let spend = |count: usize| {
        let many = (0..count).map(|at| {
            let mut copy = one.clone();
            copy.mention.article = at;
            // Every word but one is shared by many, and none of the mentions fits another.
            let more = [at % 7, 100 + at % 11, 1000 + at].map(|number| {
                let mut term = copy.terms[0].clone();
                (term.text, term.is_work) = (format!("词{number}"), false);
                term
            });
            copy.terms.extend(more);
            copy
        });
        let many: Vec<_> = many.collect();
        let start = std::time::Instant::now();
        let matters = link::link(many, &Progress::default()).unwrap();
        assert!(!matters.is_empty());
        start.elapsed()
    };
    let (few, many) = (spend(2_000), spend(16_000));
    assert!(many < few * 40, "{few:?} for 2,000 and {many:?} for 16,000");
}

#[test]
fn a_page_of_nothing_but_words_of_state_is_read() {
    let unit = "大溪村的石桥投入使用";
    for mark in ["", ",", "。", "\n", "、"] {
        let text = format!("新桥\n{}", format!("{unit}{mark}").repeat(1_000));
        let corpus = corpus(&[("2024-06-20", &text)], 1);
        let matters = corpus.matters(&Progress::default()).unwrap();
        for mention in matters.iter().flat_map(|matter| &matter.mentions) {
            assert!(
                !mention
                    .span
                    .slice(&corpus.article(0).unwrap().article.text)
                    .is_empty()
            );
        }
    }
}
