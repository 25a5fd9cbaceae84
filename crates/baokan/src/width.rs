//! Half- and full-width forms: text is never rewritten, only compared folded.

use std::borrow::Cow;

/// The half-width form of a character, where it has one; other characters are themselves.
///
/// `，` → `,`, `（` → `(`, `Ａ` → `A`, the ideographic space → a space.
#[inline]
pub(crate) fn fold(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// `text` folded to half width; borrowed where nothing in it is wide.
#[inline]
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // The first bytes of full-width forms, of the ideographic space and of the no-break space.
    let may = |at: usize| match bytes[at] {
        0xef => true,
        0xe3 => bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80,
        0xc2 => bytes[at + 1] == 0xa0,
        _ => false,
    };
    let Some(first) = (0..bytes.len()).find(|&at| may(at)) else {
        return Cow::Borrowed(text);
    };
    let mut folded = String::with_capacity(text.len());
    folded.push_str(&text[..first]);
    for character in text[first..].chars() {
        folded.push(fold(character));
    }
    Cow::Owned(folded)
}

/// Columns a character takes on a fixed grid: two for what is set full-width, one for the rest.
#[inline]
pub(crate) fn columns(character: char) -> usize {
    match character {
        '\0'..='\u{10ff}' => match character {
            // Chinese typesetting gives these the width of a character.
            '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '×' => 2,
            _ => 1,
        },
        '“' | '”' | '‘' | '’' | '…' | '—' => 2,
        '\u{2000}'..='\u{200f}' => 1,
        _ => 2,
    }
}

/// The characters of a text that are no common Chinese ones, with the bytes they stand at: punctuation,
/// digits, letters. What lies from U+4000 to U+9FFF is passed over unread, which is nearly all of a text.
pub(crate) fn others(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(first) = bytes.get(at) {
            if !(0xe4..=0xe9).contains(first) {
                let letter = text[at..].chars().next()?;
                let here = at;
                at += letter.len_utf8();
                return Some((here, letter));
            }
            at += 3;
        }
        None
    })
}

/// Whether the character is a Chinese character.
#[inline]
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '〇' | '\u{f900}'..='\u{faff}')
}
