//! Writes tables to files: those of a corpus at once, those of any source part by part.

mod extract;
mod file;
mod join;
mod manifest;
mod partition;

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::table::TABLES;

pub use extract::{Extracted, Extraction, extract};
use file::TableFile;
use manifest::Manifest;
pub use partition::Partition;

/// The file formats tables are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Apache Parquet, compressed with Zstandard.
    Parquet,
    /// Comma-separated text with a header line; lists stand as JSON in their cell.
    ///
    /// The file is UTF-8 and begins with a byte order mark, because a spreadsheet on a Chinese desktop
    /// takes an unmarked file for GBK. pandas, polars, DuckDB and R's readr pass over the mark.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// The ending its files have.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }

    /// The file of a table.
    fn file_name(self, table: &str) -> String {
        format!("{table}.{}", self.extension())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        [Self::Parquet, Self::Csv, Self::Jsonl]
            .into_iter()
            .find(|format| format.extension() == name)
            .ok_or_else(|| {
                let message = format!("unknown format {name:?}: parquet, csv or jsonl expected");
                Error::new(ErrorKind::Argument, message)
            })
    }
}

impl Corpus {
    /// Writes every table to a file of its own in `folder`, which is made when it is missing, and
    /// returns the files. Tables without rows are written too.
    ///
    /// Each file appears whole or not at all: it is written under another name and renamed. Beside them
    /// `manifest.json` says which version and settings they were made by; Parquet files also carry the
    /// version in their own metadata (`baokan.library`, `baokan.data`, `baokan.rules`).
    ///
    /// # Errors
    ///
    /// When the folder or a file cannot be written, or `progress` was cancelled.
    ///
    /// ```
    /// use baokan::{Format, Options, Progress};
    ///
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("p1.txt"), "某县召开会议\n本报讯 5月20日,某县召开会议。")?;
    /// let corpus = baokan::read(folder.path(), &Options::default())?;
    /// let files = corpus.write(folder.path().join("tables"), Format::Csv, &Progress::default())?;
    /// assert!(files[0].ends_with("pages.csv"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write(
        &self,
        folder: impl AsRef<Path>,
        format: Format,
        progress: &Progress,
    ) -> Result<Vec<PathBuf>> {
        let folder = folder.as_ref();
        fs::create_dir_all(folder).map_err(|error| Error::io(ErrorKind::Write, folder, error))?;
        progress.begin(TABLES.len());
        let files = in_parallel(TABLES.to_vec(), self.analyzer().options().threads, |name| {
            progress.check()?;
            // The steps of this run are tables, so the building of one counts nothing.
            let table = self.table_until(name, progress)?;
            let path = folder.join(format.file_name(name));
            let mut file = TableFile::create(&path, table.schema(), format)?;
            file.append(&table)?;
            file.finish()?;
            progress.step();
            Ok((path, table.len()))
        })?;
        Manifest::of_corpus(self, format, &files).save(folder)?;
        Ok(files.into_iter().map(|(path, _)| path).collect())
    }
}
