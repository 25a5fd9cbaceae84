//! What is looked for in texts: a literal text or a regular expression.

use std::fmt::Write as _;

use regex::{Regex, RegexBuilder};

use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;
use crate::width::fold;

/// Memory a compiled pattern may take: a repetition of repetitions asks for much more.
const SIZE: usize = 4 << 20;

/// A pattern, ready to be looked for.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Regex);

impl Pattern {
    /// A text as it is, blind to the width of its characters: `,` finds `，` too.
    ///
    /// # Errors
    ///
    /// When the text is empty, or too long to be looked for. The message begins with `argument`.
    pub(crate) fn literal(argument: &str, text: &str) -> Result<Self> {
        let mut pattern = String::with_capacity(text.len());
        for character in text.chars().map(fold) {
            let mut utf8 = [0; 4];
            let escaped = regex::escape(character.encode_utf8(&mut utf8));
            match character {
                ' ' => pattern.push_str("[ \u{3000}\u{a0}]"),
                '!'..='~' => {
                    let wide = char::from_u32(character as u32 + 0xfee0).unwrap_or(character);
                    // Inside a class a caret, a hyphen or a bracket means itself only when escaped.
                    let _ = write!(pattern, "(?:{escaped}|{wide})");
                }
                _ => pattern.push_str(&escaped),
            }
        }
        Self::compile(argument, text, &pattern)
    }

    /// A regular expression in the syntax of the `regex` crate, which searches in linear time.
    ///
    /// # Errors
    ///
    /// When it is no such expression, or is empty. The message begins with `argument`.
    pub(crate) fn expression(argument: &str, expression: &str) -> Result<Self> {
        Self::compile(argument, expression, expression)
    }

    /// Where it is found in a text, from left to right, without overlaps; what is empty is not found.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Span> + 't {
        self.0
            .find_iter(text)
            .filter(|found| !found.is_empty())
            .map(|found| Span::new(found.start(), found.end()))
    }

    fn compile(argument: &str, given: &str, pattern: &str) -> Result<Self> {
        let wrong = |reason: &str| {
            Error::new(
                ErrorKind::Argument,
                format!("{argument}: {reason}, found {given:?}"),
            )
        };
        if given.is_empty() {
            return Err(wrong("a text to look for expected"));
        }
        let regex = RegexBuilder::new(pattern).size_limit(SIZE).build();
        regex.map(Self).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => wrong("the pattern is too large"),
            // The first lines repeat the pattern; the last says what is wrong with it.
            other => {
                let message = other.to_string();
                let reason = message.lines().last().unwrap_or_default();
                wrong(&format!(
                    "no regular expression: {}",
                    reason.trim_start_matches("error: ")
                ))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(pattern: &Pattern, text: &'t str) -> Vec<&'t str> {
        pattern.find(text).map(|span| span.slice(text)).collect()
    }

    #[test]
    fn a_literal_is_blind_to_width() {
        let pattern = Pattern::literal("pattern", "5G，(试行)").unwrap();
        assert_eq!(
            found(&pattern, "５Ｇ,（试行）和5G，(试行)"),
            ["５Ｇ,（试行）", "5G，(试行)"]
        );
        let pattern = Pattern::literal("pattern", "^-]\\").unwrap();
        assert_eq!(found(&pattern, "a^-]\\b"), ["^-]\\"]);
    }

    #[test]
    fn an_expression_is_taken_as_it_is() {
        let pattern = Pattern::expression("pattern", "[一二三]是").unwrap();
        assert_eq!(found(&pattern, "一是看，二是问"), ["一是", "二是"]);
        let empty = Pattern::expression("pattern", "x*").unwrap();
        assert!(found(&empty, "看").is_empty());
    }

    #[test]
    fn a_bad_pattern_says_so_in_one_line() {
        for (pattern, reason) in [
            (
                Pattern::expression("pattern", "会议("),
                "pattern: no regular expression: unclosed group",
            ),
            (
                Pattern::literal("pattern", ""),
                "pattern: a text to look for expected",
            ),
            (
                Pattern::expression("pattern", "(.{900}){900}"),
                "pattern: the pattern is too large",
            ),
        ] {
            let message = pattern.unwrap_err().to_string();
            assert!(
                message.starts_with(reason) && !message.contains('\n'),
                "{message}"
            );
        }
    }
}
