//! An article: its parts, its text, and where each character of it stands on the page.

pub(crate) mod assemble;
pub(crate) mod byline;
pub(crate) mod caption;
mod cohesion;
pub(crate) mod cue;
pub(crate) mod dateline;
pub(crate) mod draft;
pub(crate) mod heading;

use jiff::civil::Date;
use serde::Serialize;

use crate::span::Span;

/// One article of a page.
///
/// `text` is the headline block followed by the paragraphs, joined by `\n`. What is no running text
/// (a byline on a line of its own, a photo credit, page furniture) is not in it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Article {
    /// Column name (栏目) or banner the article stands under.
    pub section: Option<String>,
    /// The line above the headline (肩题).
    pub kicker: Option<String>,
    /// The headline (主题); lines joined without a space where it runs over two.
    pub headline: Option<String>,
    /// The line below the headline (副题), without its dash.
    pub subtitle: Option<String>,
    /// The dateline (电头) as printed: `本报讯`, `新华社北京5月20日电`.
    pub dateline: Option<String>,
    /// The day reported in the dateline or, lacking that, the first full date of the lead.
    pub date: Option<Date>,
    /// Personal names of the byline.
    pub authors: Vec<String>,
    /// The text all spans below index.
    pub text: String,
    /// The headline block in `text`.
    pub heading: Span,
    /// The paragraphs in `text`, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Bylines that stand inside `text` (`本报讯(记者 甲)`): the names there are authors.
    pub credits: Vec<Span>,
    /// Where the stretches of `text` stand on the page, in order of `text`.
    pub pieces: Vec<Piece>,
    /// Bylines that stand outside `text`, as spans of the page.
    pub bylines: Vec<Span>,
    /// From the first to the last character of the article, as a span of the page.
    pub span: Span,
}

/// A paragraph of an article, as a span of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Where it stands in the article's text.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// Running text.
    Body,
    /// A heading inside the article (小标题).
    Subhead,
    /// A box (核心阅读, 编者按): its label and its text.
    Box,
}

impl Role {
    /// The name tables show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Subhead => "subhead",
            Self::Box => "box",
        }
    }
}

/// A stretch of an article's text and the stretch of the page it was taken from; both have the same
/// length and the same characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// In the article's text.
    pub text: Span,
    /// In the page's text.
    pub page: Span,
}

/// A picture's caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Caption {
    /// Index of the article the picture belongs to among the page's articles; `None` for a picture
    /// that stands alone.
    pub article: Option<usize>,
    /// The caption without the photographer's credit.
    pub text: String,
    /// Who took the picture.
    pub photographer: Option<String>,
    /// Where caption and credit stand on the page.
    pub spans: Vec<Span>,
}

impl Article {
    /// The spans of the page that `span` of the text was read from: several where a column break was
    /// joined. The `\n` between paragraphs comes from nowhere.
    ///
    /// ```
    /// let page = baokan::parse("甲县召开防汛会\n\n本报讯 5月20日,甲县召\n\n开防汛会。(王五)", &baokan::Options::default());
    /// let article = &page.articles[0].article;
    /// let at = article.text.find("召开防汛会。").unwrap();
    /// let spans = article.locate(baokan::Span::new(at, at + "召开".len()));
    /// assert_eq!(spans.len(), 2);
    /// ```
    #[must_use]
    pub fn locate(&self, span: Span) -> Vec<Span> {
        let first = self
            .pieces
            .partition_point(|piece| piece.text.end <= span.start);
        self.pieces[first..]
            .iter()
            .take_while(|piece| piece.text.start < span.end)
            .map(|piece| {
                let start = piece.text.start.max(span.start) - piece.text.start;
                let end = piece.text.end.min(span.end) - piece.text.start;
                Span {
                    start: piece.page.start + start,
                    end: piece.page.start + end,
                }
            })
            .collect()
    }
}
