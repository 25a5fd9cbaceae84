//! Arrow record batches: a page a row.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::{
    date32_to_datetime, date64_to_datetime, timestamp_ms_to_datetime, timestamp_ns_to_datetime,
    timestamp_s_to_datetime, timestamp_us_to_datetime,
};
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float16Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, TimeUnit};
use jiff::civil::Date;
use serde_json::Value as Json;

use super::input::{Input, Pages, Reading};
use super::row::{Row, no_text_column};
use crate::page::{Page, Value};

/// The pages of a stream of record batches. One batch is held at a time.
pub(super) fn pages(
    source: String,
    mut batches: Box<dyn RecordBatchReader + Send>,
    reading: &Arc<Reading>,
) -> Pages {
    let schema = batches.schema();
    if schema.column_with_name(&reading.text_column).is_none() {
        let names = schema.fields().iter().map(|field| field.name().as_str());
        let error = no_text_column(&reading.text_column, names);
        return Box::new(std::iter::once(Input::failed(&source, error)));
    }
    let source: Arc<str> = Arc::from(source);
    let text_column: Arc<str> = Arc::from(reading.text_column.as_str());
    let mut batch: Option<RecordBatch> = None;
    let (mut row, mut number, mut failed) = (0, 0, false);
    Box::new(std::iter::from_fn(move || {
        while batch.as_ref().is_none_or(|batch| row == batch.num_rows()) {
            if failed {
                return None;
            }
            row = 0;
            match batches.next()? {
                Ok(next) => batch = Some(next),
                Err(error) => {
                    failed = true;
                    let place = format!("row={}", number + 1);
                    let page = Row::failed(&source, &place, &error.to_string());
                    return Some(Input::new(move || page));
                }
            }
        }
        // Arrow counts references: this copies no column.
        let of = batch.clone()?;
        let at = row;
        row += 1;
        number += 1;
        let (source, text_column) = (Arc::clone(&source), Arc::clone(&text_column));
        let place = format!("row={number}");
        Some(Input::new(move || {
            page(&source, &place, &of, at, &text_column)
        }))
    }))
}

fn page(source: &str, place: &str, batch: &RecordBatch, at: usize, text_column: &str) -> Page {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    let row = Row {
        columns: columns
            .filter_map(|(field, column)| Some((field.name().clone(), value(column.as_ref(), at)?)))
            .collect(),
        ..Row::default()
    };
    row.page(source, place, text_column)
}

/// The value of a column at a row; `None` for null and for what no column of `pages` can hold, such as bytes.
fn value(column: &dyn Array, at: usize) -> Option<Value> {
    if column.is_null(at) {
        return None;
    }
    /// The value of a column of a primitive type.
    macro_rules! primitive {
        ($kind:ty) => {
            column.as_primitive_opt::<$kind>()?.value(at)
        };
    }
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let integer = |value: i64| Some(Value::Int(value));
    match column.data_type() {
        DataType::Utf8 => text(column.as_string::<i32>().value(at)),
        DataType::LargeUtf8 => text(column.as_string::<i64>().value(at)),
        DataType::Utf8View => text(column.as_string_view().value(at)),
        DataType::Boolean => Some(Value::Bool(column.as_boolean().value(at))),
        DataType::Int8 => integer(primitive!(Int8Type).into()),
        DataType::Int16 => integer(primitive!(Int16Type).into()),
        DataType::Int32 => integer(primitive!(Int32Type).into()),
        DataType::Int64 => integer(primitive!(Int64Type)),
        DataType::UInt8 => integer(primitive!(UInt8Type).into()),
        DataType::UInt16 => integer(primitive!(UInt16Type).into()),
        DataType::UInt32 => integer(primitive!(UInt32Type).into()),
        DataType::UInt64 => {
            let value = primitive!(UInt64Type);
            i64::try_from(value).map_or_else(|_| text(&value.to_string()), integer)
        }
        DataType::Float16 => Some(Value::Float(primitive!(Float16Type).to_f64())),
        DataType::Float32 => Some(Value::Float(primitive!(Float32Type).into())),
        DataType::Float64 => Some(Value::Float(primitive!(Float64Type))),
        DataType::Decimal128(..) => text(
            &column
                .as_primitive_opt::<Decimal128Type>()?
                .value_as_string(at),
        ),
        DataType::Date32 => day(&date32_to_datetime(primitive!(Date32Type))?.to_string()),
        DataType::Date64 => day(&date64_to_datetime(primitive!(Date64Type))?.to_string()),
        DataType::Timestamp(unit, _) => {
            let time = match unit {
                TimeUnit::Second => timestamp_s_to_datetime(primitive!(TimestampSecondType)),
                TimeUnit::Millisecond => {
                    timestamp_ms_to_datetime(primitive!(TimestampMillisecondType))
                }
                TimeUnit::Microsecond => {
                    timestamp_us_to_datetime(primitive!(TimestampMicrosecondType))
                }
                TimeUnit::Nanosecond => {
                    timestamp_ns_to_datetime(primitive!(TimestampNanosecondType))
                }
            };
            let time = time?.to_string();
            // pandas has no days, only moments: a midnight is a day.
            match time.strip_suffix(" 00:00:00") {
                Some(date) => day(date),
                None => text(&time.replacen(' ', "T", 1)),
            }
        }
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary_opt()?;
            value(
                dictionary.values().as_ref(),
                dictionary.normalized_keys()[at],
            )
        }
        DataType::List(_) => items(column.as_list::<i32>().value(at).as_ref()),
        DataType::LargeList(_) => items(column.as_list::<i64>().value(at).as_ref()),
        _ => None,
    }
}

fn day(time: &str) -> Option<Value> {
    let date = time.get(.."2022-05-24".len())?;
    Some(Value::Date(date.parse::<Date>().ok()?))
}

/// A list as JSON.
fn items(items: &dyn Array) -> Option<Value> {
    let items = (0..items.len()).map(|at| match value(items, at) {
        None => Json::Null,
        Some(Value::Bool(value)) => value.into(),
        Some(Value::Int(value)) => value.into(),
        Some(Value::Float(value)) => value.into(),
        Some(other) => other.to_string().into(),
    });
    Some(Value::Text(Json::Array(items.collect()).to_string()))
}
