//! How far one stretch of a page speaks of what another spoke of: by the pairs of characters they share.
//!
//! An article repeats its names and matters, and the next one has others. Pairs of characters need no
//! dictionary, and nearly every word of the written language is one or holds one.

use std::ops::Range;

use crate::layout::block::{Block, Kind};
use crate::trie::decode;
use crate::width::is_han;

/// The pairs of neighbouring Chinese characters of a page, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    /// For each character of running text the number of the pair it begins, or [`NONE`]; the last of a block
    /// pairs with the first of the next block of running text.
    numbers: Vec<u32>,
    /// For each block and the end, where its characters begin in `numbers`.
    starts: Vec<usize>,
    /// For each pair, in how many blocks it stands.
    standing: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Pairs {
    pub(super) fn of(blocks: &[Block<'_>]) -> Self {
        let mut pairs = Self::default();
        let is_text = |block: &&Block<'_>| matches!(block.kind, Kind::Text);
        let texts = blocks.iter().filter(is_text);
        let characters = texts.map(|block| block.part.shape.len()).sum();
        let mut known = Numbers::new(characters);
        pairs.numbers = vec![NONE; characters];
        pairs.starts.reserve(blocks.len() + 1);
        // For each pair in how many blocks it stands, and the last of these, so that a block counts a pair once.
        let mut counted: Vec<(u32, usize)> = Vec::with_capacity(characters);
        // The character before, where it is Chinese, and how many characters are read.
        let (mut left, mut read) = (0, 0);
        for (block_number, block) in blocks.iter().enumerate() {
            pairs.starts.push(read);
            if !is_text(&block) {
                continue;
            }
            let begin = read;
            let bytes = block.part.text.as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                let (code, width) = decode(bytes, at);
                at += width;
                let right = if is_chinese(code) { code } else { 0 };
                if left != 0 && right != 0 {
                    let number = known.number(left, right);
                    if number as usize == counted.len() {
                        counted.push((0, usize::MAX));
                    }
                    let (standing, last) = &mut counted[number as usize];
                    if read > begin && *last != block_number {
                        *last = block_number;
                        *standing += 1;
                    }
                    pairs.numbers[read - 1] = number;
                }
                read += 1;
                left = right;
            }
        }
        pairs.starts.push(read);
        pairs.standing = counted.iter().map(|&(standing, _)| standing).collect();
        pairs
    }

    /// The numbers of the pairs inside some blocks.
    fn within(&self, blocks: Range<usize>) -> &[u32] {
        let (start, end) = (self.starts[blocks.start], self.starts[blocks.end]);
        // What the last character begins ends outside.
        &self.numbers[start..end.saturating_sub(1).max(start)]
    }

    /// Pairs that stand all over the page say little.
    fn weight(&self, pair: u32) -> f64 {
        1.0 / (1.0 + f64::from(self.standing[pair as usize]))
    }
}

#[inline]
fn is_chinese(code: u32) -> bool {
    // The common block first.
    matches!(code, 0x4e00..=0x9fff) || char::from_u32(code).is_some_and(is_han)
}

/// Numbers for the pairs of a page in the order in which they come.
///
/// A table with open addressing: nothing is taken out of it, and it never grows, because a text has fewer pairs than
/// characters. A general map spends more on each character than all else that is done with it.
struct Numbers {
    /// A pair and its number; the pair is zero where the place is free.
    places: Vec<(u64, u32)>,
    known: u32,
    /// How far a hash is shifted to be a place.
    shift: u32,
}

impl Numbers {
    /// Room for the pairs of a text of so many characters.
    fn new(characters: usize) -> Self {
        let size = (characters + characters / 2 + 2).next_power_of_two();
        Self {
            places: vec![(0, 0); size],
            known: 0,
            shift: u64::BITS - size.trailing_zeros(),
        }
    }

    #[inline]
    fn number(&mut self, left: u32, right: u32) -> u32 {
        let pair = u64::from(left) << 32 | u64::from(right);
        // Fibonacci hashing: the upper bits of the product depend on all of the pair.
        let mut at = (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        loop {
            let place = &mut self.places[at];
            if place.0 == pair {
                return place.1;
            }
            if place.0 == 0 {
                *place = (pair, self.known);
                self.known += 1;
                return place.1;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }
}

/// The pairs at the beginning of an article. The groups of one article ask for more and more of it, so
/// what is read stays read.
#[derive(Clone, Debug, Default)]
pub(super) struct Earlier {
    article: usize,
    /// How many pairs are read.
    read: usize,
    /// For each pair the number of the article it was last said in, counted from one.
    said: Vec<u32>,
    /// For each pair the question it was last weighed for.
    weighed: Vec<u32>,
    articles: u32,
    questions: u32,
}

impl Earlier {
    /// How far an article is read, in characters: what it is about is said by then.
    const REACH: usize = 3000;
    /// How far the text after a headline is read.
    const AHEAD: usize = 500;

    /// Reads the article that begins with block `article`, up to block `end`.
    pub(super) fn read(&mut self, pairs: &Pairs, article: usize, end: usize) {
        if self.articles == 0 || self.article != article {
            self.said.resize(pairs.standing.len(), 0);
            self.weighed.resize(pairs.standing.len(), 0);
            self.articles += 1;
            (self.article, self.read) = (article, 0);
        }
        let within = pairs.within(article..end);
        let reach = within.len().min(Self::REACH);
        for &pair in within.get(self.read..reach).unwrap_or_default() {
            if pair != NONE {
                self.said[pair as usize] = self.articles;
            }
        }
        self.read = self.read.max(reach);
    }

    /// How much of the text after a headline, and of the headline itself, was said before; and how many of
    /// the pairs that are rare on the page the text after shares with it.
    pub(super) fn cohesion(
        &mut self,
        pairs: &Pairs,
        heading: Range<usize>,
        after: Range<usize>,
    ) -> (f64, f64, f64) {
        let after = pairs.within(after);
        let (kept, ties) = self.share(pairs, &after[..after.len().min(Self::AHEAD)]);
        let (new, _) = self.share(pairs, pairs.within(heading));
        (kept, new, ties)
    }

    fn share(&mut self, pairs: &Pairs, stretch: &[u32]) -> (f64, f64) {
        self.questions += 1;
        let (mut all, mut shared, mut rare) = (0.0, 0.0, 0.0);
        for &pair in stretch.iter().filter(|&&pair| pair != NONE) {
            let at = pair as usize;
            if std::mem::replace(&mut self.weighed[at], self.questions) == self.questions {
                continue;
            }
            let weight = pairs.weight(pair);
            all += weight;
            if self.said[at] == self.articles {
                shared += weight;
                rare += f64::from(u8::from(pairs.standing[at] <= 5));
            }
        }
        (if all > 0.0 { shared / all } else { 0.0 }, rare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::part::Part;
    use crate::layout::shape::Shape;

    fn blocks<'t>(texts: &[&'t str]) -> Vec<Block<'t>> {
        let block = |text: &&'t str| Block {
            kind: Kind::Text,
            told: None,
            part: Part {
                text: (*text).into(),
                shape: Shape::of(text),
                ..Part::default()
            },
            dated: false,
            closed: false,
            blanks: 0,
            indent: 0,
        };
        texts.iter().map(block).collect()
    }

    #[test]
    fn text_of_one_matter_shares_pairs() {
        let blocks = blocks(&[
            "清溪村修路",
            "路修好了,清溪村欢喜。",
            "县城看灯",
            "清溪村的路灯也亮了",
            "",
        ]);
        let pairs = Pairs::of(&blocks);
        let mut earlier = Earlier::default();
        earlier.read(&pairs, 0, 2);
        let (kept, new, ties) = earlier.cohesion(&pairs, 2..3, 3..5);
        assert!(kept > 0.1 && new == 0.0, "{kept} {new}");
        // 清溪, 溪村.
        assert_eq!(ties, 2.0);
        earlier.read(&pairs, 2, 3);
        assert_eq!(earlier.cohesion(&pairs, 3..4, 4..5), (0.0, 0.0, 0.0));
    }

    #[test]
    fn a_pair_over_the_end_of_a_block_counts_in_what_holds_both() {
        let blocks = blocks(&["甲乙", "丙丁", "乙丙"]);
        let pairs = Pairs::of(&blocks);
        assert_eq!(pairs.within(0..1).len(), 1);
        assert_eq!(pairs.within(0..2).len(), 3);
        assert_eq!(pairs.within(0..2)[1], pairs.within(2..3)[0]);
        assert_eq!(pairs.standing[pairs.within(2..3)[0] as usize], 1);
        assert!(pairs.within(1..1).is_empty());
    }
}
