//! What a web page prints round its articles, line by line.

use super::super::shape::{Mark, Shape};
use super::super::vocabulary::{List, VOCABULARY};
use crate::article::byline;
use crate::width::folded;

/// The writers a web page names in a line of its own: `发布时间:… 来源:… 作者:甲 乙`.
pub(crate) fn web_authors(line: &str) -> Vec<String> {
    if !line.contains("作者") {
        return Vec::new();
    }
    let folded = folded(line);
    let Some(at) = folded.find("作者:") else {
        return Vec::new();
    };
    let rest = &folded[at + "作者:".len()..];
    let names: Vec<&str> = rest
        .split_whitespace()
        .take_while(|run| !run.contains(':'))
        .collect();
    byline::parse(&names.join(" "))
        .map(|byline| byline.names)
        .unwrap_or_default()
}

/// A label of a web page with a short value: `发布时间:2011-04-19`, `上一篇:…`, `首页`.
pub(super) fn is_web(line: &str, shape: &Shape) -> bool {
    let runs = if shape.has(Mark::Colon) { line } else { "" };
    let labels = runs
        .split_whitespace()
        .filter(|run| {
            run.contains(':')
                && [List::Web, List::Editors, List::WebByline]
                    .iter()
                    .any(|&list| VOCABULARY.prefix(list, run).is_some())
        })
        .count();
    if labels >= 2 {
        return true;
    }
    let Some(label) = VOCABULARY.prefix(List::Web, line.trim_start_matches(['【', '[', '·']))
    else {
        return false;
    };
    let rest = &line.trim_start_matches(['【', '[', '·'])[label.len()..];
    rest.is_empty()
        || (label.chars().count() >= 3 && rest.chars().count() <= 10 && !rest.contains(','))
        || rest.starts_with([':', '|', '>', '»', '】'])
        || (rest.starts_with(' ') && rest.chars().count() <= 24)
}

/// `放大 缩小 全文复制  上一篇 下一篇`: what a reader of an e-paper can press, copied with its text.
pub(super) fn is_controls(line: &str) -> bool {
    let mut runs = line
        .split(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '|' | '/' | '[' | ']' | '【' | '】' | '(' | ')' | '+' | '-'
                )
        })
        .filter(|run| !run.is_empty())
        .peekable();
    runs.peek().is_some() && runs.all(|run| VOCABULARY.has(List::WebControl, run))
}
