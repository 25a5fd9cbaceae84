//! The most probable words of a text.

use super::memory::TagMemory;
use super::model::{CuttingModel, TaggingModel};
use super::tag::Tag;
use super::trie::{BARRIER, Node, Trie};

/// The words of a text as a path through all words of the dictionary in it, and the buffers that
/// takes, which are used again from one text to the next.
///
/// The result is that of `jieba_rs::Jieba::tag` with its model for unknown words, to the last tie: the
/// same sums are made in the same order. It is faster because no list of the words in a text is made
/// before the best path is looked for, because the first two characters of every place are looked up
/// without a branch, and because a word's tag comes with it.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    /// How many characters the text has.
    length: usize,
    /// The code of each character, and of two barriers behind the last one.
    codes: Vec<u16>,
    /// Where each character begins, and where the last one ends.
    offsets: Vec<u32>,
    /// At each character, the node of the one before it and itself.
    pairs: Vec<Node>,
    /// The best step from each character.
    steps: Vec<Step>,
    /// The log-probability of the best path from each character to the end of its block.
    scores: Vec<f64>,
    /// The ends of the words a run of single characters is cut into.
    ends: Vec<u32>,
    /// What the model for unknown words chose at each character.
    choices: Vec<u8>,
    pub(super) memory: TagMemory,
}

/// One step of the best path: the length of a word in characters, and its tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Step(u16);

impl Step {
    /// Across a barrier.
    const BARRIER: Self = Self(0);
    /// Across one character that is no word of the dictionary.
    const UNKNOWN: Self = Self(0xff01);

    #[inline]
    fn word(length: u16, node: Node) -> Self {
        Self(node.tag().0 << 8 | length)
    }

    #[inline]
    fn length(self) -> usize {
        usize::from(self.0 & 0xff)
    }

    /// The word's tag, if the dictionary has it.
    #[inline]
    fn tag(self) -> Option<Tag> {
        (self != Self::UNKNOWN).then_some(Tag(self.0 >> 8))
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
            let step = self.steps[at];
            let length = step.length();
            if length > 1 {
                let tag = step.tag().unwrap_or(Tag::UNKNOWN);
                found(self.offset(at), self.offset(at + length), tag);
                at += length;
            } else if length == 1 {
                let mut end = at + 1;
                while end < self.length && self.steps[end].length() == 1 {
                    end += 1;
                }
                self.singles(models, text, at, end, &mut found);
                at = end;
            } else {
                let end = at + barrier_length(text, self.offset(at));
                found(self.offset(at), self.offset(end), Tag::UNKNOWN);
                at = end;
            }
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
            lattice.steps[at].length() == 1
                && text.as_bytes()[lattice.offset(at)].is_ascii_alphanumeric()
        };
        let mut at = 0;
        while at < self.length {
            let mut end = at + self.steps[at].length();
            if end == at {
                end += barrier_length(text, self.offset(at));
            } else if latin(self, at) {
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
        self.codes.len() > 1 << 17
    }

    #[inline]
    fn offset(&self, at: usize) -> usize {
        self.offsets[at] as usize
    }

    /// Turns characters into codes, and looks up each with the one behind it.
    fn read(&mut self, trie: &Trie, text: &str) {
        let most = text.len() + 2;
        if self.codes.len() < most {
            self.codes.resize(most, BARRIER);
            self.offsets.resize(most, 0);
            self.pairs.resize(most, Node::default());
            self.steps.resize(most, Step::BARRIER);
            self.scores.resize(most, 0.0);
        }
        let (codes, offsets) = (&mut self.codes[..most], &mut self.offsets[..most]);
        let pairs = &mut self.pairs[..most];
        let mut length = 0;
        let mut before = BARRIER;
        for (offset, character) in text.char_indices() {
            let code = trie.code(character);
            codes[length] = code;
            offsets[length] = offset as u32;
            pairs[length] = trie.two(before, code);
            before = code;
            length += 1;
        }
        codes[length] = BARRIER;
        codes[length + 1] = BARRIER;
        offsets[length] = text.len() as u32;
        pairs[length] = Node::default();
        self.length = length;
    }

    /// Finds the best step from each character, from the last to the first.
    fn find_path(&mut self, trie: &Trie) {
        let length = self.length;
        let codes = &self.codes[..length + 2];
        let pairs = &self.pairs[..length + 1];
        let (steps, scores) = (&mut self.steps[..length], &mut self.scores[..length + 1]);
        scores[length] = 0.0;
        let (mut next, mut after) = (0.0, 0.0);
        for at in (0..length).rev() {
            let (one, two) = (trie.one(codes[at]), pairs[at + 1]);
            let of_one = trie.score(one) + next;
            let of_two = trie.score(two) + after;
            // Of two equally probable words the longer one is taken.
            let longer = of_two >= of_one;
            let mut best = if longer { of_two } else { of_one };
            let mut step = if longer {
                Step::word(2, two)
            } else {
                Step::word(1, one)
            };
            if two.may_go_on(codes[at + 2]) {
                let mut node = two;
                let mut end = at + 2;
                while node.may_go_on(codes[end]) {
                    node = trie.next(node, codes[end]);
                    if node == Node::default() {
                        break;
                    }
                    end += 1;
                    let score = trie.score(node) + scores[end];
                    if score >= best {
                        best = score;
                        step = Step::word((end - at) as u16, node);
                    }
                }
            }
            if best == f64::NEG_INFINITY {
                (best, step) = if codes[at] == BARRIER {
                    (0.0, Step::BARRIER)
                } else {
                    (trie.unknown + next, Step::UNKNOWN)
                };
            }
            steps[at] = step;
            scores[at] = best;
            after = next;
            next = best;
        }
    }

    /// The words of a run of characters that the best path leaves single: what the model for unknown
    /// words joins, unless the run is itself a word of the dictionary.
    #[inline]
    fn singles(
        &mut self,
        models: &Models,
        text: &str,
        start: usize,
        end: usize,
        found: &mut impl FnMut(usize, usize, Tag),
    ) {
        if end - start == 1 || self.node(&models.trie, start, end).is_word() {
            for at in start..end {
                let tag = match self.steps[at].tag() {
                    Some(tag) => tag,
                    None => self.guess(models, text, at, at + 1),
                };
                found(self.offset(at), self.offset(at + 1), tag);
            }
            return;
        }
        self.cut_unknown(models, text, start, end);
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
    }

    /// Cuts a run into words and leaves their ends in `ends`.
    fn cut_unknown(&mut self, models: &Models, text: &str, start: usize, end: usize) {
        self.ends.clear();
        let covered = |code: u16| models.trie.covered(code).is_some();
        let mut from = start;
        while from < end {
            let is_covered = covered(self.codes[from]);
            let alike = self.codes[from..end]
                .iter()
                .take_while(|&&code| covered(code) == is_covered)
                .count();
            let to = from + alike;
            if is_covered {
                models.cutting.cut(
                    self.codes[from..to]
                        .iter()
                        .map(|&code| models.trie.covered(code).unwrap_or(0)),
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
        let byte = |at: usize| {
            let inside = at < end;
            inside.then(|| text.as_bytes()[self.offsets[at] as usize])
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
            return trie.one(self.codes[start]);
        }
        let mut node = self.pairs[start + 1];
        for &code in &self.codes[start + 2..end] {
            if !node.may_go_on(code) {
                return Node::default();
            }
            node = trie.next(node, code);
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

/// How many characters the barrier at byte `offset` is: a carriage return and a line feed are one word.
#[inline]
fn barrier_length(text: &str, offset: usize) -> usize {
    1 + usize::from(text.as_bytes()[offset..].starts_with(b"\r\n"))
}
