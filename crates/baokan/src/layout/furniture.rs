//! What a page prints beside its articles, line by line.

mod web;

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::shape::{CLASSES, Mark, Shape};
use super::vocabulary::{List, VOCABULARY, squeeze};
use crate::page::FurnitureKind;
use crate::width::{fold, folded, is_han};
use web::{is_controls, is_web};

pub(crate) use web::web_authors;

/// What a furniture line says of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) kind: FurnitureKind,
    pub(crate) issue_date: Option<Date>,
    pub(crate) page_no: Option<String>,
    pub(crate) outlet: Option<String>,
}

impl From<FurnitureKind> for Found {
    fn from(kind: FurnitureKind) -> Self {
        Self {
            kind,
            issue_date: None,
            page_no: None,
            outlet: None,
        }
    }
}

/// Longest furniture line, in characters.
const LONGEST: usize = 120;

/// Reads a line as page furniture.
pub(crate) fn read(line: &str, shape: &Shape) -> Option<Found> {
    if shape.len() > LONGEST || is_report(line, shape) || !may_be(line, shape) {
        return None;
    }
    let folded = folded(line);
    let folded = folded.trim();
    let is = |kind: FurnitureKind, holds: bool| holds.then(|| Found::from(kind));
    // First, because `（下转第3版）` names the page of another part and not this one.
    is(FurnitureKind::Continuation, is_continuation(folded, shape))
        .or_else(|| folio(folded, shape))
        .or_else(|| is(FurnitureKind::Editors, is_editors(folded)))
        .or_else(|| is(FurnitureKind::Hotline, is_hotline(folded, shape)))
        .or_else(|| is(FurnitureKind::Copyright, is_copyright(folded, shape)))
        .or_else(|| is(FurnitureKind::Masthead, is_masthead(folded, shape)))
        .or_else(|| is(FurnitureKind::Other, is_web(folded, shape)))
        .or_else(|| is(FurnitureKind::Other, is_controls(folded)))
        .or_else(|| is(FurnitureKind::Notice, is_notice(folded)))
        .or_else(|| is(FurnitureKind::Advertisement, is_advertisement(folded)))
        .or_else(|| is(FurnitureKind::Other, is_rule(folded)))
}

/// A long line of several sentences without a colon or the marks of a path: whatever words it begins with, none
/// of the kinds below is set like this, and most lines that come here are.
fn is_report(line: &str, shape: &Shape) -> bool {
    shape.characters > 60
        && shape.has(Mark::FullStop)
        && !shape.has(Mark::Colon)
        && line.trim_end_matches('。').contains('。')
        && !line.contains(['>', '＞', '|', '｜', '»', '】'])
}

/// Whether a line has anything without which it is none of the kinds of furniture. Most lines have not, and are spared the rules.
fn may_be(line: &str, shape: &Shape) -> bool {
    let marked = shape.has_any(&[Mark::Page, Mark::Colon, Mark::Address])
        || shape.digits >= 5
        || may_be_dated(shape) && !is_prose(shape)
        || shape.characters <= 60 && shape.may_be_copyright();
    if marked {
        return true;
    }
    // What a paper is printed by stands last: 主办, 主管, 出版.
    let last = line
        .chars()
        .rev()
        .find(|character| !character.is_whitespace());
    if matches!(last, Some('办' | '管')) {
        return true;
    }
    // The first letter, and the marks before it, which the rules pass over or ask for.
    let classes = &*CLASSES;
    for character in line.chars().map(fold) {
        let opens = classes.of(character).opens_furniture()
            || matches!(character, '0' | 'A'..='Z' | '【' | '[' | '〔' | '(');
        if opens || is_han(character) || character.is_alphanumeric() {
            return opens;
        }
    }
    // A line without a letter may be a rule.
    true
}

static PAGE_NO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"第\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版|(?:^|[\s|·])([A-Z]?\d{1,3})\s*版(?:$|[\s|·])|^([A-Z]\d{2})$|(?:^|\s)版(?:次|面)?:?\s*([A-Z]?\d{1,3})(?:$|\s)|^([A-Z]?0\d)(?:\s|$)")
        .expect("a fixed pattern")
});
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|(\d{4})[-./](\d{1,2})[-./](\d{1,2})|([二一][〇零○O九][〇零○一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
        .expect("a fixed pattern")
});
/// Weekday, lunar date, issue number, clock and the like, which stand beside a date.
static BESIDE_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:星期|周|礼拜)[一二三四五六日天]|(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|(?:农历)?(?:闰?[正一二三四五六七八九十冬腊]{1,2}月)(?:初|十|廿|二十|三十)[一二三四五六七八九十]?|农历|今日\s*\d+\s*版|(?:总)?第?\s*\d+\s*期|(?:本期|今日)?\s*共?\s*\d+\s*版|\d{1,2}:\d{2}(?::\d{2})?")
        .expect("a fixed pattern")
});

/// Page number, page name, date and paper: `甲县周刊  3版  要闻  2023年4月11日`, in any order.
///
/// What is left after page number and date must be a few short names, because `2021年5月1日,甲县…` opens articles too.
fn folio(line: &str, shape: &Shape) -> Option<Found> {
    // What the patterns cannot do without; most lines have none of it, and a pattern costs more.
    let paged = shape.has(Mark::Page)
        || line.starts_with(|first: char| first == '0' || first.is_ascii_uppercase());
    if !(paged || may_be_dated(shape)) || is_prose(shape) {
        return None;
    }
    let number = PAGE_NO.captures(line);
    let day = DAY.captures(line);
    if number.is_none() && day.is_none() {
        return None;
    }
    let without = PAGE_NO.replace_all(line, " ");
    let without = DAY.replace_all(&without, " ");
    let without = BESIDE_DAY.replace_all(&without, " ");
    let names: Vec<&str> = without
        .split(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '|' | '·' | ':' | '/' | '-' | '—' | '(' | ')' | '【' | '】' | '［' | '[' | ']'
                )
        })
        .filter(|name| !name.is_empty())
        .collect();
    let names: Vec<&str> = names
        .into_iter()
        .filter(|name| {
            VOCABULARY.prefix(List::Editors, name).is_none()
                && VOCABULARY.prefix(List::Web, name).is_none()
        })
        .collect();
    let fits = |name: &&str| {
        name.chars().count() <= 8 && name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
    };
    if names.len() > 5 || !names.iter().all(fits) {
        return None;
    }
    let outlet = names
        .iter()
        .find(|name| name.chars().count() >= 3 && is_paper_name(name))
        .map(|name| (*name).to_owned());
    let page_no = number.and_then(|found| {
        let printed = found.iter().skip(1).flatten().next()?.as_str();
        Some(arabic(printed).map_or_else(
            || printed.trim_start_matches('0').to_owned(),
            |n| n.to_string(),
        ))
    });
    let issue_date = day.and_then(|found| {
        let part = |at: usize| found.get(at).map(|part| part.as_str());
        let (year, month, day) = match (part(1).or(part(4)), part(7)) {
            (Some(year), _) => (
                year.parse().ok()?,
                part(2).or(part(5))?.parse().ok()?,
                part(3).or(part(6))?.parse().ok()?,
            ),
            (None, Some(year)) => (
                year.chars()
                    .try_fold(0i16, |sum, c| Some(sum * 10 + digit(c)?))?,
                arabic(part(8)?)? as i8,
                arabic(part(9)?)? as i8,
            ),
            _ => return None,
        };
        Date::new(year, month, day).ok()
    });
    let kind = if page_no.is_some() {
        FurnitureKind::Folio
    } else {
        FurnitureKind::Date
    };
    Some(Found {
        kind,
        issue_date,
        page_no,
        outlet,
    })
}

/// Whether a text has what a full date has.
fn may_be_dated(shape: &Shape) -> bool {
    shape.has(Mark::Year) || shape.has(Mark::Digit) && shape.has_any(&[Mark::Dash, Mark::Slash])
}

/// Whether a text has marks of which a folio has none.
fn is_prose(shape: &Shape) -> bool {
    shape.has_any(&[Mark::FullStop, Mark::Comma, Mark::Pause, Mark::Quote])
}

/// Papers call themselves 日报, 周讯, 新闻, 之声 …; the last character tells them from page names.
pub(crate) fn is_paper_name(name: &str) -> bool {
    VOCABULARY.suffix(List::PaperName, name).is_some() && !VOCABULARY.has(List::Section, name)
}

fn digit(character: char) -> Option<i16> {
    "〇一二三四五六七八九"
        .chars()
        .position(|c| c == character)
        .map(|at| at as i16)
        .or(match character {
            '零' | '○' | 'O' => Some(0),
            _ => None,
        })
}

/// Chinese numerals below one hundred: page numbers and days.
fn arabic(numeral: &str) -> Option<u8> {
    let mut value = 0u8;
    for character in numeral.chars() {
        value = match character {
            '十' => value.max(1) * 10,
            _ => value.checked_add(digit(character)? as u8)?,
        };
    }
    (1..100).contains(&value).then_some(value)
}

static CONTINUATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[(\[]?\s*[▼▲]?\s*(?:紧?[上下]接|下转|上转|紧接|转|接)\s*(?:第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}\s*版|本版)[^。,]{0,14}[)\]]?$").expect("a fixed pattern")
});

/// `下转第3版`, `(上接第1版)`.
pub(crate) fn is_continuation(line: &str, shape: &Shape) -> bool {
    shape.has(Mark::Page) && CONTINUATION.is_match(line)
}

/// `责任编辑:甲  版面设计:乙  校对:丙`: labels and names, nothing else.
fn is_editors(line: &str) -> bool {
    let line = line.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | '【' | '】'));
    if VOCABULARY.prefix(List::Editors, line).is_none()
        || VOCABULARY.prefix(List::Salutation, line).is_some()
    {
        return false;
    }
    let mut labels = 0;
    let mut names = 0;
    for run in line.split(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '、' | ',' | '/' | '|' | ';' | '·' | '丨')
    }) {
        let mut rest = run;
        if let Some(label) = VOCABULARY.prefix(List::Editors, rest) {
            labels += 1;
            rest = &rest[label.len()..];
        }
        // How to reach the editor stands beside the name: `电话:0000-123×××`.
        if VOCABULARY.prefix(List::Hotline, rest).is_some() || is_number(rest) {
            continue;
        }
        if rest.chars().count() > 4 {
            return false;
        }
        names += 1;
    }
    labels > 0 && names <= labels * 4
}

/// Letters and figures of a telephone or address, some of them blotted out: `0000-123××××`.
fn is_number(text: &str) -> bool {
    text.chars()
        .all(|character| character.is_ascii() || character == '×')
}

/// `新闻热线:0000-1234×××  投稿邮箱:…@…`.
fn is_hotline(line: &str, shape: &Shape) -> bool {
    let reached = shape.digits >= 5
        || shape.has(Mark::Address) && (line.contains('@') || line.contains("××"));
    let begins = || {
        let bare = line.trim_start_matches(['☎', '✉', '◆', '●', ' ']);
        VOCABULARY.prefix(List::Hotline, bare).is_some()
    };
    reached
        && !line.trim_end_matches('。').contains('。')
        && (begins() || VOCABULARY.within(List::Hotline, line, 3))
}

/// `遗失声明:某某公司公章丢失,声明作废。`: a notice of one line under its own name.
fn is_notice(line: &str) -> bool {
    VOCABULARY
        .prefix(List::NoticeLine, line)
        .is_some_and(|name| line[name.len()..].starts_with([':', ' ', '】', ']']))
}

/// `【广告】某某公司:…`: an advertisement set among the reports says so.
fn is_advertisement(line: &str) -> bool {
    line.starts_with(['【', '[', '〔', '('])
        && line
            .char_indices()
            .nth(1)
            .and_then(|(at, _)| VOCABULARY.prefix(List::Advertisement, &line[at..]))
            .is_some_and(|label| {
                line.chars()
                    .nth(1 + label.chars().count())
                    .is_some_and(|close| matches!(close, '】' | ']' | '〕' | ')'))
            })
}

fn is_copyright(line: &str, shape: &Shape) -> bool {
    shape.characters <= 60
        && shape.may_be_copyright()
        && VOCABULARY.within(List::Copyright, line, 1)
}

/// `国内统一刊号:CN…`, `第1234期  甲县融媒体中心主办`.
fn is_masthead(line: &str, shape: &Shape) -> bool {
    let may = shape.has_any(&[Mark::Colon, Mark::Digit]) || line.ends_with(['办', '管']);
    let begins = || {
        let first = line.chars().next();
        first.is_some_and(|first| VOCABULARY.may_begin(List::Masthead, first))
    };
    if !may || !line.ends_with(['办', '管', '版']) && !begins() {
        return false;
    }
    let squeezed = squeeze(line);
    squeezed.chars().count() <= 50
        && !squeezed.contains('。')
        && (VOCABULARY.prefix(List::Masthead, &squeezed).is_some()
            || (squeezed.ends_with("主办")
                || squeezed.ends_with("主管")
                || squeezed.ends_with("出版"))
                && !squeezed.contains([',', '“']))
        && (squeezed.contains(':')
            || squeezed.contains(|c: char| c.is_ascii_digit())
            || squeezed.ends_with("主办")
            || squeezed.ends_with("主管"))
}

/// A line that holds no letter, digit or Chinese character: `……………`, `＊＊＊`, `———`.
///
/// What is left of a sentence at the top of a column, `%。` or `”`, is none.
fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
        && !line.contains(['。', ',', '、', ';', '?', '!', '%', '”', '’', '》', ')'])
}
