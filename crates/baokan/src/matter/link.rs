//! Which mentions are of one matter.
//!
//! Mentions are read in the order of time, and each joins the matter before it that it fits best, or opens
//! one of its own. So no pair of mentions is compared but those that share a place and a word, and of these no more
//! than a fixed number for each mention.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::progress::Progress;

use super::mention::Candidate;
use super::place::{agree, telling};
use super::{Matter, MatterKind, MatterState, Mention};

/// The share of the weight of the words of the shorter mention that the longer must hold too. The half of it
/// leaves room for what a report adds or drops.
const SHARED: f64 = 0.5;
/// Where the two have one word only in common, it must be more than this share of all either says …
const ALL_BUT_SAME: f64 = 0.5;
/// How many mentions that share a place and a word a mention is compared with, the latest first.
const COMPARED: usize = 48;

/// The matters the mentions are of.
pub(super) fn link(candidates: Vec<Candidate>, progress: &Progress) -> Result<Vec<Matter>> {
    let mut order: Vec<u32> = (0..candidates.len() as u32).collect();
    // On one day what was raised stands before what was decided, whatever page it is printed on. Mentions
    // without a day come last, in reading order.
    order.sort_by_key(|&at| {
        let mention = &candidates[at as usize].mention;
        let date = mention.date;
        (
            date.is_none(),
            date,
            mention.state,
            mention.article,
            mention.span,
        )
    });
    let mut links = Links::new(&candidates);
    for (step, at) in order.into_iter().enumerate() {
        if step % 4096 == 0 {
            progress.check()?;
        }
        links.place(at);
    }
    let matters = links.matters;
    Ok(gather(matters, candidates))
}

/// A word by its number.
#[derive(Clone, Copy)]
struct Word {
    number: u32,
    weight: f64,
    is_head: bool,
    is_work: bool,
}

/// What is known of a matter while mentions are added.
#[derive(Default)]
struct Known {
    mentions: Vec<u32>,
    /// The day it was reported done.
    done: Option<Option<Date>>,
}

struct Links<'c> {
    candidates: &'c [Candidate],
    /// The words of each mention, the rarest first.
    words: Vec<Vec<Word>>,
    /// The numbers of the places each mention is looked up by.
    places: Vec<Vec<u32>>,
    /// For a place and a word the last of the mentions that name both, as a position in `chain`.
    index: FxHashMap<(u32, u32), u32>,
    /// Mentions, each with the position of the one before it that names the same place and word.
    chain: Vec<(u32, Option<u32>)>,
    matters: Vec<Known>,
    /// The matter of each mention; none for one that opens none and joined none.
    matter_of: Vec<Option<u32>>,
}

impl<'c> Links<'c> {
    fn new(candidates: &'c [Candidate]) -> Self {
        let mut places = Numbers::default();
        let mut words = Numbers::default();
        // In how many articles each word stands; the mentions of an article stand together.
        let mut articles: Vec<(usize, u32)> = Vec::new();
        let mut numbered = Vec::with_capacity(candidates.len());
        let mut of_places = Vec::with_capacity(candidates.len());
        let mut seen = 0_u32;
        let mut last_article = None;
        for candidate in candidates {
            let article = candidate.mention.article;
            if last_article.replace(article) != Some(article) {
                seen += 1;
            }
            let of_words: Vec<Word> = candidate
                .terms
                .iter()
                .map(|term| {
                    let number = words.number(&term.text);
                    if number as usize == articles.len() {
                        articles.push((usize::MAX, 0));
                    }
                    let (last, count) = &mut articles[number as usize];
                    if std::mem::replace(last, article) != article {
                        *count += 1;
                    }
                    Word {
                        number,
                        weight: 0.0,
                        is_head: term.is_head,
                        is_work: term.is_work,
                    }
                })
                .collect();
            numbered.push(of_words);
            let keys = telling(&candidate.spots).flat_map(|spot| spot.keys(&candidate.home));
            let mut keys: Vec<u32> = keys.map(|key| places.number(&key)).collect();
            keys.sort_unstable();
            keys.dedup();
            of_places.push(keys);
        }
        for of_words in &mut numbered {
            for word in of_words.iter_mut() {
                word.weight = rarity(seen, articles[word.number as usize].1);
            }
            of_words.sort_by(|one, other| {
                other
                    .weight
                    .total_cmp(&one.weight)
                    .then(one.number.cmp(&other.number))
            });
        }
        Self {
            candidates,
            words: numbered,
            places: of_places,
            index: FxHashMap::default(),
            chain: Vec::new(),
            matters: Vec::new(),
            matter_of: vec![None; candidates.len()],
        }
    }

    /// Adds a mention to its matter, to a new one, or to none.
    fn place(&mut self, at: u32) {
        let candidate = &self.candidates[at as usize];
        let tied = candidate
            .tied
            .and_then(|back| self.matter_of[at as usize - back]);
        let matter = match tied.or_else(|| self.best(at)) {
            Some(matter) => matter,
            None if candidate.opens => {
                self.matters.push(Known::default());
                self.matters.len() as u32 - 1
            }
            None => return,
        };
        let known = &mut self.matters[matter as usize];
        known.mentions.push(at);
        if candidate.mention.state == MatterState::Done {
            known.done.get_or_insert(candidate.mention.date);
        }
        self.matter_of[at as usize] = Some(matter);
        for &place in &self.places[at as usize] {
            for word in &self.words[at as usize] {
                let before = self
                    .index
                    .insert((place, word.number), self.chain.len() as u32);
                self.chain.push((at, before));
            }
        }
    }

    /// The matter the mention fits best; none when it fits none, or two of them equally well by a single word.
    fn best(&self, at: u32) -> Option<u32> {
        let mut compared = Vec::with_capacity(COMPARED);
        // Rare words first: the mentions that share one are the likeliest to be of the same matter.
        'words: for word in &self.words[at as usize] {
            for &place in &self.places[at as usize] {
                let mut next = self.index.get(&(place, word.number)).copied();
                while let Some(link) = next {
                    let (other, before) = self.chain[link as usize];
                    if !compared.contains(&other) {
                        compared.push(other);
                    }
                    if compared.len() == COMPARED {
                        break 'words;
                    }
                    next = before;
                }
            }
        }
        let mut best: Option<(Fit, u32)> = None;
        let mut is_alone = true;
        for &other in &compared {
            let Some(matter) = self.matter_of[other as usize] else {
                continue;
            };
            let Some(fit) = self.fit(at, other) else {
                continue;
            };
            if !self.may_join(at, matter) {
                continue;
            }
            match &mut best {
                Some((known, of)) if *of == matter => known.share = known.share.max(fit.share),
                Some((known, of)) => {
                    is_alone = false;
                    // Of two that fit as well, the one that was opened first.
                    if fit.share > known.share || fit.share == known.share && matter < *of {
                        (*known, *of) = (fit, matter);
                    }
                }
                None => best = Some((fit, matter)),
            }
        }
        let (fit, matter) = best?;
        (fit.words > 1 || is_alone).then_some(matter)
    }

    /// How well two mentions fit; none when they are of two places, or say too little in common.
    fn fit(&self, at: u32, other: u32) -> Option<Fit> {
        let (one, with) = (
            &self.candidates[at as usize],
            &self.candidates[other as usize],
        );
        let (words, other_words) = (&self.words[at as usize], &self.words[other as usize]);
        let weigh = |words: &[Word]| words.iter().map(|word| word.weight).sum::<f64>();
        let (mut shared, mut common, mut is_thing) = (0.0, 0, false);
        for word in words {
            if let Some(same) = other_words.iter().find(|same| same.number == word.number) {
                shared += word.weight;
                common += 1;
                is_thing |= word.is_work && word.is_head && same.is_head;
            }
        }
        let (weight, other_weight) = (weigh(words), weigh(other_words));
        let of_less = shared / weight.min(other_weight);
        let of_more = shared / weight.max(other_weight);
        // One word in common is enough where it is nearly all that is said, or where all one of the two says is the
        // thing that a clause of the other is about: `路灯全部点亮` of `村道安装路灯`.
        // Within one article an issue and what was decided on it need no more than the thing.
        let (a, b) = (&one.mention, &with.mention);
        let listed = [MatterKind::Issue, MatterKind::Measure];
        let of_one_session =
            a.article == b.article && listed.contains(&a.kind) && listed.contains(&b.kind);
        let enough = match common {
            0 => false,
            1 => of_more > ALL_BUT_SAME || is_thing && (of_one_session || of_less > 0.99),
            _ => of_less >= SHARED,
        };
        let fits = enough && agree(&one.spots, &with.spots, one.home == with.home);
        fits.then_some(Fit {
            share: of_less + of_more,
            words: common,
        })
    }

    /// Whether a mention may be of a matter besides fitting one of its mentions.
    fn may_join(&self, at: u32, matter: u32) -> bool {
        let mention = &self.candidates[at as usize].mention;
        let known = &self.matters[matter as usize];
        // What is raised, decided or begun after a matter was done is another one: the next pothole in the road.
        let is_over = known
            .done
            .is_some_and(|done| done != mention.date || done.is_none());
        if is_over && mention.state != MatterState::Done {
            return false;
        }
        // An article that lists two issues, or two measures, holds them to be two.
        const LOOK_BACK: usize = 64;
        let is_listed = |other: &&u32| {
            let other = &self.candidates[**other as usize].mention;
            other.article == mention.article && other.kind == mention.kind
        };
        mention.kind == MatterKind::Project
            || !known
                .mentions
                .iter()
                .rev()
                .take(LOOK_BACK)
                .any(|other| is_listed(&other))
    }
}

/// The matters with their mentions.
fn gather(matters: Vec<Known>, candidates: Vec<Candidate>) -> Vec<Matter> {
    let mut mentions: Vec<Option<(String, Mention)>> = candidates
        .into_iter()
        .map(|candidate| Some((candidate.name, candidate.mention)))
        .collect();
    let matter = |known: Known| {
        let (mut names, mut of_matter) = (Vec::new(), Vec::new());
        for at in known.mentions {
            // Each mention is of one matter.
            if let Some((name, mention)) = mentions[at as usize].take() {
                names.push(name);
                of_matter.push(mention);
            }
        }
        Matter {
            name: names.into_iter().next().unwrap_or_default(),
            mentions: of_matter,
        }
    };
    matters.into_iter().map(matter).collect()
}

/// How well two mentions fit.
#[derive(Clone, Copy)]
struct Fit {
    share: f64,
    /// How many words they have in common.
    words: usize,
}

/// Numbers strings in the order they are first seen.
#[derive(Default)]
struct Numbers(FxHashMap<String, u32>);

impl Numbers {
    fn number(&mut self, key: &str) -> u32 {
        if let Some(&number) = self.0.get(key) {
            return number;
        }
        let number = self.0.len() as u32;
        self.0.insert(key.to_owned(), number);
        number
    }
}

/// The weight of a word that `with` of `all` articles use: log((1 + all) / (1 + with)) + 1, the inverse document
/// frequency with the usual smoothing, so that a word all articles share still counts for something.
fn rarity(all: u32, with: u32) -> f64 {
    (f64::from(1 + all) / f64::from(1 + with)).ln() + 1.0
}
