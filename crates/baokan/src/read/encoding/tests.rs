use super::*;

const TEXT: &str =
    "丰河县召开防汛会\n本报讯 5月20日，丰河县召开防汛工作会议，安排下一步工作。（王五）\n";
const TRADITIONAL: &str =
    "豐河縣召開防汛會\n本報訊 5月20日，豐河縣召開防汛工作會議，安排下一步工作。（王五）\n";

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, damaged) = encoding.encode(text);
    assert!(!damaged);
    bytes.into_owned()
}

/// Checks text and encoding of a page without a note.
fn check(bytes: &[u8], name: Option<&str>, text: &str, encoding: &str) {
    let page = decode(bytes, name).unwrap();
    assert_eq!(
        page,
        Decoded {
            text: text.to_string(),
            encoding: encoding.to_string(),
            error: None
        }
    );
}

fn note(bytes: &[u8], name: Option<&str>) -> (String, String) {
    let page = decode(bytes, name).unwrap();
    let error = page.error.expect("a note");
    assert!(!error.contains('\n'));
    (page.text, error)
}

#[test]
fn every_encoding_is_detected() {
    check(TEXT.as_bytes(), None, TEXT, "UTF-8");
    check(format!("\u{feff}{TEXT}").as_bytes(), None, TEXT, "UTF-8");
    check(&encoded(TEXT, GB18030), None, TEXT, "gb18030");
    check(&encoded(TRADITIONAL, BIG5), None, TRADITIONAL, "Big5");
    for encoding in [UTF_16LE, UTF_16BE] {
        check(&encoded(TEXT, encoding), None, TEXT, encoding.name());
        check(
            &encoded(&format!("\u{feff}{TEXT}"), encoding),
            None,
            TEXT,
            encoding.name(),
        );
        check(
            &encoded("防汛工作，会议。", encoding),
            None,
            "防汛工作，会议。",
            encoding.name(),
        );
        check(
            &encoded("plain ASCII\r\n", encoding),
            None,
            "plain ASCII\r\n",
            encoding.name(),
        );
    }
    check(b"plain ASCII\r\n", None, "plain ASCII\r\n", "UTF-8");
    check(&encoded("本报讯", GB18030), None, "本报讯", "gb18030");
}

#[test]
fn characters_only_gb18030_has() {
    let text = format!("{TEXT}㐀𠮷村党支部\n");
    check(&encoded(&text, GB18030), None, &text, "gb18030");
}

#[test]
fn names_of_encodings() {
    let bytes = encoded(TEXT, GB18030);
    for name in ["gbk", "GB2312", "gb18030", "cp936", "GB_18030"] {
        check(&bytes, Some(name), TEXT, "gb18030");
    }
    for name in ["utf-8", "UTF8", "utf-8-sig"] {
        check(TEXT.as_bytes(), Some(name), TEXT, "UTF-8");
    }
    check(
        &encoded(TRADITIONAL, BIG5),
        Some("big5"),
        TRADITIONAL,
        "Big5",
    );
    check(&encoded(TEXT, UTF_16BE), Some("utf-16be"), TEXT, "UTF-16BE");
    for name in ["klingon", "", "replacement"] {
        assert_eq!(
            decode(b"a", Some(name)).unwrap_err().kind(),
            ErrorKind::Argument
        );
    }
}

#[test]
fn a_wrong_name_keeps_the_text_and_says_so() {
    let (text, error) = note(&encoded(TEXT, GB18030), Some("utf-8"));
    assert!(text.contains("5") && text.contains('\n'));
    assert!(error.contains("UTF-8"), "{error}");
    let (text, error) = note(format!("\u{feff}{TEXT}").as_bytes(), Some("gbk"));
    assert_eq!(text, TEXT);
    assert!(error.contains("byte order mark"), "{error}");
}

#[test]
fn damage_costs_one_character_and_not_the_encoding() {
    let cut = &TEXT.as_bytes()[..TEXT.find('）').unwrap() + 2];
    let (text, error) = note(cut, None);
    assert_eq!(
        text,
        format!("{}\u{fffd}", &TEXT[..TEXT.find('）').unwrap()])
    );
    assert_eq!(error, "half a character at the end");

    let mut bytes = TEXT.repeat(3).into_bytes();
    bytes[30] = 0xff;
    let page = decode(&bytes, None).unwrap();
    assert_eq!(page.encoding, "UTF-8");
    assert_eq!(page.text.lines().count(), 6);

    let mut bytes = encoded(TEXT, GB18030);
    bytes.truncate(bytes.len() - 4);
    let page = decode(&bytes, None).unwrap();
    assert_eq!(page.encoding, "gb18030");
    assert!(page.text.starts_with("丰河县召开防汛会\n") && page.error.is_some());

    let mut bytes = encoded(TEXT, UTF_16LE);
    bytes.extend([0x3d, 0xd8]);
    let page = decode(&bytes, None).unwrap();
    assert_eq!(
        (
            page.encoding.as_str(),
            page.text.trim_end_matches('\u{fffd}')
        ),
        ("UTF-16LE", TEXT)
    );
    bytes.push(0x41);
    assert!(decode(&bytes, None).unwrap().text.starts_with(TEXT));

    let surrogate = [TEXT.as_bytes(), b"\xed\xa0\x80"].concat();
    assert!(note(&surrogate, None).0.starts_with(TEXT));
}

#[test]
fn mixed_encodings_are_read_line_by_line() {
    let bytes = [TEXT.as_bytes(), &encoded(TEXT, GB18030), TEXT.as_bytes()].concat();
    let (text, error) = note(&bytes, None);
    assert_eq!(text, TEXT.repeat(3));
    assert_eq!(error, "mixed encodings: 2 lines in gb18030");
    let bytes = [encoded(&TEXT.repeat(5), GB18030), TEXT.as_bytes().to_vec()].concat();
    assert_eq!(note(&bytes, None).0, TEXT.repeat(6));
}

#[test]
fn nul_characters_keep_their_place() {
    let (text, error) = note("甲\0乙，这里是一页正文。".as_bytes(), None);
    assert_eq!(text, "甲\0乙，这里是一页正文。");
    assert_eq!(error, "1 NUL character");
}

#[test]
fn empty_and_binary_files() {
    assert_eq!(
        decode(b"", None).unwrap().error.as_deref(),
        Some("empty page")
    );
    assert_eq!(decode(b"", None).unwrap().encoding, "UTF-8");
    let noise: Vec<u8> = (0..20_000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let zeros = vec![0; 1000];
    for bytes in [
        noise.as_slice(),
        &zeros,
        b"%PDF-1.4\nabc",
        b"PK\x03\x04abc",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0",
    ] {
        let page = decode(bytes, None).unwrap();
        assert_eq!(page.text, "");
        assert!(page.error.unwrap().starts_with("binary file"));
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_decoded(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        decode(&bytes, None).unwrap();
        for name in ["utf-8", "gbk", "big5", "utf-16le", "utf-16be"] {
            decode(&bytes, Some(name)).unwrap();
        }
    }

    #[test]
    fn utf_8_is_taken_as_it_is(text in "[\\t\\n -~一-龥，。“”《》]{1,200}") {
        proptest::prop_assume!(signature(text.as_bytes()).is_none());
        check(text.as_bytes(), None, &text, "UTF-8");
    }
}

#[test]
fn line_ends_and_look_alikes_are_kept() {
    let text = "甲县\r\n乙县\r丙县\n⻄安区 ⼀\u{2028}\u{feff}";
    check(text.as_bytes(), None, text, "UTF-8");
}
