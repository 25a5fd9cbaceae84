//! The user's words.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "write")]
use crate::fingerprint::Fingerprint;
use crate::read::decode;

/// Words that are always kept whole, each with its part of speech.
///
/// The default lexicon holds no word of the user's; the words of local government and press that
/// ship with the crate are part of the dictionary of every [`Segmenter`](crate::Segmenter).
///
/// ```
/// use baokan::Lexicon;
///
/// let words = [("板凳夜话会".to_string(), None), ("码上议".to_string(), Some("n".to_string()))];
/// let lexicon = Lexicon::default().with_words(words)?;
/// assert_eq!(lexicon.len(), 2);
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lexicon {
    /// Word to tag, in the order of words, so that equal lexicons are equal however they were made.
    words: BTreeMap<String, String>,
}

/// The tag of a word for which none was given: jieba's 其他专名, a proper name of any other kind.
const DEFAULT_TAG: &str = "nz";
/// In characters; a longer "word" is a line that lost its structure.
const LONGEST_WORD: usize = 100;
const LONGEST_TAG: usize = 16;

impl Lexicon {
    /// What tells it from a lexicon of other words or tags.
    #[cfg(feature = "write")]
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        for (word, tag) in &self.words {
            fingerprint.add(word.as_bytes());
            fingerprint.add(tag.as_bytes());
        }
        fingerprint
    }

    /// The same lexicon and the words of a file.
    ///
    /// One word a line, its tag after a tab or a space where it has one (`nz` otherwise); lines
    /// that begin with `#` are comments. A number between word and tag is passed over, so a user
    /// dictionary of jieba (`word frequency tag`) can be used as it is. The encoding is detected.
    /// Of two lines for one word the later counts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Read`] when the file cannot be read, [`ErrorKind::Lexicon`] with file and line
    /// for a line that is not of this form.
    pub fn with_file(mut self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| Error::io(ErrorKind::Read, path, error))?;
        let decoded = decode(&bytes, None)?;
        if let Some(cause) = decoded.error.filter(|_| !bytes.is_empty()) {
            return Err(Error::new(ErrorKind::Lexicon, cause).at_path(path));
        }
        for (at, line) in decoded.text.lines().enumerate() {
            // A tab at the start is kept: it says that the word is missing.
            let line = line.trim_end().trim_start_matches([' ', '\u{3000}']);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let located = |error: Error| error.at_path(path).at_line(at + 1);
            let (word, tag) = columns(line).map_err(located)?;
            self.insert(word, tag).map_err(located)?;
        }
        Ok(self)
    }

    /// The same lexicon and these words, each with its tag or `None` for `nz`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Lexicon`] for a word or tag that is none.
    pub fn with_words(
        mut self,
        words: impl IntoIterator<Item = (String, Option<String>)>,
    ) -> Result<Self> {
        for (word, tag) in words {
            self.insert(word.trim(), tag.as_deref())?;
        }
        Ok(self)
    }

    /// The number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Every word with its tag, sorted by word.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words
            .iter()
            .map(|(word, tag)| (word.as_str(), tag.as_str()))
    }

    /// What to look for in a text: every word as given and, where that differs, in half-width and in
    /// full-width characters, because papers set `5G` and `５Ｇ` as the column happens to need.
    pub(crate) fn patterns(&self) -> BTreeMap<String, &str> {
        let mut patterns = BTreeMap::new();
        for (word, tag) in &self.words {
            patterns.insert(word.chars().map(half_width).collect(), tag.as_str());
            patterns.insert(word.chars().map(full_width).collect(), tag.as_str());
        }
        for (word, tag) in &self.words {
            patterns.insert(word.clone(), tag.as_str());
        }
        patterns
    }

    fn insert(&mut self, word: &str, tag: Option<&str>) -> Result<()> {
        let bad = |message: String| Err(Error::new(ErrorKind::Lexicon, message));
        if word.is_empty() {
            return bad("the word is empty".to_string());
        }
        if word.chars().any(char::is_control) {
            return bad(format!("a control character in {word:?}"));
        }
        if word.chars().count() > LONGEST_WORD {
            return bad(format!("a word of more than {LONGEST_WORD} characters"));
        }
        let tag = tag.unwrap_or(DEFAULT_TAG);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if tag.is_empty() || tag.len() > LONGEST_TAG || !tag.bytes().all(plain) {
            return bad(format!(
                "{tag:?} is no tag: up to {LONGEST_TAG} Latin letters and digits"
            ));
        }
        self.words.insert(word.to_string(), tag.to_string());
        Ok(())
    }
}

/// Word and tag of a line. With a tab in the line the word may hold spaces.
fn columns(line: &str) -> Result<(&str, Option<&str>)> {
    let columns: Vec<&str> = if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else {
        line.split_whitespace().collect()
    };
    let frequency =
        |column: &str| !column.is_empty() && column.bytes().all(|byte| byte.is_ascii_digit());
    match columns[..] {
        [word] => Ok((word, None)),
        [word, number] if frequency(number) => Ok((word, None)),
        [word, tag] => Ok((word, Some(tag))),
        [word, number, tag] if frequency(number) => Ok((word, Some(tag))),
        _ => Err(Error::new(
            ErrorKind::Lexicon,
            "more than a word and its tag; a word with spaces needs a tab before its tag",
        )),
    }
}

pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

pub(crate) fn full_width(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(character as u32 + 0xfee0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn shown(lexicon: &Lexicon) -> String {
        lexicon
            .words()
            .map(|(word, tag)| format!("{word}/{tag}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn lines_of_a_file() {
        let text = "\u{feff}# 注释\n\n板凳夜话会\n码上议\tn\n有事 好商量\tl\r\n红白理事会 nt\n网格长 3 n\n积分超市 5\n码上议\tv\n";
        let lexicon = Lexicon::default()
            .with_file(file(text.as_bytes()).path())
            .unwrap();
        assert_eq!(
            shown(&lexicon),
            "有事 好商量/l 板凳夜话会/nz 码上议/v 积分超市/nz 红白理事会/nt 网格长/n"
        );
        let (gbk, _, _) = encoding_rs::GBK.encode("板凳夜话会 n\n码上议\n");
        assert_eq!(
            Lexicon::default()
                .with_file(file(&gbk).path())
                .unwrap()
                .len(),
            2
        );
        assert!(
            Lexicon::default()
                .with_file(file(b"").path())
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn bad_lines_are_named() {
        for (bytes, line) in [
            ("甲\n乙 丙 丁\n", 2),
            ("甲\n\n乙\t名词\n", 3),
            ("甲\tn\tv\n", 1),
            ("\tn\n甲\u{1}乙\n", 1),
        ] {
            let file = file(bytes.as_bytes());
            let error = Lexicon::default().with_file(file.path()).unwrap_err();
            assert_eq!(
                (error.kind(), error.line(), error.path()),
                (ErrorKind::Lexicon, Some(line), Some(file.path())),
                "{bytes:?}"
            );
        }
        let long = "长".repeat(LONGEST_WORD + 1);
        for word in ["", " ", "a\nb", long.as_str()] {
            let error = Lexicon::default()
                .with_words([(word.to_string(), None)])
                .unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Lexicon);
        }
        assert_eq!(
            Lexicon::default().with_file("no/such").unwrap_err().kind(),
            ErrorKind::Read
        );
    }
}
