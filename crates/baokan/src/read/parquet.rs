//! Parquet: a page a row.

use std::io;
use std::sync::Arc;

use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use super::batch;
use super::input::{Body, Pages, Reading};

/// Rows decoded at once: few, because a row is a newspaper page.
const ROWS: usize = 256;

/// The pages of a Parquet file.
pub(super) fn pages(source: &str, body: Body, reading: &Arc<Reading>) -> io::Result<Pages> {
    let rows = match body {
        Body::File(path) => rows(std::fs::File::open(path)?),
        #[cfg(feature = "archive")]
        other => rows(bytes::Bytes::from(other.load()?)),
    };
    let rows = rows.map_err(|error| io::Error::other(error.to_string()))?;
    Ok(batch::pages(source.to_owned(), Box::new(rows), reading))
}

fn rows(file: impl ChunkReader + 'static) -> Result<ParquetRecordBatchReader, ParquetError> {
    ParquetRecordBatchReaderBuilder::try_new(file)?
        .with_batch_size(ROWS)
        .build()
}
