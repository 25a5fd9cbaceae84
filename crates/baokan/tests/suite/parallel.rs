//! The number of threads does not matter, and a stopped run stops.

use std::sync::Arc;

use baokan::{Analyzer, Corpus, ErrorKind, Options, Page, Progress, TABLES};

fn corpus(threads: usize) -> Corpus {
    let options = Options {
        threads: Some(threads),
        ..Options::default()
    };
    let article =
        "\n\n禾山县修路\n\n本报讯 5月20日,禾山县修通3条新路,王大川说:“路修好了。”(李文秀)";
    let pages = (0..30).map(|number| Page {
        source: format!("2024-05-24_{number:02}.txt"),
        // Pages of different lengths, some with enough blank lines below for a batch of their own.
        text: article.repeat(number) + &"\n".repeat(if number % 10 == 0 { 1 << 20 } else { 0 }),
        ..Page::default()
    });
    Corpus::from_pages(
        pages.collect(),
        Arc::new(Analyzer::new(options).unwrap()),
        &Progress::default(),
    )
    .unwrap()
}

#[test]
fn one_thread_and_many_give_the_same_tables() {
    let (one, many) = (corpus(1), corpus(3));
    for name in TABLES {
        let table = one.table(name, &Progress::default()).unwrap();
        assert_eq!(
            table,
            many.table(name, &Progress::default()).unwrap(),
            "{name}"
        );
    }
    assert!(
        one.table("tokens", &Progress::default())
            .unwrap()
            .batches()
            .len()
            > 1
    );
}

#[test]
fn a_cancelled_run_ends_with_its_error() {
    let progress = Progress::default();
    progress.cancel();
    let corpus = corpus(2);
    let error = corpus.table("tokens", &progress).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    let folder = tempfile::tempdir().unwrap();
    let error = corpus
        .write(folder.path(), baokan::Format::Csv, &progress)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
