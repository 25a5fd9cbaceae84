//! JSON Lines: a page a line.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use serde_json::Value as Json;

use super::decode;
use super::input::{Body, Input, Pages, Reading};
use super::row::Row;
use crate::page::{Page, Value};

/// Longest line, in bytes: whatever is longer is no page, and is passed over unread.
const LONGEST: usize = 256 << 20;

/// The pages of a file of JSON objects, one a line.
pub(super) fn pages(source: &str, body: Body, reading: &Arc<Reading>) -> io::Result<Pages> {
    Ok(Box::new(Lines {
        source: Arc::from(source),
        lines: BufReader::with_capacity(1 << 16, body.read()?),
        number: 0,
        reading: Arc::clone(reading),
        failed: false,
    }))
}

struct Lines<R> {
    source: Arc<str>,
    lines: BufReader<R>,
    /// Of the line read last, counted from one.
    number: usize,
    reading: Arc<Reading>,
    failed: bool,
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        while !self.failed {
            let mut line = Vec::new();
            self.number += 1;
            let place = format!("line={}", self.number);
            match read_line(&mut self.lines, LONGEST, &mut line) {
                Ok(0) => return None,
                Ok(length) if length > line.len() => {
                    let error = format!("a line of {length} bytes is no page");
                    let page = Row::failed(&self.source, &place, &error);
                    return Some(Input::new(move || page));
                }
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let (source, reading) = (Arc::clone(&self.source), Arc::clone(&self.reading));
                    return Some(Input::new(move || page(&source, &place, &line, &reading)));
                }
                Err(error) => {
                    self.failed = true;
                    let page = Row::failed(&self.source, &place, &error.to_string());
                    return Some(Input::new(move || page));
                }
            }
        }
        None
    }
}

/// Reads a line with its end and returns its length, of which no more than `longest` bytes are kept.
pub(super) fn read_line(
    lines: &mut impl BufRead,
    longest: usize,
    line: &mut Vec<u8>,
) -> io::Result<usize> {
    let mut length = 0;
    loop {
        let read = lines.fill_buf()?;
        if read.is_empty() {
            return Ok(length);
        }
        let end = read.iter().position(|&byte| byte == b'\n');
        let taken = end.map_or(read.len(), |at| at + 1);
        let room = longest.saturating_sub(line.len()).min(taken);
        line.extend_from_slice(&read[..room]);
        length += taken;
        lines.consume(taken);
        if end.is_some() {
            return Ok(length);
        }
    }
}

/// The page a line holds.
fn page(source: &str, place: &str, line: &[u8], reading: &Reading) -> Page {
    let decoded = match decode(line, reading.encoding.as_deref()) {
        Ok(decoded) => decoded,
        Err(error) => return Row::failed(source, place, &error.to_string()),
    };
    let object = match serde_json::from_str(&decoded.text) {
        Ok(Json::Object(object)) => object,
        Ok(_) => return Row::failed(source, place, "no JSON object"),
        Err(error) => return Row::failed(source, place, &format!("no JSON object: {error}")),
    };
    let row = Row {
        columns: object
            .into_iter()
            .filter_map(|(name, value)| Some((name, value_of(value)?)))
            .collect(),
        error: decoded.error,
        encoding: Some(decoded.encoding),
    };
    row.page(source, place, &reading.text_column)
}

/// A JSON value as a value of a column; `None` for null.
pub(super) fn value_of(value: Json) -> Option<Value> {
    Some(match value {
        Json::Null => return None,
        Json::Bool(value) => Value::Bool(value),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => Value::Int(value),
            (None, Some(value)) => Value::Float(value),
            (None, None) => Value::Text(number.to_string()),
        },
        Json::String(text) => Value::Text(text),
        other => Value::Text(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_long_line_is_passed_over() {
        let mut lines = BufReader::with_capacity(4, Cursor::new(b"abcdefgh\nxy\n"));
        let mut line = Vec::new();
        assert_eq!(read_line(&mut lines, 3, &mut line).unwrap(), 9);
        assert_eq!(line, b"abc");
        line.clear();
        assert_eq!(read_line(&mut lines, 3, &mut line).unwrap(), 3);
        assert_eq!(line, b"xy\n");
        assert_eq!(read_line(&mut lines, 3, &mut line).unwrap(), 0);
    }
}
