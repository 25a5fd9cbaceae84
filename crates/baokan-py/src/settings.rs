//! The keyword arguments of `read` and `parse`.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use baokan::{Analyzer, Error, ErrorKind, Gazetteer, Kinds, Lexicon, Options, Taxonomy};
use jiff::civil::Date;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::{Deserialize, Serialize};

use crate::error::raise;

/// What the caller said of the pages, in a form that can be compared and pickled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Settings {
    outlet: Option<String>,
    issue_date: Option<Date>,
    region: Option<String>,
    encoding: Option<String>,
    threads: Option<usize>,
    lexicon: Lexicon,
    /// The taxonomy file and its text.
    taxonomy: Option<(PathBuf, String)>,
    /// The gazetteer file and its text.
    gazetteer: Option<(PathBuf, String)>,
    /// Words that records are read by.
    #[serde(default)]
    kinds: Kinds,
}

/// The arguments as Python gives them.
pub(crate) struct Arguments<'a, 'py> {
    pub(crate) outlet: Option<String>,
    pub(crate) issue_date: Option<&'a Bound<'py, PyAny>>,
    pub(crate) region: Option<String>,
    pub(crate) encoding: Option<String>,
    pub(crate) lexicon: Option<&'a Bound<'py, PyAny>>,
    pub(crate) taxonomy: Option<PathBuf>,
    pub(crate) gazetteer: Option<PathBuf>,
    pub(crate) kinds: Option<PathBuf>,
    pub(crate) threads: Option<usize>,
}

impl Settings {
    /// Checks the arguments one by one; each error names its argument.
    pub(crate) fn new(arguments: Arguments<'_, '_>) -> PyResult<Self> {
        if arguments.threads == Some(0) {
            return Err(PyValueError::new_err("threads: at least 1 expected"));
        }
        if let Some(region) = &arguments.region
            && (!matches!(region.len(), 2 | 4 | 6 | 9 | 12)
                || !region.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let message = format!(
                "region: a division code of 2, 4, 6, 9 or 12 digits expected, found {region:?}"
            );
            return Err(PyValueError::new_err(message));
        }
        // The text is kept beside the path, so that a pickled corpus needs no file.
        let load = |path: PathBuf| {
            let text =
                fs::read_to_string(&path).map_err(|error| Error::io(ErrorKind::Read, &path, error));
            text.map(|text| (path, text)).map_err(raise)
        };
        let settings = Self {
            outlet: arguments.outlet,
            issue_date: arguments.issue_date.map(day).transpose()?,
            region: arguments.region,
            encoding: arguments.encoding,
            threads: arguments.threads,
            lexicon: arguments
                .lexicon
                .map(lexicon)
                .transpose()?
                .unwrap_or_default(),
            taxonomy: arguments.taxonomy.map(load).transpose()?,
            gazetteer: arguments.gazetteer.map(load).transpose()?,
            kinds: arguments
                .kinds
                .map(Kinds::from_file)
                .transpose()
                .map_err(raise)?
                .unwrap_or_default(),
        };
        Ok(settings)
    }

    /// The analyzer for these settings.
    ///
    /// The last one is kept: whoever parses one text after the other in a loop waits for the dictionary
    /// and the matchers once. A call that finds the place taken (by another thread or, in a forked
    /// child, by a thread that is no more) builds its own and goes on.
    pub(crate) fn analyzer(&self) -> baokan::Result<Arc<Analyzer>> {
        static LAST: Mutex<Option<(Settings, Arc<Analyzer>)>> = Mutex::new(None);
        if let Ok(last) = LAST.try_lock()
            && let Some((settings, analyzer)) = &*last
            && settings == self
        {
            return Ok(Arc::clone(analyzer));
        }
        let analyzer = Arc::new(Analyzer::new(self.options()?)?);
        if let Ok(mut last) = LAST.try_lock() {
            *last = Some((self.clone(), Arc::clone(&analyzer)));
        }
        Ok(analyzer)
    }

    fn options(&self) -> baokan::Result<Options> {
        let taxonomy = match &self.taxonomy {
            Some((path, text)) => Taxonomy::from_toml(text).map_err(|error| error.at_path(path))?,
            None => Taxonomy::default(),
        };
        let gazetteer = match &self.gazetteer {
            Some((path, text)) => {
                let gazetteer = Gazetteer::from_csv(text).map_err(|error| error.at_path(path))?;
                Some(Arc::new(gazetteer))
            }
            None => None,
        };
        Ok(Options {
            outlet: self.outlet.clone(),
            issue_date: self.issue_date,
            region: self.region.clone(),
            encoding: self.encoding.clone(),
            threads: self.threads,
            lexicon: self.lexicon.clone(),
            taxonomy,
            gazetteer,
            kinds: self.kinds.clone(),
        })
    }
}

/// A day from a `datetime.date` or an ISO string.
fn day(value: &Bound<'_, PyAny>) -> PyResult<Date> {
    let text = if value.is_instance_of::<PyString>() {
        value.extract::<String>()?
    } else if let Ok(iso) = value.call_method0("isoformat") {
        // A datetime or a pandas Timestamp is a date with more behind it.
        iso.extract::<String>()?
            .chars()
            .take("2022-05-24".len())
            .collect()
    } else {
        return Err(PyTypeError::new_err(
            "issue_date: a string or a datetime.date expected",
        ));
    };
    text.parse().map_err(|_| {
        PyValueError::new_err(format!(
            "issue_date: no day in ISO 8601 (2022-05-24): {text:?}"
        ))
    })
}

/// A lexicon from a path, or from words and (word, tag) pairs.
fn lexicon(value: &Bound<'_, PyAny>) -> PyResult<Lexicon> {
    if let Ok(path) = value.extract::<PathBuf>() {
        return Lexicon::default().with_file(path).map_err(raise);
    }
    let wrong = || {
        PyTypeError::new_err("lexicon: a path, or a list of words or (word, tag) pairs expected")
    };
    let words = value.try_iter().map_err(|_| wrong())?.map(|item| {
        let item = item?;
        match item.extract::<String>() {
            Ok(word) => Ok((word, None)),
            Err(_) => item
                .extract::<(String, Option<String>)>()
                .map_err(|_| wrong()),
        }
    });
    Lexicon::default()
        .with_words(words.collect::<PyResult<Vec<_>>>()?)
        .map_err(raise)
}
