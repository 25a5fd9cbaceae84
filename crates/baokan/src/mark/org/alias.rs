//! Short forms a text declares: `…有限公司(以下简称“绿满园”)`.

use std::collections::HashMap;

use super::Named;
use crate::mark::letters::Letters;

/// How far from the name its short form is declared, in characters.
const REACH: usize = 12;

/// The characters of an alias, where it was declared, and the kind of its body.
type Alias = (Vec<char>, usize, &'static str);

/// Adds the mentions of declared short forms to `found`, which is in text order and stays so.
pub(super) fn aliases(letters: &Letters, found: &mut Vec<Named>) {
    let mut declared: HashMap<char, Vec<Alias>> = HashMap::new();
    for name in found.iter() {
        if let Some((start, end)) = declaration(letters, name.end) {
            let alias = letters.folded[start..end].to_vec();
            declared
                .entry(alias[0])
                .or_default()
                .push((alias, start, name.kind));
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
            aliases
                .iter()
                .take(16)
                .find(|(alias, from, _)| *from <= at && letters.folded[at..].starts_with(alias))
        });
        let next = known.peek().map_or(letters.len(), |name| name.start);
        match alias {
            Some((alias, _, kind)) if at + alias.len() <= next => {
                mentions.push(Named {
                    start: at,
                    end: at + alias.len(),
                    kind,
                });
                at += alias.len();
            }
            _ => at += 1,
        }
    }
    found.extend(mentions);
    found.sort_by_key(|name| name.start);
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
