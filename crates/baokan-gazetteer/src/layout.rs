//! The packed file, section by section.
//!
//! A header (`baokanG1`, the number of sections, then offset and length of each) and the sections:
//! 0 vintage; 1 codes of provinces, cities and counties (u32); 2 where their names begin (u32);
//! 3 their names; 4 the first town of each county (u32); 5 the last three digits of each town (u16);
//! 6 the first village of each town (u32); 7 the last three digits of each village (10 bits each);
//! 8 an `fst` map from a stem, read backwards, to its first posting; 9 the postings (3 bytes each:
//! unit, form, whether it is an alias, whether it is the stem's last); 10 the posting of each town (u32), for full names.
//! Units are numbered towns first, then villages, each in order of code. All integers are little-endian.

use std::collections::BTreeMap;

use crate::name::{self, Form};
use crate::{Failure, Tables};

const ALIAS: u32 = 1 << 22;
const LAST: u32 = 1 << 23;

/// The packed bytes.
pub(crate) fn pack(tables: &Tables, vintage: &str) -> Result<Vec<u8>, Failure> {
    let counties: Vec<&str> = tables
        .upper
        .iter()
        .map(|row| row.0.as_str())
        .filter(|code| code.len() == 6)
        .collect();
    let town_codes: Vec<&str> = tables.towns.iter().map(|row| row.0.as_str()).collect();
    let stems = stems(tables);

    let mut names = fst::MapBuilder::memory();
    let mut postings = Vec::new();
    let mut of_town = vec![0_u32; tables.towns.len()];
    for (stem, units) in &stems {
        names.insert(stem, (postings.len() / 3) as u64)?;
        for (at, &(unit, form, alias)) in units.iter().enumerate() {
            if let Some(town) = of_town.get_mut(unit as usize)
                && !alias
            {
                *town = (postings.len() / 3) as u32;
            }
            let alias = if alias { ALIAS } else { 0 };
            let last = if at + 1 == units.len() { LAST } else { 0 };
            postings
                .extend_from_slice(&(unit | (form as u32) << 20 | alias | last).to_le_bytes()[..3]);
        }
    }

    let mut offsets = vec![0_u32];
    let mut upper_names = String::new();
    for (_, name) in &tables.upper {
        upper_names.push_str(name);
        offsets.push(upper_names.len() as u32);
    }
    let codes = numbers(tables.upper.iter().map(|row| row.0.as_str()))?;
    let sections = [
        vintage.as_bytes().to_vec(),
        words(&codes),
        words(&offsets),
        upper_names.into_bytes(),
        words(&firsts(&counties, &town_codes)?),
        numbers(town_codes.iter().map(|code| &code[6..]))?
            .iter()
            .flat_map(|&number| (number as u16).to_le_bytes())
            .collect(),
        words(&firsts(
            &town_codes,
            &tables
                .villages
                .iter()
                .map(|row| row.0.as_str())
                .collect::<Vec<_>>(),
        )?),
        bits(&numbers(tables.villages.iter().map(|row| &row.0[9..]))?, 10),
        names.into_inner()?,
        postings,
        words(&of_town),
    ];
    let mut packed = b"baokanG1".to_vec();
    packed.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    let mut offset = packed.len() + sections.len() * 8;
    for section in &sections {
        packed.extend_from_slice(&(offset as u32).to_le_bytes());
        packed.extend_from_slice(&(section.len() as u32).to_le_bytes());
        offset += section.len();
    }
    for section in &sections {
        packed.extend_from_slice(section);
    }
    Ok(packed)
}

/// Units by stem read backwards: `(unit, form, whether the stem is an alias)`.
type Stems = BTreeMap<String, Vec<(u32, Form, bool)>>;

fn stems(tables: &Tables) -> Stems {
    let groups: Vec<&str> = include_str!("../../baokan/data/ethnic_groups.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .collect();
    let mut stems = Stems::new();
    let mut unit = 0;
    let mut add = |stem: &str, unit: u32, form: Form, alias: bool| {
        stems
            .entry(stem.chars().rev().collect())
            .or_default()
            .push((unit, form, alias));
    };
    for (_, official) in &tables.towns {
        let (stem, form) = name::town(official);
        if form == Form::Second
            && let Some(plain) = name::plain(&stem, &groups)
        {
            add(plain, unit, form, true);
        }
        add(&stem, unit, form, false);
        unit += 1;
    }
    for (_, official) in &tables.villages {
        let (stem, form) = name::village(official);
        add(&stem, unit, form, false);
        unit += 1;
    }
    stems
}

/// For each parent code, the index of its first child, and at the end the number of children.
fn firsts(parents: &[&str], children: &[&str]) -> Result<Vec<u32>, Failure> {
    let mut firsts = Vec::with_capacity(parents.len() + 1);
    let mut at = 0;
    for parent in parents {
        firsts.push(at as u32);
        while children
            .get(at)
            .is_some_and(|child| child.starts_with(parent))
        {
            at += 1;
        }
    }
    if at < children.len() {
        return Err(format!("{} has no parent in the list", children[at]).into());
    }
    firsts.push(at as u32);
    Ok(firsts)
}

fn numbers<'c>(codes: impl Iterator<Item = &'c str>) -> Result<Vec<u32>, Failure> {
    codes
        .map(|code| {
            code.parse()
                .map_err(|error| format!("{code}: {error}").into())
        })
        .collect()
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// `width` bits a number, from the lowest bit up, with eight bytes to spare so that a reader may load a whole word.
fn bits(numbers: &[u32], width: usize) -> Vec<u8> {
    let mut packed = vec![0; (numbers.len() * width).div_ceil(8) + 8];
    for (at, &number) in numbers.iter().enumerate() {
        let bit = at * width;
        let shifted = u64::from(number) << (bit % 8);
        for (byte, part) in packed[bit / 8..].iter_mut().zip(shifted.to_le_bytes()) {
            *byte |= part;
        }
    }
    packed
}
