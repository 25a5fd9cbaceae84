//! Writes the tables of a corpus to files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use arrow_array::cast::AsArray;
use arrow_schema::DataType;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::corpus::{Corpus, Progress, in_parallel};
use crate::error::{Error, ErrorKind, Result};
use crate::table::{Cell, TABLES, Table};

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
    /// Each file appears whole or not at all: it is written under another name and renamed.
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
        in_parallel(TABLES.to_vec(), self.analyzer().options().threads, |name| {
            progress.check()?;
            // The steps of this run are tables, so the building of one counts nothing.
            let table = self.table_until(name, progress)?;
            let path = folder.join(format!("{name}.{}", format.extension()));
            write(&table, &path, format)?;
            progress.step();
            Ok(path)
        })
    }
}

/// Writes a table to a file beside its place, then moves it there.
fn write(table: &Table, path: &Path, format: Format) -> Result<()> {
    let part = path.with_extension(format!(
        "{}.{}.part",
        format.extension(),
        std::process::id()
    ));
    let written = File::create(&part).and_then(|file| {
        let file = BufWriter::new(file);
        match format {
            Format::Parquet => parquet(table, file),
            Format::Csv => csv(table, file),
            Format::Jsonl => jsonl(table, file),
        }
    });
    written
        .and_then(|()| fs::rename(&part, path))
        .map_err(|error| {
            // What could be written of it is of no use; that it cannot be removed either adds nothing.
            let _ = fs::remove_file(&part);
            Error::io(ErrorKind::Write, path, error)
        })
}

fn parquet(table: &Table, file: BufWriter<File>) -> io::Result<()> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(Default::default()))
        .build();
    let mut writer = ArrowWriter::try_new(file, table.schema().clone(), Some(properties))?;
    for batch in table.batches() {
        writer.write(batch)?;
    }
    writer.into_inner()?.flush()
}

fn csv(table: &Table, mut file: BufWriter<File>) -> io::Result<()> {
    file.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(table.columns())?;
    for row in table.rows() {
        for cell in row.cells() {
            field(cell, &mut writer)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?
        .flush()
}

/// Text stands as it is, a missing value as nothing, a list as JSON.
fn field(cell: Cell<'_>, writer: &mut csv::Writer<BufWriter<File>>) -> io::Result<()> {
    if cell.column.is_null(cell.row) {
        return Ok(writer.write_field("")?);
    }
    if *cell.column.data_type() == DataType::Utf8 {
        return Ok(writer.write_field(cell.column.as_string::<i32>().value(cell.row))?);
    }
    let json = serde_json::to_string(&cell)?;
    Ok(writer.write_field(json.trim_matches('"'))?)
}

fn jsonl(table: &Table, mut file: BufWriter<File>) -> io::Result<()> {
    for row in table.rows() {
        serde_json::to_writer(&mut file, &row)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}
