//! Words beside a number that bound it: `近`, `约`, `超过`; `以上`, `左右`.

use std::sync::LazyLock;

use crate::character;
use crate::entry::shipped;
use crate::trie::Trie;

/// Which side of the number the true count lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// At least the number.
    Low,
    /// At most the number.
    High,
    /// Neither: `约`, `左右`.
    About,
}

struct Modifiers {
    /// The words before a number, from their last character to their first.
    before: Trie<Bound>,
    after: Trie<Bound>,
}

static MODIFIERS: LazyLock<Modifiers> = LazyLock::new(|| {
    let entries = |place: &'static str| {
        shipped(include_str!("../../../data/quantity_modifiers.tsv"))
            .filter(move |entry| entry.fields[1] == place)
            .map(|entry| {
                let bound = match entry.fields[0] {
                    "low" => Bound::Low,
                    "high" => Bound::High,
                    _ => Bound::About,
                };
                (entry.term.chars(), bound)
            })
    };
    Modifiers {
        before: Trie::new(entries("before").map(|(term, bound)| (term.rev(), bound))),
        after: Trie::new(entries("after")),
    }
});

/// The modifier that ends at byte `end`, and where it begins; `bare` says whether the number is a
/// unit without a digit (`近百`, `过半`).
pub(super) fn before(text: &str, end: usize, bare: bool) -> Option<(usize, Bound)> {
    let head = &text[..end];
    // The longest counts, so that 不超过 is not read as 超过.
    let (length, bound) = MODIFIERS.before.longest(head.chars().rev())?;
    let (start, _) = head.char_indices().rev().nth(length - 1)?;
    let previous = text[..start].chars().next_back();
    let belongs = match &text[start..end] {
        // 节约3万元, 签约15个, 附近3个村: the character ends a verb or a noun.
        "约" => !character::YUE.has_some(previous),
        "近" => !character::JIN.has_some(previous),
        "超" => !matches!(previous, Some('赶' | '反' | '高')),
        // 经过三个月, 走过5个村; 过半 and 过百 are the only counts 过 begins.
        "过" => {
            bare && !matches!(
                previous,
                Some('经' | '通' | '不' | '路' | '度' | '走' | '越')
            )
        }
        // 好几百人, but 修好两条路.
        "好" => text[end..].starts_with('几'),
        _ => true,
    };
    belongs.then_some((start, bound))
}

/// The modifier that begins at byte `at`, and where it ends.
pub(super) fn after(text: &str, at: usize) -> Option<(usize, Bound)> {
    let rest = &text[at..];
    let (length, bound) = MODIFIERS.after.longest(rest.chars())?;
    let end = at + rest.chars().take(length).map(char::len_utf8).sum::<usize>();
    // 50%以下简称甲 is no bound, and 3人以上述 no modifier.
    let continues = matches!(
        (&text[at..end], text[end..].chars().next()),
        ("以下", Some('简')) | ("以上", Some('述'))
    );
    (!continues).then_some((end, bound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_before() {
        fn bound(text: &str, bare: bool) -> Option<(&str, Bound)> {
            before(text, text.len(), bare).map(|(start, bound)| (&text[start..], bound))
        }
        assert_eq!(bound("投资近", false), Some(("近", Bound::High)));
        assert_eq!(bound("人数不超过", false), Some(("不超过", Bound::High)));
        assert_eq!(bound("大约", false), Some(("大约", Bound::About)));
        assert_eq!(bound("节约", false), None);
        assert_eq!(bound("附近", false), None);
        assert_eq!(bound("走过", false), None);
        assert_eq!(bound("人数过", true), Some(("过", Bound::Low)));
    }

    #[test]
    fn modifiers_after() {
        assert_eq!(after("以上未达标", 0), Some(("以上".len(), Bound::Low)));
        assert_eq!(after("左右", 0), Some(("左右".len(), Bound::About)));
        assert_eq!(after("以下简称", 0), None);
    }
}
