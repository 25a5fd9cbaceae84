//! baokan
mod analyzer;
mod article;
mod character;
mod corpus;
mod entry;
mod error;
mod layout;
mod lexicon;
mod gazetteer;
#[doc(hidden)]
pub mod machinery;
mod mark;
mod numeral;
mod page;
mod read;
mod record;
#[cfg(feature = "report")]
mod report;
mod sentence;
mod span;
#[cfg(feature = "tables")]
mod table;
mod topic;
mod width;
mod word;
#[cfg(feature = "write")]
mod write;

pub use analyzer::{Analyzer, ArticleAnalysis, Options, PageAnalysis};
pub use article::{Article, Caption, Paragraph, Piece, Role};
pub use corpus::{Corpus, Progress, Source, parse, read};
pub use error::{Error, ErrorKind, Result};
pub use lexicon::Lexicon;
pub use gazetteer::{Division, Gazetteer};
pub use mark::{Anchor, Level, Marks, Org, Person, Place, Quantity, Quote, Slogan, Time, TimeKind};
pub use page::{Furniture, FurnitureKind, Page};
pub use read::{Decoded, decode};
pub use record::{
    Activity, Deliberation, Directive, Incident, Issue, Measure, Meeting, Outcome, Records, Status,
};
pub use sentence::{Sentence, sentences};
pub use span::{CharOffsets, Span};
#[cfg(feature = "tables")]
pub use table::{Row, TABLES, Table};
pub use topic::{Evidence, Subject, Taxonomy, Topic};
pub use word::{Segmenter, Tag, Word};
#[cfg(feature = "write")]
pub use write::Format;

/// Dev.
pub fn dev_split(page: &mut Page) -> (Vec<Article>, Vec<Caption>, Vec<Furniture>) {
    let split = layout::split(page);
    (split.articles, split.captions, split.furniture)
}
