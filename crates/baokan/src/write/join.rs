//! Makes one file of the parts a table was written in.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use super::Format;
use super::file::part;
use crate::error::{Error, ErrorKind, Result};

/// Joins parts, of which there is one at least, to a file that appears whole or not at all.
///
/// Nothing is decoded: the row groups of Parquet files and the lines of the others are copied.
pub(super) fn join(parts: &[PathBuf], path: &Path, format: Format) -> Result<()> {
    let failed = |error| Error::io(ErrorKind::Write, path, error);
    if let [only] = parts {
        return fs::rename(only, path).map_err(failed);
    }
    let whole = part(path);
    let joined = match format {
        Format::Parquet => parquet(parts, &whole).map_err(io::Error::from),
        Format::Csv => lines(parts, &whole, 1),
        Format::Jsonl => lines(parts, &whole, 0),
    };
    joined
        .and_then(|()| fs::rename(&whole, path))
        .map_err(|error| {
            // As with any file that could not be written whole.
            let _ = fs::remove_file(&whole);
            failed(error)
        })
}

fn parquet(parts: &[PathBuf], whole: &Path) -> Result<(), ParquetError> {
    let mut writer = None;
    for part in parts {
        let file = File::open(part)?;
        let metadata = ParquetMetaDataReader::new()
            .with_page_index_policy(PageIndexPolicy::Optional)
            .parse_and_finish(&file)?;
        let writer = match &mut writer {
            Some(writer) => writer,
            None => {
                let about = metadata.file_metadata();
                let properties = WriterProperties::builder()
                    .set_key_value_metadata(about.key_value_metadata().cloned())
                    .build();
                writer.insert(SerializedFileWriter::new(
                    BufWriter::new(File::create(whole)?),
                    about.schema_descr().root_schema_ptr(),
                    Arc::new(properties),
                )?)
            }
        };
        let index = metadata.page_index();
        for (number, group) in metadata.row_groups().iter().enumerate() {
            let mut copy = writer.next_row_group()?;
            for (column, chunk) in group.columns().iter().enumerate() {
                let rows = u64::try_from(group.num_rows()).unwrap_or_default();
                let bytes = u64::try_from(chunk.compressed_size()).unwrap_or_default();
                let close = ColumnCloseResult {
                    bytes_written: bytes,
                    rows_written: rows,
                    metadata: chunk.clone(),
                    bloom_filter: None,
                    column_index: index
                        .and_then(|index| index.column_index(number, column).cloned()),
                    offset_index: index
                        .and_then(|index| index.offset_index(number, column).cloned()),
                };
                copy.append_column(&file, close)?;
            }
            copy.close()?;
        }
    }
    if let Some(writer) = writer {
        writer.into_inner()?.flush()?;
    }
    Ok(())
}

/// Copies text files one after the other, the first `headers` lines of all but the first left out.
fn lines(parts: &[PathBuf], whole: &Path, headers: usize) -> io::Result<()> {
    let mut to = BufWriter::new(File::create(whole)?);
    for (number, part) in parts.iter().enumerate() {
        let mut from = BufReader::new(File::open(part)?);
        if number > 0 {
            for _ in 0..headers {
                from.skip_until(b'\n')?;
            }
        }
        io::copy(&mut from, &mut to)?;
    }
    to.flush()
}
