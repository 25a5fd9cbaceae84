//! Direct speech: what stands between quotation marks and is said, and who says it.
//!
//! Three steps: the quoted stretches of every paragraph, which of them are speech, and the speaker of each.

mod role;
mod speaker;
mod speech;
mod stretch;
mod verb;

use super::{Person, Quote};
use crate::article::Paragraph;
use crate::span::Span;
use speaker::Speakers;

/// The quotes of `text`, in order; `persons` are the article's persons, in order.
///
/// Without persons the words are still found, and speakers are named only by their role
/// (`县水利局有关负责人`).
pub(crate) fn quotes(text: &str, paragraphs: &[Paragraph], persons: &[Person]) -> Vec<Quote> {
    let stretches = stretch::stretches(text, paragraphs);
    if stretches.is_empty() {
        return Vec::new();
    }
    let verbs = verb::verbs(text, paragraphs, &stretches);
    let speeches: Vec<_> = stretches
        .into_iter()
        .filter(|stretch| speech::is_speech(text, stretch, &verbs))
        .collect();
    let verbs = verb::outside(verbs, &speeches);
    let mut speakers = Speakers::new(text, paragraphs, persons, &verbs, &speeches);
    (0..speeches.len())
        .map(|index| {
            let attribution = speakers.of(index);
            let speech = &speeches[index];
            Quote {
                span: Span::new(speech.start, speech.end),
                title: attribution.title.map(|title| title.slice(text).to_owned()),
                speaker: attribution.speaker,
                verb: attribution.verb,
                direct: true,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Role;

    #[derive(serde::Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        #[serde(default)]
        persons: Vec<String>,
        expect: Vec<Expected>,
    }

    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Expected {
        text: String,
        speaker: Option<String>,
        verb: Option<String>,
    }

    /// One paragraph for each line.
    pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
        let mut at = 0;
        text.split('\n')
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at += line.len() + 1;
                Paragraph {
                    span,
                    role: Role::Body,
                }
            })
            .collect()
    }

    /// Every mention of `names` in `text`.
    fn persons(text: &str, names: &[String]) -> Vec<Person> {
        let mut persons: Vec<Person> = names
            .iter()
            .flat_map(|name| text.match_indices(name.as_str()))
            .map(|(at, name)| Person {
                span: Span::new(at, at + name.len()),
                name: name.to_owned(),
                title: None,
                org: None,
            })
            .collect();
        persons.sort_by_key(|person| person.span);
        persons
    }

    #[test]
    fn golden_cases() {
        let cases: Cases = toml::from_str(include_str!("../../../../tests/golden/quotes.toml"))
            .expect("the cases are valid TOML");
        for case in cases.case {
            let found = quotes(
                &case.text,
                &paragraphs(&case.text),
                &persons(&case.text, &case.persons),
            );
            let checks_verb = case.expect.iter().any(|expected| expected.verb.is_some());
            let found: Vec<Expected> = found
                .into_iter()
                .map(|quote| Expected {
                    text: quote.span.slice(&case.text).to_owned(),
                    speaker: quote.speaker,
                    verb: quote
                        .verb
                        .filter(|_| checks_verb)
                        .map(|verb| verb.slice(&case.text).to_owned()),
                })
                .collect();
            assert_eq!(found, case.expect, "{}", case.text);
        }
    }

    #[test]
    fn hostile_input_is_linear() {
        for run in [
            "“",
            "”",
            "“”",
            "\"",
            "“甲说：",
            "“甲。”",
            "‘“",
            "他说：“好的呢。”",
            "说",
        ] {
            let text = run.repeat(50_000);
            quotes(&text, &paragraphs(&text), &[]);
            let lines = format!("{run}\n").repeat(20_000);
            quotes(&lines, &paragraphs(&lines), &[]);
        }
        let text = "甲乙。".repeat(20_000) + &"“我来了。”".repeat(20_000);
        let names = persons(&text, &["甲乙".to_owned()]);
        quotes(&text, &paragraphs(&text), &names);
    }
}
