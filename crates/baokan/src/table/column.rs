//! One column of a batch while its rows are being written.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int32Builder, Int64Builder,
    ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, Int32Array, ListArray, StringArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, FieldRef};

use super::schema;
use crate::span::Span;

#[derive(Debug)]
pub(super) enum Column {
    Int(Int32Builder),
    Long(Int64Builder),
    Float(Float64Builder),
    Text(StringBuilder),
    Texts(Texts),
    Bool(BooleanBuilder),
    Date(Date32Builder),
    List(ListBuilder<StringBuilder>),
    Evidence(Evidence),
}

/// Short texts, many at once and none of them null. They are copied without a look at each, and read
/// once as a whole at the end to see that they are text.
#[derive(Debug)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    /// Where each begins, and the last ends.
    offsets: Vec<i32>,
}

/// Lists of evidence: start, end and term.
#[derive(Debug)]
pub(super) struct Evidence {
    field: FieldRef,
    /// Where the items of each row begin, and those of the last end.
    offsets: Vec<i32>,
    starts: Vec<i32>,
    ends: Vec<i32>,
    terms: StringBuilder,
}

impl Column {
    pub(super) fn new(kind: &DataType) -> Self {
        match kind {
            DataType::Int32 => Self::Int(Int32Builder::new()),
            DataType::Int64 => Self::Long(Int64Builder::new()),
            DataType::Float64 => Self::Float(Float64Builder::new()),
            DataType::Utf8 => Self::Text(StringBuilder::new()),
            DataType::Boolean => Self::Bool(BooleanBuilder::new()),
            DataType::Date32 => Self::Date(Date32Builder::new()),
            DataType::List(of) if *of.data_type() == DataType::Utf8 => {
                Self::List(ListBuilder::new(StringBuilder::new()).with_field(of.clone()))
            }
            DataType::List(of) => Self::Evidence(Evidence::new(of)),
            other => unreachable!("no schema has a column of {other}"),
        }
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Int(column) => column.len(),
            Self::Long(column) => column.len(),
            Self::Float(column) => column.len(),
            Self::Text(column) => column.len(),
            Self::Texts(column) => column.offsets.len() - 1,
            Self::Bool(column) => column.len(),
            Self::Date(column) => column.len(),
            Self::List(column) => column.len(),
            Self::Evidence(column) => column.offsets.len() - 1,
        }
    }

    /// Makes room for so many rows with so much text, in bytes, where rows are many.
    pub(super) fn reserve(&mut self, rows: usize, text: usize) {
        match self {
            Self::Int(column) => *column = Int32Builder::with_capacity(rows),
            Self::Text(column) => *column = StringBuilder::with_capacity(rows, text),
            _ => {}
        }
    }

    /// The same column, as one of texts that come many at once when it is one of texts without a row.
    pub(super) fn in_bulk(&mut self) -> &mut Self {
        if let Self::Text(column) = self
            && column.is_empty()
        {
            let mut offsets = Vec::with_capacity(column.offsets_capacity());
            offsets.push(0);
            *self = Self::Texts(Texts {
                bytes: Vec::with_capacity(column.values_capacity()),
                offsets,
            });
        }
        self
    }

    pub(super) fn finish(self) -> ArrayRef {
        match self {
            Self::Int(mut column) => ArrayBuilder::finish(&mut column),
            Self::Long(mut column) => ArrayBuilder::finish(&mut column),
            Self::Float(mut column) => ArrayBuilder::finish(&mut column),
            Self::Text(mut column) => ArrayBuilder::finish(&mut column),
            Self::Texts(column) => column.finish(),
            Self::Bool(mut column) => ArrayBuilder::finish(&mut column),
            Self::Date(mut column) => ArrayBuilder::finish(&mut column),
            Self::List(mut column) => ArrayBuilder::finish(&mut column),
            Self::Evidence(column) => column.finish(),
        }
    }

    /// Stages and schema are both ours: a value of the wrong kind is a slip that the tests, which fill
    /// every table, must find.
    pub(super) fn refuse(&self) -> ! {
        unreachable!("a value of another kind than the schema says, for {self:?}")
    }
}

impl Texts {
    pub(super) fn extend<'t>(&mut self, values: impl Iterator<Item = &'t str>) {
        let Self { bytes, offsets } = self;
        offsets.extend(values.map(|value| {
            bytes.extend_from_slice(value.as_bytes());
            offset(bytes.len())
        }));
    }

    /// Most of them follow one on the other, and are copied together.
    pub(super) fn extend_with_slices(&mut self, text: &str, spans: impl Iterator<Item = Span>) {
        let Self { bytes, offsets } = self;
        let mut run = Span::default();
        offsets.extend(spans.map(|span| {
            if span.start != run.end {
                bytes.extend_from_slice(run.slice(text).as_bytes());
                run.start = span.start;
            }
            run.end = span.end;
            offset(bytes.len() + run.len())
        }));
        bytes.extend_from_slice(run.slice(text).as_bytes());
    }

    fn finish(self) -> ArrayRef {
        let offsets = OffsetBuffer::new(self.offsets.into());
        Arc::new(StringArray::new(offsets, self.bytes.into(), None))
    }
}

impl Evidence {
    fn new(field: &FieldRef) -> Self {
        Self {
            field: FieldRef::clone(field),
            offsets: vec![0],
            starts: Vec::new(),
            ends: Vec::new(),
            terms: StringBuilder::new(),
        }
    }

    /// The next row.
    pub(super) fn append<'t>(&mut self, items: impl IntoIterator<Item = (usize, usize, &'t str)>) {
        for (start, end, term) in items {
            self.starts.push(position(start));
            self.ends.push(position(end));
            self.terms.append_value(term);
        }
        self.offsets.push(offset(self.starts.len()));
    }

    fn finish(mut self) -> ArrayRef {
        let fields: Vec<ArrayRef> = vec![
            Arc::new(Int32Array::from(self.starts)),
            Arc::new(Int32Array::from(self.ends)),
            Arc::new(self.terms.finish()),
        ];
        let items = StructArray::new(schema::evidence(), fields, None);
        let offsets = OffsetBuffer::new(self.offsets.into());
        Arc::new(ListArray::new(self.field, offsets, Arc::new(items), None))
    }
}

/// Where a text or a list ends in its column.
fn offset(at: usize) -> i32 {
    i32::try_from(at).expect("a batch holds less than 2 GiB")
}

/// A number of something. Positions and row numbers are smaller than a page, and pages are refused at 2 GiB.
pub(super) fn position(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
