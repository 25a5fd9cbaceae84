//! An article while its parts are collected, and how they become its text.

use jiff::civil::Date;

use super::byline::Byline;
use super::dateline;
use super::heading::closing_byline;
use super::{Article, Paragraph, Piece, Role};
use crate::layout::furniture;
use crate::layout::part::Part;
use crate::layout::vocabulary::VOCABULARY;
use crate::page::ZoneRole;
use crate::span::Span;
use crate::width::fold;
use crate::word;
use rustc_hash::FxHashSet;

/// More lines than any headline block has; below them no line is looked at for being half of one.
const HEADLINE_LINES: usize = 16;

/// How far the lead of a feature reaches, in bytes: about 280 characters.
const LEAD: usize = 840;

/// The parts of one article, in page order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) section: Option<String>,
    pub(crate) heading: Vec<Part>,
    pub(crate) paragraphs: Vec<(Part, Role)>,
    pub(crate) bylines: Vec<Part>,
    pub(crate) authors: Vec<String>,
    /// Furniture cut off the end of a paragraph: `（下转第3版）`.
    pub(crate) continuations: Vec<Part>,
    /// A byline closed the article.
    pub(crate) closed: bool,
    /// A paragraph of running text stands in it.
    pub(crate) has_body: bool,
    /// A paragraph that is no box stands in it.
    has_text: bool,
    /// The authors once more, for pages that sign with endless names.
    known: FxHashSet<String>,
}

impl Draft {
    pub(crate) fn is_empty(&self) -> bool {
        self.heading.is_empty() && self.paragraphs.is_empty()
    }

    /// Whether nothing but a box stands in it yet: an editor's note before its headline.
    pub(crate) fn awaits_heading(&self) -> bool {
        self.heading.is_empty() && !self.has_text
    }

    /// Adds running text, and cuts off the byline in brackets that closes it.
    pub(crate) fn push(&mut self, part: Part, role: Role) {
        let mut part = part;
        if let Some(at) = continuation(&part.text) {
            let (body, furniture) = part.split(at);
            self.continuations.push(furniture);
            part = body;
        }
        if let Some(at) = closing_byline(&part.text) {
            let (body, byline) = part.split(at);
            if let Some(found) = super::byline::parse(&byline.text) {
                self.sign(byline, &found);
                self.closed = true;
            }
            part = body;
        }
        if !part.text.is_empty() {
            self.has_body |= role == Role::Body;
            self.has_text |= role != Role::Box;
            self.paragraphs.push((part, role));
        }
    }

    /// Adds a byline that stands outside the text.
    pub(crate) fn sign(&mut self, part: Part, byline: &Byline) {
        self.add_authors(&byline.names);
        self.bylines.push(part);
    }

    /// `山里来了新邻居(村口闲谈)` + `路修好了,人留下了,老屋里又有了灯`: below a headline that ends in its column's name, a
    /// sentence is the lead-in of the text.
    fn lower_lead_in(&mut self) {
        let is_lead_in = |at: usize| {
            let text = &self.heading[at].text;
            at > 0
                && bracketed_section(&self.heading[at - 1].text).is_some()
                && text.chars().count() >= 18
                && text.contains([',', '，'])
                && !is_dashed(text)
        };
        if let Some(at) = (0..self.heading.len()).find(|&at| is_lead_in(at)) {
            let lead_in = self.heading.split_off(at).into_iter();
            self.paragraphs
                .splice(..0, lead_in.map(|part| (part, Role::Box)));
        }
    }

    /// Adds names to the authors, each once.
    pub(crate) fn add_authors(&mut self, names: &[String]) {
        for name in names {
            if self.known.insert(name.clone()) {
                self.authors.push(name.clone());
            }
        }
    }

    /// Puts the text together: headline block, then paragraphs, joined by `\n`.
    pub(crate) fn finish(mut self, issue_date: Option<Date>) -> Article {
        self.lower_lead_in();
        let mut article = Article {
            section: self.section.take(),
            ..Article::default()
        };
        let roles = title(&self.heading, &mut article.section);
        article.kicker = roles.kicker;
        article.headline = roles.headline;
        article.subtitle = roles.subtitle;
        let mut heading = Vec::new();
        for (at, part) in std::mem::take(&mut self.heading).into_iter().enumerate() {
            if roles.joined.contains(&at) {
                let last: &mut Part = heading
                    .last_mut()
                    .expect("only a line after the first is joined");
                last.push(part);
            } else {
                heading.push(part);
            }
        }
        for part in heading {
            append(&mut article, &part);
        }
        article.heading = Span::new(0, article.text.len());
        let mut lead = String::new();
        let mut in_lead = true;
        for (part, role) in std::mem::take(&mut self.paragraphs) {
            let span = append(&mut article, &part);
            let opening = dateline::opening(&part.text);
            if let Some(found) = opening.dateline
                && article.dateline.is_none()
            {
                article.dateline = Some(found.slice(&part.text).to_owned());
            }
            if let Some(found) = opening.credit {
                article.credits.push(found.shift(span.start as usize));
                self.add_authors(&opening.names);
            }
            if role == Role::Body && in_lead {
                lead.push_str(&part.text);
                lead.push('\n');
                // Features open with speech or a scene; a report says all in its first paragraph.
                in_lead = lead.len() < LEAD
                    && (part.text.starts_with('“') && part.text.ends_with(['”', '…'])
                        || article.subtitle.is_some());
            }
            article.paragraphs.push(Paragraph { span, role });
        }
        article.date = dateline::reported_day(&lead, issue_date);
        let extents = article
            .pieces
            .iter()
            .map(|piece| piece.page)
            .chain(self.bylines.iter().filter_map(Part::extent));
        article.span = extents
            .reduce(|left, right| Span {
                start: left.start.min(right.start),
                end: left.end.max(right.end),
            })
            .unwrap_or_default();
        article.bylines = self
            .bylines
            .into_iter()
            .flat_map(|part| part.pieces)
            .collect();
        article.authors = self.authors;
        article
    }
}

/// Appends one line of the text with its pieces.
fn append(article: &mut Article, part: &Part) -> Span {
    if !article.text.is_empty() {
        article.text.push('\n');
    }
    let start = article.text.len();
    let mut at = start;
    for &page in &part.pieces {
        article.pieces.push(Piece {
            text: Span::new(at, at + page.len()),
            page,
        });
        at += page.len();
    }
    article.text.push_str(&part.text);
    Span::new(start, article.text.len())
}

/// Where `（下转第3版）` begins at the end of a paragraph.
fn continuation(text: &str) -> Option<usize> {
    let (at, _) = text
        .char_indices()
        .rev()
        .take(24)
        .find(|&(_, c)| matches!(fold(c), '(' | '['))?;
    let folded: String = text[at..].chars().map(fold).collect();
    (at > 0 && furniture::is_continuation(&folded)).then_some(at)
}

/// The roles of the lines of a headline block.
#[derive(Debug, Default)]
struct Title {
    kicker: Option<String>,
    headline: Option<String>,
    subtitle: Option<String>,
    /// Lines that go on the line before them.
    joined: Vec<usize>,
}

/// The characters of the longest headline that is set on several lines. Beyond it the lines are kicker and
/// headline: `某人主持召开某某工作领导小组会议` + `针对新形势部署…`.
const LONGEST_HEADLINE: usize = 40;

/// Tells kicker, headline and subtitle apart by their order, dashes and lengths.
fn title(lines: &[Part], section: &mut Option<String>) -> Title {
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
fn told_title(lines: &[Part], section: &mut Option<String>) -> Title {
    let mut title = Title::default();
    for (at, part) in lines.iter().enumerate() {
        let before = title.headline.is_none();
        let (line, text) = match part.role {
            Some(ZoneRole::Headline) => (&mut title.headline, part.text.as_str()),
            Some(ZoneRole::Kicker) => (&mut title.kicker, part.text.as_str()),
            Some(ZoneRole::Subtitle) => (&mut title.subtitle, undashed(&part.text)),
            _ if before => (&mut title.kicker, part.text.as_str()),
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
/// `某人到永兴镇` + `调研秋收工作`, `一片叶子` + `撑起茶农的钱袋子`, `甲区出台措施推动` + `物业服务提质`.
fn is_cut(line: &str, next: &str) -> bool {
    if line.contains([' ', '\u{3000}', '—', ')', '）']) || next.contains([' ', '\u{3000}']) {
        return false;
    }
    // `某某一线探访` names a column, whatever its last word is elsewhere.
    if VOCABULARY.suffix("column_end", line).is_some() {
        return false;
    }
    // 召开春耕生产暨 + 黑土地保护工作会议: nothing ends in a word that joins.
    if line.ends_with(['暨', '和', '与', '及', '、']) {
        return true;
    }
    // 某人到乡镇调研 over 把富民产业做实做强: the second is a call of its own.
    let calls = next.starts_with(['把', '让', '以', '为', '用']);
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
            (words.len() > 1 && measured && matches!(last, "v" | "vd" | "p" | "c" | "uj" | "d"))
                || (matches!(first, "p" | "c" | "uj" | "ul") && !calls)
                || (verb.ends_with(['到', '赴', '在', '进']) && first.starts_with('v'))
        }
    }
}

fn is_dashed(text: &str) -> bool {
    text.starts_with(['—', '－', '–', '―']) || text.starts_with("--")
}

fn is_label(text: &str) -> bool {
    (2..=4).contains(&text.chars().count())
        && text.chars().all(char::is_alphanumeric)
        && VOCABULARY.prefix("province", text).is_none()
}

/// `某某一线探访`, `某某进行时`: the names of columns that report from a place end alike.
fn is_column(text: &str) -> bool {
    (5..=14).contains(&text.chars().count())
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '·')
        && VOCABULARY.suffix("column_end", text).is_some()
}

/// `谁知道,老院子也有了新样子(街巷里的新鲜事)`: headline and column name. `(上)`, `(图)`, `(二)` number a series.
fn bracketed_section(text: &str) -> Option<(String, String)> {
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
