//! CSV: a page a row, under a line of column names.
//!
//! A quotation mark that nobody closed swallows all rows up to the next one. A million rows have one such row sooner or
//! later, so a row is put together line by line here and then read by the `csv` crate: where the quotation
//! does not end as it should, its first line alone is the bad row, and reading goes on with the second.

use std::collections::VecDeque;
use std::io::{self, BufReader, Read};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::encoding::decode;
use super::input::{Body, Input, Pages, Reading};
use super::jsonl::read_line;
use super::row::{Row, no_text_column};
use crate::page::{Page, Value};

/// Longest row, in bytes.
const LONGEST: usize = 64 << 20;

/// How much of a file its encoding is told from.
const HEAD: usize = 64 << 10;

/// The pages of a CSV file.
pub(super) fn pages(
    source: &str,
    body: Body,
    delimiter: u8,
    reading: &Arc<Reading>,
) -> io::Result<Pages> {
    let mut bytes = body.read()?;
    let mut head = Vec::new();
    bytes.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let encoding = match &reading.encoding {
        Some(encoding) => encoding.clone(),
        None => encoding_of(&head)?,
    };
    let mut fields = encoding.clone();
    let mut bytes: Box<dyn Read + Send> = Box::new(io::Cursor::new(head).chain(bytes));
    if encoding.starts_with("UTF-16") {
        // In UTF-16 a byte of a character may look like a comma; in the others none does.
        let mut all = Vec::new();
        bytes.read_to_end(&mut all)?;
        let decoded = decode(&all, Some(&encoding)).map_err(io::Error::other)?;
        bytes = Box::new(io::Cursor::new(decoded.text.into_bytes()));
        fields = "UTF-8".to_owned();
    }
    let mut rows = Rows {
        lines: BufReader::with_capacity(1 << 16, bytes),
        ahead: VecDeque::new(),
        number: 0,
        delimiter,
        fields: None,
    };
    let header = match rows.next_row()? {
        None => return Err(io::Error::other("empty table")),
        Some((_, Err(error))) => return Err(io::Error::other(error)),
        Some((_, Ok(header))) => header.fields,
    };
    let columns: Vec<String> = header
        .iter()
        .map(|name| {
            decode(name, Some(&fields))
                .map(|name| name.text.trim_matches('\u{feff}').trim().to_owned())
        })
        .collect::<Result<_, _>>()
        .map_err(io::Error::other)?;
    if !columns.contains(&reading.text_column) {
        let names = columns.iter().map(String::as_str);
        return Err(io::Error::other(no_text_column(
            &reading.text_column,
            names,
        )));
    }
    rows.fields = Some(columns.len());
    Ok(Box::new(Table {
        source: Arc::from(source),
        columns: columns.into(),
        encoding: Arc::new(Encoding {
            file: encoding,
            fields,
        }),
        text_column: Arc::from(reading.text_column.as_str()),
        rows,
        failed: false,
    }))
}

/// The encoding the beginning of a file is in; cut after its last line, because the beginning may end within a
/// character.
fn encoding_of(head: &[u8]) -> io::Result<String> {
    let whole = head
        .iter()
        .rposition(|&byte| byte == b'\n')
        .filter(|_| {
            head.len() == HEAD && !head.starts_with(b"\xff\xfe") && !head.starts_with(b"\xfe\xff")
        })
        .map_or(head, |end| &head[..end]);
    let decoded = decode(whole, None).map_err(io::Error::other)?;
    if decoded.encoding == "binary" {
        return Err(io::Error::other(decoded.error.unwrap_or_default()));
    }
    Ok(decoded.encoding)
}

struct Table {
    source: Arc<str>,
    columns: Arc<[String]>,
    encoding: Arc<Encoding>,
    text_column: Arc<str>,
    rows: Rows,
    failed: bool,
}

impl Iterator for Table {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        if self.failed {
            return None;
        }
        let (number, record) = match self.rows.next_row() {
            Ok(row) => row?,
            Err(error) => {
                self.failed = true;
                (self.rows.number + 1, Err(error.to_string()))
            }
        };
        // The rows of RFC 7111 count from one, the header among them.
        let place = format!("row={number}");
        let source = Arc::clone(&self.source);
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let page = Row::failed(&source, &place, &error);
                return Some(Input::new(move || page));
            }
        };
        let columns = Arc::clone(&self.columns);
        let encoding = Arc::clone(&self.encoding);
        let text_column = Arc::clone(&self.text_column);
        Some(Input::new(move || {
            page(&source, &place, &columns, &record, &encoding, &text_column)
        }))
    }
}

/// The encoding of a file, and that of its fields as they are read.
struct Encoding {
    file: String,
    fields: String,
}

fn page(
    source: &str,
    place: &str,
    columns: &[String],
    record: &Record,
    encoding: &Encoding,
    text_column: &str,
) -> Page {
    let mut row = Row {
        encoding: Some(encoding.file.clone()),
        error: record.error.clone(),
        ..Row::default()
    };
    for (name, field) in columns.iter().zip(&record.fields) {
        if field.is_empty() {
            continue;
        }
        match decode(field, Some(&encoding.fields)) {
            Ok(decoded) => {
                row.columns.push((name.clone(), Value::Text(decoded.text)));
                row.error = row.error.or(decoded.error);
            }
            Err(error) => row.error = Some(error.to_string()),
        }
    }
    row.page(source, place, text_column)
}

/// A row, and what was odd about it.
struct Record {
    fields: ByteRecord,
    error: Option<String>,
}

/// What is said of a row that ends inside a quotation; it is read up to the end of its line.
const NOT_CLOSED: &str = "a quotation mark is not closed";

/// Where the end of a line stands, as RFC 4180 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotation {
    /// Before a row or behind it.
    Before,
    /// Inside a quoted field.
    Inside,
    /// Something follows a quotation before its field ends.
    Broken,
}

impl Quotation {
    /// The state behind one more line of a row.
    fn after(self, line: &[u8], delimiter: u8) -> Self {
        let mut inside = self == Self::Inside;
        let mut at = 0;
        while at < line.len() {
            if !inside {
                // A quotation begins where a field does; elsewhere a mark is a character: `5" 的管子`.
                if line[at] == b'"' {
                    inside = true;
                    at += 1;
                    continue;
                }
                match line[at..].iter().position(|&byte| byte == delimiter) {
                    Some(length) => at += length + 1,
                    None => break,
                }
                continue;
            }
            let Some(length) = line[at..].iter().position(|&byte| byte == b'"') else {
                return Self::Inside;
            };
            at += length + 1;
            match line.get(at) {
                Some(b'"') => at += 1,
                Some(&byte) if byte == delimiter => {
                    inside = false;
                    at += 1;
                }
                None | Some(b'\r' | b'\n') => return Self::Before,
                Some(_) => return Self::Broken,
            }
        }
        if inside { Self::Inside } else { Self::Before }
    }
}

/// Rows put together from lines.
struct Rows {
    lines: BufReader<Box<dyn Read + Send>>,
    /// Lines read already, of a row that turned out to be bad.
    ahead: VecDeque<Vec<u8>>,
    /// Rows read so far.
    number: usize,
    delimiter: u8,
    /// How many fields a row has.
    fields: Option<usize>,
}

impl Rows {
    /// The next row and its number, or why it is none.
    fn next_row(&mut self) -> io::Result<Option<(usize, Result<Record, String>)>> {
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let mut length = 0;
        let mut state = Quotation::Before;
        while let Some(line) = self.next_line()? {
            if lines.is_empty() && line.trim_ascii().is_empty() {
                continue;
            }
            length += line.len();
            state = state.after(&line, self.delimiter);
            lines.push(line);
            if state != Quotation::Inside || length > LONGEST {
                break;
            }
        }
        let Some(first) = lines.first() else {
            return Ok(None);
        };
        self.number += 1;
        let whole = self
            .record(&lines.concat())
            .filter(|_| state == Quotation::Before || lines.len() == 1);
        let open = Quotation::Before.after(first, self.delimiter) != Quotation::Before;
        let (record, taken) = match whole {
            Some(record) => (Some(record), lines.len()),
            None => (self.record(first), 1),
        };
        let record = match record {
            Some(fields) => Ok(Record {
                fields,
                error: (taken == 1 && open).then(|| NOT_CLOSED.to_owned()),
            }),
            None => Err(self.refusal()),
        };
        for line in lines.drain(taken..).rev() {
            self.ahead.push_front(line);
        }
        Ok(Some((self.number, record)))
    }

    fn refusal(&self) -> String {
        match self.fields {
            Some(fields) => format!("bad row: not {fields} fields"),
            None => "bad row of column names".to_owned(),
        }
    }

    /// What `bytes` hold as one row with as many fields as the header has.
    fn record(&self, bytes: &[u8]) -> Option<ByteRecord> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(bytes.len().clamp(1, 1 << 16))
            .from_reader(bytes);
        let mut record = ByteRecord::new();
        let read = reader.read_byte_record(&mut record).ok()?;
        (read && self.fields.is_none_or(|fields| fields == record.len())).then_some(record)
    }

    fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        let length = read_line(&mut self.lines, LONGEST, &mut line)?;
        Ok((length > 0).then_some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> Vec<String> {
        let mut rows = Rows {
            lines: BufReader::new(Box::new(io::Cursor::new(csv.as_bytes().to_vec()))),
            ahead: VecDeque::new(),
            number: 0,
            delimiter: b',',
            fields: Some(2),
        };
        let mut found = Vec::new();
        while let Some((number, record)) = rows.next_row().unwrap() {
            found.push(match record {
                Ok(record) => {
                    let fields: Vec<&str> = record
                        .fields
                        .iter()
                        .map(|field| std::str::from_utf8(field).unwrap())
                        .collect();
                    let note = record.error.map(|_| "!").unwrap_or_default();
                    format!("{number}{note} {}", fields.join("|"))
                }
                Err(_) => format!("{number} -"),
            });
        }
        found
    }

    #[test]
    fn a_bad_row_costs_no_other() {
        for (csv, expected) in [
            ("a,b\r\n\nc,\"d\"\"\n,e\"\n", vec!["1 a|b", "2 c|d\"\n,e"]),
            ("a,\"b\nc,\"d\"\ne,f", vec!["1! a|b\n", "2 c|d", "3 e|f"]),
            ("a,\"b\nc,d\ne,f", vec!["1! a|b\n", "2 c|d", "3 e|f"]),
            ("a,5\" b\nc,\"d\ne\"\n", vec!["1 a|5\" b", "2 c|d\ne"]),
            ("a\nb,c,d\ne,f", vec!["1 -", "2 -", "3 e|f"]),
        ] {
            assert_eq!(read(csv), expected, "{csv}");
        }
    }
}
