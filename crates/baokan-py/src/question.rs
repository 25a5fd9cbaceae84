//! The questions of `Corpus`, each answered by a `Table`.

mod argument;
mod name;
mod network;
mod reuse;
mod term;

use std::sync::Arc;

use baokan::Progress;
use pyo3::prelude::*;

use crate::corpus::Corpus;
use crate::run::run;
use crate::table::Table;
pub(crate) use network::Network;

/// Asks a corpus with the interpreter released.
fn answer(
    corpus: &Bound<'_, Corpus>,
    ask: impl FnOnce(&baokan::Corpus, &Progress) -> baokan::Result<baokan::Table> + Send + 'static,
) -> PyResult<Table> {
    let inner = Arc::clone(&corpus.get().inner);
    let table = run(corpus.py(), None, move |progress| ask(&inner, progress))?;
    Ok(Table::new(Arc::new(table), corpus))
}
