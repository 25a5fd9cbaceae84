//! Quoted stretches: from an opening mark to the mark that closes it, whatever the typesetter left out.

use crate::article::Paragraph;
use crate::width::others;

/// Text between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First byte of the opening mark.
    pub(super) open: usize,
    /// First byte of the words.
    pub(super) start: usize,
    /// One past the last byte of the words.
    pub(super) end: usize,
    /// One past the closing mark; `end` where there is none.
    pub(super) close: usize,
    /// Index of the paragraph it begins in.
    pub(super) paragraph: usize,
    /// Whether a mark closes it.
    pub(super) closed: bool,
}

/// A quotation mark of the article.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    length: usize,
    family: u8,
    kind: Kind,
    paragraph: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    /// A straight mark, which does either.
    Straight,
}

/// The outermost quoted stretches of every paragraph, in order.
///
/// Papers leave marks out: a mark that opens where one is open is a nested term when a letter stands
/// before it (`最后一把“金钥匙。”`), a new quotation when punctuation does (`“甲。他说：“乙。”`).
pub(super) fn stretches(text: &str, paragraphs: &[Paragraph]) -> Vec<Stretch> {
    let marks = marks(text, paragraphs);
    let next = next_of_family(&marks);
    let kind_at = |index: Option<usize>| index.map(|index| marks[index].kind);
    let mut found = Vec::new();
    let mut open: Option<Mark> = None;
    let mut index = 0;
    while index < marks.len() {
        let mark = marks[index];
        index += 1;
        if let Some(pending) = open
            && pending.paragraph != mark.paragraph
            && !continues(text, paragraphs, pending, mark)
        {
            found.extend(unclosed(text, paragraphs, pending));
            open = None;
        }
        let Some(pending) = open else {
            if mark.kind != Kind::Close {
                open = Some(mark);
            }
            continue;
        };
        if mark.family != pending.family {
            continue;
        }
        match mark.kind {
            Kind::Close | Kind::Straight => {
                found.push(closed(pending, mark.at, mark.length));
                open = None;
            }
            Kind::Open => {
                let close = next[index - 1];
                let after = close.and_then(|close| next[close]);
                let balanced =
                    kind_at(close) == Some(Kind::Close) && kind_at(after) == Some(Kind::Close);
                if balanced
                    && after.is_some_and(|after| marks[after].paragraph == pending.paragraph)
                {
                    // “一把“金钥匙”打开了门。”: pass over the inner pair.
                    index = close.map_or(index, |close| close + 1);
                } else if !follows_letter(text, mark.at) {
                    found.extend(cut(text, pending, mark.at));
                    open = Some(mark);
                }
            }
        }
    }
    if let Some(pending) = open {
        found.extend(unclosed(text, paragraphs, pending));
    }
    found
}

fn closed(open: Mark, end: usize, length: usize) -> Stretch {
    Stretch {
        open: open.at,
        start: open.at + open.length,
        end,
        close: end + length,
        paragraph: open.paragraph,
        closed: true,
    }
}

/// Whether a quotation that is open at the end of its paragraph goes on to `mark`: a broken paragraph is
/// closed by the first mark of the next one.
fn continues(text: &str, paragraphs: &[Paragraph], pending: Mark, mark: Mark) -> bool {
    let end = paragraphs[pending.paragraph].span.end as usize;
    mark.paragraph == pending.paragraph + 1
        && mark.kind == Kind::Close
        && mark.family == pending.family
        && !text[..end].ends_with(['。', '！', '？', '!', '?'])
}

/// A quotation without a closing mark: in running speech every paragraph opens again and only the last
/// one closes, so a paragraph that begins with the mark is speech to its end; elsewhere the sentence is.
fn unclosed(text: &str, paragraphs: &[Paragraph], pending: Mark) -> Option<Stretch> {
    let paragraph = paragraphs[pending.paragraph].span;
    let start = pending.at + pending.length;
    if text[paragraph.start as usize..pending.at].trim().is_empty() {
        let end = paragraph.end as usize;
        return (start < end).then_some(Stretch {
            open: pending.at,
            start,
            end,
            close: end,
            paragraph: pending.paragraph,
            closed: false,
        });
    }
    cut(text, pending, paragraph.end as usize)
}

/// The first sentence behind an opening mark that nothing closes before `limit`.
fn cut(text: &str, pending: Mark, limit: usize) -> Option<Stretch> {
    let start = pending.at + pending.length;
    let (offset, character) = text[start..limit]
        .char_indices()
        .find(|&(_, character)| matches!(character, '。' | '！' | '？' | '!' | '?'))?;
    let end = start + offset + character.len_utf8();
    Some(Stretch {
        open: pending.at,
        start,
        end,
        close: end,
        paragraph: pending.paragraph,
        closed: false,
    })
}

fn follows_letter(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
}

fn marks(text: &str, paragraphs: &[Paragraph]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (paragraph, at) in paragraphs.iter().enumerate() {
        let start = at.span.start as usize;
        for (offset, character) in others(at.span.slice(text)) {
            let (family, kind) = match character {
                '“' => (0, Kind::Open),
                '”' => (0, Kind::Close),
                '「' => (1, Kind::Open),
                '」' => (1, Kind::Close),
                '『' => (2, Kind::Open),
                '』' => (2, Kind::Close),
                '"' | '＂' => (3, Kind::Straight),
                '‘' => (4, Kind::Open),
                '’' => (4, Kind::Close),
                _ => continue,
            };
            marks.push(Mark {
                at: start + offset,
                length: character.len_utf8(),
                family,
                kind,
                paragraph,
            });
        }
    }
    marks
}

/// For every mark the next one of its family.
fn next_of_family(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut last = [None; 5];
    let mut next = vec![None; marks.len()];
    for (index, mark) in marks.iter().enumerate().rev() {
        next[index] = last[mark.family as usize];
        last[mark.family as usize] = Some(index);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::super::tests::paragraphs;
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        stretches(text, &paragraphs(text))
            .iter()
            .map(|stretch| &text[stretch.start..stretch.end])
            .collect()
    }

    #[test]
    fn paired_marks() {
        assert_eq!(words("甲说：“好。”乙说：「不好。」"), ["好。", "不好。"]);
        assert_eq!(words("甲说:\"好。\"乙说"), ["好。"]);
        assert_eq!(words("“这叫‘三包’。”"), ["这叫‘三包’。"]);
        assert_eq!(
            words("“这叫“三包”责任制。”甲说。“好。”"),
            ["这叫“三包”责任制。", "好。"]
        );
    }

    #[test]
    fn missing_marks() {
        assert_eq!(words("“议事成了一把“金钥匙。”"), ["议事成了一把“金钥匙。"]);
        assert_eq!(words("“水来了。甲说：“真甜。”"), ["水来了。", "真甜。"]);
        assert_eq!(
            words("“第一段。\n“第二段。”甲说。"),
            ["第一段。", "第二段。"]
        );
        assert_eq!(
            words("甲说：“水来了。从此不愁。\n第二段没有引号。"),
            ["水来了。"]
        );
        assert_eq!(
            words("甲说：“水来了，从此\n不愁吃水。”乙走了。"),
            ["水来了，从此\n不愁吃水。"]
        );
        assert_eq!(words("只有后引号”的段落"), [""; 0]);
    }
}
