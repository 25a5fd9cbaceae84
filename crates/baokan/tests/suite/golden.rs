//! The golden cases over whole pages; `tests/golden/README.md` says how they are written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use baokan::{Analyzer, Corpus, Options, Page, Progress};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    #[serde(default)]
    options: Given,
    #[serde(default)]
    expect: Tables,
    #[serde(default)]
    contains: Tables,
    #[serde(default)]
    lacks: Tables,
}

type Tables = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    outlet: Option<String>,
    issue_date: Option<String>,
    region: Option<String>,
}

#[test]
fn every_case_gives_its_rows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/pages");
    let mut files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect::<Vec<_>>();
    files.sort();
    assert!(!files.is_empty());
    let mut failures = Vec::new();
    for path in files {
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in file.case {
            let name = format!("{}: {}", path.file_stem().unwrap().display(), case.name);
            check(case, &mut |failure| {
                failures.push(format!("{name}: {failure}"));
            });
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn check(case: Case, fail: &mut dyn FnMut(String)) {
    let options = Options {
        outlet: case.options.outlet,
        issue_date: case.options.issue_date.map(|day| day.parse().unwrap()),
        region: case.options.region,
        ..Options::default()
    };
    let analyzer = Arc::new(Analyzer::new(options).unwrap());
    // Written as it is printed, a page begins after the first line end.
    let text = case
        .text
        .strip_prefix('\n')
        .unwrap_or(&case.text)
        .to_owned();
    let page = Page {
        text,
        ..Page::default()
    };
    let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default()).unwrap();
    let rows = |table: &str| {
        let table = corpus.table(table, &Progress::default()).unwrap();
        table
            .rows()
            .map(|row| serde_json::to_value(row).unwrap())
            .collect::<Vec<_>>()
    };
    for (table, expected) in &case.expect {
        let found = rows(table);
        if found.len() != expected.len()
            || !found
                .iter()
                .zip(expected)
                .all(|(row, wanted)| matches(row, wanted))
        {
            fail(format!(
                "{table} is {}",
                serde_json::to_string_pretty(&found).unwrap()
            ));
        }
    }
    for (table, expected) in &case.contains {
        let found = rows(table);
        for wanted in expected {
            if !found.iter().any(|row| matches(row, wanted)) {
                fail(format!("{wanted:?} is not in {table}: {found:?}"));
            }
        }
    }
    for (table, unwanted) in &case.lacks {
        let found = rows(table);
        for unwanted in unwanted {
            if found.iter().any(|row| matches(row, unwanted)) {
                fail(format!("{unwanted:?} is in {table}"));
            }
        }
    }
}

/// Whether a row has the values that are expected of it.
fn matches(row: &Value, expected: &BTreeMap<String, Value>) -> bool {
    expected
        .iter()
        .all(|(column, value)| match (column.as_str(), value) {
            ("null", Value::Array(columns)) => columns
                .iter()
                .all(|column| row[column.as_str().unwrap()].is_null()),
            (column, Value::Number(number)) => row[column].as_f64() == number.as_f64(),
            (column, value) => row[column] == *value,
        })
}
