//! Every position in every table slices to the text beside it, and words tile their sentences.

use std::sync::Arc;

use baokan::{Corpus, Page, Progress};
use proptest::prelude::*;

use super::promise::{ANALYZER, positions_slice, words_tile};

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
        positions_slice(&corpus);
    }

    #[test]
    fn words_tile_their_sentences(text in page()) {
        let page = ANALYZER.page(Page { text, ..Page::default() });
        words_tile(&page);
    }
}
