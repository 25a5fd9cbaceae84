//! Named spots: mountains and waters, streets, estates, works, temples, zones.

use crate::mark::Level;

use super::found::Found;
use super::lexicon::Ending;
use super::text::{Edge, Text, is_han};

/// Where a name ends, and what has been found before it.
pub(super) struct Site {
    /// The ending's first byte.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    pub(super) ending: Ending,
    /// Where the place before it ends: a chain goes on from there.
    pub(super) chain: Option<usize>,
    /// The level of the place before it, where the chain goes on.
    pub(super) above: Option<Level>,
    /// Past the comma or `和` after the place before it: a list of names goes on from there.
    pub(super) parallel: Option<usize>,
    /// Whether a word that is no name ends with this ending: `道路`.
    pub(super) masked: bool,
}

/// The spot that ends at `site`, when a sound beginning is found.
pub(super) fn spot(text: &Text<'_>, site: &Site) -> Option<Found> {
    if site.masked || !ends_here(text, site.end) {
        return None;
    }
    let (least, most) = match site.ending {
        Ending::Works | Ending::Estate | Ending::Zone => (2, 8),
        Ending::Road => (1, 5),
        _ => (1, 4),
    };
    let (start, edge) = beginning(text, site, most)?;
    let stem = text.slice(start, site.start);
    let characters = stem.chars().count();
    let plain = stem.trim_matches(['“', '”', '"']);
    if characters < least || plain.is_empty() || is_generic(text, plain) {
        return None;
    }
    if edge != Edge::Sure {
        return None;
    }
    let evidence = evidence(text, site, start, characters);
    if evidence < 2 {
        return None;
    }
    let mut found = Found::new(start, site.end, Level::Poi);
    found.weight = evidence;
    Some(found)
}

/// Whether a name may end here: at the end of a word, or before a word of position (`兰若山上`).
pub(super) fn ends_here(text: &Text<'_>, end: usize) -> bool {
    match text.word_at(end) {
        None => true,
        Some((span, _)) if span.start as usize == end => true,
        Some((span, _)) => text
            .lexicon
            .after
            .contains(text.slice(end, span.end as usize)),
    }
}

/// Where the name before an ending begins: as far back as nothing stops it.
pub(super) fn beginning(text: &Text<'_>, site: &Site, most: usize) -> Option<(usize, Edge)> {
    let mut at = site.start;
    let mut characters = 0;
    loop {
        if at < site.start && (site.chain == Some(at) || site.parallel == Some(at)) {
            return Some((at, Edge::Sure));
        }
        if site.chain == Some(at) {
            return None;
        }
        let Some(before) = text.before(at) else {
            return Some((at, Edge::Sure));
        };
        if before == '”' || before == '"' {
            // `“二运”巷`: a name may begin with a quoted nickname.
            return quoted(text, at).map(|start| (start, Edge::Sure));
        }
        if !is_han(before) {
            return (at < site.start).then_some((at, Edge::Sure));
        }
        let function = text
            .lexicon
            .always
            .contains(text.slice(at - before.len_utf8(), at));
        let listed = site
            .parallel
            .is_some_and(|from| from < at && text.slice(from, site.start).chars().count() <= 5);
        if !listed && (function || text.is_between(at) && text.follows_stop(at)) {
            return (at < site.start).then_some((at, Edge::Sure));
        }
        if characters == most {
            return None;
        }
        at -= before.len_utf8();
        characters += 1;
    }
}

/// Where a short quoted word that ends at `at` begins.
fn quoted(text: &Text<'_>, at: usize) -> Option<usize> {
    let close = text.before(at)?;
    let open = if close == '”' { '“' } else { '"' };
    let inner = &text.text[..at - close.len_utf8()];
    inner
        .char_indices()
        .rev()
        .take(6)
        .find(|&(_, character)| character == open || !is_han(character))
        .filter(|&(start, character)| character == open && start + open.len_utf8() < inner.len())
        .map(|(start, _)| start)
}

/// Whether a stem is made of words that name nothing.
pub(super) fn is_generic(text: &Text<'_>, stem: &str) -> bool {
    let lexicon = text.lexicon;
    if text.lexicon.stems.contains(stem) {
        return true;
    }
    // `老旧居民`小区, `新建大型`水库: two such words name nothing either.
    stem.char_indices()
        .skip(1)
        .any(|(at, _)| lexicon.stems.contains(&stem[..at]) && lexicon.stems.contains(&stem[at..]))
}

/// Whether the word before a name is one that names of places follow: `位于`, `在`, `沿`.
fn located(text: &Text<'_>, at: usize) -> bool {
    text.text[..at]
        .char_indices()
        .rev()
        .take(4)
        .any(|(start, _)| text.lexicon.before.contains(text.slice(start, at)))
}

/// Whether what follows speaks for a place: a word of position (`崤山南麓`), or a list that goes on.
fn goes_on(text: &Text<'_>, end: usize) -> bool {
    let after = text.after(end);
    after.is_some_and(|character| matches!(character, '、' | '等'))
        || text.text[end..]
            .char_indices()
            .skip(1)
            .take(2)
            .any(|(at, _)| text.lexicon.near.contains(&text.text[end..end + at]))
}

/// What speaks for a name, two or more being enough.
fn evidence(text: &Text<'_>, site: &Site, start: usize, characters: usize) -> i32 {
    let mut weight = 0;
    if text.text[start..].starts_with(['“', '"']) || site.parallel == Some(start) {
        weight += 2;
    }
    let words = text.words.is_empty();
    if site.chain == Some(start) {
        weight += 1;
    }
    if matches!(site.ending, Ending::Works | Ending::Estate | Ending::Zone) {
        weight += 1;
    }
    if characters >= 2 {
        weight += 1;
    }
    // One word for the whole, tagged as a name, or words of names before the ending.
    let mut at = start;
    let mut common = 0;
    while at < site.end && !words {
        let Some((span, tag)) = text.word_at(at) else {
            break;
        };
        let end = span.end as usize;
        if matches!(tag.as_bytes(), [b'n', b's' | b'r' | b'z' | b't', ..]) {
            weight += 2;
            break;
        }
        if at < site.start
            && span.len() >= 6
            && matches!(
                tag.as_bytes(),
                [b'n'] | [b'v' | b'a' | b'b' | b'l' | b'i', ..]
            )
        {
            common += 1;
        }
        if span.start as usize <= start && end >= site.end {
            // A common noun of the dictionary that happens to end so: `马路`.
            let coined = characters >= 2
                && matches!(site.ending, Ending::Road | Ending::Nature)
                && tag.starts_with('n');
            return if tag == "x" || tag.is_empty() || coined {
                weight + 1
            } else {
                0
            };
        }
        at = end.max(at + 1);
    }
    if located(text, start) {
        weight += 1;
    }
    if goes_on(text, site.end) {
        weight += 1;
    }
    weight - common
}
