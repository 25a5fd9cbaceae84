use super::*;
use crate::article::{Paragraph, Role};
use crate::sentence::sentences;

fn lexicon(words: &[(&str, Option<&str>)]) -> Lexicon {
    let words = words
        .iter()
        .map(|&(word, tag)| (word.to_string(), tag.map(str::to_string)));
    Lexicon::default().with_words(words).unwrap()
}

fn cut_with(segmenter: &Segmenter, text: &str) -> Vec<(String, String)> {
    let paragraph = Paragraph {
        span: Span::new(0, text.len()),
        role: Role::Body,
    };
    let sentences = sentences(text, &[paragraph]);
    let words = segmenter.words(text, &sentences);
    for (at, sentence) in sentences.iter().enumerate() {
        let mut end = sentence.span.start;
        for word in words.iter().filter(|word| word.sentence as usize == at) {
            assert_eq!(word.span.start, end, "words tile the sentence");
            assert!(!word.span.is_empty());
            end = word.span.end;
        }
        assert_eq!(end, sentence.span.end);
    }
    words
        .iter()
        .map(|word| {
            (
                word.span.slice(text).to_string(),
                segmenter.tag_name(word.tag).to_string(),
            )
        })
        .collect()
}

/// The words of a text, separated by spaces.
fn cut(words: &[(&str, Option<&str>)], text: &str) -> String {
    let segmenter = Segmenter::new(&lexicon(words)).unwrap();
    let words: Vec<String> = cut_with(&segmenter, text)
        .into_iter()
        .map(|(word, _)| word)
        .collect();
    words.join(" ")
}

#[test]
fn words_and_tags_are_those_of_jieba() {
    let segmenter = Segmenter::new(&Lexicon::default()).unwrap();
    let text = "本报讯 5月20日,丰河县召开防汛会,王小利说:“龘靐齉的3.5万人,GDP增长8%,A-12号㐂𠮷。”\0\r\n　完";
    for _ in 0..3 {
        let expected: Vec<(String, String)> = sentences(
            text,
            &[Paragraph {
                span: Span::new(0, text.len()),
                role: Role::Body,
            }],
        )
        .iter()
        .flat_map(|sentence| oracle::jieba(sentence.span.slice(text)))
        .map(|(word, tag)| (word.to_string(), tag.to_string()))
        .collect();
        assert_eq!(cut_with(&segmenter, text), expected);
    }
}

#[test]
fn a_users_word_always_wins() {
    assert_eq!(
        cut(&[("中华人民", None)], "中华人民共和国成立"),
        "中华人民 共和国 成立"
    );
    assert_eq!(
        cut(&[("会说事", None)], "村民议事会说事"),
        "村民 议事 会说事"
    );
    assert_eq!(
        cut(&[("夜话", None), ("板凳夜话会", None)], "板凳夜话会和夜话"),
        "板凳夜话会 和 夜话"
    );
    assert_eq!(
        cut(&[("有事 好商量", None)], "叫有事 好商量。"),
        "叫 有事 好商量 。"
    );
    assert_eq!(cut(&[("。他", None)], "好。他来"), "好 。 他来");
}

#[test]
fn the_width_of_a_users_word_does_not_matter() {
    let words = [("5G基站", None), ("（试行）", None)];
    assert_eq!(
        cut(&words, "建5G基站和５Ｇ基站(试行)"),
        "建 5G基站 和 ５Ｇ基站 (试行)"
    );
}

#[test]
fn a_latin_word_is_not_split() {
    assert_eq!(
        cut(&[("G20", None), ("20峰会", None)], "G2000和G20峰会"),
        "G2000 和 G20 峰会"
    );
    assert_eq!(cut(&[("A", None)], "AAAA A B"), "AAAA   A   B");
}

#[test]
fn tags_of_users_words() {
    let segmenter = Segmenter::new(&lexicon(&[
        ("板凳夜话会", None),
        ("码上议", Some("MEETING")),
        ("夜访", Some("vn")),
    ]))
    .unwrap();
    let tagged = cut_with(&segmenter, "板凳夜话会码上议夜访");
    let tags: Vec<&str> = tagged.iter().map(|(_, tag)| tag.as_str()).collect();
    assert_eq!(tags, ["nz", "MEETING", "vn"]);
    assert_eq!(segmenter.tag_name(Tag(u16::MAX)), "");
}

#[test]
fn text_without_an_end_is_cut_in_pieces_without_changing_words() {
    let segmenter = Segmenter::new(&Lexicon::default()).unwrap();
    let clause = "丰河县召开防汛工作会议，安排下一步工作，";
    let repeated = cut_with(&segmenter, &clause.repeat(3000));
    let once = cut_with(&segmenter, clause);
    assert_eq!(repeated.len(), once.len() * 3000);
    assert!(repeated.chunks(once.len()).all(|chunk| chunk == once));
    cut_with(&segmenter, &"村".repeat(40_000));
    cut_with(&segmenter, &"1".repeat(100_000));
}

proptest::proptest! {
    #[test]
    fn words_tile_any_sentence(text in "(?s)([。“”.％%ａ𠮷甲乙村1a \0\r\n]|.){0,60}", word in "[甲乙村1aＡ.]{1,3}") {
        let segmenter = Segmenter::new(&lexicon(&[(&word, None)])).unwrap();
        cut_with(&segmenter, &text);
        cut_with(&segmenter, &format!("{text}{word}{text}"));
    }
}

#[test]
fn every_shipped_word_is_kept_whole_and_tagged() {
    let mut words = Vec::new();
    for entry in crate::entry::shipped(include_str!("../../data/lexicon.tsv")) {
        let cut = cut_with(&Segmenter::new(&Lexicon::default()).unwrap(), entry.term);
        assert_eq!(cut, [(entry.term.to_string(), entry.fields[0].to_string())]);
        words.push(entry.term);
    }
    assert!(
        words.is_sorted_by(|one, next| one < next),
        "sorted and without doubles"
    );
}

#[test]
fn many_threads_give_what_one_gives() {
    let text = "丰河县召开防汛工作会议，王小利说要安排下一步工作。".repeat(20);
    let segmenter = Segmenter::new(&lexicon(&[("防汛工作", None)])).unwrap();
    let expected = cut_with(&segmenter, &text);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(cut_with(&segmenter, &text), expected));
        }
    });
}
