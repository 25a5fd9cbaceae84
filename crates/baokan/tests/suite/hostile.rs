//! Pages no paper prints: nothing panics, nothing is lost, and time grows with the length of a page and
//! not with its square.

use std::time::{Duration, Instant};

use baokan::Page;

use super::promise::{ANALYZER, conserved};
use super::shape::{NEWS, SHAPES};

/// What a page of news takes that is as long as this.
fn news(bytes: usize) -> Duration {
    let mut took = Duration::ZERO;
    let mut read = 0;
    for page in NEWS.iter().cycle() {
        if read >= bytes {
            break;
        }
        took += analyse(page).0;
        read += page.len();
    }
    took
}

fn analyse(text: &str) -> (Duration, Result<(), String>) {
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    let begin = Instant::now();
    let page = ANALYZER.page(page);
    let took = begin.elapsed();
    let result = match &page.page.error {
        Some(error) => Err(error.clone()),
        None => conserved(&page),
    };
    (took, result)
}

#[test]
fn time_grows_with_the_length_of_a_page() {
    const SHORT: usize = 24 << 10;
    const TIMES: usize = 8;
    let mut failures = Vec::new();
    let _ = analyse("禾山县修通新路\n本报讯 5月20日,路修好了。");
    let normal = news(SHORT * TIMES);
    for (shape, page) in SHAPES {
        let (short, long) = (page(SHORT), page(SHORT * TIMES));
        let measure = |text: &str, rounds: usize| {
            let taken = (0..rounds).map(|_| analyse(text).0);
            taken
                .min()
                .unwrap_or_default()
                .max(Duration::from_millis(8))
        };
        let (took, result) = analyse(&long);
        if let Err(wrong) = result {
            failures.push(format!(
                "{shape}: {}",
                wrong.chars().take(200).collect::<String>()
            ));
        }
        // Five times the growth of the text may be a busy machine; the square of it is eight times.
        let allowed = measure(&short, 3) * (TIMES * 5) as u32;
        // Measured again side by side: a machine may have become busy between the two.
        let slow = || measure(&long, 2) > measure(&short, 2) * (TIMES * 5) as u32;
        if took > allowed && slow() && slow() {
            failures.push(format!(
                "{shape}: {took:?} for {TIMES} times what may take {allowed:?}"
            ));
        }
        // The bench holds them to three times what news takes; here a machine may be busy, and the build a slow one.
        if took > normal * 10 && measure(&long, 3) > news(long.len()) * 10 {
            failures.push(format!(
                "{shape}: {took:?}, and news of this size {normal:?}"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_line_end_ends_a_line() {
    let lines = [
        "禾山县修通新路",
        "本报讯 5月20日,禾山县修通一条新路,沿线群众出行方便。",
        "(王小川)",
    ];
    let read = |text: &str| {
        let page = ANALYZER.page(Page {
            text: text.to_owned(),
            ..Page::default()
        });
        let article = &page.articles[0].article;
        (
            article.headline.clone(),
            article.text.clone(),
            article.authors.clone(),
        )
    };
    let expected = read(&lines.join("\n"));
    assert_eq!(expected.2, ["王小川"]);
    for end in ["\r", "\r\n", "\u{2028}", "\u{c}", "\n\r\n"] {
        assert_eq!(read(&lines.join(end)), expected, "{end:?}");
    }
    assert_eq!(
        read(&format!("{}\r{}\r\n{}", lines[0], lines[1], lines[2])),
        expected
    );
}

#[test]
fn a_page_may_lack_anything() {
    for text in [
        "",
        "\n",
        "\u{feff}",
        "禾山县修通新路",
        "第3版 要闻 2024年5月24日",
        "(王小川)",
        "。",
        "——",
        "▲",
        "“",
    ] {
        let (_, result) = analyse(text);
        assert_eq!(result, Ok(()), "{text:?}");
    }
}
