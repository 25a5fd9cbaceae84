//! One file of one table, written batch by batch.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_schema::{DataType, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::Format;
use crate::error::{Error, ErrorKind, Result};
use crate::table::{Cell, Table};
use crate::version::version;

/// A file being written beside its place, to which [`finish`](Self::finish) moves it: it appears there
/// whole or not at all. One that is dropped unfinished is removed.
pub(super) struct TableFile {
    path: PathBuf,
    part: PathBuf,
    writer: Option<Writer>,
}

enum Writer {
    Parquet(Box<ArrowWriter<BufWriter<File>>>),
    Csv(Box<csv::Writer<BufWriter<File>>>),
    Jsonl(BufWriter<File>),
}

impl TableFile {
    pub(super) fn create(path: &Path, schema: &SchemaRef, format: Format) -> Result<Self> {
        let mut file = Self {
            path: path.to_path_buf(),
            part: part(path),
            writer: None,
        };
        let writer = Writer::create(&file.part, schema, format);
        file.writer = Some(writer.map_err(|error| file.failed(error))?);
        Ok(file)
    }

    pub(super) fn append(&mut self, table: &Table) -> Result<()> {
        let written = match &mut self.writer {
            Some(writer) => writer.append(table),
            None => Ok(()),
        };
        written.map_err(|error| self.failed(error))
    }

    pub(super) fn finish(mut self) -> Result<()> {
        let written = self.writer.take().map_or(Ok(()), Writer::finish);
        written
            .and_then(|()| fs::rename(&self.part, &self.path))
            .map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> Error {
        Error::io(ErrorKind::Write, &self.path, error)
    }
}

impl Drop for TableFile {
    fn drop(&mut self) {
        // What could be written of it is of no use; that it is gone, or cannot be removed, adds nothing.
        let _ = fs::remove_file(&self.part);
    }
}

/// Where a file stands while it is being written.
pub(super) fn part(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

impl Writer {
    fn create(path: &Path, schema: &SchemaRef, format: Format) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(path)?);
        Ok(match format {
            Format::Parquet => Self::Parquet(Box::new(ArrowWriter::try_new(
                file,
                schema.clone(),
                Some(properties()),
            )?)),
            Format::Csv => {
                file.write_all(MARK.as_bytes())?;
                let mut writer = csv::Writer::from_writer(file);
                writer.write_record(schema.fields().iter().map(|field| field.name()))?;
                Self::Csv(Box::new(writer))
            }
            Format::Jsonl => Self::Jsonl(file),
        })
    }

    fn append(&mut self, table: &Table) -> io::Result<()> {
        match self {
            Self::Parquet(writer) => {
                for batch in table.batches() {
                    writer.write(batch)?;
                }
            }
            Self::Csv(writer) => {
                for row in table.rows() {
                    for cell in row.cells() {
                        field(cell, writer)?;
                    }
                    writer.write_record(None::<&[u8]>)?;
                }
            }
            Self::Jsonl(file) => {
                for row in table.rows() {
                    serde_json::to_writer(&mut *file, &row)?;
                    file.write_all(b"\n")?;
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Parquet(writer) => writer.into_inner()?.flush(),
            Self::Csv(writer) => writer
                .into_inner()
                .map_err(csv::IntoInnerError::into_error)?
                .flush(),
            Self::Jsonl(mut file) => file.flush(),
        }
    }
}

/// The byte order mark a CSV file begins with.
pub(super) const MARK: &str = "\u{feff}";

/// How Parquet is written, and by what.
pub(super) fn properties() -> WriterProperties {
    // A row group is held in memory until it is complete, and a row of `articles` is a thousand times
    // one of `tokens`: so its size is bounded in bytes.
    const ROW_GROUP: usize = 16 << 20;
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(Default::default()))
        .set_max_row_group_bytes(Some(ROW_GROUP))
        .set_key_value_metadata(Some(metadata()))
        .build()
}

fn metadata() -> Vec<KeyValue> {
    let version = version();
    [
        ("baokan.library", version.library),
        ("baokan.data", version.data),
        ("baokan.rules", version.rules),
    ]
    .map(|(key, value)| KeyValue::new(key.to_owned(), value.to_owned()))
    .to_vec()
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
