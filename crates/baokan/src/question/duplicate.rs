//! Articles that are nearly the same.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::pool::{in_parallel, in_pool};
use crate::progress::Progress;
use crate::table::Table;

use super::answer::Answer;
use super::group::Groups;
use super::letter::{hashes, mix};
use super::order::Order;

/// Letters in a shingle.
const SHINGLE: usize = 5;
/// Shingles an article must have: a brief of one line is the same as many others by chance.
const FEWEST: usize = 20;
/// Hashes in a signature.
const HASHES: usize = 128;
/// How often a pair exactly as similar as asked for may be missed.
const MISSED: f64 = 0.005;

/// Asks which articles are nearly the same.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::NearDuplicates;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let body = "各乡镇要压实责任,加强巡查值守,确保安全度汛,人员和物资都要提前到位。";
/// # let texts = [format!("甲县通报\n{body}"), format!("甲县通报\n{body}(王五)")];
/// # let pages = texts.map(|text| Page { text, ..Page::default() });
/// # let corpus = Corpus::from_pages(pages.into(), analyzer, &Progress::default())?;
/// let table = corpus.near_duplicates(&NearDuplicates::default(), &Progress::default())?;
/// assert_eq!(table.len(), 2);
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct NearDuplicates {
    /// The least resemblance of two articles, over 0 up to 1: the part of the shingles of five letters of
    /// both that they share.
    pub threshold: f64,
    /// Columns to show of each article.
    pub by: Vec<String>,
}

impl Default for NearDuplicates {
    fn default() -> Self {
        Self {
            threshold: 0.7,
            by: Vec::new(),
        }
    }
}

impl Corpus {
    /// The articles that have a near-duplicate, cluster by cluster, the earliest of each first as its `source`.
    ///
    /// Resemblance is that of Broder (1997): the shingles two articles share among those of both. Min-wise
    /// hashes (by one permutation; Li, Owen & Zhang 2012; Shrivastava & Li 2014) in bands lead to candidates, whose shingles are
    /// then compared; a pair exactly at the threshold is missed once in 200 times, a more similar one less often.
    /// A cluster joins articles through each other, so `similarity`, which is to the source, may be below the threshold.
    /// `lag` counts the days since the source.
    ///
    /// # Errors
    ///
    /// When an argument is not usable, or the run was cancelled.
    pub fn near_duplicates(&self, question: &NearDuplicates, progress: &Progress) -> Result<Table> {
        let threshold = question.threshold;
        if !(threshold > 0.0 && threshold <= 1.0) {
            let message = format!("threshold: over 0 and up to 1 expected, found {threshold}");
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let groups = Groups::new(self, &question.by, progress)?;
        let answer = Answer::new("near_duplicates", &groups)?;
        let order = Order::new(self);
        let clusters = in_pool(self.analyzer().options().threads, || {
            clusters(self, &order, threshold, progress)
        })?;
        let mut rows = Vec::new();
        for (cluster, members) in clusters.iter().enumerate() {
            for member in members {
                let article = order.articles[member.article as usize];
                let row = (cluster, article, members, member);
                rows.extend(groups.of(article).iter().map(|&group| (group, row)));
            }
        }
        Ok(
            answer.rows(rows, |row, (cluster, article, members, member)| {
                let source = members[0].article;
                row.int(cluster);
                row.int(article);
                row.int(order.articles[source as usize]);
                row.float(member.similarity);
                row.int(members.len());
                row.int(order.lag(source, member.article));
            }),
        )
    }
}

/// An article of a cluster, by rank, and its resemblance to the first of the cluster.
#[derive(Clone, Copy, Debug)]
struct Member {
    article: u32,
    similarity: f64,
}

/// An article's distinct shingles, counted, and the least hashes among them; by rank.
struct Sketch {
    shingles: u32,
    least: Box<[u32; HASHES]>,
}

/// Clusters in the order of their first articles, each in the order of its articles.
fn clusters(
    corpus: &Corpus,
    order: &Order,
    threshold: f64,
    progress: &Progress,
) -> Result<Vec<Vec<Member>>> {
    let sketches = sketches(corpus, order, progress)?;
    let mut pairs = candidates(&sketches, rows(threshold), progress)?;
    // A pair cannot be more similar than the smaller is to the larger.
    pairs.retain(|&(one, other)| {
        let count = |rank: u32| {
            sketches[rank as usize]
                .as_ref()
                .map_or(0, |sketch| sketch.shingles)
        };
        let (small, large) = (count(one).min(count(other)), count(one).max(count(other)));
        f64::from(small) >= threshold * f64::from(large)
    });
    let similar = compare(corpus, order, &pairs, progress)?;
    let mut known = FxHashMap::default();
    let mut first = (0..order.articles.len() as u32).collect::<Vec<_>>();
    for (&(one, other), similarity) in pairs.iter().zip(similar) {
        known.insert((one, other), similarity);
        if similarity >= threshold {
            join(&mut first, one, other);
        }
    }
    let mut clusters = FxHashMap::<u32, Vec<u32>>::default();
    for article in 0..first.len() as u32 {
        clusters
            .entry(root(&mut first, article))
            .or_default()
            .push(article);
    }
    let mut clusters = clusters
        .into_values()
        .filter(|members| members.len() > 1)
        .collect::<Vec<_>>();
    clusters.sort_unstable();
    // Most members were compared with their source on the way; the others are now.
    let missing = clusters
        .iter()
        .flat_map(|members| members[1..].iter().map(|&other| (members[0], other)))
        .filter(|pair| !known.contains_key(pair))
        .collect::<Vec<_>>();
    let similar = compare(corpus, order, &missing, progress)?;
    known.extend(missing.into_iter().zip(similar));
    let member = |source: u32, article: u32| Member {
        article,
        similarity: known.get(&(source, article)).copied().unwrap_or(1.0),
    };
    let cluster = |members: &Vec<u32>| {
        members
            .iter()
            .map(|&article| member(members[0], article))
            .collect()
    };
    Ok(clusters.iter().map(cluster).collect())
}

/// The sketch of each article by rank; `None` for one that is too short.
fn sketches(corpus: &Corpus, order: &Order, progress: &Progress) -> Result<Vec<Option<Sketch>>> {
    let batches = corpus.batches();
    progress.begin(batches.len());
    let batches = in_parallel(batches, None, |pages| {
        progress.check()?;
        let articles = pages.flat_map(|page| &corpus.pages()[page].articles);
        let sketches = articles.map(|article| Sketch::new(&article.article.text));
        let sketches = sketches.collect::<Vec<_>>();
        progress.step();
        Ok(sketches)
    })?;
    let mut by_rank = Vec::new();
    by_rank.resize_with(order.articles.len(), || None);
    for (number, sketch) in batches.into_iter().flatten().enumerate() {
        by_rank[order.ranks[number] as usize] = sketch;
    }
    Ok(by_rank)
}

impl Sketch {
    fn new(text: &str) -> Option<Self> {
        let shingles = shingles(text);
        if shingles.len() < FEWEST {
            return None;
        }
        // One permutation: each bin takes the least of the hashes that fall into it.
        let mut least = Box::new([u32::MAX; HASHES]);
        for hash in &shingles {
            let bin = (hash >> 57) as usize;
            least[bin] = least[bin].min((hash >> 24) as u32);
        }
        // An empty bin borrows from the next full one, and the distance is mixed in.
        let full = *least;
        for bin in 0..HASHES {
            let next = (0..HASHES).find(|distance| full[(bin + distance) % HASHES] != u32::MAX);
            if let Some(distance) = next.filter(|&distance| distance > 0) {
                let borrowed = full[(bin + distance) % HASHES];
                least[bin] = borrowed.wrapping_add(mix(distance as u64) as u32);
            }
        }
        Some(Self {
            shingles: u32::try_from(shingles.len()).unwrap_or(u32::MAX),
            least,
        })
    }
}

/// The hashes of the distinct shingles of a text, sorted. Two shingles of 64-bit hashes coincide once in many corpora.
fn shingles(text: &str) -> Vec<u64> {
    let mut shingles = hashes(text, SHINGLE)
        .map(|(hash, _)| hash)
        .collect::<Vec<_>>();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// How many hashes a band has: as many as can be, for fewer wrong candidates, without missing pairs at the threshold.
fn rows(threshold: f64) -> usize {
    let misses = |rows: usize| (1.0 - threshold.powi(rows as i32)).powi((HASHES / rows) as i32);
    let fits = |rows: &usize| misses(*rows) <= MISSED;
    [32, 16, 8, 4, 2].into_iter().find(fits).unwrap_or(1)
}

/// Pairs of articles that agree in a band, by rank, the earlier first. In a bucket each article is compared with the first and with
/// the one before it, so that their number grows with the articles alone.
fn candidates(
    sketches: &[Option<Sketch>],
    rows: usize,
    progress: &Progress,
) -> Result<Vec<(u32, u32)>> {
    let mut pairs = Vec::new();
    for band in 0..HASHES / rows {
        progress.check()?;
        let key = |(rank, sketch): (usize, &Option<Sketch>)| {
            let hashes = &sketch.as_ref()?.least[band * rows..(band + 1) * rows];
            let key = hashes
                .iter()
                .fold(0, |key, &hash| mix(key ^ u64::from(hash)));
            Some((key, rank as u32))
        };
        let mut keys = sketches
            .par_iter()
            .enumerate()
            .filter_map(key)
            .collect::<Vec<_>>();
        keys.par_sort_unstable();
        for bucket in keys.chunk_by(|one, other| one.0 == other.0) {
            for (at, &(_, article)) in bucket.iter().enumerate().skip(1) {
                pairs.push((bucket[0].1, article));
                if at > 1 {
                    pairs.push((bucket[at - 1].1, article));
                }
            }
        }
        pairs.par_sort_unstable();
        pairs.dedup();
    }
    Ok(pairs)
}

/// The resemblance of each pair; pairs with the same first article stand together.
fn compare(
    corpus: &Corpus,
    order: &Order,
    pairs: &[(u32, u32)],
    progress: &Progress,
) -> Result<Vec<f64>> {
    let of_first = pairs
        .chunk_by(|one, other| one.0 == other.0)
        .collect::<Vec<_>>();
    let compared = of_first.into_par_iter().map(|pairs| {
        progress.check()?;
        let one = shingles(order.text(corpus, pairs[0].0));
        let similarity = |&(_, other): &(u32, u32)| {
            let other = shingles(order.text(corpus, other));
            resemblance(&one, &other)
        };
        // One release may have a thousand copies, more than all other articles together.
        Ok(pairs.par_iter().map(similarity).collect::<Vec<_>>())
    });
    Ok(compared.collect::<Result<Vec<_>>>()?.concat())
}

/// The part that two sorted sets share of both.
fn resemblance(one: &[u64], other: &[u64]) -> f64 {
    let (mut at, mut other_at, mut shared) = (0, 0, 0);
    while at < one.len() && other_at < other.len() {
        match one[at].cmp(&other[other_at]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other_at += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                at += 1;
                other_at += 1;
            }
        }
    }
    f64::from(shared) / (one.len() + other.len() - shared as usize).max(1) as f64
}

/// The first article of a cluster, with the way to it made short.
fn root(first: &mut [u32], mut article: u32) -> u32 {
    while first[article as usize] != article {
        let up = first[first[article as usize] as usize];
        first[article as usize] = up;
        article = up;
    }
    article
}

/// Makes two clusters one.
fn join(first: &mut [u32], one: u32, other: u32) {
    let (one, other) = (root(first, one), root(first, other));
    first[one.max(other) as usize] = one.min(other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resemblance_is_shared_among_all() {
        assert!((resemblance(&[1, 2, 3], &[2, 3, 4]) - 0.5).abs() < 1e-12);
        assert!((resemblance(&[], &[])).abs() < 1e-12);
    }

    #[test]
    fn bands_find_what_is_similar_enough() {
        assert_eq!(rows(0.95), 8);
        assert_eq!(rows(0.7), 4);
        assert_eq!(rows(0.01), 1);
    }

    #[test]
    fn a_signature_agrees_as_often_as_the_sets_do() {
        let text = (0..400)
            .map(|number| format!("第{number}条措施,"))
            .collect::<String>();
        let changed = text.replace("第1", "其1");
        let [one, other] = [text.as_str(), &changed].map(|text| Sketch::new(text).unwrap());
        let agree = one
            .least
            .iter()
            .zip(other.least.iter())
            .filter(|(one, other)| one == other);
        let estimate = agree.count() as f64 / HASHES as f64;
        let exact = resemblance(&shingles(&text), &shingles(&changed));
        assert!((estimate - exact).abs() < 0.15, "{estimate} for {exact}");
    }
}
