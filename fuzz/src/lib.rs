//! What the fuzz targets call: the same functions that the tests of the library run over the corpus.

#[path = "../../crates/baokan/tests/suite/promise.rs"]
pub mod promise;
