//! Which session it is: `第三期`, `首次`.

use crate::numeral;

/// The ordinal that begins `text`, and its length.
pub(super) fn ordinal_at(text: &str) -> Option<(usize, i64)> {
    let trimmed = text.trim_start_matches([' ', '\u{3000}', '（', '(']);
    let lead = text.len() - trimmed.len();
    let counter = |rest: &str| {
        rest.chars()
            .next()
            .filter(|&character| is_counter(character))
            .map(char::len_utf8)
    };
    if let Some(rest) = trimmed.strip_prefix('首') {
        return counter(rest).map(|length| (lead + '首'.len_utf8() + length, 1));
    }
    let rest = trimmed.strip_prefix('第')?;
    let (end, number) = numeral::number(rest, 0)?;
    let value = number.value?;
    let length = counter(&rest[end..])?;
    (value.fract() == 0.0 && (1.0..10_000.0).contains(&value))
        .then_some((lead + '第'.len_utf8() + end + length, value as i64))
}

/// What sessions are counted in.
fn is_counter(character: char) -> bool {
    matches!(
        character,
        '次' | '期' | '场' | '届' | '轮' | '回' | '季' | '堂'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals() {
        assert_eq!(ordinal_at("第三期院坝会"), Some(("第三期".len(), 3)));
        assert_eq!(ordinal_at("首场"), Some(("首场".len(), 1)));
        assert_eq!(ordinal_at("第12次"), Some(("第12次".len(), 12)));
        assert_eq!(ordinal_at("第三产业"), None);
        assert_eq!(ordinal_at("三期"), None);
    }
}
