//! Marks: what an article's text names, counts, dates and quotes.

mod event;
mod letters;
pub(crate) mod org;
pub(crate) mod person;
mod place;
pub(crate) mod quantity;
pub(crate) mod quote;
pub(crate) mod slogan;
pub(crate) mod time;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::Article;
use crate::gazetteer::Code;
use crate::page::Page;
use crate::span::Span;
use crate::word::{Segmenter, Word};
use letters::Letters;
pub(crate) use place::Places;
pub(crate) use time::TimeContext;

/// All marks of one article, each kind in text order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Marks {
    /// Persons by name.
    pub persons: Vec<Person>,
    /// Places, one for each unit.
    pub places: Vec<Place>,
    /// Named organisations.
    pub orgs: Vec<Org>,
    /// Expressions of time.
    pub times: Vec<Time>,
    /// Numbers with their units.
    pub quantities: Vec<Quantity>,
    /// Direct speech.
    pub quotes: Vec<Quote>,
    /// Quoted formulations and numeric abbreviations.
    pub slogans: Vec<Slogan>,
}

impl Marks {
    /// The last day of the expression of time in a span: of a deadline, the day it ends on.
    pub(crate) fn last_day(&self, span: Span) -> Option<Date> {
        let first = self
            .times
            .partition_point(|time| time.span.end <= span.start);
        let time = self.times.get(first)?;
        time.to.filter(|_| time.span.overlaps(span))
    }
}

/// A mention of a person by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// Where the name stands.
    pub span: Span,
    /// The name without inner spaces: `王丽` for `王 丽`.
    pub name: String,
    /// The post or role printed beside it.
    pub title: Option<Span>,
    /// The body or place the post belongs to.
    pub org: Option<Span>,
}

/// Level of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A country.
    Country,
    /// 省, 自治区, 直辖市: two digits.
    Province,
    /// 地级市, 州, 盟: four digits.
    City,
    /// 县, 区, 县级市, 旗: six digits.
    County,
    /// 镇, 乡, 街道: nine digits.
    Town,
    /// 村, 社区: twelve digits.
    Village,
    /// A named place that is no administrative unit.
    Poi,
}

impl Level {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
            Self::Village => "village",
            Self::Poi => "poi",
        }
    }
}

/// One place: an administrative unit or a named spot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Where the name stands.
    pub span: Span,
    /// What kind of unit it is.
    pub level: Level,
    /// Its statistical division code when the context determines it.
    pub code: Option<String>,
    /// The unit's full name from the province down, when the code is known.
    pub full_name: Option<String>,
    /// How many units share the name in this context.
    pub candidates: u32,
}

/// A named organisation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Org {
    /// Where the name stands.
    pub span: Span,
    /// What it is: `government`, `party`, `company`, `school`, `hospital`, `court`, `bank`,
    /// `association`, `media`, `cooperative`, `other`.
    pub kind: &'static str,
}

/// The kinds of time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// A day, month, year or a stretch of them.
    Date,
    /// A clock time or part of a day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time: `每月15日`.
    Set,
    /// A time that names no day: `近日`.
    Vague,
}

impl TimeKind {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
            Self::Vague => "vague",
        }
    }
}

/// What resolved a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The expression says it all.
    Explicit,
    /// The issue's date.
    Issue,
    /// The issue's year.
    Year,
    /// A date named earlier in the article.
    Article,
}

impl Anchor {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Issue => "issue",
            Self::Year => "year",
            Self::Article => "article",
        }
    }
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// What kind it is.
    pub kind: TimeKind,
    /// Its value in ISO 8601 or TIMEX3: `2022-05-20`, `P3D`, `XXXX-XX-15`.
    pub value: Option<String>,
    /// First day it covers.
    pub from: Option<Date>,
    /// Last day it covers.
    pub to: Option<Date>,
    /// What resolved it.
    pub anchor: Option<Anchor>,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// Where it stands.
    pub span: Span,
    /// The number; null for a range.
    pub value: Option<f64>,
    /// Lower bound: `15000余份`, `3至5天`.
    pub low: Option<f64>,
    /// Upper bound: `近百名`.
    pub high: Option<f64>,
    /// The unit as printed: `份`, `%`, `元/吨`.
    pub unit: Option<String>,
    /// The thing counted.
    pub of: Option<Span>,
}

/// A stretch of direct speech, without its quotation marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// Where the words stand.
    pub span: Span,
    /// Who says them, as named: `陈先生`.
    pub speaker: Option<String>,
    /// The speaker's post or role.
    pub title: Option<String>,
    /// The verb of speech.
    pub verb: Option<Span>,
    /// Whether the words are given as spoken.
    pub direct: bool,
}

/// A quoted formulation or numeric abbreviation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slogan {
    /// Where it stands, without quotation marks.
    pub span: Span,
    /// What the article itself spells it out as.
    pub expansion: Vec<Span>,
}

/// The marks of an article, and the one place where overlaps between kinds are settled:
///
/// - a number inside an expression of time counts nothing;
/// - a place inside the name of an organisation is part of that name (`武陵区民政局`);
/// - what is a place or an organisation is no person, unless a title and a verb leave no doubt (书记`云南`芳);
/// - a festival inside a person's name is no time (`周国庆`);
/// - the name of a column in brackets behind a headline holds neither times nor places;
/// - a formulation inside direct speech is still a slogan, direct speech itself is none.
pub(crate) fn marks(
    article: &Article,
    page: &Page,
    words: &[Word],
    places: &Places,
    home: Option<Code>,
    segmenter: &Segmenter,
) -> Marks {
    let text = &article.text;
    let context = TimeContext {
        issue_date: page.issue_date,
        article_date: article.date,
    };
    let mut times = time::times(text, &context);
    let occupied: Vec<Span> = times.iter().map(|time| time.span).collect();
    let quantities = quantity::quantities(text, &occupied);
    let mut places = places.mark(article, words, &|tag| segmenter.tag_name(tag), home);
    let letters = Letters::whole(text, words);
    person::release_places(&letters, &mut places);
    let orgs = org::orgs_of_letters(&letters, article, &places);
    places.retain(|place| !is_inside(place.span, &orgs));
    let persons = person::persons_of_letters(&letters, text, article, words, &places, &orgs);
    times.retain(|time| !is_named(time.span, &persons));
    let columns = columns(article);
    times.retain(|time| !columns.iter().any(|column| column.contains(time.span)));
    places.retain(|place| !columns.iter().any(|column| column.contains(place.span)));
    let quotes = quote::quotes(text, &article.paragraphs, &persons);
    let slogans = slogan::slogans(text, &quotes);
    Marks {
        persons,
        places,
        orgs,
        times,
        quantities,
        quotes,
        slogans,
    }
}

/// Whether `span` lies inside the name of a person; they stand in text order.
fn is_named(span: Span, persons: &[Person]) -> bool {
    let after = persons.partition_point(|person| person.span.start <= span.start);
    after > 0 && persons[after - 1].span.contains(span)
}

/// The names of columns that stand in brackets at the end of a headline's line: `（新春走基层·今天我在岗）`. What
/// says where or when (`（山西）`, `（3月5日）`) is short or holds a digit.
fn columns(article: &Article) -> Vec<Span> {
    const NAME: usize = 6;
    let heading = article.heading;
    let text = heading.slice(&article.text);
    let mut columns = Vec::new();
    let mut at = heading.start as usize;
    for line in text.split('\n') {
        let bracket = line
            .strip_suffix(['）', ')'])
            .and_then(|inner| inner.rfind(['（', '(']));
        if let Some(open) = bracket {
            let inner = &line[open..];
            let name = inner.trim_end_matches(['）', ')']);
            let unit = name.ends_with(['省', '州', '市', '县', '区', '镇', '乡', '村']);
            if inner.chars().count() >= NAME + 2 && !unit && !inner.chars().any(char::is_numeric) {
                columns.push(Span::new(at + open, at + line.len()));
            }
        }
        at += line.len() + 1;
    }
    columns
}

/// Whether `span` lies inside one of the organisations, which stand in text order.
fn is_inside(span: Span, orgs: &[Org]) -> bool {
    let after = orgs.partition_point(|org| org.span.start <= span.start);
    after > 0 && orgs[after - 1].span.contains(span)
}
