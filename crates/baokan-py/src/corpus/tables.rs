//! The tables of a `Corpus`, each a property.

use pyo3::prelude::*;

use super::Corpus;
use crate::table::Table;

#[pymethods]
impl Corpus {
    /// One row per page read, also when it failed: where from, paper, day, page number, what was odd.
    #[getter]
    fn pages(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "pages")
    }

    /// One row per article: its parts, its text, where it stands. Indexing gives `Article`.
    #[getter]
    pub(crate) fn articles(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "articles")
    }

    /// One row per picture caption, with the photographer.
    #[getter]
    fn captions(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "captions")
    }

    /// What pages print beside their articles: folio, date, editors, hotline.
    #[getter]
    fn furniture(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "furniture")
    }

    /// The paragraphs of the articles and what they are: body, subhead, box.
    #[getter]
    fn paragraphs(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "paragraphs")
    }

    /// The sentences of the paragraphs.
    #[getter]
    fn sentences(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "sentences")
    }

    /// The words of the sentences with their part of speech.
    #[getter]
    fn tokens(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "tokens")
    }

    /// The topics of the articles, scored and ranked, each with its evidence.
    #[getter]
    fn topics(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "topics")
    }

    /// Every mention of a person by name, with title and organisation.
    #[getter]
    fn persons(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "persons")
    }

    /// Every place named, unit by unit, with its division code.
    #[getter]
    fn places(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "places")
    }

    /// Every organisation named.
    #[getter]
    fn orgs(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "orgs")
    }

    /// Every expression of time, resolved.
    #[getter]
    fn times(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "times")
    }

    /// Every number with its unit.
    #[getter]
    fn quantities(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "quantities")
    }

    /// Every stretch of direct speech, with its speaker.
    #[getter]
    fn quotes(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "quotes")
    }

    /// What meetings, documents and officials tell others to do.
    #[getter]
    fn directives(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "directives")
    }

    /// The meetings reported.
    #[getter]
    fn meetings(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "meetings")
    }

    /// The deliberations (说事议事) reported.
    #[getter]
    fn deliberations(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "deliberations")
    }

    /// The matters put forward in deliberations.
    #[getter]
    fn issues(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "issues")
    }

    /// The measures decided in deliberations.
    #[getter]
    fn measures(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "measures")
    }

    /// The rules of deliberation mechanisms: article, start, end, text, body, step, actor, schedule.
    ///
    /// ``step`` is collection, review, notice, session, decision, execution, supervision, feedback or
    /// evaluation; ``actor`` and ``schedule`` are as printed, ``body`` is whose rule it is.
    ///
    /// >>> page = "柳湾村议事有章法\n本报讯 柳湾村推行村民议事会制度,每月6日为议题征集日,议题由村党支部审核。"
    /// >>> [(rule["step"], rule["text"]) for rule in baokan.parse(page).mechanisms.to_dicts()]
    /// [('collection', '每月6日为议题征集日'), ('review', '议题由村党支部审核')]
    #[getter]
    fn mechanisms(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "mechanisms")
    }

    /// Hazards found, reported and dealt with.
    #[getter]
    fn incidents(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "incidents")
    }

    /// Campaigns, services, inspections, trainings.
    #[getter]
    fn activities(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "activities")
    }

    /// Quoted formulations and numeric abbreviations, with their expansion.
    #[getter]
    fn slogans(slf: &Bound<'_, Self>) -> PyResult<Table> {
        Self::table(slf, "slogans")
    }
}
