//! Pages one after the other, each loaded when its turn comes.

use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file;
use super::format::Format;
use super::pdf::{self, PdfReader};
use super::source::{Item, Source, TEXT_COLUMN};
use super::{decode, jsonl};
use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;

/// A page to read: what is costly about it (opening, decoding, taking HTML apart) is done by [`Input::load`], on
/// whichever thread calls it.
pub(crate) struct Input {
    /// The file or table it is of, and its number among the pages of that where it is not the first: what tells a page
    /// before it is loaded.
    name: String,
    load: Box<dyn FnOnce() -> Page + Send>,
}

impl Input {
    pub(super) fn new(load: impl FnOnce() -> Page + Send + 'static) -> Self {
        Self {
            name: String::new(),
            load: Box::new(load),
        }
    }

    /// A page that could not be read.
    pub(super) fn failed(source: &str, error: impl fmt::Display) -> Self {
        let page = failed(source, error);
        Self::new(move || page)
    }

    /// What tells it from all other pages of its source: `rows.csv 17`.
    #[cfg(feature = "tables")]
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The page; one that cannot be read is empty and says why.
    pub(crate) fn load(self) -> Page {
        (self.load)()
    }
}

/// The pages of one file or table.
pub(super) type Pages = Box<dyn Iterator<Item = Input> + Send>;

/// An empty page that says why it is.
pub(super) fn failed(source: &str, error: impl fmt::Display) -> Page {
    let error = error.to_string();
    Page {
        source: source.to_owned(),
        error: Some(error.lines().next().unwrap_or_default().to_owned()),
        ..Page::default()
    }
}

/// How the caller wants files read.
pub(super) struct Reading {
    pub(super) encoding: Option<String>,
    pub(super) text_column: String,
    pub(super) pdf: Option<Arc<dyn PdfReader>>,
}

/// The bytes of a file, on disk or taken out of an archive.
pub(super) enum Body {
    File(PathBuf),
    #[cfg(feature = "archive")]
    Memory(Vec<u8>),
    /// What is unpacked while it is read.
    #[cfg(feature = "archive")]
    Stream(Box<dyn Read + Send>),
}

/// Most bytes of a page that is unpacked while it is read.
#[cfg(feature = "archive")]
const LARGEST: u64 = 512 << 20;

impl Body {
    pub(super) fn load(self) -> io::Result<Vec<u8>> {
        match self {
            Self::File(path) => file::load(&path),
            #[cfg(feature = "archive")]
            Self::Memory(bytes) => Ok(bytes),
            #[cfg(feature = "archive")]
            Self::Stream(stream) => {
                let mut bytes = Vec::new();
                stream.take(LARGEST + 1).read_to_end(&mut bytes)?;
                if bytes.len() as u64 > LARGEST {
                    return Err(io::Error::other("unpacks to more than a page file can be"));
                }
                Ok(bytes)
            }
        }
    }

    /// The bytes one after the other.
    pub(super) fn read(self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            #[cfg(feature = "archive")]
            Self::Memory(bytes) => Box::new(io::Cursor::new(bytes)),
            #[cfg(feature = "archive")]
            Self::Stream(stream) => stream,
        })
    }

    fn head(&self) -> Vec<u8> {
        const HEAD: u64 = 1024;
        let mut head = Vec::new();
        match self {
            // A file that cannot be opened says so when it is read.
            Self::File(path) => {
                let _ = File::open(path).map(|file| file.take(HEAD).read_to_end(&mut head));
            }
            #[cfg(feature = "archive")]
            Self::Memory(bytes) => head.extend(bytes.iter().take(HEAD as usize)),
            #[cfg(feature = "archive")]
            Self::Stream(_) => {}
        }
        head
    }
}

/// The pages of a source, in order. Nothing but the names of the files is held; a file of many pages is read as far
/// as its pages were asked for.
pub(crate) struct Inputs {
    reading: Arc<Reading>,
    items: VecDeque<Found>,
    open: Option<Pages>,
    /// What the open file or table is called, and how many of its pages were handed out.
    name: String,
    handed: usize,
}

enum Found {
    File(PathBuf),
    #[cfg(feature = "tables")]
    Batches(String, Box<dyn arrow_array::RecordBatchReader + Send>),
}

/// The pages that `source` stands for.
pub(crate) fn inputs(source: Source, encoding: Option<&str>) -> Result<Inputs> {
    if source.items.is_empty() {
        return Err(Error::new(
            ErrorKind::Argument,
            "no file, folder or glob was given",
        ));
    }
    let mut items = VecDeque::new();
    for item in source.items {
        match item {
            Item::Path(path) => items.extend(file::files(&path)?.into_iter().map(Found::File)),
            #[cfg(feature = "tables")]
            Item::Batches(name, batches) => items.push_back(Found::Batches(name, batches)),
        }
    }
    Ok(Inputs {
        reading: Arc::new(Reading {
            encoding: encoding.map(str::to_owned),
            text_column: source.text_column.unwrap_or_else(|| TEXT_COLUMN.to_owned()),
            pdf: source.pdf,
        }),
        items,
        open: None,
        name: String::new(),
        handed: 0,
    })
}

impl Inputs {
    /// Whether other columns may come with the texts: they do from tables, also those in archives.
    #[cfg(feature = "tables")]
    pub(crate) fn have_metadata(&self) -> bool {
        self.items.iter().any(|item| match item {
            Found::File(path) => !matches!(
                Format::of_name(&path.to_string_lossy()),
                Some(Format::Text | Format::Html | Format::Pdf)
            ),
            Found::Batches(..) => true,
        })
    }

    /// How many files or tables were not begun yet: at least so many pages are to come.
    pub(crate) fn remaining(&self) -> usize {
        self.items.len()
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(mut input) = self.open.as_mut().and_then(Iterator::next) {
                input.name = match self.handed {
                    0 => self.name.clone(),
                    number => format!("{} {number}", self.name),
                };
                self.handed += 1;
                return Some(input);
            }
            self.handed = 0;
            self.open = Some(match self.items.pop_front()? {
                Found::File(path) => {
                    let source = path.to_string_lossy().into_owned();
                    self.name.clone_from(&source);
                    pages(source, Body::File(path), None, &self.reading)
                }
                #[cfg(feature = "tables")]
                Found::Batches(name, batches) => {
                    self.name.clone_from(&name);
                    super::batch::pages(name, batches, &self.reading)
                }
            });
        }
    }
}

/// The pages of a file called `source`, of a known format or of the one its name or its first bytes tell.
pub(super) fn pages(
    source: String,
    body: Body,
    format: Option<Format>,
    reading: &Arc<Reading>,
) -> Pages {
    let format = format
        .or_else(|| Format::of_name(&source))
        .unwrap_or_else(|| Format::of_bytes(&body.head()));
    let opened = match format {
        Format::Text | Format::Html => {
            let reading = Arc::clone(reading);
            let load = move || single(&source, body, format, &reading);
            return Box::new(std::iter::once(Input::new(load)));
        }
        Format::Pdf => return pdf::pages(source, body, reading),
        Format::Jsonl => jsonl::pages(&source, body, reading),
        #[cfg(feature = "csv")]
        Format::Csv(delimiter) => super::csv::pages(&source, body, delimiter, reading),
        #[cfg(feature = "parquet")]
        Format::Parquet => super::parquet::pages(&source, body, reading),
        #[cfg(feature = "archive")]
        Format::Zip => super::archive::zip(&source, body, reading),
        #[cfg(feature = "archive")]
        Format::Tar => super::archive::tar(&source, body, reading),
        #[cfg(feature = "archive")]
        Format::Gzip => super::archive::gzip(&source, body, reading),
        #[cfg(not(all(feature = "csv", feature = "parquet", feature = "archive")))]
        _ => Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "baokan was built without the feature that reads this format",
        )),
    };
    opened.unwrap_or_else(|error| Box::new(std::iter::once(Input::failed(&source, error))))
}

/// The page in a file that holds one.
fn single(source: &str, body: Body, format: Format, reading: &Reading) -> Page {
    let bytes = match body.load() {
        Ok(bytes) => bytes,
        Err(error) => return failed(source, error),
    };
    if format == Format::Html {
        return html(source, &bytes, reading);
    }
    match decode(&bytes, reading.encoding.as_deref()) {
        Ok(decoded) => Page {
            source: source.to_owned(),
            text: decoded.text,
            encoding: Some(decoded.encoding),
            error: decoded.error,
            ..Page::default()
        },
        Err(error) => failed(source, error),
    }
}

#[cfg(feature = "html")]
fn html(source: &str, bytes: &[u8], reading: &Reading) -> Page {
    super::html::page(source, bytes, reading.encoding.as_deref())
}

#[cfg(not(feature = "html"))]
fn html(source: &str, _: &[u8], _: &Reading) -> Page {
    failed(source, "baokan was built without the feature `html`")
}

/// The part of a source that can tell something of the page by its name: the file in an archive, without the
/// row, line or page behind it.
pub(crate) fn file_name(source: &str) -> String {
    let file = match source.rsplit_once('#') {
        Some((file, part))
            if ["row=", "line=", "page=", "id="]
                .iter()
                .any(|key| part.starts_with(key)) =>
        {
            file
        }
        _ => source,
    };
    let name = file.rsplit(['/', '!']).next().unwrap_or(file);
    // On Windows a path has other separators.
    Path::new(name)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
