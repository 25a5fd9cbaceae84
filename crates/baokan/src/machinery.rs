//! The stages one by one, for the benches and tests of this crate.
//!
//! This is no part of the public interface: it is not documented elsewhere and changes without
//! notice. Whoever reads pages uses [`Analyzer`].

use crate::analyzer::{Analyzer, ArticleAnalysis};
use crate::article::{Article, Caption};
use crate::layout;
use crate::mark::{self, Marks, Org, Person, Place, Quantity, Quote, Slogan, Time, TimeContext};
use crate::page::{Furniture, Page};
use crate::record::{self, Context, Records};
use crate::span::Span;

/// Layout and articles: what stands on a page, before anything is read in it.
#[must_use]
pub fn split(page: &mut Page) -> (Vec<Article>, Vec<Caption>, Vec<Furniture>) {
    let split = layout::split(page);
    (split.articles, split.captions, split.furniture)
}

/// Whether a character counts as white space on a page: white space proper, zero-width marks, byte
/// order marks, NUL.
#[must_use]
pub fn is_space(character: char) -> bool {
    layout::line::is_space(character)
}

/// An analyzer that leaves all marks and records out, to measure what they cost.
#[must_use]
pub fn without_marks(analyzer: Analyzer) -> Analyzer {
    analyzer.without_marks()
}

/// All marks, found anew. This and the functions below read what was found before them.
#[must_use]
pub fn marks(analyzer: &Analyzer, page: &Page, found: &ArticleAnalysis) -> Marks {
    analyzer.marks(&found.article, page, &found.words, analyzer.home(page))
}

/// Expressions of time.
#[must_use]
pub fn times(_: &Analyzer, page: &Page, found: &ArticleAnalysis) -> Vec<Time> {
    let context = TimeContext {
        issue_date: page.issue_date,
        article_date: found.article.date,
    };
    mark::time::times(&found.article.text, &context)
}

/// Quantities.
#[must_use]
pub fn quantities(_: &Analyzer, _: &Page, found: &ArticleAnalysis) -> Vec<Quantity> {
    let occupied: Vec<Span> = found.marks.times.iter().map(|time| time.span).collect();
    mark::quantity::quantities(&found.article.text, &occupied)
}

/// Places.
#[must_use]
pub fn places(analyzer: &Analyzer, page: &Page, found: &ArticleAnalysis) -> Vec<Place> {
    let places = analyzer.places();
    let home = analyzer.home(page);
    let tag = |tag| analyzer.tag_name(tag);
    places.mark(&found.article, &found.words, &tag, home)
}

/// Organisations.
#[must_use]
pub fn orgs(_: &Analyzer, _: &Page, found: &ArticleAnalysis) -> Vec<Org> {
    let article = &found.article;
    mark::org::orgs(&article.text, article, &found.words, &found.marks.places)
}

/// Persons.
#[must_use]
pub fn persons(_: &Analyzer, _: &Page, found: &ArticleAnalysis) -> Vec<Person> {
    let ArticleAnalysis {
        article,
        words,
        marks,
        ..
    } = found;
    mark::person::persons(&article.text, article, words, &marks.places, &marks.orgs)
}

/// Direct speech.
#[must_use]
pub fn quotes(_: &Analyzer, _: &Page, found: &ArticleAnalysis) -> Vec<Quote> {
    let article = &found.article;
    mark::quote::quotes(&article.text, &article.paragraphs, &found.marks.persons)
}

/// Slogans.
#[must_use]
pub fn slogans(_: &Analyzer, _: &Page, found: &ArticleAnalysis) -> Vec<Slogan> {
    mark::slogan::slogans(&found.article.text, &found.marks.quotes)
}

/// Records: directives, meetings, deliberations, incidents and activities.
#[must_use]
pub fn records(analyzer: &Analyzer, page: &Page, found: &ArticleAnalysis) -> Records {
    let ArticleAnalysis {
        article,
        sentences,
        marks,
        topics,
        ..
    } = found;
    record::records(&Context::new(
        article,
        page,
        sentences,
        marks,
        topics,
        analyzer.vocabularies(),
    ))
}
