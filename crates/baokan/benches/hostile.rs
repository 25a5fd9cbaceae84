//! What pages that no paper prints cost, beside news of the same size: one page of each shape.
//!
//! `cargo bench -p baokan --all-features --bench hostile [-- --megabytes 10 --only brackets]`

use std::time::{Duration, Instant};

use baokan::{Analyzer, Options, Page};

#[path = "../tests/suite/shape.rs"]
#[expect(unreachable_pub, reason = "the tests share it")]
mod shape;

use shape::{NEWS, SHAPES};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)
    };
    let megabytes = after("--megabytes")
        .and_then(|number| number.parse().ok())
        .unwrap_or(10usize);
    let only = after("--only").map_or("", String::as_str);
    let analyzer = Analyzer::new(Options::default()).expect("the options are usable");
    let bytes = megabytes << 20;
    let normal = news(&analyzer, bytes);
    println!("{:32} {:>8} {:>8}", "one page of", "ms / MB", "x news");
    println!("{:32} {normal:8.1} {:8.1}", "(news, page by page)", 1.0);
    for (name, shape) in SHAPES.iter().filter(|(name, _)| name.contains(only)) {
        let text = shape(bytes);
        let size = text.len();
        let took = per_megabyte(analyse(&analyzer, text), size);
        // What else runs on a machine changes while a table is made.
        let now = news(&analyzer, bytes.min(1 << 20)).min(normal);
        println!("{name:32} {took:8.1} {:8.1}", took / now);
    }
}

/// Milliseconds a megabyte of news takes.
fn news(analyzer: &Analyzer, bytes: usize) -> f64 {
    let mut size = 0;
    let mut took = Duration::ZERO;
    for page in NEWS.iter().cycle() {
        if size >= bytes {
            break;
        }
        took += analyse(analyzer, (*page).to_owned());
        size += page.len();
    }
    per_megabyte(took, size)
}

fn analyse(analyzer: &Analyzer, text: String) -> Duration {
    let page = Page {
        text,
        ..Page::default()
    };
    let begin = Instant::now();
    let analysis = analyzer.page(page);
    let took = begin.elapsed();
    assert_eq!(analysis.page.error, None);
    took
}

fn per_megabyte(took: Duration, bytes: usize) -> f64 {
    took.as_secs_f64() * 1e3 / (bytes as f64 / f64::from(1 << 20))
}
