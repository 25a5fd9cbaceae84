//! The list a numeric abbreviation sums up: before it (`测温、扫码、戴口罩“三件事”`) or behind it
//! (`“三查”：查灯、查门、查线`).

use super::lexicon::Lexicon;
use crate::character;
use crate::numeral;
use crate::span::{Span, floor};

/// A list longer than this in bytes is no list.
const REACH: usize = 360;

/// The members of the list that the article itself spells out, in order; empty when it spells out none.
///
/// A list counts only when it has as many members as the number says.
pub(super) fn expansion(text: &str, span: Span, outer: Span) -> Vec<Span> {
    let count = members(span.slice(text));
    if count < 2 {
        return Vec::new();
    }
    let listed = before(text, outer.start as usize, count);
    if listed.len() == count {
        return listed;
    }
    let listed = behind(text, outer.end as usize, count);
    if listed.len() == count {
        listed
    } else {
        Vec::new()
    }
}

/// How many members a formulation has: 4 for “四要素”, 2 and 3 for “两不愁三保障”.
fn members(words: &str) -> usize {
    words.chars().fold(0, |sum, character| match character {
        '双' => sum + 2,
        '一' => sum,
        _ if character::NUMERAL.has(character) => {
            let mut buffer = [0; 4];
            let value = numeral::number(character.encode_utf8(&mut buffer), 0)
                .and_then(|(_, number)| number.value);
            sum + value.unwrap_or_default() as usize
        }
        _ => sum,
    })
}

fn before(text: &str, at: usize, count: usize) -> Vec<Span> {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let sentence = text[from..at]
        .rfind(['。', '；', ';', '：', ':', '！', '？', '\n', '”', '“'])
        .map_or(from, |stop| {
            let stop = from + stop;
            stop + text[stop..].chars().next().map_or(1, char::len_utf8)
        });
    let mut items = split(text, sentence, at);
    if items.len() < count {
        return Vec::new();
    }
    items.drain(..items.len() - count);
    // Members are parted by 、; a comma does it once, between two lists: 有水喝、有路走，学校教室、村卫生室….
    let between = &text[items[0].start as usize..at];
    let commas = between.matches(['，', ',']).count();
    if commas > 1
        || between.matches('、').count() < 2 * commas + usize::from(commas == 0)
        || between.ends_with('了')
    {
        return Vec::new();
    }
    let last = items.len() - 1;
    items[last] = trim_end(text, items[last]);
    items[0] = trim_start(text, &items);
    if items
        .iter()
        .any(|item| item.is_empty() || item.slice(text).chars().count() > 16)
    {
        return Vec::new();
    }
    items
}

/// `“两手抓”办法：白天进田间——…；夜里进院子——…`.
fn behind(text: &str, at: usize, count: usize) -> Vec<Span> {
    /// A noun may stand between the formulation and its list: `“四包”责任制，即`.
    const NOUN: usize = 6;
    let rest = &text[at..];
    let Some((offset, sign)) = rest
        .char_indices()
        .take(NOUN)
        .find(|&(_, sign)| matches!(sign, '：' | ':' | '，' | ',' | '（' | '(' | '—'))
    else {
        return Vec::new();
    };
    let mut start = at + offset + sign.len_utf8();
    start += text[start..].len() - text[start..].trim_start_matches(['—', '即']).len();
    let led_in = matches!(sign, '：' | ':' | '（' | '(' | '—') || text[..start].ends_with('即');
    if !led_in {
        return Vec::new();
    }
    let limit = floor(text, start + REACH);
    let end = text[start..limit]
        .find(['。', '\n', '）', ')'])
        .map_or(limit, |stop| start + stop);
    if text[start..end].contains(['；', ';']) {
        // Members with an explanation each: the head of every part is the member.
        let mut parts = Vec::new();
        let mut from = start;
        for part in text[start..end].split(['；', ';']) {
            let head = part.find('—').or_else(|| part.find(['：', ':', '，', ',']));
            let Some(head) = head else { return Vec::new() };
            parts.push(Span::new(from, from + head));
            from += part.len();
            from += text[from..].chars().next().map_or(0, char::len_utf8);
        }
        return if parts.len() == count {
            parts
        } else {
            Vec::new()
        };
    }
    let clause = text[start..end]
        .find(['，', ','])
        .map_or(end, |stop| start + stop);
    split(text, start, clause)
}

/// Splits at the enumeration comma, and at a comma where that stands between enumerations.
fn split(text: &str, start: usize, end: usize) -> Vec<Span> {
    let mut items = Vec::new();
    let mut from = start;
    for (offset, sign) in text[start..end].char_indices() {
        if matches!(sign, '、' | '，' | ',') {
            items.push(Span::new(from, start + offset));
            from = start + offset + sign.len_utf8();
        }
    }
    items.push(Span::new(from, end));
    items
}

/// Cuts what stands between the last member and the formulation: `戴口罩等疫情防控`, `每天巡的`.
fn trim_end(text: &str, item: Span) -> Span {
    let words = item.slice(text);
    let cut = words
        .rfind('等')
        .filter(|&at| at > 0)
        .or_else(|| words.strip_suffix('的').map(str::len));
    Span::new(
        item.start as usize,
        item.start as usize + cut.unwrap_or(words.len()),
    )
}

/// Cuts what leads into the first member: `要认真落实镇干部包组`, `摸索出剪枯枝`.
///
/// Members are built alike, so the first is as long as the others where those are of one length, and begins
/// as they begin; otherwise the verbs before it are taken off.
fn trim_start(text: &str, items: &[Span]) -> Span {
    let first = items[0];
    let words = first.slice(text);
    let length = |item: &Span| item.slice(text).chars().count();
    let keep = |characters: usize| {
        let skip = words.chars().count().saturating_sub(characters);
        let offset = words
            .char_indices()
            .nth(skip)
            .map_or(words.len(), |(at, _)| at);
        Span::new(first.start as usize + offset, first.end as usize)
    };
    let others = &items[1..];
    let head = others[0].slice(text).chars().next();
    if let Some(head) = head.filter(|_| {
        others.len() > 1
            && others
                .iter()
                .all(|item| item.slice(text).chars().next() == head)
    }) && let Some(at) = words.rfind(head)
    {
        return Span::new(first.start as usize + at, first.end as usize);
    }
    let lexicon = Lexicon::shipped();
    let mut offset = 0;
    // The last verb inside the words ends before the member; members of two characters may begin with one.
    while let Some(skip) = lexicon.strip(&words[offset..]) {
        if words[offset + skip..].chars().count() < 2 {
            break;
        }
        offset += skip;
    }
    let same = others
        .iter()
        .map(length)
        .all(|other| other == length(&others[0]));
    if same && words[offset..].chars().count() > length(&others[0]) {
        return keep(length(&others[0]));
    }
    let longest = others.iter().map(length).max().unwrap_or_default();
    if words[offset..].chars().count() > longest + 2 {
        // 柏树镇建立镇级林长每周查: the verb stands behind its subject.
        let inner = words[offset..]
            .char_indices()
            .skip(1)
            .filter_map(|(at, _)| {
                lexicon
                    .strip(&words[offset + at..])
                    .map(|skip| offset + at + skip)
            })
            .last();
        if let Some(inner) = inner.filter(|&inner| words[inner..].chars().count() >= 2) {
            offset = inner;
        }
    }
    Span::new(first.start as usize + offset, first.end as usize)
}
