//! From blocks to articles.

use super::caption::Picture;
use super::cue::{
    POINTER, begins_brief, carried_over, is_pointed_caption, masthead, run_in_headline,
};
use super::dateline;
use super::draft::Draft;
use super::heading::{self, Group, Habits, is_bracketed};
use super::{Caption, Role};
use crate::layout::Split;
use crate::layout::block::{Block, Kind, Style};
use crate::layout::furniture::{self, Found};
use crate::layout::line::{ends_sentence, holds_sentence};
use crate::layout::part::Part;
use crate::layout::told::Told;
use crate::layout::vocabulary::VOCABULARY;
use crate::page::{Furniture, FurnitureKind, Page, ZoneRole};

/// A section that holds several items reaches no further than items of this length, in characters.
const BRIEF: usize = 400;

/// Lines a web page prints at most before the headline they repeat: its path, its title.
const PATH: usize = 16;

/// Puts the blocks of a page together into articles, captions and furniture.
pub(crate) fn assemble(mut blocks: Vec<Block>, style: Style, page: &mut Page) -> Split {
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
    draft: Draft,
    split: Split,
    state: State,
    /// The article of the source that is being read.
    told: Option<u32>,
    page: &'p mut Page,
}

impl Assembly<'_> {
    /// Ends the article that is open where the source says that another begins; `true` when it does.
    fn turn(&mut self, told: Option<Told>) -> bool {
        let Some(article) = told.and_then(|told| told.article) else {
            return false;
        };
        let turns = self.told != Some(article);
        if turns {
            self.drop_lone_heading();
            self.close();
            self.state = State::Text;
            self.told = Some(article);
        }
        turns
    }

    /// Whether lines that the source calls a kicker or subtitle belong to the headline that stands open.
    fn goes_on_heading(&self, first: &Block) -> bool {
        let Some(told) = first.told.filter(|told| told.role.heads()) else {
            return false;
        };
        let same = told.article.is_some() || told.role == ZoneRole::Subtitle;
        same && !self.draft.heading.is_empty() && self.draft.paragraphs.is_empty()
    }

    /// Whether a group of short lines opens an article.
    fn opens(
        &self,
        blocks: &[Block],
        group: &Group,
        article: usize,
        neighbours: [Option<&Group>; 2],
        habits: &Habits,
    ) -> bool {
        if let Some(told) = blocks[group.start].told
            && !matches!(told.role, ZoneRole::Heading)
        {
            // What stands first in an article of the source is its headline, and nothing else in it is.
            return match told.article {
                Some(_) => self.draft.is_empty(),
                None => told.role.heads() || self.draft.awaits_heading(),
            };
        }
        let next = neighbours[1].map_or(blocks.len(), |group| group.start);
        if self.draft.awaits_heading() && !matches!(self.state, State::Links | State::Notice(_)) {
            return true;
        }
        let has_body = self.draft.has_body;
        let repeated = |block: &Block| {
            self.draft
                .heading
                .iter()
                .take(PATH)
                .any(|line| line.text.starts_with(&block.part.text))
        };
        if !has_body && blocks[group.start..group.end].iter().any(repeated) {
            // The title of a web page, its path, and now the headline.
            return true;
        }
        match self.state {
            // What stands in a box has headlines of its own.
            State::Box | State::Links => return false,
            State::Notice(_) => {
                // Notices end in a signature, which has the shape of a headline.
                let last = &blocks[group.end - 1].part.text;
                let followed: usize = blocks[group.end..next]
                    .iter()
                    .map(|block| block.part.text.chars().count())
                    .sum();
                if followed < 60 || VOCABULARY.suffix("office", last).is_some() {
                    return false;
                }
            }
            _ => {}
        }
        let followed = blocks[group.end..next]
            .iter()
            .any(|block| matches!(block.kind, Kind::Text | Kind::Picture(_) | Kind::BoxLabel));
        let signed = blocks[group.start..group.end]
            .iter()
            .any(|block| matches!(block.kind, Kind::Byline(_)));
        if !followed && !signed {
            // A headline stands over a text.
            return false;
        }
        heading::opens(&heading::features(
            blocks, group, article, neighbours, habits,
        ))
    }

    /// Begins an article with a headline block.
    fn open(&mut self, blocks: &[Block], group: &Group) {
        let mut boxed = Draft::default();
        if self.draft.awaits_heading() {
            boxed = std::mem::take(&mut self.draft);
        }
        self.drop_lone_heading();
        self.close();
        self.draft = boxed;
        self.state = State::Text;
        self.head(blocks, group);
        self.drop_repeated_heading();
        self.take_section();
    }

    /// Adds a group of lines to the headline block.
    fn head(&mut self, blocks: &[Block], group: &Group) {
        for block in &blocks[group.start..group.end] {
            match &block.kind {
                Kind::Section(many) => self.section(block, *many),
                Kind::Byline(found) => self.draft.sign(block.part.clone(), found),
                _ => self.draft.heading.push(block.part.clone()),
            }
        }
    }

    /// A headline that another follows before any text is a banner or the path of a web page, no article.
    fn drop_lone_heading(&mut self) {
        let pictured = self
            .split
            .captions
            .last()
            .is_some_and(|caption| caption.article == Some(self.split.articles.len()));
        if self
            .draft
            .paragraphs
            .iter()
            .all(|(_, role)| *role == Role::Subhead)
            && !pictured
        {
            let lines = std::mem::take(&mut self.draft.paragraphs)
                .into_iter()
                .map(|(part, _)| part);
            for part in std::mem::take(&mut self.draft.heading)
                .into_iter()
                .chain(lines)
            {
                self.furniture_part(&part, FurnitureKind::Other);
            }
        }
    }

    /// A web page prints its path and title before the headline: what stands before a line's repetition is no headline.
    fn drop_repeated_heading(&mut self) {
        let heading = &self.draft.heading;
        let repeated = (1..heading.len()).rev().find(|&at| {
            heading[..at]
                .iter()
                .take(PATH)
                .any(|before| before.text.starts_with(&heading[at].text))
        });
        if let Some(at) = repeated {
            let rest = self.draft.heading.split_off(at);
            for part in std::mem::replace(&mut self.draft.heading, rest) {
                self.furniture_part(&part, FurnitureKind::Other);
            }
        }
    }

    /// Gives the article the column it stands under.
    fn take_section(&mut self) {
        let unmarked = self
            .draft
            .heading
            .first()
            .is_some_and(|line| line.text.starts_with(char::is_alphanumeric));
        if self.section_is_marked && unmarked {
            // `●…` `●…` and then a headline: the column of marked items is over.
            self.section = None;
        }
        if self.draft.section.is_none() {
            self.draft.section.clone_from(&self.section);
        }
        if !self.section_is_many {
            self.section = None;
        }
    }

    /// Short lines inside an article.
    fn subheads(&mut self, blocks: &[Block], group: &Group) {
        for block in &blocks[group.start..group.end] {
            match &block.kind {
                Kind::Byline(found) => self.draft.sign(block.part.clone(), found),
                Kind::Text if matches!(self.state, State::Notice(_) | State::Links) => {
                    self.furniture(block, self.notice_kind());
                }
                Kind::Text => {
                    let role = if self.state == State::Box {
                        Role::Box
                    } else {
                        Role::Subhead
                    };
                    self.draft.push(block.part.clone(), role);
                }
                _ => self.furniture(block, FurnitureKind::Section),
            }
        }
    }

    fn notice_kind(&self) -> FurnitureKind {
        match self.state {
            State::Notice(kind) => kind,
            _ => FurnitureKind::Other,
        }
    }

    /// Takes one block that is part of no group; `true` when it begins an article.
    fn block(&mut self, blocks: &[Block], at: usize) -> bool {
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
    fn text(&mut self, block: &Block) -> bool {
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
        if let Some(at) = carried_over(&block.part.text) {
            // `(上接第1版)在某社区…`: the rest of an article of another page.
            self.close();
            let (furniture, body) = block.part.clone().split(at);
            self.furniture_part(&furniture, FurnitureKind::Continuation);
            self.draft.push(body, Role::Body);
            self.state = State::Text;
            return true;
        }
        let brief = begins_brief(&block.part.text, self.section_is_many);
        self.section_is_marked |= brief;
        let dated = dateline::begins_with_dateline(&block.part.text);
        let has_body = self.draft.has_body;
        if has_body && !brief && !dated && is_pointed_caption(&block.part.text) {
            let article = Some(self.split.articles.len());
            let caption = Caption {
                article,
                text: block.part.text[POINTER.len()..].trim_start().to_owned(),
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
        if brief && let Some(at) = run_in_headline(&part.text) {
            let (headline, body) = part.split(at);
            self.draft.heading.push(headline);
            part = body;
        }
        self.draft.push(part, Role::Body);
        begins
    }

    /// Takes a photographer's credit or a caption.
    fn picture(&mut self, block: &Block, picture: &Picture) {
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
                    && (holds_sentence(&text.text) || ends_sentence(&text.text))
                    && text.text.chars().count() > 40
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
                    text: text.text,
                    photographer: Some(photographer.clone()).filter(|name| !name.is_empty()),
                    spans,
                });
            }
        }
    }

    /// Begins a column.
    fn section(&mut self, block: &Block, many: bool) {
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

    fn furniture(&mut self, block: &Block, kind: FurnitureKind) {
        self.furniture_part(&block.part, kind);
    }

    fn furniture_part(&mut self, part: &Part, kind: FurnitureKind) {
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
            .map(|(part, _)| part.text.chars().count())
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
