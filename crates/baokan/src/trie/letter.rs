//! The characters of a text, decoded one by one.

/// A character of a text and the byte it stands at; the end of the text has no width.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    pub(super) at: usize,
    pub(super) code: u32,
    pub(super) width: usize,
}

impl Letter {
    #[inline(always)]
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let (code, width) = if at < bytes.len() {
            decode(bytes, at)
        } else {
            (0, 0)
        };
        Self { at, code, width }
    }

    #[inline(always)]
    pub(super) fn next(self, bytes: &[u8]) -> Self {
        Self::at(bytes, self.at + self.width)
    }
}

/// The character of valid UTF-8 that begins at `at`, and its length; nearly all are of three bytes.
#[inline(always)]
pub(crate) fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    match bytes[at..] {
        [first @ 0xe0..0xf0, second, third, ..] => {
            let tail = u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
            (u32::from(first & 0xf) << 12 | tail, 3)
        }
        _ => decode_other(bytes, at),
    }
}

#[inline(never)]
fn decode_other(bytes: &[u8], at: usize) -> (u32, usize) {
    let tail = |on: usize| u32::from(bytes[at + on] & 0x3f);
    match u32::from(bytes[at]) {
        first @ 0..0x80 => (first, 1),
        first @ 0x80..0xe0 => ((first & 0x1f) << 6 | tail(1), 2),
        first => (
            (first & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3),
            4,
        ),
    }
}
