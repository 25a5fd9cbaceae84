//! The columns of every table: the one place that states the public contract.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

/// The names of the tables, in the order an analyst meets them.
pub const TABLES: [&str; COLUMNS.len()] = {
    let mut names = [""; COLUMNS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = COLUMNS[at].0;
        at += 1;
    }
    names
};

/// Every table with its columns, `name:type`, a `?` where a value may be null.
///
/// Only types every engine reads: signed integers, floats, text, days, truth values, and lists.
/// `start` and `end` count characters: of the article's text or, in `articles`, `captions` and
/// `furniture`, of the decoded page.
const COLUMNS: [(&str, &str); 22] = [
    (
        "pages",
        "page:int source:text outlet:text? issue_date:date? page_no:text? region:text? encoding:text? \
         chars:int articles:int error:text?",
    ),
    (
        "articles",
        "article:int page:int seq:int section:text? kicker:text? headline:text? subtitle:text? \
         dateline:text? date:date? authors:texts byline:text? text:text start:int end:int",
    ),
    (
        "captions",
        "article:int? page:int start:int? end:int? text:text photographer:text?",
    ),
    (
        "furniture",
        "page:int start:int end:int text:text kind:text",
    ),
    (
        "paragraphs",
        "article:int paragraph:int start:int end:int role:text text:text",
    ),
    (
        "sentences",
        "article:int paragraph:int sentence:int start:int end:int text:text",
    ),
    (
        "tokens",
        "article:int sentence:int token:int start:int end:int text:text pos:text",
    ),
    (
        "topics",
        "article:int topic:text name:text score:float rank:int evidence:evidence",
    ),
    (
        "persons",
        "article:int start:int end:int text:text name:text title:text? org:text?",
    ),
    (
        "places",
        "article:int start:int end:int text:text level:text code:text? full_name:text? candidates:int \
         vintage:text?",
    ),
    ("orgs", "article:int start:int end:int text:text kind:text"),
    (
        "times",
        "article:int start:int end:int text:text kind:text value:text? from:date? to:date? anchor:text?",
    ),
    (
        "quantities",
        "article:int start:int end:int text:text value:float? low:float? high:float? unit:text? of:text?",
    ),
    (
        "quotes",
        "article:int start:int end:int text:text speaker:text? title:text? verb:text? direct:bool",
    ),
    (
        "directives",
        "article:int start:int end:int text:text issuer:text? verb:text? modal:text? action:text? \
         responsible:texts? deadline:text? topic:text? items:texts?",
    ),
    (
        "meetings",
        "article:int name:text ordinal:int? date:date? place:text? convener:text? participants:texts?",
    ),
    (
        "deliberations",
        "article:int deliberation:int body:text? ordinal:int? date:date? venue:text? \
         participants:texts? outcome:text?",
    ),
    (
        "issues",
        "article:int deliberation:int issue:int text:text raised_by:text? channel:text?",
    ),
    (
        "measures",
        "article:int deliberation:int issue:int? start:int end:int text:text responsible:texts? \
         partners:texts? deadline:text? consequence:text?",
    ),
    (
        "incidents",
        "article:int hazard:text place:text? finder:text? reported_to:texts? responsible:texts? \
         action:text? status:text?",
    ),
    (
        "activities",
        "article:int name:text organizer:text? date:date? places:texts? participants:texts? \
         outputs:texts?",
    ),
    (
        "slogans",
        "article:int start:int end:int text:text expansion:texts?",
    ),
];

/// The table that is made of a whole corpus rather than page by page, so that it is none of [`TABLES`]: its
/// name and columns.
pub(super) const MATTERS: (&str, &str) = (
    "matters",
    "matter:int mention:int article:int date:date? state:text kind:text name:text start:int end:int \
     text:text place:text? code:text? responsible:texts? deadline:text? due:date? open:bool \
     days_open:int?",
);

/// The schema of a table, and its name as the library spells it; `None` for a name that is no table.
pub(crate) fn schema(table: &str) -> Option<(&'static str, SchemaRef)> {
    static SCHEMAS: LazyLock<Vec<(&'static str, SchemaRef)>> = LazyLock::new(|| {
        let schema = |columns: &str| {
            Arc::new(Schema::new(
                columns.split_whitespace().map(field).collect::<Vec<_>>(),
            ))
        };
        COLUMNS
            .iter()
            .chain([&MATTERS])
            .map(|&(table, columns)| (table, schema(columns)))
            .collect()
    });
    SCHEMAS.iter().find(|(name, _)| *name == table).cloned()
}

/// The fields of a piece of evidence.
pub(crate) fn evidence() -> Fields {
    Fields::from(vec![
        Field::new("start", DataType::Int32, false),
        Field::new("end", DataType::Int32, false),
        Field::new("term", DataType::Utf8, false),
    ])
}

/// What the items of a list are called and hold.
pub(crate) fn item(kind: DataType) -> Field {
    Field::new("item", kind, false)
}

/// A column written `name:type`, with a `?` where a value may be null.
pub(crate) fn field(column: &str) -> Field {
    let (name, kind) = column
        .split_once(':')
        .expect("every column is written name:type");
    let kind_name = kind.trim_end_matches('?');
    let list = |kind| DataType::List(Arc::new(item(kind)));
    let data_type = match kind_name {
        "int" => DataType::Int32,
        "float" => DataType::Float64,
        "text" => DataType::Utf8,
        "bool" => DataType::Boolean,
        "date" => DataType::Date32,
        "texts" => list(DataType::Utf8),
        "evidence" => list(DataType::Struct(evidence())),
        _ => unreachable!("{column}: the tests read every schema"),
    };
    Field::new(name, data_type, kind.ends_with('?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_schema() {
        for table in TABLES.into_iter().chain([MATTERS.0]) {
            let (name, schema) = schema(table).unwrap();
            assert_eq!(name, table);
            assert!(schema.fields().len() > 4, "{table}");
        }
        assert!(schema("words").is_none());
    }
}
