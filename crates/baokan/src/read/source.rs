//! Where pages are read from.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::pdf::PdfReader;

/// Where pages are read from: files, folders and globs, each holding texts, HTML, PDF, tables with a column of
/// texts, or archives of these.
///
/// Made from a path, a string, or a list of either.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let rows = folder.path().join("rows.jsonl");
/// std::fs::write(&rows, r#"{"body": "某县召开会议\n本报讯 5月20日,某县召开会议。"}"#)?;
/// let source = baokan::Source::from(&rows).text_column("body");
/// let corpus = baokan::read(source, &baokan::Options::default())?;
/// assert_eq!(corpus.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct Source {
    pub(super) items: Vec<Item>,
    pub(super) text_column: Option<String>,
    pub(super) pdf: Option<Arc<dyn PdfReader>>,
}

/// One thing to read.
pub(super) enum Item {
    /// A file, a folder or a glob.
    Path(String),
    /// Rows already in memory, and what they are called.
    #[cfg(feature = "tables")]
    Batches(String, Box<dyn arrow_array::RecordBatchReader + Send>),
}

/// The column the texts stand in when the caller names none.
pub(super) const TEXT_COLUMN: &str = "text";

impl Source {
    /// The same, with the texts of tables in another column than `text`.
    #[must_use]
    pub fn text_column(mut self, column: impl Into<String>) -> Self {
        self.text_column = Some(column.into());
        self
    }

    /// The same, with a reader of PDF files. Without one a PDF gives a page with an error.
    #[must_use]
    pub fn pdf_reader(mut self, reader: Arc<dyn PdfReader>) -> Self {
        self.pdf = Some(reader);
        self
    }

    /// Rows already in memory, as Arrow record batches; `name` is what their pages' sources begin with.
    #[cfg(feature = "tables")]
    #[must_use]
    pub fn from_batches(
        name: impl Into<String>,
        batches: Box<dyn arrow_array::RecordBatchReader + Send>,
    ) -> Self {
        Self {
            items: vec![Item::Batches(name.into(), batches)],
            ..Self::default()
        }
    }

    fn paths(paths: impl Iterator<Item = String>) -> Self {
        Self {
            items: paths.map(Item::Path).collect(),
            ..Self::default()
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.items.iter().map(|item| match item {
            Item::Path(path) => path,
            #[cfg(feature = "tables")]
            Item::Batches(name, _) => name,
        });
        formatter
            .debug_struct("Source")
            .field("items", &names.collect::<Vec<_>>())
            .field("text_column", &self.text_column)
            .finish_non_exhaustive()
    }
}

impl From<&str> for Source {
    fn from(path: &str) -> Self {
        Self::paths(std::iter::once(path.to_owned()))
    }
}

impl From<&Path> for Source {
    fn from(path: &Path) -> Self {
        Self::paths(std::iter::once(path.to_string_lossy().into_owned()))
    }
}

impl From<&PathBuf> for Source {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl<P: AsRef<Path>> From<Vec<P>> for Source {
    fn from(paths: Vec<P>) -> Self {
        paths.as_slice().into()
    }
}

impl<P: AsRef<Path>> From<&[P]> for Source {
    fn from(paths: &[P]) -> Self {
        let text = |path: &P| path.as_ref().to_string_lossy().into_owned();
        Self::paths(paths.iter().map(text))
    }
}
