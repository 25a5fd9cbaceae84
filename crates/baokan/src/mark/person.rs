//! Persons by name.
//!
//! A full name is a surname with one or two more characters for which its characters and what stands
//! beside it speak (`model`); a form of address is a bare surname with a title (`address`); foreign
//! and many minority names carry a dot (`dotted`). Names of the byline are authors, no persons.

mod address;
mod again;
mod dotted;
mod feature;
mod hidden;
mod letter;
mod lexicon;
mod model;
mod sieve;
mod sound;
mod title;
#[cfg(test)]
mod train;
mod unlisted;
mod weight;

use rustc_hash::FxHashSet;

pub(super) use self::hidden::release as release_places;
use self::letter::{Text, flag};
use self::lexicon::LEXICON;
use self::lexicon::beside::FUNCTION;
use super::letters::{Letters, is_han};
use super::{Org, Person, Place};
use crate::article::Article;
use crate::span::Span;
use crate::word::Word;

/// Log-odds from which a full name is taken.
const THRESHOLD: f32 = -1.2;

/// A name by characters: first, one past the last, and its title where that is part of the mention.
#[derive(Clone, Copy, Debug)]
struct Mention {
    start: usize,
    end: usize,
    title: Option<usize>,
}

/// Finds the persons an article's text names, in text order.
///
/// `words` may be empty: the boundaries of words only add to the evidence. `places` and `orgs` keep
/// the names of places and bodies from being read as persons, and give a post the body it belongs to.
pub(crate) fn persons(
    text: &str,
    article: &Article,
    words: &[Word],
    places: &[Place],
    orgs: &[Org],
) -> Vec<Person> {
    let letters = Letters::whole(text, words);
    persons_of_letters(&letters, text, article, words, places, orgs)
}

/// The same for a text whose letters were read before.
pub(super) fn persons_of_letters(
    letters: &Letters,
    text: &str,
    article: &Article,
    words: &[Word],
    places: &[Place],
    orgs: &[Org],
) -> Vec<Person> {
    let joined = letters
        .hold_inner(text, spreads)
        .then(|| Letters::new(text, words, spreads));
    let letters = joined.as_ref().unwrap_or(letters);
    if letters.len() == 0 {
        return Vec::new();
    }
    let letters = &Text::new(letters);
    let mut taken = vec![false; letters.len()];
    let places: Vec<Span> = places.iter().map(|place| place.span).collect();
    let orgs: Vec<Span> = orgs.iter().map(|org| org.span).collect();
    for span in article.credits.iter().chain(&places).chain(&orgs) {
        cover(letters, &mut taken, *span);
    }
    let closed = taken.clone();
    let mut mentions = Vec::new();
    let mut known = FxHashSet::default();
    for (start, end, last) in dotted::dotted(letters) {
        // A place's name may stand before the dot or hold one; the dot decides for a person only
        // where nothing else claims the letters.
        if taken[start..end].iter().any(|&taken| taken) {
            continue;
        }
        take(
            &mut taken,
            &mut mentions,
            Mention {
                start,
                end,
                title: None,
            },
        );
        if end - last > 1 {
            known.insert(letters.folded[last..end].iter().collect::<String>());
        }
    }
    for name in model::names(letters, &taken, THRESHOLD) {
        let candidate = name.candidate;
        take(
            &mut taken,
            &mut mentions,
            Mention {
                start: candidate.start,
                end: candidate.end,
                title: None,
            },
        );
    }
    let full: FxHashSet<String> = mentions
        .iter()
        .filter(|mention| again::is_plain(letters, mention))
        .map(|mention| word(letters, mention.start, mention.end))
        .filter(|name| !name.contains('·'))
        .collect();
    let surnames: FxHashSet<char> = mentions
        .iter()
        .map(|mention| letters.at(mention.start))
        .collect();
    let mut at = 0;
    while at < letters.len() {
        if !address::may_begin(letters, at) {
            at += 1;
            continue;
        }
        let behind = at > 0 && closed[at - 1];
        match address::address(letters, at, |surname| surnames.contains(&surname), behind) {
            Some(found) if !taken[at..found.end].iter().any(|&taken| taken) => {
                take(
                    &mut taken,
                    &mut mentions,
                    Mention {
                        start: at,
                        end: found.end,
                        title: found.title,
                    },
                );
                at = found.end;
            }
            _ => at += 1,
        }
    }
    for (start, end) in sound::sounded(letters, &taken) {
        known.insert(word(letters, start, end));
        take(
            &mut taken,
            &mut mentions,
            Mention {
                start,
                end,
                title: None,
            },
        );
    }
    let unlisted = unlisted::unlisted(letters, &taken);
    again::release(&mut taken, &mut mentions, letters, &unlisted);
    known.extend(unlisted);
    // A full name that is plain in one place is the same elsewhere, however the words are cut there.
    known.extend(full.iter().filter(|name| name.chars().count() > 2).cloned());
    again::repeat(letters, &mut taken, &mut mentions, &known, |_| true);
    // Two letters may belong to other words: they are read again only where somebody acts.
    let short = full.into_iter().filter(|name| name.chars().count() == 2);
    again::repeat(
        letters,
        &mut taken,
        &mut mentions,
        &short.collect(),
        |end| {
            letters
                .verb(end)
                .is_some_and(|(length, kind)| length > 1 || kind == FUNCTION)
                || letters.is(end, flag::ACTS)
        },
    );
    mentions.sort_by_key(|mention| mention.start);
    let beside = title::Beside::new(letters, &places, &orgs);
    mentions
        .into_iter()
        .map(|mention| {
            let (title, org) = beside.read(mention.start, mention.end, mention.title);
            let span = letters.span(mention.start, mention.end);
            Person {
                span,
                name: span
                    .slice(text)
                    .chars()
                    .filter(|letter| !letter.is_whitespace())
                    .collect(),
                title,
                org,
            }
        })
        .collect()
}

/// Whether 和 ends at `at` behind a person with a title: 书记周立新`和`县园林局.
pub(super) fn joins_person(letters: &Letters, at: usize) -> bool {
    let is_title = |at: usize| {
        LEXICON.flags(letters.at(at)) & flag::TIER > 0
            && LEXICON
                .titles
                .longest(letters.backward(at))
                .is_some_and(|(length, kind)| length > 1 && kind <= lexicon::beside::ROLE)
    };
    matches!(letters.before(at, 1), '和' | '与')
        && (3..=4).any(|back| at > back && is_title(at - back))
}

/// Whether a space only spreads a two-character name over three: `党员 王 丽 说`, `甲、王 丽、乙`.
/// Before it stands a surname with nothing Chinese or a title to its left; after it, one character.
fn spreads(before: &[char], after: &str) -> bool {
    let Some((&surname, left)) = before.split_last() else {
        return false;
    };
    if LEXICON.flags(surname) & flag::TIER == 0 {
        return false;
    }
    let mut right = after
        .chars()
        .take(8)
        .map(super::letters::fold)
        .skip_while(|&letter| letter == ' ');
    if !right.next().is_some_and(is_han) {
        return false;
    }
    let next: Vec<char> = right.take(3).collect();
    let closes = !next.first().is_some_and(|&letter| is_han(letter))
        || LEXICON.verbs.longest(next.iter().copied()).is_some();
    let opens = !left.last().is_some_and(|&letter| is_han(letter))
        || LEXICON.titles.longest(left.iter().rev().copied()).is_some();
    closes && opens
}

fn take(taken: &mut [bool], mentions: &mut Vec<Mention>, mention: Mention) {
    taken[mention.start..mention.end].fill(true);
    mentions.push(mention);
}

fn cover(letters: &Letters, taken: &mut [bool], span: Span) {
    let (start, end) = (letters.number(span.start), letters.number(span.end));
    taken[start..end.max(start)].fill(true);
}

fn word(letters: &Letters, start: usize, end: usize) -> String {
    letters.folded[start..end].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Paragraph, Role};
    use crate::lexicon::Lexicon;
    use crate::mark::Level;
    use crate::mark::org::orgs;
    use crate::sentence::sentences;
    use crate::word::Segmenter;

    #[derive(serde::Deserialize)]
    struct Golden {
        case: Vec<Case>,
    }

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        #[serde(default)]
        places: Vec<String>,
        expect: Vec<String>,
    }

    /// The persons of a text as `name`, `name|title` or `name|title|org`.
    fn read(text: &str, places: &[&str], words: bool) -> Vec<String> {
        let paragraph = Paragraph {
            span: Span::new(0, text.len()),
            role: Role::Body,
        };
        let article = Article {
            text: text.to_string(),
            paragraphs: vec![paragraph],
            ..Article::default()
        };
        let sentences = sentences(text, &article.paragraphs);
        let segmenter = Segmenter::new(&Lexicon::default()).unwrap();
        let words = if words {
            segmenter.words(text, &sentences)
        } else {
            Vec::new()
        };
        let places: Vec<Place> = places
            .iter()
            .flat_map(|place| text.match_indices(place))
            .map(|(at, place)| Place {
                span: Span::new(at, at + place.len()),
                level: Level::Village,
                code: None,
                full_name: None,
                candidates: 1,
            })
            .collect();
        let orgs = orgs(text, &article, &words, &places);
        persons(text, &article, &words, &places, &orgs)
            .iter()
            .map(|person| {
                let part = |span: Option<Span>| {
                    span.map_or(String::new(), |span| format!("|{}", span.slice(text)))
                };
                let title = if person.org.is_some() && person.title.is_none() {
                    "|".to_string()
                } else {
                    part(person.title)
                };
                format!("{}{title}{}", person.name, part(person.org))
            })
            .collect()
    }

    #[test]
    fn golden_cases() {
        let golden: Golden =
            toml::from_str(include_str!("../../../../tests/golden/persons.toml")).unwrap();
        for case in golden.case {
            let places: Vec<&str> = case.places.iter().map(String::as_str).collect();
            assert_eq!(
                read(&case.text, &places, true),
                case.expect,
                "{}",
                case.text
            );
        }
    }

    #[test]
    fn words_are_not_needed() {
        assert_eq!(
            read("村民王建国说：“路修好了。”", &[], false),
            ["王建国|村民"]
        );
        assert_eq!(
            read("“谢谢！”居住在这里的陈先生说道。", &[], false),
            ["陈先生"]
        );
    }

    #[test]
    fn bylines_are_authors() {
        let text = "本报讯（记者 张晓明）村民王建国说。";
        let credit = Span::new("本报讯".len(), text.find("村民").unwrap());
        let article = Article {
            text: text.to_string(),
            credits: vec![credit],
            ..Article::default()
        };
        let found = persons(text, &article, &[], &[], &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "王建国");
    }

    #[test]
    fn rows_of_dots_take_no_longer_than_names() {
        assert!(read(&"阿·".repeat(50_000), &[], false).len() < 50_000);
    }

    #[test]
    fn nothing_breaks_on_noise() {
        for text in [
            "",
            "王",
            "王 ",
            " 王",
            "·",
            "··王·",
            "老",
            "、、、",
            "王\u{3000}",
            "欧阳",
            "🙂王🙂小明",
        ] {
            let _ = read(text, &[], true);
            let _ = read(&text.repeat(50), &[], false);
        }
    }
}
