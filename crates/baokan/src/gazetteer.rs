//! The gazetteer: every administrative division down to the village, with its statistical code.

mod code;
mod packed;
mod short;
mod user;

use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "write")]
use crate::fingerprint::Fingerprint;
use crate::mark::Level;
use packed::Packed;

pub(crate) use code::Code;
pub(crate) use user::Row;

static PACKED: LazyLock<Packed> = LazyLock::new(Packed::new);

/// All divisions of the 2023 statistical edition, and places of the user's own.
///
/// The list is packed into the library and borrowed from it, so making a gazetteer takes a few
/// milliseconds and little memory.
///
/// ```
/// let gazetteer = baokan::Gazetteer::new();
/// let found = gazetteer.find("武陵区");
/// assert_eq!(found[0].code, "430702");
/// assert_eq!(found[0].full_name, "湖南省常德市武陵区");
/// ```
#[derive(Debug)]
pub struct Gazetteer {
    upper: FxHashMap<String, Vec<Upper>>,
    official: FxHashMap<Code, &'static str>,
    user: Vec<Row>,
}

/// One division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Division {
    /// Its code: 2, 4, 6, 9 or 12 digits.
    pub code: String,
    /// Its name as papers print it: `长胜桥社区`.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The names from the province down.
    pub full_name: String,
}

/// A province, city or county that a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Upper {
    pub(crate) code: Code,
    /// Whether the name ends in the word for its level.
    pub(crate) marked: bool,
}

/// A town or village that a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lower {
    /// Its number in the list, which [`Gazetteer::code`] turns into its code.
    pub(crate) unit: u32,
    /// Which of the endings of its level it has.
    pub(crate) form: u8,
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::new()
    }
}

impl Gazetteer {
    /// The divisions that ship with the library.
    #[must_use]
    pub fn new() -> Self {
        let mut upper: FxHashMap<String, Vec<Upper>> = FxHashMap::default();
        upper.reserve(9000);
        let mut official = FxHashMap::default();
        official.reserve(3500);
        for (code, name) in PACKED.upper() {
            if code.is_filler() {
                continue;
            }
            official.insert(code, name);
            for form in short::forms(name) {
                upper.entry(form.text).or_default().push(Upper {
                    code,
                    marked: form.marked,
                });
            }
        }
        Self {
            upper,
            official,
            user: Vec::new(),
        }
    }

    /// The divisions that ship with the library, and the places of a CSV file with the columns
    /// `name, level, code, parent`; code and parent may be empty.
    ///
    /// ```
    /// # let folder = std::env::temp_dir().join("baokan-gazetteer-doc");
    /// # std::fs::create_dir_all(&folder).unwrap();
    /// let path = folder.join("own.csv");
    /// std::fs::write(&path, "name,level,code,parent\n听雨台,poi,,430702\n").unwrap();
    /// let gazetteer = baokan::Gazetteer::with_file(&path)?;
    /// # Ok::<(), baokan::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a line is bad; the error names file, line and cause.
    pub fn with_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let csv = std::fs::read_to_string(path)
            .map_err(|error| Error::io(ErrorKind::Lexicon, path, error))?;
        Self::from_csv(&csv).map_err(|error| error.at_path(path))
    }

    /// The same from the text of such a file.
    ///
    /// ```
    /// let gazetteer = baokan::Gazetteer::from_csv("name,level,code,parent\n听雨台,poi,,430702\n")?;
    /// assert!(baokan::Gazetteer::from_csv("听雨台,亭子\n").is_err());
    /// # Ok::<(), baokan::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a line is bad; the error names line and cause.
    pub fn from_csv(csv: &str) -> Result<Self> {
        let mut gazetteer = Self::new();
        gazetteer.user = user::rows(csv)?;
        Ok(gazetteer)
    }

    /// What tells the user's places from others.
    #[cfg(feature = "write")]
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        for row in &self.user {
            fingerprint.add(format!("{row:?}").as_bytes());
        }
        fingerprint
    }

    /// The edition the codes are of: `2023`.
    #[must_use]
    pub fn vintage(&self) -> &'static str {
        PACKED.vintage
    }

    /// How many divisions there are, the user's not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.official.len() + PACKED.len()
    }

    /// Whether there is none; there always are.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The division with this code.
    ///
    /// ```
    /// let gazetteer = baokan::Gazetteer::new();
    /// let division = gazetteer.get("4307").expect("a city of the list");
    /// assert_eq!(division.name, "常德市");
    /// assert!(gazetteer.get("9999").is_none());
    /// ```
    #[must_use]
    pub fn get(&self, code: &str) -> Option<Division> {
        let code = Code::parse(code)?;
        let name = self.name(code)?;
        Some(self.division(code, name))
    }

    /// Every division a printed name may stand for, in order of level and code: with or without the
    /// word for its level for provinces, cities and counties, with it for towns and villages.
    ///
    /// ```
    /// let gazetteer = baokan::Gazetteer::new();
    /// assert!(gazetteer.find("鼓楼区").len() > 1);
    /// assert_eq!(gazetteer.find("富川")[0].name, "富川瑶族自治县");
    /// ```
    #[must_use]
    pub fn find(&self, name: &str) -> Vec<Division> {
        let mut codes: Vec<Code> = self.upper(name).iter().map(|upper| upper.code).collect();
        for (level, form, stem) in endings(name) {
            self.stems_before(stem, usize::MAX, |start, first| {
                if start == 0 {
                    codes.extend(
                        self.lower(first, level)
                            .filter(|lower| lower.form == form)
                            .map(|lower| self.code(lower.unit)),
                    );
                }
            });
        }
        codes.sort_unstable_by_key(|code| (code.digits(), *code));
        codes.dedup();
        codes
            .into_iter()
            .filter_map(|code| Some(self.division(code, self.name(code)?)))
            .collect()
    }

    /// The divisions right below the one with this code, in order of code.
    ///
    /// ```
    /// let gazetteer = baokan::Gazetteer::new();
    /// let towns = gazetteer.children("430702");
    /// assert!(towns.iter().any(|town| town.name == "穿紫河街道"));
    /// ```
    #[must_use]
    pub fn children(&self, code: &str) -> Vec<Division> {
        let Some(parent) = Code::parse(code) else {
            return Vec::new();
        };
        if let Some((from, to)) = PACKED.children(parent) {
            let names = PACKED.names(from, to).into_iter();
            return names
                .map(|(unit, form, stem)| {
                    let code = PACKED.code(unit);
                    self.division(code, complete(code.level(), form, &stem))
                })
                .collect();
        }
        let mut below: Vec<Code> = self
            .official
            .keys()
            .copied()
            .filter(|&code| self.above(code) == Some(parent))
            .collect();
        below.sort_unstable();
        below
            .into_iter()
            .filter_map(|code| Some(self.division(code, self.name(code)?)))
            .collect()
    }

    /// The nearest unit above that has a name of its own.
    pub(crate) fn above(&self, code: Code) -> Option<Code> {
        code.lineage().skip(1).find(|code| !code.is_filler())
    }

    /// The places of the user's file.
    pub(crate) fn user(&self) -> &[Row] {
        &self.user
    }

    /// Every name of a province, city or county.
    pub(crate) fn upper_names(&self) -> impl Iterator<Item = &str> {
        self.upper.keys().map(String::as_str)
    }

    pub(crate) fn upper(&self, name: &str) -> &[Upper] {
        self.upper.get(name).map_or(&[], Vec::as_slice)
    }

    /// Calls `found` with every stem of a town or village that `before` ends with: where it begins, and
    /// a handle for [`lower`](Self::lower).
    pub(crate) fn stems_before(
        &self,
        before: &str,
        longest: usize,
        found: impl FnMut(usize, usize),
    ) {
        PACKED.stems_before(before, longest, found);
    }

    /// The towns or villages with a stem, in order of their numbers, which is that of their codes.
    pub(crate) fn lower(
        &self,
        first: usize,
        level: Level,
    ) -> impl Iterator<Item = Lower> + use<'_> {
        PACKED
            .postings(first)
            .filter(move |posting| (posting.unit < PACKED.towns() as u32) == (level == Level::Town))
            .map(|posting| Lower {
                unit: posting.unit,
                form: posting.form,
            })
    }

    /// The code of a town or village.
    pub(crate) fn code(&self, unit: u32) -> Code {
        PACKED.code(unit)
    }

    /// The numbers of the towns or the villages that lie in a unit: they stand beside each other, so
    /// whether a name's units lie there is asked of their numbers, without a code being made.
    pub(crate) fn units_in(&self, code: Code, level: Level) -> Range<u32> {
        PACKED.units_in(code, level == Level::Town)
    }

    /// The full name of a unit whose own name is known.
    pub(crate) fn full_name(&self, code: Code, name: &str) -> String {
        let mut parts = vec![name.to_owned()];
        let mut at = code;
        while let Some(parent) = self.above(at) {
            parts.extend(self.name(parent));
            at = parent;
        }
        parts.reverse();
        parts.concat()
    }

    /// A unit's name: official from the county up, as printed below.
    pub(crate) fn name(&self, code: Code) -> Option<String> {
        if let Some(name) = self.official.get(&code) {
            return Some((*name).to_owned());
        }
        let unit = PACKED.unit(code)?;
        if code.level() == Level::Town {
            let (form, stem) = PACKED.town(unit);
            return Some(complete(Level::Town, form, &stem));
        }
        let (_, form, stem) = PACKED.names(unit, unit + 1).pop()?;
        Some(complete(code.level(), form, &stem))
    }

    fn division(&self, code: Code, name: String) -> Division {
        Division {
            full_name: self.full_name(code, &name),
            code: code.to_string(),
            level: code.level(),
            name,
        }
    }
}

/// The endings of town and village names by form, as the packer numbers them.
const TOWN_ENDINGS: [&str; 4] = ["镇", "乡", "街道", ""];
const VILLAGE_ENDINGS: [&str; 4] = ["村", "社区", "村社区", ""];

/// The printed name of a town or village.
pub(crate) fn complete(level: Level, form: u8, stem: &str) -> String {
    let endings = if level == Level::Town {
        TOWN_ENDINGS
    } else {
        VILLAGE_ENDINGS
    };
    format!("{stem}{}", endings[usize::from(form & 3)])
}

/// Every way to read a printed name as stem and ending of a town or village.
fn endings(name: &str) -> impl Iterator<Item = (Level, u8, &str)> {
    [
        (Level::Town, TOWN_ENDINGS),
        (Level::Village, VILLAGE_ENDINGS),
    ]
    .into_iter()
    .flat_map(move |(level, endings)| {
        (0..4_u8).filter_map(move |form| {
            let stem = name.strip_suffix(endings[usize::from(form)])?;
            (!stem.is_empty()).then_some((level, form, stem))
        })
    })
}

#[cfg(test)]
mod tests;
