//! The packed file, section by section.
//!
//! A header (`baokanD1`, then for each section its offset and length, as u32) and the sections, each
//! at a multiple of eight bytes:
//!
//! | | |
//! |---|---|
//! | 0 | the code of each character of the basic plane (u16) |
//! | 1 | the nodes of the trie (u64, see `trie.rs`) |
//! | 2 | the bases of the root's children (u32, four for each code) |
//! | 3 | log-probabilities of words (f64), the first one −∞, the others falling |
//! | 4 | names of the tags, sorted, a line each |
//! | 5 | numbers: the code from which on characters are those the cutting model covers (u32), 4 bytes free, the log-probability of a frequency of one (f64), the FNV-1a 64 of the lexicon (u64) |
//! | 6 | the cutting model: initial (4 f64) and transitions (4 × 4 f64, from each state to each) |
//! | 7 | its emissions, from that code on (4 f64 each) |
//! | 8 | the tagging model: the distinct scores (f64), the first one what is impossible |
//! | 9 | its tags (64 u8, indexes of names) |
//! | 10 | its initial scores (256 u16, indexes of scores) |
//! | 11 | its transitions (256 × 256 u16, to each state from each) |
//! | 12 | its characters, sorted (u32) |
//! | 13 | where the states of each begin (u32), and where the last one's end |
//! | 14 | states (u8), ascending within a character |
//! | 15 | the score of each of these (u16) |
//!
//! Codes: 0 is a character at which jieba ends a block, 1 one inside a block that no word has; then come
//! the other characters of words, and from the code in section 5 on those the cutting model covers,
//! the first of these standing for those that no word has and the model does not know. Within a kind,
//! characters of frequent words come first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::Failure;
use crate::source::{Cutting, IMPOSSIBLE, Source, Tagging};
use crate::trie::{self, Entry};

/// Characters jieba's model for cutting unknown words is asked about.
fn is_covered(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fd5}')
}

/// Characters that jieba keeps in one block.
fn is_inside(character: char) -> bool {
    matches!(character,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '#' | '&' | '.' | '_' | '%' | '-'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The packed bytes.
pub(crate) fn pack(source: &Source, lexicon: &str) -> Result<Vec<u8>, Failure> {
    let (codes, covered) = codes(source);
    let log_total = (source.total as f64).ln();
    // Words with a character at which a block ends can never be found.
    let reachable = || {
        source
            .words
            .iter()
            .filter(|word| word.word.chars().all(is_inside))
    };
    if source
        .words
        .iter()
        .any(|word| !word.word.chars().any(is_inside) || word.frequency == 0)
    {
        return Err("a word of punctuation alone, or one that never occurs".into());
    }

    if let Some(word) = source
        .words
        .iter()
        .find(|word| word.word.chars().any(|character| character > '\u{ffff}'))
    {
        return Err(format!("{} has a character beyond the basic plane", word.word).into());
    }

    let frequencies: BTreeSet<usize> = reachable().map(|word| word.frequency).collect();
    let mut log_probabilities = vec![f64::NEG_INFINITY];
    let mut scores = HashMap::new();
    for &frequency in frequencies.iter().rev() {
        scores.insert(frequency, u16::try_from(log_probabilities.len())?);
        log_probabilities.push((frequency as f64).ln() - log_total);
    }

    let tags: BTreeSet<&str> = source
        .words
        .iter()
        .map(|word| word.tag.as_str())
        .chain(source.tagging.tags.iter().map(String::as_str))
        .chain(["", "eng", "m", "x"])
        .collect();
    let tags: Vec<&str> = tags.into_iter().collect();
    let tag = |name: &str| tags.binary_search(&name).map_or(0, |at| at as u8);

    let mut entries: Vec<Entry> = reachable()
        .map(|word| Entry {
            codes: word
                .word
                .chars()
                .map(|character| codes[&character])
                .collect(),
            frequency: word.frequency,
            score: scores[&word.frequency],
            tag: tag(&word.tag),
        })
        .collect();
    let count = usize::from(covered) + 1 + codes.values().filter(|&&code| code > covered).count();
    let trie = trie::build(&mut entries, count)?;

    let mut of_character = vec![0_u16; 1 << 16];
    for character in (0..=0xffff).filter_map(char::from_u32) {
        of_character[character as usize] = match codes.get(&character) {
            Some(&code) => code,
            None if is_covered(character) => covered,
            None => u16::from(is_inside(character)),
        };
    }

    let mut numbers = u32::from(covered).to_le_bytes().to_vec();
    numbers.extend([0; 4]);
    numbers.extend((0.0 - log_total).to_le_bytes());
    numbers.extend(fnv(lexicon.as_bytes()).to_le_bytes());

    let mut sections = vec![
        shorts(&of_character),
        trie.nodes
            .iter()
            .flat_map(|node| node.to_le_bytes())
            .collect(),
        longs(&trie.bases),
        floats(&log_probabilities),
        tags.join("\n").into_bytes(),
        numbers,
    ];
    sections.extend(cutting(&source.cutting, &codes, covered, count));
    sections.extend(tagging(&source.tagging, tag)?);
    Ok(assemble(&sections))
}

/// The code of every character of a word or of the cutting model, and the first code the model covers.
fn codes(source: &Source) -> (HashMap<char, u16>, u16) {
    let mut weights: BTreeMap<char, usize> = BTreeMap::new();
    for word in &source.words {
        for character in word.word.chars().filter(|&character| is_inside(character)) {
            *weights.entry(character).or_default() += word.frequency;
        }
    }
    for &character in source.cutting.emissions.keys() {
        if is_covered(character) {
            weights.entry(character).or_default();
        }
    }
    let mut characters: Vec<(char, usize)> = weights.into_iter().collect();
    characters.sort_by_key(|&(character, weight)| {
        (is_covered(character), std::cmp::Reverse(weight), character)
    });
    let others = characters
        .iter()
        .filter(|(character, _)| !is_covered(*character))
        .count();
    let covered = 2 + others as u16;
    let code = |at: usize| 2 + at as u16 + u16::from(at >= others);
    let codes = characters
        .iter()
        .enumerate()
        .map(|(at, &(character, _))| (character, code(at)))
        .collect();
    (codes, covered)
}

fn cutting(
    model: &Cutting,
    codes: &HashMap<char, u16>,
    covered: u16,
    count: usize,
) -> [Vec<u8>; 2] {
    let mut heads = model.initial.to_vec();
    heads.extend(model.transitions.iter().flatten());
    let mut emissions = vec![[IMPOSSIBLE; 4]; count - usize::from(covered)];
    for (character, scores) in &model.emissions {
        if is_covered(*character) {
            emissions[usize::from(codes[character] - covered)] = *scores;
        }
    }
    [floats(&heads), floats(emissions.as_flattened())]
}

fn tagging(model: &Tagging, tag: impl Fn(&str) -> u8) -> Result<Vec<Vec<u8>>, Failure> {
    let mut scores = vec![IMPOSSIBLE];
    let mut numbers = HashMap::from([(IMPOSSIBLE.to_bits(), 0)]);
    let mut number = |score: f64| -> Result<u16, Failure> {
        if let Some(&number) = numbers.get(&score.to_bits()) {
            return Ok(number);
        }
        let number = u16::try_from(scores.len())?;
        scores.push(score);
        numbers.insert(score.to_bits(), number);
        Ok(number)
    };
    let mut all = |scores: &[f64]| -> Result<Vec<u16>, Failure> {
        scores.iter().map(|&score| number(score)).collect()
    };
    let initial = all(&model.initial)?;
    let transitions = all(&model.transitions)?;
    let mut characters = Vec::new();
    let mut starts = vec![0_u32];
    let mut states = Vec::new();
    let mut emissions = Vec::new();
    for (&character, row) in &model.characters {
        characters.push(character as u32);
        states.extend(row.iter().map(|&(state, _)| state));
        emissions.extend(all(&row
            .iter()
            .map(|&(_, score)| score)
            .collect::<Vec<_>>())?);
        starts.push(states.len() as u32);
    }
    Ok(vec![
        floats(&scores),
        model.tags.iter().map(|name| tag(name)).collect(),
        shorts(&initial),
        shorts(&transitions),
        longs(&characters),
        longs(&starts),
        states,
        shorts(&emissions),
    ])
}

fn assemble(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut packed = b"baokanD1".to_vec();
    let mut offset = packed.len() + sections.len() * 8;
    for section in sections {
        packed.extend((offset as u32).to_le_bytes());
        packed.extend((section.len() as u32).to_le_bytes());
        offset += section.len().next_multiple_of(8);
    }
    for section in sections {
        packed.extend(section);
        packed.resize(packed.len().next_multiple_of(8), 0);
    }
    packed
}

/// FNV-1a with 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn floats(numbers: &[f64]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}
