//! From bytes to text.
//!
//! Dumps of newspapers come from e-paper crawlers, from office programs and from scanning shops: UTF-8
//! with and without a mark, UTF-16 saved by Windows as "Unicode", GBK and GB18030, Big5 from papers
//! set in traditional characters, and files pasted together from several of these.

mod detect;

use encoding_rs::{BIG5, Encoding, GB18030, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, ErrorKind, Result};

use detect::detect;

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

/// How much of a page is looked at where looking at all of it would be slow.
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
        if let Some(named) =
            named.filter(|&named| named != marked && !(named == UTF_16LE && marked == UTF_16BE))
        {
            let note = format!(
                "not {} as declared: the byte order mark says {}",
                named.name(),
                marked.name()
            );
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
    if page.text.as_bytes().contains(&0) {
        let nuls = page.text.bytes().filter(|&byte| byte == 0).count();
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
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let found = match plain.as_str() {
        "utf8" | "utf8sig" | "u8" => Some(UTF_8),
        "utf16" | "utf16le" | "unicode" => Some(UTF_16LE),
        "utf16be" => Some(UTF_16BE),
        "gb18030" | "gbk" | "gb2312" | "cp936" | "ms936" | "936" | "euccn" => Some(GB18030),
        "big5" | "big5hkscs" | "cp950" | "950" => Some(BIG5),
        _ => Encoding::for_label(name.trim().as_bytes()),
    };
    found.filter(|&found| found != REPLACEMENT).ok_or_else(|| {
        Error::new(
            ErrorKind::Argument,
            format!("{name:?} is no known encoding"),
        )
    })
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
        counted(bad, "character") + " could not be decoded"
    };
    let share = bad * 100 / bytes.len().max(1);
    if share >= 5 {
        format!("{what} as {}", encoding.name())
    } else {
        what
    }
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
    // The first bytes of what is odd below. A page that has none is not read character by character.
    let may_be_odd = |byte: u8| matches!(byte, 0..=8 | 0xe..=0x19 | 0x1b..=0x1f | 0x7f | 0xc2);
    let prefix = &text.as_bytes()[..text.len().min(16 * PREFIX)];
    let mut chunks = prefix.chunks(256);
    if !chunks.any(|chunk| {
        chunk
            .iter()
            .fold(false, |odd, &byte| odd | may_be_odd(byte))
    }) {
        return false;
    }
    let mut seen = 0_usize;
    let mut odd = 0_usize;
    let mut undecodable = 0_usize;
    for character in text.chars().take(4 * PREFIX) {
        seen += 1;
        odd += usize::from(
            character.is_control()
                && !matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}'),
        );
        undecodable += usize::from(character == '\u{fffd}');
    }
    odd >= 4 && odd * 10 > seen || (odd * 50 > seen && undecodable * 20 > seen)
}

#[cfg(test)]
mod tests;
