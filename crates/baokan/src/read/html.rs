//! HTML of e-papers: an article or a whole page.
//!
//! The page's text is what a reader sees of its articles, a paragraph a line, without navigation; its zones say what the
//! marks of the HTML say. html5gum cuts the file into tags and text as browsers do. No tree is built of them: a stack of
//! what is open is enough here, takes time linear in the file, and a page whose tags are never closed costs nothing.

mod extract;
mod tag;
mod vocabulary;

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::encoding::{Decoded, decode};
use super::input::failed;
use crate::page::{Page, Zone, ZoneRole};
use crate::span::Span;

use extract::{Line, extract};

/// What is said of a page that holds no article.
const EMPTY: &str = "no article in this HTML";

/// A line of this length is running text, with a full stop or without.
const PARAGRAPH: usize = 40;

/// The page in an HTML file.
pub(super) fn page(source: &str, bytes: &[u8], encoding: Option<&str>) -> Page {
    let decoded = match decode_html(bytes, encoding) {
        Ok(decoded) => decoded,
        Err(error) => return failed(source, error),
    };
    let lines = settle(extract(&decoded.text));
    let mut page = Page {
        source: source.to_owned(),
        encoding: Some(decoded.encoding),
        error: decoded.error,
        ..Page::default()
    };
    let holds_article = lines.iter().any(|line| {
        line.role != Some(ZoneRole::Furniture)
            && (line.text.contains('。') || line.text.chars().nth(PARAGRAPH).is_some())
    });
    let mut article = None;
    let mut zone_of = None;
    for line in lines {
        if !page.text.is_empty() {
            page.text.push('\n');
            if line.article != article {
                page.text.push('\n');
            }
        }
        article = line.article;
        let start = page.text.len();
        page.text.push_str(&line.text);
        let role = if holds_article {
            line.role
        } else {
            Some(ZoneRole::Furniture)
        };
        let element = line.element;
        match (role, page.zones.last_mut()) {
            (Some(role), Some(last))
                if element.is_some() && zone_of == element && last.role == role =>
            {
                last.span = Span::new(last.span.start as usize, page.text.len());
            }
            (Some(role), _) => page.zones.push(Zone {
                span: Span::new(start, page.text.len()),
                role,
                article: line.article.filter(|_| holds_article),
            }),
            (None, _) => {}
        }
        zone_of = element;
    }
    if !holds_article && page.error.is_none() {
        page.error = Some(EMPTY.to_owned());
    }
    page
}

/// Decides what the lines are, now that all of them are known.
fn settle(mut lines: Vec<Line>) -> Vec<Line> {
    let characters = |lines: &[Line], wanted: fn(Option<ZoneRole>) -> bool| -> usize {
        lines
            .iter()
            .filter(|line| wanted(line.role))
            .map(|line| line.text.chars().count())
            .sum()
    };
    for line in &mut lines {
        // A mark that was never closed makes a headline of all that follows.
        let heads = line
            .role
            .is_some_and(|role| role.heads() || role == ZoneRole::Heading);
        if heads && line.text.chars().nth(120).is_some() {
            line.role = line.article.map(|_| ZoneRole::Body);
        }
    }
    let told = characters(&lines, |role| role == Some(ZoneRole::Body));
    let untold = characters(&lines, |role| role.is_none());
    if told == 0 || told * 4 < untold {
        // What is called content here is something else: headlines are believed, where articles end is worked out.
        for line in &mut lines {
            line.article = None;
            if matches!(line.role, Some(ZoneRole::Body | ZoneRole::Subhead)) {
                line.role = None;
            }
        }
        return lines;
    }
    for line in &mut lines {
        if matches!(line.role, None | Some(ZoneRole::Heading)) {
            line.role = Some(ZoneRole::Furniture);
            line.article = None;
            line.element = None;
        }
    }
    // The path of a page inside the element that holds its article, and the headlines of a list before the first.
    let mut at = 0;
    while at < lines.len() {
        let article = lines[at].article;
        let end = (at..lines.len())
            .find(|&next| lines[next].article.is_some() && lines[next].article != article)
            .unwrap_or(lines.len());
        if article.is_some() {
            settle_article(&mut lines[at..end]);
        }
        at = end.max(at + 1);
    }
    lines
}

/// Decides about the lines of one article: of several headlines the last before its text is its own.
fn settle_article(lines: &mut [Line]) {
    let body = lines
        .iter()
        .position(|line| line.role == Some(ZoneRole::Body))
        .unwrap_or(lines.len());
    let element = lines[..body]
        .iter()
        .rev()
        .find(|line| line.role == Some(ZoneRole::Headline))
        .map(|line| line.element);
    let Some(element) = element else {
        let reads = lines
            .iter()
            .any(|line| line.text.contains('。') || line.text.chars().nth(PARAGRAPH).is_some());
        if !reads {
            furnish(lines.iter_mut());
        }
        return;
    };
    let other = |line: &&mut Line| line.role == Some(ZoneRole::Headline) && line.element != element;
    furnish(lines[..body].iter_mut().filter(other));
}

fn furnish<'l>(lines: impl Iterator<Item = &'l mut Line>) {
    for line in lines {
        line.role = Some(ZoneRole::Furniture);
        line.article = None;
        line.element = None;
    }
}

/// The text of an HTML file: a mark of its bytes, then valid UTF-8, then its own word, then what its bytes look like.
fn decode_html(bytes: &[u8], encoding: Option<&str>) -> crate::error::Result<Decoded> {
    if encoding.is_some() || bytes.is_empty() {
        return decode(bytes, encoding);
    }
    let utf8 = std::str::from_utf8(bytes).is_ok();
    let named = declared(bytes).filter(|_| !utf8);
    match named.map(|named| decode(bytes, Some(&named))) {
        Some(Ok(decoded)) if decoded.error.is_none() => Ok(decoded),
        // Pages are saved in another encoding than they say, and some name one that nobody knows.
        _ => decode(bytes, None),
    }
}

/// The encoding an HTML file names in its head.
fn declared(bytes: &[u8]) -> Option<String> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_-]+)"#,
        )
        .expect("a fixed pattern")
    });
    let head = &bytes[..bytes.len().min(4096)];
    let name = CHARSET.captures(head)?.get(1)?.as_bytes();
    Some(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests;
