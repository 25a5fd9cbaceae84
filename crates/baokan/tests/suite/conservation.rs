//! Every character of a page that can be seen ends in exactly one place: an article's text, a byline, a
//! caption, or furniture.

use baokan::{Options, Page};
use proptest::prelude::*;

use super::promise::{ANALYZER, conserved};
use super::spans::page;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_character_is_lost_or_taken_twice(text in page()) {
        if let Err(wrong) = conserved(&ANALYZER.page(Page { text, ..Page::default() })) {
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
        conserved(page).unwrap_or_else(|wrong| panic!("{}: {wrong}", page.page.source));
    }
}
