//! A double-array trie whose letters are the codes of characters.
//!
//! A node is 64 bits (the fields are described at [`Node`]). The child of a node along code `c` stands
//! at its `base + c`, if the `check` there is `c`. No two nodes with children have the same base, so
//! the code alone tells that the node found is a child. The root is at base 0: the child of the root
//! along `c` stands at place `c`. Children of the root have several bases, in a table of their own.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::Failure;

/// The base of nodes without children: no node's child stands at this base plus its code.
const CHILDLESS: u32 = 1;
/// The check of a free place; no code is as large.
const FREE: u64 = (1 << CHECK_BITS) - 1;

const CHECK_BITS: u32 = 14;
const BASE_BITS: u32 = 20;
const SCORE_BITS: u32 = 13;
const TAG_BITS: u32 = 7;
/// The children of a child of the root have as many bases as this, by the remainder of their code: a
/// family of hundreds finds no place in a trie without large gaps.
pub(crate) const PARTS: usize = 4;

/// A word in codes, with what its node says.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) codes: Vec<u16>,
    pub(crate) frequency: usize,
    /// Index of its log-probability.
    pub(crate) score: u16,
    pub(crate) tag: u8,
}

/// What is packed into 64 bits, from the lowest: `check`, 14 bits; `base`, 20; the index of the word's
/// log-probability, 13, zero where no word ends; its tag, 7; a filter, 8: bit `c % 8` is set where a
/// child along code `c` may be.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    check: u64,
    base: u64,
    score: u64,
    tag: u64,
    filter: u64,
}

impl Node {
    fn free() -> Self {
        Self {
            check: FREE,
            base: u64::from(CHILDLESS),
            ..Self::default()
        }
    }

    fn pack(self) -> u64 {
        let mut packed = self.filter;
        for (field, bits) in [
            (self.tag, TAG_BITS),
            (self.score, SCORE_BITS),
            (self.base, BASE_BITS),
            (self.check, CHECK_BITS),
        ] {
            packed = packed << bits | field;
        }
        packed
    }
}

/// The nodes of the trie and the bases of the root's children, [`PARTS`] for each code.
#[derive(Debug)]
pub(crate) struct Trie {
    pub(crate) nodes: Vec<u64>,
    pub(crate) bases: Vec<u32>,
}

/// The trie of `entries`, where codes below `codes` are in use. The entries come out sorted.
///
/// # Errors
///
/// When a field is too narrow.
pub(crate) fn build(entries: &mut [Entry], codes: usize) -> Result<Trie, Failure> {
    entries.sort_by(|one, other| one.codes.cmp(&other.codes));
    let widest = 1 << SCORE_BITS;
    if codes >= FREE as usize || entries.iter().any(|entry| u32::from(entry.score) >= widest) {
        return Err("too many characters or frequencies for the fields of a node".into());
    }
    let mut families = families(entries);
    // The large come before the small, which then fill the gaps. Among those of a size, families of
    // frequent words lie close together, because they are read most.
    families.sort_by_key(|family| (Reverse(family.children.len()), Reverse(family.weight)));
    let mut places = Places::new(codes);
    let mut of_prefix = HashMap::new();
    let mut bases = vec![CHILDLESS; codes * PARTS];
    for family in &mut families {
        family.base = match family.prefix {
            Prefix::Root => 0,
            _ => places.place(&family.children),
        };
        if let Prefix::Character(code, part) = family.prefix {
            bases[usize::from(code) * PARTS + part] = family.base;
        }
        let filter = family
            .children
            .iter()
            .fold(0, |filter, child| filter | 1 << (child.code % 8));
        of_prefix.insert(family.prefix, (family.base, filter));
    }
    let mut nodes = vec![Node::free(); places.len()];
    for family in &families {
        for child in &family.children {
            let mut node = Node {
                check: u64::from(child.code),
                ..Node::free()
            };
            if let Some(word) = child.word {
                node.score = u64::from(entries[word].score);
                node.tag = u64::from(entries[word].tag);
            }
            if let Some(&(base, filter)) = child.family.and_then(|family| of_prefix.get(&family)) {
                node.base = u64::from(base);
                node.filter = filter;
            }
            nodes[family.base as usize + usize::from(child.code)] = node;
        }
    }
    if nodes.len() >= 1 << BASE_BITS {
        return Err("too many nodes for the field of the base".into());
    }
    let last = bases.iter().rposition(|&base| base != CHILDLESS);
    bases.truncate(last.map_or(0, |at| at / PARTS + 1) * PARTS);
    Ok(Trie {
        nodes: nodes.into_iter().map(Node::pack).collect(),
        bases,
    })
}

/// Of which words a family holds the next characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Prefix {
    Root,
    /// Those that begin with this code and go on with a code of this part.
    Character(u16, usize),
    /// Those that begin like this entry, for so many characters.
    Entry(usize, usize),
}

/// The children of one prefix, or a part of them.
#[derive(Debug)]
struct Family {
    prefix: Prefix,
    base: u32,
    /// The frequency of the words in it.
    weight: usize,
    children: Vec<Child>,
}

#[derive(Debug)]
struct Child {
    code: u16,
    /// The entry that ends here.
    word: Option<usize>,
    family: Option<Prefix>,
    weight: usize,
}

/// The children of every prefix of sorted `entries` that has some.
fn families(entries: &[Entry]) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut waiting: Vec<_> = std::iter::once(0..entries.len()).collect();
    let mut depths = vec![0];
    let mut next = 0;
    while next < waiting.len() {
        let (range, depth) = (waiting[next].clone(), depths[next]);
        let mut children: Vec<Child> = Vec::new();
        let mut from = range.start;
        while from < range.end {
            // The word that is the prefix itself comes first, and is a child of the prefix before it.
            let Some(&code) = entries[from].codes.get(depth) else {
                from += 1;
                continue;
            };
            let same = entries[from..range.end]
                .iter()
                .take_while(|entry| entry.codes.get(depth) == Some(&code))
                .count();
            let ends = entries[from].codes.len() == depth + 1;
            let longer = same > usize::from(ends);
            children.push(Child {
                code,
                word: ends.then_some(from),
                // A child of the root has its families in the table of bases.
                family: (longer && depth > 0).then_some(Prefix::Entry(from, depth + 1)),
                weight: entries[from..from + same]
                    .iter()
                    .map(|entry| entry.frequency)
                    .sum(),
            });
            if longer {
                waiting.push(from..from + same);
                depths.push(depth + 1);
            }
            from += same;
        }
        let parts = if depth == 1 { PARTS } else { 1 };
        for part in 0..parts {
            let (own, rest) = children
                .into_iter()
                .partition::<Vec<Child>, _>(|child| usize::from(child.code) % parts == part);
            children = rest;
            if !own.is_empty() {
                families.push(Family {
                    prefix: match depth {
                        0 => Prefix::Root,
                        1 => Prefix::Character(entries[range.start].codes[0], part),
                        _ => Prefix::Entry(range.start, depth),
                    },
                    base: 0,
                    weight: own.iter().map(|child| child.weight).sum(),
                    children: own,
                });
            }
        }
        next += 1;
    }
    families
}

/// Which places and bases are taken.
#[derive(Debug)]
struct Places {
    taken: Vec<bool>,
    bases: Vec<bool>,
    /// The next free place after each place, as a list.
    next: Vec<u32>,
    first: u32,
    /// One past the last taken place.
    end: usize,
}

impl Places {
    /// The places below `codes` are the root's.
    fn new(codes: usize) -> Self {
        let size = 1 << BASE_BITS;
        let mut bases = vec![false; size];
        bases[0] = true;
        bases[CHILDLESS as usize] = true;
        Self {
            taken: (0..size).map(|place| place < codes).collect(),
            bases,
            next: (1..=size as u32).collect(),
            first: codes as u32,
            end: codes,
        }
    }

    fn len(&self) -> usize {
        self.end
    }

    /// The lowest base at which all children have a free place; they are taken.
    fn place(&mut self, children: &[Child]) -> u32 {
        let least = children.iter().map(|child| child.code).min().unwrap_or(0);
        let (mut before, mut at) = (None, self.first as usize);
        let base = loop {
            // Taken places are dropped from the list when they are met.
            if self.taken[at] {
                let next = self.next[at];
                match before {
                    None => self.first = next,
                    Some(before) => self.next[before as usize] = next,
                }
                at = next as usize;
                continue;
            }
            let fits = at.checked_sub(usize::from(least)).filter(|&base| {
                !self.bases[base]
                    && children
                        .iter()
                        .all(|child| !self.taken[base + usize::from(child.code)])
            });
            match fits {
                Some(base) => break base,
                None => {
                    before = Some(at as u32);
                    at = self.next[at] as usize;
                }
            }
        };
        self.bases[base] = true;
        for child in children {
            let place = base + usize::from(child.code);
            self.taken[place] = true;
            self.end = self.end.max(place + 1);
        }
        base as u32
    }
}
