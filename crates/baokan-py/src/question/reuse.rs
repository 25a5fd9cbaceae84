//! Questions about what papers take from each other.

use baokan::{Diffusion, NearDuplicates, Reuse};
use pyo3::prelude::*;

use super::answer;
use super::argument::{columns, strings, terms};
use crate::corpus::Corpus;
use crate::table::Table;

#[pymethods]
impl Corpus {
    /// Passages that articles share, each with the earliest article that has it.
    ///
    /// :param min_length: letters a passage has at least; punctuation and spaces do not count
    /// :param by: as in `kwic`; shown of the article and, with ``source_`` before the name, of its source
    /// :raises ValueError: when an argument cannot be used
    ///
    /// Columns: those of ``by`` for article and source, then article, start, end, source, source_start, source_end, length (letters that
    /// agree), similarity (their part of the longer side), lag (days from source to article) and text.
    /// A passage has ``min_length`` letters that stand in both, whatever the punctuation, width and line breaks; it goes on over small
    /// changes. One made up of shorter pieces that still earlier articles have each may be missed: pieces lead to the
    /// first article that has them. Candidates come from fingerprints chosen by winnowing (Schleimer, Wilkerson & Aiken 2003), and the texts
    /// themselves are compared. A character of an article stands in one passage at most: a release that 300 papers print
    /// gives 299 rows, and work and answer grow with the text alone.
    ///
    /// >>> corpus = baokan.parse(["甲县通报\n各乡镇要压实责任,加强巡查值守,确保安全度汛。",
    /// ...     "乙县转发\n通知说,各乡镇要压实责任，加强巡查值守，确保安全度汛。"])
    /// >>> [(row["article"], row["source"], row["text"]) for row in corpus.reuse(min_length=15)]
    /// [(1, 0, '各乡镇要压实责任，加强巡查值守，确保安全度汛')]
    #[pyo3(signature = (*, min_length=30, by=None))]
    fn reuse(
        slf: &Bound<'_, Self>,
        min_length: usize,
        by: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        let question = Reuse {
            min_length,
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.reuse(&question, progress)
        })
    }

    /// Articles that are nearly the same, such as one release (通稿) in many papers.
    ///
    /// :param threshold: least resemblance, over 0 up to 1: the part of the shingles of five letters of both that two articles share
    /// :param by: as in `kwic`; shown of each article
    /// :raises ValueError: when an argument cannot be used
    ///
    /// Columns: those of ``by``, then cluster, article, source (the earliest article of the cluster, which has a row too), similarity (to the
    /// source), size (of the cluster) and lag (days since the source).
    /// Resemblance is that of Broder (1997). Min-wise hashes in bands lead to candidates, whose shingles are then compared; a pair
    /// exactly at the threshold is missed once in 200 times. An article of less than 20 shingles is passed over.
    ///
    /// >>> text = "甲县通报\n各乡镇要压实责任,加强巡查值守,确保安全度汛,人员和物资都要提前到位。"
    /// >>> corpus = baokan.parse([text, "村里修路\n路修好了。", text + "(王五)"])
    /// >>> [(row["article"], row["source"], row["size"]) for row in corpus.near_duplicates()]
    /// [(0, 0, 2), (2, 0, 2)]
    #[pyo3(signature = (*, threshold=0.7, by=None))]
    fn near_duplicates(
        slf: &Bound<'_, Self>,
        threshold: f64,
        by: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        let question = NearDuplicates {
            threshold,
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.near_duplicates(&question, progress)
        })
    }

    /// How slogans, or other terms, spread: who had them first, and how long the others took.
    ///
    /// :param what: the terms to follow, one or a list; all when not given
    /// :param by: between what they spread: columns as in `kwic`
    /// :param of: as in `frequencies`
    /// :param min_spread: terms that fewer groups have are left out
    /// :param limit: how many terms are shown at most, those that spread widest
    /// :raises ValueError: when an argument cannot be used
    ///
    /// Columns: those of ``by``, then term, first and last (days it was seen), lag (days behind the first group), order (1 for the group that
    /// had it first), spread (how many groups have it), frequency, document_frequency and article (the first with it). The terms that
    /// spread widest come first.
    ///
    /// >>> corpus = baokan.parse("村里推行“一户一码”\n村里推行“一户一码”。", outlet="禾山周报", issue_date="2024-05-24")
    /// >>> [(row["outlet"], row["term"], row["first"], row["spread"]) for row in corpus.diffusion()]
    /// [('禾山周报', '一户一码', datetime.date(2024, 5, 24), 1)]
    #[pyo3(signature = (what=None, *, by=None, of="slogans", min_spread=1, limit=None))]
    fn diffusion(
        slf: &Bound<'_, Self>,
        what: Option<&Bound<'_, PyAny>>,
        by: Option<&Bound<'_, PyAny>>,
        of: &str,
        min_spread: usize,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let question = Diffusion {
            values: what.map_or(Ok(Vec::new()), |what| strings("what", what))?,
            terms: terms(of, None, None)?,
            by: match by {
                Some(by) => strings("by", by)?,
                None => Diffusion::default().by,
            },
            min_spread,
            limit,
        };
        answer(slf, move |corpus, progress| {
            corpus.diffusion(&question, progress)
        })
    }
}
