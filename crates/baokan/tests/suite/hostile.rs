//! Pages no paper prints: nothing panics, nothing is lost, and time grows with the length of a page and
//! not with its square.

use std::time::{Duration, Instant};

use baokan::Page;

use super::promise::{ANALYZER, conserved};

/// A page of `bytes` bytes or a little more.
type Shape = fn(bytes: usize) -> String;

fn repeat(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

/// Pieces with a running number, so that no two lines are alike.
fn numbered(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut page = String::with_capacity(bytes + 100);
    let mut number = 0;
    while page.len() < bytes {
        page += &piece(number);
        number += 1;
    }
    page
}

/// Two Chinese characters for a number.
fn name(number: usize) -> String {
    let character =
        |number: usize| char::from_u32(0x4e00 + (number % 20_000) as u32).unwrap_or('一');
    [
        character(number * 7),
        character(number / 20_000 + number * 13),
    ]
    .iter()
    .collect()
}

const SHAPES: [(&str, Shape); 41] = [
    ("digits", |bytes| repeat("1", bytes)),
    ("full-width digits", |bytes| repeat("１", bytes)),
    ("lines of digits", |bytes| repeat("20240524\n", bytes)),
    ("quotation marks", |bytes| repeat("“", bytes)),
    ("straight quotation marks", |bytes| repeat("\"", bytes)),
    ("nested quotation marks", |bytes| {
        repeat("“", bytes / 2) + &repeat("”", bytes / 2)
    }),
    ("brackets", |bytes| repeat("(", bytes)),
    ("lines of brackets", |bytes| repeat("（\n", bytes)),
    ("one line", |bytes| {
        repeat("禾山县召开会议安排部署防汛工作", bytes)
    }),
    ("one line with full stops", |bytes| {
        repeat("会议在禾山县举行。", bytes)
    }),
    ("short lines", |bytes| repeat("禾山\n", bytes)),
    ("headlines", |bytes| {
        numbered(bytes, |number| format!("{}村修通新路\n", name(number)))
    }),
    ("headlines apart", |bytes| {
        numbered(bytes, |number| format!("{}村修通新路\n\n", name(number)))
    }),
    ("articles of one line", |bytes| {
        numbered(bytes, |number| {
            format!("本报讯 5月20日,{}村修通新路。\n", name(number))
        })
    }),
    ("small articles", |bytes| {
        numbered(bytes, |number| {
            format!(
                "{0}村修通新路\n本报讯 5月20日,{0}村修通新路。(王{0})\n",
                name(number)
            )
        })
    }),
    ("subheads", |bytes| {
        numbered(bytes, |number| {
            format!(
                "{0}如何\n“{0}的路不好走,大家都盼着。”他说。\n",
                name(number)
            )
        })
    }),
    ("lines that go on", |bytes| {
        repeat("会议指出,要坚持以人民为中心的\n", bytes)
    }),
    ("lines cut at one width", |bytes| {
        repeat("会议指出要坚持以人民为中心的发展思想推动各项\n", bytes)
    }),
    ("bylines", |bytes| {
        numbered(bytes, |number| format!("(记者 王{})\n", name(number)))
    }),
    ("a headline and bylines", |bytes| {
        "禾山县修通新路\n路修好了。\n".to_owned()
            + &numbered(bytes, |number| format!("□ 王{}\n", name(number)))
    }),
    ("furniture", |bytes| {
        repeat("第3版 要闻 2024年5月24日 星期五\n责任编辑:何亮\n", bytes)
    }),
    ("columns", |bytes| repeat("【简讯】\n", bytes)),
    ("boxes", |bytes| repeat("核心阅读\n禾山县修路。\n", bytes)),
    ("captions", |bytes| repeat("会议现场。 周明远 摄\n", bytes)),
    ("carriage returns", |bytes| {
        repeat("禾山县修通新路\r本报讯 路修好了。\r", bytes)
    }),
    ("spaces", |bytes| repeat(" 　\t\n", bytes)),
    ("marks on marks", |bytes| {
        repeat(
            "e\u{301}\u{302}\u{303}👨\u{200d}👩\u{200d}👧\u{feff}\u{200b}",
            bytes,
        )
    }),
    ("NUL", |bytes| repeat("\0", bytes)),
    ("one clause of orders", |bytes| {
        report(bytes, "会议指出要抓好防汛各村要落实")
    }),
    ("one clause of meetings", |bytes| {
        report(bytes, "召开推进会")
    }),
    ("one clause of hazards", |bytes| report(bytes, "发现隐患")),
    ("hazards reported", |bytes| report(bytes, "发现隐患,上报")),
    ("one clause of sessions", |bytes| report(bytes, "说事")),
    ("one clause of activities", |bytes| {
        report(bytes, "开展志愿服务活动")
    }),
    ("one clause of posts", |bytes| report(bytes, "村民代表")),
    ("one chain of places", |bytes| report(bytes, "北京市朝阳区")),
    ("one run of endings", |bytes| report(bytes, "村")),
    ("one run of offices", |bytes| report(bytes, "县局、")),
    ("numbers with commas", |bytes| report(bytes, "1,")),
    ("numbers without end", |bytes| report(bytes, "近百")),
    ("list marks", |bytes| report(bytes, "一是要抓好;")),
];

/// A report whose one sentence repeats a piece.
fn report(bytes: usize, piece: &str) -> String {
    format!(
        "禾山县修通新路\n本报讯 5月20日,{}。\n",
        repeat(piece, bytes)
    )
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
        if took > allowed && measure(&long, 3) > allowed {
            failures.push(format!(
                "{shape}: {took:?} for {TIMES} times what may take {allowed:?}"
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
