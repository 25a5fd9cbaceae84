//! Text with the stretches of the page it was put together from.

use crate::page::ZoneRole;
use crate::span::Span;

/// Joined text and where its stretches stand on the page; their lengths add up to that of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Span>,
    /// What the source of the page says it is.
    pub(crate) role: Option<ZoneRole>,
}

impl Part {
    /// Appends another part without anything between.
    pub(crate) fn push(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces);
    }

    /// Cuts the part in two at a byte, and the white space off both sides of the cut.
    pub(crate) fn split(mut self, at: usize) -> (Self, Self) {
        let mut left = Vec::new();
        let mut right = Vec::new();
        let mut before = 0;
        for piece in self.pieces {
            let cut = at.saturating_sub(before).min(piece.len());
            let middle = piece.start as usize + cut;
            if cut > 0 {
                left.push(Span::new(piece.start as usize, middle));
            }
            if cut < piece.len() {
                right.push(Span::new(middle, piece.end as usize));
            }
            before += piece.len();
        }
        let rest = self.text.split_off(at);
        let mut left = Self {
            text: self.text,
            pieces: left,
            role: self.role,
        };
        let mut right = Self {
            text: rest,
            pieces: right,
            role: self.role,
        };
        left.trim();
        right.trim();
        (left, right)
    }

    /// Drops white space at both ends.
    fn trim(&mut self) {
        let end = self.text.trim_end().len();
        let mut surplus = self.text.len() - end;
        self.text.truncate(end);
        while surplus > 0 {
            let Some(last) = self.pieces.last_mut() else {
                break;
            };
            let cut = surplus.min(last.len());
            last.end -= cut as u32;
            surplus -= cut;
            if last.is_empty() {
                self.pieces.pop();
            }
        }
        let mut lead = self.text.len() - self.text.trim_start().len();
        self.text.drain(..lead);
        let mut gone = 0;
        for piece in &mut self.pieces {
            let cut = lead.min(piece.len());
            piece.start += cut as u32;
            lead -= cut;
            if !piece.is_empty() {
                break;
            }
            gone += 1;
        }
        self.pieces.drain(..gone);
    }

    /// First and last byte on the page.
    pub(crate) fn extent(&self) -> Option<Span> {
        Some(Span {
            start: self.pieces.first()?.start,
            end: self.pieces.last()?.end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_keeps_every_character_but_the_space_at_the_cut() {
        let part = Part {
            text: "abc d (e)".to_owned(),
            pieces: vec![Span::new(10, 13), Span::new(20, 26)],
            role: None,
        };
        let (left, right) = part.split(6);
        assert_eq!((left.text.as_str(), right.text.as_str()), ("abc d", "(e)"));
        assert_eq!(left.pieces, [Span::new(10, 13), Span::new(20, 22)]);
        assert_eq!(right.pieces, [Span::new(23, 26)]);
    }
}
