//! Fingerprints that lead from an article to the earliest one with the same passage.

use rayon::prelude::*;

use crate::corpus::Corpus;
use crate::error::Result;
use crate::progress::Progress;

use crate::question::letter::hashes;
use crate::question::order::Order;

/// Fingerprints held at once, 16 bytes each; a larger corpus is read several times, for a part of the
/// fingerprints each time.
const HELD: usize = 1 << 24;

/// A place of an article whose letters stand in an earlier article too. Articles are told by rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seed {
    pub(super) article: u32,
    pub(super) source: u32,
    /// The byte at which the letters begin.
    pub(super) at: u32,
    pub(super) source_at: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fingerprint {
    hash: u64,
    article: u32,
    at: u32,
}

/// All seeds, article by article, source by source, in text order.
pub(super) fn seeds(
    corpus: &Corpus,
    order: &Order,
    min_length: usize,
    progress: &Progress,
) -> Result<Vec<Seed>> {
    let length = min_length / 2;
    let window = min_length - length + 1;
    let bytes = corpus
        .articles()
        .map(|article| article.article.text.len())
        .sum::<usize>();
    // Winnowing keeps 2 in window + 1 of the places, and a letter is three bytes.
    let passes = (bytes / 3 * 2 / (window + 1)) / HELD + 1;
    let batches = corpus.batches();
    progress.begin(batches.len() * passes);
    let mut seeds = Vec::new();
    for pass in 0..passes {
        let kept = |hash: u64| passes == 1 || (hash >> 7) as usize % passes == pass;
        let parts = batches.par_iter().map(|pages| {
            progress.check()?;
            let mut part = Vec::new();
            for page in pages.clone() {
                for (number, article) in
                    corpus.articles_of(page).zip(&corpus.pages()[page].articles)
                {
                    let article_rank = order.ranks[number];
                    winnow(&article.article.text, length, window, |hash, at| {
                        if kept(hash) {
                            part.push(Fingerprint {
                                hash,
                                article: article_rank,
                                at,
                            });
                        }
                    });
                }
            }
            progress.step();
            Ok(part)
        });
        let mut fingerprints = parts.collect::<Result<Vec<_>>>()?.concat();
        fingerprints.par_sort_unstable();
        progress.check()?;
        for same in fingerprints.chunk_by(|one, other| one.hash == other.hash) {
            let source = same[0];
            seeds.extend(
                same.iter()
                    .filter(|other| other.article != source.article)
                    .map(|other| Seed {
                        article: other.article,
                        source: source.article,
                        at: other.at,
                        source_at: source.at,
                    }),
            );
        }
    }
    seeds.par_sort_unstable();
    Ok(seeds)
}

/// Calls `keep` with the least hash of every `window` hashes of `length` letters in a row, once where windows share
/// it (Schleimer, Wilkerson & Aiken 2003): two texts that share `window + length - 1` letters share one of them.
///
/// Of equal hashes the last one kept stays as long as it is in the window, so that a text of one letter over and over is not
/// kept whole (robust winnowing).
fn winnow(text: &str, length: usize, window: usize, mut keep: impl FnMut(u64, u32)) {
    // The hashes that may still become the least, rising; each with its number.
    let mut rising = std::collections::VecDeque::<(usize, u64, u32)>::new();
    let mut kept = usize::MAX;
    for (number, (hash, at)) in hashes(text, length).enumerate() {
        while rising.back().is_some_and(|&(_, last, _)| last > hash) {
            rising.pop_back();
        }
        rising.push_back((number, hash, at));
        let first = (number + 1).saturating_sub(window);
        while rising.front().is_some_and(|&(number, ..)| number < first) {
            // The last of equal hashes is as good as the first, and stays longest.
            let gone = rising.pop_front();
            let gone = gone.map(|(_, hash, _)| hash);
            while rising.len() > 1
                && rising.front().map(|&(_, hash, _)| hash) == gone
                && rising.get(1).map(|&(_, hash, _)| hash) == gone
            {
                rising.pop_front();
            }
        }
        if number + 1 < window {
            continue;
        }
        if let Some(&(number, hash, at)) = rising.front()
            && number != kept
        {
            kept = number;
            keep(hash, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<u64> {
        let mut kept = Vec::new();
        winnow(text, 5, 6, |hash, _| kept.push(hash));
        kept
    }

    #[test]
    fn texts_that_share_enough_share_a_fingerprint() {
        let shared = "压实责任加强巡查值守";
        assert_eq!(shared.chars().count(), 5 + 6 - 1);
        for (before, after) in [
            ("", ""),
            ("各乡镇要", "确保安全"),
            ("会议强调,村里要从严从实", "。完"),
        ] {
            let text = format!("{before}{shared}{after}");
            let one = kept(&text);
            assert!(kept(shared).iter().any(|hash| one.contains(hash)), "{text}");
        }
        assert!(kept("压实责任加强巡查值").is_empty());
    }

    #[test]
    fn a_letter_over_and_over_is_kept_now_and_then() {
        let kept = kept(&"村".repeat(1000));
        assert!(kept.len() <= 1000 / 5, "{}", kept.len());
    }
}
