//! Lines in the order of reading to paragraphs and headlines.

use super::line::Line;
use crate::layout::furniture;
use crate::layout::line::ends_sentence;
use crate::layout::shape::Shape;
use crate::page::{Page, Zone, ZoneRole};
use crate::span::Span;

/// Type so many times larger than the body's is that of headlines.
const HEADLINE: f64 = 1.32;

/// Type so many times larger may be that of headlines or of subheads.
const HEADING: f64 = 1.12;

/// Type of sizes that differ by less is the same.
const SAME: f64 = 0.12;

/// A first line is set in by so many characters, and a last line ends so many before the edge.
const INDENT: f64 = 1.2;

/// The left and right edge of a column, as far as running text shows them.
#[derive(Clone, Copy, Debug)]
struct Edges {
    left: f64,
    right: f64,
}

/// What is written as one line of the page's text, or as one headline of several.
struct Paragraph {
    lines: Vec<Line>,
    role: Option<ZoneRole>,
}

impl Paragraph {
    /// Its text: running text in one line, a headline in those it was set in.
    fn text(&self) -> String {
        let between = if self.role.is_some_and(is_heading) {
            "\n"
        } else {
            ""
        };
        let mut text = String::new();
        for line in &self.lines {
            if !text.is_empty() {
                text.push_str(between);
            }
            text.push_str(&line.text);
        }
        text
    }
}

/// The page that lines make.
pub(super) fn page(lines: Vec<Line>, body: f64) -> Page {
    let edges = edges(&lines, body);
    let indented = is_indented(&lines, &edges, body);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        let role = role(&line, body).filter(|_| !is_masthead(&line.text));
        if let Some(last) = paragraphs.last_mut()
            && let Some(before) = last.lines.last()
            && last.role == role
            && goes_on(before, &line, role, &edges, indented)
        {
            last.lines.push(line);
            continue;
        }
        paragraphs.push(Paragraph {
            lines: vec![line],
            role,
        });
    }
    if paragraphs
        .iter()
        .any(|paragraph| paragraph.role == Some(ZoneRole::Headline))
    {
        tell_headlines(&mut paragraphs);
    } else {
        // Set in one size, as a page printed from a text is: what its lines are is for their look to say.
        for paragraph in &mut paragraphs {
            paragraph.role = None;
        }
    }
    write(&paragraphs)
}

fn write(paragraphs: &[Paragraph]) -> Page {
    let mut page = Page::default();
    let mut headed = false;
    let known: Vec<bool> = paragraphs
        .iter()
        .map(|paragraph| {
            let text = paragraph.text();
            paragraph.lines.len() == 1 && furniture::read(&text, &Shape::of(&text)).is_some()
        })
        .collect();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let text = paragraph.text();
        let heads = paragraph.role.is_some_and(is_heading);
        if !page.text.is_empty() {
            page.text
                .push_str(if heads && !headed { "\n\n" } else { "\n" });
        }
        headed = heads;
        let start = page.text.len();
        page.text.push_str(&text);
        // Page numbers, dates and editors are known by their look, and so is what stands beside them.
        let beside = |other: Option<usize>| {
            other.is_some_and(|other| {
                known.get(other) == Some(&true)
                    && paragraph.lines.len() == 1
                    && is_beside(&paragraph.lines[0], &paragraphs[other].lines[0])
            })
        };
        let looks = known[number] || beside(number.checked_sub(1)) || beside(Some(number + 1));
        if let Some(role) = paragraph.role.filter(|_| !looks) {
            page.zones.push(Zone {
                span: Span::new(start, page.text.len()),
                role,
                article: None,
            });
        }
    }
    page
}

/// Whether two lines stand on one row of the page.
fn is_beside(one: &Line, other: &Line) -> bool {
    one.column != other.column && (one.bottom - other.bottom).abs() < 0.5 * one.size.max(other.size)
}

/// The paper's own name is in the largest type of a front page, and no headline.
fn is_masthead(text: &str) -> bool {
    (3..=8).contains(&text.chars().count()) && furniture::is_paper_name(text)
}

fn is_heading(role: ZoneRole) -> bool {
    role.heads() || role == ZoneRole::Heading
}

/// What the size of a line's type says.
fn role(line: &Line, body: f64) -> Option<ZoneRole> {
    if line.size > HEADLINE * body {
        Some(ZoneRole::Headline)
    } else if line.size > HEADING * body && line.characters <= 40 {
        Some(ZoneRole::Heading)
    } else {
        Some(ZoneRole::Body)
    }
}

/// Of lines of large type that stand together the largest is the headline, what is above it the kicker, what is below
/// the subtitle.
fn tell_headlines(paragraphs: &mut [Paragraph]) {
    let mut at = 0;
    while at < paragraphs.len() {
        let length = paragraphs[at..]
            .iter()
            .take_while(|paragraph| paragraph.role.is_some_and(is_heading))
            .count();
        let group = &mut paragraphs[at..at + length];
        let size = |paragraph: &Paragraph| paragraph.lines[0].size;
        let largest = group
            .iter()
            .enumerate()
            .filter(|(_, paragraph)| paragraph.role == Some(ZoneRole::Headline))
            .max_by(|(_, one), (_, other)| size(one).total_cmp(&size(other)))
            .map(|(number, _)| number);
        if let Some(largest) = largest {
            for (number, paragraph) in group.iter_mut().enumerate() {
                paragraph.role = Some(match number.cmp(&largest) {
                    std::cmp::Ordering::Less => ZoneRole::Kicker,
                    std::cmp::Ordering::Equal => ZoneRole::Headline,
                    std::cmp::Ordering::Greater => ZoneRole::Subtitle,
                });
            }
            // `——…` below a headline is its subtitle, in whatever type.
            if let Some(next) = paragraphs.get_mut(at + length)
                && next.lines.len() <= 2
                && next.lines[0].text.starts_with(['—', '―', '─'])
            {
                next.role = Some(ZoneRole::Subtitle);
            }
        }
        at += length.max(1);
    }
}

/// Whether a line goes on the one before it in the order of reading.
fn goes_on(
    before: &Line,
    line: &Line,
    role: Option<ZoneRole>,
    edges: &[Option<Edges>],
    indented: bool,
) -> bool {
    let size = before.size.max(line.size);
    if (before.size - line.size).abs() > SAME * size {
        return false;
    }
    if role.is_some_and(is_heading) {
        // The next line of a headline stands right below; what is as large elsewhere is another's.
        let apart = before.bottom - line.top;
        let beside = line.left < before.right && before.left < line.right;
        return beside && apart < 0.9 * size && apart > -0.6 * size;
    }
    if is_beside(before, line) {
        // Side by side at the head of a page stand its name, its date and its number.
        return false;
    }
    let edge = |line: &Line| edges.get(line.column).copied().flatten();
    let set_in = edge(line).is_some_and(|edges| line.left - edges.left > INDENT * line.size);
    let short = edge(before).is_some_and(|edges| edges.right - before.right > INDENT * before.size);
    if before.column == line.column && before.bottom - line.top > 1.2 * size {
        // White space inside a column stands between paragraphs, or for a picture in the middle of one.
        return !set_in && !ends_sentence(&before.text);
    }
    if indented {
        return !(set_in || short && ends_sentence(&before.text));
    }
    !short && !set_in
}

/// The edges of each column; `None` where no running text shows them.
fn edges(lines: &[Line], body: f64) -> Vec<Option<Edges>> {
    let columns = lines.last().map_or(0, |line| line.column + 1);
    let mut edges: Vec<Option<Edges>> = vec![None; columns];
    for line in lines.iter().filter(|line| line.size <= HEADING * body) {
        let edge = edges[line.column].get_or_insert(Edges {
            left: line.left,
            right: line.right,
        });
        edge.left = edge.left.min(line.left);
        edge.right = edge.right.max(line.right);
    }
    edges
}

/// Whether the page sets in the first line of its paragraphs.
fn is_indented(lines: &[Line], edges: &[Option<Edges>], body: f64) -> bool {
    let running: Vec<&Line> = lines
        .iter()
        .filter(|line| line.size <= HEADING * body)
        .collect();
    let set_in = running
        .iter()
        .filter(|line| {
            edges[line.column].is_some_and(|edges| {
                let indent = line.left - edges.left;
                indent > INDENT * line.size && indent < 4.0 * line.size
            })
        })
        .count();
    set_in >= 1 && set_in * 40 >= running.len()
}
