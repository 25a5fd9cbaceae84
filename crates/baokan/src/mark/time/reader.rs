//! Reading forward in a text: characters, words of time, numbers, what joins two times.

use std::cell::Cell;

use crate::numeral::{Form, Number, arabic, digit_string, number};

use super::lexicon::{LEXICON, Lexicon};
use super::word::Word;

/// A text and the words that may stand in it; every method reads at a byte position and says where it stopped.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    words: &'static Lexicon,
    /// The last word and the last field read: one place is read several times over while the parts of a
    /// date are tried on it.
    last_word: Cell<(usize, Option<(usize, Word)>)>,
    last_field: Cell<(usize, Option<Field>)>,
}

/// A whole number that fills a field of a date or a clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) end: usize,
    pub(super) value: i64,
    /// How many digits it is written with; 0 for Chinese numerals with place value.
    pub(super) digits: usize,
}

/// No field is longer; a longer run of digits is something else and is not read to its end.
const LONGEST: usize = 8;

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            words: &LEXICON,
            last_word: Cell::new((usize::MAX, None)),
            last_field: Cell::new((usize::MAX, None)),
        }
    }

    pub(super) fn peek(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Past `piece`, when it stands at `at`.
    pub(super) fn eat(&self, at: usize, piece: &str) -> Option<usize> {
        self.text[at..]
            .starts_with(piece)
            .then_some(at + piece.len())
    }

    /// Past one blank: papers set one between digits and characters now and then.
    pub(super) fn blank(&self, at: usize) -> usize {
        match self.peek(at) {
            Some(blank @ (' ' | '\u{3000}' | '\u{a0}')) => at + blank.len_utf8(),
            _ => at,
        }
    }

    pub(super) fn word(&self, at: usize) -> Option<(usize, Word)> {
        let (last, word) = self.last_word.get();
        if last == at {
            return word;
        }
        let word = self.words.longest(self.text, at);
        self.last_word.set((at, word));
        word
    }

    /// Where the numeral at `at` ends when nothing after it can make it a time. Most numerals are such
    /// (`三个人`, `50元`), and this is all the work they cost.
    pub(super) fn hopeless(&self, at: usize) -> Option<usize> {
        let mut rest = self.text[at..].chars();
        rest.next();
        let mut end = self.text.len() - rest.as_str().len();
        let mut after = rest.next();
        for _ in 1..LONGEST {
            let goes_on = |next: char| {
                next != '上' && self.words.numeral(next) || matches!(next, '.' | '．' | ',' | '，')
            };
            if !after.is_some_and(goes_on) {
                break;
            }
            end = self.text.len() - rest.as_str().len();
            after = rest.next();
        }
        if matches!(after, Some(' ' | '\u{3000}' | '\u{a0}')) {
            after = rest.next();
        }
        if after == Some('个') {
            after = rest.next();
        }
        let promising = after.is_some_and(|after| self.words.promising(after));
        (!promising).then_some(end)
    }

    /// Whether a numeral can begin with `character`.
    pub(super) fn numeral_begins(&self, character: char) -> bool {
        self.words.numeral(character)
    }

    /// Past what joins two times into a stretch: 至, 到, a dash or a tilde.
    pub(super) fn connective(&self, at: usize) -> Option<usize> {
        let at = self.blank(at);
        let character = self.peek(at)?;
        let end = at + character.len_utf8();
        match character {
            '至' | '到' | '-' | '－' | '–' | '~' | '～' | '〜' | '―' => {
                Some(self.blank(end))
            }
            // A Chinese dash is two characters wide, yet often only one is typed.
            '—' => Some(self.blank(self.eat(end, "—").unwrap_or(end))),
            _ => None,
        }
    }

    /// The numeral at `at`; a plain run of digits is told at once.
    pub(super) fn number(&self, at: usize) -> Option<(usize, Number)> {
        if self.peek(at).is_some_and(|first| arabic(first).is_some())
            && let Some(field) = self.field(at)
            && !self.peek(field.end).is_some_and(|next| {
                matches!(next, '.' | '．' | ',' | '，' | '余' | '多' | '来')
                    || crate::numeral::begins(next)
            })
        {
            let number = Number {
                value: Some(field.value as f64),
                low: None,
                high: None,
                form: Form::Arabic,
            };
            return Some((field.end, number));
        }
        number(self.text, at)
    }

    /// A whole number: `5`, `２０`, `十二`, `二〇二〇`.
    pub(super) fn field(&self, at: usize) -> Option<Field> {
        let (last, field) = self.last_field.get();
        if last == at {
            return field;
        }
        let field = self.read_field(at);
        self.last_field.set((at, field));
        field
    }

    fn read_field(&self, at: usize) -> Option<Field> {
        let first = self.peek(at)?;
        if arabic(first).is_some() {
            let mut field = Field {
                end: at,
                value: 0,
                digits: 0,
            };
            for character in self.text[at..].chars() {
                let Some(digit) = arabic(character) else {
                    break;
                };
                if field.digits == LONGEST {
                    return None;
                }
                field.value = field.value * 10 + i64::from(digit);
                field.digits += 1;
                field.end += character.len_utf8();
            }
            return Some(field);
        }
        if !crate::numeral::begins(first) {
            return None;
        }
        let (end, number) = number(self.text, at)?;
        let exact = number
            .value
            .filter(|value| number.low.is_none() && value.fract() == 0.0);
        match exact {
            Some(value) if value < 1e9 => {
                let characters = self.text[at..end].chars().count();
                let digits = match digit_string(self.text, at) {
                    Some((all, _)) if all == end && characters > 1 => characters,
                    _ => 0,
                };
                Some(Field {
                    end,
                    value: value as i64,
                    digits,
                })
            }
            _ => None,
        }
    }
}
