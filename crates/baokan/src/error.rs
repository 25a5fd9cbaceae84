//! The one error type of the crate.

use std::fmt;
use std::path::{Path, PathBuf};

/// What a fallible function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file, folder or glob could not be opened, read or written, or holds no page.
    Read,
    /// An argument is not usable (an unknown encoding, a date that is none).
    Argument,
    /// A lexicon, gazetteer or taxonomy file has a bad line.
    Lexicon,
    /// Output could not be written.
    Write,
    /// The caller asked the run to stop.
    Cancelled,
}

/// Why a call failed: a kind, a cause in one line and, where known, the file and line.
///
/// There is one opaque error for the whole crate, because callers tell failures apart by
/// [`kind`](Error::kind) and show the rest to a person. A damaged page is never an error: its row in
/// the `pages` table says what was wrong.
///
/// ```
/// let error = baokan::read("no/such/folder", &baokan::Options::default()).unwrap_err();
/// assert_eq!(error.kind(), baokan::ErrorKind::Read);
/// assert!(error.to_string().starts_with("no/such/folder: "));
/// ```
#[derive(Debug)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    path: Option<PathBuf>,
    line: Option<usize>,
    source: Option<std::io::Error>,
}

impl Error {
    /// An error of `kind` with a cause in one line.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                message: message.into(),
                path: None,
                line: None,
                source: None,
            }),
        }
    }

    /// The same error, said of a file.
    #[must_use]
    pub fn at_path(mut self, path: impl AsRef<Path>) -> Self {
        self.inner.path = Some(path.as_ref().to_path_buf());
        self
    }

    /// The same error, said of a line (counted from one).
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.inner.line = Some(line);
        self
    }

    /// An error of `kind` that an operation on a file gave.
    pub fn io(kind: ErrorKind, path: impl AsRef<Path>, source: std::io::Error) -> Self {
        let mut error = Self::new(kind, source.to_string()).at_path(path);
        error.inner.source = Some(source);
        error
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The file concerned, where there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.inner.path.as_deref()
    }

    /// The line concerned, counted from one.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.inner.line
    }

    /// The cause alone, without file and line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.inner.path {
            write!(formatter, "{}:", path.display())?;
            if let Some(line) = self.inner.line {
                write!(formatter, "{line}:")?;
            }
            formatter.write_str(" ")?;
        } else if let Some(line) = self.inner.line {
            write!(formatter, "line {line}: ")?;
        }
        formatter.write_str(&self.inner.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_ref().map(|source| source as _)
    }
}
