//! Named organisations.
//!
//! A name ends on one of some hundred endings (`org_suffixes.tsv`) and is read leftwards from there:
//! over places, offices' levels and functions, to a mark or a word that stands before names (`name`).
//! Bodies of the whole country are listed by name; short forms count once the text declares them
//! (`alias`).

mod alias;
mod lexicon;
mod name;

use self::lexicon::{ENDING, LEXICON, NAME};
use self::name::Around;
use super::letters::{Letters, is_han};
use super::{Org, Place};
use crate::article::Article;
use crate::word::Word;

/// A name by characters.
#[derive(Clone, Copy, Debug)]
struct Named {
    start: usize,
    end: usize,
    kind: &'static str,
}

/// Finds the named organisations of an article's text, in text order.
///
/// `words` and `places` may be empty; where they are known, they show where a name begins.
pub(crate) fn orgs(text: &str, article: &Article, words: &[Word], places: &[Place]) -> Vec<Org> {
    orgs_of_letters(&Letters::whole(text, words), article, places)
}

/// The same for a text whose letters were read before.
pub(super) fn orgs_of_letters(letters: &Letters, article: &Article, places: &[Place]) -> Vec<Org> {
    let numbers = |place: &Place| {
        (
            letters.number(place.span.start),
            letters.number(place.span.end),
        )
    };
    let mut around = Around::new(letters.len(), places.iter().map(numbers));
    let mut found: Vec<Named> = Vec::new();
    let lexicon = &*LEXICON;
    for (at, &letter) in letters.folded.iter().enumerate() {
        let flags = lexicon.flags(letter);
        if flags & NAME != 0
            && let Some(name) = whole(letters, at)
        {
            push(&mut found, &mut around, name);
        }
        if flags & ENDING != 0
            && let Some(name) = ending(letters, &around, at + 1)
        {
            push(&mut found, &mut around, name);
        }
    }
    alias::aliases(letters, &mut found);
    found.retain(|name| {
        let span = letters.span(name.start, name.end);
        let next = article
            .credits
            .partition_point(|credit| credit.end <= span.start);
        !article
            .credits
            .get(next)
            .is_some_and(|credit| credit.overlaps(span))
    });
    found
        .iter()
        .map(|name| Org {
            span: letters.span(name.start, name.end),
            kind: name.kind,
        })
        .collect()
}

/// The name of a body of the whole country that begins at `at`.
fn whole(letters: &Letters, at: usize) -> Option<Named> {
    let (length, kind) = LEXICON.name(letters.onward(at))?;
    // Two letters may be the end of one word and the beginning of another: 事在格中|办.
    let alone = || !is_han(letters.before(at, 1)) || name::stops(letters, at);
    let whole = !letters.splits(at + length)
        || length > 3 && !matches!(letters.at(at + length), '长' | '门');
    (whole && (length > 2 || alone())).then_some(Named {
        start: at,
        end: at + length,
        kind,
    })
}

/// The longest name that ends on an ending before `end`.
fn ending(letters: &Letters, around: &Around, end: usize) -> Option<Named> {
    let mut best: Option<Named> = None;
    for (length, suffix) in LEXICON.endings(letters.backward(end)) {
        let head = end - length;
        if suffix.blocked.contains(letters.at(end)) && !heads_post(letters, end) {
            continue;
        }
        let Some(start) = name::begin(letters, around, head, end, suffix) else {
            continue;
        };
        if in_post(letters, start, head, end, suffix.kind)
            || best.is_some_and(|best| best.start < start)
        {
            continue;
        }
        best = Some(Named {
            start,
            end,
            kind: suffix.kind,
        });
    }
    best
}

/// Adds a name; what it covers of the names before gives way to it.
fn push(found: &mut Vec<Named>, around: &mut Around, name: Named) {
    while let Some(last) = found.last() {
        if last.end <= name.start {
            break;
        }
        if last.start < name.start || last.end > name.end {
            return;
        }
        found.pop();
    }
    around.add(name.start, name.end);
    found.push(name);
}

/// Whether a head's title follows: `县应急管理局`局长 names the office before it names its head.
fn heads_post(letters: &Letters, at: usize) -> bool {
    letters.before(at, 1) == letters.at(at) && letters.at(at + 1) == '长'
}

/// Whether the body is only part of a post (`槐树路社区党委`书记): party branches are, those of
/// counties and above have offices of their own.
fn in_post(letters: &Letters, start: usize, head: usize, end: usize, kind: &str) -> bool {
    if kind != "party" {
        return false;
    }
    let post = matches!(
        (letters.at(end), letters.at(end + 1)),
        ('书', '记') | ('副', '书') | ('委', '员') | ('常', '委') | ('第', '一')
    );
    let committee = end - head == 2
        && letters.at(end - 1) == '委'
        && matches!(letters.at(head), '县' | '区' | '市' | '省' | '州');
    let named =
        committee && start < head || letters.at(head) == '纪' || letters.before(end, 1) == '局';
    // 乡党委, 镇党支部: a level alone names none.
    let unnamed =
        start == head || head == start + 1 && is_han(letters.at(start)) && letters.at(head) == '党';
    if unnamed && (committee || letters.at(head) == '党') {
        return true;
    }
    post && !named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Paragraph, Role};
    use crate::lexicon::Lexicon;
    use crate::mark::Level;
    use crate::sentence::sentences;
    use crate::span::Span;
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

    /// The organisations of a text as `name|kind`.
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
        let segmenter = Segmenter::new(&Lexicon::default()).unwrap();
        let words = if words {
            segmenter.words(text, &sentences(text, &article.paragraphs))
        } else {
            Vec::new()
        };
        let mut places: Vec<Place> = places
            .iter()
            .flat_map(|place| text.match_indices(place))
            .map(|(at, place)| Place {
                span: Span::new(at, at + place.len()),
                level: Level::County,
                code: None,
                full_name: None,
                candidates: 1,
            })
            .collect();
        places.sort_by_key(|place| place.span);
        orgs(text, &article, &words, &places)
            .iter()
            .map(|org| format!("{}|{}", org.span.slice(text), org.kind))
            .collect()
    }

    #[test]
    fn golden_cases() {
        let golden: Golden =
            toml::from_str(include_str!("../../../../tests/golden/orgs.toml")).unwrap();
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
            read("县住建局和区民政局负责。", &[], false),
            ["县住建局|government", "区民政局|government"]
        );
        assert!(read("相关部门、物业公司和村委参加。", &[], false).is_empty());
    }

    #[test]
    fn nothing_breaks_on_noise() {
        for text in [
            "",
            "局",
            "县",
            "县局",
            "“局”",
            "公司公司",
            "简称",
            "银行(简称",
            "以下简称“",
            "🙂局🙂",
        ] {
            let _ = read(text, &[], true);
            let _ = read(&text.repeat(60), &["县"], false);
        }
    }
}
