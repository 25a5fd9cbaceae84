//! The most probable words of a text.

use std::hint::select_unpredictable;

use super::memory::TagMemory;
use super::model::{CuttingModel, TaggingModel};
use super::tag::Tag;
use super::trie::{BARRIER, Node, Trie};

/// The words of a text as a path through all words of the dictionary in it, and the buffers that
/// takes, which are used again from one text to the next.
///
/// The result is that of `jieba_rs::Jieba::tag` with its model for unknown words, to the last tie: the
/// same sums are made in the same order. It is faster because no list of the words in a text is made
/// before the best path is looked for, because the first two characters at every place are looked up
/// and weighed without a branch, and because a word's tag comes with it.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    /// How many characters the text has.
    length: usize,
    /// One for each character, then two barriers; what lies behind them is left from other texts.
    places: Vec<Place>,
    /// The ends of the words a run of single characters is cut into.
    ends: Vec<u32>,
    /// What the model for unknown words chose at each character.
    choices: Vec<u8>,
    memory: TagMemory,
}

/// A character of the text; a carriage return and a line feed are one.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The node of the character before and this one.
    pair: Node,
    /// The log-probability of the best path from here to the end of the block.
    score: f64,
    /// Where the character begins.
    offset: u32,
    code: u16,
    step: Step,
}

/// One step of the best path: the length of a word in characters and its tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Step(u16);

impl Step {
    /// Set where a word is a single character, which may yet be joined to others.
    const SINGLE: u16 = 1 << 15;
    /// Across one character that is no word of the dictionary.
    const UNKNOWN: Self = Self(0xff01);
    /// Across a barrier.
    const BARRIER: Self = Self(Tag::UNKNOWN.0 << 8 | 1);

    #[inline]
    fn length(self) -> usize {
        usize::from(self.0 & 0xff)
    }

    #[inline]
    fn is_single(self) -> bool {
        self.0 & Self::SINGLE != 0
    }

    /// The word's tag, if the dictionary has it.
    #[inline]
    fn tag(self) -> Option<Tag> {
        (self != Self::UNKNOWN).then_some(Tag(self.0 >> 8 & 0x7f))
    }
}

/// A dictionary and its models.
#[derive(Debug)]
pub(super) struct Models {
    pub(super) trie: Trie,
    pub(super) cutting: CuttingModel,
    pub(super) tagging: TaggingModel,
}

impl Lattice {
    /// Calls `found` with the beginning, the end and the tag of every word of `text`, in order.
    #[inline]
    pub(super) fn words(
        &mut self,
        models: &Models,
        text: &str,
        mut found: impl FnMut(usize, usize, Tag),
    ) {
        self.read(&models.trie, text);
        self.find_path(&models.trie);
        let mut at = 0;
        while at < self.length {
            let step = self.places[at].step;
            if step.is_single() && self.places[at + 1].step.is_single() {
                at = self.singles(models, text, at, &mut found);
                continue;
            }
            let end = at + step.length();
            let tag = match step.tag() {
                Some(tag) => tag,
                None => self.guess(models, text, at, end),
            };
            found(self.offset(at), self.offset(end), tag);
            at = end;
        }
    }

    /// Calls `found` with the beginning and the end of every word of `text`, in order, where single
    /// characters are left as they are; only Latin letters and digits beside each other are one word.
    pub(super) fn known_words(
        &mut self,
        trie: &Trie,
        text: &str,
        mut found: impl FnMut(usize, usize),
    ) {
        self.read(trie, text);
        self.find_path(trie);
        let latin = |lattice: &Self, at: usize| {
            lattice.places[at].step.is_single()
                && text.as_bytes()[lattice.offset(at)].is_ascii_alphanumeric()
        };
        let mut at = 0;
        while at < self.length {
            let mut end = at + self.places[at].step.length();
            if latin(self, at) {
                while end < self.length && latin(self, end) {
                    end += 1;
                }
            }
            found(self.offset(at), self.offset(end));
            at = end;
        }
    }

    /// Whether its buffers take more than a few megabytes.
    pub(super) fn is_large(&self) -> bool {
        self.places.len() > 1 << 17
    }

    #[inline]
    fn offset(&self, at: usize) -> usize {
        self.places[at].offset as usize
    }

    /// Turns characters into codes, and looks up each with the one before it.
    fn read(&mut self, trie: &Trie, text: &str) {
        let most = text.len() + 2;
        if self.places.len() < most {
            self.places.resize(most, Place::default());
        }
        let bytes = text.as_bytes();
        let mut places = self.places.iter_mut();
        let mut put = |pair: Node, offset: usize, code: u16| {
            if let Some(place) = places.next() {
                *place = Place {
                    pair,
                    offset: offset as u32,
                    code,
                    score: 0.0,
                    step: Step::BARRIER,
                };
            }
        };
        let (mut length, mut offset, mut before) = (0, 0, BARRIER);
        while let Some(&first) = bytes.get(offset) {
            let (code, size) = match bytes.get(offset..offset + 3) {
                // Nearly every character is one of three bytes.
                Some(&[first @ 0xe0..0xf0, second, third]) => {
                    let bits = |byte: u8| u16::from(byte & 0x3f);
                    (
                        trie.basic_code(bits(first) << 12 | bits(second) << 6 | bits(third)),
                        3,
                    )
                }
                _ if first < 0x80 => {
                    let pair = first == b'\r' && bytes.get(offset + 1) == Some(&b'\n');
                    (trie.basic_code(u16::from(first)), 1 + usize::from(pair))
                }
                _ => text[offset..]
                    .chars()
                    .next()
                    .map_or((BARRIER, 1), |other| (trie.code(other), other.len_utf8())),
            };
            put(trie.two(before, code), offset, code);
            before = code;
            offset += size;
            length += 1;
        }
        put(Node::default(), offset, BARRIER);
        put(Node::default(), offset, BARRIER);
        self.length = length;
    }

    /// Finds the best step from each character, from the last to the first.
    fn find_path(&mut self, trie: &Trie) {
        let places = &mut self.places[..self.length + 2];
        // Of the two places behind: their scores, their codes, the node that ends at the first.
        let (mut next, mut after) = (0.0, 0.0);
        let (mut next_code, mut code_after) = (BARRIER, BARRIER);
        let mut two = Node::default();
        for at in (0..self.length).rev() {
            let Place { pair, code, .. } = places[at];
            let one = trie.one(code);
            let of_one = trie.score(one) + next;
            let of_two = trie.score(two) + after;
            // Of two equally probable words the longer one is taken. Which it is nobody can foresee,
            // so there is no branch here.
            let shorter = of_one > of_two;
            let mut best = if shorter { of_one } else { of_two };
            let node = select_unpredictable(shorter, one, two);
            let length = select_unpredictable(shorter, Step::SINGLE | 1, 2);
            let mut step = Step(node.tag().0 << 8 | length);
            if two.may_go_on(code_after) {
                let mut node = two;
                let mut end = at + 2;
                loop {
                    node = trie.next(node, places[end].code);
                    end += 1;
                    if node == Node::default() {
                        break;
                    }
                    let score = trie.score(node) + places[end].score;
                    if score >= best {
                        best = score;
                        step = Step(node.tag().0 << 8 | (end - at) as u16);
                    }
                    if !node.may_go_on(places[end].code) {
                        break;
                    }
                }
            }
            let nothing = best == f64::NEG_INFINITY;
            let barrier = code == BARRIER;
            let alone = select_unpredictable(barrier, 0.0, trie.unknown + next);
            let across = select_unpredictable(barrier, Step::BARRIER, Step::UNKNOWN);
            best = select_unpredictable(nothing, alone, best);
            places[at].score = best;
            places[at].step = select_unpredictable(nothing, across, step);
            (next, after) = (best, next);
            (next_code, code_after) = (code, next_code);
            two = pair;
        }
    }

    /// The words of the run of characters from `start` on that the best path leaves single: what the
    /// model for unknown words joins, unless the run is itself a word of the dictionary. Returns its end.
    fn singles(
        &mut self,
        models: &Models,
        text: &str,
        start: usize,
        found: &mut impl FnMut(usize, usize, Tag),
    ) -> usize {
        let run = self.places[start..self.length]
            .iter()
            .take_while(|place| place.step.is_single())
            .count();
        let end = start + run;
        if self.node(&models.trie, start, end).is_word() {
            self.ends.clear();
            self.ends.extend(start as u32 + 1..=end as u32);
        } else {
            self.cut_unknown(models, text, start, end);
        }
        let mut from = start;
        for index in 0..self.ends.len() {
            let to = self.ends[index] as usize;
            let node = self.node(&models.trie, from, to);
            let tag = if node.is_word() {
                node.tag()
            } else {
                self.guess(models, text, from, to)
            };
            found(self.offset(from), self.offset(to), tag);
            from = to;
        }
        end
    }

    /// Cuts a run into words and leaves their ends in `ends`.
    fn cut_unknown(&mut self, models: &Models, text: &str, start: usize, end: usize) {
        self.ends.clear();
        let covered = |code: u16| models.trie.covered(code).is_some();
        let mut from = start;
        while from < end {
            let is_covered = covered(self.places[from].code);
            let alike = self.places[from..end]
                .iter()
                .take_while(|place| covered(place.code) == is_covered)
                .count();
            let to = from + alike;
            if is_covered {
                models.cutting.cut(
                    self.places[from..to]
                        .iter()
                        .map(|place| models.trie.covered(place.code).unwrap_or(0)),
                    from,
                    &mut self.choices,
                    &mut self.ends,
                );
            } else {
                self.cut_latin(text, from, to);
            }
            from = to;
        }
    }

    /// Cuts characters the model does not cover: letters and digits beside each other are a word, also
    /// across a point or hyphen and with a percent sign, and so is whatever stands between two of these.
    fn cut_latin(&mut self, text: &str, start: usize, end: usize) {
        let places = &self.places;
        let byte = |at: usize| {
            let inside = at < end;
            inside.then(|| text.as_bytes()[places[at].offset as usize])
        };
        let latin = |at: usize| byte(at).is_some_and(|byte| byte.is_ascii_alphanumeric());
        let mut at = start;
        while at < end {
            if !latin(at) {
                while at < end && !latin(at) {
                    at += 1;
                }
            } else {
                loop {
                    while latin(at) {
                        at += 1;
                    }
                    if matches!(byte(at), Some(b'.' | b'_' | b'-')) && latin(at + 1) {
                        at += 1;
                    } else {
                        break;
                    }
                }
                if byte(at) == Some(b'%') {
                    at += 1;
                }
            }
            self.ends.push(at as u32);
        }
    }

    /// The node of the characters from `start` to `end`.
    #[inline]
    fn node(&self, trie: &Trie, start: usize, end: usize) -> Node {
        if end - start == 1 {
            return trie.one(self.places[start].code);
        }
        let mut node = self.places[start + 1].pair;
        for place in &self.places[start + 2..end] {
            if !node.may_go_on(place.code) {
                return Node::default();
            }
            node = trie.next(node, place.code);
        }
        node
    }

    /// The tag of a word that is not in the dictionary.
    fn guess(&mut self, models: &Models, text: &str, start: usize, end: usize) -> Tag {
        let (start, end) = (self.offset(start), self.offset(end));
        let word = &text[start..end];
        // A word is Latin from beginning to end or not at all.
        if word.is_ascii() {
            return models.tagging.latin(word);
        }
        if let Some(tag) = self.memory.get(text, start, end) {
            return tag;
        }
        let tag = models.tagging.guess(word);
        self.memory.remember(text, start, end, tag);
        tag
    }
}
