//! The weights of the name model, laid out for reading.
//!
//! A weight stands where the hash of its feature says (`feature::index`). Most features have few values,
//! or one letter for a value: their weights are copied to tables, so that only pairs of letters are hashed.

use std::sync::LazyLock;

use super::feature::{BITS, index};

/// Weights are kept as sixteenths.
pub(crate) const SCALE: f32 = 16.0;

static HASHED: &[u8; 1 << BITS] = include_bytes!("../../../data/person_weights.bin");

/// The weights that ship with the crate.
pub(crate) static WEIGHTS: LazyLock<Weights> = LazyLock::new(Weights::new);

/// The letters that have a row stand before this code point.
const LETTERS: u64 = 0xA000;

/// The bits of the values of a feature of few values.
const FEW: u32 = 10;

/// Weights by feature.
#[derive(Debug)]
pub(crate) struct Weights {
    /// Features of few values: by kind (five bits), form (one) and values.
    few: Box<[i8; 1 << 16]>,
    /// Features of one letter: by letter, form and [`slot`].
    letters: Vec<[[i8; 8]; 2]>,
}

impl Weights {
    fn new() -> Self {
        let mut weights = Self {
            few: Box::new([0; 1 << 16]),
            letters: vec![[[0; 8]; 2]; LETTERS as usize],
        };
        for kind in 0..32 {
            for form in 1..=2 {
                if let Some(bits) = second_bits(kind) {
                    for values in 0..1 << FEW {
                        let (first, second) = unpacked(kind, values, bits);
                        weights.few[place(form, kind, values)] = hashed(form, kind, first, second);
                    }
                }
                for second in 0..2 {
                    if let Some(slot) = slot(kind, second) {
                        for letter in 0..LETTERS {
                            weights.letters[letter as usize][form as usize - 1][slot] =
                                hashed(form, kind, letter, second);
                        }
                    }
                }
            }
        }
        weights
    }

    /// The weight of a feature of a candidate with a given name of `form` letters.
    #[inline(always)]
    pub(crate) fn of(&self, form: usize, kind: u64, first: u64, second: u64) -> i32 {
        let form = form as u64;
        if let Some(bits) = second_bits(kind) {
            return i32::from(self.few[place(form, kind, packed(kind, first, second, bits))]);
        }
        if let Some(slot) = slot(kind, second)
            && let Some(row) = self.letters.get(first as usize)
        {
            return i32::from(row[form as usize - 1 & 1][slot]);
        }
        i32::from(hashed(form, kind, first, second))
    }
}

fn hashed(form: u64, kind: u64, first: u64, second: u64) -> i8 {
    HASHED[index(form, kind, first, second)] as i8
}

/// For a feature of few values the bits of the second one.
#[inline(always)]
fn second_bits(kind: u64) -> Option<u32> {
    Some(match kind {
        0 | 2 | 16 | 20 => 0,
        19 => 1,
        15 | 21 | 24 => 2,
        14 => 3,
        13 | 23 | 26 => 4,
        25 => 6,
        17 | 18 => 8,
        _ => return None,
    })
}

/// Where a feature whose first value is a letter stands in the letter's row.
#[inline(always)]
fn slot(kind: u64, second: u64) -> Option<usize> {
    match (kind, second) {
        (1, 0) => Some(0),
        (3, 0) => Some(1),
        (4, 0) => Some(2),
        (7, 0) => Some(3),
        (9, 0) => Some(4),
        (27, 0) => Some(5),
        (27, 1) => Some(6),
        _ => None,
    }
}

#[inline(always)]
fn place(form: u64, kind: u64, values: u64) -> usize {
    usize::from((kind << (FEW + 1) | (form - 1) << FEW | values) as u16)
}

/// Both values of a feature as one number. Kinds 17 and 18 have two classes, a byte each, for a second
/// value, and a class has four bits.
#[inline(always)]
fn packed(kind: u64, first: u64, second: u64, bits: u32) -> u64 {
    let second = match kind {
        17 | 18 => second >> 8 << 4 | second & 15,
        _ => second,
    };
    first << bits | second
}

fn unpacked(kind: u64, values: u64, bits: u32) -> (u64, u64) {
    let second = values & ((1 << bits) - 1);
    let second = match kind {
        17 | 18 => second >> 4 << 8 | second & 15,
        _ => second,
    };
    (values >> bits, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_the_hashed_weights() {
        for (kind, form) in (0..28).flat_map(|kind| [(kind, 1), (kind, 2)]) {
            let few = second_bits(kind);
            let firsts = if few.is_some() { 0..4 } else { 0x738B..0x738F };
            let seconds = if few == Some(0) { 0..1 } else { 0..2 };
            for (first, second) in
                firsts.flat_map(|first| seconds.clone().map(move |second| (first, second)))
            {
                assert_eq!(
                    WEIGHTS.of(form, kind, first, second),
                    i32::from(hashed(form as u64, kind, first, second)),
                    "{kind} {first} {second}"
                );
            }
        }
    }
}
