//! Writes rows straight into Arrow columns, value by value in the order of the schema.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use jiff::civil::Date;

use super::column::{Column, position};
use crate::day::days;
use crate::page::Value;
use crate::span::Span;

/// The rows of one batch of a table.
///
/// A stage hands over borrowed text, and no value is kept anywhere else on the way: a token costs
/// seven pushes and no allocation of its own.
#[derive(Debug)]
pub(crate) struct Rows {
    schema: SchemaRef,
    columns: Vec<Column>,
    /// The column the next value belongs to.
    next: usize,
}

impl Rows {
    pub(crate) fn new(schema: SchemaRef) -> Self {
        let columns = schema
            .fields()
            .iter()
            .map(|field| Column::new(field.data_type()))
            .collect();
        Self {
            schema,
            columns,
            next: 0,
        }
    }

    /// Makes room for so many rows with so much text, in bytes, in the column `text`.
    pub(crate) fn reserve(&mut self, rows: usize, text: usize) {
        for (column, field) in self.columns.iter_mut().zip(self.schema.fields()) {
            let is_text = field.name() == "text";
            column.reserve(rows, if is_text { text } else { 0 });
        }
    }

    /// How many rows are complete.
    pub(crate) fn len(&self) -> usize {
        self.columns.last().map_or(0, Column::len)
    }

    /// The next value, a number of something.
    pub(crate) fn int(&mut self, value: impl Into<Option<usize>>) {
        let value = value.into().map(position);
        match self.column() {
            Column::Int(column) => column.append_option(value),
            other => other.refuse(),
        }
    }

    /// The next column of many rows at once: one number for all.
    ///
    /// Tokens are half of all a corpus holds, and column by column each costs a fraction.
    pub(crate) fn int_times(&mut self, value: usize, rows: usize) {
        match self.column() {
            Column::Int(column) => column.append_value_n(position(value), rows),
            other => other.refuse(),
        }
    }

    /// The next column of many rows at once: numbers of something.
    pub(crate) fn ints(&mut self, values: &[i32]) {
        match self.column() {
            Column::Int(column) => column.append_slice(values),
            other => other.refuse(),
        }
    }

    /// The next column of many rows at once: texts. A table has all its rows so or one by one.
    pub(crate) fn each_text<'t>(&mut self, values: impl Iterator<Item = &'t str>) {
        match self.column().in_bulk() {
            Column::Texts(column) => column.extend(values),
            other => other.refuse(),
        }
    }

    /// The next column of many rows at once: stretches of a text, in its order.
    pub(crate) fn slices(&mut self, text: &str, spans: impl Iterator<Item = Span>) {
        match self.column().in_bulk() {
            Column::Texts(column) => column.extend_with_slices(text, spans),
            other => other.refuse(),
        }
    }

    /// The next value, a measured number.
    pub(crate) fn float(&mut self, value: impl Into<Option<f64>>) {
        match self.column() {
            Column::Float(column) => column.append_option(value.into()),
            other => other.refuse(),
        }
    }

    /// The next value, a text.
    pub(crate) fn text<'t>(&mut self, value: impl Into<Option<&'t str>>) {
        match self.column() {
            Column::Text(column) => column.append_option(value.into()),
            other => other.refuse(),
        }
    }

    /// The next value, a truth value.
    pub(crate) fn bool(&mut self, value: bool) {
        match self.column() {
            Column::Bool(column) => column.append_value(value),
            other => other.refuse(),
        }
    }

    /// The next value, a day.
    pub(crate) fn date(&mut self, value: Option<Date>) {
        match self.column() {
            Column::Date(column) => column.append_option(value.map(days)),
            other => other.refuse(),
        }
    }

    /// The next value, a list of texts.
    pub(crate) fn texts<'t>(&mut self, values: impl IntoIterator<Item = &'t str>) {
        match self.column() {
            Column::List(column) => column.append_value(values.into_iter().map(Some)),
            other => other.refuse(),
        }
    }

    /// The next value, a list of texts; null when it is empty.
    pub(crate) fn texts_or_null<'t>(&mut self, values: impl IntoIterator<Item = &'t str>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            return self.texts(values);
        }
        match self.column() {
            Column::List(column) => column.append_null(),
            other => other.refuse(),
        }
    }

    /// The next value, a list of evidence: start, end and term.
    pub(crate) fn evidence<'t>(
        &mut self,
        values: impl IntoIterator<Item = (usize, usize, &'t str)>,
    ) {
        let column = match self.column() {
            Column::Evidence(column) => column,
            other => other.refuse(),
        };
        column.append(values);
    }

    /// The next value, one that came with a page. A column of texts takes any.
    pub(crate) fn value(&mut self, value: Option<&Value>) {
        match (self.column(), value) {
            (Column::Bool(column), Some(Value::Bool(value))) => column.append_value(*value),
            (Column::Long(column), Some(Value::Int(value))) => column.append_value(*value),
            (Column::Float(column), Some(Value::Int(value))) => column.append_value(*value as f64),
            (Column::Float(column), Some(Value::Float(value))) => column.append_value(*value),
            (Column::Date(column), Some(Value::Date(value))) => column.append_value(days(*value)),
            (Column::Text(column), Some(Value::Text(value))) => column.append_value(value),
            (Column::Text(column), Some(value)) => column.append_value(value.to_string()),
            (Column::Bool(column), None) => column.append_null(),
            (Column::Long(column), None) => column.append_null(),
            (Column::Float(column), None) => column.append_null(),
            (Column::Date(column), None) => column.append_null(),
            (Column::Text(column), None) => column.append_null(),
            (other, _) => other.refuse(),
        }
    }

    /// The rows as one batch.
    pub(crate) fn finish(self) -> RecordBatch {
        assert_eq!(self.next, 0, "a row of {:?} is not complete", self.schema);
        let columns = self.columns.into_iter().map(Column::finish).collect();
        RecordBatch::try_new(self.schema, columns).expect("the columns were made from the schema")
    }

    #[inline]
    fn column(&mut self) -> &mut Column {
        let at = self.next;
        self.next = if at + 1 < self.columns.len() {
            at + 1
        } else {
            0
        };
        &mut self.columns[at]
    }
}
