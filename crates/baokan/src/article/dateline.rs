//! Datelines (电头) and the day an article reports.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::byline;
use crate::layout::shape::{Mark, Shape};
use crate::layout::vocabulary::{List, VOCABULARY};
use crate::span::{Span, floor};
use crate::width::fold;

/// How the first paragraph begins: the dateline, and the byline in brackets after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opening {
    /// In the paragraph: `本报讯`.
    pub(crate) dateline: Option<Span>,
    /// In the paragraph: `（记者 甲 通讯员 乙）`.
    pub(crate) credit: Option<Span>,
    pub(crate) names: Vec<String>,
}

/// `本报讯`, `本报长沙1月8日电`, `新华社北京5月20日电`, `某某网6月14日报道`, `某县新报讯`.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?x)(?:
            本[报刊网台](?:[\p{Han}、]{0,10}?\d{1,2}月\d{1,2}日)?(?:电|讯|消息)
          | 本[报刊网台][\p{Han}、]{2,8}?(?:电|讯)
          | (?:据?新华社|据?新华网|据?中新社|据?中新网|据?人民网|据?央视)[\p{Han}、]{0,10}?(?:\d{1,2}月\d{1,2}日)?(?:电|讯|报道|消息)
          | [\p{Han}]{2,8}[报网刊台]讯
          | [\p{Han}A-Za-z]{2,12}(?:[报社网台圈]|日报|晚报)?\d{1,2}月\d{1,2}日(?:电|讯|报道)
        )",
    )
    .expect("a fixed pattern")
});

/// Whether a line begins with a dateline, as only the lead of an article does.
pub(crate) fn begins_with_dateline(text: &str, shape: &Shape) -> bool {
    find(text, shape).is_some()
}

/// Reads the opening of a paragraph.
pub(crate) fn opening(text: &str, shape: &Shape) -> Opening {
    let mut opening = Opening::default();
    let mut at = 0;
    if let Some(end) = find(text, shape) {
        opening.dateline = Some(Span::new(0, end));
        at = end;
    }
    let rest = text[at..].trim_start();
    let start = text.len() - rest.len();
    if let Some(length) = bracket(rest) {
        // `本报丰河2月2日电（钱宁、伍春明）`: behind a dateline full names alone are the reporters'.
        let names = |found: &byline::Byline| {
            opening.dateline.is_some() && !found.names.is_empty() && !found.affiliated
        };
        if let Some(found) =
            byline::parse(&rest[..length]).filter(|found| found.roled || names(found))
        {
            opening.credit = Some(Span::new(start, start + length));
            opening.names = found.names;
        }
    } else if opening.dateline.is_some() && VOCABULARY.prefix(List::BylineRole, rest).is_some() {
        // `本报讯 记者张三报道 日前…`, `本报讯 记者张三报道：日前…`: the byline stands bare.
        let bare = head(rest);
        let told = bare.find("报道").map(|at| at + "报道".len());
        let length = told.or_else(|| rest.find(char::is_whitespace)).unwrap_or(0);
        if let Some(found) = byline::parse(&rest[..length]).filter(|found| found.roled) {
            opening.credit = Some(Span::new(start, start + length));
            opening.names = found.names;
        }
    }
    opening
}

/// Where the dateline ends that `text` begins with.
fn find(text: &str, shape: &Shape) -> Option<usize> {
    // Every dateline ends in one of four characters.
    if !shape.has_any(&[Mark::News, Mark::Wire]) {
        return None;
    }
    if let Some(end) = plain(text) {
        return Some(end);
    }
    // `本报讯`, `据新华社…` or, after a name of at most twelve characters, `…6月14日报道`: other text is
    // spared the pattern.
    let named = text.starts_with(['本', '据', '新', '中', '人', '央']);
    let dated = || {
        text[..floor(text, 100)]
            .match_indices('日')
            .any(|(at, day)| text[at + day.len()..].starts_with(['电', '讯', '报']))
    };
    // `某县新报讯（记者 …`: a paper may open with its own name instead of 本报.
    let own = || {
        let name = text[..floor(text, 31)]
            .split(|c: char| c.is_whitespace() || fold(c) == '(')
            .next();
        name.is_some_and(|name| name.len() <= 30 && name.ends_with('讯'))
    };
    if !named && !(shape.has(Mark::Day) && dated()) && !(shape.has(Mark::News) && own()) {
        return None;
    }
    let head = head(text);
    if !head.contains(['电', '讯', '道', '息']) {
        return None;
    }
    let end = DATELINE.find(head)?.end();
    is_bounded(text, end).then_some(end)
}

/// `本报讯 …`, `本报讯（…`: the dateline of most local reports, told without the pattern.
fn plain(text: &str) -> Option<usize> {
    let rest = text
        .strip_prefix('本')?
        .strip_prefix(['报', '刊', '网', '台'])?
        .strip_prefix(['电', '讯'])?;
    let apart = rest
        .chars()
        .next()
        .is_none_or(|next| next.is_whitespace() || matches!(next, '(' | '（'));
    apart.then_some(text.len() - rest.len())
}

/// A dateline ends at a space, a bracket, a colon or a date: `本报讯` in `本报讯息部` is none.
fn is_bounded(text: &str, end: usize) -> bool {
    text[end..].chars().next().is_none_or(|next| {
        let next = fold(next);
        next.is_whitespace() || next.is_ascii_digit() || matches!(next, '(' | ':' | '“' | '"' | ',' | '【')
            // Dumps drop the space: `本报讯近日,某县…`.
            || text[..end].ends_with(['讯', '电'])
    })
}

/// The first 60 characters: a dateline is never longer.
fn head(text: &str) -> &str {
    text.char_indices()
        .nth(60)
        .map_or(text, |(at, _)| &text[..at])
}

/// Length of the bracket `text` begins with.
pub(crate) fn bracket(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (_, first) = characters.next()?;
    if fold(first) != '(' {
        return None;
    }
    characters
        .take(80)
        .find(|&(_, character)| fold(character) == ')')
        .map(|(at, close)| at + close.len_utf8())
}

/// How far into the text a day still belongs to the lead, in characters.
pub(crate) const LEAD: usize = 320;

/// The first full date of a stretch of the lead. `截至5月31日` and `6月30日前` name no day of the report.
pub(crate) fn reported_day(lead: &str, issue: Option<Date>) -> Option<Date> {
    lead.match_indices('月').find_map(|(at, sign)| {
        let (before, after) = (&lead[..at], &lead[at + sign.len()..]);
        let (before, month) = split_digits_off(before, 2);
        let (before, year) = before
            .strip_suffix('年')
            .map(|before| split_digits_off(before, 4))
            .filter(|(_, year)| number(year).is_some_and(|year| (1000..3000).contains(&year)))
            .map_or((before, None), |(before, year)| (before, Some(year)));
        let length = after.find(|character| !is_digit(character))?;
        let (day, after) = after.split_at(length);
        let mut after = after.chars();
        // `5月1日`, `5月1至3日`.
        let named = matches!(after.next(), Some('日' | '号' | '至' | '—' | '-' | '、'));
        let other = ["截至", "截止", "定于", "将于", "图为"];
        if !named || after.next() == Some('前') || other.iter().any(|word| before.ends_with(word))
        {
            return None;
        }
        let (month, day) = (number(month)?, number(day).filter(|&day| day < 100)?);
        match year {
            Some(year) => date(number(year)?, month, day),
            None => nearest(issue?, month, day),
        }
    })
}

/// Cuts up to `most` digits off the end of a text.
fn split_digits_off(text: &str, most: usize) -> (&str, &str) {
    let digits = text.char_indices().rev().take(most);
    let first = digits
        .take_while(|&(_, character)| is_digit(character))
        .last();
    text.split_at(first.map_or(text.len(), |(at, _)| at))
}

fn is_digit(character: char) -> bool {
    fold(character).is_ascii_digit()
}

/// The year that puts a month and day last before the issue; papers announce a few weeks ahead at most.
fn nearest(issue: Date, month: i16, day: i16) -> Option<Date> {
    let this = date(issue.year(), month, day)?;
    let ahead = (this - issue).get_days();
    if ahead > 31 {
        date(issue.year() - 1, month, day)
    } else {
        Some(this)
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The value of ASCII or full-width digits.
fn number(digits: &str) -> Option<i16> {
    let value = |character| fold(character).to_digit(10);
    let sum = digits.chars().try_fold(0i16, |sum, digit| {
        sum.checked_mul(10)?.checked_add(value(digit)? as i16)
    });
    sum.filter(|_| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_datelines_and_their_bylines() {
        for (text, dateline, names) in [
            ("本报讯 5月20日,甲县召开会议。", "本报讯", ""),
            (
                "本报讯（记者 张三 通讯员 李四）11月6日下午,",
                "本报讯",
                "张三|李四",
            ),
            ("本报讯近日，甲县", "本报讯", ""),
            (
                "新华社北京5月20日电 （记者张三、李小四）国务院",
                "新华社北京5月20日电",
                "张三|李小四",
            ),
            ("本报长沙1月8日电 湖南", "本报长沙1月8日电", ""),
            ("本报讯 记者张三报道 日前", "本报讯", "张三"),
            ("（记者张三 实习生李四）8月31日,", "", "张三|李四"),
            ("近日,甲县", "", ""),
            (
                "本报丰河2月2日电  （钱宁、伍春明）“打开",
                "本报丰河2月2日电",
                "钱宁|伍春明",
            ),
            ("（钱宁、伍春明）近日", "", ""),
            ("本报讯（甲县）近日", "本报讯", ""),
        ] {
            let opening = opening(text, &Shape::of(text));
            assert_eq!(
                opening.dateline.map_or("", |span| span.slice(text)),
                dateline,
                "{text}"
            );
            assert_eq!(opening.names.join("|"), names, "{text}");
        }
    }

    #[test]
    fn takes_the_first_full_day_of_the_lead() {
        let issue = Date::new(2023, 1, 6).ok();
        for (text, expected) in [
            ("12月28日,甲县召开会议", Some("2022-12-28")),
            ("1月3日至4日,甲县", Some("2023-01-03")),
            ("2021年5月1日,甲县", Some("2021-05-01")),
            ("截至12月28日,全县", None),
            ("近日,甲县", None),
        ] {
            assert_eq!(
                reported_day(text, issue)
                    .map(|day| day.to_string())
                    .as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
