//! `Corpus.matters`.

use pyo3::prelude::*;

use crate::corpus::Corpus;
use crate::table::Table;

#[pymethods]
impl Corpus {
    /// One thing to be done, followed through the articles: a row per mention, in the order it went.
    ///
    /// A mention is an issue or a measure of a deliberation, an incident, a directive that names a work and its
    /// place, or a clause that tells how a work stands (``大溪村新建的充电棚投入使用``). Mentions are of one matter when
    /// they name the same place, to the village or finer, and the same thing by its rarer words; where that is
    /// not certain they stay apart. A matter with one mention is a row too. Columns:
    ///
    /// - ``matter``, ``mention``: number of the matter, and of the mention within it, in the order of time
    /// - ``article``, ``start``, ``end``, ``text``: where it is spoken of
    /// - ``date``: of the session, else of the article, else of the issue
    /// - ``state``: ``raised``, ``decided``, ``in_progress`` or ``done``
    /// - ``kind``: ``issue``, ``measure``, ``incident``, ``directive`` or ``project``
    /// - ``name``: what the matter is called where it is first mentioned
    /// - ``place``, ``code``, ``responsible``, ``deadline``: as the article says; ``due`` is the deadline's last day
    /// - ``open``: whether the matter was not reported done; ``days_open``: days until it was
    ///
    /// What was promised and never reported done:
    ///
    /// >>> corpus = baokan.parse([
    /// ...     "春耕时节\n本报讯 3月4日,天荒坪镇大溪村文化礼堂开工建设,预计6月底完工。",
    /// ...     "山村变样\n本报讯 6月20日,天荒坪镇大溪村文化礼堂改造工程完工。",
    /// ...     "桥通路畅\n本报讯 3月9日,天荒坪镇余村桥开工建设,预计6月底完工。",
    /// ... ], region="330523", issue_date="2024-06-30")
    /// >>> [(row["place"], row["state"]) for row in corpus.matters() if row["open"]]
    /// [('余村', 'decided'), ('余村', 'in_progress')]
    fn matters(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::kept(slf, &slf.get().matters, "matters")
    }
}
