//! Further mentions of names, and mentions that others show to be a letter too long.

use rustc_hash::{FxHashMap, FxHashSet};

use super::letter::Text;
use super::lexicon::beside::{MODIFIER, SPEECH};
use super::sieve::Sieve;
use super::{Mention, take, unlisted, word};

/// Gives up mentions that only add a letter to one of `names`: `叶茸算` where 叶茸 is known.
pub(super) fn release(
    taken: &mut [bool],
    mentions: &mut Vec<Mention>,
    text: &Text,
    names: &FxHashSet<String>,
) {
    if names.is_empty() {
        return;
    }
    mentions.retain(|mention| {
        let longer = mention.title.is_none()
            && mention.end - mention.start > 2
            && names.contains(&word(text, mention.start, mention.end - 1));
        if longer {
            taken[mention.start..mention.end].fill(false);
        }
        !longer
    });
}

/// Finds further mentions of names that another mention makes plain, `特朗普` after `唐纳德·特朗普`; `ends`
/// says whether one may end at a letter.
pub(super) fn repeat(
    text: &Text,
    taken: &mut [bool],
    mentions: &mut Vec<Mention>,
    known: &FxHashSet<String>,
    ends: impl Fn(usize) -> bool,
) {
    if known.is_empty() {
        return;
    }
    let mut heads: FxHashMap<char, Vec<Vec<char>>> = FxHashMap::default();
    let mut sieve = Sieve::default();
    for name in known {
        let name: Vec<char> = name.chars().collect();
        sieve.add(name[0]);
        heads.entry(name[0]).or_default().push(name);
    }
    for names in heads.values_mut() {
        names.sort_by(|left, right| (right.len(), left).cmp(&(left.len(), right)));
    }
    for (at, letter) in text.folded.iter().enumerate() {
        if !sieve.may_have(*letter) {
            continue;
        }
        let Some(names) = heads.get(letter) else {
            continue;
        };
        // A page has few such names with one head; the bound keeps a hostile one linear.
        for name in names.iter().take(8) {
            let end = at + name.len();
            if text.folded[at..].starts_with(name)
                && !taken[at..end].iter().any(|&taken| taken)
                && !(name.len() < 3 && unlisted::cuts(text, at))
                && ends(end)
            {
                take(
                    taken,
                    mentions,
                    Mention {
                        start: at,
                        end,
                        title: None,
                    },
                );
                break;
            }
        }
    }
}

/// Whether a title before a mention or a verb of speech behind it leaves no doubt.
pub(super) fn is_plain(text: &Text, mention: &Mention) -> bool {
    text.title(mention.start)
        .is_some_and(|(_, kind)| kind < MODIFIER)
        || text
            .verb(mention.end)
            .is_some_and(|(_, kind)| kind == SPEECH)
}
