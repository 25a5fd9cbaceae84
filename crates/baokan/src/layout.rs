//! Splits a page into articles and what is printed beside them.

use crate::article::{Article, Caption, Paragraph, Piece, Role};
use crate::page::{Furniture, Page};
use crate::span::Span;

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct Split {
    pub(crate) articles: Vec<Article>,
    pub(crate) captions: Vec<Caption>,
    pub(crate) furniture: Vec<Furniture>,
}

/// Takes the whole page as one article: the first line as headline, each other line as a paragraph.
pub(crate) fn split(page: &mut Page) -> Split {
    let mut article = Article::default();
    let base = page.text.as_ptr() as usize;
    for line in page
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let at = line.as_ptr() as usize - base;
        if !article.text.is_empty() {
            article.text.push('\n');
        }
        let start = article.text.len();
        article.text.push_str(line);
        let span = Span::new(start, article.text.len());
        let from = Span::new(at, at + line.len());
        article.pieces.push(Piece {
            text: span,
            page: from,
        });
        if article.headline.is_none() {
            article.headline = Some(line.to_owned());
            article.heading = span;
            article.span = from;
        } else {
            article.paragraphs.push(Paragraph {
                span,
                role: Role::Body,
            });
        }
        article.span.end = from.end;
    }
    let articles = if article.text.is_empty() {
        Vec::new()
    } else {
        vec![article]
    };
    Split {
        articles,
        ..Split::default()
    }
}
