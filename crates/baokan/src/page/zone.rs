//! What the source of a page says of stretches of its text.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A stretch of a page's text whose role its source states: by the marks of an HTML page, by the sizes of
/// type in a PDF.
///
/// A plain text has none, and the roles of its lines are worked out. Where a zone says what a line is, that wins
/// over guessing. Lines of one zone belong together (a headline set in two lines).
///
/// ```
/// use baokan::{Analyzer, Options, Page, Span, Zone, ZoneRole};
///
/// let text = "一条路\n修到家门口\n本报讯 5月20日,某村的路修好了。";
/// let headline = Zone {
///     span: Span::new(0, text.find("\n本报").unwrap()),
///     role: ZoneRole::Headline,
///     article: None,
/// };
/// let page = Page { text: text.into(), zones: vec![headline], ..Page::default() };
/// let page = Analyzer::new(Options::default())?.page(page);
/// assert_eq!(page.articles[0].article.headline.as_deref(), Some("一条路修到家门口"));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Where it stands in the page's text.
    pub span: Span,
    /// What it is.
    pub role: ZoneRole,
    /// Which of the page's articles it belongs to, where the source tells its articles apart: zones with one
    /// number are one article, whatever their text looks like.
    pub article: Option<u32>,
}

/// What a source can say of a stretch of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ZoneRole {
    /// A column name (栏目) over articles.
    Section,
    /// The line above a headline (肩题).
    Kicker,
    /// A headline (主题).
    Headline,
    /// The line below a headline (副题).
    Subtitle,
    /// A heading that may be a headline or stand inside an article.
    Heading,
    /// A heading inside an article (小标题).
    Subhead,
    /// Names of writers.
    Byline,
    /// A line of running text, or of what stands among it.
    Body,
    /// A picture's caption.
    Caption,
    /// What the page prints beside its articles.
    Furniture,
}

impl ZoneRole {
    /// Whether it is part of a headline block.
    pub(crate) fn heads(self) -> bool {
        matches!(
            self,
            Self::Section | Self::Kicker | Self::Headline | Self::Subtitle
        )
    }
}
