//! Layout repair: from the printed lines of a page to its articles and the furniture around them.

pub(crate) mod block;
pub(crate) mod furniture;
pub(crate) mod join;
pub(crate) mod line;
pub(crate) mod look;
pub(crate) mod part;
pub(crate) mod shape;
pub(crate) mod told;
pub(crate) mod vocabulary;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::article::assemble;
use crate::article::{Article, Caption};
use crate::page::{Furniture, Page};

/// What a page consists of. Every visible character of it stands in exactly one of these: an article's text, a byline, a
/// caption, furniture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Split {
    pub(crate) articles: Vec<Article>,
    pub(crate) captions: Vec<Caption>,
    pub(crate) furniture: Vec<Furniture>,
}

/// Splits a page. Date, page number and paper are taken from its furniture where they are not known yet.
pub(crate) fn split(page: &mut Page) -> Split {
    let text = std::mem::take(&mut page.text);
    // Whatever happens in between, the page keeps its text: it is what the row of a page that could not
    // be split is left with.
    let split = catch_unwind(AssertUnwindSafe(|| {
        let lines = line::lines(&text);
        let style = block::Style::of(&lines);
        let mut blocks = block::blocks(&lines, style, &page.zones);
        block::name_paper(&mut blocks, page.outlet.as_deref());
        assemble::assemble(blocks, style, page)
    }));
    page.text = text;
    split.unwrap_or_else(|panic| resume_unwind(panic))
}
