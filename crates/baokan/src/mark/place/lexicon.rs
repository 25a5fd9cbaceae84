//! The words a place is found by: names of the gazetteer, endings, and words that only look like one.

use std::collections::HashMap;

use crate::entry::shipped;
use crate::gazetteer::Gazetteer;
use crate::mark::Level;
use crate::trie::{Found, Trie};

use rustc_hash::{FxHashMap, FxHashSet};

/// What a string of the text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name of a province, city or county.
    Upper,
    /// A country or region by name.
    Region(Level),
    /// A row of the user's gazetteer.
    User(u32),
    /// A verb of coming or staying with a one-character name after it: `返杭`.
    Arrival,
    /// The ending of a name.
    Ending(Ending),
    /// A word that holds a name or an ending and is neither.
    Word,
}

/// The endings of names, by what can be asked of the name before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Village,
    Community,
    Town,
    Township,
    Street,
    /// A county, city or district that the list does not know.
    Former,
    /// A work or site with an ending of two characters or more: `水库`.
    Works,
    /// A housing estate or building: `小区`.
    Estate,
    /// A development zone.
    Zone,
    /// A road: `路`.
    Road,
    /// A mountain or water: `山`.
    Nature,
    /// A building with an ending of one character: `寺`.
    Building,
    /// A group of a village's households: `小组`.
    Group,
}

impl Ending {
    pub(super) fn level(self) -> Level {
        match self {
            Self::Village | Self::Community => Level::Village,
            Self::Town | Self::Township | Self::Street => Level::Town,
            Self::Former => Level::County,
            _ => Level::Poi,
        }
    }

    /// Whether it may follow a bare name at once and make a spot of it: `赤水河`, `苏州高新区`.
    pub(super) fn completes(self) -> bool {
        matches!(
            self,
            Self::Nature | Self::Road | Self::Building | Self::Zone | Self::Works
        )
    }

    /// Whether it ends the name of a town or village.
    pub(super) fn is_unit(self) -> bool {
        matches!(self.level(), Level::Town | Level::Village)
    }
}

/// All of it, ready for one pass over a text.
pub(crate) struct Lexicon {
    terms: Trie<u32>,
    /// What each term may be, by its number.
    kinds: Vec<Vec<Kind>>,
    pub(super) stems: FxHashSet<&'static str>,
    pub(super) before: FxHashSet<&'static str>,
    /// The words of `before` from their last character to their first.
    endings_before: Trie<()>,
    pub(super) after: FxHashSet<&'static str>,
    pub(super) leads: FxHashSet<&'static str>,
    pub(super) common: FxHashSet<&'static str>,
    pub(super) tails: FxHashSet<&'static str>,
    /// The same from their last character to their first.
    pub(super) tail_endings: Trie<()>,
    pub(super) inner: FxHashSet<&'static str>,
    pub(super) stops: FxHashSet<&'static str>,
    join: FxHashSet<&'static str>,
    pub(super) posts: Trie<()>,
    pub(super) heads: Trie<()>,
    pub(super) middles: FxHashSet<&'static str>,
    /// Characters that only join words: no name holds them.
    always: FxHashSet<char>,
    pub(super) tongues: FxHashSet<&'static str>,
    pub(super) near: FxHashSet<&'static str>,
    pub(super) yards: FxHashSet<&'static str>,
    pub(super) stretches: FxHashSet<&'static str>,
    pub(super) routes: FxHashSet<&'static str>,
    pub(super) given: FxHashSet<&'static str>,
    pub(super) features: FxHashSet<&'static str>,
    pub(super) abbreviations: FxHashMap<char, u64>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Lexicon")
            .field("kinds", &self.kinds.len())
            .finish_non_exhaustive()
    }
}

impl Lexicon {
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let mut index: HashMap<String, Vec<Kind>> = HashMap::with_capacity(16_000);
        let mut add = |term: &str, kind: Kind| index.entry(term.to_owned()).or_default().push(kind);
        for name in gazetteer.upper_names() {
            add(name, Kind::Upper);
        }
        for entry in shipped(include_str!("../../../data/place_regions.tsv")) {
            let level = match entry.fields[0] {
                "country" => Level::Country,
                "province" => Level::Province,
                "abroad" => Level::City,
                _ => Level::Poi,
            };
            add(entry.term, Kind::Region(level));
        }
        for entry in shipped(include_str!("../../../data/place_endings.tsv")) {
            add(entry.term, Kind::Ending(ending(entry.fields[0])));
        }
        for (at, row) in gazetteer.user().iter().enumerate() {
            add(&row.name, Kind::User(at as u32));
        }
        let abbreviations = include_str!("../../../data/place_abbreviations.tsv");
        for verb in shipped(abbreviations).filter(|entry| entry.fields[0] == "before") {
            for name in shipped(abbreviations).filter(|entry| entry.fields[0] == "code") {
                add(&format!("{}{}", verb.term, name.term), Kind::Arrival);
            }
        }
        let words = include_str!("../../../data/place_words.tsv");
        for entry in shipped(words).filter(|entry| entry.fields[0] == "word") {
            add(entry.term, Kind::Word);
        }
        let of = |list: &'static str, kind: &'static str| {
            shipped(list)
                .filter(move |entry| entry.fields[0] == kind)
                .map(|entry| entry.term)
                .collect::<FxHashSet<_>>()
        };
        let begin = |words: FxHashSet<&str>| Trie::new(words.iter().map(|word| (word.chars(), ())));
        let end =
            |words: FxHashSet<&str>| Trie::new(words.iter().map(|word| (word.chars().rev(), ())));
        let tails = include_str!("../../../data/place_tails.tsv");
        let (terms, kinds): (Vec<String>, Vec<Vec<Kind>>) = index.into_iter().unzip();
        Self {
            terms: Trie::new(terms.iter().map(|term| term.chars()).zip(0..)),
            kinds,
            stems: of(words, "stem"),
            endings_before: end(of(words, "before")),
            before: of(words, "before"),
            after: of(words, "after"),
            leads: of(words, "lead"),
            common: of(words, "common"),
            tail_endings: end(of(tails, "tail")),
            tails: of(tails, "tail"),
            inner: of(tails, "inner"),
            stops: of(tails, "stop"),
            join: of(tails, "join"),
            posts: begin(of(tails, "post")),
            heads: begin(of(tails, "head")),
            middles: of(tails, "middle"),
            always: of(words, "always")
                .iter()
                .filter_map(|word| word.chars().next())
                .collect(),
            tongues: of(words, "tongue"),
            near: of(words, "near"),
            yards: of(words, "yard"),
            stretches: of(words, "stretch"),
            routes: of(words, "route"),
            given: of(words, "given"),
            features: of(words, "feature"),
            abbreviations: shipped(abbreviations)
                .filter(|entry| entry.fields[0] == "code")
                .filter_map(|entry| {
                    Some((entry.term.chars().next()?, entry.fields[1].parse().ok()?))
                })
                .collect(),
        }
    }

    /// Whether a character only joins words: no name holds it.
    pub(super) fn is_function(&self, character: char) -> bool {
        self.always.contains(&character)
    }

    /// The lengths in bytes of the words that names follow (`位于`, `在`) which a text ends with.
    pub(super) fn words_before<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let lengths = text
            .char_indices()
            .rev()
            .map(|(start, _)| text.len() - start);
        self.endings_before
            .prefixes(text.chars().rev())
            .filter_map(move |(characters, ())| lengths.clone().nth(characters - 1))
    }

    /// Whether a word joins two parts of a department's name.
    pub(super) fn joins(&self, word: &str) -> bool {
        self.join.contains(word)
    }

    /// Every occurrence of every term: start, end, kind, in order of their ends.
    pub(super) fn hits(&self, text: &str) -> impl Iterator<Item = (usize, usize, Kind)> {
        let mut hits: Vec<Found<u32>> = Vec::with_capacity(text.len() / 16);
        self.terms.every(text, |hit| hits.push(hit));
        hits.sort_unstable_by_key(|hit| (hit.end, hit.start));
        hits.into_iter().flat_map(|hit| {
            self.kinds[hit.value as usize]
                .iter()
                .map(move |&kind| (hit.start, hit.end, kind))
        })
    }
}

fn ending(kind: &str) -> Ending {
    match kind {
        "village" => Ending::Village,
        "community" => Ending::Community,
        "town" => Ending::Town,
        "township" => Ending::Township,
        "street" => Ending::Street,
        "former" => Ending::Former,
        "works" => Ending::Works,
        "estate" => Ending::Estate,
        "zone" => Ending::Zone,
        "street_name" => Ending::Road,
        "nature" => Ending::Nature,
        "group" => Ending::Group,
        _ => Ending::Building,
    }
}
