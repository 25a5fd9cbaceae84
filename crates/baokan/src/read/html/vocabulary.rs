//! What elements and names in the HTML of e-papers say of the text in them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::entry;
use crate::page::ZoneRole;

/// What a name says of the text below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A role.
    Role(ZoneRole),
    /// It is no text of the page.
    Drop,
    /// Nothing, whatever the words before it say.
    None,
}

/// The lists of `data/html.tsv`, read once.
pub(super) struct Vocabulary {
    /// Of elements: whether they begin a line, have no end, and so on.
    elements: FxHashMap<&'static str, Vec<&'static str>>,
    roles: FxHashMap<&'static str, Mark>,
    comments: FxHashMap<&'static str, Mark>,
    words: FxHashMap<&'static str, Mark>,
}

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary {
        elements: FxHashMap::default(),
        roles: FxHashMap::default(),
        comments: FxHashMap::default(),
        words: FxHashMap::default(),
    };
    for entry in entry::shipped(include_str!("../../../data/html.tsv")) {
        let [kind, role, _] = entry.fields;
        match kind {
            "element" => {
                vocabulary
                    .elements
                    .entry(entry.term)
                    .or_default()
                    .push(role);
            }
            "role" => {
                vocabulary.roles.insert(entry.term, mark(role));
            }
            "comment" => {
                vocabulary.comments.insert(entry.term, mark(role));
            }
            _ => {
                vocabulary.words.insert(entry.term, mark(role));
            }
        }
    }
    vocabulary
});

fn mark(role: &str) -> Mark {
    Mark::Role(match role {
        "headline" => ZoneRole::Headline,
        "heading" => ZoneRole::Heading,
        "kicker" => ZoneRole::Kicker,
        "subtitle" => ZoneRole::Subtitle,
        "byline" => ZoneRole::Byline,
        "body" => ZoneRole::Body,
        "caption" => ZoneRole::Caption,
        "section" => ZoneRole::Section,
        "drop" => return Mark::Drop,
        _ => return Mark::None,
    })
}

impl Vocabulary {
    /// Whether an element is one of `kind`: `block`, `void`, `formatting`, `drop`.
    pub(super) fn is(&self, element: &str, kind: &str) -> bool {
        self.elements
            .get(element)
            .is_some_and(|kinds| kinds.contains(&kind))
    }

    /// What a comment says of the text behind it.
    pub(super) fn comment(&self, comment: &str) -> Option<Mark> {
        self.comments.get(comment).copied()
    }

    /// What an element says of its text by being what it is.
    pub(super) fn role(&self, element: &str) -> Option<Mark> {
        self.roles.get(element).copied()
    }

    /// What a name says: `article-title`, `newsTitle`, `sub_title`, `founder-content`.
    pub(super) fn name(&self, name: &str) -> Option<Mark> {
        /// Longer names are data, no names.
        const LONGEST: usize = 64;
        if name.len() > LONGEST {
            return None;
        }
        let words = words(name);
        (0..words.len()).rev().find_map(|at| {
            let pair = at
                .checked_sub(1)
                .map(|before| words[before].clone() + &words[at]);
            pair.and_then(|pair| self.words.get(pair.as_str()))
                .or_else(|| self.words.get(words[at].as_str()))
                .copied()
        })
    }
}

/// The words of a name, in lower case: they are set apart by marks, digits or capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for character in name.chars() {
        let begins = character.is_uppercase() && lower;
        lower = character.is_lowercase();
        if !character.is_alphabetic() || begins {
            words.push(String::new());
        }
        if character.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_name_counts() {
        let role = |name: &str| VOCABULARY.name(name);
        for (name, expected) in [
            ("founder-title", Some(ZoneRole::Headline)),
            ("article_content_title2", Some(ZoneRole::Headline)),
            ("newsSubTitle", Some(ZoneRole::Subtitle)),
            ("sub-title", Some(ZoneRole::Subtitle)),
            ("ozoom", Some(ZoneRole::Body)),
            ("author", Some(ZoneRole::Byline)),
            ("left", None),
        ] {
            assert_eq!(role(name), expected.map(Mark::Role), "{name}");
        }
        assert_eq!(role("title-list"), Some(Mark::None));
        assert_eq!(role("main_nav"), Some(Mark::Drop));
    }
}
