//! Values that articles are grouped by, read from any column of a table.

use std::fmt;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array};
use arrow_schema::DataType;
use jiff::civil::Date;

use crate::day::{day, days};

/// A value that can be compared, sorted and counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Value {
    Truth(bool),
    Whole(i64),
    Measured(Ordered),
    /// Days since 1970-01-01.
    Day(i32),
    Text(Box<str>),
}

/// The bits of a float, turned so that they sort as the numbers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ordered(i64);

impl Ordered {
    fn new(number: f64) -> Self {
        Self(Self::turn(number.to_bits() as i64))
    }

    fn number(self) -> f64 {
        f64::from_bits(Self::turn(self.0) as u64)
    }

    /// Its own inverse: the bits of a negative number sort backwards, so all but the sign are flipped.
    fn turn(bits: i64) -> i64 {
        bits ^ ((bits >> 63) as u64 >> 1) as i64
    }
}

impl Value {
    pub(crate) fn day(day: Date) -> Self {
        Self::Day(days(day))
    }

    /// The value as a text column shows it.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth(value) => write!(formatter, "{value}"),
            Self::Whole(value) => write!(formatter, "{value}"),
            Self::Measured(value) => write!(formatter, "{}", value.number()),
            Self::Day(days) => write!(formatter, "{}", day(*days)),
            Self::Text(value) => formatter.write_str(value),
        }
    }
}

/// The type of the values a column of this type holds; `None` when they cannot be grouped by.
pub(crate) fn kind(column: &DataType) -> Option<DataType> {
    match column {
        DataType::Boolean
        | DataType::Int32
        | DataType::Int64
        | DataType::Float64
        | DataType::Date32
        | DataType::Utf8 => Some(column.clone()),
        DataType::List(item) if *item.data_type() == DataType::Utf8 => Some(DataType::Utf8),
        _ => None,
    }
}

/// Calls `see` with every value a row of a column holds: one, or those of its list. A null and an
/// empty list hold none.
pub(crate) fn each(column: &dyn Array, row: usize, see: &mut dyn FnMut(Value)) {
    if column.is_null(row) {
        return;
    }
    match column.data_type() {
        DataType::Boolean => see(Value::Truth(column.as_boolean().value(row))),
        DataType::Int32 => see(Value::Whole(
            column.as_primitive::<Int32Type>().value(row).into(),
        )),
        DataType::Int64 => see(Value::Whole(column.as_primitive::<Int64Type>().value(row))),
        DataType::Float64 => see(Value::Measured(Ordered::new(
            column.as_primitive::<Float64Type>().value(row),
        ))),
        DataType::Date32 => see(Value::Day(column.as_primitive::<Date32Type>().value(row))),
        DataType::Utf8 => see(Value::text(column.as_string::<i32>().value(row))),
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(row);
            for item in 0..items.len() {
                each(&items, item, see);
            }
        }
        // Structs, such as evidence, are no single values; `kind` has refused them.
        _ => (),
    }
}

/// A column of values; all of them are of the type `kind`.
pub(crate) fn column<'v>(
    kind: &DataType,
    values: impl Iterator<Item = Option<&'v Value>>,
) -> ArrayRef {
    let whole = |value: Option<&Value>| match value {
        Some(Value::Whole(value)) => Some(*value),
        _ => None,
    };
    match kind {
        DataType::Int32 => {
            let narrow = |value| whole(value).and_then(|value| i32::try_from(value).ok());
            Arc::new(values.map(narrow).collect::<Int32Array>())
        }
        DataType::Int64 => Arc::new(values.map(whole).collect::<Int64Array>()),
        DataType::Float64 => {
            let number = |value: Option<&Value>| match value {
                Some(Value::Measured(value)) => Some(value.number()),
                _ => None,
            };
            Arc::new(values.map(number).collect::<Float64Array>())
        }
        DataType::Date32 => {
            let day = |value: Option<&Value>| match value {
                Some(Value::Day(value)) => Some(*value),
                _ => None,
            };
            Arc::new(values.map(day).collect::<Date32Array>())
        }
        DataType::Boolean => {
            let mut column = BooleanBuilder::new();
            for value in values {
                column.append_option(match value {
                    Some(Value::Truth(value)) => Some(*value),
                    _ => None,
                });
            }
            Arc::new(column.finish())
        }
        _ => {
            let mut column = StringBuilder::new();
            for value in values {
                column.append_option(match value {
                    Some(Value::Text(value)) => Some(value),
                    _ => None,
                });
            }
            Arc::new(column.finish())
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn floats_sort_as_numbers_and_come_back() {
        let numbers = [f64::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-9, 3.0, f64::INFINITY];
        let ordered = numbers.map(Ordered::new);
        assert!(ordered.is_sorted());
        assert!(
            ordered
                .iter()
                .zip(numbers)
                .all(|(one, number)| one.number() == number)
        );
    }

    #[test]
    fn days_are_shown_in_iso() {
        assert_eq!(Value::day(date(2024, 2, 29)).to_string(), "2024-02-29");
    }
}
