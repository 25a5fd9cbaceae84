//! What one pass over a text learns of it: its length, its width, and which marks stand in it.
//!
//! Dozens of rules read every line of a page, and each can only hold for lines with certain marks in them. What is
//! asked here costs a bit; so nearly all rules are answered for nearly all lines without reading them again.

use std::sync::LazyLock;

use super::line::is_space;
use super::vocabulary::{List, VOCABULARY};
use crate::trie::decode;
use crate::width::{columns, fold};

/// What the rules of layout ask for. Full-width forms count as the half-width ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    FullStop = 1,
    /// `;`, and the full stop of half-width kana, `｡`.
    Semicolon,
    Comma,
    /// `、`.
    Pause,
    Colon,
    Digit,
    OpenBracket,
    Slash,
    /// `-` or `.`, which stand between the numbers of a date.
    Dash,
    /// `“`.
    Quote,
    /// `《`.
    Title,
    /// `@` or `×`, which stand in addresses and blotted-out numbers.
    Address,
    /// White space of any kind.
    Space,
    /// 版.
    Page,
    /// 年.
    Year,
    /// 月.
    Month,
    /// 日.
    Day,
    /// 讯.
    News,
    /// The other characters that end datelines: 电, 道, 息.
    Wire,
    /// Begins a word of copyright, where none of the others does.
    Copyright,
    /// Begins the role of a writer, where none of the others does.
    Role,
}

impl Mark {
    /// The mark a character is, folded to half width.
    fn of(character: char) -> Option<Self> {
        Some(match character {
            '。' => Self::FullStop,
            ';' | '｡' => Self::Semicolon,
            ',' => Self::Comma,
            '、' => Self::Pause,
            ':' => Self::Colon,
            '0'..='9' => Self::Digit,
            '(' => Self::OpenBracket,
            '/' => Self::Slash,
            '-' | '.' => Self::Dash,
            '“' => Self::Quote,
            '《' => Self::Title,
            '@' | '×' => Self::Address,
            '版' => Self::Page,
            '年' => Self::Year,
            '月' => Self::Month,
            '日' => Self::Day,
            '讯' => Self::News,
            '电' | '道' | '息' => Self::Wire,
            _ => return None,
        })
    }
}

/// What is asked of every character of a page, in one byte: the mark it is, its width, whether it is white space or begins
/// the words of furniture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Class(u8);

impl Class {
    const MARK: u8 = 0x1f;
    const NARROW: u8 = 0x20;
    const SPACE: u8 = 0x40;
    const OPENS: u8 = 0x80;

    fn read(character: char) -> Self {
        let mark = match character {
            _ if character.is_whitespace() => Some(Mark::Space),
            _ => Mark::of(fold(character)),
        };
        let narrow = if columns(character) == 1 {
            Self::NARROW
        } else {
            0
        };
        let space = if is_space(character) { Self::SPACE } else { 0 };
        Self(mark.map_or(0, |mark| mark as u8) | narrow | space)
    }

    #[inline]
    pub(super) fn is_space(self) -> bool {
        self.0 & Self::SPACE != 0
    }

    /// Whether it begins a word of one of [`OPENINGS`].
    pub(super) fn opens_furniture(self) -> bool {
        self.0 & Self::OPENS != 0
    }
}

/// The lists whose words begin lines of furniture.
const OPENINGS: [List; 5] = [
    List::Editors,
    List::Masthead,
    List::Web,
    List::WebControl,
    List::NoticeLine,
];

/// The class of every character of the basic plane.
pub(super) struct Classes {
    plane: Box<[Class]>,
    /// The marks that begin words of copyright.
    copyright: u32,
    /// The marks that begin the roles of writers.
    role: u32,
}

pub(super) static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let read = |code: u32| char::from_u32(code).map_or(Class::default(), Class::read);
    let mut plane: Box<[Class]> = (0..PLANE).map(read).collect();
    for first in OPENINGS
        .iter()
        .flat_map(|&list| VOCABULARY.first_characters(list))
    {
        if let Some(class) = plane.get_mut(first as usize) {
            class.0 |= Class::OPENS;
        }
    }
    // Where a character is a mark already, that mark tells of the list too.
    let mut marks = |list: List, mark: Mark| {
        let mut marks = 0;
        for first in VOCABULARY.first_characters(list) {
            if let Some(class) = plane.get_mut(first as usize) {
                if class.0 & Class::MARK == 0 {
                    class.0 |= mark as u8;
                }
                marks |= 1 << (class.0 & Class::MARK);
            }
        }
        marks
    };
    let copyright = marks(List::Copyright, Mark::Copyright);
    let role = marks(List::BylineRole, Mark::Role);
    Classes {
        plane,
        copyright,
        role,
    }
});

const PLANE: u32 = 1 << 16;

impl Classes {
    #[inline]
    pub(super) fn of(&self, character: char) -> Class {
        self.of_code(character.into())
    }

    #[inline]
    pub(super) fn of_code(&self, code: u32) -> Class {
        // What lies beyond the plane is set in two columns like most of it.
        let class = self.plane.get(code as usize);
        class.copied().unwrap_or_default()
    }
}

/// What is known of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Its length in characters.
    pub(crate) characters: u32,
    /// Its width in columns.
    pub(crate) columns: u32,
    /// How many ASCII or full-width digits it has.
    pub(crate) digits: u32,
    /// A bit for each [`Mark`].
    marks: u32,
}

impl Shape {
    /// Reads a text once.
    pub(crate) fn of(text: &str) -> Self {
        let classes = &*CLASSES;
        let mut shape = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (code, width) = decode(bytes, at);
            shape.add(classes.of_code(code));
            at += width;
        }
        shape
    }

    /// Adds a character.
    #[inline]
    pub(super) fn add(&mut self, class: Class) {
        self.characters += 1;
        self.columns += 2;
        // Most characters of a page are wide and no mark.
        if class.0 != 0 {
            let mark = class.0 & Class::MARK;
            self.columns -= u32::from(class.0 & Class::NARROW != 0);
            self.digits += u32::from(mark == Mark::Digit as u8);
            self.marks |= 1 << mark;
        }
    }

    /// Adds the text that follows.
    pub(crate) fn extend(&mut self, next: Self) {
        self.characters += next.characters;
        self.columns += next.columns;
        self.digits += next.digits;
        self.marks |= next.marks;
    }

    /// Whether the text has the mark.
    #[inline]
    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.marks & 1 << mark as u32 != 0
    }

    /// Whether the text has one of the marks.
    pub(crate) fn has_any(&self, marks: &[Mark]) -> bool {
        marks.iter().any(|&mark| self.has(mark))
    }

    /// Whether a word of copyright may begin in the text.
    pub(super) fn may_be_copyright(&self) -> bool {
        self.marks & CLASSES.copyright != 0
    }

    /// Whether the role of a writer may begin in the text.
    pub(super) fn may_hold_role(&self) -> bool {
        self.marks & CLASSES.role != 0
    }

    /// Its length in characters.
    pub(crate) fn len(&self) -> usize {
        self.characters as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_what_its_text_is() {
        let text = "３月5日，某村：“修路 x”。𠮷";
        let shape = Shape::of(text);
        assert_eq!(shape.len(), text.chars().count());
        assert_eq!(
            shape.columns as usize,
            text.chars().map(columns).sum::<usize>()
        );
        assert_eq!(shape.digits, 2);
        for mark in [
            Mark::FullStop,
            Mark::Comma,
            Mark::Colon,
            Mark::Quote,
            Mark::Month,
            Mark::Day,
            Mark::Space,
        ] {
            assert!(shape.has(mark), "{mark:?}");
        }
        assert!(!shape.has_any(&[Mark::Page, Mark::Year, Mark::Title, Mark::Copyright]));
        assert!(
            Shape::of("未经授权").may_be_copyright() && Shape::of("版权所有").may_be_copyright()
        );
    }

    #[test]
    fn texts_put_together_have_the_shape_of_the_whole() {
        let mut shape = Shape::of("甲县，");
        shape.extend(Shape::of("乙县。"));
        assert_eq!(shape, Shape::of("甲县，乙县。"));
    }
}
