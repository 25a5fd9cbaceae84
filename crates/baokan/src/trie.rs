//! Word lists as tries: the terms that begin at one place, or all terms of a text in one pass.
//!
//! Few pairs of neighbouring characters of a text begin a term. So a text is read pair by pair, each is
//! looked up in a bitmap that stays in the nearest cache, and the trie is walked from those alone that
//! stand there. An Aho-Corasick automaton, the usual choice, follows its table at every character.

use std::ops::Range;

/// Terms with a value each.
///
/// The children of a node stand beside each other in the order of their characters, and nodes are
/// numbered level by level; so the child over edge number `e` is node `e + 1`, and nothing but the
/// characters and the first edge of every node is stored.
#[derive(Clone, Debug)]
pub(crate) struct Trie<V = u8> {
    /// The characters of the basic plane that begin a term, 64 a word, with the number of those before.
    heads: Box<[(u64, u32)]>,
    /// The character of every edge.
    labels: Vec<u32>,
    /// For each node the number of its first edge, and the number of edges at the end.
    edges: Vec<u32>,
    /// For each node the value of the term that ends there.
    values: Vec<Option<V>>,
    pairs: Pairs,
}

/// The first two characters of every term, as a Bloom filter of one hash.
#[derive(Clone, Debug)]
struct Pairs {
    bits: Box<[u64]>,
    /// How far a hash is shifted to be a number of a bit.
    shift: u32,
    /// The characters that are a term of their own, 64 a word; empty where there are none.
    single: Vec<u64>,
}

/// A term in a text, as byte positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found<V> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: V,
}

/// Characters beyond the basic plane are looked up in the list of edges.
const PLANE: u32 = 1 << 16;

/// Up to so many edges are looked through one by one.
const FEW: usize = 8;

impl<V: Copy> Trie<V> {
    /// Reads terms with their values; where a term comes twice the first value stays.
    pub(crate) fn new<I: IntoIterator<Item = char>>(
        terms: impl IntoIterator<Item = (I, V)>,
    ) -> Self {
        let mut terms: Vec<(Vec<u32>, V)> = terms
            .into_iter()
            .map(|(term, value)| (term.into_iter().map(u32::from).collect(), value))
            .collect();
        terms.sort_by(|left, right| left.0.cmp(&right.0));
        terms.dedup_by(|next, first| next.0 == first.0);
        let mut trie = Self {
            heads: vec![(0, 0); (PLANE / 64) as usize].into_boxed_slice(),
            labels: Vec::new(),
            edges: Vec::new(),
            values: Vec::new(),
            pairs: Pairs::new(std::iter::empty()),
        };
        // The terms below each node, level by level.
        let mut below: Vec<Range<usize>> = std::iter::once(0..terms.len()).collect();
        let mut depth = 0;
        while !below.is_empty() {
            let mut next = Vec::new();
            for mut range in below {
                trie.edges.push(trie.labels.len() as u32);
                let ends = range.start < range.end && terms[range.start].0.len() == depth;
                trie.values.push(ends.then(|| terms[range.start].1));
                range.start += usize::from(ends);
                while range.start < range.end {
                    let label = terms[range.start].0[depth];
                    let rest = &terms[range.clone()];
                    let same = rest.partition_point(|term| term.0[depth] == label);
                    trie.labels.push(label);
                    next.push(range.start..range.start + same);
                    range.start += same;
                }
            }
            below = next;
            depth += 1;
        }
        trie.edges.push(trie.labels.len() as u32);
        trie.pairs = Pairs::new(terms.iter().map(|term| term.0.as_slice()));
        for &label in &trie.labels[..trie.edges[1] as usize] {
            if label < PLANE {
                trie.heads[(label / 64) as usize].0 |= 1 << (label % 64);
            }
        }
        let mut before = 0;
        for (heads, count) in &mut trie.heads {
            *count = before;
            before += heads.count_ones();
        }
        trie
    }

    /// The terms that begin a sequence of characters, shortest first: their lengths and values.
    pub(crate) fn prefixes<'t>(
        &'t self,
        letters: impl Iterator<Item = char> + 't,
    ) -> impl Iterator<Item = (usize, V)> + 't {
        let mut node = 0;
        letters
            .map_while(move |letter| {
                node = self.step(node, u32::from(letter))?;
                Some(self.values[node])
            })
            .enumerate()
            .filter_map(|(at, value)| Some((at + 1, value?)))
    }

    /// The longest term that begins a sequence of characters: its length and value.
    #[inline]
    pub(crate) fn longest(&self, mut letters: impl Iterator<Item = char>) -> Option<(usize, V)> {
        let mut node = self.head(u32::from(letters.next()?))?;
        let mut length = 1;
        let mut longest = self.values[node].map(|value| (length, value));
        for letter in letters {
            let Some(next) = self.child(node, u32::from(letter)) else {
                break;
            };
            node = next;
            length += 1;
            if let Some(value) = self.values[node] {
                longest = Some((length, value));
            }
        }
        longest
    }

    /// The terms of a text: of two that overlap the one that begins first counts, then the longest.
    pub(crate) fn leftmost<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found<V>> + 't {
        let bytes = text.as_bytes();
        let mut first = Letter::at(bytes, 0);
        std::iter::from_fn(move || {
            while first.width != 0 {
                let second = first.next(bytes);
                if let Some(node) = self.beginning(first, second) {
                    let mut longest = None;
                    self.walk(bytes, node, second, |end, value| {
                        longest = Some((end, value))
                    });
                    if let Some((end, value)) = longest {
                        let start = first.at;
                        first = Letter::at(bytes, end);
                        return Some(Found { start, end, value });
                    }
                }
                first = second;
            }
            None
        })
    }

    /// Calls `each` with every occurrence of every term, in the order in which they begin, then of their length.
    pub(crate) fn every(&self, text: &str, mut each: impl FnMut(Found<V>)) {
        let bytes = text.as_bytes();
        let mut first = Letter::at(bytes, 0);
        while first.width != 0 {
            let second = first.next(bytes);
            if let Some(node) = self.beginning(first, second) {
                let start = first.at;
                self.walk(bytes, node, second, |end, value| {
                    each(Found { start, end, value });
                });
            }
            first = second;
        }
    }

    /// The node of a character that begins a term, or with the next one seems to.
    #[inline(always)]
    fn beginning(&self, first: Letter, second: Letter) -> Option<usize> {
        if self.pairs.may_begin(first.code, second.code) {
            self.head(first.code)
        } else {
            None
        }
    }

    /// Calls `each` with the end and value of every term that goes on from `node` with a character.
    #[inline]
    fn walk(&self, bytes: &[u8], node: usize, letter: Letter, mut each: impl FnMut(usize, V)) {
        let (mut node, mut letter) = (node, letter);
        loop {
            if let Some(value) = self.values[node] {
                each(letter.at, value);
            }
            if letter.width == 0 {
                return;
            }
            let Some(next) = self.child(node, letter.code) else {
                return;
            };
            (node, letter) = (next, letter.next(bytes));
        }
    }

    #[inline]
    fn step(&self, node: usize, letter: u32) -> Option<usize> {
        if node == 0 {
            self.head(letter)
        } else {
            self.child(node, letter)
        }
    }

    /// The node of the terms that begin with a character.
    #[inline]
    fn head(&self, letter: u32) -> Option<usize> {
        let Some(&(heads, before)) = self.heads.get((letter / 64) as usize) else {
            return self.child(0, letter);
        };
        let bit = 1 << (letter % 64);
        if heads & bit == 0 {
            return None;
        }
        Some((before + (heads & (bit - 1)).count_ones()) as usize + 1)
    }

    #[inline]
    fn child(&self, node: usize, letter: u32) -> Option<usize> {
        let (first, end) = (self.edges[node] as usize, self.edges[node + 1] as usize);
        let labels = &self.labels[first..end];
        let at = if labels.len() <= FEW {
            labels.iter().position(|&label| label == letter)?
        } else {
            labels.binary_search(&letter).ok()?
        };
        Some(first + at + 1)
    }
}

impl Pairs {
    fn new<'t>(terms: impl Iterator<Item = &'t [u32]> + Clone) -> Self {
        let size = (terms.clone().count() * 8)
            .next_power_of_two()
            .clamp(1 << 10, 1 << 17);
        let mut pairs = Self {
            bits: vec![0; size / 64].into_boxed_slice(),
            shift: 64 - size.trailing_zeros(),
            single: Vec::new(),
        };
        for term in terms {
            match *term {
                [] => {}
                [letter] => {
                    let word = (letter / 64) as usize;
                    if pairs.single.len() <= word {
                        pairs.single.resize(word + 1, 0);
                    }
                    pairs.single[word] |= 1 << (letter % 64);
                }
                [first, second, ..] => {
                    let bit = pairs.bit(first, second);
                    pairs.bits[bit / 64] |= 1 << (bit % 64);
                }
            }
        }
        pairs
    }

    /// The bit of a pair, by multiplicative hashing (Knuth, The Art of Computer Programming, 6.4).
    #[inline]
    fn bit(&self, first: u32, second: u32) -> usize {
        let key = u64::from(first) << 21 ^ u64::from(second);
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    /// Whether a term may begin with the pair, or with its first character alone.
    #[inline]
    fn may_begin(&self, first: u32, second: u32) -> bool {
        let bit = self.bit(first, second);
        let pair = self
            .bits
            .get(bit / 64)
            .is_some_and(|word| word >> (bit % 64) & 1 != 0);
        pair || self
            .single
            .get((first / 64) as usize)
            .is_some_and(|word| word >> (first % 64) & 1 != 0)
    }
}

/// A character of a text and the byte it stands at; the end of the text has no width.
#[derive(Clone, Copy)]
struct Letter {
    at: usize,
    code: u32,
    width: usize,
}

impl Letter {
    #[inline(always)]
    fn at(bytes: &[u8], at: usize) -> Self {
        let (code, width) = if at < bytes.len() {
            decode(bytes, at)
        } else {
            (0, 0)
        };
        Self { at, code, width }
    }

    #[inline(always)]
    fn next(self, bytes: &[u8]) -> Self {
        Self::at(bytes, self.at + self.width)
    }
}

/// The character of valid UTF-8 that begins at `at`, and its length; nearly all are of three bytes.
#[inline(always)]
pub(crate) fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    match bytes[at..] {
        [first @ 0xe0..0xf0, second, third, ..] => {
            let tail = u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
            (u32::from(first & 0xf) << 12 | tail, 3)
        }
        _ => decode_other(bytes, at),
    }
}

#[inline(never)]
fn decode_other(bytes: &[u8], at: usize) -> (u32, usize) {
    let tail = |on: usize| u32::from(bytes[at + on] & 0x3f);
    match u32::from(bytes[at]) {
        first @ 0..0x80 => (first, 1),
        first @ 0x80..0xe0 => ((first & 0x1f) << 6 | tail(1), 2),
        first => (
            (first & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3),
            4,
        ),
    }
}

#[cfg(test)]
mod tests {
    use daachorse::{CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
    use proptest::prelude::*;

    use super::*;

    fn trie(terms: &[&str]) -> Trie<usize> {
        let numbered = terms.iter().enumerate();
        Trie::new(numbered.map(|(number, term)| (term.chars(), number)))
    }

    #[test]
    fn finds_the_longest_term() {
        let trie = trie(&["", "村", "村民", "村民代表", "村"]);
        assert_eq!(trie.longest("村民代王".chars()), Some((2, 2)));
        assert_eq!(trie.longest("村民代表王".chars()), Some((4, 3)));
        assert_eq!(trie.longest("民".chars()), None);
        assert_eq!(trie.longest("".chars()), None);
        assert_eq!(
            trie.prefixes("村民".chars()).collect::<Vec<_>>(),
            [(1, 1), (2, 2)]
        );
    }

    #[test]
    fn no_terms_are_found_nowhere() {
        assert_eq!(trie(&[]).leftmost("村民").count(), 0);
    }

    proptest! {
        /// An automaton of a well-known library says the same.
        #[test]
        fn all_terms_of_a_text(
            terms in proptest::collection::btree_set("[甲乙aé𠮷]{1,4}", 1..12),
            text in "[甲乙丙aé𠮷]{0,40}",
        ) {
            let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
            let trie = trie(&terms);
            let leftmost = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::LeftmostLongest)
                .build::<_, _, usize>(&terms)
                .unwrap();
            let want: Vec<_> = leftmost
                .leftmost_find_iter(&text)
                .map(|found| Found { start: found.start(), end: found.end(), value: found.value() })
                .collect();
            prop_assert_eq!(trie.leftmost(&text).collect::<Vec<_>>(), want);

            let all = CharwiseDoubleArrayAhoCorasickBuilder::new().build::<_, _, usize>(&terms).unwrap();
            let mut want: Vec<_> = all
                .find_overlapping_iter(&text)
                .map(|found| Found { start: found.start(), end: found.end(), value: found.value() })
                .collect();
            want.sort_by_key(|found| (found.start, found.end));
            let mut every = Vec::new();
            trie.every(&text, |found| every.push(found));
            prop_assert_eq!(every, want);
        }
    }
}
