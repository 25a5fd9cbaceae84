//! A page as the dump gave it, and what it prints beside its articles.

pub(crate) mod metadata;
mod zone;

use jiff::civil::Date;
use serde::Serialize;

use crate::span::Span;

pub use metadata::Value;
pub use zone::{Zone, ZoneRole};

/// One newspaper page (版): the decoded text and what is known of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    /// Where it was read from: a path, or a name given by the caller.
    pub source: String,
    /// Name of the paper.
    pub outlet: Option<String>,
    /// Day the issue is dated.
    pub issue_date: Option<Date>,
    /// Page number as printed, without 第 and 版: `3`, `A03`.
    pub page_no: Option<String>,
    /// Division code of the paper's home region, as the caller gave it: `430702`.
    pub region: Option<String>,
    /// Name of the encoding the bytes were decoded from: `UTF-8`, `gb18030`.
    pub encoding: Option<String>,
    /// The decoded text. That of an HTML page or a PDF is what was taken out of it, line by line in reading order.
    pub text: String,
    /// What the source says of stretches of the text, in their order; they do not overlap.
    pub zones: Vec<Zone>,
    /// The other columns of the table the text stood in. `outlet`, `issue_date`, `page_no` and `region` among them win
    /// over what the caller says of all pages.
    pub metadata: Vec<(String, Value)>,
    /// Why the page could not be read, or what was odd about it, in one line.
    pub error: Option<String>,
}

/// Something a page prints beside its articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Furniture {
    /// Where it stands in the page's text.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// The kinds of page furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FurnitureKind {
    /// Page number and page name: `第3版 要闻`.
    Folio,
    /// The issue's date line.
    Date,
    /// The paper's name.
    Masthead,
    /// A column name or banner that stands over articles: `村口闲谈`, `简讯`.
    Section,
    /// Editors, layout, proof-readers: `责任编辑:… 校对:…`.
    Editors,
    /// Telephone and mail of the newsroom.
    Hotline,
    /// `下转第2版`, `上接第1版`.
    Continuation,
    /// Copyright line.
    Copyright,
    /// Advertisement.
    Advertisement,
    /// A public notice of the paper itself.
    Notice,
    /// Anything else that is no article: navigation of a web page, link lists.
    Other,
}

impl FurnitureKind {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Folio => "folio",
            Self::Date => "date",
            Self::Masthead => "masthead",
            Self::Section => "section",
            Self::Editors => "editors",
            Self::Hotline => "hotline",
            Self::Continuation => "continuation",
            Self::Copyright => "copyright",
            Self::Advertisement => "advertisement",
            Self::Notice => "notice",
            Self::Other => "other",
        }
    }
}
