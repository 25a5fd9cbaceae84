//! Pages no paper prints, by what makes them slow to read: for the tests and the bench.

/// A page of `bytes` bytes or a little more.
pub type Shape = fn(bytes: usize) -> String;

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

/// A report whose one sentence repeats a piece.
fn report(bytes: usize, piece: &str) -> String {
    format!(
        "禾山县修通新路\n本报讯 5月20日,{}。\n",
        repeat(piece, bytes)
    )
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

/// Pages by what they repeat.
pub const SHAPES: [(&str, Shape); 65] = [
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
    ("one run of halves", |bytes| report(bytes, "半")),
    ("one run of tens", |bytes| report(bytes, "十")),
    ("full stops", |bytes| repeat("。", bytes)),
    ("title marks", |bytes| repeat("《", bytes)),
    ("opening signs", |bytes| repeat("《“（", bytes)),
    ("closing signs", |bytes| repeat("》”）", bytes)),
    ("one clause of opening signs", |bytes| {
        report(bytes, "《“（")
    }),
    ("signs in signs", |bytes| {
        report(bytes / 2, "《“（").replace("。\n", &repeat("）”》", bytes / 2))
    }),
    ("one sentence of quotations", |bytes| report(bytes, "“路”")),
    ("one sentence of dates", |bytes| report(bytes, "5月20日,")),
    ("whole dates", |bytes| report(bytes, "2024年5月24日")),
    ("one sentence of clocks", |bytes| {
        report(bytes, "上午8时30分至")
    }),
    ("one name", |bytes| report(bytes, "王小川")),
    ("one speaker", |bytes| report(bytes, "王小川说,")),
    ("one post", |bytes| report(bytes, "县委书记王小川、")),
    ("surnames", |bytes| report(bytes, "王")),
    ("transliterated names", |bytes| report(bytes, "阿布都·")),
    ("one chain of bodies", |bytes| {
        report(bytes, "县推进工作领导小组办公室")
    }),
    ("one clause of what was said", |bytes| {
        report(bytes, "会议指出,")
    }),
    ("many sentences of orders", |bytes| {
        report(bytes, "会议指出,要抓好防汛。")
    }),
    ("one clause of percentages", |bytes| {
        report(bytes, "增长3.5%")
    }),
    ("astral characters", |bytes| repeat("𠮷😀", bytes)),
    ("combining marks", |bytes| repeat("\u{301}", bytes)),
    ("line ends", |bytes| repeat("\n", bytes)),
];

/// Pages of invented news, which the others are measured by.
pub const NEWS: [&str; 3] = [
    include_str!("../../../../python/baokan/pages/2022-10-21_04.txt"),
    include_str!("../../../../python/baokan/pages/2023-09-14_02.txt"),
    include_str!("../../../../python/baokan/pages/2024-04-18_03.txt"),
];
