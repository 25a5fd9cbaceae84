//! Text with the stretches of the page it was put together from.

use std::borrow::Cow;

use super::line::Line;
use super::shape::Shape;
use crate::page::ZoneRole;
use crate::span::Span;

/// Joined text and where its stretches stand on the page; their lengths add up to that of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part<'p> {
    /// The page's own where it was not joined.
    pub(crate) text: Cow<'p, str>,
    pub(crate) pieces: Vec<Span>,
    /// What the source of the page says it is.
    pub(crate) role: Option<ZoneRole>,
    /// What `text` is made of.
    pub(crate) shape: Shape,
}

impl<'p> Part<'p> {
    /// A part that is one line of the page.
    pub(crate) fn new(line: &Line<'p>, role: Option<ZoneRole>) -> Self {
        Self {
            text: Cow::Borrowed(line.text),
            pieces: vec![line.span],
            role,
            shape: line.shape,
        }
    }

    /// Appends a line of the page without anything between.
    pub(crate) fn join(&mut self, line: &Line<'p>) {
        if let Cow::Borrowed(text) = self.text {
            // Where two lines are joined more will be.
            let mut joined = String::with_capacity(text.len() + 4 * line.text.len());
            joined.push_str(text);
            self.text = Cow::Owned(joined);
            self.pieces.reserve(7);
        }
        self.text.to_mut().push_str(line.text);
        self.pieces.push(line.span);
        self.shape.extend(line.shape);
    }

    /// Cuts the part in two at a byte, and the white space off both sides of the cut.
    pub(crate) fn split(self, at: usize) -> (Self, Self) {
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
        let (text, rest) = match self.text {
            Cow::Borrowed(text) => (Cow::Borrowed(&text[..at]), Cow::Borrowed(&text[at..])),
            Cow::Owned(mut text) => {
                let rest = text.split_off(at);
                (Cow::Owned(text), Cow::Owned(rest))
            }
        };
        let part = |text, pieces| {
            let mut part = Self {
                text,
                pieces,
                role: self.role,
                shape: Shape::default(),
            };
            part.trim();
            part.shape = Shape::of(&part.text);
            part
        };
        (part(text, left), part(rest, right))
    }

    /// Drops white space at both ends.
    fn trim(&mut self) {
        let end = self.text.trim_end().len();
        let mut surplus = self.text.len() - end;
        let mut lead = end - self.text[..end].trim_start().len();
        match &mut self.text {
            Cow::Borrowed(text) => *text = &text[lead..end],
            Cow::Owned(text) => {
                text.truncate(end);
                text.drain(..lead);
            }
        }
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
            text: "abc d (e)".into(),
            pieces: vec![Span::new(10, 13), Span::new(20, 26)],
            ..Part::default()
        };
        let (left, right) = part.split(6);
        assert_eq!((&*left.text, &*right.text), ("abc d", "(e)"));
        assert_eq!(left.pieces, [Span::new(10, 13), Span::new(20, 22)]);
        assert_eq!(right.pieces, [Span::new(23, 26)]);
    }
}
