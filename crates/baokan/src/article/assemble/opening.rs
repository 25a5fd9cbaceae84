//! How articles begin: headline blocks, subheads, and lines that look like one.

use super::super::Role;
use super::super::draft::Draft;
use super::super::heading::{self, Group, Habits};
use super::{Assembly, PATH, State};
use crate::layout::block::{Block, Kind};
use crate::layout::told::Told;
use crate::layout::vocabulary::{List, VOCABULARY};
use crate::page::{FurnitureKind, ZoneRole};

impl<'p> Assembly<'p> {
    /// Ends the article that is open where the source says that another begins; `true` when it does.
    pub(super) fn turn(&mut self, told: Option<Told>) -> bool {
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
    pub(super) fn goes_on_heading(&self, first: &Block<'p>) -> bool {
        let Some(told) = first.told.filter(|told| told.role.heads()) else {
            return false;
        };
        let same = told.article.is_some() || told.role == ZoneRole::Subtitle;
        same && !self.draft.heading.is_empty() && self.draft.paragraphs.is_empty()
    }

    /// Whether a group of short lines opens an article.
    pub(super) fn opens(
        &self,
        blocks: &[Block<'p>],
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
        let repeated = |block: &Block<'_>| {
            self.draft
                .heading
                .iter()
                .take(PATH)
                .any(|line| line.text.starts_with(&*block.part.text))
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
                    .map(|block| block.part.shape.len())
                    .sum();
                if followed < 60 || VOCABULARY.suffix(List::Office, last).is_some() {
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
    pub(super) fn open(&mut self, blocks: &[Block<'p>], group: &Group) {
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
    pub(super) fn head(&mut self, blocks: &[Block<'p>], group: &Group) {
        for block in &blocks[group.start..group.end] {
            match &block.kind {
                Kind::Section(many) => self.section(block, *many),
                Kind::Byline(found) => self.draft.sign(block.part.clone(), found),
                _ => self.draft.heading.push(block.part.clone()),
            }
        }
    }

    /// A headline that another follows before any text is a banner or the path of a web page, no article.
    pub(super) fn drop_lone_heading(&mut self) {
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
                .any(|before| before.text.starts_with(&*heading[at].text))
        });
        if let Some(at) = repeated {
            let mut rest = self.draft.heading.split_off(at);
            // What a web page repeats is its title; a line below it is the subtitle.
            if let Some(title) = rest.first_mut() {
                title.role.get_or_insert(ZoneRole::Headline);
            }
            for part in std::mem::replace(&mut self.draft.heading, rest) {
                self.furniture_part(&part, FurnitureKind::Other);
            }
        }
    }

    /// Gives the article the column it stands under.
    pub(super) fn take_section(&mut self) {
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
    pub(super) fn subheads(&mut self, blocks: &[Block<'p>], group: &Group) {
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
}
