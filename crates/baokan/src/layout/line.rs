//! The printed lines of a page.

use super::shape::{CLASSES, Class, Mark, Shape};
use crate::span::Span;
use crate::trie::decode;
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
    /// What `text` is made of.
    pub(crate) shape: Shape,
}

/// The lines of a page that hold anything. `\r`, `\n`, form feeds and the Unicode line separators end a line.
pub(crate) fn lines(page: &str) -> Vec<Line<'_>> {
    let classes = &*CLASSES;
    let mut found = Vec::with_capacity(page.len() / 64);
    let mut begun = Begun::default();
    let mut blanks = 0;
    // Where the printed line begins, its indent included.
    let mut from = 0;
    let bytes = page.as_bytes();
    let mut next = 0;
    while next < bytes.len() {
        let at = next;
        let (code, width) = decode(bytes, at);
        next += width;
        let class = classes.of_code(code);
        if !class.is_space() {
            begun.add(at, next, class);
            continue;
        }
        let space = char::from_u32(code).unwrap_or(' ');
        if !matches!(
            space,
            '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}' | '\u{85}'
        ) {
            begun.add_space(space, class);
            continue;
        }
        if let Some(line) = begun.line(page, blanks) {
            found.push(line);
            blanks = 0;
        } else if space != '\n' || at != from || !page[..at].ends_with('\r') {
            // `\r\n` is one line end, not a blank line.
            blanks += 1;
        }
        begun = Begun::default();
        from = next;
    }
    found.extend(begun.line(page, blanks));
    found
}

/// A line while it is read.
#[derive(Default)]
struct Begun {
    start: usize,
    end: usize,
    indent: usize,
    shape: Shape,
    /// The white space since its last visible character.
    space: Shape,
}

impl Begun {
    #[inline]
    fn add(&mut self, at: usize, end: usize, class: Class) {
        if self.end != at {
            self.go_on(at);
        }
        self.shape.add(class);
        self.end = end;
    }

    /// Begins the line, or adds the white space before a character that stands at `at`.
    #[cold]
    fn go_on(&mut self, at: usize) {
        if self.end == 0 {
            self.start = at;
        } else {
            self.shape.extend(std::mem::take(&mut self.space));
        }
    }

    fn add_space(&mut self, space: char, class: Class) {
        if self.end > 0 {
            self.space.add(class);
        } else {
            self.indent += if space == '\t' { 4 } else { columns(space) };
        }
    }

    /// The line, where it holds anything.
    fn line<'p>(&self, page: &'p str, blanks: usize) -> Option<Line<'p>> {
        (self.end > 0).then(|| Line {
            text: &page[self.start..self.end],
            span: Span::new(self.start, self.end),
            indent: self.indent,
            width: self.indent + self.shape.columns as usize,
            blanks,
            shape: self.shape,
        })
    }
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
pub(crate) fn holds_sentence(text: &str, shape: &Shape) -> bool {
    if !shape.has_any(&[Mark::FullStop, Mark::Semicolon]) {
        return false;
    }
    let body = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    body.contains(['。', '；', ';', '｡'])
}
