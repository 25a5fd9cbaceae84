//! From Chinese newspaper pages to analysis-ready tables.
//!
//! A page dump holds ten articles run together, lines broken mid-word by columns, half-width commas, bylines in brackets,
//! no year on any date. This crate finds the articles, joins what was cut without rewriting a character, and marks what an analyst
//! counts.
//!
//! ```
//! use baokan::Options;
//!
//! let options = Options { issue_date: Some("2024-05-24".parse()?), ..Options::default() };
//! let page = baokan::parse(
//!     "甲县部署防汛工作\n\n本报讯 5月20日,甲县召开防汛会,20个乡\n\n镇参加。(王五)\n",
//!     &options,
//! );
//! let found = &page.articles[0];
//! assert_eq!(found.article.headline.as_deref(), Some("甲县部署防汛工作"));
//! assert_eq!(found.article.authors, ["王五"]);
//! assert_eq!(found.marks.times[0].value.as_deref(), Some("2024-05-20"));
//! assert_eq!(found.marks.quantities[0].span.slice(&found.article.text), "20个");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The nouns
//!
//! - [`Page`] (版): a page's text and what is known of it. [`PageAnalysis`] adds everything found on it.
//! - [`Article`]: headline block, paragraphs, byline, and [`Article::locate`], which leads back to the page.
//! - [`Sentence`], [`Word`]: the text cut up; words tile their sentence.
//! - [`Marks`]: persons, places, organisations, times, quantities, quotes, slogans.
//! - [`Topic`]: what the article is about, with the terms that say so.
//! - [`Records`]: what was met about, decided, ordered, found and done.
//! - [`Corpus`]: all pages of a run, read in parallel, in the order given.
//! - [`Matter`]: one thing to be done through all articles that speak of it, from raised to done.
//! - `Table`: rows of a corpus as Arrow columns (feature `tables`).
//! - `Stream`: the tables of any number of pages in bounded memory, batch by batch (feature `tables`).
//!
//! [`read`] takes files, folders, globs, archives and tables, [`parse`] one text in memory; an [`Analyzer`] is what both build from [`Options`], for
//! whoever reads pages one by one. [`Lexicon`], [`Taxonomy`] and [`Gazetteer`] are the words, topics and places, the shipped ones or
//! the caller's.
//!
//! # Features
//!
//! - `tables`: columns of a corpus as Arrow record batches.
//! - `write`: tables as Parquet, CSV and JSON Lines files.
//! - `html`, `csv`, `parquet`, `archive`: pages from files of these kinds, with [`read`]. Texts and JSON Lines need none.
//! - `report`: a corpus as one HTML page.
//!
//! # What it does not do
//!
//! It reads no scans, and of a PDF it takes the characters and their boxes from whoever reads its fonts: see [`Page::from_characters`] and
//! [`PdfReader`]. It guesses nothing silently: what the text does not determine is `None`. Its word lists are simplified
//! Chinese.
//!
//! # Untrusted input
//!
//! A hostile page costs time linear in its size (an HTML tag of many thousand attributes excepted: `SECURITY.md`), and memory of a few times its size; no page makes the crate panic, and a defect that does is caught
//! and becomes the page's `error`. There is no unsafe code.

#![forbid(unsafe_code)]

mod analyzer;
mod article;
mod boxes;
mod character;
mod corpus;
#[cfg(feature = "tables")]
mod day;
mod document;
mod entry;
mod error;
#[cfg(feature = "write")]
mod fingerprint;
mod gazetteer;
mod layout;
mod lexicon;
#[doc(hidden)]
pub mod machinery;
mod mark;
mod matter;
mod numbering;
mod numeral;
mod page;
mod pool;
mod progress;
#[cfg(feature = "tables")]
mod question;
mod radical;
mod read;
mod record;
#[cfg(feature = "report")]
mod report;
mod sentence;
mod span;
mod stages;
#[cfg(feature = "tables")]
mod stream;
#[cfg(feature = "tables")]
mod table;
mod topic;
mod trie;
mod version;
mod width;
mod word;
#[cfg(feature = "write")]
mod write;

pub use analyzer::{Analyzer, ArticleAnalysis, Options, PageAnalysis};
pub use article::{Article, Caption, Paragraph, Piece, Role};
pub use boxes::Character;
pub use corpus::{Corpus, parse, read};
pub use document::{DocumentTerms, Documents, Matrix, Unit};
pub use error::{Error, ErrorKind, Result};
pub use gazetteer::{Division, Gazetteer};
pub use lexicon::Lexicon;
pub use mark::{Anchor, Level, Marks, Org, Person, Place, Quantity, Quote, Slogan, Time, TimeKind};
pub use matter::{Matter, MatterKind, MatterState, Mention};
pub use page::{Furniture, FurnitureKind, Page, Value, Zone, ZoneRole};
pub use progress::Progress;
#[cfg(feature = "tables")]
pub use question::{
    AssociationMeasure, Collocations, Comentions, Diffusion, Frequencies, Keyness, Kwic,
    NearDuplicates, Network, People, PlacesRollup, QUESTIONS, Reuse, Selection, StopWords, Terms,
    Trend, Within,
};
pub use read::{Decoded, PdfPages, PdfReader, Source, decode};
pub use record::{
    Activity, Deliberation, Directive, Incident, Issue, Kinds, Measure, Mechanism, Meeting,
    Outcome, Records, Status, Step,
};
pub use sentence::{Sentence, sentences};
pub use span::{CharOffsets, Span};
#[cfg(feature = "tables")]
pub use stream::{Batch, Stream, Streaming, Waited};
#[cfg(feature = "tables")]
pub use table::{Apart, Row, TABLES, Table};
pub use topic::{Evidence, Subject, Taxonomy, Topic};
pub use version::{Version, version};
pub use word::{Segmenter, Tag, Word};
#[cfg(feature = "write")]
pub use write::{Extracted, Extraction, Format, Partition, extract};
