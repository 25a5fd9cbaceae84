//! Jieba's two hidden Markov models, for words its dictionary lacks.

use super::packed::{Numbers, numbers};
use super::tag::Tag;

/// The model that cuts: each character begins a word, ends one, stands in its middle or is one.
#[derive(Debug)]
pub(super) struct CuttingModel {
    initial: [f64; 4],
    /// From each state to each.
    transitions: [[f64; 4]; 4],
    emissions: Numbers<8>,
}

const BEGIN: usize = 0;
const END: usize = 1;
const MIDDLE: usize = 2;
const SINGLE: usize = 3;

/// The states that can stand before each.
const BEFORE: [[usize; 2]; 4] = [
    [END, SINGLE],
    [BEGIN, MIDDLE],
    [BEGIN, MIDDLE],
    [END, SINGLE],
];

impl CuttingModel {
    pub(super) fn new() -> Self {
        let heads = numbers::<8>(6);
        let four = |at: usize| std::array::from_fn(|state| heads.float(at * 4 + state));
        Self {
            initial: four(0),
            transitions: std::array::from_fn(|state| four(state + 1)),
            emissions: numbers(7),
        }
    }

    #[inline]
    fn emissions(&self, character: usize) -> [f64; 4] {
        std::array::from_fn(|state| self.emissions.float(character * 4 + state))
    }

    /// Cuts a run of characters, given by their places in the model, by the algorithm of Viterbi, and
    /// pushes the ends of the words, counted from `start`, to `ends`.
    #[inline]
    pub(super) fn cut(
        &self,
        characters: impl Iterator<Item = usize>,
        start: usize,
        choices: &mut Vec<u8>,
        ends: &mut Vec<u32>,
    ) {
        choices.clear();
        let mut scores = [0.0; 4];
        for character in characters {
            let emissions = self.emissions(character);
            if choices.is_empty() {
                scores = std::array::from_fn(|state| self.initial[state] + emissions[state]);
                choices.push(0);
                continue;
            }
            let mut choice = 0;
            scores = std::array::from_fn(|state| {
                let [first, second] = BEFORE[state];
                let of_first = scores[first] + self.transitions[first][state] + emissions[state];
                let of_second = scores[second] + self.transitions[second][state] + emissions[state];
                // Of two equal scores jieba takes the second.
                let is_first = of_first > of_second;
                choice |= u8::from(!is_first) << state;
                if is_first { of_first } else { of_second }
            });
            choices.push(choice);
        }
        if choices.len() < 2 {
            ends.push(start as u32 + 1);
            return;
        }
        // From here on a choice is the state itself.
        let mut state = if scores[END] > scores[SINGLE] {
            END
        } else {
            SINGLE
        };
        for choice in choices.iter_mut().rev() {
            let before = BEFORE[state][usize::from(*choice >> state & 1)];
            *choice = state as u8;
            state = before;
        }
        for (at, &state) in choices.iter().enumerate() {
            if matches!(usize::from(state), END | SINGLE) {
                ends.push((start + at) as u32 + 1);
            }
        }
    }
}

/// The model that tags: a state is a position in a word (begin, middle, end, single) and a tag.
#[derive(Debug)]
pub(super) struct TaggingModel {
    scores: Numbers<8>,
    tags: Numbers<1>,
    initial: Numbers<2>,
    /// To each state from each.
    transitions: Numbers<2>,
    characters: Numbers<4>,
    starts: Numbers<4>,
    states: Numbers<1>,
    emissions: Numbers<2>,
    number: Tag,
    foreign: Tag,
}

const TAGS: usize = 64;
const STATES: usize = 4 * TAGS;
/// What scores no more than this cannot be.
const IMPOSSIBLE: f64 = -3.14e100;

impl TaggingModel {
    pub(super) fn new() -> Self {
        let tag = |name: &str| Tag::known(name).unwrap_or(Tag::UNKNOWN);
        Self {
            scores: numbers(8),
            tags: numbers(9),
            initial: numbers(10),
            transitions: numbers(11),
            characters: numbers(12),
            starts: numbers(13),
            states: numbers(14),
            emissions: numbers(15),
            number: tag("m"),
            foreign: tag("eng"),
        }
    }

    /// The tag of a word of Latin letters, digits and signs between them.
    pub(super) fn latin(&self, word: &str) -> Tag {
        let mut letters = word.bytes().filter(u8::is_ascii_alphanumeric).peekable();
        if letters.peek().is_none() {
            Tag::UNKNOWN
        } else if letters.all(|letter| letter.is_ascii_digit()) {
            self.number
        } else {
            self.foreign
        }
    }

    /// The tag of a word of ideographs: that of the longest part the model finds in it, the last of
    /// several.
    pub(super) fn guess(&self, word: &str) -> Tag {
        let characters: Vec<char> = word.chars().collect();
        let Some(path) = self.path(&characters) else {
            return Tag::UNKNOWN;
        };
        let mut best = (0, Tag::UNKNOWN);
        let mut consider = |from: usize, to: usize, tag: Tag| {
            let length = characters[from..to].iter().map(|c| c.len_utf8()).sum();
            if length >= best.0 {
                best = (length, tag);
            }
        };
        let (mut begin, mut done) = (0, 0);
        for (at, &state) in path.iter().enumerate() {
            let tag = Tag(u16::from(self.tags.at(usize::from(state) % TAGS)));
            match usize::from(state) / TAGS {
                0 => begin = at,
                1 => {}
                2 => {
                    consider(begin, at + 1, tag);
                    done = at + 1;
                }
                _ => {
                    consider(at, at + 1, tag);
                    done = at + 1;
                }
            }
        }
        if done < path.len() {
            consider(done, path.len(), Tag::UNKNOWN);
        }
        best.1
    }

    /// The most probable states of the characters, by the algorithm of Viterbi over the states each
    /// can be in; `None` if there is no way through.
    fn path(&self, characters: &[char]) -> Option<Vec<u8>> {
        let (&first, rest) = characters.split_first()?;
        let initial = |state: u8| self.score(self.initial.at(usize::from(state)));
        let scored = |state: u8, emission: f64| (state, initial(state) + emission);
        if rest.is_empty() {
            return self
                .states(first)
                .filter(|&(state, _)| usize::from(state) / TAGS == 3)
                .map(|(state, emission)| scored(state, emission))
                .filter(|&(_, score)| score > IMPOSSIBLE)
                // Of two equal scores jieba takes the second here, and the first below.
                .reduce(|best, next| if next.1 >= best.1 { next } else { best })
                .map(|(state, _)| vec![state]);
        }
        let mut live: Vec<(u8, f64)> = self
            .states(first)
            .map(|(state, emission)| scored(state, emission))
            .filter(|&(_, score)| score > IMPOSSIBLE)
            .collect();
        let mut before = vec![0_u8; STATES * rest.len()];
        for (&character, before) in rest.iter().zip(before.chunks_exact_mut(STATES)) {
            let mut next = Vec::with_capacity(live.len());
            // A word begins, or is one character, behind another word's end, and goes on or ends behind
            // its beginning or middle; the states lie in the order begin, middle, end, single.
            let split = live.partition_point(|&(state, _)| usize::from(state) < 2 * TAGS);
            let (open, closed) = live.split_at(split);
            for (state, emission) in self.states(character) {
                let to = usize::from(state) * STATES;
                let starts = matches!(usize::from(state) / TAGS, 0 | 3);
                let mut best = IMPOSSIBLE;
                for &(from, score) in if starts { closed } else { open } {
                    let transition = self.score(self.transitions.at(to + usize::from(from)));
                    let score = score + transition + emission;
                    if transition > IMPOSSIBLE && score > best {
                        best = score;
                        before[usize::from(state)] = from;
                    }
                }
                if best > IMPOSSIBLE {
                    next.push((state, best));
                }
            }
            live = next;
        }
        let mut best = (None, IMPOSSIBLE);
        for (state, score) in live {
            if usize::from(state) / TAGS >= 2 && score > best.1 {
                best = (Some(state), score);
            }
        }
        let mut state = best.0?;
        let mut path = vec![state];
        for before in before.chunks_exact(STATES).rev() {
            state = before[usize::from(state)];
            path.push(state);
        }
        path.reverse();
        Some(path)
    }

    fn score(&self, index: u16) -> f64 {
        self.scores.float(usize::from(index))
    }

    /// The states a character can be in, ascending, and what it scores there.
    fn states(&self, character: char) -> impl Iterator<Item = (u8, f64)> + '_ {
        let (mut low, mut high) = (0, self.characters.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.characters.at(middle) < character as u32 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let known = low < self.characters.len() && self.characters.at(low) == character as u32;
        let row = if known {
            self.starts.at(low) as usize..self.starts.at(low + 1) as usize
        } else {
            0..0
        };
        row.map(|at| (self.states.at(at), self.score(self.emissions.at(at))))
    }
}
