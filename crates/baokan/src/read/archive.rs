//! Archives: files in memory, one after the other, with a bound on what they may unpack to.

use std::io::{self, BufReader, Read};
use std::path::{Component, Path};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::encoding::decode;
use super::file::natural_name;
use super::format::Format;
use super::input::{self, Body, Input, Pages, Reading};

/// Most a file in an archive may unpack to, in bytes.
const LARGEST: u64 = 512 << 20;

/// How often all files of an archive may unpack to its size: Chinese text shrinks to a third or a tenth, an archive made
/// to fill memory to a thousandth.
const EXPANSION: u64 = 200;

/// What any archive may unpack to, in bytes: few short files may be much alike.
const ALLOWANCE: u64 = 256 << 20;

/// What any file in an archive may unpack to, in bytes: one that unpacks to more than this and its share is a bomb, and a
/// few of them do not use up what the other files may.
const BOMB_SIZE: u64 = 48 << 20;

/// What is said of an archive in an archive.
const NESTED: &str = "an archive inside an archive is not read";

/// What is said of a file or archive that unpacks to more.
const BOMB: &str = "unpacks to more than a page file can be";

/// The pages in a ZIP archive, sorted by the names of the files; each is called `archive.zip!name`.
pub(super) fn zip(source: &str, body: Body, reading: &Arc<Reading>) -> io::Result<Pages> {
    match body {
        Body::File(path) => {
            let file = std::fs::File::open(path)?;
            let length = file.metadata()?.len();
            zip_files(source, BufReader::new(file), length, reading)
        }
        Body::Memory(bytes) => {
            let length = bytes.len() as u64;
            zip_files(source, io::Cursor::new(bytes), length, reading)
        }
        Body::Stream(_) => Err(io::Error::other(NESTED)),
    }
}

fn zip_files<R: Read + io::Seek + Send + 'static>(
    source: &str,
    file: R,
    length: u64,
    reading: &Arc<Reading>,
) -> io::Result<Pages> {
    let mut archive = ZipArchive::new(file).map_err(io::Error::other)?;
    let mut files = Vec::new();
    for number in 0..archive.len() {
        // The entry as it stands, because one that is encrypted cannot be opened.
        let entry = archive.by_index_raw(number).map_err(io::Error::other)?;
        if entry.is_dir() {
            continue;
        }
        // Names without the mark of UTF-8 are in the code page of whoever packed them.
        let name = decode(entry.name_raw(), None)
            .map_err(io::Error::other)?
            .text;
        files.push((name, number));
    }
    files.retain(|(name, _)| is_page(name));
    files.sort_by(|(one, _), (other, _)| natural_name(one, other));
    let mut files = files.into_iter();
    let mut budget = Budget::of(length);
    let entries = move || {
        let (name, number) = files.next()?;
        let bytes = archive
            .by_index(number)
            .map_err(|error| error.to_string())
            .and_then(|entry| {
                let most =
                    BOMB_SIZE.saturating_add(entry.compressed_size().saturating_mul(EXPANSION));
                budget
                    .unpack(entry, most)
                    .map_err(|error| error.to_string())
            });
        Some((name, bytes))
    };
    Ok(entry_pages(
        source,
        Box::new(std::iter::from_fn(entries)),
        reading,
    ))
}

/// The pages in a TAR archive, in its order; each is called `archive.tar!name`.
pub(super) fn tar(source: &str, body: Body, reading: &Arc<Reading>) -> io::Result<Pages> {
    let budget = Budget::of(length(&body)?);
    Ok(tar_files(source, body.read()?, budget, reading))
}

/// The pages in what was compressed with gzip: a TAR archive, or one file.
pub(super) fn gzip(source: &str, body: Body, reading: &Arc<Reading>) -> io::Result<Pages> {
    let budget = Budget::of(length(&body)?);
    let unpacked = MultiGzDecoder::new(BufReader::new(body.read()?));
    let lower = source.to_lowercase();
    if lower.ends_with(".tgz") || lower.ends_with(".tar.gz") {
        return Ok(tar_files(source, unpacked, budget, reading));
    }
    let name = &source[..source.len() - ".gz".len()];
    match Format::of_name(name) {
        Some(format) if !format.is_archive() => {
            let body = Body::Stream(Box::new(unpacked));
            Ok(input::pages(source.to_owned(), body, Some(format), reading))
        }
        _ => Err(io::Error::other(NESTED)),
    }
}

fn length(body: &Body) -> io::Result<u64> {
    match body {
        Body::File(path) => Ok(std::fs::metadata(path)?.len()),
        Body::Memory(bytes) => Ok(bytes.len() as u64),
        Body::Stream(_) => Err(io::Error::other(NESTED)),
    }
}

/// A file of an archive: its name, and its bytes or why there are none.
type Entry = (String, Result<Vec<u8>, String>);

fn tar_files(
    source: &str,
    file: impl Read + Send + 'static,
    mut budget: Budget,
    reading: &Arc<Reading>,
) -> Pages {
    // Whatever is passed over is unpacked too, so the bound is on all that is read.
    let mut file = Bounded {
        file,
        left: budget.left,
    };
    let mut over = false;
    let entries = move || {
        while !over {
            match tar_entry(&mut file, &mut budget) {
                Ok(Some((name, bytes))) if is_page(&name) => return Some((name, bytes)),
                Ok(Some(_)) => {}
                Ok(None) => over = true,
                Err(error) => {
                    over = true;
                    return Some((String::new(), Err(error.to_string())));
                }
            }
        }
        None
    };
    entry_pages(source, Box::new(std::iter::from_fn(entries)), reading)
}

/// The next file of a TAR archive. An archive is read from a place that is known only when the file before has been
/// read, so each file is the first of an archive of its own.
fn tar_entry(file: &mut impl Read, budget: &mut Budget) -> io::Result<Option<Entry>> {
    const BLOCK: u64 = 512;
    let mut archive = tar::Archive::new(&mut *file);
    let Some(entry) = archive.entries()?.next() else {
        return Ok(None);
    };
    let mut entry = entry?;
    let name =
        decode(&entry.path_bytes(), None).map_or_else(|error| error.to_string(), |name| name.text);
    let size = entry.header().entry_size()?.max(entry.size());
    let bytes = if entry.header().entry_type().is_file() && is_page(&name) {
        budget
            .unpack(&mut entry, LARGEST)
            .map_err(|error| error.to_string())
    } else {
        Ok(Vec::new())
    };
    io::copy(&mut entry, &mut io::sink())?;
    let is_file = entry.header().entry_type().is_file();
    drop(entry);
    // Not by the next multiple, which a header may put beyond what a number can hold.
    let padding = (BLOCK - size % BLOCK) % BLOCK;
    io::copy(&mut file.take(padding), &mut io::sink())?;
    Ok(Some((if is_file { name } else { String::new() }, bytes)))
}

/// A file that refuses to give more than a number of bytes.
struct Bounded<R> {
    file: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::other(BOMB))?;
        Ok(read)
    }
}

/// How much the files of an archive may still unpack to.
struct Budget {
    left: u64,
}

impl Budget {
    /// For an archive of this size.
    fn of(length: u64) -> Self {
        Self {
            left: ALLOWANCE.saturating_add(length.saturating_mul(EXPANSION)),
        }
    }

    /// All bytes of a file, if they are not more than `most`. What its header says of its size is not believed.
    fn unpack(&mut self, file: impl Read, most: u64) -> io::Result<Vec<u8>> {
        let most = most.min(LARGEST).min(self.left);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes)?;
        let length = bytes.len() as u64;
        self.left = self.left.saturating_sub(length);
        if length > most {
            return Err(io::Error::other(BOMB));
        }
        Ok(bytes)
    }
}

/// The pages of the files of an archive.
fn entry_pages(
    source: &str,
    entries: Box<dyn Iterator<Item = Entry> + Send>,
    reading: &Arc<Reading>,
) -> Pages {
    let (source, reading) = (source.to_owned(), Arc::clone(reading));
    let archive = source.clone();
    let mut pages = entries.flat_map(move |(name, bytes)| {
        let inside = if name.is_empty() {
            source.clone()
        } else {
            format!("{source}!{name}")
        };
        let once =
            |error: &str| -> Pages { Box::new(std::iter::once(Input::failed(&inside, error))) };
        match bytes {
            Err(error) => once(&error),
            Ok(_) if leads_out(&name) => once("its name leads out of the archive"),
            Ok(_) if Format::of_name(&name).is_some_and(Format::is_archive) => once(NESTED),
            Ok(bytes) => input::pages(inside, Body::Memory(bytes), None, &reading),
        }
    });
    let first = pages
        .next()
        .unwrap_or_else(|| Input::failed(&archive, "no page in this archive"));
    Box::new(std::iter::once(first).chain(pages))
}

/// Whether a file of an archive is looked at: hidden ones (among them the doubles that a Mac brings along) are not.
fn is_page(name: &str) -> bool {
    let hidden = |part: &str| {
        part == "__MACOSX" || (part.starts_with('.') && !part.trim_start_matches('.').is_empty())
    };
    Format::of_name(name).is_some() && !name.split(['/', '\\']).any(hidden)
}

/// `../../a.txt`, `/etc/a.txt`, `C:\\a.txt`: nothing is ever written under such a name, but whoever made it meant no good.
fn leads_out(name: &str) -> bool {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    drive
        || Path::new(&name)
            .components()
            .any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
}
