//! Names written with a middle dot: 阿依古丽·买买提, 约翰·史密斯.

use super::letter::{Text, flag};

/// The longest part of a name between dots.
const PART: usize = 8;

/// The most dots in a name (`何塞·阿尔贝托·穆希卡·科尔达诺`); rows of dots in a table have more.
const PARTS: usize = 6;

/// The names written with dots: first character, one past the last, where the last part begins.
pub(crate) fn dotted(text: &Text) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(dot) = text.folded[at..].iter().position(|&letter| letter == '·') {
        let dot = at + dot;
        at = dot + 1;
        let start = part_before(text, dot);
        let mut last = dot + 1;
        let mut end = part_after(text, last);
        for _ in 1..PARTS {
            if text.at(end) != '·' || end == last {
                break;
            }
            let next = part_after(text, end + 1);
            if next == end + 1 {
                break;
            }
            last = end + 1;
            end = next;
        }
        if dot - start >= 1 && end - last >= 1 && dot - start + end - last >= 3 {
            found.push((start, end, last));
            at = end;
        }
    }
    found
}

/// Where the part before the dot begins: the characters that spell sounds, less a title at their
/// head (`总理`, whose 理 also spells one) and cut at a word's beginning.
fn part_before(text: &Text, dot: usize) -> usize {
    let mut start = dot;
    while start > 0 && dot - start < PART && sounds(text, start - 1) {
        start -= 1;
        if dot - start > 1 && text.title(start).is_some() {
            break;
        }
    }
    start
}

fn part_after(text: &Text, start: usize) -> usize {
    let mut end = start;
    while end - start < PART && sounds(text, end) {
        end += 1;
        let over = text.boundary(end);
        if end - start > 1 && over && text.verb(end).is_some() {
            break;
        }
    }
    end
}

fn sounds(text: &Text, at: usize) -> bool {
    text.at(at) == 'A' || text.is(at, flag::SOUND)
}
