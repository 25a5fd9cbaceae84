//! The packed list of divisions, borrowed from the binary: nothing is parsed, so it is ready at once.
//!
//! `crates/baokan-gazetteer` writes the file and describes its sections.

use std::ops::Range;

use super::code::Code;

/// The statistical edition of 2023: `make gazetteer` rebuilds it.
static BYTES: &[u8] = include_bytes!("../../data/gazetteer.bin");

const ALIAS: u32 = 1 << 22;
const LAST: u32 = 1 << 23;

/// Where each section of the file lies.
#[derive(Debug)]
pub(super) struct Packed {
    pub(super) vintage: &'static str,
    upper_codes: &'static [u8],
    upper_offsets: &'static [u8],
    upper_names: &'static str,
    first_towns: &'static [u8],
    town_digits: &'static [u8],
    first_villages: &'static [u8],
    village_digits: &'static [u8],
    stems: fst::Map<&'static [u8]>,
    postings: &'static [u8],
    of_town: &'static [u8],
    /// Indexes of the counties among the upper units, because towns are numbered by county.
    counties: Vec<Code>,
    /// The code of every town.
    town_codes: Vec<Code>,
    /// For each [`BLOCK`] of villages the town of the first, and one past the last town at the end.
    town_of_block: Vec<u32>,
}

/// Villages are looked for among the towns of so many.
const BLOCK: usize = 256;

/// A town or village that bears a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) unit: u32,
    pub(super) form: u8,
    pub(super) alias: bool,
}

impl Packed {
    pub(super) fn new() -> Self {
        let word = |at: usize| number(BYTES, at / 4) as usize;
        let section = |index: usize| {
            let at = 12 + index * 8;
            &BYTES[word(at)..][..word(at + 4)]
        };
        let utf8 = |index: usize| {
            std::str::from_utf8(section(index)).expect("the packer wrote it from a string")
        };
        let mut packed = Self {
            vintage: utf8(0),
            upper_codes: section(1),
            upper_offsets: section(2),
            upper_names: utf8(3),
            first_towns: section(4),
            town_digits: section(5),
            first_villages: section(6),
            village_digits: section(7),
            stems: fst::Map::new(section(8)).expect("the packer wrote it as an fst"),
            postings: section(9),
            of_town: section(10),
            counties: Vec::new(),
            town_codes: Vec::new(),
            town_of_block: Vec::new(),
        };
        packed.counties = packed
            .upper()
            .map(|(code, _)| code)
            .filter(|code| code.digits() == 6)
            .collect();
        packed.town_codes = packed.read_town_codes();
        let blocks = (0..packed.villages()).step_by(BLOCK);
        packed.town_of_block = blocks
            .map(|village| last_at_or_before(packed.first_villages, village) as u32)
            .chain([packed.towns() as u32])
            .collect();
        packed
    }

    /// Codes and official names of provinces, cities and counties, in order of level and code.
    pub(super) fn upper(&self) -> impl Iterator<Item = (Code, &'static str)> + use<'_> {
        (0..self.upper_codes.len() / 4).map(|at| {
            let from = number(self.upper_offsets, at) as usize;
            let to = number(self.upper_offsets, at + 1) as usize;
            (
                Code::new(u64::from(number(self.upper_codes, at))),
                &self.upper_names[from..to],
            )
        })
    }

    pub(super) fn towns(&self) -> usize {
        self.town_digits.len() / 2
    }

    fn villages(&self) -> usize {
        number(self.first_villages, self.towns()) as usize
    }

    /// Calls `found` with every stem that `before` ends with: where it begins and its postings,
    /// the shortest first.
    pub(super) fn stems_before(
        &self,
        before: &str,
        longest: usize,
        mut found: impl FnMut(usize, usize),
    ) {
        let stems = self.stems.as_fst();
        let mut node = stems.root();
        let mut output = 0;
        for (at, character) in before.char_indices().rev().take(longest) {
            let mut utf8 = [0; 4];
            for &byte in character.encode_utf8(&mut utf8).as_bytes() {
                let Some(next) = node.find_input(byte) else {
                    return;
                };
                let transition = node.transition(next);
                output += transition.out.value();
                node = stems.node(transition.addr);
            }
            if node.is_final() {
                found(at, (output + node.final_output().value()) as usize);
            }
        }
    }

    /// The towns and villages of one stem, in order of code, towns first.
    pub(super) fn postings(&self, first: usize) -> impl Iterator<Item = Posting> + use<'_> {
        let mut at = Some(first);
        std::iter::from_fn(move || {
            let (posting, last) = self.posting(at?);
            at = if last { None } else { at.map(|at| at + 1) };
            Some(posting)
        })
    }

    fn posting(&self, at: usize) -> (Posting, bool) {
        let bytes = &self.postings[at * 3..][..3];
        let value = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]);
        let posting = Posting {
            unit: value & 0xF_FFFF,
            form: (value >> 20 & 3) as u8,
            alias: value & ALIAS != 0,
        };
        (posting, value & LAST != 0)
    }

    pub(super) fn code(&self, unit: u32) -> Code {
        let unit = unit as usize;
        if let Some(&town) = self.town_codes.get(unit) {
            return town;
        }
        let village = unit - self.towns();
        let block = village / BLOCK;
        let (mut town, mut behind) = (
            self.town_of_block[block] as usize,
            self.town_of_block[block + 1] as usize + 1,
        );
        // The last town whose first village is this one or stands before it.
        while behind - town > 1 {
            let middle = town + (behind - town) / 2;
            if number(self.first_villages, middle) as usize <= village {
                town = middle;
            } else {
                behind = middle;
            }
        }
        self.town_codes[town].child(3, self.digits_of_village(village))
    }

    fn read_town_codes(&self) -> Vec<Code> {
        let mut codes = Vec::with_capacity(self.towns());
        for (county, code) in self.counties.iter().enumerate() {
            let (from, to) = (
                number(self.first_towns, county) as usize,
                number(self.first_towns, county + 1) as usize,
            );
            codes.extend((from..to).map(|town| {
                let digits = [self.town_digits[town * 2], self.town_digits[town * 2 + 1]];
                code.child(3, u64::from(u16::from_le_bytes(digits)))
            }));
        }
        codes
    }

    fn digits_of_village(&self, village: usize) -> u64 {
        let bit = village * 10;
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.village_digits[bit / 8..][..8]);
        u64::from_le_bytes(bytes) >> (bit % 8) & 0x3FF
    }

    /// The number of a town or village in the file.
    pub(super) fn unit(&self, code: Code) -> Option<u32> {
        let (from, to) = self.children(code.parent()?)?;
        if code.digits() == 9 {
            let towns = &self.town_codes[from as usize..to as usize];
            return Some(from + towns.binary_search(&code).ok()? as u32);
        }
        let digits = code.last_digits();
        let shift = self.towns() as u32;
        let mut low = from;
        let mut high = to;
        while low < high {
            let middle = low + (high - low) / 2;
            if self.digits_of_village((middle - shift) as usize) < digits {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < to && self.digits_of_village((low - shift) as usize) == digits).then_some(low)
    }

    /// The numbers of a county's towns or a town's villages, from and to.
    pub(super) fn children(&self, parent: Code) -> Option<(u32, u32)> {
        if parent.digits() == 6 {
            let county = self.counties.binary_search(&parent).ok()?;
            return Some((
                number(self.first_towns, county),
                number(self.first_towns, county + 1),
            ));
        }
        let town = (parent.digits() == 9).then(|| self.unit(parent))?? as usize;
        let shift = self.towns() as u32;
        Some((
            number(self.first_villages, town) + shift,
            number(self.first_villages, town + 1) + shift,
        ))
    }

    /// The numbers of the towns, or else the villages, that a unit is or that lie in it.
    pub(super) fn units_in(&self, code: Code, towns: bool) -> Range<u32> {
        let shift = self.towns() as u32;
        let town_range = match code.digits() {
            12 if towns => 0..0,
            12 => return self.unit(code).map_or(0..0, |unit| unit..unit + 1),
            9 => self.unit(code).map_or(0..0, |unit| unit..unit + 1),
            digits => {
                // Counties stand in the order of their codes.
                let missing = 6 - digits as u32;
                let (first, behind) = (code.child(missing, 0), code.next().child(missing, 0));
                let county = |bound| self.counties.partition_point(|&county| county < bound);
                number(self.first_towns, county(first))..number(self.first_towns, county(behind))
            }
        };
        if towns {
            return town_range;
        }
        let village = |town: u32| number(self.first_villages, town as usize) + shift;
        village(town_range.start)..village(town_range.end)
    }

    /// A town's form and stem.
    pub(super) fn town(&self, unit: u32) -> (u8, String) {
        let at = number(self.of_town, unit as usize) as usize;
        let (posting, _) = self.posting(at);
        let mut first = at;
        while first > 0 && !self.posting(first - 1).1 {
            first -= 1;
        }
        (posting.form, self.stem(first))
    }

    fn stem(&self, first: usize) -> String {
        let stem = self
            .stems
            .as_fst()
            .get_key(first as u64)
            .unwrap_or_default();
        String::from_utf8(stem)
            .unwrap_or_default()
            .chars()
            .rev()
            .collect()
    }

    /// The stem and form of the units from `from` to `to`, read from all postings: for look-ups by
    /// code, which are rare beside look-ups by name.
    pub(super) fn names(&self, from: u32, to: u32) -> Vec<(u32, u8, String)> {
        let mut names = Vec::with_capacity((to - from) as usize);
        let mut first = 0;
        for at in 0..self.postings.len() / 3 {
            let (posting, last) = self.posting(at);
            if (from..to).contains(&posting.unit) && !posting.alias {
                names.push((posting.unit, posting.form, self.stem(first)));
            }
            if last {
                first = at + 1;
            }
        }
        names.sort_unstable();
        names
    }

    /// Number of towns and villages.
    pub(super) fn len(&self) -> usize {
        self.towns() + self.villages()
    }
}

fn number(section: &[u8], at: usize) -> u32 {
    let bytes = &section[at * 4..][..4];
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// The last index whose number is at most `value`, in a section of rising numbers that begins with zero.
fn last_at_or_before(section: &[u8], value: usize) -> usize {
    let mut low = 0;
    let mut high = section.len() / 4 - 1;
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if number(section, middle) as usize <= value {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}
