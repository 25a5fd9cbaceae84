//! From bytes to text.
//!
//! Dumps of newspapers come from e-paper crawlers, from office programs and from scanning shops: UTF-8
//! with and without a mark, UTF-16 saved by Windows as "Unicode", GBK and GB18030, Big5 from papers
//! set in traditional characters, and files pasted together from several of these.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, ErrorKind, Result};

/// A page's text and how it was got from the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark; every other character is kept.
    pub text: String,
    /// The encoding's name: `UTF-8`, `gb18030`, `UTF-16LE`.
    pub encoding: String,
    /// What was odd, in one line; where there is no text, why.
    pub error: Option<String>,
}

/// How much of a page is looked at where looking at all of it would be slow (the detector reads
/// eleven megabytes a second).
const PREFIX: usize = 16 << 10;

/// Decodes a page, with the encoding named or else detected.
///
/// Valid UTF-8 is always taken for UTF-8, and a byte order mark is always believed, also against the
/// name given. Bytes that mean nothing become U+FFFD and are counted in `error`; a binary file has an
/// `error` and no text.
///
/// ```
/// let page = baokan::decode(b"\xb1\xbe\xb1\xa8\xd1\xb6", None)?;
/// assert_eq!((page.text.as_str(), page.encoding.as_str()), ("本报讯", "gb18030"));
/// # Ok::<(), baokan::Error>(())
/// ```
///
/// # Errors
///
/// [`ErrorKind::Argument`] for an encoding whose name is not known. Damage is never an error.
pub fn decode(bytes: &[u8], encoding: Option<&str>) -> Result<Decoded> {
    let named = encoding.map(by_name).transpose()?;
    if bytes.is_empty() {
        let name = named.map_or(UTF_8.name(), Encoding::name).to_string();
        return Ok(Decoded {
            encoding: name,
            error: Some("empty page".to_string()),
            ..Decoded::default()
        });
    }
    if let Some(kind) = signature(bytes) {
        return Ok(binary(&format!("binary file ({kind})")));
    }
    let mut page = if let Some((marked, length)) = Encoding::for_bom(bytes) {
        let mut page = decode_as(&bytes[length..], marked);
        if let Some(named) = named.filter(|&named| named != marked && !(named == UTF_16LE && marked == UTF_16BE)) {
            let note = format!("not {} as declared: the byte order mark says {}", named.name(), marked.name());
            page.error = Some(join(note, page.error));
        }
        page
    } else if let Some(named) = named {
        let mut page = decode_as(bytes, named);
        if let Some(note) = page.error.take() {
            page.error = Some(format!("{note}; is it really {}?", named.name()));
        }
        page
    } else {
        detect(bytes)
    };
    if is_garbage(&page.text) {
        return Ok(binary("binary file"));
    }
    if u32::try_from(page.text.len()).is_err() {
        return Ok(binary("page of more than 4 GiB"));
    }
    let nuls = page.text.bytes().filter(|&byte| byte == 0).count();
    if nuls > 0 {
        page.error = Some(join(counted(nuls, "NUL character"), page.error));
    }
    Ok(page)
}

/// A page that gives no text.
fn binary(cause: &str) -> Decoded {
    Decoded {
        encoding: "binary".to_string(),
        error: Some(cause.to_string()),
        ..Decoded::default()
    }
}

/// The encoding of a name as the web, Python or Windows write it.
fn by_name(name: &str) -> Result<&'static Encoding> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let found = match plain.as_str() {
        "utf8" | "utf8sig" | "u8" => Some(UTF_8),
        "utf16" | "utf16le" | "unicode" => Some(UTF_16LE),
        "utf16be" => Some(UTF_16BE),
        "gb18030" | "gbk" | "gb2312" | "cp936" | "ms936" | "936" | "euccn" => Some(GB18030),
        "big5" | "big5hkscs" | "cp950" | "950" => Some(BIG5),
        _ => Encoding::for_label(name.trim().as_bytes()),
    };
    found
        .filter(|&found| found != REPLACEMENT)
        .ok_or_else(|| Error::new(ErrorKind::Argument, format!("{name:?} is no known encoding")))
}

/// Decodes all of `bytes` as `encoding`, counting what meant nothing.
fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let error = damaged.then(|| bad_bytes(&text, bytes, encoding));
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name().to_string(),
        error,
    }
}

fn bad_bytes(text: &str, bytes: &[u8], encoding: &'static Encoding) -> String {
    let bad = text.matches('\u{fffd}').count();
    let half = text.ends_with('\u{fffd}') && bad == 1;
    let what = if half {
        "half a character at the end".to_string()
    } else {
        counted(bad, "character")  + " could not be decoded"
    };
    let share = bad * 100 / bytes.len().max(1);
    if share >= 5 { format!("{what} as {}", encoding.name()) } else { what }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn join(first: String, rest: Option<String>) -> String {
    match rest {
        Some(rest) => format!("{first}; {rest}"),
        None => first,
    }
}

/// Files people drop into a folder of pages although they are none.
fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 9] = [
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "ZIP or office document"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office document"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07", "RAR"),
    ];
    SIGNATURES
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|&(_, kind)| kind)
}

/// Whether text is no text: a page has line breaks and tabs and hardly any other control character.
fn is_garbage(text: &str) -> bool {
    let mut seen = 0_usize;
    let mut odd = 0_usize;
    let mut undecodable = 0_usize;
    for character in text.chars().take(4 * PREFIX) {
        seen += 1;
        odd += usize::from(character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}'));
        undecodable += usize::from(character == '\u{fffd}');
    }
    odd * 10 > seen || (odd * 50 > seen && undecodable * 20 > seen)
}

/// Decodes a page of which nothing is known.
fn detect(bytes: &[u8]) -> Decoded {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(bytes, encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_string(),
            encoding: UTF_8.name().to_string(),
            error: None,
        };
    }
    let (mut whole, mut in_lines) = (Census::default(), Census::default());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let census = Census::of(line);
        whole.add(&census);
        if census.invalid == 0 && census.long >= 2 {
            in_lines.add(&census);
        }
    }
    // A page in GBK holds almost nothing that reads as a three-byte character of UTF-8, and no line of
    // it reads as UTF-8 from end to end. One in UTF-8 does, whatever few bytes of it are damaged.
    if whole.long >= whole.invalid {
        return by_lines(bytes, None);
    }
    let legacy = legacy(bytes);
    if in_lines.long * 10 >= whole.long + whole.invalid / 2 {
        return by_lines(bytes, Some(legacy));
    }
    let page = decode_as(bytes, legacy);
    if page.error.is_none() {
        return page;
    }
    // The detector reads a prefix; where the rest contradicts it and the other Chinese encoding
    // fits all of the page, that is the one.
    let other = decode_as(bytes, if legacy == GB18030 { BIG5 } else { GB18030 });
    if other.error.is_none() { other } else { page }
}

/// What bytes look like as UTF-8.
#[derive(Default)]
struct Census {
    /// Characters of three and more bytes, as nearly all Chinese ones are.
    long: usize,
    /// Stretches that mean nothing.
    invalid: usize,
}

impl Census {
    fn of(bytes: &[u8]) -> Self {
        let mut census = Self::default();
        for chunk in bytes.utf8_chunks() {
            census.long += chunk.valid().bytes().filter(|&byte| byte >= 0xe0).count();
            census.invalid += usize::from(!chunk.invalid().is_empty());
        }
        census
    }

    fn add(&mut self, other: &Self) {
        self.long += other.long;
        self.invalid += other.invalid;
    }
}

/// Decodes a page that is UTF-8 in most of its lines; a line that is not is read in `legacy`, where
/// that fits it. Pages pasted together from two sources look like this.
fn by_lines(bytes: &[u8], legacy: Option<&'static Encoding>) -> Decoded {
    let candidate = legacy.unwrap_or(GB18030);
    let mut text = String::with_capacity(bytes.len());
    let (mut foreign, mut bad) = (0_usize, 0_usize);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if let Ok(line) = std::str::from_utf8(line) {
            text.push_str(line);
            continue;
        }
        let census = Census::of(line);
        let decoded = candidate.decode_without_bom_handling_and_without_replacement(line);
        match decoded.filter(|_| census.invalid > census.long) {
            Some(line) => {
                foreign += 1;
                text.push_str(&line);
            }
            None => {
                let line: Cow<'_, str> = String::from_utf8_lossy(line);
                bad += line.matches('\u{fffd}').count();
                text.push_str(&line);
            }
        }
    }
    let mut error = match bad {
        0 => None,
        1 if text.ends_with('\u{fffd}') => Some("half a character at the end".to_string()),
        _ => Some(counted(bad, "character") + " could not be decoded"),
    };
    if foreign > 0 {
        let note = format!("mixed encodings: {} in {}", counted(foreign, "line"), candidate.name());
        error = Some(join(note, error));
    }
    Decoded {
        text,
        encoding: UTF_8.name().to_string(),
        error,
    }
}

/// The Chinese encoding that is not Unicode: chardetng's guess, made to choose between the two that
/// Chinese papers use. Its other guesses (Korean, Japanese, Western) come from stretches too short to
/// tell, and there GB18030, which the law of the mainland asks for, is the likelier.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[from..bytes.len().min(from + PREFIX)], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == BIG5 {
        BIG5
    } else if guess == GBK || guess == GB18030 {
        GB18030
    } else {
        let prefix = &bytes[..bytes.len().min(PREFIX)];
        let bad = |encoding: &'static Encoding| {
            encoding.decode_without_bom_handling(prefix).0.matches('\u{fffd}').count()
        };
        if bad(BIG5) * 2 < bad(GB18030) { BIG5 } else { GB18030 }
    }
}

/// UTF-16 without a byte order mark, told by what it would spell: nine in ten units of a Chinese
/// page are ideographs, punctuation or plain ASCII in one byte order, and Hangul, private use or
/// nothing in the other and in every other encoding.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let prefix = &bytes[..bytes.len().min(PREFIX)];
    let has_nul = prefix.contains(&0);
    if prefix.len() < 4 || (!has_nul && std::str::from_utf8(bytes).is_ok()) {
        return None;
    }
    let plausible = |unit: u16| {
        matches!(unit, 0x20..=0x7e | 0x09 | 0x0a | 0x0d | 0x2010..=0x2026 | 0x25a0..=0x25cf)
            || matches!(unit, 0x3000..=0x3017 | 0x4e00..=0x9fa5 | 0xff01..=0xff5e)
    };
    let share = |order: fn([u8; 2]) -> u16| {
        let units = prefix.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        let common = units.clone().filter(|&unit| plausible(unit)).count();
        // Marks that every text has; pairs of bytes of something else hardly ever give them.
        let marks = units.filter(|unit| matches!(unit, 0x0a | 0x20 | 0x2c | 0x3001 | 0x3002 | 0xff0c)).count();
        (common * 10 >= prefix.len() / 2 * 9, marks, common)
    };
    let (little, little_marks, little_common) = share(u16::from_le_bytes);
    let (big, big_marks, big_common) = share(u16::from_be_bytes);
    match (little, big) {
        (true, true) if (big_marks, big_common) > (little_marks, little_common) => Some(UTF_16BE),
        (true, _) if has_nul || little_marks > 0 => Some(UTF_16LE),
        (_, true) if has_nul || big_marks > 0 => Some(UTF_16BE),
        _ => None,
    }
}
