//! Every position in every table slices to the text beside it, and words tile their sentences.

use std::sync::{Arc, LazyLock};

use baokan::{Analyzer, Corpus, Options, Page, Progress, TABLES};
use proptest::prelude::*;
use serde_json::Value;

/// One for all cases: it takes longer to build than a page to read.
pub(super) static ANALYZER: LazyLock<Arc<Analyzer>> = LazyLock::new(|| {
    let options = Options {
        issue_date: Some("2024-05-24".parse().unwrap()),
        ..Options::default()
    };
    Arc::new(Analyzer::new(options).unwrap())
});

/// Lines of the kinds a page has, and of kinds it has not.
pub(super) fn page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("禾山县召开防汛会议".to_owned()),
        Just("本报讯 5月20日,禾山县召开防汛会议,安排部署防汛工作。".to_owned()),
        Just("“路修好了,心里踏实多了!”家住清溪社区的陈先生说。".to_owned()),
        Just("第3版 要闻 2024年5月24日 星期五".to_owned()),
        Just("(记者 周明远 文/图)".to_owned()),
        Just("□ 李文秀".to_owned()),
        Just("责任编辑:何亮 校对:吴敏".to_owned()),
        Just("——禾山县修路纪实".to_owned()),
        Just("▲会议现场。 周明远 摄".to_owned()),
        Just("近日,全县共发放彩页15000余份,覆盖16个社区、3.2万".to_owned()),
        Just(String::new()),
        "[ 　\t]*[一-三A-C0-9“”()()、,。:𠮷\u{0}]{0,30}",
        "\\PC{0,20}",
    ];
    proptest::collection::vec(line, 0..25).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn positions_slice_to_their_text(text in page()) {
        let page = Page { text, ..Page::default() };
        let corpus = Corpus::from_pages(vec![page], Arc::clone(&ANALYZER), &Progress::default()).unwrap();
        prop_assert_eq!(&corpus.pages()[0].page.error, &None);
        let texts = corpus.articles().map(|item| item.article.text.chars().collect()).collect::<Vec<Vec<char>>>();
        let on_page = corpus.pages()[0].page.text.chars().collect::<Vec<char>>();
        for name in TABLES {
            for row in corpus.table(name, &Progress::default()).unwrap().rows() {
                let row = serde_json::to_value(row).unwrap();
                let at = |column: &str| row[column].as_u64().map(|at| at as usize);
                let (Some(start), Some(end), Value::String(text)) = (at("start"), at("end"), &row["text"]) else {
                    continue;
                };
                let whole = match (name, at("article")) {
                    ("articles" | "captions", _) => continue,
                    (_, Some(article)) => &texts[article],
                    (_, None) => &on_page,
                };
                prop_assert_eq!(&whole[start..end].iter().collect::<String>(), text, "in {}", name);
            }
        }
    }

    #[test]
    fn words_tile_their_sentences(text in page()) {
        let page = ANALYZER.page(Page { text, ..Page::default() });
        for item in &page.articles {
            for (number, sentence) in item.sentences.iter().enumerate() {
                let words = item.words.iter().filter(|word| word.sentence as usize == number);
                let joined = words.map(|word| word.span.slice(&item.article.text)).collect::<String>();
                prop_assert_eq!(joined, sentence.span.slice(&item.article.text));
            }
        }
    }
}
