//! Signs for parts of characters that look like whole characters: `⻄` (U+2EC4) for `西`, `⽇` (U+2F47) for `日`.
//!
//! Fonts in PDFs give the one for the other. Every stage reads a page with whole characters in their place, which take as many
//! bytes, so that each span is right on the printed page too; then the page and its articles get back what was printed.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::analyzer::PageAnalysis;
use crate::article::Article;
use crate::entry;

static WHOLE: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    entry::shipped(include_str!("../data/radicals.tsv"))
        .filter_map(|entry| Some((entry.term.chars().next()?, entry.fields[0].chars().next()?)))
        .collect()
});

/// The text with whole characters for parts, of the same length byte by byte; `None` where it has no such part.
pub(crate) fn unified(text: &str) -> Option<String> {
    // U+2E80 to U+2FDF: looked for byte by byte, because hardly any page has one.
    let may = text
        .as_bytes()
        .windows(2)
        .any(|bytes| bytes[0] == 0xe2 && bytes[1] >= 0xba);
    if !may {
        return None;
    }
    let whole: String = text
        .chars()
        .map(|character| WHOLE.get(&character).copied().unwrap_or(character))
        .collect();
    (whole != text).then_some(whole)
}

/// Gives a page that was read with whole characters the text that was printed.
///
/// What a stage made of the text (a name, a place's code) keeps its whole characters, so that it is found.
pub(crate) fn restore(analysis: &mut PageAnalysis, printed: String) {
    analysis.page.text = printed;
    let page = &analysis.page.text;
    for found in &mut analysis.articles {
        restore_article(&mut found.article, page);
    }
    for caption in &mut analysis.captions {
        let spans = caption.spans.iter().map(|span| span.slice(page));
        let printed: String = spans.collect();
        // The photographer stands behind the caption.
        if let Some(text) = printed.get(..caption.text.len()) {
            caption.text = text.to_owned();
        }
    }
}

fn restore_article(article: &mut Article, page: &str) {
    let whole = std::mem::take(&mut article.text);
    let mut text = String::with_capacity(whole.len());
    for piece in &article.pieces {
        // Between the pieces stands what comes from nowhere: the ends of paragraphs.
        text.push_str(&whole[text.len()..piece.text.start as usize]);
        text.push_str(piece.page.slice(page));
    }
    text.push_str(&whole[text.len()..]);
    let lines = [
        &mut article.kicker,
        &mut article.headline,
        &mut article.subtitle,
        &mut article.dateline,
    ];
    for line in lines.into_iter().flatten() {
        if let Some(at) = whole.find(line.as_str()) {
            *line = text[at..at + line.len()].to_owned();
        }
    }
    article.text = text;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyzer::{Analyzer, Options};
    use crate::page::Page;

    #[test]
    fn parts_take_as_many_bytes_as_whole_characters() {
        assert!(WHOLE.len() > 300);
        for (part, whole) in WHOLE.iter() {
            assert_eq!(part.len_utf8(), whole.len_utf8(), "{part}");
        }
        assert_eq!(unified("本报讯"), None);
        assert_eq!(unified("⻄⽇⻔，⼈").as_deref(), Some("西日门，人"));
    }

    #[test]
    fn what_looks_alike_is_matched_and_never_rewritten() {
        let read = |text: &str| {
            let page = Page {
                text: text.to_owned(),
                ..Page::default()
            };
            Analyzer::new(Options::default()).unwrap().page(page)
        };
        let whole = "山西省太原市召开防汛会\n\n本报讯 5月20日，太原市召开\n\n防汛会，市长张大山到会。（王小五）\n村民在看路。 李小四 摄\n";
        let printed = whole
            .replace('西', "⻄")
            .replace('日', "⽇")
            .replace('长', "⻓")
            .replace('山', "⼭")
            .replace('小', "⼩");
        let (whole, found) = (read(whole), read(&printed));
        assert_eq!(found.page.text, printed);
        assert_eq!(found.articles.len(), whole.articles.len());
        let (one, other) = (&found.articles[0], &whole.articles[0]);
        assert_eq!(
            one.article.headline.as_deref(),
            Some("⼭⻄省太原市召开防汛会")
        );
        assert_eq!(
            unified(&one.article.text).as_deref(),
            Some(other.article.text.as_str())
        );
        assert_eq!(one.article.authors, other.article.authors);
        assert_eq!(one.marks.places.len(), other.marks.places.len());
        assert_eq!(one.marks.places[0].code, other.marks.places[0].code);
        assert_eq!(one.marks.times, other.marks.times);
        assert_eq!(
            found.captions[0].photographer,
            whole.captions[0].photographer
        );
        for piece in &one.article.pieces {
            assert_eq!(
                piece.text.slice(&one.article.text),
                piece.page.slice(&printed)
            );
        }
    }
}
