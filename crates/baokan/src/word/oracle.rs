//! Jieba itself says what the words and tags have to be.

use std::path::Path;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use proptest::prelude::*;

use super::dictionary::Dictionary;
use super::tag::Tag;
use crate::entry;

/// Jieba with the words of the lexicon.
static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for entry in entry::shipped(include_str!("../../data/lexicon.tsv")) {
        jieba.add_word(entry.term, None, Some(entry.fields[0]));
    }
    jieba
});

/// The words of a text with their tags, as jieba gives them.
pub(super) fn jieba(text: &str) -> Vec<(&str, &str)> {
    let tagged = JIEBA.tag(text, true);
    tagged
        .iter()
        .map(|word| {
            (
                word.word,
                Tag::known(word.tag).and_then(|tag| tag.name().ok()),
            )
        })
        .map(|(word, tag)| (word, tag.unwrap_or("x")))
        .collect()
}

#[track_caller]
fn assert_same(text: &str) {
    assert_eq!(super::tagged(text), jieba(text), "{text:?}");
    let dictionary = Dictionary::shared();
    let mut lattice = dictionary.borrow_lattice();
    let mut known = Vec::new();
    lattice.known_words(&dictionary.models.trie, text, |start, end| {
        known.push(&text[start..end]);
    });
    dictionary.give_back(lattice);
    let expected: Vec<&str> = JIEBA
        .cut(text, false)
        .iter()
        .map(|word| word.word)
        .collect();
    assert_eq!(known, expected, "{text:?}, without the model");
}

/// The words of jieba's dictionary, read from the text of the files beside it.
fn pages(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|path| std::fs::read(path).ok())
        .filter_map(|bytes| Some(crate::decode(&bytes, None).ok()?.text))
        .collect()
}

#[test]
fn the_sample_pages_are_cut_as_jieba_cuts_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../python/baokan/pages");
    let pages = pages(&folder);
    assert!(!pages.is_empty());
    for page in &pages {
        assert_same(page);
        page.lines().for_each(assert_same);
    }
}

/// News beside the checkout, if there are any: half a million words.
#[test]
fn news_are_cut_as_jieba_cuts_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/bulk"))
        .find(|folder| folder.is_dir());
    let Some(folder) = folder else { return };
    // Every line is an article, here with the marks of JSON around it.
    let most = if cfg!(debug_assertions) {
        400
    } else {
        usize::MAX
    };
    for file in pages(&folder) {
        file.lines().take(most).for_each(assert_same);
    }
}

#[test]
fn corner_cases_are_cut_as_jieba_cuts_them() {
    for text in [
        "",
        "\r\n\r\r\n",
        "\n\r",
        "γ射线和γ",
        "龘龘龘龘",
        "𠮷野家𡈽𠮷",
        "㐀㐁a-㐂%",
        "鿖鿗中鿿",
        "abc- -abc 1.2.3 50% G20-1_a.%",
        "+#&._%-",
        "T恤4S店AA制",
        "１２３ＡＢＣ％",
        "1",
        "％",
        "\u{0}\u{feff}中\u{200b}国",
    ] {
        assert_same(text);
    }
    // The longest words, and what begins like one.
    let longest = "全国人民代表大会常务委员会关于中华人民共和国";
    for (end, _) in longest.char_indices() {
        assert_same(&longest[..end]);
    }
}

#[test]
fn every_character_is_cut_as_jieba_cuts_it() {
    let all = ('\u{0}'..='\u{ffff}').chain('\u{1f000}'..='\u{1f6ff}');
    let beyond = ('\u{20000}'..='\u{2fa40}').step_by(7);
    let text: String = all.chain(beyond).collect();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(997)
            .map_or(rest.len(), |(at, _)| at);
        assert_same(&rest[..end]);
        rest = &rest[end..];
    }
    for character in text.chars().step_by(5) {
        assert_same(&character.to_string());
        assert_same(&format!("中{character}国{character}{character}"));
    }
}

/// Words of the lexicon, common and rare characters, Latin, digits, signs and what lies beyond the
/// basic plane, one beside the other.
fn mixture() -> impl Strategy<Value = String> {
    let terms: Vec<&str> = entry::shipped(include_str!("../../data/lexicon.tsv"))
        .map(|entry| entry.term)
        .collect();
    let part = prop_oneof![
        3 => proptest::sample::select(terms).prop_map(str::to_owned),
        4 => "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严]{1,12}",
        2 => "[\u{4e00}-\u{9fff}]{1,4}",
        1 => "[\u{3400}-\u{4dbf}\u{20000}-\u{20100}\u{2a700}-\u{2a720}\u{f900}-\u{fa20}]{1,3}",
        2 => "[a-zA-Z0-9+#&._%-]{1,6}",
        2 => "[，。、；：？！“”《》（）()·— \n\r\t]{1,2}",
        1 => "\\PC{1,3}",
    ];
    proptest::collection::vec(part, 1..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 500 } else { 20_000 }))]

    #[test]
    fn any_mixture_is_cut_as_jieba_cuts_it(text in mixture()) {
        assert_same(&text);
    }
}
