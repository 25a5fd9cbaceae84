//! The arguments that questions share.

use baokan::{Selection, StopWords, Terms};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// The columns of a `by` argument.
pub(super) fn columns(by: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    by.map_or(Ok(Vec::new()), |by| strings("by", by))
}

/// One text, or several.
pub(super) fn strings(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let wrong = || {
        PyTypeError::new_err(format!(
            "{argument}: a string or a list of strings expected"
        ))
    };
    if value.is_instance_of::<PyString>() {
        return Ok(vec![value.extract().map_err(|_| wrong())?]);
    }
    let items = value.try_iter().map_err(|_| wrong())?;
    items
        .map(|item| item?.extract::<String>().map_err(|_| wrong()))
        .collect()
}

/// Texts to compare values with: one value or several, each as it prints itself (a day in ISO 8601).
pub(super) fn written(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let is_one = value.is_instance_of::<PyString>() || value.try_iter().is_err();
    if is_one {
        return Ok(vec![value.str()?.extract()?]);
    }
    let values = value
        .try_iter()?
        .map(|item| item?.str()?.extract::<String>())
        .collect::<PyResult<Vec<_>>>()?;
    if values.is_empty() {
        return Err(PyTypeError::new_err(format!(
            "{argument}: a list without a value"
        )));
    }
    Ok(values)
}

pub(super) fn selection(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Selection> {
    let wrong = || {
        let message =
            format!("{argument}: columns with their values, or numbers of articles expected");
        PyTypeError::new_err(message)
    };
    if let Ok(conditions) = value.cast::<PyDict>() {
        let conditions = conditions.iter().map(|(column, values)| {
            let column = column.extract::<String>().map_err(|_| wrong())?;
            Ok((column, written(argument, &values)?))
        });
        return Ok(Selection::Where(conditions.collect::<PyResult<_>>()?));
    }
    if value.is_instance_of::<PyString>() {
        return Err(wrong());
    }
    let numbers = value.try_iter().map_err(|_| wrong())?;
    let numbers = numbers.map(|number| number?.extract::<usize>().map_err(|_| wrong()));
    Ok(Selection::Articles(numbers.collect::<PyResult<_>>()?))
}

pub(super) fn words(stop_words: Option<&Bound<'_, PyAny>>) -> PyResult<StopWords> {
    let Some(stop_words) = stop_words else {
        return Ok(StopWords::Shipped);
    };
    if let Ok(wanted) = stop_words.extract::<bool>() {
        return Ok(if wanted {
            StopWords::Shipped
        } else {
            StopWords::None
        });
    }
    if stop_words.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(
            "stop_words: True, False or a list of words expected",
        ));
    }
    strings("stop_words", stop_words).map(StopWords::List)
}

pub(super) fn terms(
    of: &str,
    stop_words: Option<&Bound<'_, PyAny>>,
    pos: Option<&Bound<'_, PyAny>>,
) -> PyResult<Terms> {
    Ok(Terms {
        of: of.to_owned(),
        stop_words: words(stop_words)?,
        pos: pos
            .map(|pos| strings("pos", pos))
            .transpose()?
            .unwrap_or_default(),
    })
}

/// Words to each side: one number, or one for each side.
pub(super) fn sides(window: &Bound<'_, PyAny>) -> PyResult<(usize, usize)> {
    if let Ok(side) = window.extract::<usize>() {
        return Ok((side, side));
    }
    window
        .extract::<(usize, usize)>()
        .map_err(|_| PyTypeError::new_err("window: a number of words, or (before, after) expected"))
}
