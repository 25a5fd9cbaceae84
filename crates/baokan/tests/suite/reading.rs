//! Pages from every kind of file, seen from outside.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use baokan::{
    Analyzer, Character, Corpus, Error, ErrorKind, Options, PageAnalysis, PdfPages, PdfReader,
    Progress, Source,
};

const TEXT: &str = "某村修路\n本报讯 5月20日，某村的路修好了，大家都高兴。（王小五）";

/// Reads with so many threads; `.pdf` files hold the text itself, set in one column.
fn read(path: &Path, threads: usize) -> Corpus {
    let options = Options {
        threads: Some(threads),
        ..Options::default()
    };
    let analyzer = Arc::new(Analyzer::new(options).unwrap());
    let source = Source::from(path).pdf_reader(Arc::new(Typewriter));
    Corpus::read(source, analyzer, &Progress::default()).unwrap()
}

/// Sets the lines of a text below each other, the first in large type.
struct Typewriter;

impl PdfReader for Typewriter {
    fn pages(&self, pdf: Vec<u8>) -> baokan::Result<PdfPages> {
        let text = String::from_utf8(pdf).unwrap();
        let mut characters = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let size = if number == 0 { 20.0 } else { 10.0 };
            let bottom = 100.0 - number as f64 * 30.0;
            for (at, character) in line.chars().enumerate() {
                let left = at as f64 * size;
                characters.push(Character {
                    text: character.into(),
                    left,
                    bottom,
                    right: left + size,
                    top: bottom + size,
                });
            }
        }
        Ok(Box::new(std::iter::once(Ok(characters))))
    }
}

/// Finds a page in every PDF, and then broken ones without end.
struct Claims;

impl PdfReader for Claims {
    fn pages(&self, pdf: Vec<u8>) -> baokan::Result<PdfPages> {
        let page = Typewriter.pages(pdf)?;
        let broken = || Err(Error::new(ErrorKind::Read, "broken"));
        Ok(Box::new(page.chain(std::iter::repeat_with(broken))))
    }
}

#[test]
fn a_file_that_claims_pages_without_end_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.pdf");
    fs::write(&path, TEXT).unwrap();
    let analyzer = Arc::new(Analyzer::new(Options::default()).unwrap());
    let source = Source::from(path.as_path()).pdf_reader(Arc::new(Claims));
    let corpus = Corpus::read(source, analyzer, &Progress::default()).unwrap();
    assert_eq!(corpus.pages().len(), 101);
    assert_eq!(corpus.pages()[0].page.error, None);
    let last = corpus.pages()[100].page.error.as_deref().unwrap();
    assert!(last.contains("no more of this file is read"), "{last}");
}

fn zip(path: &Path, files: &[(&str, &str)]) {
    let mut archive = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let line = |number: usize| {
        let row = serde_json::json!({"text": TEXT.replace("某村", &format!("第{number}村")), "n": number});
        format!("{row}\n")
    };
    let rows: String = (0..200).map(line).collect();
    let csv: String = (0..50).map(|n| format!("{n},\"{TEXT}\"\n")).collect();
    zip(
        &folder.path().join("a.zip"),
        &[
            ("rows.jsonl", &rows),
            ("rows.csv", &format!("id,text\n{csv}")),
            ("p.txt", TEXT),
            ("p.pdf", TEXT),
            (
                "p.html",
                "<h1>某村修路</h1><p>本报讯 5月20日，某村的路修好了，大家都高兴。（王小五）</p>",
            ),
        ],
    );
    let one = read(folder.path(), 1);
    let four = read(folder.path(), 4);
    let content = |corpus: &Corpus| -> Vec<_> {
        let show = |page: &PageAnalysis| {
            let articles: Vec<_> = page
                .articles
                .iter()
                .map(|found| found.article.text.clone())
                .collect();
            (page.page.source.clone(), page.page.error.clone(), articles)
        };
        corpus.pages().iter().map(show).collect()
    };
    assert_eq!(content(&one), content(&four));
    assert_eq!(one.pages().len(), 253);
    assert!(one.pages().iter().all(|page| page.page.error.is_none()));
    for article in one
        .articles()
        .filter(|found| found.article.text.starts_with("某村"))
    {
        assert_eq!(article.article.headline.as_deref(), Some("某村修路"));
        assert_eq!(article.article.authors, ["王小五"]);
    }
}

#[test]
fn rows_in_memory() {
    use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator, StringArray};

    let texts: ArrayRef = Arc::new(StringArray::from(vec![Some(TEXT), None]));
    let batch = RecordBatch::try_from_iter([("body", texts)]).unwrap();
    let batches = RecordBatchIterator::new([Ok(batch.clone())], batch.schema());
    let source = Source::from_batches("rows", Box::new(batches)).text_column("body");
    let corpus = baokan::read(source, &Options::default()).unwrap();
    let sources: Vec<&str> = corpus
        .pages()
        .iter()
        .map(|page| page.page.source.as_str())
        .collect();
    assert_eq!(sources, ["rows#row=1", "rows#row=2"]);
    assert!(corpus.pages()[1].page.error.is_some());
    assert_eq!(corpus.len(), 1);
}
