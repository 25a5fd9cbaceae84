//! Quotation marks, brackets and title marks, in pairs.

use crate::span::count;

/// Longest pair that is kept whole, in characters: three or four sentences of a newspaper.
const LONGEST_WHOLE: usize = 150;

/// A mark and the mark that closes it.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) close: usize,
    /// Short enough to be one piece.
    pub(super) whole: bool,
}

/// The pairs of marks of a paragraph, in the order of the opening marks.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) list: Vec<Pair>,
    /// For every closing mark in order: where it stands and the pair it closes.
    pub(super) closing: Vec<(usize, usize)>,
    /// Where a splitter has to look: at every mark that opens a pair and every mark that may end a sentence.
    pub(super) stops: Vec<usize>,
    stack: Vec<(Kind, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Double,
    Single,
    Straight,
    Corner,
    WhiteCorner,
    Title,
    Bracket,
    Lenticular,
}

const KINDS: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
    Either,
}

pub(super) fn mark(character: char) -> Option<(Kind, Side)> {
    Some(match character {
        '“' => (Kind::Double, Side::Open),
        '”' => (Kind::Double, Side::Close),
        '‘' => (Kind::Single, Side::Open),
        '’' => (Kind::Single, Side::Close),
        '"' | '＂' => (Kind::Straight, Side::Either),
        '「' => (Kind::Corner, Side::Open),
        '」' => (Kind::Corner, Side::Close),
        '『' => (Kind::WhiteCorner, Side::Open),
        '』' => (Kind::WhiteCorner, Side::Close),
        '《' => (Kind::Title, Side::Open),
        '》' => (Kind::Title, Side::Close),
        '（' | '(' => (Kind::Bracket, Side::Open),
        '）' | ')' => (Kind::Bracket, Side::Close),
        '【' => (Kind::Lenticular, Side::Open),
        '】' => (Kind::Lenticular, Side::Close),
        _ => return None,
    })
}

pub(super) fn is_quote(kind: Kind) -> bool {
    !matches!(kind, Kind::Title | Kind::Bracket | Kind::Lenticular)
}

impl Pairs {
    /// Pairs the marks of `text`. A closing mark closes the nearest open one of its kind and gives up
    /// those opened in between; one that closes nothing is passed over. Each mark is pushed and popped
    /// once, so the time is linear however deep they are nested.
    pub(super) fn read(&mut self, text: &str) {
        self.list.clear();
        self.closing.clear();
        self.stops.clear();
        self.stack.clear();
        let mut open = [0_usize; KINDS];
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let width = match bytes[at] {
                // Chinese characters, most of a text, are neither marks nor ends.
                0xe4..=0xe9 => 3,
                0x80.. => text[at..].chars().next().map_or(1, char::len_utf8),
                _ => 1,
            };
            if matches!(bytes[at], 0xe2 | 0xe3 | 0xef | b'!'..=b'?')
                && let Some(character) = text[at..].chars().next()
            {
                self.read_mark(text, at, character, &mut open);
            }
            at += width;
        }
    }

    fn read_mark(&mut self, text: &str, at: usize, character: char, open: &mut [usize; KINDS]) {
        let Some((kind, side)) = mark(character) else {
            if is_end(character) || matches!(character, '.' | '．') {
                self.stops.push(at);
            }
            return;
        };
        let is_open = open[kind as usize] > 0;
        if side == Side::Open || (side == Side::Either && !is_open) {
            open[kind as usize] += 1;
            self.stack.push((kind, self.list.len()));
            self.stops.push(at);
            self.list.push(Pair {
                open: at,
                close: usize::MAX,
                whole: false,
            });
        } else if is_open {
            while let Some((found, index)) = self.stack.pop() {
                open[found as usize] -= 1;
                if found == kind {
                    let pair = &mut self.list[index];
                    let inside = &text.as_bytes()[pair.open..at];
                    pair.close = at;
                    pair.whole =
                        inside.len() <= 4 * LONGEST_WHOLE && count(inside) <= LONGEST_WHOLE;
                    self.closing.push((at, index));
                    break;
                }
            }
        }
    }
}

/// What ends sentences, but for the half-width period, which may.
pub(super) fn is_end(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '!' | '?' | '…' | '｡')
}
