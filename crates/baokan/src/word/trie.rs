//! The words of the dictionary as a trie.

use super::packed::{Numbers, numbers};
use super::tag::Tag;

/// A double-array trie whose letters are codes of characters: the child of a node along a code
/// stands at the node's base plus the code, if the code is written there.
///
/// This is the double array of Aoe (1989, "An efficient digital search algorithm by using a
/// double-array structure"), where the check is the letter, not the parent, because no two nodes
/// share a base. Children of the root have four bases each, by the remainder of the code.
#[derive(Debug)]
pub(super) struct Trie {
    codes: &'static [[u8; 2]; 1 << 16],
    nodes: Numbers<8>,
    bases: Numbers<4>,
    scores: Numbers<8>,
    /// The first code of the characters the model for unknown words covers.
    covered: u16,
    /// The log-probability of a character that is no word.
    pub(super) unknown: f64,
}

/// The code of a character no word runs over: white space, punctuation, a foreign letter.
pub(super) const BARRIER: u16 = 0;
/// The code of a character inside a block that stands in no word.
const FOREIGN: u16 = 1;
/// The base of nodes without children.
const CHILDLESS: u32 = 1;
const PARTS: usize = 4;

/// A node of the trie. The default one is no node: no word ends there and none goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Node(u64);

impl Node {
    #[inline]
    fn check(self) -> u16 {
        (self.0 & 0x3fff) as u16
    }

    #[inline]
    fn base(self) -> usize {
        (self.0 >> 14 & 0xf_ffff) as usize
    }

    /// The index of its log-probability, zero where no word ends.
    #[inline]
    fn score(self) -> usize {
        (self.0 >> 34 & 0x1fff) as usize
    }

    /// The number of the tag of the word that ends here.
    #[inline]
    pub(super) fn tag(self) -> Tag {
        Tag((self.0 >> 47 & 0x7f) as u16)
    }

    #[inline]
    pub(super) fn is_word(self) -> bool {
        self.score() != 0
    }

    /// Whether there may be a child along `code`.
    #[inline]
    pub(super) fn may_go_on(self, code: u16) -> bool {
        self.0 >> (54 + (code & 7)) & 1 != 0
    }
}

impl Trie {
    pub(super) fn new() -> Self {
        let heads = numbers::<8>(5);
        Self {
            codes: numbers::<2>(0).all(),
            nodes: numbers(1),
            bases: numbers(2),
            scores: numbers(3),
            covered: heads.at(0) as u16,
            unknown: heads.float(1),
        }
    }

    /// The code of a character.
    #[inline]
    pub(super) fn code(&self, character: char) -> u16 {
        match u16::try_from(u32::from(character)) {
            Ok(basic) => self.basic_code(basic),
            Err(_) if is_ideograph_beyond(character) => FOREIGN,
            Err(_) => BARRIER,
        }
    }

    /// The code of a character of the basic plane.
    #[inline]
    pub(super) fn basic_code(&self, character: u16) -> u16 {
        u16::from_le_bytes(self.codes[usize::from(character)])
    }

    /// The place of a character among those the model for unknown words covers.
    #[inline]
    pub(super) fn covered(&self, code: u16) -> Option<usize> {
        code.checked_sub(self.covered).map(usize::from)
    }

    /// The node of one character; no node where it begins no word.
    #[inline]
    pub(super) fn one(&self, code: u16) -> Node {
        Node(self.nodes.at(usize::from(code)))
    }

    /// The node of two characters.
    #[inline]
    pub(super) fn two(&self, first: u16, second: u16) -> Node {
        let part = usize::from(first) * PARTS + usize::from(second) % PARTS;
        let base = self.bases.at_or(part, CHILDLESS) as usize;
        self.child(base, second)
    }

    /// The child of a node along a code it may go on with.
    #[inline]
    pub(super) fn next(&self, node: Node, code: u16) -> Node {
        self.child(node.base(), code)
    }

    #[inline]
    fn child(&self, base: usize, code: u16) -> Node {
        let node = Node(self.nodes.at(base + usize::from(code)));
        if node.check() == code {
            node
        } else {
            Node::default()
        }
    }

    /// The log-probability of the word that ends at a node, −∞ where none ends.
    #[inline]
    pub(super) fn score(&self, node: Node) -> f64 {
        self.scores.float(node.score())
    }
}

/// The blocks of ideographs beyond the basic plane that jieba knows.
fn is_ideograph_beyond(character: char) -> bool {
    matches!(character,
        '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}
