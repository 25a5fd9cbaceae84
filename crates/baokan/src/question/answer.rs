//! The table that answers a question, built row by row.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Field, Schema, SchemaRef};

use crate::error::{Error, ErrorKind, Result};
use crate::table::Table;
use crate::table::rows::Rows;

use super::group::Groups;
use super::schema;
use super::value::{self, Value};

/// Rows of one batch, so that no column of text comes near the 2 GiB its offsets can count.
const ROWS: usize = 1 << 16;

/// The columns of an answer: those of its groups, then its own.
#[derive(Clone, Debug)]
pub(crate) struct Answer<'g> {
    name: &'static str,
    own: SchemaRef,
    schema: SchemaRef,
    fields: &'g [Field],
    keys: &'g [Vec<Option<Value>>],
}

impl<'g> Answer<'g> {
    /// # Errors
    ///
    /// When a column it is asked by has the name of one of its own.
    pub(crate) fn new(question: &str, groups: &'g Groups) -> Result<Self> {
        Self::of(question, &groups.fields, &groups.keys)
    }

    /// The same for groups made by the question itself.
    pub(crate) fn of(
        question: &str,
        fields: &'g [Field],
        keys: &'g [Vec<Option<Value>>],
    ) -> Result<Self> {
        let (name, own) = schema::schema(question).expect("every question has its columns");
        let twice = |field: &&Field| own.field_with_name(field.name()).is_ok();
        if let Some(field) = fields.iter().find(twice) {
            let message = format!("by: {question} has a column {:?} of its own", field.name());
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let columns = fields.iter().cloned().map(Arc::new);
        let columns = columns.chain(own.fields().iter().cloned());
        Ok(Self {
            name,
            schema: Arc::new(Schema::new(columns.collect::<Vec<_>>())),
            own,
            fields,
            keys,
        })
    }

    /// The rows of one batch: each its group and what `write` makes of it.
    pub(crate) fn batch<R>(
        &self,
        rows: impl IntoIterator<Item = (u32, R)>,
        mut write: impl FnMut(&mut Rows, R),
    ) -> Option<RecordBatch> {
        let mut columns = Rows::new(self.own.clone());
        let mut groups = Vec::new();
        for (group, row) in rows {
            groups.push(group as usize);
            write(&mut columns, row);
        }
        if groups.is_empty() {
            return None;
        }
        let column = |(at, field): (usize, &Field)| {
            let values = groups.iter().map(|&group| self.keys[group][at].as_ref());
            value::column(field.data_type(), values)
        };
        let mut all = self
            .fields
            .iter()
            .enumerate()
            .map(column)
            .collect::<Vec<_>>();
        all.extend(columns.finish().columns().iter().cloned());
        let batch = RecordBatch::try_new(self.schema.clone(), all);
        Some(batch.expect("the columns were made from the schema"))
    }

    /// The table of batches made elsewhere.
    pub(crate) fn table(self, batches: Vec<RecordBatch>) -> Table {
        Table::new(self.name, self.schema, batches)
    }

    /// The table of these rows.
    pub(crate) fn rows<R>(
        self,
        rows: impl IntoIterator<Item = (u32, R)>,
        mut write: impl FnMut(&mut Rows, R),
    ) -> Table {
        let mut rows = rows.into_iter();
        let batches = std::iter::from_fn(|| self.batch(rows.by_ref().take(ROWS), &mut write));
        let batches = batches.collect();
        self.table(batches)
    }
}
