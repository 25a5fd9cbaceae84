//! Which line of a headline block is which.

use super::HEADLINE_LINES;
use crate::layout::part::Part;
use crate::layout::vocabulary::{List, VOCABULARY};
use crate::page::ZoneRole;
use crate::width::fold;
use crate::word;

/// The roles of the lines of a headline block.
#[derive(Debug, Default)]
pub(super) struct Title {
    pub(super) kicker: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) subtitle: Option<String>,
    /// Lines that go on the line before them.
    pub(super) joined: Vec<usize>,
}

/// The characters of the longest headline that is set on several lines. Beyond it the lines are kicker and
/// headline: `某人主持召开某某工作领导小组会议` + `针对新形势部署…`.
const LONGEST_HEADLINE: usize = 40;

/// Tells kicker, headline and subtitle apart by their order, dashes and lengths.
pub(super) fn title(lines: &[Part<'_>], section: &mut Option<String>) -> Title {
    if lines
        .iter()
        .any(|part| part.role == Some(ZoneRole::Headline))
    {
        return told_title(lines, section);
    }
    let mut title = Title::default();
    let mut texts: Vec<String> = Vec::new();
    for (at, part) in lines.iter().enumerate() {
        let text = part
            .text
            .trim_start_matches(['▲', '◆', '●', '■', '★', '▼', '◇', '□', '○'])
            .trim_start();
        // `甲镇某村：` + `路灯装到院门前`: a colon at the line's end goes on.
        let continues = texts.last().is_some_and(|last| {
            let colon = last.chars().next_back().map(fold) == Some(':') && lines.len() - at <= 2;
            let length = last.chars().count() + text.chars().count();
            at < HEADLINE_LINES
                && length <= LONGEST_HEADLINE
                && !is_dashed(text)
                && (colon || is_cut(last, text))
        });
        if continues {
            title.joined.push(at);
            if let Some(last) = texts.last_mut() {
                last.push_str(text);
            }
        } else {
            texts.push(text.to_owned());
        }
    }
    if let Some(at) = texts.iter().skip(1).position(|text| is_dashed(text)) {
        let rest: Vec<String> = texts.drain(at + 1..).collect();
        let subtitle = rest.iter().map(|text| undashed(text)).collect::<String>();
        title.subtitle = Some(subtitle);
    }
    // `村口闲谈` over a headline and its subtitle, `巷子夜话` over kicker and headline: a name as short as a column's.
    if section.is_none() && texts.len() >= 2 && (is_label(&texts[0]) || is_column(&texts[0])) {
        *section = Some(texts.remove(0));
    }
    // `某街道破解停车难题——`: a line that ends in a dash leads to the headline below it; a name above it is a column's.
    if let Some(at) = texts
        .iter()
        .rev()
        .skip(1)
        .position(|text| text.ends_with(['—', '－']))
        .map(|back| texts.len() - 2 - back)
    {
        let before: String = texts.drain(..at).collect();
        if section.is_none() && !before.is_empty() {
            *section = Some(before);
        }
    }
    let first_length = texts.first().map_or(0, |text| text.chars().count());
    let second_length = texts.get(1).map_or(0, |text| text.chars().count());
    match texts.len() {
        0 => {}
        1 => title.headline = texts.pop(),
        2 if title.subtitle.is_none()
            && second_length >= 30
            && second_length > 2 * first_length =>
        {
            // A long second line sums up: it is set below the headline.
            title.subtitle = texts.pop();
            title.headline = texts.pop();
        }
        2 => {
            title.headline = texts.pop();
            title.kicker = texts.pop();
        }
        _ => {
            let mut texts = texts.into_iter();
            title.kicker = texts.next();
            title.headline = texts.next();
            let rest: String = texts.collect();
            title.subtitle = match title.subtitle.take() {
                Some(dashed) => Some(rest + &dashed),
                None => Some(rest),
            };
        }
    }
    section_in_brackets(&mut title, section);
    title
}

/// Kicker, headline and subtitle as the source of the page tells them apart.
fn told_title(lines: &[Part<'_>], section: &mut Option<String>) -> Title {
    let mut title = Title::default();
    for (at, part) in lines.iter().enumerate() {
        let before = title.headline.is_none();
        let (line, text) = match part.role {
            Some(ZoneRole::Headline) => (&mut title.headline, &*part.text),
            Some(ZoneRole::Kicker) => (&mut title.kicker, &*part.text),
            Some(ZoneRole::Subtitle) => (&mut title.subtitle, undashed(&part.text)),
            _ if before => (&mut title.kicker, &*part.text),
            _ => (&mut title.subtitle, undashed(&part.text)),
        };
        match line {
            Some(line) => line.push_str(text),
            None => *line = Some(text.to_owned()),
        }
        let same = at > 0 && lines[at - 1].role == part.role;
        if same && part.role == Some(ZoneRole::Headline) {
            title.joined.push(at);
        }
    }
    if section.is_none()
        && let Some(kicker) = title.kicker.take_if(|kicker| is_label(kicker))
    {
        *section = Some(kicker);
    }
    section_in_brackets(&mut title, section);
    title
}

fn undashed(text: &str) -> &str {
    text.trim_start_matches(['—', '－', '-', '–', '―', ' '])
}

/// Takes the column's name off the end of a headline or kicker.
fn section_in_brackets(title: &mut Title, section: &mut Option<String>) {
    for text in [&mut title.headline, &mut title.kicker] {
        if section.is_none()
            && let Some(text) = text
            && let Some((rest, name)) = bracketed_section(text)
        {
            *section = Some(name);
            *text = rest;
        }
    }
}

/// Whether a headline runs on over the line end. A kicker is a clause of its own: it has a verb, and an end.
///
/// `某人到某镇` + `调研秋收工作`, `一片叶子` + `撑起茶农的钱袋子`, `甲区出台措施推动` + `物业服务提质`.
fn is_cut(line: &str, next: &str) -> bool {
    let spaced = |text: &str| text.contains(char::is_whitespace);
    if line.contains(['—', ')', '）']) || spaced(line) || spaced(next) {
        return false;
    }
    // `某某一线探访` names a column, whatever its last word is elsewhere.
    if VOCABULARY.suffix(List::ColumnEnd, line).is_some() {
        return false;
    }
    // 召开春耕生产暨 + 黑土地保护工作会议: nothing ends in a word that joins.
    if line.ends_with(['暨', '和', '与', '及', '、']) {
        return true;
    }
    // `某县辅警深夜救火` over `开车的你，真棒！`: a call with an end of its own goes on nothing but a short name.
    if next.ends_with(['！', '!', '？', '?']) && line.chars().count() >= 8 {
        return false;
    }
    // 某人到乡镇调研 over 把富民产业做实做强: the second is a call of its own.
    let calls = next.starts_with(['把', '让', '以', '为', '用', '对']);
    let next_length = next.chars().count();
    let next = word::tagged(next);
    let first = next.first().map_or("", |&(_, tag)| tag);
    let goes_on = matches!(first, "p" | "c" | "uj" | "ul" | "d") || first.starts_with('v');
    if is_label(line) {
        return first.starts_with('v');
    }
    let words = word::tagged(line);
    let last = words.last().map_or("", |&(_, tag)| tag);
    match words.iter().rev().find(|(_, tag)| tag.starts_with('v')) {
        None => goes_on,
        Some((verb, _)) => {
            // A kicker may end in a verb, `旁听席上直击`; the headline below it is then the longer one by far.
            let measured = line.chars().count() * 2 >= next_length;
            let open = matches!(last, "p" | "c" | "uj" | "d")
                || (matches!(last, "v" | "vd") && awaits_object(line, verb));
            (words.len() > 1 && measured && open)
                || (matches!(first, "p" | "c" | "uj" | "ul") && !calls)
                || (verb.ends_with(['到', '赴', '在', '进']) && first.starts_with('v'))
        }
    }
}

/// Whether a line that ends in this verb waits for what the verb is about: `某县推进` does, `某书记强调` and
/// `春耕会议召开` are whole.
fn awaits_object(line: &str, verb: &str) -> bool {
    let holds_event = || {
        word::tagged(&line[..line.len() - verb.len()])
            .iter()
            .any(|(word, _)| word.ends_with(['会', '议', '节', '赛', '式', '展', '班', '坛', '课']))
    };
    match VOCABULARY.mode(List::Transitive, verb) {
        Some("event") => !holds_event(),
        Some(_) => true,
        None => verb.chars().count() == 1,
    }
}

pub(super) fn is_dashed(text: &str) -> bool {
    text.starts_with(['—', '－', '–', '―']) || text.starts_with("--")
}

fn is_label(text: &str) -> bool {
    (2..=4).contains(&text.chars().count())
        && text.chars().all(char::is_alphanumeric)
        && VOCABULARY.prefix(List::Province, text).is_none()
}

/// `某某一线探访`, `某某进行时`: the names of columns that report from a place end alike.
fn is_column(text: &str) -> bool {
    (5..=14).contains(&text.chars().count())
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '·')
        && VOCABULARY.suffix(List::ColumnEnd, text).is_some()
}

/// `谁知道,老院子也有了新样子(街巷里的新鲜事)`: headline and column name. `(上)`, `(图)`, `(二)` number a series.
pub(super) fn bracketed_section(text: &str) -> Option<(String, String)> {
    if text.chars().next_back().map(fold) != Some(')') {
        return None;
    }
    let (at, open) = text
        .char_indices()
        .rev()
        .take(32)
        .find(|&(_, c)| fold(c) == '(')?;
    let name = text[at + open.len_utf8()..]
        .trim_end_matches([')', '）'])
        .trim();
    let rest = text[..at].trim_end();
    let fits =
        name.chars().count() >= 2 && !rest.is_empty() && !name.chars().all(|c| c.is_ascii_digit());
    fits.then(|| (rest.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_clause_is_a_kicker() {
        for (line, next, cut) in [
            ("禾山县召开", "防汛工作会议", true),
            ("禾山县防汛会议召开", "周明远出席并讲话", false),
            ("周明远在全县防汛会议上强调", "压实责任守住底线", false),
            ("清溪镇出台措施推动", "物业服务提质", true),
            ("清溪镇巡山员深夜扑火", "跑在前面的你，真棒！", false),
            ("清溪镇供电所", "抢修线路保春灌", true),
        ] {
            assert_eq!(is_cut(line, next), cut, "{line} / {next}");
        }
    }
}
