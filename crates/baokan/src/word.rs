//! Words and their part of speech.

mod dictionary;
mod lattice;
mod memory;
mod model;
#[cfg(test)]
mod oracle;
mod packed;
mod tag;
mod trie;

use std::fmt;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::lexicon::Lexicon;
use crate::sentence::Sentence;
use crate::span::Span;

use dictionary::Dictionary;
use lattice::Lattice;
pub use tag::Tag;

/// A word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: u32,
    /// Its part of speech.
    pub tag: Tag,
}

/// Cuts sentences into words.
///
/// The words of the [`Lexicon`]'s user layer are found first, the longest that begins leftmost, and
/// always win; what stands between them goes through jieba with its model for unknown words. So a
/// user's word is one word wherever it stands, also where jieba would join one of its characters to
/// a neighbour. The one exception is a Latin word or a number: `5G` is not looked for inside `15G`.
///
/// The dictionary is part of the program, and shared by all segmenters and threads. The result depends on nothing but the text and the lexicon.
///
/// ```
/// use baokan::{Lexicon, Paragraph, Role, Segmenter, Span, sentences};
///
/// let text = "丰河县推行板凳夜话会。";
/// let paragraph = Paragraph { span: Span::new(0, text.len()), role: Role::Body };
/// let lexicon = Lexicon::default().with_words([("板凳夜话会".to_string(), Some("nz".to_string()))])?;
/// let segmenter = Segmenter::new(&lexicon)?;
/// let words = segmenter.words(text, &sentences(text, &[paragraph]));
/// let word = words.iter().find(|word| word.span.slice(text) == "板凳夜话会").unwrap();
/// assert_eq!(segmenter.tag_name(word.tag), "nz");
/// # Ok::<(), baokan::Error>(())
/// ```
pub struct Segmenter {
    user: Option<UserLayer>,
    /// Tags of user words that jieba does not know; they are numbered after its own.
    user_tags: Vec<Box<str>>,
}

/// The user's words; a pattern's value is the number of its tag.
type UserLayer = CharwiseDoubleArrayAhoCorasick<u32>;

/// The lattice takes a dozen times the memory of its text, so a text without any sentence end (a table
/// set as one line, a damaged page) is cut in pieces of this many bytes.
const PIECE: usize = 32 << 10;

impl Segmenter {
    /// A segmenter for `lexicon`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Lexicon`] when the lexicon has too many words for one matcher (millions).
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let mut user_tags: Vec<Box<str>> = Vec::new();
        let mut number = |name: &str| {
            Tag::known(name).unwrap_or_else(|| {
                let at = user_tags
                    .iter()
                    .position(|known| **known == *name)
                    .unwrap_or_else(|| {
                        user_tags.push(name.into());
                        user_tags.len() - 1
                    });
                Tag::of_user(at)
            })
        };
        let patterns: Vec<(String, u32)> = lexicon
            .patterns()
            .into_iter()
            .map(|(pattern, name)| (pattern, u32::from(number(name).0)))
            .collect();
        let user = if patterns.is_empty() {
            None
        } else {
            let layer = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::LeftmostLongest)
                .build_with_values(patterns)
                .map_err(|error| Error::new(ErrorKind::Lexicon, error.to_string()))?;
            Some(layer)
        };
        Ok(Self { user, user_tags })
    }

    /// The words of `sentences`, in order; the spans of a sentence's words tile it exactly. White
    /// space and punctuation are words of their own, with the tag `x`.
    #[must_use]
    pub fn words(&self, text: &str, sentences: &[Sentence]) -> Vec<Word> {
        // A Chinese word is about five bytes long on average.
        let bytes: usize = sentences.iter().map(|sentence| sentence.span.len()).sum();
        let dictionary = Dictionary::shared();
        let mut cutter = Cutter {
            text,
            dictionary,
            lattice: dictionary.borrow_lattice(),
            sentence: 0,
            words: Vec::with_capacity(bytes / 5 + sentences.len()),
        };
        for (at, sentence) in sentences.iter().enumerate() {
            cutter.sentence = at as u32;
            match &self.user {
                None => cutter.cut(sentence.span),
                Some(layer) => cutter.cut_around(layer, sentence.span),
            }
        }
        dictionary.give_back(cutter.lattice);
        cutter.words
    }

    /// The name of a part of speech, in jieba's notation (`n`, `nr`, `ns`, `v`, `m`, `x`, …).
    #[must_use]
    pub fn tag_name(&self, tag: Tag) -> &str {
        match tag.name() {
            Ok(name) => name,
            Err(at) => self.user_tags.get(at).map_or("", |name| name),
        }
    }
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Segmenter")
            .field("has_user_words", &self.user.is_some())
            .field("user_tags", &self.user_tags)
            .finish()
    }
}

/// The state of one call.
struct Cutter<'t> {
    text: &'t str,
    dictionary: &'static Dictionary,
    lattice: Box<Lattice>,
    sentence: u32,
    words: Vec<Word>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize, tag: Tag) {
        self.words.push(Word {
            span: Span::new(start, end),
            sentence: self.sentence,
            tag,
        });
    }

    /// The user's words of `span`, and between them what jieba finds.
    fn cut_around(&mut self, layer: &UserLayer, span: Span) {
        let Span { end, .. } = span;
        let end = end as usize;
        let mut done = span.start as usize;
        let mut from = done;
        // A match that turns out to be a part of a longer Latin word is passed over by beginning
        // again one character after its start, so that a word beginning inside it is still found.
        while let Some((start, stop, tag)) = layer
            .leftmost_find_iter(&self.text[from..end])
            .map(|found| (from + found.start(), from + found.end(), found.value()))
            .next()
        {
            if splits_latin(self.text, start) || splits_latin(self.text, stop) {
                from = start + self.text[start..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            self.cut(Span::new(done, start));
            self.push(start, stop, Tag(tag as u16));
            done = stop;
            from = stop;
        }
        self.cut(Span::new(done, end));
    }

    /// Jieba's words of `span`, piece by piece.
    fn cut(&mut self, span: Span) {
        let mut start = span.start as usize;
        let end = span.end as usize;
        while end - start > PIECE {
            let stop = piece_end(self.text, start);
            self.cut_piece(start, stop);
            start = stop;
        }
        if start < end {
            self.cut_piece(start, end);
        }
    }

    fn cut_piece(&mut self, start: usize, end: usize) {
        let (sentence, words) = (self.sentence, &mut self.words);
        let models = &self.dictionary.models;
        self.lattice
            .words(models, &self.text[start..end], |from, to, tag| {
                words.push(Word {
                    span: Span::new(start + from, start + to),
                    sentence,
                    tag,
                });
            });
    }
}

/// Where to end the piece that begins at `start`: behind the last character of it that no word of
/// the dictionary can hold, so that cutting in pieces changes no word.
fn piece_end(text: &str, start: usize) -> usize {
    let mut limit = start + PIECE;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let punctuation = |character: char| !character.is_alphanumeric() && !character.is_ascii();
    text[start..limit]
        .rfind(punctuation)
        .map(|at| start + at)
        .map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8))
        .unwrap_or(limit)
}

/// Whether byte `at` stands inside a Latin word or a number, half- or full-width.
fn splits_latin(text: &str, at: usize) -> bool {
    let latin = |character: char| {
        character.is_ascii_alphanumeric()
            || matches!(character, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
    };
    text[..at].chars().next_back().is_some_and(latin)
        && text[at..].chars().next().is_some_and(latin)
}

/// Whether a word of the dictionary runs from the end of `left` into the beginning of `right`.
pub(crate) fn runs_over(left: &str, right: &str) -> bool {
    let joined = format!("{left}{right}");
    let dictionary = Dictionary::shared();
    let mut lattice = dictionary.borrow_lattice();
    let mut over = false;
    lattice.known_words(&dictionary.models.trie, &joined, |start, end| {
        over |= start < left.len() && left.len() < end;
    });
    dictionary.give_back(lattice);
    over
}

/// Whether a short text is one word, and that a person's name.
pub(crate) fn is_person(text: &str) -> bool {
    matches!(tagged(text)[..], [(_, tag)] if tag.starts_with("nr"))
}

/// Whether the dictionary lists `word` as a person's name.
pub(crate) fn is_listed_name(word: &str) -> bool {
    Dictionary::shared()
        .tag_of(word)
        .and_then(|tag| tag.name().ok())
        .is_some_and(|name| name.starts_with("nr"))
}

/// Whether the dictionary lists `word`, however it is cut where it stands.
pub(crate) fn is_listed(word: &str) -> bool {
    Dictionary::shared().tag_of(word).is_some()
}

/// The words of a short text with the names of their parts of speech.
pub(crate) fn tagged(text: &str) -> Vec<(&str, &str)> {
    let dictionary = Dictionary::shared();
    let mut lattice = dictionary.borrow_lattice();
    let mut words = Vec::new();
    lattice.words(&dictionary.models, text, |start, end, tag| {
        words.push((&text[start..end], tag.name().unwrap_or_default()));
    });
    dictionary.give_back(lattice);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Paragraph, Role};
    use crate::sentence::sentences;

    fn lexicon(words: &[(&str, Option<&str>)]) -> Lexicon {
        let words = words
            .iter()
            .map(|&(word, tag)| (word.to_string(), tag.map(str::to_string)));
        Lexicon::default().with_words(words).unwrap()
    }

    fn cut_with(segmenter: &Segmenter, text: &str) -> Vec<(String, String)> {
        let paragraph = Paragraph {
            span: Span::new(0, text.len()),
            role: Role::Body,
        };
        let sentences = sentences(text, &[paragraph]);
        let words = segmenter.words(text, &sentences);
        for (at, sentence) in sentences.iter().enumerate() {
            let mut end = sentence.span.start;
            for word in words.iter().filter(|word| word.sentence as usize == at) {
                assert_eq!(word.span.start, end, "words tile the sentence");
                assert!(!word.span.is_empty());
                end = word.span.end;
            }
            assert_eq!(end, sentence.span.end);
        }
        words
            .iter()
            .map(|word| {
                (
                    word.span.slice(text).to_string(),
                    segmenter.tag_name(word.tag).to_string(),
                )
            })
            .collect()
    }

    /// The words of a text, separated by spaces.
    fn cut(words: &[(&str, Option<&str>)], text: &str) -> String {
        let segmenter = Segmenter::new(&lexicon(words)).unwrap();
        let words: Vec<String> = cut_with(&segmenter, text)
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        words.join(" ")
    }

    #[test]
    fn words_and_tags_are_those_of_jieba() {
        let segmenter = Segmenter::new(&Lexicon::default()).unwrap();
        let text = "本报讯 5月20日,丰河县召开防汛会,王小利说:“龘靐齉的3.5万人,GDP增长8%,A-12号㐂𠮷。”\0\r\n　完";
        for _ in 0..3 {
            let expected: Vec<(String, String)> = sentences(
                text,
                &[Paragraph {
                    span: Span::new(0, text.len()),
                    role: Role::Body,
                }],
            )
            .iter()
            .flat_map(|sentence| oracle::jieba(sentence.span.slice(text)))
            .map(|(word, tag)| (word.to_string(), tag.to_string()))
            .collect();
            assert_eq!(cut_with(&segmenter, text), expected);
        }
    }

    #[test]
    fn a_users_word_always_wins() {
        assert_eq!(
            cut(&[("中华人民", None)], "中华人民共和国成立"),
            "中华人民 共和国 成立"
        );
        assert_eq!(
            cut(&[("会说事", None)], "村民议事会说事"),
            "村民 议事 会说事"
        );
        assert_eq!(
            cut(&[("夜话", None), ("板凳夜话会", None)], "板凳夜话会和夜话"),
            "板凳夜话会 和 夜话"
        );
        assert_eq!(
            cut(&[("有事 好商量", None)], "叫有事 好商量。"),
            "叫 有事 好商量 。"
        );
        assert_eq!(cut(&[("。他", None)], "好。他来"), "好 。 他来");
    }

    #[test]
    fn the_width_of_a_users_word_does_not_matter() {
        let words = [("5G基站", None), ("（试行）", None)];
        assert_eq!(
            cut(&words, "建5G基站和５Ｇ基站(试行)"),
            "建 5G基站 和 ５Ｇ基站 (试行)"
        );
    }

    #[test]
    fn a_latin_word_is_not_split() {
        assert_eq!(
            cut(&[("G20", None), ("20峰会", None)], "G2000和G20峰会"),
            "G2000 和 G20 峰会"
        );
        assert_eq!(cut(&[("A", None)], "AAAA A B"), "AAAA   A   B");
    }

    #[test]
    fn tags_of_users_words() {
        let segmenter = Segmenter::new(&lexicon(&[
            ("板凳夜话会", None),
            ("码上议", Some("MEETING")),
            ("夜访", Some("vn")),
        ]))
        .unwrap();
        let tagged = cut_with(&segmenter, "板凳夜话会码上议夜访");
        let tags: Vec<&str> = tagged.iter().map(|(_, tag)| tag.as_str()).collect();
        assert_eq!(tags, ["nz", "MEETING", "vn"]);
        assert_eq!(segmenter.tag_name(Tag(u16::MAX)), "");
    }

    #[test]
    fn text_without_an_end_is_cut_in_pieces_without_changing_words() {
        let segmenter = Segmenter::new(&Lexicon::default()).unwrap();
        let clause = "丰河县召开防汛工作会议，安排下一步工作，";
        let repeated = cut_with(&segmenter, &clause.repeat(3000));
        let once = cut_with(&segmenter, clause);
        assert_eq!(repeated.len(), once.len() * 3000);
        assert!(repeated.chunks(once.len()).all(|chunk| chunk == once));
        cut_with(&segmenter, &"村".repeat(40_000));
        cut_with(&segmenter, &"1".repeat(100_000));
    }

    proptest::proptest! {
        #[test]
        fn words_tile_any_sentence(text in "(?s)([。“”.％%ａ𠮷甲乙村1a \0\r\n]|.){0,60}", word in "[甲乙村1aＡ.]{1,3}") {
            let segmenter = Segmenter::new(&lexicon(&[(&word, None)])).unwrap();
            cut_with(&segmenter, &text);
            cut_with(&segmenter, &format!("{text}{word}{text}"));
        }
    }

    #[test]
    fn every_shipped_word_is_kept_whole_and_tagged() {
        let mut words = Vec::new();
        for entry in crate::entry::shipped(include_str!("../data/lexicon.tsv")) {
            let cut = cut_with(&Segmenter::new(&Lexicon::default()).unwrap(), entry.term);
            assert_eq!(cut, [(entry.term.to_string(), entry.fields[0].to_string())]);
            words.push(entry.term);
        }
        assert!(
            words.is_sorted_by(|one, next| one < next),
            "sorted and without doubles"
        );
    }

    #[test]
    fn many_threads_give_what_one_gives() {
        let text = "丰河县召开防汛工作会议，王小利说要安排下一步工作。".repeat(20);
        let segmenter = Segmenter::new(&lexicon(&[("防汛工作", None)])).unwrap();
        let expected = cut_with(&segmenter, &text);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(cut_with(&segmenter, &text), expected));
            }
        });
    }
}
