//! From pages to files of tables in bounded memory, in a way that can be stopped and resumed.
//!
//! The rows of some thousand pages make a part, and `.extract` in the output folder holds the parts that
//! are complete, with a manifest that counts them. When all pages are done the parts of each table are
//! joined to its file, and `.extract` is removed. So a run that is stopped, at whatever moment, leaves
//! whole files or none, and one that resumes it reads only the pages of the part that was open.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::Format;
use super::file::TableFile;
use super::join::join;
use super::manifest::Manifest;
use crate::analyzer::Analyzer;
use crate::error::{Error, ErrorKind, Result};
use crate::fingerprint::Fingerprint;
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::read::Source;
use crate::stream::{self, Batch, Pending, Stream, Streaming, Waited};
use crate::table;

/// A part ends after this much text, in bytes: seconds of work.
///
/// What is written of a part stays in memory until a row group is complete, and with it a compressor for
/// each of 150 columns. Both are given back when the part is closed, so its length bounds them.
const TEXT: usize = 16 << 20;
/// How many errors of pages are handed back; the table `pages` has all of them.
const TOLD: usize = 100;

/// How [`extract`] is to write.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The format of the files.
    pub format: Format,
    /// The tables and the pages of a batch.
    pub streaming: Streaming,
    /// Whether to go on with a run that was stopped.
    pub resume: bool,
    /// How many pages a part holds at most: those a stopped run has to do again. It holds fewer where
    /// they are long (16 MiB of text).
    pub part_pages: usize,
}

impl Default for Extraction {
    fn default() -> Self {
        Self {
            format: Format::Parquet,
            streaming: Streaming::default(),
            resume: false,
            part_pages: 20_000,
        }
    }
}

/// What [`extract`] has written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The files, one for each table.
    pub files: Vec<PathBuf>,
    /// How many pages were read, those of the resumed run included.
    pub pages: usize,
    /// How many articles stood on them.
    pub articles: usize,
    /// How many pages had an error.
    pub errors: usize,
    /// The sources and errors of the first of them, 100 at most, those of the resumed run left out.
    pub first_errors: Vec<(String, String)>,
}

/// Reads pages and writes every table to a file of its own in `folder`, which is made when it is
/// missing. Memory is bounded whatever the number of pages, and the files are those that
/// [`Corpus::write`](crate::Corpus::write) makes of the same pages.
///
/// A run that is stopped leaves the files of earlier runs as they were, and its own work in the folder
/// `.extract`, which the next run in the same folder resumes or removes.
///
/// # Errors
///
/// When a named file does not exist, a folder or glob holds no page; when an argument is not usable,
/// among them `resume` where sources, settings or version are not those of the run that was stopped;
/// when a file cannot be written, or `progress` was cancelled.
///
/// ```
/// use std::sync::Arc;
/// use baokan::{Analyzer, Extraction, Options, Progress, extract};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("p1.txt"), "某县召开会议\n本报讯 5月20日,某县召开会议。")?;
/// let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// let tables = folder.path().join("tables");
/// let extracted = extract(folder.path(), analyzer, &tables, &Extraction::default(), &Progress::default())?;
/// assert_eq!((extracted.pages, extracted.articles), (1, 1));
/// assert!(tables.join("articles.parquet").is_file());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn extract(
    source: impl Into<Source>,
    analyzer: Arc<Analyzer>,
    folder: impl AsRef<Path>,
    extraction: &Extraction,
    progress: &Progress,
) -> Result<Extracted> {
    let tables = table::select(extraction.streaming.tables.as_deref())?;
    if extraction.part_pages == 0 {
        return Err(Error::new(
            ErrorKind::Argument,
            "part_pages: at least 1 expected",
        ));
    }
    let mut queue = stream::pending(source.into(), &analyzer)?;
    progress.begin(queue.total);
    let manifest = Manifest::new(analyzer.options(), extraction.format, &tables);
    let mut run = Run {
        folder: folder.as_ref().to_path_buf(),
        parts: folder.as_ref().join(".extract"),
        format: extraction.format,
        threads: analyzer.options().threads,
        tables,
        manifest,
        sources: Fingerprint::default(),
        first_errors: Vec::new(),
    };
    fs::create_dir_all(&run.folder)
        .map_err(|error| Error::io(ErrorKind::Write, &run.folder, error))?;
    if !extraction.resume || !run.resume(&mut queue.pages)? {
        run.begin()?;
    }
    progress.reach(run.manifest.done.pages);
    if run.manifest.joined.is_empty() {
        let before = run.manifest.done;
        let mut streaming = extraction.streaming.clone();
        // A part ends with a batch.
        streaming.batch_pages = streaming.batch_pages.min(extraction.part_pages);
        let stream = Stream::new(queue, before, analyzer, &streaming)?;
        run.write(stream, extraction.part_pages, progress)?;
    }
    run.join(progress)
}

/// A run of [`extract`].
struct Run {
    folder: PathBuf,
    /// The folder of the parts.
    parts: PathBuf,
    format: Format,
    threads: Option<usize>,
    tables: Vec<&'static str>,
    manifest: Manifest,
    /// The fingerprint in the manifest, to be gone on with.
    sources: Fingerprint,
    first_errors: Vec<(String, String)>,
}

impl Run {
    /// Takes up a stopped run and passes over the pages it has done; `false` when there is none.
    fn resume(&mut self, pages: &mut impl Iterator<Item = Pending>) -> Result<bool> {
        let stopped = Manifest::load(&self.parts)?;
        let finished = stopped.is_none();
        let Some(manifest) =
            stopped.map_or_else(|| Manifest::load(&self.folder), |one| Ok(Some(one)))?
        else {
            return Ok(false);
        };
        self.manifest.check_made_like(&manifest)?;
        for page in pages.take(manifest.done.pages) {
            self.sources.add(page.name.as_bytes());
        }
        let all_read = finished || !manifest.joined.is_empty();
        let others = self.sources.to_string() != manifest.sources;
        if others || all_read && pages.next().is_some() {
            let message =
                "resume: the run in this folder read other pages; start anew without resume";
            return Err(Error::new(ErrorKind::Argument, message).at_path(&self.folder));
        }
        self.manifest = manifest;
        if finished {
            // All is in place: there is no table left to join.
            self.manifest.joined = self.tables.iter().map(|&table| table.to_owned()).collect();
        } else {
            self.sweep()?;
        }
        Ok(true)
    }

    /// Removes what the stopped run had written of a part it did not complete.
    fn sweep(&self) -> Result<()> {
        let done = self.manifest.parts.unwrap_or_default();
        let failed = |error| Error::io(ErrorKind::Write, &self.parts, error);
        for entry in fs::read_dir(&self.parts).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let number = name
                .split('.')
                .next()
                .and_then(|number| number.parse::<usize>().ok());
            if name.ends_with(".part") || number.is_some_and(|number| number >= done) {
                fs::remove_file(entry.path()).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Begins anew.
    fn begin(&mut self) -> Result<()> {
        let failed = |error| Error::io(ErrorKind::Write, &self.parts, error);
        if self.parts.exists() {
            fs::remove_dir_all(&self.parts).map_err(failed)?;
        }
        fs::create_dir(&self.parts).map_err(failed)?;
        self.manifest.parts = Some(0);
        self.manifest.save(&self.parts)
    }

    /// Writes the batches of a stream, part by part.
    fn write(&mut self, mut stream: Stream, part_pages: usize, progress: &Progress) -> Result<()> {
        /// How often a cancelled run is looked for.
        const TICK: Duration = Duration::from_millis(50);
        let before = self.manifest.done.pages;
        let mut files = self.no_files();
        let (mut pages, mut bytes) = (0, 0);
        loop {
            progress.check()?;
            progress.reach(before + stream.progress().done());
            let batch = match stream.wait(TICK)? {
                Waited::Batch(batch) => batch,
                Waited::Pending => continue,
                Waited::Ended => break,
            };
            self.append(&batch, &mut files)?;
            pages += batch.names.len();
            bytes += batch.bytes;
            self.count(batch);
            if pages >= part_pages || bytes >= TEXT {
                let full = std::mem::replace(&mut files, self.no_files());
                self.close(full)?;
                (pages, bytes) = (0, 0);
            }
        }
        self.close(files)
    }

    /// The files of a part of which nothing is written yet.
    fn no_files(&self) -> Vec<Option<TableFile>> {
        self.tables.iter().map(|_| None).collect()
    }

    /// Adds the rows of a batch to the open part; a table without rows has no file.
    fn append(&self, batch: &Batch, files: &mut [Option<TableFile>]) -> Result<()> {
        let part = self.manifest.parts.unwrap_or_default();
        let tables = files.iter_mut().zip(&batch.tables);
        let tables = tables.filter(|(_, table)| !table.is_empty()).collect();
        in_parallel(tables, self.threads, |(file, table)| {
            let file = match file {
                Some(file) => file,
                None => {
                    let name = format!("{part:06}.{}", self.format.file_name(table.name()));
                    let path = self.parts.join(name);
                    file.insert(TableFile::create(&path, table.schema(), self.format)?)
                }
            };
            file.append(table)
        })?;
        Ok(())
    }

    fn count(&mut self, batch: Batch) {
        for source in &batch.names {
            self.sources.add(source.as_bytes());
        }
        for table in &batch.tables {
            *self
                .manifest
                .rows
                .entry(table.name().to_owned())
                .or_default() += table.len();
        }
        self.manifest.done = batch.after;
        self.manifest.errors += batch.errors.len();
        let room = TOLD - self.first_errors.len();
        self.first_errors
            .extend(batch.errors.into_iter().take(room));
    }

    /// Completes a part. Its pages are done once the manifest says so.
    fn close(&mut self, files: Vec<Option<TableFile>>) -> Result<()> {
        let files = files.into_iter().flatten().collect();
        in_parallel(files, self.threads, TableFile::finish)?;
        self.manifest.sources = self.sources.to_string();
        *self.manifest.parts.get_or_insert_default() += 1;
        self.manifest.save(&self.parts)
    }

    /// Makes one file of the parts of each table.
    fn join(mut self, progress: &Progress) -> Result<Extracted> {
        let mut files = Vec::with_capacity(self.tables.len());
        for name in &self.tables {
            progress.check()?;
            let path = self.folder.join(self.format.file_name(name));
            if !self.manifest.joined.iter().any(|joined| joined == name) {
                let parts = self.parts_of(name);
                match (parts.is_empty(), self.manifest.rows.get(*name)) {
                    (false, _) => join(&parts, &path, self.format)?,
                    // The one part was moved before the run could note it.
                    (true, Some(1..)) => {}
                    (true, _) => empty(name, &path, self.format)?,
                }
                self.manifest.joined.push((*name).to_owned());
                self.manifest.save(&self.parts)?;
                for part in parts {
                    // A single part has been moved, and what cannot be removed now goes with the folder.
                    let _ = fs::remove_file(part);
                }
            }
            files.push(path);
        }
        let extracted = Extracted {
            files,
            pages: self.manifest.done.pages,
            articles: self.manifest.done.articles,
            errors: self.manifest.errors,
            first_errors: self.first_errors,
        };
        (self.manifest.parts, self.manifest.joined) = (None, Vec::new());
        self.manifest.save(&self.folder)?;
        if self.parts.exists() {
            fs::remove_dir_all(&self.parts)
                .map_err(|error| Error::io(ErrorKind::Write, &self.parts, error))?;
        }
        Ok(extracted)
    }

    fn parts_of(&self, table: &str) -> Vec<PathBuf> {
        let parts = 0..self.manifest.parts.unwrap_or_default();
        let path = |part| {
            self.parts
                .join(format!("{part:06}.{}", self.format.file_name(table)))
        };
        parts.map(path).filter(|path| path.exists()).collect()
    }
}

/// Writes a table without rows.
fn empty(name: &str, path: &Path, format: Format) -> Result<()> {
    match table::schema(name) {
        Some((_, schema)) => TableFile::create(path, &schema, format)?.finish(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
