//! Words of the user's own for records.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::vocabulary::{LISTS, LONGEST};
use crate::entry::entries;
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "write")]
use crate::fingerprint::Fingerprint;
use crate::lexicon::{full_width, half_width};
use crate::read::decode;

/// Words that records are read by, added to those that ship with the crate.
///
/// Names of mechanisms, bodies and verbs differ from county to county. A file in the form of the word
/// lists of the crate adds those of yours: a term, a tab, and what it is, `list.kind`; several kinds are
/// joined by `+`. Two more columns, a weight and a note, are for you; lines that begin with `#` are
/// comments.
///
/// ```text
/// 拉呱亭  ⇥  deliberation.session
/// 乡情理事会  ⇥  deliberation.actor
/// 吹哨  ⇥  incident.report
/// 嘱托  ⇥  directive.order
/// 夜巡日  ⇥  activity.noun
/// ```
///
/// Which kinds there are is said by [`Kinds::names`]; what each means, by the head of its list
/// ([`Kinds::list`]). A word that is shipped as well is then of both kinds. A session of deliberation is
/// taken for no ordinary meeting, and what residents complain of there for no incident, without a
/// further line.
///
/// ```
/// use baokan::Kinds;
///
/// let kinds = Kinds::from_tsv("拉呱亭\tdeliberation.session\n")?;
/// assert_eq!(kinds.len(), 1);
/// let error = Kinds::from_tsv("拉呱亭\tdeliberation.sesion\n").unwrap_err();
/// assert_eq!((error.line(), error.kind()), (Some(1), baokan::ErrorKind::Lexicon));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinds {
    /// List, kind and term, so that equal kinds are equal however they were written down.
    terms: BTreeSet<(String, String, String)>,
}

impl Kinds {
    /// What tells these kinds from others.
    #[cfg(feature = "write")]
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        for (list, kind, term) in &self.terms {
            fingerprint.add(list.as_bytes());
            fingerprint.add(kind.as_bytes());
            fingerprint.add(term.as_bytes());
        }
        fingerprint
    }

    /// The kinds of a text in the form of the word lists.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Lexicon`] with the line for one that is not of this form, names no kind there is,
    /// or has a term of more than 16 characters.
    pub fn from_tsv(text: &str) -> Result<Self> {
        let mut kinds = Self::default();
        for entry in entries(text) {
            let entry = entry?;
            let located = |error: Error| error.at_line(entry.line);
            if entry.term.chars().count() > LONGEST {
                let message = format!("{:?} has more than {LONGEST} characters", entry.term);
                return Err(located(Error::new(ErrorKind::Lexicon, message)));
            }
            for name in entry.fields[0].split('+') {
                kinds.insert(entry.term, name.trim()).map_err(located)?;
            }
        }
        Ok(kinds)
    }

    /// The kinds of a file; its encoding is detected.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Read`] when the file cannot be read, else as [`Kinds::from_tsv`], with the file.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| Error::io(ErrorKind::Read, path, error))?;
        let decoded = decode(&bytes, None)?;
        if let Some(cause) = decoded.error.filter(|_| !bytes.is_empty()) {
            return Err(Error::new(ErrorKind::Lexicon, cause).at_path(path));
        }
        Self::from_tsv(&decoded.text).map_err(|error| error.at_path(path))
    }

    /// Every kind a file may add words of: `deliberation.session`.
    pub fn names() -> impl Iterator<Item = String> {
        LISTS.iter().flat_map(|list| {
            let kinds = list.kinds.iter();
            kinds.map(|kind| format!("{}.{kind}", list.name))
        })
    }

    /// The shipped words of a list (`deliberation`), with what its kinds mean in the lines at its head.
    #[must_use]
    pub fn list(name: &str) -> Option<&'static str> {
        let list = LISTS.iter().find(|list| list.name == name)?;
        Some(list.words)
    }

    /// The number of words, a word of two kinds counted twice.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms added to a list, each with its kind, as papers may print them.
    pub(super) fn of(&self, list: &str) -> impl Iterator<Item = (String, &str)> {
        let kinds = self.terms.iter().flat_map(move |(name, kind, term)| {
            let own = (name == list).then_some((term, kind.as_str()));
            let implied = IMPLIED.iter().filter_map(move |&[of, has, other, also]| {
                (name == of && kind == has && other == list).then_some((term, also))
            });
            own.into_iter().chain(implied)
        });
        kinds.flat_map(|(term, kind)| forms(term).into_iter().map(move |form| (form, kind)))
    }

    fn insert(&mut self, term: &str, name: &str) -> Result<()> {
        let bad = |message: String| Err(Error::new(ErrorKind::Lexicon, message));
        let Some((list, kind)) = name.split_once('.') else {
            return bad(format!(
                "no kind {name:?}: list.kind expected, such as deliberation.session"
            ));
        };
        let Some(known) = LISTS.iter().find(|known| known.name == list) else {
            let names: Vec<&str> = LISTS.iter().map(|list| list.name).collect();
            return bad(format!(
                "no list {list:?}: one of {} expected",
                names.join(", ")
            ));
        };
        if !known.kinds.contains(&kind) {
            let names = known.kinds.join(", ");
            return bad(format!(
                "no kind {kind:?} in {list}: one of {names} expected"
            ));
        }
        self.terms
            .insert((list.to_owned(), kind.to_owned(), term.to_owned()));
        Ok(())
    }
}

/// Kinds a word has because it has another: a session of deliberation is no ordinary meeting, and what
/// residents complain of there no incident.
const IMPLIED: [[&str; 4]; 2] = [
    ["deliberation", "session", "meeting", "mechanism"],
    ["deliberation", "session", "incident", "session"],
];

/// A term as papers may print it: in half-width and in full-width characters.
fn forms(term: &str) -> BTreeSet<String> {
    let half = term.chars().map(half_width).collect();
    let full = term.chars().map(full_width).collect();
    BTreeSet::from([term.to_owned(), half, full])
}
