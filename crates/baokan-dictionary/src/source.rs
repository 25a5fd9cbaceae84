//! What jieba is made of: its dictionary and two hidden Markov models, as its packages hold them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::process::Command;

use jieba_rs::Jieba;

use crate::Failure;

/// What jieba gives a transition or an emission its models do not list.
pub(crate) const IMPOSSIBLE: f64 = -3.14e100;

/// The states of the model that tags unknown words: four positions in a word times 64 parts of speech.
pub(crate) const TAG_STATES: usize = 256;
const TAGS_OF_MODEL: usize = 64;

/// Everything that is packed.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) words: Vec<Word>,
    /// The sum of all frequencies.
    pub(crate) total: usize,
    pub(crate) cutting: Cutting,
    pub(crate) tagging: Tagging,
}

/// A word of the dictionary.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) word: String,
    pub(crate) frequency: usize,
    pub(crate) tag: String,
}

/// The model that cuts unknown words; its states are begin, end, middle and single.
#[derive(Debug, Default)]
pub(crate) struct Cutting {
    pub(crate) initial: [f64; 4],
    /// From each state to each.
    pub(crate) transitions: [[f64; 4]; 4],
    pub(crate) emissions: BTreeMap<char, [f64; 4]>,
}

/// The model that tags unknown words; its states are begin, middle, end and single times the tags.
#[derive(Debug)]
pub(crate) struct Tagging {
    pub(crate) tags: Vec<String>,
    pub(crate) initial: Vec<f64>,
    /// To each state from each.
    pub(crate) transitions: Vec<f64>,
    /// The states a character can be in and what it scores there, in order of state.
    pub(crate) characters: BTreeMap<char, Vec<(u8, f64)>>,
}

/// Reads the packages and adds the words of `lexicon`.
pub(crate) fn read(lexicon: &str) -> Result<Source, Failure> {
    let jieba = package("jieba-rs")?;
    let macros = package("jieba-macros")?;
    let mut words = dictionary(&std::fs::read_to_string(jieba.join("src/data/dict.txt"))?)?;
    add(&mut words, lexicon);
    Ok(Source {
        total: words.iter().map(|word| word.frequency).sum(),
        words,
        cutting: cutting(&std::fs::read_to_string(macros.join("src/hmm.model"))?)?,
        tagging: tagging(&std::fs::read_to_string(jieba.join("src/data/posseg.txt"))?)?,
    })
}

/// The folder of a package of the workspace, fetched if need be.
fn package(name: &str) -> Result<PathBuf, Failure> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version=1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == name)
        .and_then(|package| package["manifest_path"].as_str())
        .and_then(|manifest| PathBuf::from(manifest).parent().map(PathBuf::from))
        .ok_or_else(|| format!("{name} is no package of the workspace").into())
}

fn dictionary(list: &str) -> Result<Vec<Word>, Failure> {
    list.lines()
        .map(
            |line| match *line.split_ascii_whitespace().collect::<Vec<_>>() {
                [word, frequency, tag] => Ok(Word {
                    word: word.to_owned(),
                    frequency: frequency.parse()?,
                    tag: tag.to_owned(),
                }),
                _ => Err(format!(
                    "a line of the dictionary is not word, frequency and tag: {line}"
                )
                .into()),
            },
        )
        .collect()
}

/// Adds the words of a list, each with the frequency jieba thinks it needs to stay whole. As in
/// jieba, a word the dictionary has keeps its tag.
fn add(words: &mut Vec<Word>, lexicon: &str) {
    let mut jieba = Jieba::new();
    let mut places: HashMap<String, usize> = words
        .iter()
        .enumerate()
        .map(|(at, word)| (word.word.clone(), at))
        .collect();
    for line in lexicon.lines() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut columns = line.split('\t').map(str::trim);
        let word = columns.next().unwrap_or_default();
        let tag = columns.next().unwrap_or_default();
        let frequency = jieba.add_word(word, None, Some(tag));
        match places.get(word) {
            Some(&at) => words[at].frequency = frequency,
            None => {
                places.insert(word.to_owned(), words.len());
                words.push(Word {
                    word: word.to_owned(),
                    frequency,
                    tag: tag.to_owned(),
                });
            }
        }
    }
}

/// Nine lines that are no comments: where a text begins, four lines of transitions, four of emissions.
fn cutting(model: &str) -> Result<Cutting, Failure> {
    let lines: Vec<&str> = model
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let [initial, rest @ ..] = lines.as_slice() else {
        return Err("hmm.model is empty".into());
    };
    if rest.len() != 8 {
        return Err(format!("hmm.model has {} lines, not nine", lines.len()).into());
    }
    let four = |line: &str| -> Result<[f64; 4], Failure> {
        let numbers: Result<Vec<f64>, _> = line.split_whitespace().map(str::parse).collect();
        Ok(numbers?.try_into().map_err(|_| "not four numbers")?)
    };
    let mut cutting = Cutting {
        initial: four(initial)?,
        ..Cutting::default()
    };
    for (state, line) in rest[..4].iter().enumerate() {
        cutting.transitions[state] = four(line)?;
    }
    for (state, line) in rest[4..].iter().enumerate() {
        for pair in line.split(',') {
            let (character, score) = pair.split_once(':').ok_or("an emission without a colon")?;
            let character = character.chars().next().ok_or("an emission of nothing")?;
            let scores = cutting
                .emissions
                .entry(character)
                .or_insert([IMPOSSIBLE; 4]);
            scores[state] = score.parse()?;
        }
    }
    Ok(cutting)
}

/// Sections that begin with `@`; within a line the parts stand between bars.
fn tagging(model: &str) -> Result<Tagging, Failure> {
    let mut tagging = Tagging {
        tags: Vec::new(),
        initial: vec![IMPOSSIBLE; TAG_STATES],
        transitions: vec![IMPOSSIBLE; TAG_STATES * TAG_STATES],
        characters: BTreeMap::new(),
    };
    let mut emissions: BTreeMap<char, BTreeMap<u8, f64>> = BTreeMap::new();
    let mut states: BTreeMap<char, BTreeSet<u8>> = BTreeMap::new();
    let mut section = "";
    for line in model.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') && section.is_empty() {
            continue;
        }
        if line.starts_with('@') {
            section = line;
            continue;
        }
        let (first, rest) = line.split_once('|').unwrap_or((line, ""));
        let parts = rest
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        match section {
            "@TAGS" => {
                tagging.tags = line.split(',').map(|tag| tag.trim().to_owned()).collect();
            }
            "@START" => {
                let (state, score) = scored(line)?;
                tagging.initial[usize::from(state)] = score;
            }
            "@TRANS" => {
                let from = usize::from(state(first)?);
                for part in parts {
                    let (to, score) = scored(part)?;
                    tagging.transitions[usize::from(to) * TAG_STATES + from] = score;
                }
            }
            "@EMIT" => {
                let state = state(first)?;
                for part in parts {
                    let (character, score) =
                        part.rsplit_once(',').ok_or("an emission without a score")?;
                    let character = character.chars().next().ok_or("an emission of nothing")?;
                    emissions
                        .entry(character)
                        .or_default()
                        .insert(state, score.parse()?);
                }
            }
            "@CHAR_STATE" => {
                let character = first.chars().next().ok_or("states of nothing")?;
                let listed: Result<BTreeSet<u8>, Failure> = parts.map(state).collect();
                states.insert(character, listed?);
            }
            _ => return Err(format!("posseg.txt has an unknown section {section}").into()),
        }
    }
    if tagging.tags.len() != TAGS_OF_MODEL {
        return Err(format!("posseg.txt has {} tags", tagging.tags.len()).into());
    }
    // A character keeps the states listed for it; one without a list may be in any state that emits it.
    for (character, listed) in states.into_iter().filter(|(_, listed)| !listed.is_empty()) {
        let scores = emissions.remove(&character).unwrap_or_default();
        let score = |state: u8| scores.get(&state).copied().unwrap_or(IMPOSSIBLE);
        let row = listed
            .into_iter()
            .map(|state| (state, score(state)))
            .collect();
        tagging.characters.insert(character, row);
    }
    for (character, scores) in emissions {
        tagging
            .characters
            .insert(character, scores.into_iter().collect());
    }
    Ok(tagging)
}

/// A state written `position,tag`.
fn state(text: &str) -> Result<u8, Failure> {
    let (position, tag) = text.split_once(',').ok_or("a state without a comma")?;
    let (position, tag): (usize, usize) = (position.parse()?, tag.parse()?);
    Ok(u8::try_from(position * TAGS_OF_MODEL + tag)?)
}

/// A state and its score, written `position,tag,score`.
fn scored(text: &str) -> Result<(u8, f64), Failure> {
    let (text, score) = text.rsplit_once(',').ok_or("a state without a score")?;
    Ok((state(text)?, score.parse()?))
}
