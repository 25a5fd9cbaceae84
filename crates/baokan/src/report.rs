//! The report of a corpus as one HTML file.

use crate::corpus::Corpus;

/// One self-contained HTML page.
pub(crate) fn render(corpus: &Corpus) -> String {
    format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><title>baokan</title><p>{} pages",
        corpus.pages().len()
    )
}
