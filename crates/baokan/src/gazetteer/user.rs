//! A gazetteer of the user's own, read from CSV: `name, level, code, parent`.

use crate::error::{Error, ErrorKind, Result};
use crate::mark::Level;

use super::code::Code;

/// One row of a user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) level: Level,
    pub(crate) code: Option<Code>,
    pub(crate) parent: Option<Code>,
}

/// Reads the text of a file; the first line may be the heading `name,level,code,parent`.
pub(super) fn rows(text: &str) -> Result<Vec<Row>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let heading = at == 0 && line.trim_start().starts_with("name");
        if heading || line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        rows.push(
            row(line).map_err(|message| Error::new(ErrorKind::Lexicon, message).at_line(at + 1))?,
        );
    }
    Ok(rows)
}

fn row(line: &str) -> Result<Row, String> {
    let columns: Vec<&str> = line
        .split(',')
        .map(|column| column.trim().trim_matches('"').trim())
        .collect();
    let &[name, level, ref rest @ ..] = columns.as_slice() else {
        return Err("expected name,level,code,parent".to_owned());
    };
    if rest.len() > 2 {
        return Err(format!("{} columns where four are expected", columns.len()));
    }
    if name.chars().count() < 2 {
        return Err("a name needs two characters or more".to_owned());
    }
    let level = [
        Level::Country,
        Level::Province,
        Level::City,
        Level::County,
        Level::Town,
        Level::Village,
        Level::Poi,
    ]
    .into_iter()
    .find(|known| known.name() == level)
    .ok_or_else(|| format!("unknown level `{level}`"))?;
    let code = |column: usize| match rest.get(column) {
        None | Some(&"") => Ok(None),
        Some(digits) => Code::parse(digits)
            .map(Some)
            .ok_or_else(|| format!("`{digits}` is no division code")),
    };
    Ok(Row {
        name: name.to_owned(),
        level,
        code: code(0)?,
        parent: code(1)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_and_without_code() {
        let read = rows("name,level,code,parent\n青禾新村,village,,430702\n听雨台,poi\n")
            .expect("a good file");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].parent, Code::parse("430702"));
        assert_eq!(read[1].level, Level::Poi);
    }

    #[test]
    fn a_bad_line_is_named() {
        let cases = [
            (
                "name,level\n某某庄,hamlet",
                "line 2: unknown level `hamlet`",
            ),
            ("某某庄,village,12x", "line 1: `12x` is no division code"),
            ("某某庄", "line 1: expected name,level,code,parent"),
            ("庄,village", "line 1: a name needs two characters or more"),
            (
                "某某庄,village,,,x",
                "line 1: 5 columns where four are expected",
            ),
        ];
        for (text, message) in cases {
            assert_eq!(rows(text).expect_err(text).to_string(), message);
        }
    }
}
