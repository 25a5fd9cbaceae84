//! The printed lines of a page.

use crate::span::Span;
use crate::width::{columns, fold};

/// A printed line without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'p> {
    pub(crate) text: &'p str,
    /// Where `text` stands on the page.
    pub(crate) span: Span,
    /// Columns of white space before it.
    pub(crate) indent: usize,
    /// Columns of the line, its indent included.
    pub(crate) width: usize,
    /// Empty lines before it.
    pub(crate) blanks: usize,
}

/// The lines of a page that hold anything. `\r`, `\n`, form feeds and the Unicode line separators end a line.
pub(crate) fn lines(page: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut blanks = 0;
    let mut at = 0;
    for raw in page.split_inclusive(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}', '\u{85}']) {
        let start = at;
        at += raw.len();
        let text = raw.trim_matches(is_space);
        if text.is_empty() {
            // `\r\n` is one line end, not a blank line.
            if raw != "\n" || !page[..start].ends_with('\r') {
                blanks += 1;
            }
            continue;
        }
        let lead = raw.len() - raw.trim_start_matches(is_space).len();
        let indent = raw[..lead]
            .chars()
            .map(|space| if space == '\t' { 4 } else { columns(space) })
            .sum();
        found.push(Line {
            text,
            span: Span::new(start + lead, start + lead + text.len()),
            indent,
            width: indent + text.chars().map(columns).sum::<usize>(),
            blanks,
        });
        blanks = 0;
    }
    found
}

/// White space, and what stands for nothing in a dump: zero-width marks, byte order marks, NUL.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\0'
        )
}

/// What ends a sentence, and so can end a paragraph.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let mut characters = text.chars().rev().map(fold);
    match characters.next() {
        Some('。' | '!' | '?' | '…' | '｡') => true,
        // `…修好了。”` ends, `…在“十三五”` does not.
        Some('”' | '’' | '"' | '』' | '」' | ')' | ']') => {
            matches!(
                characters.find(|c| !matches!(c, '”' | '’' | '"' | '』' | '」' | ')')),
                Some('。' | '!' | '?' | '…' | '｡')
            )
        }
        _ => false,
    }
}

/// Whether a sentence ends inside `text`, before its last characters.
pub(crate) fn holds_sentence(text: &str) -> bool {
    let body = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    body.contains(['。', '；', ';', '｡'])
}
