use std::sync::Arc;

use super::*;
use crate::analyzer::{Analyzer, ArticleAnalysis, Options, PageAnalysis};
use crate::article::{Article, Caption, Paragraph, Role};
use crate::mark::{
    Anchor, Level, Marks, Org, Person, Place, Quantity, Quote, Slogan, Time, TimeKind,
};
use crate::page::{Furniture, FurnitureKind, Page};
use crate::record::{
    Activity, Deliberation, Directive, Incident, Issue, Measure, Mechanism, Meeting, Outcome,
    Records, Status, Step,
};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::topic::{Evidence, Topic};
use crate::word::{Tag, Word};

/// A page with one of everything a stage can find.
fn page() -> PageAnalysis {
    let text = "修路\n路好了";
    let span = Span::new("修路\n".len(), text.len());
    let article = Article {
        text: text.to_owned(),
        paragraphs: vec![Paragraph {
            span,
            role: Role::Body,
        }],
        authors: vec!["王小川".to_owned()],
        credits: vec![span],
        bylines: vec![span],
        ..Article::default()
    };
    let marks = Marks {
        persons: vec![Person {
            span,
            name: "路好了".to_owned(),
            title: Some(span),
            org: Some(span),
        }],
        places: vec![Place {
            span,
            level: Level::County,
            code: Some("141102".to_owned()),
            full_name: None,
            candidates: 1,
        }],
        orgs: vec![Org {
            span,
            kind: "other",
        }],
        times: vec![Time {
            span,
            kind: TimeKind::Date,
            value: None,
            from: None,
            to: None,
            anchor: Some(Anchor::Issue),
        }],
        quantities: vec![Quantity {
            span,
            value: Some(3.0),
            low: None,
            high: None,
            unit: None,
            of: Some(span),
        }],
        quotes: vec![Quote {
            span,
            speaker: None,
            title: None,
            verb: Some(span),
            direct: true,
        }],
        slogans: vec![Slogan {
            span,
            expansion: vec![span, span],
        }],
    };
    let topic = Topic {
        id: "roads".to_owned(),
        name: "道路".to_owned(),
        score: 0.5,
        rank: 1,
        evidence: vec![Evidence {
            span,
            term: "路".to_owned(),
        }],
    };
    let item = ArticleAnalysis {
        article,
        sentences: vec![Sentence { span, paragraph: 0 }],
        words: vec![Word {
            span,
            sentence: 0,
            tag: Tag::UNKNOWN,
        }],
        topics: vec![topic],
        marks,
        records: records(span),
    };
    PageAnalysis {
        page: Page {
            text: text.to_owned(),
            ..Page::default()
        },
        articles: vec![item],
        captions: vec![Caption {
            article: Some(0),
            text: "路".to_owned(),
            photographer: None,
            spans: vec![span],
        }],
        furniture: vec![Furniture {
            span,
            kind: FurnitureKind::Folio,
        }],
    }
}

/// One record of every kind, all of it read from one stretch.
fn records(span: Span) -> Records {
    let measure = Measure {
        span,
        issue: Some(0),
        responsible: vec![span],
        partners: vec![span],
        deadline: None,
        consequence: Some(span),
    };
    let deliberation = Deliberation {
        body: span,
        ordinal: Some(2),
        date: None,
        venue: Some(span),
        participants: vec![span],
        outcome: Some(Outcome::Agreed),
        issues: vec![Issue {
            span,
            raised_by: None,
            channel: Some(span),
        }],
        measures: vec![measure],
    };
    let directive = Directive {
        span,
        issuer: Some("会议".to_owned()),
        verb: Some("强调".to_owned()),
        modal: Some("要".to_owned()),
        action: span,
        responsible: vec![span],
        deadline: Some(span),
        topic: Some("roads".to_owned()),
        items: vec![span, span],
    };
    let meeting = Meeting {
        name: span,
        ordinal: Some(3),
        date: None,
        place: Some(span),
        convener: None,
        participants: vec![span],
    };
    let mechanism = Mechanism {
        span,
        body: None,
        step: Step::Collection,
        actor: Some(span),
        schedule: Some(span),
    };
    let incident = Incident {
        hazard: span,
        place: None,
        finder: Some(span),
        reported_to: vec![span],
        responsible: vec![span],
        action: Some(span),
        status: Some(Status::Resolved),
    };
    let activity = Activity {
        name: span,
        organizer: Some(span),
        date: None,
        places: vec![span],
        participants: Vec::new(),
        outputs: vec![span],
    };
    Records {
        directives: vec![directive],
        meetings: vec![meeting],
        deliberations: vec![deliberation],
        mechanisms: vec![mechanism],
        incidents: vec![incident],
        activities: vec![activity],
    }
}

#[test]
fn every_table_takes_the_rows_of_its_stage() {
    let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
    let corpus = Corpus::new(analyzer, vec![page(), PageAnalysis::default(), page()]);
    for name in TABLES {
        let table = corpus.table(name, &Progress::default()).unwrap();
        let rows = if name == "pages" { 3 } else { 2 };
        assert_eq!(table.len(), rows, "{name}");
        assert_eq!(
            Table::from_ipc(name, &table.to_ipc().unwrap()).unwrap(),
            table
        );
        if let Some(last) = table.rows().last() {
            let row = serde_json::to_value(last).unwrap();
            let has_article_text = row["start"] == 3 && row["end"] == 6;
            assert!(
                !has_article_text || matches!(row["text"].as_str(), Some("路好了" | "路")),
                "{name}: {row}"
            );
            assert!(
                row.get("article").is_none_or(|article| article == 1),
                "{name}: {row}"
            );
        }
    }
    assert_eq!(corpus.table_of("orgs", 2..3).unwrap().rows().count(), 1);
}

#[test]
fn a_row_of_a_record_shows_every_field() {
    let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
    let corpus = Corpus::new(analyzer, vec![page(), PageAnalysis::default(), page()]);
    let last = |name| {
        let table = corpus.table(name, &Progress::default()).unwrap();
        serde_json::to_value(table.rows().last().unwrap()).unwrap()
    };
    let directive = last("directives");
    assert_eq!(directive["issuer"], "会议");
    assert_eq!(directive["items"].as_array().unwrap().len(), 2);
    assert_eq!(last("meetings")["ordinal"], 3);
    assert_eq!(last("mechanisms")["step"], "collection");
    assert_eq!(last("incidents")["status"], "resolved");
    assert!(last("activities")["participants"].is_null());
}

/// Deliberations and issues are numbered through the corpus, as articles are: a measure joins them
/// by these numbers alone, whatever batch of pages its row was written in.
#[test]
fn measures_join_their_deliberation_and_issue() {
    let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
    let corpus = Corpus::new(analyzer, vec![page(), PageAnalysis::default(), page()]);
    for name in ["deliberations", "issues", "measures"] {
        let table = corpus.table_of(name, 2..3).unwrap();
        let row = serde_json::to_value(table.rows().next().unwrap()).unwrap();
        assert_eq!(row["article"], 1);
        assert_eq!(row["deliberation"], 1, "{name}");
        assert!(row.get("issue").is_none_or(|issue| issue == 1), "{name}");
    }
}

#[test]
fn a_stream_of_another_table_is_refused() {
    let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
    let corpus = Corpus::new(analyzer, vec![page()]);
    let orgs = corpus
        .table("orgs", &Progress::default())
        .unwrap()
        .to_ipc()
        .unwrap();
    assert_eq!(
        Table::from_ipc("quotes", &orgs).unwrap_err().kind(),
        ErrorKind::Argument
    );
    assert_eq!(
        Table::from_ipc("words", &orgs).unwrap_err().kind(),
        ErrorKind::Argument
    );
    assert_eq!(
        Table::from_ipc("orgs", &orgs[..9]).unwrap_err().kind(),
        ErrorKind::Argument
    );
}
