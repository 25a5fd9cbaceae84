//! The sample pages, told apart into their parts. `INSTA_UPDATE=always cargo test` writes them anew; read them
//! before they are checked in.

use std::fmt::Write;
use std::path::Path;

use baokan::{Options, PageAnalysis};

/// What was read from a page, one part a line.
fn show(page: &PageAnalysis) -> String {
    let mut shown = String::new();
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            writeln!(shown, "{label:<14}{text}").unwrap();
        }
    };
    let whole = &page.page;
    line("outlet", whole.outlet.as_deref().unwrap_or_default());
    line(
        "issue",
        &whole
            .issue_date
            .map(|day| day.to_string())
            .unwrap_or_default(),
    );
    line("page", whole.page_no.as_deref().unwrap_or_default());
    line("encoding", whole.encoding.as_deref().unwrap_or_default());
    line("error", whole.error.as_deref().unwrap_or_default());
    for (number, item) in page.articles.iter().enumerate() {
        let article = &item.article;
        line(
            "article",
            &format!("{number} --------------------------------"),
        );
        line("section", article.section.as_deref().unwrap_or_default());
        line("kicker", article.kicker.as_deref().unwrap_or_default());
        line("headline", article.headline.as_deref().unwrap_or_default());
        line("subtitle", article.subtitle.as_deref().unwrap_or_default());
        line("authors", &article.authors.join(" "));
        line("dateline", article.dateline.as_deref().unwrap_or_default());
        line(
            "date",
            &article.date.map(|day| day.to_string()).unwrap_or_default(),
        );
        for paragraph in &article.paragraphs {
            line(paragraph.role.name(), paragraph.span.slice(&article.text));
        }
        for caption in page
            .captions
            .iter()
            .filter(|caption| caption.article == Some(number))
        {
            line(
                "caption",
                &format!(
                    "{} / {}",
                    caption.text,
                    caption.photographer.as_deref().unwrap_or("-")
                ),
            );
        }
    }
    line("furniture", "--------------------------------");
    for furniture in &page.furniture {
        line(furniture.kind.name(), furniture.span.slice(&whole.text));
    }
    shown
}

#[test]
fn the_sample_pages_are_read_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../python/baokan/pages");
    let corpus = baokan::read(&folder, &Options::default()).unwrap();
    for page in corpus.pages() {
        let name = Path::new(&page.page.source)
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        insta::assert_snapshot!(name, show(page));
    }
}
