//! What a folder of tables was made from, by what, and how far a run is.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Format;
use super::file::part;
use crate::analyzer::Options;
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::fingerprint::Fingerprint;
use crate::numbering::Numbering;
use crate::table::TABLES;
use crate::version::version;

const NAME: &str = "manifest.json";

/// The file `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// What the tables depend on beside the pages: the versions, and the caller's settings. Long ones
    /// (a lexicon, a taxonomy, a gazetteer) stand as fingerprints.
    made_by: BTreeMap<String, serde_json::Value>,
    /// A fingerprint of the sources of all pages done, in their order.
    pub(super) sources: String,
    /// Pages, articles, deliberations and issues done.
    #[serde(flatten)]
    pub(super) done: Numbering,
    /// How many pages had an error.
    pub(super) errors: usize,
    /// How many rows each table has.
    pub(super) rows: BTreeMap<String, usize>,
    /// While a run is under way: how many parts are complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parts: Option<usize>,
    /// While a run is under way: the tables whose parts have been joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) joined: Vec<String>,
}

impl Manifest {
    /// The manifest of a run that has done nothing.
    pub(super) fn new(options: &Options, format: Format, tables: &[&str]) -> Self {
        let version = version();
        let gazetteer = options.gazetteer.as_ref();
        let made_by = [
            ("library", version.library.into()),
            ("data", version.data.into()),
            ("rules", version.rules.into()),
            ("format", format.extension().into()),
            ("tables", tables.into()),
            ("outlet", options.outlet.clone().into()),
            (
                "issue_date",
                options.issue_date.map(|day| day.to_string()).into(),
            ),
            ("region", options.region.clone().into()),
            ("encoding", options.encoding.clone().into()),
            ("lexicon", options.lexicon.fingerprint().to_string().into()),
            (
                "taxonomy",
                options.taxonomy.fingerprint().to_string().into(),
            ),
            (
                "gazetteer",
                gazetteer
                    .map(|places| places.fingerprint().to_string())
                    .into(),
            ),
            ("kinds", options.kinds.fingerprint().to_string().into()),
        ];
        let own = |(name, value): (&str, serde_json::Value)| (name.to_owned(), value);
        Self {
            made_by: made_by.into_iter().map(own).collect(),
            sources: Fingerprint::default().to_string(),
            done: Numbering::default(),
            errors: 0,
            rows: tables.iter().map(|&table| (table.to_owned(), 0)).collect(),
            parts: None,
            joined: Vec::new(),
        }
    }

    /// The manifest of a corpus whose tables have been written with so many rows.
    pub(super) fn of_corpus(corpus: &Corpus, format: Format, files: &[(PathBuf, usize)]) -> Self {
        let mut manifest = Self::new(corpus.analyzer().options(), format, &TABLES);
        let mut sources = Fingerprint::default();
        for page in corpus.pages() {
            sources.add(page.page.source.as_bytes());
            manifest.done = manifest.done.after(page);
            manifest.errors += usize::from(page.page.error.is_some());
        }
        manifest.sources = sources.to_string();
        let rows = files.iter().map(|&(_, rows)| rows);
        manifest.rows = TABLES.into_iter().map(str::to_owned).zip(rows).collect();
        manifest
    }

    /// The manifest in a folder; `None` where there is none.
    pub(super) fn load(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(ErrorKind::Read, path, error)),
        };
        let manifest = serde_json::from_str(&text);
        manifest
            .map(Some)
            .map_err(|error| Error::new(ErrorKind::Read, error.to_string()).at_path(path))
    }

    /// Writes the manifest to a folder: the new one stands there, or still the old one.
    pub(super) fn save(&self, folder: &Path) -> Result<()> {
        let path = folder.join(NAME);
        let whole = part(&path);
        let save = || {
            let mut json = serde_json::to_vec_pretty(self)?;
            json.push(b'\n');
            fs::write(&whole, json)?;
            fs::rename(&whole, &path)
        };
        save().map_err(|error| {
            // As with any file that could not be written whole.
            let _ = fs::remove_file(&whole);
            Error::io(ErrorKind::Write, &path, error)
        })
    }

    /// Refuses to go on with a run that `other` was not made by, and names the difference.
    pub(super) fn check_made_like(&self, other: &Self) -> Result<()> {
        let Some((name, value)) = self
            .made_by
            .iter()
            .find(|&(name, value)| other.made_by.get(name) != Some(value))
        else {
            return Ok(());
        };
        let was = other.made_by.get(name).unwrap_or(&serde_json::Value::Null);
        let message = format!(
            "resume: the run in this folder was made with {name} {was}, not {value}; start anew without resume"
        );
        Err(Error::new(ErrorKind::Argument, message))
    }
}
