//! What a file holds, by its name or else its first bytes.

/// The kinds of files pages are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// The text of one page.
    Text,
    /// One page of an e-paper.
    Html,
    /// Pages as they were set.
    Pdf,
    /// A page a line, as JSON object.
    Jsonl,
    /// A page a row, with this delimiter.
    Csv(u8),
    /// A page a row.
    Parquet,
    /// Files.
    Zip,
    /// Files.
    Tar,
    /// One file, compressed.
    Gzip,
}

/// Endings of names, in lower case.
const ENDINGS: [(&str, Format); 16] = [
    (".txt", Format::Text),
    (".htm", Format::Html),
    (".html", Format::Html),
    (".shtml", Format::Html),
    (".xhtml", Format::Html),
    (".pdf", Format::Pdf),
    (".jsonl", Format::Jsonl),
    (".ndjson", Format::Jsonl),
    (".csv", Format::Csv(b',')),
    (".tsv", Format::Csv(b'\t')),
    (".parquet", Format::Parquet),
    (".zip", Format::Zip),
    (".tar", Format::Tar),
    (".tar.gz", Format::Gzip),
    (".tgz", Format::Gzip),
    (".gz", Format::Gzip),
];

impl Format {
    /// The format a name tells. What was compressed with gzip counts only where the name below is one of ours:
    /// `page.txt.gz`.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        // An ending is short, and the name before it may be of any length.
        let tail: String = name
            .chars()
            .rev()
            .take(16)
            .map(|character| character.to_ascii_lowercase())
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let (ending, format) = ENDINGS
            .iter()
            .filter(|(ending, _)| tail.ends_with(ending))
            .max_by_key(|(ending, _)| ending.len())?;
        if *ending == ".gz" {
            Self::of_name(&name[..name.len() - ending.len()])?;
        }
        Some(*format)
    }

    /// The format the first bytes tell, for a file whose name says nothing; text where they say nothing either.
    pub(super) fn of_bytes(head: &[u8]) -> Self {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let text = text.trim_ascii_start();
        let begins = |mark: &[u8]| {
            text.get(..mark.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(mark))
        };
        if head.starts_with(b"%PDF-") {
            Self::Pdf
        } else if begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") {
            Self::Html
        } else {
            Self::Text
        }
    }

    /// Whether it holds rows of a table.
    pub(super) fn is_table(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv(_) | Self::Parquet)
    }

    /// Whether it holds other files.
    #[cfg(feature = "archive")]
    pub(super) fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Tar | Self::Gzip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_first_bytes_tell_the_format() {
        for (name, format) in [
            ("第3版.TXT", Some(Format::Text)),
            ("content_12.htm", Some(Format::Html)),
            ("a.tar.gz", Some(Format::Gzip)),
            ("a.jsonl.gz", Some(Format::Gzip)),
            ("a.gz", None),
            ("a.md", None),
            ("a", None),
        ] {
            assert_eq!(Format::of_name(name), format, "{name}");
        }
        assert_eq!(Format::of_bytes(b" <!DOCTYPE HTML PUBLIC"), Format::Html);
        assert_eq!(Format::of_bytes(b"%PDF-1.4"), Format::Pdf);
        assert_eq!(Format::of_bytes("本报讯".as_bytes()), Format::Text);
    }
}
