//! Short forms a text declares: `…有限公司(以下简称“绿满园”)`.

use std::collections::HashMap;

use super::Named;
use super::name::is_generic;
use crate::mark::letters::{Letters, is_han};

/// How far from the name its short form is declared, in characters.
const REACH: usize = 12;

/// A short form of a body's name.
#[derive(Debug)]
struct Alias {
    letters: Vec<char>,
    /// From where on it stands for the body.
    from: usize,
    kind: &'static str,
    /// Whether it counts only where nothing Chinese stands before it.
    opens: bool,
}

/// Adds the mentions of declared short forms to `found`, which is in text order and stays so.
pub(super) fn aliases(letters: &Letters, found: &mut Vec<Named>) {
    let mut declared: HashMap<char, Vec<Alias>> = HashMap::new();
    for name in found.iter() {
        if let Some((start, end)) = declaration(letters, name.end) {
            declared.entry(letters.at(start)).or_default().push(Alias {
                letters: letters.folded[start..end].to_vec(),
                from: start,
                kind: name.kind,
                opens: false,
            });
        }
        if let Some(start) = division(letters, name) {
            declared.entry(letters.at(start)).or_default().push(Alias {
                letters: letters.folded[start..name.end].to_vec(),
                from: name.end,
                kind: name.kind,
                opens: true,
            });
        }
    }
    if declared.is_empty() {
        return;
    }
    let mut mentions = Vec::new();
    let mut known = found.iter().peekable();
    let mut at = 0;
    while at < letters.len() {
        if let Some(name) = known.next_if(|name| name.start <= at) {
            at = at.max(name.end);
            continue;
        }
        let alias = declared.get(&letters.at(at)).and_then(|aliases| {
            // A text declares a few; the bound keeps a hostile one linear.
            aliases.iter().take(16).find(|alias| {
                alias.from <= at
                    && letters.folded[at..].starts_with(&alias.letters)
                    && !(alias.opens
                        && (is_han(letters.before(at, 1)) || letters.before(at, 1) == '、'))
            })
        });
        let next = known.peek().map_or(letters.len(), |name| name.start);
        match alias {
            Some(alias) if at + alias.letters.len() <= next => {
                let end = at + alias.letters.len();
                mentions.push(Named {
                    start: at,
                    end,
                    kind: alias.kind,
                });
                at = end;
            }
            _ => at += 1,
        }
    }
    found.extend(mentions);
    found.sort_by_key(|name| name.start);
}

/// Where the name of a division begins that is named with the office it belongs to: later on its own name
/// stands alone (`县公安局交警大队…交警大队副大队长`).
fn division(letters: &Letters, name: &Named) -> Option<usize> {
    /// 交警大队, 道路养护维护中心.
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=8;
    let start = (name.start + 3..name.end)
        .rev()
        .find(|&at| letters.before(at, 1) == '局')?;
    (LENGTHS.contains(&(name.end - start))
        && name.kind == "government"
        && !is_generic(letters, start, name.end - 2))
    .then_some(start)
}

/// The short form declared right behind a name: `(以下简称“绿满园公司”)`, `,简称“甲办”`.
fn declaration(letters: &Letters, end: usize) -> Option<(usize, usize)> {
    let key =
        (end..end + REACH).find(|&at| letters.at(at) == '简' && letters.at(at + 1) == '称')?;
    if letters.folded[end..key]
        .iter()
        .any(|&letter| matches!(letter, '。' | ')' | '\n'))
    {
        return None;
    }
    let mut start = key + 2;
    while matches!(letters.at(start), '"' | ':' | '为' | '《') {
        if letters.at(start) == '《' {
            return None;
        }
        start += 1;
    }
    let length = letters
        .onward(start)
        .take(REACH)
        .position(|letter| matches!(letter, '"' | ')' | ',' | '。' | '、' | '\n'))?;
    (length > 1).then_some((start, start + length))
}
