//! The file format of a taxonomy.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::error::{Error, ErrorKind, Result};

/// Weight of a term that says by itself what an article is about.
pub(super) const STRONG: f32 = 3.0;
/// Weight of a term of which several carry a topic.
pub(super) const PLAIN: f32 = 1.0;
/// Weight of a term that is found with the topic, but elsewhere too.
pub(super) const WEAK: f32 = 0.3;

/// A term and its weight in one topic.
pub(super) type Weighted = (String, f32);

/// A taxonomy file, read and checked.
#[derive(Debug)]
pub(super) struct File {
    /// Whether the topics join the default ones.
    pub(super) extends: bool,
    /// Phrases that hold a term but speak for nothing.
    pub(super) silent: Vec<String>,
    /// The topics in the order of the file.
    pub(super) topics: Vec<FileTopic>,
}

/// A topic of a taxonomy file.
#[derive(Debug)]
pub(super) struct FileTopic {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) covers: Option<String>,
    pub(super) terms: Vec<Weighted>,
    /// Ids of the topics it yields to, with the line each stands on.
    pub(super) yields: Vec<(String, usize)>,
    /// Characters that tell where its articles are set.
    pub(super) setting: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    extends: bool,
    #[serde(default)]
    silent: Vec<Spanned<String>>,
    #[serde(default)]
    topic: Vec<RawTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: Spanned<String>,
    name: Option<String>,
    covers: Option<String>,
    #[serde(default)]
    strong: Vec<Spanned<String>>,
    #[serde(default)]
    plain: Vec<Spanned<String>>,
    #[serde(default)]
    weak: Vec<Spanned<String>>,
    #[serde(default)]
    weights: BTreeMap<Spanned<String>, Spanned<f64>>,
    #[serde(default)]
    yields: Vec<Spanned<String>>,
    setting: Option<String>,
}

/// Reads a taxonomy file; an error names the line and the cause.
pub(super) fn parse(toml: &str) -> Result<File> {
    let line = |at: usize| {
        let before = &toml.as_bytes()[..at.min(toml.len())];
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    };
    let bad =
        |at: usize, message: String| Error::new(ErrorKind::Lexicon, message).at_line(line(at));
    let raw: RawFile = toml::from_str(toml).map_err(|error| {
        let cause = error.message().replace('\n', " ");
        bad(error.span().map_or(0, |span| span.start), cause)
    })?;
    if raw.topic.is_empty() {
        return Err(Error::new(
            ErrorKind::Lexicon,
            "the taxonomy has no [[topic]]",
        ));
    }

    let mut topics: Vec<FileTopic> = Vec::with_capacity(raw.topic.len());
    for topic in raw.topic {
        let at = topic.id.span().start;
        let id = topic.id.into_inner();
        if id.is_empty() || id.contains(char::is_whitespace) {
            return Err(bad(
                at,
                format!("topic id {id:?} is empty or holds a space"),
            ));
        }
        if topics.iter().any(|other| other.id == id) {
            return Err(bad(at, format!("topic id {id:?} stands twice")));
        }
        let tiers = [
            (topic.strong, STRONG),
            (topic.plain, PLAIN),
            (topic.weak, WEAK),
        ];
        let listed = tiers.into_iter().flat_map(|(terms, weight)| {
            terms
                .into_iter()
                .map(move |term| (term, f64::from(weight), None))
        });
        let weighed = topic.weights.into_iter().map(|(term, weight)| {
            let at = weight.span().start;
            (term, weight.into_inner(), Some(at))
        });
        let mut terms = BTreeMap::new();
        for (term, weight, weight_at) in listed.chain(weighed) {
            let at = weight_at.unwrap_or(term.span().start);
            let term = checked(term).map_err(|message| bad(at, message))?;
            if !(0.0..=100.0).contains(&weight) {
                return Err(bad(
                    at,
                    format!("the weight of {term:?} is {weight}; it must be from 0 to 100"),
                ));
            }
            if terms.insert(term.clone(), weight as f32).is_some() {
                return Err(bad(
                    at,
                    format!("the term {term:?} stands twice under {id:?}"),
                ));
            }
        }
        topics.push(FileTopic {
            id,
            name: topic.name,
            covers: topic.covers,
            terms: terms.into_iter().collect(),
            yields: topic
                .yields
                .into_iter()
                .map(|other| (other.get_ref().clone(), line(other.span().start)))
                .collect(),
            setting: topic.setting,
        });
    }

    let mut silent = Vec::with_capacity(raw.silent.len());
    for phrase in raw.silent {
        let at = phrase.span().start;
        silent.push(checked(phrase).map_err(|message| bad(at, message))?);
    }
    Ok(File {
        extends: raw.extends,
        silent,
        topics,
    })
}

/// A term as listed; an empty one would stand at every place of a text, and no text has a term that
/// runs over a line.
fn checked(term: Spanned<String>) -> Result<String, String> {
    let term = term.into_inner();
    if term.trim().is_empty() {
        Err("a term is empty".to_owned())
    } else if term.contains(['\n', '\r', '\0']) {
        Err(format!("the term {term:?} holds a line break"))
    } else {
        Ok(term.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(toml: &str) -> String {
        parse(toml).unwrap_err().to_string()
    }

    #[test]
    fn a_bad_file_is_said_with_line_and_cause() {
        let head = "[[topic]]\nid = \"a\"\n";
        for (toml, line, cause) in [
            ("", "", "no [[topic]]"),
            ("[[topic]\n", "line 1", ""),
            ("[[topic]]\nname = \"甲\"\n", "line 1", "missing field `id`"),
            ("[[topic]]\nid = \"a b\"\n", "line 2", "holds a space"),
            (
                &format!("{head}strong = [\"甲乙\",\n  \"\"]\n"),
                "line 4",
                "a term is empty",
            ),
            (
                &format!("{head}strong = [\"甲乙\"]\nweak = [\"甲乙\"]\n"),
                "line 4",
                "stands twice under",
            ),
            (
                &format!("{head}[[topic]]\nid = \"a\"\n"),
                "line 4",
                "stands twice",
            ),
            (
                &format!("{head}storng = []\n"),
                "line 3",
                "unknown field `storng`",
            ),
            (
                &format!("{head}strong = \"甲\"\n"),
                "line 3",
                "expected a sequence",
            ),
            (
                &format!("{head}[topic.weights]\n\"甲乙\" = -1\n"),
                "line 4",
                "from 0 to 100",
            ),
            (
                &format!("{head}[topic.weights]\n\"甲乙\" = nan\n"),
                "line 4",
                "from 0 to 100",
            ),
        ] {
            let message = error(toml);
            assert!(
                message.starts_with(line) && message.contains(cause),
                "{toml:?} gives {message:?}"
            );
        }
    }

    #[test]
    fn tiers_become_weights() {
        let file = parse(
            "extends = true\nsilent = [\"丙丁\"]\n[[topic]]\nid = \"a\"\nstrong = [\"甲\"]\nweak = [\" 乙 \"]\n\
             [topic.weights]\n\"丙\" = 2\n",
        )
        .unwrap();
        assert!(file.extends);
        assert_eq!(file.silent, ["丙丁"]);
        let mut terms = file.topics[0].terms.clone();
        terms.sort_by(|left, right| right.1.total_cmp(&left.1));
        assert_eq!(
            terms,
            [
                ("甲".into(), STRONG),
                ("丙".into(), 2.0),
                ("乙".into(), WEAK)
            ]
        );
    }
}
