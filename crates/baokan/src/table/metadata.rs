//! The columns of `pages` that came with the texts: see `Page::metadata`.

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use rustc_hash::FxHashMap;
use std::sync::Arc;

use super::rows::Rows;
use crate::analyzer::PageAnalysis;
use crate::page::metadata::is_known;
use crate::page::{Page, Value};

/// Most columns that are carried through: tables have dozens, and objects whose names are values have millions.
const MOST: usize = 256;

/// The columns of `pages` with those that came with the texts of these pages behind them, and the names these had.
///
/// A column has the type all its values have; of whole and other numbers that of the others; text where they are mixed. One
/// that is called like a column of ours has `source_` before its name.
pub(super) fn extended(schema: &SchemaRef, pages: &[PageAnalysis]) -> (SchemaRef, Vec<String>) {
    let mut names: Vec<&str> = Vec::new();
    let mut types: FxHashMap<&str, DataType> = FxHashMap::default();
    for (name, value) in pages.iter().flat_map(|page| &page.page.metadata) {
        let found = data_type(value);
        match types.get_mut(name.as_str()) {
            Some(known) => *known = common(known, found),
            None if names.len() < MOST && !is_known(name) => {
                names.push(name);
                types.insert(name, found);
            }
            None => {}
        }
    }
    if names.is_empty() {
        return (Arc::clone(schema), Vec::new());
    }
    let mut fields: Vec<Arc<Field>> = schema.fields().iter().cloned().collect();
    for &name in &names {
        let mut column = name.to_owned();
        while fields.iter().any(|field| *field.name() == column) {
            column.insert_str(0, "source_");
        }
        fields.push(Arc::new(Field::new(column, types[name].clone(), true)));
    }
    let names = names.into_iter().map(str::to_owned).collect();
    (Arc::new(Schema::new(fields)), names)
}

/// The columns of `pages` where a run is read batch by batch and its last page is not known: what came with a text
/// stands together in one column, `metadata`, as a JSON object.
pub(super) fn together(schema: &SchemaRef) -> SchemaRef {
    let mut fields: Vec<Arc<Field>> = schema.fields().iter().cloned().collect();
    fields.push(Arc::new(Field::new("metadata", DataType::Utf8, true)));
    Arc::new(Schema::new(fields))
}

/// The value a page has in that column; null where nothing came with its text.
pub(super) fn fill_together(rows: &mut Rows, page: &Page) {
    let given = page.metadata.iter().filter(|(name, _)| !is_known(name));
    let object: serde_json::Map<String, serde_json::Value> = given
        .map(|(name, value)| (name.clone(), json(value)))
        .collect();
    let object = (!object.is_empty()).then(|| serde_json::Value::Object(object).to_string());
    rows.text(object.as_deref());
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Date(value) => value.to_string().into(),
        Value::Text(value) => value.as_str().into(),
    }
}

/// The values a page has in these columns.
pub(super) fn fill(rows: &mut Rows, page: &Page, names: &[String]) {
    for name in names {
        let value = page.metadata.iter().find(|(given, _)| given == name);
        rows.value(value.map(|(_, value)| value));
    }
}

fn data_type(value: &Value) -> DataType {
    match value {
        Value::Bool(_) => DataType::Boolean,
        Value::Int(_) => DataType::Int64,
        Value::Float(_) => DataType::Float64,
        Value::Date(_) => DataType::Date32,
        Value::Text(_) => DataType::Utf8,
    }
}

fn common(one: &DataType, other: DataType) -> DataType {
    use DataType::{Float64, Int64, Utf8};
    match (one, other) {
        (one, other) if *one == other => other,
        (Int64, Float64) | (Float64, Int64) => Float64,
        _ => Utf8,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::analyzer::{Analyzer, Options};
    use crate::corpus::Corpus;
    use crate::page::{Page, Value};
    use crate::progress::Progress;

    #[test]
    fn columns_are_carried_through_with_their_type() {
        let page = |metadata: &[(&str, Value)]| Page {
            text: "某村修路\n路修好了。".to_owned(),
            metadata: metadata
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            ..Page::default()
        };
        let text = |text: &str| Value::Text(text.to_owned());
        let pages = vec![
            page(&[
                ("id", Value::Int(7)),
                ("outlet", text("某县周报")),
                ("Issue_Date", Value::Int(20_220_524)),
                ("page", text("头版")),
                ("share", Value::Int(1)),
            ]),
            page(&[("share", Value::Float(0.5)), ("id", text("八"))]),
        ];
        let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
        let corpus = Corpus::from_pages(pages, analyzer, &Progress::default()).unwrap();
        let table = corpus.table("pages", &Progress::default()).unwrap();
        let rows: Vec<_> = table
            .rows()
            .map(|row| serde_json::to_value(row).unwrap())
            .collect();
        assert_eq!(rows[0]["outlet"], "某县周报");
        assert_eq!(rows[0]["issue_date"], "2022-05-24");
        assert_eq!(rows[0]["source_page"], "头版");
        assert_eq!(
            (&rows[0]["id"], &rows[1]["id"]),
            (&"7".into(), &"八".into())
        );
        assert_eq!(
            (&rows[0]["share"], &rows[1]["share"]),
            (&1.0.into(), &0.5.into())
        );
        assert_eq!(rows[1]["outlet"], serde_json::Value::Null);
        let again = crate::Table::from_ipc("pages", &table.to_ipc().unwrap()).unwrap();
        assert_eq!(again, table);
    }
}
