//! Pages that come as characters and boxes: from a PDF, or from any program that knows where a character stands.
//!
//! Such a page has no lines and no order. Characters become printed lines ([`line`]), lines are put into the order of
//! reading ([`order`]), and lines become paragraphs and headlines ([`compose`]), which the layout stage then reads like those
//! of any other page.

mod compose;
mod line;
mod order;

use crate::page::Page;

/// A character of a page and the box it is set in.
///
/// The box is that of the font, as wide as the character advances and as high as the font's line, not that of the ink: a comma
/// is as high as the character before it. Any unit will do (points in a PDF); `bottom` is less than `top`.
#[derive(Clone, Debug, PartialEq)]
pub struct Character {
    /// The character; several where a font has one sign for them.
    pub text: String,
    /// Left edge.
    pub left: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
}

/// What is said of a page without a character.
const EMPTY: &str = "no text on this page: a scan takes character recognition first";

impl Page {
    /// A page of the characters set on it, which may come in any order.
    ///
    /// Its text has a paragraph a line in the order of reading: down a column, then the next, under each headline. What is set
    /// apart has a space between; white space among the characters is kept inside a line and may be left out. Lines in larger
    /// type are told to be headlines. A page without a character has an error.
    ///
    /// The order is found by recursive cuts along white space (G. Nagy, S. Seth, M. Viswanathan, "A prototype document image
    /// analysis system for technical journals", Computer 25(7), 1992). It takes time in n log n.
    ///
    /// ```
    /// use baokan::{Character, Page};
    ///
    /// let line = |text: &str, left: f64, bottom: f64, size: f64| -> Vec<Character> {
    ///     let place = |(at, character): (usize, char)| Character {
    ///         text: character.into(),
    ///         left: left + at as f64 * size,
    ///         bottom,
    ///         right: left + (at + 1) as f64 * size,
    ///         top: bottom + size,
    ///     };
    ///     text.chars().enumerate().map(place).collect()
    /// };
    /// let page = Page::from_characters(&[
    ///     // Two columns under a headline, line by line across the page.
    ///     line("某村修通进山路", 0.0, 60.0, 30.0),
    ///     line("　　某村的路修好", 0.0, 40.0, 10.0),
    ///     line("再也不用绕远", 100.0, 40.0, 10.0),
    ///     line("了，村民下山卖茶", 0.0, 26.0, 10.0),
    ///     line("路。", 100.0, 26.0, 10.0),
    /// ]
    /// .concat());
    /// assert_eq!(page.text, "某村修通进山路\n某村的路修好了，村民下山卖茶再也不用绕远路。");
    /// ```
    #[must_use]
    pub fn from_characters(characters: &[Character]) -> Self {
        let lines = line::lines(characters);
        if lines.is_empty() {
            return Self {
                error: Some(EMPTY.to_owned()),
                ..Self::default()
            };
        }
        let body = line::body_size(&lines);
        compose::page(order::ordered(lines, body), body)
    }
}

#[cfg(test)]
mod tests;
