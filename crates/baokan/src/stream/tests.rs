use super::*;
use crate::analyzer::Options;
use crate::corpus::Corpus;
use crate::table::TABLES;

fn analyzer(threads: usize) -> Arc<Analyzer> {
    let options = Options {
        threads: Some(threads),
        ..Options::default()
    };
    Arc::new(Analyzer::new(options).unwrap())
}

fn pages(count: usize) -> Vec<Page> {
    let page = |number| Page {
        source: format!("p{number}"),
        text: match number % 4 {
            3 => String::new(),
            _ => format!(
                "第{number}版 要闻\n\n禾山县召开第{number}次会议\n\n本报讯 5月20日,禾山县召开会议。会议强调,要落实责任。\n\n\
                 清溪社区召开居民议事会\n\n近日,清溪社区召开居民议事会,针对楼道堆放杂物的问题,商定由物业每天定时清理。\n"
            ),
        },
        error: (number % 4 == 3).then(|| "nothing there".to_owned()),
        ..Page::default()
    };
    (0..count).map(page).collect()
}

fn streamed(count: usize, streaming: &Streaming, threads: usize) -> Vec<Batch> {
    Stream::from_pages(pages(count), analyzer(threads), streaming)
        .unwrap()
        .collect::<Result<_>>()
        .unwrap()
}

/// All rows of a table as JSON, without the column that only streams have.
fn rows<'t>(tables: impl Iterator<Item = &'t Table>) -> Vec<serde_json::Value> {
    let json = |row| {
        let mut row = serde_json::to_value(row).unwrap();
        row.as_object_mut().unwrap().remove("metadata");
        row
    };
    tables.flat_map(|table| table.rows().map(json)).collect()
}

#[test]
fn what_came_with_the_texts_stands_together() {
    let mut pages = pages(2);
    pages[1].metadata = vec![
        ("edition".to_owned(), crate::Value::Int(3)),
        (
            "outlet".to_owned(),
            crate::Value::Text("禾山周报".to_owned()),
        ),
    ];
    let mut stream = Stream::from_pages(pages, analyzer(1), &Streaming::default()).unwrap();
    let batch = stream.next().unwrap().unwrap();
    let rows: Vec<_> = batch.tables[0]
        .rows()
        .map(|row| serde_json::to_value(row).unwrap()["metadata"].clone())
        .collect();
    assert_eq!(rows, [serde_json::Value::Null, r#"{"edition":3}"#.into()]);
}

#[test]
fn rows_are_those_of_the_whole_corpus() {
    let corpus = Corpus::from_pages(pages(9), analyzer(2), &Progress::default()).unwrap();
    for (batch_pages, threads) in [(1, 2), (2, 1), (4, 2), (100, 2)] {
        let streaming = Streaming {
            batch_pages,
            ..Streaming::default()
        };
        let batches = streamed(9, &streaming, threads);
        assert_eq!(batches.len(), 9_usize.div_ceil(batch_pages));
        for (at, name) in TABLES.iter().enumerate() {
            let whole = corpus.table(name, &Progress::default()).unwrap();
            let parts = batches.iter().map(|batch| &batch.tables[at]);
            assert_eq!(rows(parts), rows([&whole].into_iter()), "{name}");
        }
    }
}

#[test]
fn only_the_tables_asked_for_come_and_are_the_same() {
    for name in TABLES {
        let streaming = Streaming {
            tables: Some(vec![name.to_owned()]),
            ..Streaming::default()
        };
        let some = streamed(3, &streaming, 1).remove(0).tables;
        let all = streamed(3, &Streaming::default(), 1).remove(0).tables;
        let same = all.iter().find(|table| table.name() == name).unwrap();
        assert_eq!(some, std::slice::from_ref(same));
    }
}

#[test]
fn errors_are_handed_on() {
    let batch = streamed(4, &Streaming::default(), 1).remove(0);
    assert_eq!(batch.errors.len(), 1);
    assert_eq!(batch.errors[0].0, "p3");
}

#[test]
fn a_page_longer_than_a_batch_is_one_of_its_own() {
    let page = |bytes: usize| Page {
        text: "某".repeat(bytes / 3),
        ..Page::default()
    };
    let streaming = Streaming {
        tables: Some(vec!["pages".into()]),
        ..Streaming::default()
    };
    let pages = vec![page(30), page(TEXT + 30), page(30), page(30)];
    let stream = Stream::from_pages(pages, analyzer(1), &streaming).unwrap();
    let lengths: Vec<_> = stream.map(|batch| batch.unwrap().names.len()).collect();
    assert_eq!(lengths, [1, 1, 2]);
}

#[test]
fn what_cannot_be_asked_for() {
    let none = Streaming {
        tables: Some(Vec::new()),
        ..Streaming::default()
    };
    let unknown = Streaming {
        tables: Some(vec!["words".into()]),
        ..Streaming::default()
    };
    let empty = Streaming {
        batch_pages: 0,
        ..Streaming::default()
    };
    for (streaming, cause) in [(none, "tables"), (unknown, "words"), (empty, "batch_pages")] {
        let error = Stream::from_pages(pages(1), analyzer(1), &streaming).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(error.to_string().contains(cause), "{error}");
    }
}

#[test]
fn a_cancelled_stream_says_so_once() {
    let mut stream = Stream::from_pages(
        std::iter::repeat_with(|| pages(1).remove(0)),
        analyzer(2),
        &Streaming {
            batch_pages: 1,
            ..Streaming::default()
        },
    )
    .unwrap();
    assert!(stream.next().unwrap().is_ok());
    stream.progress().cancel();
    let error = stream.find_map(Result::err).unwrap();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(stream.next().is_none());
}
