//! The packed dictionary, borrowed from the binary: nothing is parsed, so it is ready at once.
//!
//! `crates/baokan-dictionary` writes the file and describes its sections.

/// Bytes that begin where a number of eight bytes may, so that few numbers lie across two cache lines.
#[repr(align(64))]
struct Aligned<B: ?Sized>(B);

/// Jieba's dictionary with the words of `lexicon.tsv`, and its models: `make dictionary` rebuilds it.
static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../data/dictionary.bin"));

/// The bytes of a section of numbers that are `N` bytes long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers<const N: usize>(&'static [[u8; N]]);

impl<const N: usize> Numbers<N> {
    #[inline]
    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    #[inline]
    fn get(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at).copied()
    }
}

impl Numbers<1> {
    #[inline]
    pub(super) fn at(self, at: usize) -> u8 {
        self.0[at][0]
    }
}

impl Numbers<2> {
    /// All of them, where there is one for each character of the basic plane.
    pub(super) fn all(self) -> &'static [[u8; 2]; 1 << 16] {
        self.0.try_into().expect("the packer wrote one a character")
    }

    #[inline]
    pub(super) fn at(self, at: usize) -> u16 {
        u16::from_le_bytes(self.0[at])
    }
}

impl Numbers<4> {
    #[inline]
    pub(super) fn at(self, at: usize) -> u32 {
        u32::from_le_bytes(self.0[at])
    }

    /// The number there, or `other` past the end.
    #[inline]
    pub(super) fn at_or(self, at: usize, other: u32) -> u32 {
        self.get(at).map_or(other, u32::from_le_bytes)
    }
}

impl Numbers<8> {
    /// The number there, zero past the end.
    #[inline]
    pub(super) fn at(self, at: usize) -> u64 {
        self.get(at).map_or(0, u64::from_le_bytes)
    }

    #[inline]
    pub(super) fn float(self, at: usize) -> f64 {
        f64::from_le_bytes(self.0[at])
    }
}

/// The bytes of section `index`.
fn section(index: usize) -> &'static [u8] {
    let (head, _) = FILE.0.as_chunks::<4>();
    let word = |at: usize| u32::from_le_bytes(head[at]) as usize;
    // Eight bytes say what the file is.
    let (offset, length) = (word(2 + index * 2), word(3 + index * 2));
    &FILE.0[offset..offset + length]
}

/// The numbers of section `index`.
pub(super) fn numbers<const N: usize>(index: usize) -> Numbers<N> {
    Numbers(section(index).as_chunks().0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::tag::NAMES;

    fn fnv(bytes: &[u8]) -> u64 {
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    #[test]
    fn the_file_is_the_one_the_readme_describes() {
        let readme = include_str!("../../data/README.md");
        let (_, about) = readme.split_once("## dictionary.bin").unwrap();
        let bytes = FILE.0.len();
        let grouped = format!(
            "{},{:03},{:03} bytes",
            bytes / 1_000_000,
            bytes / 1000 % 1000,
            bytes % 1000
        );
        assert!(about.contains(&grouped), "{grouped}");
        let sum = format!("FNV-1a 64 `{:016x}`", fnv(&FILE.0));
        assert!(about.contains(&sum), "{sum}");
    }

    #[test]
    fn the_file_holds_the_lexicon_as_it_is() {
        let lexicon = include_str!("../../data/lexicon.tsv");
        assert_eq!(
            numbers::<8>(5).at(2),
            fnv(lexicon.as_bytes()),
            "lexicon.tsv has changed: run `make dictionary`"
        );
    }

    #[test]
    fn tags_are_numbered_by_their_names() {
        let names = std::str::from_utf8(section(4)).unwrap();
        assert_eq!(names.split('\n').collect::<Vec<_>>(), NAMES);
    }
}
