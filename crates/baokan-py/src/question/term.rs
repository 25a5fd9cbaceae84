//! Questions about terms: where they stand, how often, when, against what, and beside what.

use baokan::{Collocations, Frequencies, Keyness, Kwic, Trend};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::answer;
use super::argument::{columns, selection, sides, strings, terms, words};
use crate::corpus::Corpus;
use crate::error::raise;
use crate::table::Table;

#[pymethods]
impl Corpus {
    /// Key word in context: every occurrence of a pattern, with the text before and after it.
    ///
    /// :param pattern: a text, found whatever the width of its characters; headlines are searched too
    /// :param width: characters of context on each side; context ends with its line
    /// :param regex: whether the pattern is a regular expression (of Rust's ``regex``: no look-around)
    /// :param by: columns to show beside each line: one of ``pages`` or ``articles``, ``topic``, ``place``, ``province``,
    ///     ``city``, ``county``, ``town``, ``village``, ``year``, ``quarter``, ``month``, ``week``, ``day``,
    ///     or a list of these
    /// :raises ValueError: when the pattern or ``by`` cannot be used
    ///
    /// Columns: those of ``by``, then article, start, end, left, keyword, right.
    ///
    /// >>> corpus = baokan.parse("某县召开会议\n本报讯 5月20日,某县召开会议,部署工作。")
    /// >>> [(row["left"], row["keyword"], row["right"]) for row in corpus.kwic("会议", width=4)]
    /// [('某县召开', '会议', ''), ('某县召开', '会议', ',部署工')]
    #[pyo3(signature = (pattern, *, width=20, regex=false, by=None))]
    fn kwic(
        slf: &Bound<'_, Self>,
        pattern: String,
        width: usize,
        regex: bool,
        by: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        let question = Kwic {
            pattern,
            regex,
            width,
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.kwic(&question, progress)
        })
    }

    /// How often each word, or each value of a column, occurs; the most frequent first.
    ///
    /// :param by: as in `kwic`; counts each group for itself. An article counts under each topic or place it has
    /// :param of: ``"tokens"``, a table whose rows belong to articles (``"persons"``, ``"orgs"``, ``"topics"``, …), or a column
    ///     of one: ``"persons.title"``, ``"directives.verb"``
    /// :param stop_words: words not to count: ``True`` for the function words that ship with the library, ``False`` for
    ///     none, or a list of your own
    /// :param pos: parts of speech to count, by how they begin: ``"n"`` takes nr, ns and nz
    /// :param min_frequency: rarer terms are left out
    /// :param limit: how many terms each group shows at most
    /// :raises ValueError: when ``by``, ``of`` or ``pos`` cannot be used
    ///
    /// Columns: those of ``by``, then term, frequency, document_frequency (how many articles), per_million (of all words, stop
    /// words included, punctuation not) and rank. Words are those of ``tokens``, which has none of the headlines.
    ///
    /// >>> corpus = baokan.parse("某县召开会议\n会议昨日举行,会议很长。")
    /// >>> table = corpus.frequencies(limit=1)
    /// >>> [(row["term"], row["frequency"], row["document_frequency"]) for row in table]
    /// [('会议', 2, 1)]
    #[pyo3(signature = (by=None, *, of="tokens", stop_words=None, pos=None, min_frequency=1, limit=None))]
    fn frequencies(
        slf: &Bound<'_, Self>,
        by: Option<&Bound<'_, PyAny>>,
        of: &str,
        stop_words: Option<&Bound<'_, PyAny>>,
        pos: Option<&Bound<'_, PyAny>>,
        min_frequency: usize,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let question = Frequencies {
            terms: terms(of, stop_words, pos)?,
            min_frequency,
            limit,
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.frequencies(&question, progress)
        })
    }

    /// How often terms, topics or marks occur from period to period, with gaps shown as gaps.
    ///
    /// :param what: a text or a list of texts, counted wherever they stand; the name of a table or of its column, whose most
    ///     frequent values are followed: ``"topics"``, ``"persons"``, ``"orgs.kind"``; with ``of``, the values of it to follow
    /// :param by: as in `kwic`; one of them ``"year"``, ``"quarter"``, ``"month"``, ``"week"`` or ``"day"``
    /// :param of: as in `frequencies`, for ``what`` to be values of it
    /// :param stop_words: as in `frequencies`
    /// :param pos: as in `frequencies`
    /// :param limit: how many values are followed when none is named; ``None`` for all
    /// :raises ValueError: when an argument cannot be used
    ///
    /// Columns: those of ``by``, a period by its first day, then term, frequency, document_frequency, share
    /// (of the articles of the period, those with the term), articles and pages (all there are in the period).
    /// A period with pages in which a term does not occur counts 0; in a period without any page the counts are null.
    /// The day of an article is that of its issue or, where that is not known, the day it reports.
    ///
    /// >>> corpus = baokan.parse("某县召开会议\n会议昨日举行。", issue_date="2024-05-24")
    /// >>> [(row["month"], row["frequency"]) for row in corpus.trend("会议")]
    /// [(datetime.date(2024, 5, 1), 2)]
    #[pyo3(signature = (what=None, *, by=None, of=None, stop_words=None, pos=None, limit=Some(30)))]
    fn trend(
        slf: &Bound<'_, Self>,
        what: Option<&Bound<'_, PyAny>>,
        by: Option<&Bound<'_, PyAny>>,
        of: Option<&str>,
        stop_words: Option<&Bound<'_, PyAny>>,
        pos: Option<&Bound<'_, PyAny>>,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let mut values = what
            .map(|what| strings("what", what))
            .transpose()?
            .unwrap_or_default();
        let mut of = of.map(str::to_owned);
        let names_table = |name: &str| {
            let table = name.split_once('.').map_or(name, |(table, _)| table);
            baokan::TABLES.contains(&table)
        };
        if of.is_none()
            && what.is_some_and(PyAnyMethods::is_instance_of::<PyString>)
            && values.first().is_some_and(|name| names_table(name))
        {
            of = values.pop();
        }
        let question = Trend {
            values,
            terms: of.map(|of| terms(&of, stop_words, pos)).transpose()?,
            limit,
            by: match by {
                Some(by) => strings("by", by)?,
                None => Trend::default().by,
            },
        };
        answer(slf, move |corpus, progress| {
            corpus.trend(&question, progress)
        })
    }

    /// The key words of some articles: what is more frequent in them than in others, and what less.
    ///
    /// :param target: columns and their values, ``{"outlet": "禾山周报", "month": "2024-05"}`` (columns as in ``by`` of
    ///     `kwic`; a list means any of its values), or the numbers of articles
    /// :param reference: the same for the articles to compare with; all others when not given
    /// :param of: as in `frequencies`
    /// :param by: as in `kwic`; compares within each group
    /// :param stop_words: as in `frequencies`
    /// :param pos: as in `frequencies`
    /// :param min_frequency: terms rarer than this in target and reference together are left out
    /// :param limit: how many terms each group shows at most, the most typical of the target
    /// :raises ValueError: when an argument cannot be used, or no article is chosen
    ///
    /// Columns: those of ``by``, then term, target_frequency, reference_frequency, both per million, log_likelihood and
    /// log_ratio. log_likelihood is G² (Dunning 1993; Rayson & Garside 2000) over the four cells of term and all else in target and
    /// reference: above 3.84 chance gives it in 5 % of cases, above 6.63 in 1 %, above 10.83 in 0.1 %. log_ratio (Hardie 2014) is
    /// the size of the difference: 1 for twice as frequent in the target, -1 for half. The most typical of the target
    /// come first, the most typical of the reference last.
    ///
    /// >>> corpus = baokan.parse(["某县召开会议\n会议昨日举行,会议很长。", "某村修路\n路修好了。"])
    /// >>> corpus.keyness([0])[0]["term"]
    /// '会议'
    #[pyo3(signature = (
        target, reference=None, *, of="tokens", by=None, stop_words=None, pos=None, min_frequency=2, limit=None
    ))]
    #[expect(
        clippy::too_many_arguments,
        reason = "they are Python's keyword arguments"
    )]
    fn keyness(
        slf: &Bound<'_, Self>,
        target: &Bound<'_, PyAny>,
        reference: Option<&Bound<'_, PyAny>>,
        of: &str,
        by: Option<&Bound<'_, PyAny>>,
        stop_words: Option<&Bound<'_, PyAny>>,
        pos: Option<&Bound<'_, PyAny>>,
        min_frequency: usize,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let question = Keyness {
            target: selection("target", target)?,
            reference: reference
                .map(|reference| selection("reference", reference))
                .transpose()?,
            terms: terms(of, stop_words, pos)?,
            min_frequency,
            limit,
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.keyness(&question, progress)
        })
    }

    /// The words that stand near a word more often than elsewhere.
    ///
    /// :param word: the node: a word, or several in a row; it must cover whole words of the text
    /// :param window: words to each side that are looked at, in the same sentence, or (before, after); punctuation
    ///     does not count
    /// :param measure: what the answer is ordered by: ``"log_likelihood"``, ``"pmi"``, ``"t_score"`` or ``"log_dice"``
    /// :param by: as in `kwic`; counts each group for itself
    /// :param stop_words: words that are no collocates, as in `frequencies`
    /// :param pos: parts of speech of collocates, as in `frequencies`
    /// :param min_frequency: collocates that stand near the word less often are left out
    /// :param limit: how many collocates each group shows at most
    /// :raises ValueError: when an argument cannot be used
    ///
    /// Columns: those of ``by``, then node, collocate, frequency (of both together), node_frequency, collocate_frequency, expected,
    /// and the measures: log_likelihood (Dunning 1993), pmi (Church & Hanks 1990), t_score (Church, Gale, Hanks & Hindle 1991), log_dice
    /// (Rychlý 2008). Counted as surface cooccurrence (Evert 2008): a word of the text stands in a window or not.
    ///
    /// >>> corpus = baokan.parse("某县召开会议\n某县召开会议,会议部署工作。会议部署防汛。")
    /// >>> [row["collocate"] for row in corpus.collocations("会议", window=1)]
    /// ['部署']
    #[pyo3(signature = (
        word, *, window=None, measure="log_likelihood", by=None, stop_words=None, pos=None, min_frequency=2, limit=None
    ))]
    #[expect(
        clippy::too_many_arguments,
        reason = "they are Python's keyword arguments"
    )]
    fn collocations(
        slf: &Bound<'_, Self>,
        word: String,
        window: Option<&Bound<'_, PyAny>>,
        measure: &str,
        by: Option<&Bound<'_, PyAny>>,
        stop_words: Option<&Bound<'_, PyAny>>,
        pos: Option<&Bound<'_, PyAny>>,
        min_frequency: usize,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let question = Collocations {
            word,
            window: match window {
                Some(window) => sides(window)?,
                None => Collocations::default().window,
            },
            measure: measure.parse().map_err(raise)?,
            stop_words: words(stop_words)?,
            pos: pos
                .map(|pos| strings("pos", pos))
                .transpose()?
                .unwrap_or_default(),
            min_frequency,
            limit,
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.collocations(&question, progress)
        })
    }
}
