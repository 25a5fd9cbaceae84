//! Tests of the whole report.

use super::*;
use crate::article::{Caption, Paragraph, Role};
use crate::mark::{Marks, Person, Quote};
use crate::page::{Furniture, Page};
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
    let html = render_pages(&[hostile]);

    assert!(
        !tags(&html).contains(&"script") && !html.contains("\" onerror"),
        "{html}"
    );
    assert_eq!(html.matches("</style>").count(), 1);
    assert!(html.contains("{{ 7*7 }}"));
    assert!(!html.contains("=\"javascript:") && !html.contains("src="));
    for link in html.split("href=\"").skip(1) {
        assert!(link.starts_with('#'), "{link:.40}");
    }
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
