//! The report of a corpus: one HTML file for a reader.
//!
//! The file stands alone: styles are in it, there is no script, and nothing is fetched. Folding, topic
//! filters and switches are `<details>`, form controls and CSS `:has()`. What a page says is always
//! escaped and never becomes a link or a style.

mod article;
mod card;
mod highlight;
mod index;
mod measure;
mod name;
mod page;

use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher as _};
use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use rustc_hash::FxHasher;
use serde::Serialize;

use crate::analyzer::{ArticleAnalysis, PageAnalysis};
use crate::corpus::Corpus;
use crate::page::FurnitureKind;

use article::{ArticleView, CaptionView};
use highlight::Class;
use index::{OtherPlace, PersonRow, PlaceNode, TopicCount};
use measure::MeasureRow;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    templates.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .expect("the usual delimiters do not clash"),
    );
    templates.add_global("record_slots", Class::RECORDS);
    for (name, source) in [
        ("report.html", include_str!("../templates/report.html")),
        ("report.css", include_str!("../templates/report.css")),
        ("article.html", include_str!("../templates/article.html")),
        ("article.css", include_str!("../templates/article.css")),
        ("page.html", include_str!("../templates/page.html")),
        ("page.css", include_str!("../templates/page.css")),
    ] {
        let added = templates.add_template(name, source);
        added.expect("the shipped templates are parsed by the tests");
    }
    templates
});

/// What the template shows.
#[derive(Serialize)]
struct ReportView<'c> {
    outlets: BTreeSet<&'c str>,
    first_date: Option<String>,
    last_date: Option<String>,
    chars: usize,
    articles: usize,
    errors: usize,
    pages: Vec<PageView>,
    topics: Vec<TopicCount>,
    people: Vec<PersonRow>,
    more_people: usize,
    measures: Vec<MeasureRow>,
    more_measures: usize,
    places: Vec<PlaceNode>,
    other_places: Vec<OtherPlace>,
    version: &'static str,
}

/// What the template shows of a page.
#[derive(Serialize)]
struct PageView {
    source: String,
    outlet: Option<String>,
    date: Option<String>,
    weekday: Option<&'static str>,
    page_no: Option<String>,
    encoding: Option<String>,
    chars: usize,
    error: Option<String>,
    articles: Vec<NumberedArticle>,
    captions: Vec<CaptionView>,
    furniture: Vec<FurnitureView>,
}

#[derive(Serialize)]
struct NumberedArticle {
    number: usize,
    /// Indexes of its topics in the report's list of topics; not `topics`, which the view has.
    filters: Vec<usize>,
    #[serde(flatten)]
    view: ArticleView,
}

#[derive(Serialize)]
struct FurnitureView {
    kind: &'static str,
    text: String,
}

impl ArticleAnalysis {
    /// The article as a piece of HTML with its own styles, as a notebook shows it.
    ///
    /// ```
    /// let page = baokan::parse("某县召开会议\n本报讯 5月20日,某县召开会议。", &baokan::Options::default());
    /// assert!(page.articles[0].to_html().contains("<h3>"));
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        let template = TEMPLATES
            .get_template("article.html")
            .expect("it was added above");
        // A notebook shows many articles on one page, whose ids must differ.
        let mut hasher = FxHasher::default();
        self.article.text.hash(&mut hasher);
        let prefix = format!("bk{:x}-", hasher.finish());
        let article = template.render(
            context! { article => Serde(ArticleView::new(self, [], &prefix)), alone => true },
        );
        article.expect("the shipped template renders whatever it is given")
    }
}

/// The corpus as one self-contained HTML file.
pub(crate) fn render(corpus: &Corpus) -> String {
    render_pages(corpus.pages())
}

fn render_pages(pages: &[PageAnalysis]) -> String {
    let topics = index::topics(pages);
    let (people, more_people) = index::people(pages);
    let (measures, more_measures) = measure::measures(pages);
    let (places, other_places) = index::places(pages);
    let dates: BTreeSet<_> = pages
        .iter()
        .filter_map(|page| page.page.issue_date)
        .collect();
    let outlets: BTreeSet<_> = pages
        .iter()
        .filter_map(|page| page.page.outlet.as_deref())
        .collect();

    let mut numbers = 0..;
    let views: Vec<_> = pages
        .iter()
        .map(|page| {
            let articles = page.articles.iter().enumerate().zip(&mut numbers);
            let articles = articles.map(|((at, analysis), number)| NumberedArticle {
                number,
                filters: analysis
                    .topics
                    .iter()
                    .filter_map(|topic| topics.iter().position(|count| count.id == topic.id))
                    .collect(),
                view: ArticleView::new(analysis, captions(page, Some(at)), &article_prefix(number)),
            });
            page_view(page, articles.collect())
        })
        .collect();

    let template = TEMPLATES
        .get_template("report.html")
        .expect("it was added above");
    let html = template.render(Serde(ReportView {
        outlets,
        first_date: dates.first().map(ToString::to_string),
        last_date: dates.last().map(ToString::to_string),
        chars: views.iter().map(|page| page.chars).sum(),
        articles: views.iter().map(|page| page.articles.len()).sum(),
        errors: views.iter().filter(|page| page.error.is_some()).count(),
        pages: views,
        topics,
        people,
        more_people,
        measures,
        more_measures,
        places,
        other_places,
        version: env!("CARGO_PKG_VERSION"),
    }));
    html.expect("the shipped template renders whatever it is given")
}

/// What the ids in an article of the report begin with.
fn article_prefix(article: usize) -> String {
    format!("a{article}-")
}

fn page_view(page: &PageAnalysis, articles: Vec<NumberedArticle>) -> PageView {
    let furniture = page.furniture.iter().map(|furniture| FurnitureView {
        kind: furniture_name(furniture.kind),
        text: page
            .page
            .text
            .get(furniture.span.range())
            .unwrap_or_default()
            .to_owned(),
    });
    PageView {
        source: page.page.source.clone(),
        outlet: page.page.outlet.clone(),
        date: page.page.issue_date.map(|date| date.to_string()),
        weekday: page.page.issue_date.map(|date| weekday(date.weekday())),
        page_no: page.page.page_no.clone(),
        encoding: page.page.encoding.clone(),
        chars: page.page.text.chars().count(),
        error: page.page.error.clone(),
        articles,
        captions: captions(page, None).map(CaptionView::new).collect(),
        furniture: furniture.collect(),
    }
}

/// The captions of an article, or those of pictures that stand alone.
fn captions(page: &PageAnalysis, article: Option<usize>) -> impl Iterator<Item = &crate::Caption> {
    page.captions
        .iter()
        .filter(move |caption| caption.article == article)
}

fn weekday(day: jiff::civil::Weekday) -> &'static str {
    match day {
        jiff::civil::Weekday::Monday => "星期一",
        jiff::civil::Weekday::Tuesday => "星期二",
        jiff::civil::Weekday::Wednesday => "星期三",
        jiff::civil::Weekday::Thursday => "星期四",
        jiff::civil::Weekday::Friday => "星期五",
        jiff::civil::Weekday::Saturday => "星期六",
        jiff::civil::Weekday::Sunday => "星期日",
    }
}

fn furniture_name(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::Folio => "版次",
        FurnitureKind::Date => "日期",
        FurnitureKind::Masthead => "报头",
        FurnitureKind::Section => "栏目",
        FurnitureKind::Editors => "编校",
        FurnitureKind::Hotline => "热线",
        FurnitureKind::Continuation => "转接",
        FurnitureKind::Copyright => "版权",
        FurnitureKind::Advertisement => "广告",
        FurnitureKind::Notice => "启事",
        FurnitureKind::Other => "其他",
    }
}

#[cfg(test)]
mod tests;
