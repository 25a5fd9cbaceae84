//! Parts of speech.

use serde::Serialize;

/// A part of speech, as an index into the names its segmenter knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Tag(pub(crate) u16);

/// The parts of speech jieba's dictionary and its model for unknown words use, sorted.
pub(super) const NAMES: [&str; 66] = [
    "", "a", "ad", "ag", "an", "b", "bg", "c", "d", "df", "dg", "e", "en", "eng", "f", "g", "h",
    "i", "in", "j", "jn", "k", "l", "ln", "m", "mg", "mq", "n", "ng", "nr", "nrfg", "nrt", "ns",
    "nt", "nz", "o", "p", "q", "qe", "qg", "r", "rg", "rr", "rz", "s", "t", "tg", "u", "ud", "ug",
    "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "w", "x", "y", "yg", "z", "zg",
];

impl Tag {
    /// Of punctuation and white space, and of whatever has no tag.
    pub(crate) const UNKNOWN: Self = Self(61);

    /// The tag jieba calls `name`.
    pub(crate) fn known(name: &str) -> Option<Self> {
        NAMES.binary_search(&name).ok().map(|at| Self(at as u16))
    }

    /// A tag only the user's lexicon knows.
    pub(crate) fn of_user(at: usize) -> Self {
        Self((NAMES.len() + at).min(usize::from(u16::MAX)) as u16)
    }

    /// The name of a tag of jieba, or the index of a user's tag.
    #[inline]
    pub(crate) fn name(self) -> Result<&'static str, usize> {
        let at = usize::from(self.0);
        NAMES.get(at).copied().ok_or_else(|| at - NAMES.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_found() {
        assert!(NAMES.is_sorted());
        assert_eq!(Tag::UNKNOWN.name(), Ok("x"));
        for name in NAMES {
            assert_eq!(Tag::known(name).unwrap().name(), Ok(name));
        }
        assert_eq!(Tag::known("MEETING"), None);
        assert_eq!(Tag::of_user(3).name(), Err(3));
    }
}
