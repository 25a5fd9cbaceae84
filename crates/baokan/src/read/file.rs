//! From a path, folder or glob to the files it stands for.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use super::format::Format;
use crate::error::{Error, ErrorKind, Result};

/// The files that a path stands for: itself, or where it is a folder every page file in and below it; where
/// nothing of this name exists, those it matches as a glob. The files of a folder or glob are sorted as people
/// count, `第2版` before `第10版`.
pub(super) fn files(source: &str) -> Result<Vec<PathBuf>> {
    let path = Path::new(source);
    // A folder may well be named `[2022]`, so what exists is never read as a glob.
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => folder(path),
        Ok(_) => Ok(vec![path.to_path_buf()]),
        Err(_) if source.contains(['*', '?', '[', '{']) => glob(source),
        Err(error) => Err(Error::io(ErrorKind::Read, path, error)),
    }
}

/// The bytes of a file; one too large for the spans of its text is refused unread.
pub(super) fn load(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if u32::try_from(metadata.len()).is_err() {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "page of more than 4 GiB",
        ));
    }
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
    }
    fs::read(path)
}

/// The page files and archives of a folder. Tables of pages are taken where there are none of these, because beside
/// pages a table rather tells about them.
fn folder(root: &Path) -> Result<Vec<PathBuf>> {
    let format = |path: &Path| Format::of_name(&path.to_string_lossy());
    let mut files = walk(root, |path| format(path).is_some())?;
    if files
        .iter()
        .any(|path| format(path).is_some_and(|format| !format.is_table()))
    {
        files.retain(|path| format(path).is_some_and(|format| !format.is_table()));
    }
    if files.is_empty() {
        let message =
            "no page (.txt, .html, .pdf, .jsonl, .csv, .parquet, .zip, .tar.gz) in this folder";
        return Err(Error::new(ErrorKind::Read, message).at_path(root));
    }
    Ok(files)
}

fn glob(pattern: &str) -> Result<Vec<PathBuf>> {
    let bad = |error: globset::Error| {
        Error::new(ErrorKind::Read, format!("bad glob: {}", error.kind())).at_path(pattern)
    };
    let matcher = GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map_err(bad)?
        .compile_matcher();
    // Only the folders below the part without wildcards can hold a match.
    let mut root = PathBuf::new();
    for part in Path::new(pattern)
        .parent()
        .into_iter()
        .flat_map(Path::components)
    {
        if part
            .as_os_str()
            .to_string_lossy()
            .contains(['*', '?', '[', '{'])
        {
            break;
        }
        root.push(part);
    }
    let given = !root.as_os_str().is_empty();
    let start = if given {
        root.as_path()
    } else {
        Path::new(".")
    };
    let files = if start.is_dir() {
        walk(start, |path| {
            matcher.is_match(if given {
                path
            } else {
                path.strip_prefix(".").unwrap_or(path)
            })
        })?
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

/// The order of names as people count them.
#[cfg(feature = "archive")]
pub(super) fn natural_name(one: &str, other: &str) -> Ordering {
    natural_path(Path::new(one), Path::new(other))
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
    let end = name
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(name.len());
    (name[..end].trim_start_matches('0'), &name[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_of(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        folder
    }

    fn names(folder: &tempfile::TempDir, sources: &[&str]) -> Vec<String> {
        let root = format!("{}/", folder.path().display());
        sources
            .iter()
            .map(|source| folder.path().join(source).to_string_lossy().into_owned())
            .flat_map(|source| files(&source).unwrap())
            .map(|path| {
                path.to_string_lossy()
                    .replace('\\', "/")
                    .replacen(&root, "", 1)
            })
            .collect()
    }

    #[test]
    fn a_folder_gives_its_pages_in_the_order_of_their_numbers() {
        let folder = folder_of(&[
            "第10版.txt",
            "第2版.txt",
            "b/1.txt",
            "a/02.TXT",
            "a/1.txt",
            "a/note.md",
            ".hidden.txt",
            "._1.txt",
        ]);
        assert_eq!(
            names(&folder, &["."]),
            [
                "./a/1.txt",
                "./a/02.TXT",
                "./b/1.txt",
                "./第2版.txt",
                "./第10版.txt"
            ]
        );
    }

    #[test]
    fn tables_are_read_where_no_page_stands_beside_them() {
        let folder = folder_of(&[
            "a/1.txt",
            "a/2.HTM",
            "a/about.csv",
            "a/3.zip",
            "b/1.jsonl",
            "b/2.csv",
        ]);
        assert_eq!(
            names(&folder, &["a", "b"]),
            ["a/1.txt", "a/2.HTM", "a/3.zip", "b/1.jsonl", "b/2.csv"]
        );
    }

    #[test]
    fn globs() {
        let folder = folder_of(&[
            "2022/p1.txt",
            "2022/p10.txt",
            "2022/p2.txt",
            "2023/p1.txt",
            "2022/x.md",
            "[odd]/p1.txt",
        ]);
        assert_eq!(
            names(&folder, &["2022/p*.txt"]),
            ["2022/p1.txt", "2022/p2.txt", "2022/p10.txt"]
        );
        assert_eq!(
            names(&folder, &["20*/p1.txt"]),
            ["2022/p1.txt", "2023/p1.txt"]
        );
        assert_eq!(names(&folder, &["**/*.md"]), ["2022/x.md"]);
        assert_eq!(names(&folder, &["[odd]"]), ["[odd]/p1.txt"]);
    }

    #[test]
    fn the_order_of_the_sources_is_kept() {
        let folder = folder_of(&["b.txt", "a.txt", "c/d.txt", "page.dump"]);
        assert_eq!(
            names(&folder, &["page.dump", "b.txt", "c", "a.txt"]),
            ["page.dump", "b.txt", "c/d.txt", "a.txt"]
        );
    }

    #[test]
    fn what_is_not_there_is_an_error_in_one_line() {
        let folder = folder_of(&["empty/readme.md"]);
        let error = |source: &str| {
            let error = files(&folder.path().join(source).to_string_lossy()).unwrap_err();
            (error.kind(), error.to_string())
        };
        for (source, cause) in [
            ("no/such", "No such file"),
            ("empty", "no page (.txt, .html"),
            ("*.txt", "no file matches this glob"),
            ("no/such/*.txt", "no file matches this glob"),
            ("[", "bad glob"),
        ] {
            let (kind, text) = error(source);
            assert_eq!(kind, ErrorKind::Read, "{source}");
            assert!(
                text.contains(cause) && text.contains(source) && !text.contains('\n'),
                "{text}"
            );
        }
    }

    #[test]
    fn loading() {
        let folder = folder_of(&["a.txt"]);
        let path = folder.path().join("a.txt");
        assert_eq!(load(&path).unwrap(), b"a.txt");
        fs::remove_file(&path).unwrap();
        assert!(load(&path).is_err());
    }
}
