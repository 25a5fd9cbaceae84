//! Every character of a page that can be seen ends in exactly one place: an article's text, a byline, a
//! caption, or furniture.

use baokan::{Article, Options, Page, PageAnalysis, Span, machinery};
use proptest::prelude::*;

use super::spans::{ANALYZER, page};

/// The spans of the page that its parts were read from.
fn taken(page: &PageAnalysis) -> Vec<Span> {
    let articles = page.articles.iter().map(|item| &item.article);
    let texts = articles
        .clone()
        .flat_map(|article| article.pieces.iter().map(|piece| piece.page));
    let bylines = articles.flat_map(|article| article.bylines.iter().copied());
    let captions = page
        .captions
        .iter()
        .flat_map(|caption| caption.spans.iter().copied());
    let furniture = page.furniture.iter().map(|furniture| furniture.span);
    texts
        .chain(bylines)
        .chain(captions)
        .chain(furniture)
        .collect()
}

/// What is wrong with the parts of a page, character by character.
pub(super) fn check(page: &PageAnalysis) -> Result<(), String> {
    let text = &page.page.text;
    let mut times = vec![0u8; text.len()];
    for span in taken(page) {
        for byte in &mut times[span.range()] {
            *byte = byte.saturating_add(1);
        }
    }
    for (at, character) in text.char_indices() {
        let invisible = character.is_control() || machinery::is_space(character);
        let right = if invisible {
            times[at] <= 1
        } else {
            times[at] == 1
        };
        if !right {
            return Err(format!(
                "{character:?} at byte {at} was taken {} times from {text:?}",
                times[at]
            ));
        }
    }
    for item in &page.articles {
        for piece in &item.article.pieces {
            if piece.text.slice(&item.article.text) != piece.page.slice(text) {
                return Err(format!("{piece:?} of {text:?} was rewritten"));
            }
        }
    }
    page.articles
        .iter()
        .try_for_each(|item| put_together(&item.article))
}

/// An article's text is the stretches it was read from, in order, and line ends between them; its headline block
/// and paragraphs follow one another in it.
fn put_together(article: &Article) -> Result<(), String> {
    let mut joined = String::new();
    for piece in &article.pieces {
        while joined.len() < piece.text.start as usize {
            joined.push('\n');
        }
        if article.locate(piece.text) != [piece.page] || joined.len() != piece.text.start as usize {
            return Err(format!("{piece:?} is out of order in {:?}", article.text));
        }
        joined += piece.text.slice(&article.text);
    }
    if joined != article.text {
        return Err(format!("{joined:?} is not {:?}", article.text));
    }
    let mut end = article.heading.end;
    for paragraph in &article.paragraphs {
        let between = if end == 0 { "" } else { "\n" };
        if article
            .text
            .get(end as usize..paragraph.span.start as usize)
            != Some(between)
        {
            return Err(format!(
                "{paragraph:?} does not follow {end} in {:?}",
                article.text
            ));
        }
        end = paragraph.span.end;
    }
    if end as usize == article.text.len() {
        Ok(())
    } else {
        Err(format!("{:?} goes on after {end}", article.text))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_character_is_lost_or_taken_twice(text in page()) {
        if let Err(wrong) = check(&ANALYZER.page(Page { text, ..Page::default() })) {
            return Err(TestCaseError::fail(wrong));
        }
    }
}

#[test]
fn the_sample_pages_lose_nothing() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../python/baokan/pages");
    let corpus = baokan::read(folder, &Options::default()).unwrap();
    assert!(corpus.pages().len() >= 3);
    for page in corpus.pages() {
        check(page).unwrap_or_else(|wrong| panic!("{}: {wrong}", page.page.source));
    }
}
