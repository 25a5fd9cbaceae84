//! Python bindings of [`baokan`]: conversions between its types and Python's, and no rule about language.

mod article;
mod corpus;
mod database;
mod document;
mod engine;
mod error;
mod html;
mod matter;
mod page;
mod pdf;
mod picture;
mod question;
mod run;
mod settings;
mod source;
mod stream;
mod table;
mod value;
mod version;

/// The compiled part of the `baokan` package.
// Every class is frozen and what it holds is immutable, so a free-threaded interpreter need not turn its lock on.
#[pyo3::pymodule(gil_used = false)]
mod _baokan {
    #[pymodule_export]
    use crate::article::Article;
    #[pymodule_export]
    use crate::corpus::{Corpus, parse, read};
    #[pymodule_export]
    use crate::engine::tables_apart;
    #[pymodule_export]
    use crate::page::Page;
    #[pymodule_export]
    use crate::question::Network;
    #[pymodule_export]
    use crate::stream::{Extracted, Stream, extract, stream};
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::version::version_info;
}
