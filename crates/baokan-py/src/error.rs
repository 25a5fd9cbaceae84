//! The core's error as Python exceptions, which are defined in `python/baokan/errors.py`.

use baokan::{Error, ErrorKind};
use pyo3::PyErr;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

// Defined in Python, because an exception with two bases cannot be made under the stable ABI.
pyo3::import_exception!(baokan.errors, BaokanError);
pyo3::import_exception!(baokan.errors, LexiconError);
pyo3::import_exception!(baokan.errors, ReadError);
pyo3::import_exception!(baokan.errors, WriteError);

/// The exception for an error, with `filename` set where the core knows the file.
pub(crate) fn raise(error: Error) -> PyErr {
    let message = error.to_string();
    let exception = match error.kind() {
        ErrorKind::Read => ReadError::new_err(message),
        ErrorKind::Write => WriteError::new_err(message),
        ErrorKind::Lexicon => LexiconError::new_err(message),
        ErrorKind::Argument => PyValueError::new_err(message),
        _ => BaokanError::new_err(message),
    };
    let is_file_error = matches!(error.kind(), ErrorKind::Read | ErrorKind::Write);
    if let Some(path) = error.path().filter(|_| is_file_error) {
        Python::attach(|py| {
            // An exception that refuses the attribute still says everything in its message.
            let _ = exception
                .value(py)
                .setattr("filename", path.to_string_lossy());
        });
    }
    exception
}
