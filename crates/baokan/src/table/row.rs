//! Rows of a table as serde values: what text formats and tests read.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::day::day;

/// One row of a table; serializes as a map from column to value, in the order of the columns.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    pub(super) batch: &'t RecordBatch,
    pub(super) row: usize,
}

/// One value of a table: numbers and truth values as they are, days in ISO 8601.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'t> {
    pub(crate) column: &'t dyn Array,
    pub(crate) row: usize,
}

impl<'t> Row<'t> {
    /// Its values, in the order of the columns.
    pub(crate) fn cells(self) -> impl Iterator<Item = Cell<'t>> {
        self.batch.columns().iter().map(move |column| Cell {
            column,
            row: self.row,
        })
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.batch.schema_ref().fields();
        let mut map = serializer.serialize_map(Some(fields.len()))?;
        for (field, cell) in fields.iter().zip(self.cells()) {
            map.serialize_entry(field.name(), &cell)?;
        }
        map.end()
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { column, row } = *self;
        if column.is_null(row) {
            return serializer.serialize_none();
        }
        match column.data_type() {
            DataType::Int32 => {
                serializer.serialize_i32(column.as_primitive::<Int32Type>().value(row))
            }
            DataType::Int64 => {
                serializer.serialize_i64(column.as_primitive::<Int64Type>().value(row))
            }
            DataType::Float64 => {
                serializer.serialize_f64(column.as_primitive::<Float64Type>().value(row))
            }
            DataType::Utf8 => serializer.serialize_str(column.as_string::<i32>().value(row)),
            DataType::Boolean => serializer.serialize_bool(column.as_boolean().value(row)),
            DataType::Date32 => {
                let days = column.as_primitive::<Date32Type>().value(row);
                serializer.collect_str(&day(days))
            }
            DataType::List(_) => {
                let items = column.as_list::<i32>().value(row);
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for row in 0..items.len() {
                    sequence.serialize_element(&Cell {
                        column: &items,
                        row,
                    })?;
                }
                sequence.end()
            }
            DataType::Struct(fields) => {
                let columns = column.as_struct().columns();
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (field, column) in fields.iter().zip(columns) {
                    map.serialize_entry(field.name(), &Cell { column, row })?;
                }
                map.end()
            }
            other => unreachable!("no schema has a column of {other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::table::rows::Rows;
    use crate::table::{Table, schema};

    #[test]
    fn a_row_keeps_the_order_of_its_columns() {
        let (name, schema) = schema::schema("topics").unwrap();
        let mut rows = Rows::new(schema.clone());
        rows.int(3);
        rows.text("housing");
        rows.text("住房");
        rows.float(0.5);
        rows.int(1);
        rows.evidence([(2, 4, "小区")]);
        let table = Table {
            name,
            schema,
            batches: vec![rows.finish()],
        };
        let rows = table
            .rows()
            .map(|row| serde_json::to_string(&row).unwrap())
            .collect::<Vec<_>>();
        let expected = r#"{"article":3,"topic":"housing","name":"住房","score":0.5,"rank":1,"evidence":[{"start":2,"end":4,"term":"小区"}]}"#;
        assert_eq!(rows, [expected]);
    }

    #[test]
    fn days_are_written_in_iso_and_nulls_stay() {
        let (name, schema) = schema::schema("meetings").unwrap();
        let mut rows = Rows::new(schema.clone());
        rows.int(0);
        rows.text("座谈会");
        rows.int(None);
        rows.date(Some(date(1949, 10, 1)));
        rows.text(None);
        rows.text(None);
        rows.texts_or_null(["甲", "乙"]);
        let table = Table {
            name,
            schema,
            batches: vec![rows.finish()],
        };
        let row = serde_json::to_value(table.rows().next().unwrap()).unwrap();
        assert_eq!(row["date"], "1949-10-01");
        assert_eq!(row["ordinal"], serde_json::Value::Null);
        assert_eq!(row["participants"][1], "乙");
    }
}
