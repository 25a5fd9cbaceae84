//! From what the caller names to the files it stands for.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use crate::error::{Error, ErrorKind, Result};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// What the `pages` table shows.
    pub(crate) source: String,
    /// Where the file is.
    pub(crate) path: PathBuf,
}

/// The files that `sources` stand for, each a file, a folder (every `*.txt` in and below it) or a
/// glob. The order of `sources` is kept; the files of a folder or glob are sorted as people count,
/// `第2版` before `第10版`.
pub(crate) fn inputs(sources: &[String]) -> Result<Vec<Input>> {
    if sources.is_empty() {
        return Err(Error::new(ErrorKind::Argument, "no file, folder or glob was given"));
    }
    let mut inputs = Vec::new();
    for source in sources {
        let path = Path::new(source);
        // A folder may well be named `[2022]`, so what exists is never read as a glob.
        let paths = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => folder(path)?,
            Ok(_) => vec![path.to_path_buf()],
            Err(_) if source.contains(['*', '?', '[', '{']) => glob(source)?,
            Err(error) => return Err(Error::io(ErrorKind::Read, path, error)),
        };
        inputs.extend(paths.into_iter().map(|path| Input {
            source: path.to_string_lossy().into_owned(),
            path,
        }));
    }
    Ok(inputs)
}

/// The bytes of a file; one too large for the spans of its text is refused unread.
pub(crate) fn load(input: &Input) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(&input.path)?;
    if u32::try_from(metadata.len()).is_err() {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "page of more than 4 GiB"));
    }
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
    }
    fs::read(&input.path)
}

fn folder(root: &Path) -> Result<Vec<PathBuf>> {
    let is_page = |path: &Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
    let files = walk(root, is_page)?;
    if files.is_empty() {
        return Err(Error::new(ErrorKind::Read, "no page (*.txt) in this folder").at_path(root));
    }
    Ok(files)
}

fn glob(pattern: &str) -> Result<Vec<PathBuf>> {
    let bad = |error: globset::Error| Error::new(ErrorKind::Read, format!("bad glob: {}", error.kind())).at_path(pattern);
    let matcher = GlobBuilder::new(pattern).literal_separator(true).build().map_err(bad)?.compile_matcher();
    // Only the folders below the part without wildcards can hold a match.
    let mut root = PathBuf::new();
    for part in Path::new(pattern).parent().into_iter().flat_map(Path::components) {
        if part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']) {
            break;
        }
        root.push(part);
    }
    let given = !root.as_os_str().is_empty();
    let start = if given { root.as_path() } else { Path::new(".") };
    let files = if start.is_dir() {
        walk(start, |path| matcher.is_match(if given { path } else { path.strip_prefix(".").unwrap_or(path) }))?
    } else {
        Vec::new()
    };
    if files.is_empty() {
        return Err(Error::new(ErrorKind::Read, "no file matches this glob").at_path(pattern));
    }
    Ok(files)
}

/// The files below `root` that are `wanted`, sorted. Hidden files (among them the `._…` doubles that
/// archives made on a Mac bring along) and linked folders, which may lead round in a circle, are
/// passed over.
fn walk(root: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let failed = |error| Error::io(ErrorKind::Read, &folder, error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push(path);
            } else if wanted(&path) && path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort_by(|one, other| natural_path(one, other));
    Ok(files)
}

/// Folder by folder, so that the pages of one issue stay together.
fn natural_path(one: &Path, other: &Path) -> Ordering {
    let (mut ones, mut others) = (one.components(), other.components());
    loop {
        return match (ones.next(), others.next()) {
            (None, None) => one.cmp(other),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(left), Some(right)) => match natural(left.as_os_str(), right.as_os_str()) {
                Ordering::Equal => continue,
                order => order,
            },
        };
    }
}

/// Characters by their code, runs of digits by their value.
fn natural(one: &OsStr, other: &OsStr) -> Ordering {
    let (one, other) = (one.to_string_lossy(), other.to_string_lossy());
    let (mut ones, mut others) = (one.as_ref(), other.as_ref());
    while let (Some(left), Some(right)) = (ones.chars().next(), others.chars().next()) {
        let order = if left.is_ascii_digit() && right.is_ascii_digit() {
            let (left, right);
            (left, ones) = digits(ones);
            (right, others) = digits(others);
            left.len().cmp(&right.len()).then(left.cmp(right))
        } else {
            ones = &ones[left.len_utf8()..];
            others = &others[right.len_utf8()..];
            left.cmp(&right)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    ones.len().cmp(&others.len())
}

/// The digits `name` begins with, without leading zeros, and the rest.
fn digits(name: &str) -> (&str, &str) {
    let end = name.find(|character: char| !character.is_ascii_digit()).unwrap_or(name.len());
    (name[..end].trim_start_matches('0'), &name[end..])
}
