//! PDF: characters and their boxes come from a reader of the caller's, the page is put together from them here.

use std::sync::Arc;

use super::input::{Body, Input, Pages, Reading, failed};
use crate::boxes::Character;
use crate::error::Result;
use crate::page::Page;

/// The pages of a PDF, each as its characters, in any order.
pub type PdfPages = Box<dyn Iterator<Item = Result<Vec<Character>>> + Send>;

/// What takes a PDF apart. Fonts and encodings of PDF are no business of this crate; with a library that reads them
/// (pdfium does) this is a few lines.
pub trait PdfReader: Send + Sync {
    /// The pages of a PDF file given as its bytes, one after the other.
    ///
    /// # Errors
    ///
    /// When the file is no PDF that can be read. The page of the file then says so, and the run goes on.
    fn pages(&self, pdf: Vec<u8>) -> Result<PdfPages>;
}

/// So many broken pages one after the other, and those behind them are not tried: a file of a few hundred bytes may
/// claim a million pages.
const BROKEN: usize = 100;

/// The pages of a PDF file, `file.pdf#page=2` (the fragment of RFC 8118).
pub(super) fn pages(source: String, body: Body, reading: &Arc<Reading>) -> Pages {
    let once = |input| Box::new(std::iter::once(input));
    let Some(reader) = &reading.pdf else {
        return once(Input::failed(&source, "a PDF takes a reader of PDF files"));
    };
    let pages = body
        .load()
        .map_err(|error| error.to_string())
        .and_then(|bytes| reader.pages(bytes).map_err(|error| error.to_string()));
    match pages {
        Ok(pages) => {
            let mut broken = 0;
            Box::new(pages.enumerate().map_while(move |(number, characters)| {
                if broken == BROKEN {
                    return None;
                }
                broken = if characters.is_err() { broken + 1 } else { 0 };
                let last = broken == BROKEN;
                let source = format!("{source}#page={}", number + 1);
                Some(Input::new(move || page(&source, characters, last)))
            }))
        }
        Err(error) => once(Input::failed(&source, error)),
    }
}

fn page(source: &str, characters: Result<Vec<Character>>, last: bool) -> Page {
    match characters {
        Ok(characters) => Page {
            source: source.to_owned(),
            ..Page::from_characters(&characters)
        },
        Err(error) if last => failed(
            source,
            format!(
                "{error}; the {BROKEN}th broken page in a row, so no more of this file is read"
            ),
        ),
        Err(error) => failed(source, error),
    }
}
