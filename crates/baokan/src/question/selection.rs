//! Some of the articles of a corpus, chosen by what their columns say.

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::progress::Progress;

use super::group::Groups;
use super::value::Value;

/// Articles chosen by the values of columns, or by number.
///
/// ```
/// use baokan::Selection;
///
/// let papers = Selection::Where(vec![("outlet".into(), vec!["甲县报".into(), "乙县报".into()])]);
/// let first = Selection::Articles(vec![0, 1, 2]);
/// assert_ne!(papers, first);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Articles that have, for every column, one of its values. Columns are those of `by`; a day or a
    /// period is written in ISO 8601, and `2024-05` means all of that month.
    Where(Vec<(String, Vec<String>)>),
    /// Articles by their numbers.
    Articles(Vec<usize>),
}

impl Selection {
    /// Whether each article is chosen.
    ///
    /// # Errors
    ///
    /// When a column is unknown, a number is too large, or no article is chosen; the message begins with `argument`.
    pub(crate) fn articles(
        &self,
        argument: &str,
        corpus: &Corpus,
        progress: &Progress,
    ) -> Result<Vec<bool>> {
        let wrong =
            |reason: String| Error::new(ErrorKind::Argument, format!("{argument}: {reason}"));
        let mut chosen = vec![false; corpus.len()];
        match self {
            Self::Articles(numbers) => {
                for &number in numbers {
                    let Some(chosen) = chosen.get_mut(number) else {
                        return Err(wrong(format!("article {number} of {}", corpus.len())));
                    };
                    *chosen = true;
                }
            }
            Self::Where(conditions) => {
                let columns = conditions.iter().map(|(column, _)| column.clone());
                let groups = Groups::new(corpus, &columns.collect::<Vec<_>>(), progress).map_err(
                    |error| match error.kind() {
                        ErrorKind::Argument => {
                            let message = error.message();
                            wrong(message.trim_start_matches("by: ").to_owned())
                        }
                        _ => error,
                    },
                )?;
                let meets = |key: &Vec<Option<Value>>| {
                    key.iter().zip(conditions).all(|(value, (_, wanted))| {
                        let value = value.as_ref();
                        value.is_some_and(|value| wanted.iter().any(|wanted| is(value, wanted)))
                    })
                };
                let meets = groups.keys.iter().map(meets).collect::<Vec<_>>();
                for (article, chosen) in chosen.iter_mut().enumerate() {
                    *chosen = groups
                        .of(article)
                        .iter()
                        .any(|&group| meets[group as usize]);
                }
            }
        }
        if !chosen.contains(&true) {
            return Err(wrong(format!("no article is {}", self.describe())));
        }
        Ok(chosen)
    }

    fn describe(&self) -> String {
        match self {
            Self::Articles(_) => "given".to_owned(),
            Self::Where(conditions) => conditions
                .iter()
                .map(|(column, values)| format!("{column} {}", values.join(" or ")))
                .collect::<Vec<_>>()
                .join(" and "),
        }
    }
}

/// Whether a value is the one written; a day is also told by its year, or its year and month.
fn is(value: &Value, written: &str) -> bool {
    let text = value.to_string();
    match text.strip_prefix(written) {
        Some("") => true,
        Some(rest) => matches!(value, Value::Day(_)) && rest.starts_with('-'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_told_by_its_month_too() {
        let day = Value::day(date(2024, 5, 24));
        assert!(
            ["2024", "2024-05", "2024-05-24"]
                .iter()
                .all(|text| is(&day, text))
        );
        assert!(!is(&day, "2024-0") && !is(&day, "202"));
        assert!(!is(&Value::text("甲县-报"), "甲县"));
    }
}
