//! Named spots: mountains and waters, streets, estates, works, temples, zones.

use crate::mark::Level;

use super::found::Found;
use super::headline;
use super::lexicon::Ending;
use super::stem::Stem;
use super::text::{Edge, Text, is_han};
use crate::word::{is_listed, tagged};

/// Where a name ends, and what has been found before it.
pub(super) struct Site {
    /// The ending's first byte.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    pub(super) ending: Ending,
    /// Where the place before it ends: a chain goes on from there.
    pub(super) chain: Option<usize>,
    /// The level of the place before it, where the chain goes on.
    pub(super) above: Option<Level>,
    /// Past the comma or `和` after the place before it: a list of names goes on from there.
    pub(super) parallel: Option<usize>,
    /// Whether a word that is no name ends with this ending: `道路`.
    pub(super) masked: bool,
}

/// The spot that ends at `site`, when a sound beginning is found.
pub(super) fn spot(text: &Text<'_>, site: &Site) -> Option<Found> {
    if site.masked || !ends_here(text, site.end) {
        return None;
    }
    let (least, most) = match site.ending {
        Ending::Works | Ending::Estate | Ending::Zone => (2, 8),
        Ending::Road => (1, 5),
        _ => (1, 4),
    };
    // “金”路 plays on a word; a street has a name of two characters or more between its marks.
    if site.ending == Ending::Road && short_quote(text, site.start) {
        return None;
    }
    // 永堆小组 lies in a village; 领导小组 and 学习小组 lie nowhere.
    if site.ending == Ending::Group {
        let start = site.chain.filter(|_| site.above == Some(Level::Village))?;
        let stem = text.slice(start, site.start);
        let sound = (2..=4).contains(&stem.chars().count())
            && stem.chars().all(is_han)
            && !is_generic(text, stem)
            && !is_listed(stem)
            && text
                .word_at(start)
                .is_none_or(|(span, _)| span.len() < 6 || !is_listed(span.slice(text.text)));
        let mut found = Found::new(start, site.end, Level::Poi);
        found.weight = 4;
        return sound.then_some(found);
    }
    let (start, edge) = beginning(text, site, most)?;
    let start = past_lead(text, site, start);
    if crosses(text, site, start) {
        return None;
    }
    let stem = text.slice(start, site.start);
    let characters = stem.chars().count();
    let plain = stem.trim_matches(['“', '”', '"']);
    // 人民路边, 健康路南头: what many streets are called names one where the street is where things are.
    // 人民西路, 建设东街: no street but a named one has a point of the compass.
    let compass = compass_street(text, site) && characters == 2;
    let street = compass || site.ending == Ending::Road && characters == 2 && near(text, site.end);
    if characters < least || plain.is_empty() || !street && is_generic(text, plain) {
        return None;
    }
    if edge != Edge::Sure {
        return None;
    }
    let mut evidence = evidence(text, site, start, characters);
    // 药材站家属院: the yard is named after the unit whose families live there.
    if site.ending == Ending::Estate
        && characters >= 3
        && text
            .lexicon
            .yards
            .contains(text.slice(site.start, site.end))
    {
        evidence = evidence.max(2);
    }
    if compass && is_listed(plain) && !is_plain(text, start, site.start) {
        evidence = evidence.max(2);
    }
    if evidence < 2 {
        return None;
    }
    let mut found = Found::new(start, site.end, Level::Poi);
    found.weight = evidence;
    Some(found)
}

/// Whether the ending is that of a street with a point of the compass: `西路`.
fn compass_street(text: &Text<'_>, site: &Site) -> bool {
    site.ending == Ending::Road
        && site.end - site.start > "路".len()
        && text
            .slice(site.start, site.end)
            .starts_with(['东', '西', '南', '北', '中'])
}

/// Whether one character between quotation marks ends at `at`.
fn short_quote(text: &Text<'_>, at: usize) -> bool {
    let mut before = text.text[..at].chars().rev();
    matches!(before.next(), Some('”' | '"'))
        && before.next().is_some()
        && matches!(before.next(), Some('“' | '"'))
}

/// Whether a name may end here: at the end of a word, or before a word of position (`青螺山上`).
pub(super) fn ends_here(text: &Text<'_>, end: usize) -> bool {
    match text.word_at(end) {
        None => headline::ends_here(text, end),
        Some((span, _)) if span.start as usize == end => true,
        Some((span, _)) => text
            .lexicon
            .after
            .contains(text.slice(end, span.end as usize)),
    }
}

/// Where the name before an ending begins: as far back as nothing stops it.
pub(super) fn beginning(text: &Text<'_>, site: &Site, most: usize) -> Option<(usize, Edge)> {
    let mut at = site.start;
    let mut characters = 0;
    loop {
        if at < site.start && (site.chain == Some(at) || site.parallel == Some(at)) {
            return Some((at, Edge::Sure));
        }
        if site.chain == Some(at) {
            return None;
        }
        let Some(before) = text.before(at) else {
            return Some((at, Edge::Sure));
        };
        if before == '”' || before == '"' {
            // `“二厂”巷`: a name may begin with a quoted nickname.
            return quoted(text, at).map(|start| (start, Edge::Sure));
        }
        if !is_han(before) {
            return (at < site.start).then_some((at, Edge::Sure));
        }
        let function = text.lexicon.is_function(before);
        let listed = site
            .parallel
            .is_some_and(|from| from < at && text.slice(from, site.start).chars().count() <= 5);
        if !listed && (function || text.is_between(at) && text.follows_stop(at)) {
            return (at < site.start).then_some((at, Edge::Sure));
        }
        if characters == most {
            return None;
        }
        at -= before.len_utf8();
        characters += 1;
    }
}

/// Past a verb or preposition of one character that a guessed word has taken in: `沿`青螺河, `来`花亭湖.
pub(super) fn past_lead(text: &Text<'_>, site: &Site, start: usize) -> usize {
    if site.chain == Some(start) {
        return start;
    }
    let stem = text.slice(start, site.start);
    let mut ends = stem
        .char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .chain([stem.len()]);
    let (Some(first), Some(second)) = (ends.next(), ends.next()) else {
        return start;
    };
    let word = is_listed(&stem[..second]);
    if text.lexicon.leads.contains(&stem[..first]) && !word {
        start + first
    } else {
        start
    }
}

/// Whether the ending is the last character of a common word that begins inside the stem: 走`远路`.
fn crosses(text: &Text<'_>, site: &Site, start: usize) -> bool {
    text.word_at(site.start).is_some_and(|(span, tag)| {
        let from = span.start as usize;
        let named = matches!(tag.as_bytes(), [b'n', b's' | b'r' | b'z' | b't', ..]);
        from > start
            && from < site.start
            && span.end as usize == site.end
            && !named
            && is_listed(text.slice(from, site.end))
    })
}

/// Where a short quoted word that ends at `at` begins.
fn quoted(text: &Text<'_>, at: usize) -> Option<usize> {
    let close = text.before(at)?;
    let open = if close == '”' { '“' } else { '"' };
    let inner = &text.text[..at - close.len_utf8()];
    inner
        .char_indices()
        .rev()
        .take(6)
        .find(|&(_, character)| character == open || !is_han(character))
        .filter(|&(start, character)| character == open && start + open.len_utf8() < inner.len())
        .map(|(start, _)| start)
}

/// Whether a stem is made of words that name nothing.
pub(super) fn is_generic(text: &Text<'_>, stem: &str) -> bool {
    let lexicon = text.lexicon;
    if lexicon.stems.contains(stem) || lexicon.before.contains(stem) {
        return true;
    }
    // `老旧居民`小区, `新建大型`水库: two such words name nothing either; two characters may (`石州`城).
    stem.chars().count() > 2
        && stem.char_indices().skip(1).any(|(at, _)| {
            lexicon.stems.contains(&stem[..at]) && lexicon.stems.contains(&stem[at..])
        })
}

/// Whether the word before a name is one that names of places follow: `位于`, `在`, `沿`.
fn located(text: &Text<'_>, at: usize) -> bool {
    text.lexicon.words_before(&text.text[..at]).next().is_some()
}

/// Whether a word of position follows: `崤山南麓`.
fn near(text: &Text<'_>, end: usize) -> bool {
    text.text[end..]
        .char_indices()
        .skip(1)
        .take(2)
        .any(|(at, _)| text.lexicon.near.contains(&text.text[end..end + at]))
}

/// Whether the word behind `end` says what someone does.
fn acts(text: &Text<'_>, end: usize) -> bool {
    text.word_at(end).is_some_and(|(span, tag)| {
        span.start as usize == end && matches!(tag.as_bytes(), [b'v' | b'd' | b'r' | b'p', ..])
    })
}

/// What speaks for a name, two or more being enough.
fn evidence(text: &Text<'_>, site: &Site, start: usize, characters: usize) -> i32 {
    let located = located(text, start);
    let near = near(text, site.end);
    let mut weight = i32::from(located) + i32::from(near) + i32::from(characters >= 2);
    if text.text[start..].starts_with(['“', '"']) || site.parallel == Some(start) {
        weight += 2;
    }
    if site.chain == Some(start) {
        // 某社区葵花巷: what follows a village and ends as streets do is a street in it.
        let inside = site.ending == Ending::Road && site.above == Some(Level::Village);
        weight += 1 + i32::from(inside);
    }
    if matches!(text.after(site.end), Some('、' | '等')) {
        weight += 1;
    }
    let compact = matches!(
        site.ending,
        Ending::Road | Ending::Nature | Ending::Building
    );
    if !compact {
        weight += 1;
    }
    let stem = Stem::new(text, start, site);
    // Given names end in 海 or 峰 as often as waters and mountains do: `牛润海`.
    let given = text
        .lexicon
        .given
        .contains(text.slice(site.start, site.end));
    // 居住的青家湾 is a place, 身旁的程青峰推开窗 a person.
    let called = located && !(text.text[..start].ends_with('的') && acts(text, site.end));
    if given && stem.person && !called && !near && site.chain != Some(start) {
        return 0;
    }
    match stem.whole.map(str::as_bytes) {
        Some([b'n', b's' | b'z' | b't', ..]) => return weight + 3,
        Some([b'n', b'r', ..]) => return weight + 2,
        // A word the dictionary may hold: `马路` is none, `二厂巷` was put together by the tagger.
        Some([b'n']) if compact && characters >= 2 && site.ending != Ending::Building => {
            return weight + 1;
        }
        Some(b"x" | b"") | None => {}
        Some(_) => return 0,
    }
    if stem.common > 0 && stem.common + stem.names > 1 && site.ending != Ending::Estate {
        // `党员沈金江`, `北国边境小路`: a run of words, not a name.
        return 0;
    }
    // `首批`高原, `推动`社区: a verb, a number or an adverb alone names nothing.
    if is_plain(text, start, site.start) {
        return 0;
    }
    // 在锦绣花园小区: behind a preposition the words before 小区 are its name, and 花亭湖边 lies by a water
    // whose name was taken for a word.
    let named = match site.ending {
        Ending::Estate => located && !stem.verb,
        Ending::Nature => (located || near) && stem.guessed == stem.common,
        Ending::Road => near && characters == 2,
        // 京川铁路: a line is called by a character of either end, which no dictionary lists together.
        Ending::Works => {
            characters == 2
                && stem.guessed == stem.common
                && text
                    .lexicon
                    .routes
                    .contains(text.slice(site.start, site.end))
        }
        _ => false,
    };
    let common = if named { 0 } else { stem.common };
    weight + if stem.names > 0 { 2 } else { 0 } - common
}

/// Whether `start..end` is made of words that are no nouns and no names, one of the dictionary among them.
pub(super) fn is_plain(text: &Text<'_>, start: usize, end: usize) -> bool {
    let stem = text.slice(start, end);
    // Headlines carry no words.
    if text.word_at(start).is_none() {
        return is_plain_run(&tagged(stem));
    }
    let mut words = Vec::new();
    let mut at = start;
    while at < end {
        let Some((span, tag)) = text.word_at(at) else {
            return false;
        };
        if span.start as usize != at || span.end as usize > end {
            return false;
        }
        words.push((span.slice(text.text), tag));
        at = span.end as usize;
    }
    // `严格执行` taken for a name: two words of the dictionary are two words.
    if let &[(word, _)] = words.as_slice()
        && word.chars().count() == 4
        && !is_listed(word)
        && let Some((half, _)) = word.char_indices().nth(2)
    {
        let (first, second) = word.split_at(half);
        if is_listed(first) && is_listed(second) {
            words = [tagged(first), tagged(second)].concat();
        }
    }
    is_plain_run(&words)
}

fn is_plain_run(words: &[(&str, &str)]) -> bool {
    let plain = |tag: &str| {
        matches!(
            tag.as_bytes(),
            [b'v'] | [b'a', b'd'] | [b'm' | b'q' | b'd' | b'r' | b'c' | b'p', ..]
        )
    };
    words.iter().all(|(_, tag)| plain(tag))
        && words
            .iter()
            .any(|(word, _)| word.len() >= 6 && is_listed(word))
}
