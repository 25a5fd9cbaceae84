//! The lines of an HTML page, and what the elements round each say of it.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};

use super::tag::Tag;
use super::vocabulary::{Mark, VOCABULARY};
use crate::page::ZoneRole;

/// A line a reader sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// What the HTML says it is.
    pub(super) role: Option<ZoneRole>,
    /// Which article it belongs to.
    pub(super) article: Option<u32>,
    /// The element that says so, for lines that belong together: those of one headline.
    pub(super) element: Option<u32>,
    /// Bytes of it that stand outside of links.
    unlinked: usize,
}

/// The lines of a page without its navigation.
pub(super) fn extract(html: &str) -> Vec<Line> {
    let mut page = Page::default();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| page.read(&event));
    let mut tokenizer = Tokenizer::new_with_emitter(html, emitter);
    // Reading from a string has no errors; the tokens are the states that some elements read their text in.
    while let Some(Ok(state)) = tokenizer.next() {
        tokenizer.set_state(state);
    }
    drop(tokenizer);
    page.end_line();
    page.lines
}

/// As deep as browsers look; what is nested deeper counts as its surroundings.
const DEEPEST: usize = 512;

/// A line of this length is no link, but text in one that nobody closed.
const LINK: usize = 40;

/// An element that is open.
#[derive(Clone, Debug)]
struct Open {
    name: String,
    block: bool,
    role: Option<ZoneRole>,
    /// The element that gave the role.
    by: u32,
    dropped: bool,
    linked: bool,
    /// A headline stands in it.
    holds_headline: bool,
}

#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line>,
    line: Line,
    /// White space before the next character, and whether a line of the source ends in it.
    space: Option<bool>,
    open: Vec<Open>,
    elements: u32,
    article: u32,
    has_headline: bool,
    has_body: bool,
    /// What was read of the article's text is more than the path of the page.
    reads: bool,
    /// The start tag that is being read.
    tag: Tag,
}

impl Page {
    /// Reads the next piece of the file. Gives the state that the text of the element is to be read in, where it is
    /// no HTML.
    fn read(&mut self, event: &CallbackEvent<'_>) -> Option<State> {
        match *event {
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::new(&String::from_utf8_lossy(name));
            }
            CallbackEvent::AttributeName { name } => self.tag.attribute(name),
            CallbackEvent::AttributeValue { value } => self.tag.value(value),
            CallbackEvent::CloseStartTag { .. } => {
                let tag = std::mem::take(&mut self.tag);
                return self.start(&tag);
            }
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            // Content systems mark the text of an article by a comment before and one behind it.
            CallbackEvent::Comment { value } => {
                let comment = String::from_utf8_lossy(value);
                match comment.trim().strip_prefix('/') {
                    Some(name) => self.end(name),
                    None => self.comment(comment.trim()),
                }
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }

    fn start(&mut self, tag: &Tag) -> Option<State> {
        let name = tag.name();
        let block = VOCABULARY.is(name, "block");
        if block {
            self.end_line();
            self.close_before(name);
        }
        if !VOCABULARY.is(name, "void") && !VOCABULARY.is(name, "formatting") {
            self.push(name, block, tag.mark());
        }
        match name {
            "script" => Some(State::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(State::RawText),
            "title" | "textarea" => Some(State::RcData),
            _ => None,
        }
    }

    fn comment(&mut self, name: &str) {
        if let Some(mark) = VOCABULARY.comment(name) {
            self.end_line();
            self.push(name, true, Some(mark));
        }
    }

    fn push(&mut self, name: &str, block: bool, mark: Option<Mark>) {
        if self.open.len() >= DEEPEST {
            return;
        }
        self.elements += 1;
        let around = self.open.last();
        let mut open = Open {
            name: name.to_owned(),
            block,
            role: around.and_then(|around| around.role),
            by: around.map_or(0, |around| around.by),
            dropped: around.is_some_and(|around| around.dropped)
                || VOCABULARY.is(name, "drop")
                || mark == Some(Mark::Drop),
            linked: name == "a" || around.is_some_and(|around| around.linked),
            holds_headline: false,
        };
        if let Some(Mark::Role(role)) = mark
            && !open.dropped
            && let Some(role) = self.role(role, open.role, block)
        {
            if role == ZoneRole::Body && open.role.is_none() || name == "article" {
                self.end_line();
                if self.has_body || (name == "article" && self.has_headline) {
                    self.turn();
                }
            }
            open.role = Some(role);
            open.by = self.elements;
        }
        self.open.push(open);
    }

    /// The role of an element that claims one, inside one that has a role already or not; `None` where it keeps that.
    fn role(
        &mut self,
        claimed: ZoneRole,
        around: Option<ZoneRole>,
        block: bool,
    ) -> Option<ZoneRole> {
        // A text inside a headline stands in one that nobody closed.
        let text = claimed == ZoneRole::Body && block;
        if around.is_some_and(|around| around != ZoneRole::Body) && !text {
            return None;
        }
        let container = self
            .open
            .iter()
            .rposition(|open| open.role == Some(ZoneRole::Body));
        let Some(container) = container else {
            return Some(claimed);
        };
        match claimed {
            ZoneRole::Headline | ZoneRole::Heading => {
                let above = claimed == ZoneRole::Headline
                    && self.open[..=container]
                        .iter()
                        .any(|open| open.holds_headline);
                let role = if !self.reads && self.has_headline && claimed == ZoneRole::Heading {
                    ZoneRole::Subtitle
                } else if !self.reads || above {
                    ZoneRole::Headline
                } else {
                    ZoneRole::Subhead
                };
                if role == ZoneRole::Headline {
                    self.open[container].holds_headline = true;
                }
                Some(role)
            }
            // `(记者 <span class=author>…)` in the middle of a line is part of the line.
            _ if !block && !self.line.text.is_empty() => None,
            _ => Some(claimed),
        }
    }

    /// Begins the next article.
    fn turn(&mut self) {
        self.article += 1;
        self.has_headline = false;
        self.has_body = false;
        self.reads = false;
    }

    /// Closes what the start of a block closes although nobody wrote its end: a paragraph, a cell, an item, a heading.
    fn close_before(&mut self, name: &str) {
        let (closed, within): (&[&str], &[&str]) = match name {
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr"], &["table"]),
            "li" => (&["li"], &["ul", "ol"]),
            "dd" | "dt" => (&["dd", "dt"], &["dl"]),
            "option" => (&["option"], &["select"]),
            "br" | "hr" => return,
            _ => (&["p"], &["td", "th", "div", "li"]),
        };
        let heading = |name: &str| matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
        let found = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| !within.contains(&open.name.as_str()))
            .find(|(_, open)| {
                closed.contains(&open.name.as_str()) || (heading(name) && heading(&open.name))
            });
        if let Some((at, _)) = found {
            self.open.truncate(at);
        }
    }

    fn end(&mut self, name: &str) {
        let block = VOCABULARY.is(name, "block") || VOCABULARY.comment(name).is_some();
        if block {
            self.end_line();
        }
        let found = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| {
                // Neither does a stray `</span>` end a paragraph, nor a stray `</div>` a cell.
                open.name == name
                    || if block {
                        !matches!(open.name.as_str(), "td" | "th" | "table")
                            || matches!(name, "table" | "tr" | "tbody" | "td" | "th")
                    } else {
                        !open.block || name.contains(['-', '_'])
                    }
            })
            .find(|(_, open)| open.name == name);
        if let Some((at, _)) = found {
            if self.open[at].role.is_some() && self.open[at].by > 0 {
                self.end_told_line(at);
            }
            self.open.truncate(at);
        }
    }

    /// Ends the line where the element that gives it its role ends.
    fn end_told_line(&mut self, at: usize) {
        let around = at.checked_sub(1).map(|at| &self.open[at]);
        if around.is_none_or(|around| around.by != self.open[at].by) {
            self.end_line();
        }
    }

    fn text(&mut self, text: &str) {
        let (role, by, linked) = match self.open.last() {
            Some(open) if open.dropped => return,
            Some(open) => (open.role, open.by, open.linked),
            None => (None, 0, false),
        };
        let element = role
            .filter(|role| !matches!(role, ZoneRole::Body))
            .map(|_| by);
        if !self.line.text.is_empty()
            && (self.line.role, self.line.element) != (role, element)
            && !text.trim().is_empty()
        {
            self.end_line();
        }
        // Browsers do not show NUL.
        for character in text.chars().filter(|character| *character != '\0') {
            if character.is_ascii_whitespace() {
                let ends = matches!(character, '\n' | '\r');
                self.space = Some(ends || self.space == Some(true));
                continue;
            }
            if let Some(ends) = self.space.take()
                && let Some(before) = self.line.text.chars().next_back()
                // Chinese is written without spaces: one that is only the end of a line of the source is none.
                && !(ends && !before.is_ascii() && !character.is_ascii())
            {
                self.line.text.push(' ');
            }
            if self.line.text.is_empty() {
                (self.line.role, self.line.element) = (role, element);
            }
            self.line.text.push(character);
            if !linked && !character.is_whitespace() {
                self.line.unlinked += character.len_utf8();
            }
        }
    }

    fn end_line(&mut self) {
        self.space = None;
        let line = std::mem::take(&mut self.line);
        if line.text.trim().is_empty() {
            return;
        }
        let Line { role, element, .. } = line;
        let heads = role.is_some_and(|role| role.heads() || role == ZoneRole::Heading);
        let reads = line.text.contains('。') || line.text.chars().nth(LINK).is_some();
        if line.unlinked == 0 && !heads && !reads {
            // A line that is nothing but links leads elsewhere.
            return;
        }
        let begins = matches!(
            role,
            Some(ZoneRole::Headline | ZoneRole::Kicker | ZoneRole::Section)
        );
        if begins && self.has_body {
            self.turn();
        }
        self.has_headline |= role == Some(ZoneRole::Headline);
        self.has_body |= role == Some(ZoneRole::Body);
        self.reads |= role == Some(ZoneRole::Body) && reads;
        let article = role
            .filter(|role| *role != ZoneRole::Heading)
            .map(|_| self.article);
        self.lines.push(Line {
            text: line.text.trim_end().to_owned(),
            role,
            element: element.filter(|_| role != Some(ZoneRole::Byline)),
            article,
            unlinked: 0,
        });
    }
}
