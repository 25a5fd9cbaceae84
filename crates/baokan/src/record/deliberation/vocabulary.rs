//! Names of mechanisms and the words around them, by kind.
//!
//! Each kind has an automaton of its own: a word of one kind hides none of another that lies in it.

pub(super) use super::super::vocabulary::Terms;
use super::super::vocabulary::{List, Words};
pub(super) use super::super::vocabulary::{window, window_before};

macro_rules! vocabulary {
    ($($kind:ident)*) => {
        /// All terms, by kind; the head of the list says what each is.
        pub(in crate::record) struct Vocabulary {
            $(pub(in crate::record) $kind: Terms,)*
        }

        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        impl Vocabulary {
            pub(in crate::record) fn new(words: &Words) -> Self {
                Self {
                    $($kind: words.terms(stringify!($kind)),)*
                }
            }
        }
    };
}

vocabulary! {
    session part hold announced agreed rejected open lead
    channel gather actor owner partner support rhythm breach
    matter about matter_end adverb attend invite noun generic
    matter_lead matter_tail summing result filler help address attributive
    sanction plural limit ending gathering open_with resident discuss
    venue custom favour against voter talk deed election unit_end
}

pub(in crate::record) const LIST: List = List {
    name: "deliberation",
    kinds: KINDS,
    words: include_str!("../../../data/deliberations.tsv"),
};
