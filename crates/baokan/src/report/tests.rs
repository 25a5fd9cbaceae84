//! Tests of the whole report.

use super::*;
use crate::article::{Caption, Paragraph, Role};
use crate::mark::{Marks, Person, Quote};
use crate::page::{Furniture, Page};
use crate::record::{
    Activity, Deliberation, Directive, Incident, Issue, Measure, Mechanism, Meeting, Outcome,
    Records, Status, Step,
};
use crate::span::Span;
use crate::topic::Taxonomy;

const HOSTILE: &str = "<script>alert(1)</script>\" onerror=\"x' {{ 7*7 }} javascript:x</style>";

fn analysis(heading: &str, body: &str) -> ArticleAnalysis {
    let text = format!("{heading}\n{body}");
    let span = Span::new(heading.len() + 1, text.len());
    let mut analysis = ArticleAnalysis::default();
    analysis.article.headline = Some(heading.to_owned());
    analysis.article.heading = Span::new(0, heading.len());
    analysis.article.paragraphs = vec![Paragraph {
        span,
        role: Role::Body,
    }];
    analysis.article.text = text;
    analysis.topics = Taxonomy::default().topics(&analysis.article);
    analysis
}

fn span(text: &str, part: &str) -> Span {
    let at = text.find(part).unwrap();
    Span::new(at, at + part.len())
}

/// The tags of `html` in order, without their attributes.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .map(|tag| tag.split(['>', ' ', '\n']).next().unwrap())
        .collect()
}

#[test]
fn whatever_a_page_says_is_escaped() {
    let mut article = analysis(HOSTILE, &format!("{HOSTILE}水库"));
    let text = article.article.text.clone();
    article.article.authors = vec![HOSTILE.to_owned()];
    article.article.section = Some(HOSTILE.to_owned());
    article.article.dateline = Some(HOSTILE.to_owned());
    let mut marks = Marks::default();
    marks.persons.push(Person {
        span: span(&text, "alert"),
        name: HOSTILE.to_owned(),
        title: Some(Span::new(0, HOSTILE.len())),
        org: None,
    });
    marks.quotes.push(Quote {
        span: span(&text, "onerror"),
        speaker: Some(HOSTILE.to_owned()),
        title: Some(HOSTILE.to_owned()),
        verb: None,
        direct: true,
    });
    article.marks = marks;
    article.records = records(span(&text, HOSTILE));
    let caption = |article| Caption {
        article,
        text: HOSTILE.to_owned(),
        photographer: Some(HOSTILE.to_owned()),
        spans: Vec::new(),
    };
    let page = Page {
        source: HOSTILE.to_owned(),
        outlet: Some(HOSTILE.to_owned()),
        page_no: Some(HOSTILE.to_owned()),
        encoding: Some(HOSTILE.to_owned()),
        error: Some(HOSTILE.to_owned()),
        text: HOSTILE.to_owned(),
        ..Page::default()
    };
    let furniture = Furniture {
        span: Span::new(0, HOSTILE.len()),
        kind: FurnitureKind::Other,
    };
    let hostile = PageAnalysis {
        page,
        articles: vec![article],
        captions: vec![caption(Some(0)), caption(None)],
        furniture: vec![furniture],
    };
    for html in [hostile.articles[0].to_html(), render_pages(&[hostile])] {
        assert!(
            !tags(&html).contains(&"script") && !html.contains("\" onerror"),
            "{html}"
        );
        assert_eq!(html.matches("</style>").count(), 1);
        assert!(html.contains("{{ 7*7 }}"));
        assert!(!html.contains("=\"javascript:") && !html.contains("src="));
        for link in html.split("href=\"").skip(1) {
            let anchor = link.strip_prefix('#').unwrap().split('"').next().unwrap();
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            assert!(anchor.bytes().all(is_plain), "{anchor}");
        }
        // Each field of each kind of record shows it, escaped.
        let cards = html.split("<section class=\"card ").skip(1);
        let cards = cards.map(|card| card.split("</section>").next().unwrap());
        let shown: Vec<_> = cards
            .map(|card| card.matches("&lt;script&gt;").count())
            .collect();
        assert_eq!(shown, [11, 4, 4, 7, 6, 5], "{html}");
    }
}

/// A record of every kind that says `span` in every field.
fn records(span: Span) -> Records {
    let said = || Some(String::from(HOSTILE));
    let measure = Measure {
        span,
        issue: Some(0),
        responsible: vec![span],
        partners: vec![span],
        deadline: Some(span),
        consequence: Some(span),
    };
    Records {
        deliberations: vec![Deliberation {
            body: span,
            ordinal: Some(2),
            date: None,
            venue: Some(span),
            participants: vec![span],
            outcome: Some(Outcome::Open),
            issues: vec![Issue {
                span,
                raised_by: Some(span),
                channel: Some(span),
            }],
            measures: vec![measure],
        }],
        mechanisms: vec![Mechanism {
            span,
            body: Some(span),
            step: Step::Review,
            actor: Some(span),
            schedule: Some(span),
        }],
        meetings: vec![Meeting {
            name: span,
            ordinal: None,
            date: None,
            place: Some(span),
            convener: Some(span),
            participants: vec![span],
        }],
        directives: vec![Directive {
            span,
            issuer: said(),
            verb: said(),
            modal: said(),
            action: span,
            responsible: vec![span],
            deadline: Some(span),
            topic: said(),
            items: vec![span],
        }],
        incidents: vec![Incident {
            hazard: span,
            place: Some(span),
            finder: Some(span),
            reported_to: vec![span],
            responsible: vec![span],
            action: Some(span),
            status: Some(Status::Reported),
        }],
        activities: vec![Activity {
            name: span,
            organizer: Some(span),
            date: None,
            places: vec![span],
            participants: vec![span],
            outputs: vec![span],
        }],
    }
}

#[test]
fn a_card_links_to_the_words_it_was_read_from() {
    let mut article = analysis("村里的事", "水库清淤由村委会负责。");
    let text = article.article.text.clone();
    let measure = Measure {
        span: span(&text, "水库清淤由村委会负责"),
        issue: None,
        responsible: vec![span(&text, "村委会")],
        partners: Vec::new(),
        deadline: None,
        consequence: None,
    };
    article.records.deliberations.push(Deliberation {
        body: span(&text, "村里"),
        ordinal: None,
        date: None,
        venue: None,
        participants: Vec::new(),
        outcome: None,
        issues: Vec::new(),
        measures: vec![measure],
    });
    let alone = article.to_html();
    let page = |articles| PageAnalysis {
        articles,
        ..PageAnalysis::default()
    };
    let report = render_pages(&[page(vec![article.clone()]), page(vec![article])]);
    for html in [&alone, &report] {
        let ids = html.split(" id=\"").skip(1);
        let mut ids: Vec<&str> = ids.map(|id| id.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id stands for one element");
        for link in html.split("href=\"#").skip(1) {
            let link = link.split('"').next().unwrap();
            assert!(ids.contains(&link), "{link}");
        }
    }
    let at = span(&text, "村委会").start;
    assert!(report.contains(&format!("<a href=\"#a1-{at}\">村委会</a>")));
    assert!(report.contains(&format!("<span id=\"a1-{at}\" class=\"k0\">村委会</span>")));
    let of_body = report.matches("<td>村委会<small>村里</small></td>").count();
    assert_eq!(of_body, 1, "the second row is of the same body: {report}");
}

#[test]
fn an_article_of_a_thousand_records_is_capped() {
    let mut article = analysis("会议", &"各村要修路。".repeat(1_000));
    let text = article.article.text.clone();
    let found = text.match_indices("要修路").map(|(at, word)| {
        let span = Span::new(at, at + word.len());
        Directive {
            span,
            issuer: None,
            verb: None,
            modal: None,
            action: span,
            responsible: Vec::new(),
            deadline: None,
            topic: None,
            items: vec![span; 50],
        }
    });
    article.records.directives = found.collect();
    let html = article.to_html();
    assert!(html.contains("记录 1000 条"));
    assert!(html.matches("<section class=\"card").count() < 100);
}

#[test]
fn elements_are_closed() {
    let page = PageAnalysis {
        articles: vec![analysis("春耕", "小麦播种。")],
        ..PageAnalysis::default()
    };
    let html = render_pages(&[page]);
    let mut open = Vec::new();
    for tag in tags(&html) {
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed)),
            None if ["meta", "input", "!doctype", "br", "hr"].contains(&tag) => {}
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_report_of_nothing_says_so() {
    assert!(render_pages(&[]).contains("没有版面"));
    let failed = Page {
        source: "a.txt".to_owned(),
        error: Some("空文件".to_owned()),
        ..Page::default()
    };
    let html = render_pages(&[PageAnalysis {
        page: failed,
        ..PageAnalysis::default()
    }]);
    assert!(html.contains("空文件"));
}

#[test]
fn a_topic_filter_finds_its_articles() {
    let articles = vec![
        analysis("水库蓄水", "水库和灌区通水。"),
        analysis("征兵", "应征青年入伍。"),
    ];
    let html = render_pages(&[PageAnalysis {
        articles,
        ..PageAnalysis::default()
    }]);
    for (filter, title) in [("data-t=\"0\"", "征兵"), ("data-t=\"1\"", "水库")] {
        let article = html
            .split("<article ")
            .find(|article| article.contains(filter))
            .unwrap();
        assert!(article.contains(title), "{filter}");
    }
    assert!(html.contains("#f1:checked") && html.contains("id=\"f1\""));
}

#[test]
fn an_article_shows_its_evidence() {
    let html = analysis("水库蓄水", "水库和灌区通水。").to_html();
    assert!(html.contains("class=\"e1\""), "{html}");
    assert!(html.contains("<style>") && html.contains("水利"));
}
