//! The format of every word list: one entry a line, tab-separated, `#` for comments.

use crate::error::{Error, ErrorKind, Result};

/// One line of a word list: a term and what the list says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'t> {
    /// The first column.
    pub(crate) term: &'t str,
    /// The columns after it.
    pub(crate) fields: [&'t str; 3],
    /// Line number, counted from one.
    pub(crate) line: usize,
}

/// The entries of a word list: `term ⇥ field ⇥ field ⇥ field`, missing fields empty.
///
/// Blank lines and lines that begin with `#` are passed over.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = Result<Entry<'_>>> {
    list.lines().enumerate().filter_map(|(at, line)| {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            return None;
        }
        let mut columns = line.split('\t').map(str::trim);
        let term = columns.next().unwrap_or_default();
        let mut fields = [""; 3];
        for (field, column) in fields.iter_mut().zip(&mut columns) {
            *field = column;
        }
        let error =
            |message: &str| Some(Err(Error::new(ErrorKind::Lexicon, message).at_line(at + 1)));
        if term.is_empty() {
            return error("the first column is empty");
        }
        if columns.next().is_some() {
            return error("more than four columns");
        }
        Some(Ok(Entry {
            term,
            fields,
            line: at + 1,
        }))
    })
}

/// The entries of a list that ships with the crate.
///
/// # Panics
///
/// When the list has a bad line: the tests read every shipped list, so a release has none.
pub(crate) fn shipped(list: &'static str) -> impl Iterator<Item = Entry<'static>> {
    entries(list).map(|entry| entry.expect("shipped lists are read by the tests"))
}
