//! From what the caller names to pages: which files there are, what is in them, bytes to text.

#[cfg(feature = "archive")]
mod archive;
#[cfg(feature = "tables")]
mod batch;
#[cfg(feature = "csv")]
mod csv;
mod encoding;
mod file;
mod format;
#[cfg(feature = "html")]
mod html;
mod input;
mod jsonl;
mod name;
#[cfg(feature = "parquet")]
mod parquet;
mod pdf;
mod row;
mod source;

pub use encoding::{Decoded, decode};
pub(crate) use input::{Input, Inputs, file_name, inputs};
pub(crate) use name::file_name_metadata;
pub use pdf::{PdfPages, PdfReader};
pub use source::Source;
