//! Slogans: quoted formulations (“住有所居、居有所安”) and numeric abbreviations (“四要素”).

mod expansion;
mod lexicon;

use std::collections::HashSet;

use super::event::{self, Kind};
use super::{Quote, Slogan};
use crate::character;
use crate::span::Span;
use crate::width::{is_han, others};
use crate::word;
use lexicon::Lexicon;

/// The slogans of `text`, in order. `quotes` are the article's quotes: speech is no slogan, though one may
/// stand inside it.
pub(crate) fn slogans(text: &str, quotes: &[Quote]) -> Vec<Slogan> {
    let lexicon = Lexicon::shipped();
    let mut speech = quotes.iter().peekable();
    let mut terms = terms(text);
    terms.retain(|term| {
        while speech
            .next_if(|quote| quote.span.start < term.span.start)
            .is_some()
        {}
        speech.peek().is_none_or(|quote| quote.span != term.span)
    });
    // What the article shows once to be a formulation is one wherever it stands quoted.
    let mut known: HashSet<&str> = terms
        .iter()
        .filter(|term| is_slogan(text, term, lexicon))
        .map(|term| term.span.slice(text))
        .collect();
    known.extend(coinages(text, &terms, lexicon));
    let mut found: Vec<Slogan> = terms
        .iter()
        .filter(|term| known.contains(term.span.slice(text)))
        .map(|term| Slogan {
            span: term.span,
            expansion: expansion::expansion(text, term.span, term.outer),
        })
        .collect();
    let quoted: Vec<Span> = found.iter().map(|slogan| slogan.span).collect();
    for (at, term) in lexicon.bare(text) {
        let span = Span::new(at, at + term.len());
        let after = quoted.partition_point(|quoted| quoted.end <= span.start);
        if quoted
            .get(after)
            .is_none_or(|quoted| !quoted.overlaps(span))
        {
            found.push(Slogan {
                span,
                expansion: Vec::new(),
            });
        }
    }
    found.sort_by_key(|slogan| slogan.span);
    found
}

/// A short quoted stretch.
struct Term {
    /// Without the marks.
    span: Span,
    /// With the marks.
    outer: Span,
}

/// Longer quoted stretches, in characters, are speech or text.
const LONGEST: usize = 40;

/// The quoted stretches that are short enough and hold no mark of their own.
fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, character) in others(text) {
        if let Some((start, close)) = open {
            let length = length(&text[start..at]);
            if character == close && length <= LONGEST {
                let end = at + character.len_utf8();
                let mark = text[..start].chars().next_back().map_or(0, char::len_utf8);
                terms.push(Term {
                    span: Span::new(start, at),
                    outer: Span::new(start - mark, end),
                });
                open = None;
                continue;
            }
            if length >= LONGEST || character == '\n' {
                open = None;
            }
        }
        let close = match character {
            '“' => '”',
            '‘' => '’',
            '「' => '」',
            '『' => '』',
            '"' if open.is_none() => '"',
            _ => continue,
        };
        open = Some((at + character.len_utf8(), close));
    }
    terms
}

/// The length of a stretch in characters, or a greater one than that of any term.
fn length(stretch: &str) -> usize {
    if stretch.len() > 4 * LONGEST {
        return stretch.len();
    }
    crate::span::count(stretch.as_bytes())
}

/// Whether a quoted term is a formulation rather than a word in inverted commas, a title or a thing's name.
fn is_slogan(text: &str, term: &Term, lexicon: &Lexicon) -> bool {
    let words = term.span.slice(text);
    let letters = words
        .chars()
        .filter(|character| character.is_alphanumeric())
        .count();
    let before = &text[..term.outer.start as usize];
    let after = &text[term.outer.end as usize..];
    if letters < 2
        || words.ends_with(['。', '！', '？', '!', '?', '，', ','])
        || lexicon.is_not(words)
    {
        return false;
    }
    if lexicon.is_slogan(words) || words.contains(['+', '＋']) {
        return true;
    }
    // “二厂”巷: a quoted name of a street.
    if after.starts_with(|next| character::PLACE.has(next)) {
        return false;
    }
    // “溪长制”, “板凳议事会”: papers quote the name of a way of working as a formulation wherever it stands.
    if numeric(words, letters) || parallel(words) || lexicon.names_way(words) {
        return true;
    }
    // 第七场“麦场说事”: what is held again and again is a way of working.
    if letters >= 4 && before.ends_with(['次', '场', '期', '轮']) && counted(before) {
        return true;
    }
    // 变“病人找医生”为“医生找病人”.
    if letters >= 4
        && (before.ends_with('变')
            || (before.ends_with("”为")
                && text[..term.outer.start as usize - "为".len()].ends_with('”')))
    {
        return true;
    }
    // “代办员”工作 and “居民议事厅”制度 are named after persons and things.
    let thing = words.ends_with(|last| character::THING.has(last));
    // 以“利民惠民”为落脚点.
    if letters >= 4 && !thing && before.ends_with('以') && after.starts_with('为') {
        return true;
    }
    match event::named(after) {
        Some(Kind::Event) => letters >= 4,
        Some(Kind::Policy) => letters >= 3 && !thing,
        Some(Kind::Work) => (3..=6).contains(&letters) && !thing && lexicon.leads(before),
        None => letters >= 4 && !thing && lexicon.leads(before),
    }
}

/// “屋顶课堂” in the headline and “屋顶课堂” again in the text: what no dictionary has and a report quotes each time it
/// names it is a coinage, while speech and irony are quoted once.
fn coinages<'t>(text: &'t str, terms: &[Term], lexicon: &Lexicon) -> Vec<&'t str> {
    let mut quoted: Vec<&str> = terms.iter().map(|term| term.span.slice(text)).collect();
    quoted.sort_unstable();
    quoted
        .chunk_by(|left, right| left == right)
        .filter(|same| same.len() >= 2)
        .map(|same| same[0])
        .filter(|words| {
            (3..=7).contains(&words.chars().count())
                && words.chars().all(is_han)
                && !words.ends_with(|last| character::THING.has(last))
                && !lexicon.is_not(words)
                && word::tagged(words).len() > 1
        })
        .collect()
}

/// Whether an ordinal ends here: 今年第七场.
fn counted(before: &str) -> bool {
    let numeral = |letter: &char| numeral(*letter) || letter.is_ascii_digit();
    let mut letters = before.chars().rev().skip(1).take(4);
    letters.find(|letter| !numeral(letter)) == Some('第')
}

/// “四要素”, “一老一小”, “两不愁三保障”, “第一责任人”, “最后一公里”.
fn numeric(words: &str, letters: usize) -> bool {
    let numerals = words
        .chars()
        .filter(|&character| numeral(character))
        .count();
    let first = words.chars().next();
    if words.starts_with("第一") || words.starts_with("最后一") || words.starts_with("最后1")
    {
        return (4..=8).contains(&letters);
    }
    match first {
        Some(first) if numeral(first) => {
            // 一号楼 and 五楼 are no formulations; what follows the number is a noun of one to three characters.
            letters <= 4 || (numerals >= 2 && letters <= 10)
        }
        // “5+2”, “1233”: figures joined are handled by their sign.
        _ => numerals >= 2 && (3..=8).contains(&letters) && words.starts_with(['全', '多']),
    }
}

fn numeral(character: char) -> bool {
    character::NUMERAL.has(character)
}

/// “小病不出湾、大病不出乡、药费不犯愁”: members of the same length, three characters at least, no verb of speech needed.
fn parallel(words: &str) -> bool {
    let members: Vec<usize> = words
        .split(['、', '，', ',', '·', ' ', '；'])
        .map(|member| member.chars().count())
        .collect();
    let joined = members.len() >= 2 && members.iter().all(|&length| (2..=8).contains(&length));
    let first = members.first().copied().unwrap_or_default();
    joined && members.iter().all(|&length| length == first) && (first >= 3 || members.len() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        expect: Vec<Expected>,
    }

    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Expected {
        text: String,
        #[serde(default)]
        expansion: Vec<String>,
    }

    #[test]
    fn golden_cases() {
        let cases: Cases = toml::from_str(include_str!("../../../../tests/golden/slogans.toml"))
            .expect("the cases are valid TOML");
        for case in cases.case {
            let found: Vec<Expected> = slogans(&case.text, &[])
                .into_iter()
                .map(|slogan| Expected {
                    text: slogan.span.slice(&case.text).to_owned(),
                    expansion: slogan
                        .expansion
                        .iter()
                        .map(|item| item.slice(&case.text).to_owned())
                        .collect(),
                })
                .collect();
            assert_eq!(found, case.expect, "{}", case.text);
        }
    }

    #[test]
    fn hostile_input_is_linear() {
        for run in ["“", "“四包”", "、“三包”", "一", "甲、", "“一”："] {
            slogans(&run.repeat(50_000), &[]);
        }
    }
}
