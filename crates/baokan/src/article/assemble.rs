//! From blocks to articles.

mod opening;

use super::caption::Picture;
use super::cue::{
    POINTER, begins_brief, carried_over, is_pointed_caption, masthead, run_in_headline,
};
use super::draft::Draft;
use super::heading::{self, Group, Habits, is_bracketed};
use super::{Caption, Role};
use crate::layout::Split;
use crate::layout::block::{Block, Kind, Style};
use crate::layout::furniture::{self, Found};
use crate::layout::line::{ends_sentence, holds_sentence};
use crate::layout::part::Part;
use crate::page::{Furniture, FurnitureKind, Page};

/// A section that holds several items reaches no further than items of this length, in characters.
const BRIEF: usize = 400;

/// Lines a web page prints at most before the headline they repeat: its path, its title.
const PATH: usize = 16;

/// Puts the blocks of a page together into articles, captions and furniture.
pub(crate) fn assemble(mut blocks: Vec<Block<'_>>, style: Style, page: &mut Page) -> Split {
    masthead(&mut blocks);
    let groups = heading::groups(&blocks, style.indented);
    let habits = Habits::of(&blocks, &groups);
    let mut assembly = Assembly {
        section: None,
        section_is_many: false,
        section_is_marked: false,
        draft: Draft::default(),
        split: Split::default(),
        state: State::Text,
        told: None,
        page,
    };
    let mut article = 0;
    let mut previous: Option<Group> = None;
    let mut at = 0;
    let mut groups = groups.into_iter().peekable();
    while at < blocks.len() {
        if assembly.turn(blocks[at].told) {
            article = at;
        }
        if groups.peek().is_some_and(|group| group.start == at) {
            let group = groups.next().expect("peeked");
            let neighbours = [
                previous.as_ref().filter(|group| group.start > article),
                groups.peek(),
            ];
            if assembly.goes_on_heading(&blocks[group.start]) {
                assembly.head(&blocks, &group);
            } else if assembly.opens(&blocks, &group, article, neighbours, &habits) {
                article = group.start;
                assembly.open(&blocks, &group);
            } else {
                assembly.subheads(&blocks, &group);
            }
            at = group.end;
            previous = Some(group);
        } else {
            if assembly.block(&blocks, at) {
                article = at;
            }
            at += 1;
        }
    }
    assembly.close();
    let mut split = assembly.split;
    split.furniture.sort_by_key(|furniture| furniture.span);
    split
}

/// What the blocks that come next belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Text,
    /// The paragraph after the label of a box.
    Box,
    /// A notice or advertisement, up to the next headline.
    Notice(FurnitureKind),
    /// The links at the end of a web page.
    Links,
    /// Text goes on from another page.
    Continued,
}

struct Assembly<'p> {
    /// The column the next articles stand under.
    section: Option<String>,
    section_is_many: bool,
    /// The items of the column begin with a mark.
    section_is_marked: bool,
    draft: Draft<'p>,
    split: Split,
    state: State,
    /// The article of the source that is being read.
    told: Option<u32>,
    page: &'p mut Page,
}

impl<'p> Assembly<'p> {
    fn notice_kind(&self) -> FurnitureKind {
        match self.state {
            State::Notice(kind) => kind,
            _ => FurnitureKind::Other,
        }
    }

    /// Takes one block that is part of no group; `true` when it begins an article.
    fn block(&mut self, blocks: &[Block<'p>], at: usize) -> bool {
        let block = &blocks[at];
        match &block.kind {
            Kind::Furniture(found) => {
                self.learn(found);
                if !self.draft.heading.is_empty() && self.draft.paragraphs.is_empty() {
                    self.draft
                        .add_authors(&furniture::web_authors(&block.part.text));
                }
                if found.kind == FurnitureKind::Continuation
                    && block.part.text.contains(['上', '接'])
                    && !block.part.text.contains("下")
                {
                    self.close();
                    self.state = State::Continued;
                }
                self.furniture(block, found.kind);
            }
            Kind::Byline(found) => {
                if self.draft.is_empty() {
                    self.furniture(block, FurnitureKind::Other);
                } else {
                    self.draft.closed |= is_bracketed(&block.part.text);
                    self.draft.sign(block.part.clone(), found);
                }
            }
            Kind::Picture(picture) => self.picture(block, picture),
            Kind::Section(many) => {
                self.close();
                self.state = State::Text;
                self.section(block, *many);
            }
            Kind::BoxLabel => {
                self.state = State::Box;
                self.draft.push(block.part.clone(), Role::Box);
            }
            Kind::Notice(kind) => {
                self.close();
                self.state = State::Notice(*kind);
                self.furniture(block, *kind);
            }
            Kind::Links => {
                self.close();
                self.state = State::Links;
                self.furniture(block, FurnitureKind::Other);
            }
            Kind::Text => return self.text(block),
        }
        false
    }

    /// Takes running text.
    fn text(&mut self, block: &Block<'p>) -> bool {
        match self.state {
            State::Notice(_) | State::Links => {
                self.furniture(block, self.notice_kind());
                return false;
            }
            State::Box => {
                // The box is one paragraph; a second one is the article again.
                self.draft.push(block.part.clone(), Role::Box);
                self.state = State::Text;
                return false;
            }
            State::Text | State::Continued => {}
        }
        let Part { text, shape, .. } = &block.part;
        if let Some(at) = carried_over(text, shape) {
            // `(上接第1版)在某社区…`: the rest of an article of another page.
            self.close();
            let (furniture, body) = block.part.clone().split(at);
            self.furniture_part(&furniture, FurnitureKind::Continuation);
            self.draft.push(body, Role::Body);
            self.state = State::Text;
            return true;
        }
        let brief = begins_brief(text, shape, self.section_is_many);
        self.section_is_marked |= brief;
        let dated = block.dated;
        let has_body = self.draft.has_body;
        if has_body && !brief && !dated && is_pointed_caption(text) {
            let article = Some(self.split.articles.len());
            let caption = Caption {
                article,
                text: text[POINTER.len()..].trim_start().to_owned(),
                photographer: None,
                spans: block.part.pieces.clone(),
            };
            self.split.captions.push(caption);
            return false;
        }
        let told = block.told.is_some_and(|told| told.article.is_some());
        let begins = self.state == State::Continued
            || self.draft.is_empty()
            || (has_body && (dated || brief) && !told);
        if begins {
            self.close();
            self.take_section();
        }
        self.state = State::Text;
        let mut part = block.part.clone();
        if brief && let Some(at) = run_in_headline(&part.text, &part.shape) {
            let (headline, body) = part.split(at);
            self.draft.heading.push(headline);
            part = body;
        }
        self.draft.push(part, Role::Body);
        begins
    }

    /// Takes a photographer's credit or a caption.
    fn picture(&mut self, block: &Block<'p>, picture: &Picture) {
        match picture {
            Picture::Credit(found) => {
                if self.draft.is_empty() {
                    self.furniture(block, FurnitureKind::Other);
                } else {
                    self.draft.sign(block.part.clone(), found);
                }
            }
            Picture::Caption {
                length,
                photographer,
            } => {
                let (text, credit) = block.part.clone().split(*length);
                let alone = self.draft.paragraphs.is_empty() && !self.draft.heading.is_empty();
                if alone
                    && (holds_sentence(&text.text, &text.shape) || ends_sentence(&text.text))
                    && text.shape.characters > 40
                {
                    // A picture story: the caption under the headline is its whole text.
                    self.draft.push(text, Role::Body);
                    let found = super::byline::parse(&credit.text).unwrap_or_default();
                    self.draft.sign(credit, &found);
                    return;
                }
                let article = (!self.draft.is_empty()).then_some(self.split.articles.len());
                let spans = text.pieces.iter().chain(&credit.pieces).copied().collect();
                self.split.captions.push(Caption {
                    article,
                    text: text.text.into_owned(),
                    photographer: Some(photographer.clone()).filter(|name| !name.is_empty()),
                    spans,
                });
            }
        }
    }

    /// Begins a column.
    fn section(&mut self, block: &Block<'p>, many: bool) {
        let printed = block.part.text.trim_matches(|c: char| !c.is_alphanumeric());
        // `简　讯` is set wide, `生活 健康` names two columns.
        let wide = printed
            .split_whitespace()
            .all(|run| run.chars().count() == 1);
        let name = if wide {
            printed.split_whitespace().collect()
        } else {
            printed.to_owned()
        };
        self.section = Some(name);
        self.section_is_many = many;
        self.section_is_marked = false;
        self.furniture(block, FurnitureKind::Section);
    }

    fn furniture(&mut self, block: &Block<'p>, kind: FurnitureKind) {
        self.furniture_part(&block.part, kind);
    }

    fn furniture_part(&mut self, part: &Part<'_>, kind: FurnitureKind) {
        self.split
            .furniture
            .extend(part.pieces.iter().map(|&span| Furniture { span, kind }));
    }

    /// Takes what a folio or date line says of the page.
    fn learn(&mut self, found: &Found) {
        let page = &mut *self.page;
        if page.issue_date.is_none() {
            page.issue_date = found.issue_date;
        }
        if page.page_no.is_none() {
            page.page_no.clone_from(&found.page_no);
        }
        if page.outlet.is_none() {
            page.outlet.clone_from(&found.outlet);
        }
    }

    /// Ends the article that is open.
    fn close(&mut self) {
        let mut draft = std::mem::take(&mut self.draft);
        for part in std::mem::take(&mut draft.continuations) {
            self.furniture_part(&part, FurnitureKind::Continuation);
        }
        if draft.is_empty() {
            for part in draft.bylines {
                self.furniture_part(&part, FurnitureKind::Other);
            }
            return;
        }
        let length: usize = draft
            .paragraphs
            .iter()
            .map(|(part, _)| part.shape.len())
            .sum();
        if length > BRIEF && self.section_is_many {
            self.section_is_many = false;
            self.section = None;
            draft.section = None;
        }
        let article = draft.finish(self.page.issue_date);
        self.split.articles.push(article);
    }
}
