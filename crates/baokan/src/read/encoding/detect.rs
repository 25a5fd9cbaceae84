//! Telling an encoding from the bytes alone.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::{Decoded, PREFIX, counted, decode_as, join};

/// Decodes a page of which nothing is known.
pub(super) fn detect(bytes: &[u8]) -> Decoded {
    let utf_8 = std::str::from_utf8(bytes);
    if let Some(encoding) = utf_16_without_mark(bytes, utf_8.is_ok()) {
        return decode_as(bytes, encoding);
    }
    if let Ok(text) = utf_8 {
        return Decoded {
            text: text.to_string(),
            encoding: UTF_8.name().to_string(),
            error: None,
        };
    }
    if is_plainly_gb(bytes) {
        let page = decode_as(bytes, GB18030);
        if page.error.is_none() {
            return page;
        }
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

/// Whether nearly every pair of bytes is one of the 3,755 common characters or of the marks of GB 2312.
///
/// They are 98 in 100 of what a mainland paper prints. Big5 has half of its common characters outside that
/// square and UTF-8 most, so a page of theirs, or one with a tenth of its lines in UTF-8, stays far below.
fn is_plainly_gb(bytes: &[u8]) -> bool {
    const FEWEST: usize = 64;
    let (mut pairs, mut common) = (0_usize, 0_usize);
    let mut at = 0;
    while at < bytes.len() {
        let lead = bytes[at];
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let square = matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7)
            && bytes.get(at + 1).is_some_and(|&trail| trail >= 0xa1);
        pairs += 1;
        common += usize::from(square);
        at += 2;
    }
    pairs >= FEWEST && common * 100 >= pairs * 95
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
        let note = format!(
            "mixed encodings: {} in {}",
            counted(foreign, "line"),
            candidate.name()
        );
        error = Some(join(note, error));
    }
    Decoded {
        text,
        encoding: UTF_8.name().to_string(),
        error,
    }
}

/// What the detector is given, in bytes: it reads eleven megabytes a second, and is sure of Chinese from eight characters on.
const ENOUGH: usize = 2 << 10;

/// The Chinese encoding that is not Unicode: chardetng's guess, made to choose between the two that
/// Chinese papers use. Its other guesses (Korean, Japanese, Western) come from stretches too short to
/// tell, and there GB18030, which the law of the mainland asks for, is the likelier.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[from..bytes.len().min(from + ENOUGH)], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == BIG5 {
        BIG5
    } else if guess == GBK || guess == GB18030 {
        GB18030
    } else {
        let prefix = &bytes[..bytes.len().min(PREFIX)];
        let bad = |encoding: &'static Encoding| {
            encoding
                .decode_without_bom_handling(prefix)
                .0
                .matches('\u{fffd}')
                .count()
        };
        if bad(BIG5) * 2 < bad(GB18030) {
            BIG5
        } else {
            GB18030
        }
    }
}

/// UTF-16 without a byte order mark, told by what it would spell: nine in ten units of a Chinese
/// page are ideographs, punctuation or plain ASCII in one byte order, and Hangul, private use or
/// nothing in the other and in every other encoding.
fn utf_16_without_mark(bytes: &[u8], is_utf_8: bool) -> Option<&'static Encoding> {
    let prefix = &bytes[..bytes.len().min(PREFIX)];
    let has_nul = prefix.contains(&0);
    if prefix.len() < 4 || (!has_nul && is_utf_8) {
        return None;
    }
    let plausible = |unit: u16| {
        matches!(unit, 0x20..=0x7e | 0x09 | 0x0a | 0x0d | 0x2010..=0x2026 | 0x25a0..=0x25cf)
            || matches!(unit, 0x3000..=0x3017 | 0x4e00..=0x9fa5 | 0xff01..=0xff5e)
    };
    let share = |order: fn([u8; 2]) -> u16| {
        let units = prefix.len() / 2;
        let (mut marks, mut odd) = (0, 0);
        for pair in prefix.chunks_exact(2) {
            let unit = order([pair[0], pair[1]]);
            odd += usize::from(!plausible(unit));
            // Nearly every page is settled here, after a tenth of the prefix.
            if odd * 10 > units {
                return (false, 0, 0);
            }
            // Marks that every text has; pairs of bytes of something else hardly ever give them.
            marks += usize::from(matches!(
                unit,
                0x0a | 0x20 | 0x2c | 0x3001 | 0x3002 | 0xff0c
            ));
        }
        (true, marks, units - odd)
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
