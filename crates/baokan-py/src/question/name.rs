//! Questions about who and where.

use std::sync::Arc;

use baokan::{Comentions, People, PlacesRollup};
use pyo3::prelude::*;

use super::argument::{columns, strings, terms};
use super::{Network, answer};
use crate::corpus::Corpus;
use crate::error::raise;
use crate::run::run;
use crate::table::Table;

#[pymethods]
impl Corpus {
    /// The persons named, with every post and body printed beside them, and when.
    ///
    /// :param name: the names asked about, one or a list; all when not given
    /// :param by: as in `kwic`; counts each group for itself
    /// :param min_frequency: persons named less often are left out
    /// :raises ValueError: when ``by`` cannot be used
    ///
    /// Columns: those of ``by``, then name, title, org, first and last (days), frequency and document_frequency. The most
    /// named come first, the posts of each in the order of time. A row says what papers print, not who it is: two
    /// people of one name share it, and mentions without a post have a row without one.
    ///
    /// >>> corpus = baokan.parse("村里修路\n清溪社区党支部书记王丽华说:“路修好了。”", issue_date="2024-05-24")
    /// >>> [(row["name"], row["title"], row["first"]) for row in corpus.people()]
    /// [('王丽华', '社区党支部书记', datetime.date(2024, 5, 24))]
    #[pyo3(signature = (name=None, *, by=None, min_frequency=1))]
    fn people(
        slf: &Bound<'_, Self>,
        name: Option<&Bound<'_, PyAny>>,
        by: Option<&Bound<'_, PyAny>>,
        min_frequency: usize,
    ) -> PyResult<Table> {
        let question = People {
            names: name.map_or(Ok(Vec::new()), |name| strings("name", name))?,
            min_frequency,
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.people(&question, progress)
        })
    }

    /// Who is named together: a network of persons, or of other terms.
    ///
    /// :param of: what the nodes are, as in `frequencies`
    /// :param within: in what two of them are named together: ``"article"``, ``"paragraph"`` or ``"sentence"``
    /// :param min_documents: terms named in fewer articles are no nodes
    /// :param min_weight: pairs named together less often are no edges
    /// :raises ValueError: when an argument cannot be used
    ///
    /// In one article, paragraph or sentence the first 300 different terms are taken as named together.
    ///
    /// >>> corpus = baokan.parse("村里议事\n村民王建国说:“路要修。”村民李秀兰说:“灯要装。”")
    /// >>> [(row["source"], row["target"], row["weight"]) for row in corpus.comentions().edges]
    /// [('李秀兰', '王建国', 1)]
    #[pyo3(signature = (of="persons", *, within="article", min_documents=1, min_weight=1))]
    fn comentions(
        slf: &Bound<'_, Self>,
        of: &str,
        within: &str,
        min_documents: usize,
        min_weight: usize,
    ) -> PyResult<Network> {
        let question = Comentions {
            terms: terms(of, None, None)?,
            within: within.parse().map_err(raise)?,
            min_documents,
            min_weight,
        };
        let corpus = Arc::clone(&slf.get().inner);
        let inner = run(slf.py(), None, move |progress| {
            corpus.comentions(&question, progress)
        })?;
        Ok(Network { inner })
    }

    /// How often the divisions of a level are named, by themselves or by a place in them.
    ///
    /// :param level: ``"province"``, ``"city"``, ``"county"``, ``"town"`` or ``"village"``
    /// :param by: as in `kwic`; counts each group for itself
    /// :raises ValueError: when an argument cannot be used
    ///
    /// Columns: those of ``by``, then code, name, full_name, frequency and document_frequency; the most named first. A chain of
    /// units (a county, its town, the village) names its county once. The row without a code counts the places of which no
    /// division of this level is known: named spots, ambiguous names, higher units.
    ///
    /// >>> corpus = baokan.parse("湖南修路\n常德市武陵区的路修好了,湖南省常德市鼎城区也在修路。")
    /// >>> [(row["name"], row["frequency"]) for row in corpus.places_rollup("city")][0]
    /// ('常德市', 2)
    #[pyo3(signature = (level="county", *, by=None))]
    fn places_rollup(
        slf: &Bound<'_, Self>,
        level: &str,
        by: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        let question = PlacesRollup {
            level: level.to_owned(),
            by: columns(by)?,
        };
        answer(slf, move |corpus, progress| {
            corpus.places_rollup(&question, progress)
        })
    }
}
