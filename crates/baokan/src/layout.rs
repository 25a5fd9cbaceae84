//! Layout repair: from the printed lines of a page to its articles and the furniture around them.

pub(crate) mod block;
pub(crate) mod furniture;
pub(crate) mod line;
pub(crate) mod part;
pub(crate) mod vocabulary;

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
    let lines = line::lines(&text);
    let style = block::Style::of(&lines);
    let blocks = block::blocks(&lines, style);
    let split = assemble::assemble(blocks, style, page);
    page.text = text;
    split
}
