//! What a file's name says of its page.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

/// What a file's name says of its page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileName {
    /// Name of the paper: `丰河日报_2022-05-24_03`.
    pub(crate) outlet: Option<String>,
    /// Day of the issue.
    pub(crate) issue_date: Option<Date>,
    /// Page number; zeros before a bare number are dropped (`03` is page 3, `A03` stays).
    pub(crate) page_no: Option<String>,
}

/// A full date with its separators, or eight digits. Both must stand free of other digits, or a
/// telephone or identity number would give a date; that is checked by hand, for want of look-around.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"((?:19|20)\d\d)(?:[-_.]([01]?\d)[-_.]([0-3]?\d)|\s*年\s*([01]?\d)\s*月\s*([0-3]?\d)\s*日?|([01]\d)([0-3]\d))")
});

/// A page number that says it is one: `第3版`, `A03版`, `p11`, `page 4`.
static MARKED_PAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:第\s*)?(?:^|[^0-9a-z])([a-z]?\d{1,3})\s*版|第\s*([a-z]?\d{1,3})\s*版|(?:^|[-_.\s\p{Han}])p(?:age|g)?[-_.\s]?(\d{1,3})(?:$|[-_.\s(（])"));

/// A letter and digits between separators, as papers with several books number: `_A03`, `B2`.
static BOOK_PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[-_.\s])([A-H]\d{1,2})(?:$|[-_.\s(（])"));

/// One or two numbers right behind the date and nothing else.
static BARE_PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[-_.\s]+(\d{1,2})(?:[-_](\d{1,2}))?(?:$|[-_.\s]*[^-_.\s\d])"));

/// A paper's name and nothing else before the date. Names of papers end in few ways, and a report or a
/// scan that somebody filed under its date (`工作汇报_2022-05-24`) does not end in one of them.
static OUTLET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^《?(\p{Han}{2,8}(?:[日晚早晨时商导周]报|都市报|[新周快]讯|周刊|新闻))》?[-_.\s]*$"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the tests compile every pattern")
}

/// What the name of a file, without its folder, says of its page.
pub(crate) fn file_name_metadata(name: &str) -> FileName {
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.bytes().all(|byte| byte.is_ascii_alphabetic()) => stem,
        _ => name,
    };
    let mut dates = DATE.captures_iter(stem).filter_map(|found| {
        let whole = found.get(0)?;
        let date = civil_date(&found)?;
        let free = |character: Option<char>| character.is_none_or(|character| !character.is_ascii_digit());
        let stands_free = free(stem[..whole.start()].chars().next_back()) && free(stem[whole.end()..].chars().next());
        stands_free.then_some((whole.start(), whole.end(), date))
    });
    let Some((start, end, date)) = dates.next() else {
        return FileName {
            page_no: marked_page(stem),
            ..FileName::default()
        };
    };
    if dates.any(|(_, _, other)| other != date) {
        // From one day to another: no issue of a daily paper.
        return FileName::default();
    }
    let (before, after) = (&stem[..start], &stem[end..]);
    FileName {
        outlet: OUTLET.captures(before).map(|found| found[1].to_string()),
        issue_date: Some(date),
        page_no: marked_page(after).or_else(|| marked_page(before)).or_else(|| book_page(after)).or_else(|| book_page(before)).or_else(|| bare_page(after)),
    }
}

fn civil_date(found: &Captures<'_>) -> Option<Date> {
    let number = |groups: [usize; 3]| groups.iter().find_map(|&group| found.get(group))?.as_str().parse::<i8>().ok();
    let year = found[1].parse().ok()?;
    Date::new(year, number([2, 4, 6])?, number([3, 5, 7])?).ok()
}

fn marked_page(part: &str) -> Option<String> {
    let found = MARKED_PAGE.captures(part)?;
    let page = found.iter().skip(1).flatten().next()?;
    tidy(page.as_str())
}

fn book_page(part: &str) -> Option<String> {
    tidy(BOOK_PAGE.captures(part)?.get(1)?.as_str())
}

/// `2022-05-24_03` is page 3. Of two numbers one is the article's (`03_2`, and `1-01` in the
/// addresses of e-papers): the page is the one with a zero before it, and where both or none have it,
/// nobody can tell.
fn bare_page(after: &str) -> Option<String> {
    let found = BARE_PAGE.captures(after)?;
    let first = &found[1];
    let page = match found.get(2) {
        None => first,
        Some(second) => match (first.starts_with('0'), second.as_str().starts_with('0')) {
            (true, false) => first,
            (false, true) => second.as_str(),
            _ => return None,
        },
    };
    tidy(page)
}

fn tidy(page: &str) -> Option<String> {
    let page = page.to_ascii_uppercase();
    if page.bytes().all(|byte| byte.is_ascii_digit()) {
        let page = page.trim_start_matches('0');
        return (!page.is_empty()).then(|| page.to_string());
    }
    Some(page)
}
