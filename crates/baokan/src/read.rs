//! Finds page files and decodes them.

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// A page file to be read.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) source: String,
    pub(crate) path: PathBuf,
}

/// The text of a page file and what was odd about its bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: String,
    pub(crate) error: Option<String>,
}

/// The page files that files, folders and globs stand for.
pub(crate) fn inputs(sources: &[String]) -> Result<Vec<Input>> {
    let mut found = Vec::new();
    for source in sources {
        let pattern = source;
        let source = Path::new(source);
        if source.is_dir() {
            let before = found.len();
            folder(source, &mut found)?;
            if found.len() == before {
                return Err(Error::new(ErrorKind::Read, "no page in this folder").at_path(source));
            }
        } else if pattern.contains('*') {
            let glob = globset::Glob::new(pattern)
                .map_err(|error| Error::new(ErrorKind::Argument, error.to_string()))?
                .compile_matcher();
            let parent = source.parent().unwrap_or(Path::new("."));
            let mut all = Vec::new();
            folder(parent, &mut all)?;
            found.extend(all.into_iter().filter(|path| glob.is_match(path)));
        } else if source.exists() {
            found.push(source.to_path_buf());
        } else {
            return Err(Error::new(ErrorKind::Read, "no such file or folder").at_path(source));
        }
    }
    Ok(found
        .into_iter()
        .map(|path| Input {
            source: path.display().to_string(),
            path,
        })
        .collect())
}

fn folder(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let mut names = std::fs::read_dir(path)
        .and_then(|entries| {
            entries
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .map_err(|error| Error::io(ErrorKind::Read, path, error))?;
    names.sort();
    found.extend(
        names
            .into_iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt")),
    );
    Ok(())
}

/// The bytes of a page file.
pub(crate) fn load(input: &Input) -> std::io::Result<Vec<u8>> {
    std::fs::read(&input.path)
}

/// Decodes the bytes of a page.
pub(crate) fn decode(bytes: &[u8], encoding: Option<&str>) -> Result<Decoded> {
    let encoding = match encoding {
        Some(label) => encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            Error::new(ErrorKind::Argument, format!("unknown encoding {label:?}"))
        })?,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::GB18030,
    };
    let (text, used, damaged) = encoding.decode(bytes);
    let error = if bytes.is_empty() {
        Some("the file is empty".to_owned())
    } else {
        damaged.then(|| format!("some bytes are not {}", used.name()))
    };
    Ok(Decoded {
        text: text.into_owned(),
        encoding: used.name().to_owned(),
        error,
    })
}

/// What a file's name says of its page.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileName {
    pub(crate) outlet: Option<String>,
    pub(crate) issue_date: Option<jiff::civil::Date>,
    pub(crate) page_no: Option<String>,
}

/// What the name of a file, without its folder, says of its page.
pub(crate) fn file_name_metadata(name: &str) -> FileName {
    let mut parts = name.trim_end_matches(".txt").split('_');
    let issue_date = parts.next().and_then(|date| date.parse().ok());
    let page_no = parts
        .next()
        .map(|page| page.trim_start_matches('0').to_owned());
    FileName {
        outlet: None,
        page_no: page_no.filter(|_| issue_date.is_some()),
        issue_date,
    }
}
