//! From paths to decoded text.

mod encoding;
mod name;
mod source;

pub use encoding::{Decoded, decode};
pub(crate) use name::file_name_metadata;
pub(crate) use source::{Input, inputs, load};
