//! Jieba itself says what the words and tags have to be.

use std::path::Path;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use proptest::prelude::*;

use super::dictionary::Dictionary;
use super::tag::Tag;
use super::trie::Node;
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

/// The texts of the files of a folder.
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
        200
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

/// A word of the dictionary or the beginning of one, chosen by random numbers.
fn word(choices: &[usize]) -> String {
    let trie = &Dictionary::shared().models.trie;
    let all: Vec<(char, u16)> = ('\u{0}'..='\u{ffff}')
        .map(|character| (character, trie.code(character)))
        .filter(|&(_, code)| trie.one(code) != Node::default())
        .collect();
    let mut word = String::new();
    let mut before: Option<(u16, Node)> = None;
    for (depth, choice) in choices.iter().enumerate() {
        let children: Vec<(char, u16, Node)> = all
            .iter()
            .map(|&(character, code)| {
                let node = match before {
                    None => trie.one(code),
                    Some((first, _)) if depth == 1 => trie.two(first, code),
                    Some((_, node)) if node.may_go_on(code) => trie.next(node, code),
                    Some(_) => Node::default(),
                };
                (character, code, node)
            })
            .filter(|&(_, _, node)| node != Node::default())
            .collect();
        if children.is_empty() {
            break;
        }
        let (character, code, node) = children[choice % children.len()];
        word.push(character);
        before = Some((code, node));
    }
    word
}

/// Words of the lexicon and the dictionary, common and rare characters, Latin, digits, signs and what
/// lies beyond the basic plane, one beside the other.
fn mixture() -> impl Strategy<Value = String> {
    let terms: Vec<&str> = entry::shipped(include_str!("../../data/lexicon.tsv"))
        .map(|entry| entry.term)
        .collect();
    // Codes are numbered by frequency, so the common characters are those of the lowest.
    let trie = &Dictionary::shared().models.trie;
    let common: Vec<char> = ('\u{4e00}'..='\u{9fff}')
        .filter(|&character| {
            trie.covered(trie.code(character))
                .is_some_and(|at| at < 800)
        })
        .collect();
    let common = proptest::collection::vec(proptest::sample::select(common), 1..12);
    let part = prop_oneof![
        2 => proptest::sample::select(terms).prop_map(str::to_owned),
        3 => proptest::collection::vec(any::<usize>(), 1..8).prop_map(|choices| word(&choices)),
        4 => common.prop_map(|characters| characters.into_iter().collect::<String>()),
        2 => "[\u{4e00}-\u{9fff}]{1,4}",
        1 => "[\u{3400}-\u{4dbf}\u{20000}-\u{20100}\u{2a700}-\u{2a720}\u{f900}-\u{fa20}]{1,3}",
        2 => "[a-zA-Z0-9+#&._%-]{1,6}",
        2 => "[，。、；：？！“”《》（）()·— \n\r\t]{1,2}",
        1 => "\\PC{1,3}",
    ];
    proptest::collection::vec(part, 1..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 150 } else { 20_000 }))]

    #[test]
    fn any_mixture_is_cut_as_jieba_cuts_it(text in mixture()) {
        assert_same(&text);
    }
}
