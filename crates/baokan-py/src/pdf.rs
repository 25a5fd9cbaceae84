//! PDF files through `baokan.pdf`: characters and boxes come from Python, everything else is the core's.

use std::sync::Arc;

use baokan::{Character, Error, ErrorKind, PdfPages, PdfReader, Result};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// The reader of PDF files, for [`baokan::Source::pdf_reader`].
pub(crate) fn reader() -> Arc<dyn PdfReader> {
    Arc::new(Pdfium)
}

struct Pdfium;

impl PdfReader for Pdfium {
    fn pages(&self, pdf: Vec<u8>) -> Result<PdfPages> {
        let (document, count) = Python::attach(|py| {
            let document = py
                .import("baokan.pdf")?
                .getattr("Document")?
                .call1((PyBytes::new(py, &pdf),))?;
            let count = document.len()?;
            Ok((document.unbind(), count))
        })
        .map_err(said)?;
        Ok(Box::new((0..count).map(move |number| {
            Python::attach(|py| characters(document.bind(py), number)).map_err(said)
        })))
    }
}

fn characters(document: &Bound<'_, PyAny>, number: usize) -> PyResult<Vec<Character>> {
    let found = document.call_method1("characters", (number,))?;
    found
        .try_iter()?
        .map(|character| {
            let (text, left, bottom, right, top) = character?.extract()?;
            Ok(Character {
                text,
                left,
                bottom,
                right,
                top,
            })
        })
        .collect()
}

/// What an exception says, without its traceback: it is the page's error.
fn said(error: PyErr) -> Error {
    let message = Python::attach(|py| error.value(py).to_string());
    Error::new(ErrorKind::Read, message)
}
