//! The corpus of the fuzz targets, as a test of its own: what once broke a promise stays in it.

use std::fs;
use std::path::Path;

use super::promise;

/// Runs one fuzz target over every file of its corpus.
fn run(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(name);
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        // A panic says what is wrong and not of which file.
        if let Err(panic) = std::panic::catch_unwind(|| target(&bytes)) {
            eprintln!("the input is {}", path.display());
            std::panic::resume_unwind(panic);
        }
        count += 1;
    }
    assert!(count >= 4, "{name} has {count} files");
}

#[test]
fn bytes_of_any_encoding() {
    run("decoder", promise::decoder);
}

#[test]
fn pages_of_any_layout() {
    run("layout", promise::layout);
}

#[test]
fn pages_of_any_words() {
    run("page", promise::page);
}

#[test]
fn marks_of_any_words() {
    run("marks", promise::marks);
}

#[test]
fn html_of_any_shape() {
    run("html", promise::html);
}

#[test]
fn archives_of_any_kind() {
    run("archive", promise::archive);
}

#[test]
fn tables_of_any_rows() {
    run("rows", promise::rows);
}
