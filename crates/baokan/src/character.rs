//! Classes of single characters, read from `data/character_classes.tsv`.

use std::sync::LazyLock;

use crate::entry::shipped;

/// A class of characters, by its name in the data file.
pub(crate) struct Class {
    characters: LazyLock<Characters>,
}

/// Characters of the basic plane, a bit each.
pub(crate) struct Characters(Box<[u64; 1 << 10]>);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $class:literal;)*) => {
        $($(#[$doc])* pub(crate) static $name: Class = Class {
            characters: LazyLock::new(|| find($class).chars().collect()),
        };)*

        #[cfg(test)]
        const NAMES: &[&str] = &[$($class),*];
    };
}

classes! {
    /// Ends a noun in 数.
    BEFORE_COUNT = "before_count";
    /// Function words of one character.
    FUNCTION = "function";
    /// Follows the name of a family in the name of a village.
    VILLAGE = "village";
    /// Ends names of mountains and waters, and given names.
    LANDFORM = "landform";
    /// Ends a word in 约.
    YUE = "yue";
    /// Ends a word in 近.
    JIN = "jin";
    /// Begins a word with 半.
    HALF_WORD = "half_word";
    /// Stands before a person who is no subject.
    OBJECT = "object";
    /// Can follow a role that is a subject.
    AFTER_ROLE = "after_role";
    /// Can follow the name of somebody who acts.
    ACTS = "acts";
    /// Begins no name of a person without a surname.
    NO_NAME = "no_name";
    /// Ends no name of a person without a surname.
    NO_NAME_END = "no_name_end";
    /// Follows the quoted name of a place.
    PLACE = "place";
    /// Ends the name of a person or a thing.
    THING = "thing";
    /// Counts the members of a formulation.
    NUMERAL = "numeral";
    /// Numerals of cheques.
    CHEQUE = "cheque";
    /// Can follow 多 behind a unit.
    MEASURED = "measured";
    /// Before the place where something is.
    LOCATIVE = "locative";
    /// Before a body or place that is no subject.
    NO_SUBJECT = "no_subject";
    /// The words for a fault begin behind it.
    FAULT_START = "fault_start";
    /// Ends the words for where a fault is.
    SPOT = "spot";
    /// Behind a role that is an attribute.
    OF_ROLE = "of_role";
    /// Can follow the name of an activity.
    AFTER_EVENT = "after_event";
    /// Stands in no name of an activity.
    NOT_EVENT = "not_event";
    /// Before a verb of what was not done.
    NEGATION = "negation";
}

impl Class {
    /// Whether the class has `character`.
    pub(crate) fn has(&self, character: char) -> bool {
        self.characters.has(character)
    }

    /// The characters of the class.
    pub(crate) fn characters(&self) -> impl Iterator<Item = char> {
        self.characters.all()
    }

    /// Whether there is a character and the class has it.
    pub(crate) fn has_some(&self, character: Option<char>) -> bool {
        character.is_some_and(|character| self.has(character))
    }
}

impl Characters {
    /// Whether `character` is one of them.
    #[inline]
    pub(crate) fn has(&self, character: char) -> bool {
        let code = character as usize;
        self.0
            .get(code / 64)
            .is_some_and(|bits| bits >> (code % 64) & 1 != 0)
    }

    /// All of them, in the order of their codes.
    fn all(&self) -> impl Iterator<Item = char> {
        (0..=u32::from(u16::MAX))
            .filter_map(char::from_u32)
            .filter(|&character| self.has(character))
    }
}

impl FromIterator<char> for Characters {
    /// Characters beyond the basic plane are left out.
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        let mut set = Self(Box::new([0; 1 << 10]));
        for character in characters {
            let code = character as usize;
            if let Some(bits) = set.0.get_mut(code / 64) {
                *bits |= 1 << (code % 64);
            }
        }
        set
    }
}

fn find(class: &str) -> &'static str {
    shipped(include_str!("../data/character_classes.tsv"))
        .find(|entry| entry.term == class)
        .map_or("", |entry| entry.fields[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_in_the_file() {
        for name in NAMES {
            assert!(!find(name).is_empty(), "{name}");
        }
        assert!(FUNCTION.has('的') && !FUNCTION.has('村'));
        assert!(!FUNCTION.has_some(None));
    }
}
