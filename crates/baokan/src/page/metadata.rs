//! What came with a page's text: the other columns of the table it was read from.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Page;
use crate::read::file_name_metadata;

/// A value that came with a page's text, in a column of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A day.
    Date(Date),
    /// A text; lists and objects are kept as JSON.
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(formatter),
            Self::Int(value) => value.fmt(formatter),
            Self::Float(value) => value.fmt(formatter),
            Self::Date(value) => value.fmt(formatter),
            Self::Text(value) => value.fmt(formatter),
        }
    }
}

/// The columns that say of a page what a caller can say too. They fill its fields and make no column of their own.
#[cfg(feature = "tables")]
const KNOWN: [&str; 5] = ["source", "outlet", "issue_date", "page_no", "region"];

/// Whether a column only fills fields of its page.
#[cfg(feature = "tables")]
pub(crate) fn is_known(column: &str) -> bool {
    KNOWN.iter().any(|known| column.eq_ignore_ascii_case(known))
}

impl Page {
    /// The value of a column that came with the text, by its name.
    pub(crate) fn given(&self, column: &str) -> Option<String> {
        self.metadata
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(column))
            .map(|(_, value)| value.to_string().trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// The day in the column `issue_date`: ISO 8601 or any other form that names of files have, `20220524`,
    /// `2022年5月24日`. `Err` holds what is no day.
    pub(crate) fn given_issue_date(&self) -> Result<Option<Date>, String> {
        let Some(value) = self.given("issue_date") else {
            return Ok(None);
        };
        match file_name_metadata(&value.replace('/', "-")).issue_date {
            Some(day) => Ok(Some(day)),
            None => Err(value),
        }
    }
}
