//! What `read` and `parse` take pages from.

use std::path::PathBuf;

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use baokan::Source;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyString};

use crate::pdf;

/// A path, a list of paths, or a table.
pub(crate) fn source(source: &Bound<'_, PyAny>, text_column: Option<String>) -> PyResult<Source> {
    let found = if let Some(table) = table(source, text_column.as_deref())? {
        table
    } else if let Ok(path) = source.extract::<PathBuf>() {
        Source::from(&path)
    } else {
        let wrong = || {
            PyTypeError::new_err(
                "source: a path, a list of paths, or a table (pandas, polars, Arrow) expected",
            )
        };
        let paths = source.try_iter().map_err(|_| wrong())?;
        let paths = paths.map(|path| path?.extract::<PathBuf>().map_err(|_| wrong()));
        Source::from(paths.collect::<PyResult<Vec<_>>>()?)
    };
    let found = match text_column {
        Some(column) => found.text_column(column),
        None => found,
    };
    Ok(found.pdf_reader(pdf::reader()))
}

/// A table of any package that speaks Arrow's PyCapsule interface, read batch by batch; `None` for what is none.
fn table(source: &Bound<'_, PyAny>, text_column: Option<&str>) -> PyResult<Option<Source>> {
    let Ok(export) = source.getattr("__arrow_c_stream__") else {
        return Ok(None);
    };
    let capsule = export.call0()?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule
        .pointer_checked(Some(c"arrow_array_stream"))?
        .cast::<FFI_ArrowArrayStream>();
    #[expect(
        unsafe_code,
        reason = "the pointer is that of a capsule with the name the Arrow C stream interface gives such pointers"
    )]
    // SAFETY: whoever made a capsule of this name put a valid stream into it. It is moved out and marked as released
    // there, so that it is released once.
    let batches = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) };
    let batches = batches.map_err(|_| {
        PyValueError::new_err("source: a table expected; a column of texts goes to parse")
    })?;
    let wanted = text_column.unwrap_or("text");
    let schema = arrow_array::RecordBatchReader::schema(&batches);
    if schema.column_with_name(wanted).is_none() {
        let names: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        return Err(PyValueError::new_err(format!(
            "text_column: no column {wanted:?} among {}",
            names.join(", ")
        )));
    }
    Ok(Some(Source::from_batches("<table>", Box::new(batches))))
}

/// A text, or several: a list, or a column of any data frame.
pub(crate) fn texts(text: &Bound<'_, PyAny>) -> PyResult<Vec<baokan::Page>> {
    if let Ok(text) = text.cast::<PyString>() {
        return Ok(vec![page(text, 0)?]);
    }
    let wrong = || PyTypeError::new_err("text: a string or a list of strings expected");
    let texts = text.try_iter().map_err(|_| wrong())?.enumerate();
    texts
        .map(|(number, text)| {
            let mut text = text?;
            // An Arrow column gives scalars, which hold a string or nothing.
            if let Ok(scalar) = text.call_method0("as_py") {
                text = scalar;
            }
            match text.cast::<PyString>() {
                Ok(text) => page(text, number),
                Err(_) if is_missing(&text) => Ok(baokan::Page {
                    source: format!("<text {number}>"),
                    error: Some("no text".to_owned()),
                    ..baokan::Page::default()
                }),
                Err(_) => Err(wrong()),
            }
        })
        .collect()
}

/// Whether a value of a data frame stands for none: None, or a number that is not equal to itself.
fn is_missing(value: &Bound<'_, PyAny>) -> bool {
    value.is_none()
        || value.extract::<f64>().is_ok_and(f64::is_nan)
        || value.get_type().name().is_ok_and(|name| name == "NAType")
}

fn page(text: &Bound<'_, PyString>, number: usize) -> PyResult<baokan::Page> {
    let page = baokan::Page {
        source: format!("<text {number}>"),
        ..baokan::Page::default()
    };
    // Not to_str(): under the stable ABI a string that is no valid UTF-8 raises, and so does it here.
    if let Ok(text) = text.extract::<String>() {
        return Ok(baokan::Page { text, ..page });
    }
    // Half a surrogate pair is no character. One stands for one, so that positions stay.
    let units = text.call_method1("encode", ("utf-32-le", "surrogatepass"))?;
    let units = units.cast::<PyBytes>()?.as_bytes().chunks_exact(4);
    let mut halves = 0;
    let text = units.map(|unit| {
        let unit = u32::from_le_bytes([unit[0], unit[1], unit[2], unit[3]]);
        char::from_u32(unit).unwrap_or_else(|| {
            halves += 1;
            char::REPLACEMENT_CHARACTER
        })
    });
    let text = text.collect();
    let error = format!("halves of surrogate pairs were replaced by U+FFFD: {halves}");
    Ok(baokan::Page {
        text,
        error: Some(error),
        ..page
    })
}
