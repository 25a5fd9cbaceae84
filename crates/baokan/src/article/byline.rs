//! Bylines in every printed shape: `(钱宁)`, `（记者 张三 通讯员 李四）`, `□ 钱宁`, `◎文/本报记者 张三`,
//! `方 敏 雷 宁摄影报道`.

use crate::layout::vocabulary::{List, VOCABULARY};
use crate::width::{fold, is_han};

/// The names a byline holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub(crate) names: Vec<String>,
    /// A role such as `记者` was printed.
    pub(crate) roled: bool,
    /// The role was one of pictures: `摄`, `供图`.
    pub(crate) photo: bool,
    /// The writer's office or home was printed.
    pub(crate) affiliated: bool,
    /// A name was taken on trust of the role beside it: it begins with no surname.
    pub(crate) loose: bool,
}

/// Longest byline, in characters: six reporters with their roles.
pub(crate) const LONGEST: usize = 70;

/// Reads a whole text as a byline; `None` where anything in it is neither a role nor a name.
///
/// Without a printed role only names that begin with a surname are taken, because brackets also hold
/// `(街道)` and `(完)`.
pub(crate) fn parse(text: &str) -> Option<Byline> {
    read(text, false)
}

/// Reads a line that a bracket or a mark already shows to be a byline: any two or three characters are a name there.
pub(crate) fn parse_marked(text: &str) -> Option<Byline> {
    let first = text.chars().next().map(fold)?;
    let marked = matches!(first, '□' | '■' | '◎')
        || (first == '(' && text.chars().next_back().map(fold) == Some(')'));
    marked.then(|| read(text, true)).flatten()
}

fn read(text: &str, marked: bool) -> Option<Byline> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut byline = Byline::default();
    let mut single: Option<String> = None;
    let mut affiliations = 0;
    for run in text.split(is_separator).filter(|run| !run.is_empty()) {
        let mut rest = after_paper(run);
        while let Some(role) = VOCABULARY.prefix(List::BylineRole, rest) {
            // `和立军` is a name: a role of one character never stands before one.
            if role.chars().count() < 2 && role.len() < rest.len() {
                break;
            }
            byline.roled |= role.chars().count() > 1 || rest == role;
            byline.photo |= VOCABULARY.mode(List::BylineRole, role) == Some("photo");
            rest = &rest[role.len()..];
        }
        let mut reported = false;
        while !rest.is_empty() {
            let Some(role) = VOCABULARY.suffix(List::BylineRole, rest) else {
                break;
            };
            // `文` and `图` after a name are roles only where a name is left: `魏寅图`.
            if role.len() == rest.len() || (rest.len() - role.len()) < "王".len() {
                break;
            }
            if role.chars().count() == 1 && !matches!(role, "摄" | "电") && rest.chars().count() < 4
            {
                break;
            }
            byline.roled = true;
            byline.photo |= VOCABULARY.mode(List::BylineRole, role) == Some("photo");
            reported |= role.ends_with('道') || role.ends_with('电');
            rest = &rest[..rest.len() - role.len()];
        }
        if rest.is_empty() {
            continue;
        }
        let length = rest.chars().count();
        if length == 1 && rest.chars().all(is_han) {
            // The typesetter spreads two-character names to the width of three: `钱 隽`.
            match single.take() {
                Some(first) => byline.names.push(first + rest),
                None => single = Some(rest.to_owned()),
            }
            continue;
        }
        if let Some(first) = single.take() {
            // `魏 寅图`: the second half of a spread name carries the role.
            let mut halves = rest.char_indices();
            let role = halves.nth(1).map(|(at, _)| &rest[at..])?;
            let mode = VOCABULARY.mode(List::BylineRole, role)?;
            byline.roled = true;
            byline.photo |= mode == "photo";
            byline.names.push(first + &rest[..rest.len() - role.len()]);
            continue;
        }
        if is_name(rest, length) {
            byline.names.push(rest.to_owned());
        } else if is_affiliation(rest, length) || (reported && length <= 6) {
            affiliations += 1;
        } else if (2..=if marked { 3 } else { 4 }).contains(&length)
            && rest.chars().all(is_han)
            && !VOCABULARY.has(List::NotName, rest)
        {
            byline.loose = true;
            byline.names.push(rest.to_owned());
        } else {
            return None;
        }
    }
    let sound = single.is_none()
        && (!byline.names.is_empty() || (byline.roled && affiliations > 0))
        && byline.names.len() <= 12
        && affiliations <= 2
        && (byline.roled || marked || !byline.loose);
    byline.affiliated = affiliations > 0;
    sound.then_some(byline)
}

/// `某某日新报记者`: a paper may print its own name before the role.
fn after_paper(run: &str) -> &str {
    let paper = run
        .char_indices()
        .skip(2)
        .take(8)
        .find_map(|(at, character)| {
            let rest = &run[at + character.len_utf8()..];
            let roled = || {
                VOCABULARY
                    .prefix(List::BylineRole, rest)
                    .is_some_and(|role| role.chars().count() > 1)
            };
            (matches!(character, '报' | '网' | '台' | '社' | '刊' | '端') && roled())
                .then_some(rest)
        });
    paper.unwrap_or(run)
}

/// The marks papers set before a byline: `□ 钱宁`, `◎文/本报记者 某某`.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(
        character,
        '□' | '■' | '◎' | '○' | '●' | '◇' | '◆' | '△' | '▲' | '☆' | '★' | '※' | '⊙'
    )
}

fn is_separator(character: char) -> bool {
    // Nearly all characters of a line are Chinese ones, and of these only the bar 丨 parts names.
    if matches!(character, '\u{4e29}'..='\u{9fff}') {
        return false;
    }
    let folded = fold(character);
    folded.is_whitespace()
        || is_mark(folded)
        || matches!(
            folded,
            '、' | ','
                | '/'
                | ';'
                | ':'
                | '|'
                | '('
                | ')'
                | '['
                | ']'
                | '【'
                | '】'
                | '&'
                | '◥'
                | '◤'
                | '丨'
                | '｜'
                | '▌'
                | '♦'
                | '▍'
        )
}

/// A full name: surname first, two or three characters, four with a surname of two; or `阿依古丽·买买提`.
fn is_name(text: &str, length: usize) -> bool {
    if text.contains('·') {
        return (4..=20).contains(&length) && text.chars().all(|c| is_han(c) || c == '·');
    }
    text.chars().all(is_han)
        && VOCABULARY.has_surname(text)
        && !VOCABULARY.has(List::NotName, text)
        && (length == 2 || length == 3 || (length == 4 && VOCABULARY.has_long_surname(text)))
}

/// The writer's office, printed before the name: `县融媒体中心 张三`; of a letter, who writes: `某街道读者 张三`.
fn is_affiliation(text: &str, length: usize) -> bool {
    (3..=16).contains(&length)
        && text.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
        && (VOCABULARY.suffix(List::Office, text).is_some()
            || VOCABULARY.suffix(List::Signature, text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        parse(text).map_or_else(|| "-".to_owned(), |byline| byline.names.join("|"))
    }

    #[test]
    fn reads_every_printed_shape() {
        for (text, expected) in [
            ("(钱宁)", "钱宁"),
            ("(钱宁 伍春明)", "钱宁|伍春明"),
            ("（记者 张三 通讯员 李四）", "张三|李四"),
            ("（记者王小虹）", "王小虹"),
            ("（通讯员 钱宝、田小禾 记者伍一君）", "钱宝|田小禾|伍一君"),
            ("□ 钱宁", "钱宁"),
            ("■ 本报记者 钱 隽", "钱隽"),
            ("◎文/本报记者 张小山", "张小山"),
            ("◎文/图 本报记者 李 明 通讯员 王大海", "李明|王大海"),
            ("方 敏 雷 宁摄影报道", "方敏|雷宁"),
            ("本报记者 张 伟 李小红摄影报道", "张伟|李小红"),
            ("(本报记者 岳山 祝大海整理)", "岳山|祝大海"),
            ("(县融媒体中心 记者 张三)", "张三"),
            ("(记者 阿依古丽·买买提)", "阿依古丽·买买提"),
            ("（青石街道读者 钱宁）", "钱宁"),
            ("丰河日新报记者　秦　川　古丽·买买提", "秦川|古丽·买买提"),
            ("(街道)", "-"),
            ("(作者为某大学教授)", "-"),
            ("(本组报道至此全部刊完)", "-"),
            ("(人民论坛)", "-"),
            ("各乡镇", "-"),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn tells_pictures_from_text() {
        assert!(parse("钱宁 摄").expect("a credit").photo);
        assert!(parse("王小真摄").expect("a credit").photo);
        assert!(!parse("本报记者 钱宁").expect("a byline").photo);
    }
}
