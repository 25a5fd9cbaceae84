//! Writes rows straight into Arrow columns, value by value in the order of the schema.

use arrow_array::RecordBatch;
use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int32Builder, Int64Builder,
    ListBuilder, StringBuilder, StructBuilder,
};
use arrow_schema::{DataType, SchemaRef};
use jiff::civil::Date;

use super::schema;
use crate::day::days;
use crate::page::Value;

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

#[derive(Debug)]
enum Column {
    Int(Int32Builder),
    Long(Int64Builder),
    Float(Float64Builder),
    Text(StringBuilder),
    Bool(BooleanBuilder),
    Date(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
    Evidence(ListBuilder<StructBuilder>),
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

    /// How many rows are complete.
    pub(crate) fn len(&self) -> usize {
        match self.columns.last() {
            Some(Column::Int(column)) => column.len(),
            Some(Column::Long(column)) => column.len(),
            Some(Column::Float(column)) => column.len(),
            Some(Column::Text(column)) => column.len(),
            Some(Column::Bool(column)) => column.len(),
            Some(Column::Date(column)) => column.len(),
            Some(Column::Texts(column)) => column.len(),
            Some(Column::Evidence(column)) => column.len(),
            None => 0,
        }
    }

    /// The next value, a number of something.
    pub(crate) fn int(&mut self, value: impl Into<Option<usize>>) {
        // Positions and row numbers are smaller than a page, and pages are refused at 2 GiB.
        let value = value
            .into()
            .map(|value| i32::try_from(value).unwrap_or(i32::MAX));
        match self.column() {
            Column::Int(column) => column.append_option(value),
            other => other.refuse(),
        }
    }

    /// The next column of many rows at once: numbers of something.
    ///
    /// Tokens are half of all a corpus holds, and column by column each costs a fraction.
    pub(crate) fn ints(&mut self, values: &[i32]) {
        match self.column() {
            Column::Int(column) => column.append_slice(values),
            other => other.refuse(),
        }
    }

    /// The next column of many rows at once: texts.
    pub(crate) fn each_text<'t>(&mut self, values: impl Iterator<Item = &'t str>) {
        match self.column() {
            Column::Text(column) => values.for_each(|value| column.append_value(value)),
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
            Column::Texts(column) => column.append_value(values.into_iter().map(Some)),
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
            Column::Texts(column) => column.append_null(),
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
        for (start, end, term) in values {
            let item = column.values();
            for (field, at) in [start, end].into_iter().enumerate() {
                let position = item
                    .field_builder::<Int32Builder>(field)
                    .expect("evidence begins with two positions");
                position.append_value(i32::try_from(at).unwrap_or(i32::MAX));
            }
            item.field_builder::<StringBuilder>(2)
                .expect("evidence ends with its term")
                .append_value(term);
            item.append(true);
        }
        column.append(true);
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

    fn column(&mut self) -> &mut Column {
        let at = self.next;
        self.next = (at + 1) % self.columns.len();
        &mut self.columns[at]
    }
}

impl Column {
    fn new(kind: &DataType) -> Self {
        match kind {
            DataType::Int32 => Self::Int(Int32Builder::new()),
            DataType::Int64 => Self::Long(Int64Builder::new()),
            DataType::Float64 => Self::Float(Float64Builder::new()),
            DataType::Utf8 => Self::Text(StringBuilder::new()),
            DataType::Boolean => Self::Bool(BooleanBuilder::new()),
            DataType::Date32 => Self::Date(Date32Builder::new()),
            DataType::List(of) if *of.data_type() == DataType::Utf8 => {
                Self::Texts(ListBuilder::new(StringBuilder::new()).with_field(of.clone()))
            }
            DataType::List(of) => {
                let item = StructBuilder::from_fields(schema::evidence(), 0);
                Self::Evidence(ListBuilder::new(item).with_field(of.clone()))
            }
            other => unreachable!("no schema has a column of {other}"),
        }
    }

    fn finish(self) -> arrow_array::ArrayRef {
        match self {
            Self::Int(mut column) => ArrayBuilder::finish(&mut column),
            Self::Long(mut column) => ArrayBuilder::finish(&mut column),
            Self::Float(mut column) => ArrayBuilder::finish(&mut column),
            Self::Text(mut column) => ArrayBuilder::finish(&mut column),
            Self::Bool(mut column) => ArrayBuilder::finish(&mut column),
            Self::Date(mut column) => ArrayBuilder::finish(&mut column),
            Self::Texts(mut column) => ArrayBuilder::finish(&mut column),
            Self::Evidence(mut column) => ArrayBuilder::finish(&mut column),
        }
    }

    /// Stages and schema are both ours: a value of the wrong kind is a slip that the tests, which fill
    /// every table, must find.
    fn refuse(&self) -> ! {
        unreachable!("a value of another kind than the schema says, for {self:?}")
    }
}
