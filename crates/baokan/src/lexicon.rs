//! The caller's own words, which always win over the dictionary.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::entry::entries;
use crate::error::{Error, ErrorKind, Result};

/// Words the segmenter must keep whole, each with a part of speech where the caller knows it.
///
/// ```
/// let words = [("清化收".to_string(), Some("n".to_string()))];
/// let lexicon = baokan::Lexicon::default().with_words(words)?;
/// assert_eq!(lexicon.words().next(), Some(("清化收", "n")));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lexicon {
    words: Vec<(String, String)>,
}

impl Lexicon {
    /// The same lexicon and the words of a file: one word a line, its part of speech after a tab.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a line is not `word ⇥ tag`.
    pub fn with_file(mut self, path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let list = std::fs::read_to_string(path)
            .map_err(|error| Error::io(ErrorKind::Read, path, error))?;
        for entry in entries(list.trim_start_matches('\u{feff}')) {
            let entry = entry.map_err(|error| error.at_path(path))?;
            let tag = Some(entry.fields[0]).filter(|tag| !tag.is_empty());
            self.insert(entry.term, tag)
                .map_err(|error| error.at_path(path).at_line(entry.line))?;
        }
        Ok(self)
    }

    /// The same lexicon and these words, each with its part of speech where it is known.
    ///
    /// # Errors
    ///
    /// When a word is empty or holds a control character.
    pub fn with_words(
        mut self,
        words: impl IntoIterator<Item = (String, Option<String>)>,
    ) -> Result<Self> {
        for (word, tag) in words {
            self.insert(word.trim(), tag.as_deref())?;
        }
        Ok(self)
    }

    /// The words with their tags.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words
            .iter()
            .map(|(word, tag)| (word.as_str(), tag.as_str()))
    }

    fn insert(&mut self, word: &str, tag: Option<&str>) -> Result<()> {
        if word.is_empty() || word.contains(char::is_control) {
            return Err(Error::new(
                ErrorKind::Lexicon,
                format!("not a word: {word:?}"),
            ));
        }
        self.words
            .push((word.to_owned(), tag.unwrap_or("nz").to_owned()));
        Ok(())
    }
}
