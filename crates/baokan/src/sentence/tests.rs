use super::*;
use crate::article::Role;

/// The sentences of a one-paragraph text, separated by `|`.
fn split(text: &str) -> String {
    let paragraph = Paragraph {
        span: Span::new(0, text.len()),
        role: Role::Body,
    };
    let found = sentences(text, &[paragraph]);
    let joined: String = found
        .iter()
        .map(|sentence| sentence.span.slice(text))
        .collect();
    assert_eq!(joined, text.trim(), "sentences tile the paragraph");
    let pieces: Vec<&str> = found
        .iter()
        .map(|sentence| sentence.span.slice(text))
        .collect();
    pieces.join("|")
}

/// Checks a text in which `|` stands where sentences end.
fn check(marked: &str) {
    assert_eq!(split(&marked.replace('|', "")), marked);
}

#[test]
fn end_marks() {
    check("会议结束。|大家都说好！|是吗？|是的");
    check("太好了！！！|真的？！|走吧");
    check("他想起从前……|眼眶湿了…|风停了。");
    check("县里投入3.5万元;修路1.2公里；惠及200户。");
    check("Done? |是的! |好.");
    check("　　".trim());
}

#[test]
fn quotations_stay_with_their_speaker() {
    check("“路修好了。心里踏实了！”王大爷说。|村里通了车。");
    check("王大爷说：“路修好了。心里踏实了！”|村里通了车。");
    check("王大爷感慨，“路修好了。”|村里通了车。");
    check("“好吗？”|“好。”妻子答。|全场鼓掌。");
    check("“好。”他说，“我去。”|大家都去了。");
    check("一句“谢谢您！”让他红了眼眶。|他走了。");
    check("“加油！”的喊声响起。|他走了。");
    check("他说：“好。”。|他走了。");
    check("他说:\"好。\"|他走了。|她问:\"好吗?\"|他又走了。");
    check("「好。」他說。|『走吧！』她說。");
    check("干部喊“一起上！”|大家都来了。");
}

#[test]
fn brackets_and_titles() {
    check("他看了《我们走！》这部片。|片子很好。");
    check("村里修了路（全长3公里。）并通了车。|大家说好。");
    check("大家说好。|（见图。）|下一条。");
    check("大家说好。|（完）");
    check("【快讯！】今天开会。|散会。");
}

#[test]
fn long_quotations_are_split_inside() {
    let part = "我们要一件事情接着一件事情办，一年接着一年干，把群众的事情办好办实。";
    let speech = format!("他说：“{part}|{part}|{part}|{part}|{part}”|会场响起掌声。");
    check(&speech);
    let speaker_last = format!("“{part}|{part}|{part}|{part}|{part}”他说。|会场响起掌声。");
    check(&speaker_last);
}

#[test]
fn unclosed_marks_have_no_effect() {
    check("他说：“好。|走吧。|到了。");
    check("（一）加强领导。|（二抓好落实。|（三）总结。");
    check("\"好。|走吧。|到了。");
    check("好。”|走吧。");
}

#[test]
fn half_width_periods() {
    check("住在1.2.3单元的居民。|走了。");
    check("他叫约翰.史密斯，来自外地。|走了。");
    check("1.加强领导。|2.抓好落实。");
    check("一.加强领导。|走了。");
    check("会议开了. |大家走了。");
    check("会议开了.|大家走了.|天黑了.");
    check("等等...|好了。");
    check("访问www.example.cn了解3.5版。|走了。");
}

#[test]
fn white_space_belongs_to_the_sentence_before() {
    assert_eq!(
        split("  好。　走吧。\u{a0}到了。 "),
        "好。　|走吧。\u{a0}|到了。"
    );
}

#[test]
fn paragraphs_are_counted_and_spans_are_of_the_text() {
    let text = "题\n好。走吧。\n\n到了。";
    let at = |from: &str| text.find(from).unwrap();
    let paragraph = |start: usize, end: usize| Paragraph {
        span: Span::new(start, end),
        role: Role::Body,
    };
    let found = sentences(
        text,
        &[
            paragraph(at("好"), at("\n\n")),
            paragraph(at("\n\n"), at("\n\n") + 1),
            paragraph(at("到"), text.len()),
        ],
    );
    let shown: Vec<_> = found
        .iter()
        .map(|sentence| (sentence.paragraph, sentence.span.slice(text)))
        .collect();
    assert_eq!(shown, [(0, "好。"), (0, "走吧。"), (2, "到了。")]);
}

proptest::proptest! {
    #[test]
    fn sentences_tile_any_paragraph(text in "(?s)([。！？.“”\"（）《》，： \n甲1a]|.){0,60}") {
        split(&text);
    }
}

#[test]
fn hostile_text_is_linear() {
    for text in [
        "“".repeat(300_000),
        "“”".repeat(200_000),
        "((".repeat(200_000) + &"”)".repeat(200_000),
        "\"。".repeat(200_000),
        "“。".repeat(100_000) + &"。”".repeat(100_000),
        " 。".repeat(200_000),
        ".".repeat(300_000),
    ] {
        let start = std::time::Instant::now();
        split(&text);
        assert!(start.elapsed().as_secs() < 20, "{}", &text[..30]);
    }
}
