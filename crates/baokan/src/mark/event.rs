//! Nouns that show a quoted stretch to be a name: 活动, 机制, 责任制.

use std::sync::LazyLock;

use crate::entry::shipped;

/// What the noun behind a quoted name says the name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Work of any kind; weaker evidence.
    Work,
    /// An activity.
    Event,
    /// A mechanism or a line of policy.
    Policy,
}

static NOUNS: LazyLock<Vec<(&'static str, Kind)>> = LazyLock::new(|| {
    shipped(include_str!("../../data/event_nouns.tsv"))
        .map(|entry| {
            let kind = match entry.fields[0] {
                "event" => Kind::Event,
                "policy" => Kind::Policy,
                _ => Kind::Work,
            };
            (entry.term, kind)
        })
        .collect()
});

/// What the words behind a closing mark make of the name before it: `”主题宣传活动`, `”的运转模式`.
pub(super) fn named(after: &str) -> Option<Kind> {
    /// Between the mark and the noun stand one or two words at most.
    const CHARACTERS: usize = 9;
    let mut end = after.len();
    for (count, (offset, character)) in after.char_indices().enumerate() {
        if count == CHARACTERS || !character.is_alphanumeric() {
            end = offset;
            break;
        }
    }
    let window = &after[..end];
    NOUNS
        .iter()
        .filter(|(noun, _)| window.contains(noun))
        .map(|&(_, kind)| kind)
        .max()
}
