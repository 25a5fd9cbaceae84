//! Names that hold the name of a place.

use super::super::lexicon::LEXICON;
use super::Around;
use crate::mark::letters::Letters;

/// The beginning where a place stands between the edge and the ending (`江苏`绿满园…公司), and where
/// that place ends.
pub(super) fn place(
    letters: &Letters,
    around: &Around,
    edge: usize,
    head: usize,
) -> Option<(usize, usize)> {
    let mut end = (edge + 1..=head)
        .rev()
        .find(|&at| around.place(at).is_some_and(|from| from >= edge))?;
    let mut start = around.place(end)?;
    // 鹤鸣岭社区党群服务中心 behind a chain of known places: what is not known begins the name.
    let rest = head - end;
    let neighbourhood = (3..rest)
        .find(|&on| letters.at(end + on - 1) == '区' && letters.at(end + on - 2) == '社')
        // 柳湾镇|马家村党支部: so does a village right before the ending.
        .or_else(|| {
            let party = letters.at(head) == '党' || letters.at(head) == '支';
            (party && (3..=4).contains(&rest) && letters.before(head, 1) == '村').then_some(rest)
        });
    if let Some(length) = neighbourhood {
        return Some((end, end + length));
    }
    while let Some(before) = around
        .place(start)
        .filter(|&before| before >= edge && end - before < 4)
    {
        start = before;
        end = end.max(start);
    }
    Some((with_head(letters, start), end))
}

/// Behind the last place between `edge` and `from`: 河西街道|鹤鸣岭社区.
pub(super) fn nearest_place_end(around: &Around, edge: usize, from: usize) -> usize {
    (edge..=from)
        .rev()
        .find(|&at| around.place(at).is_some() && at > edge)
        .unwrap_or(edge)
}

/// Behind the province between `start` and `from`: 东江省|禾山市财政局.
pub(super) fn behind_province(letters: &Letters, start: usize, from: usize) -> usize {
    (start + 3..from)
        .find(|&at| letters.before(at, 1) == '省' && from - at > 1)
        .unwrap_or(start)
}

/// The beginning with what stands before places in names: `国网`钱氏县供电公司.
pub(super) fn with_head(letters: &Letters, start: usize) -> usize {
    LEXICON
        .heads
        .longest(letters.backward(start))
        .map_or(start, |(length, _)| start - length)
}
