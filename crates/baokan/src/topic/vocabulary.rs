//! Every term of a taxonomy, found whatever the width and the case of its characters.

use std::collections::BTreeMap;

use crate::trie::Trie;

/// Finds terms; of two that overlap the one that begins first counts, then the longest.
///
/// Leftmost-longest, because a longer term says more precisely what a shorter one inside it only
/// hints at: `妇幼保健院` is a hospital, not a word for women.
pub(super) struct Vocabulary {
    terms: Trie<u32>,
}

impl Vocabulary {
    /// A vocabulary that reports the index of each term.
    pub(super) fn new<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let mut patterns = BTreeMap::new();
        for (index, term) in (0..).zip(terms) {
            for form in forms(term) {
                patterns.entry(form).or_insert(index);
            }
        }
        let patterns = patterns.iter().map(|(form, &index)| (form.chars(), index));
        Self {
            terms: Trie::new(patterns),
        }
    }

    /// Every term of `text`: first byte, one past the last, index of the term.
    pub(super) fn find<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        self.terms
            .leftmost(text)
            .map(|found| (found.start, found.end, found.value))
    }
}

/// The key under which forms of one term meet: half-width and lower case.
pub(super) fn key(term: &str) -> String {
    term.chars()
        .map(half)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The forms in which a term may be printed: half- or full-width, upper or lower case.
///
/// The terms are spelt out rather than the text folded, so that the text is read where it stands and
/// positions need no translation. Few terms hold a letter, a digit or a mark.
fn forms(term: &str) -> Vec<String> {
    let half = term.chars().map(half).collect::<String>();
    if half.bytes().all(|byte| byte >= 0x80) {
        return vec![half];
    }
    let mut forms = vec![term.to_owned()];
    for case in [half.to_lowercase(), half.to_uppercase(), half] {
        forms.push(case.chars().map(full).collect());
        forms.push(case);
    }
    forms
}

/// The half-width form of a character that has one.
fn half(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => character,
    }
}

/// The full-width form of a character that has one.
fn full(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(u32::from(character) + 0xfee0).unwrap_or(character),
        ' ' => '\u{3000}',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(terms: &[&str], text: &str) -> String {
        let vocabulary = Vocabulary::new(terms.iter().copied());
        let found = vocabulary
            .find(text)
            .map(|(start, end, _)| &text[start..end]);
        found.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn width_and_case_do_not_matter() {
        let terms = ["互联网+", "12345", "5G", "App"];
        assert_eq!(
            found(&terms, "“互联网＋”拨打１２３４５,5g和5G,APP、ａｐｐ"),
            "互联网＋ １２３４５ 5g 5G APP ａｐｐ"
        );
    }

    #[test]
    fn the_longest_of_overlapping_terms_counts() {
        let terms = ["水利", "水利局", "保健", "妇幼保健院", "健身"];
        assert_eq!(
            found(&terms, "县水利局到妇幼保健院健身"),
            "水利局 妇幼保健院 健身"
        );
    }
}
