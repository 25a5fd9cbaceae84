//! What the source of a page says of its lines, where it says anything: see [`Zone`].

use super::block::{Block, Kind};
use super::furniture::{self, Found};
use super::shape::Shape;
use super::vocabulary::{List, VOCABULARY};
use crate::article::byline;
use crate::article::caption::{self, Picture};
use crate::page::{FurnitureKind, Zone, ZoneRole};
use crate::span::Span;

/// What the source says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) role: ZoneRole,
    pub(crate) article: Option<u32>,
    /// The number of its zone: what stands in one zone belongs together.
    zone: usize,
}

impl Told {
    /// Whether a line told `self` can go on one told `before` by the look of both: running text can, within an article.
    fn may_continue(self, before: Self) -> bool {
        self.role == ZoneRole::Body
            && before.role == ZoneRole::Body
            && self.article == before.article
    }
}

/// Whether two lines belong together because of what is told of them: `None` where their look decides.
pub(super) fn joined(before: Option<Told>, next: Option<Told>) -> Option<bool> {
    match (before, next) {
        (None, None) => None,
        (Some(before), Some(next)) if before.zone == next.zone => Some(true),
        (Some(before), Some(next)) if next.may_continue(before) => None,
        _ => Some(false),
    }
}

/// Whether a block can stand in one group of short lines with the block before it, as far as is told of both.
pub(crate) fn groups_with(before: &Block<'_>, next: &Block<'_>) -> bool {
    let (before, next) = (before.told, next.told);
    let heads = |told: Option<Told>| told.is_some_and(|told| told.role.heads());
    let article = |told: Option<Told>| told.and_then(|told| told.article);
    let signs = next.is_some_and(|told| told.role == ZoneRole::Byline);
    article(before) == article(next) && (heads(before) == heads(next) || signs)
}

/// The zones of a page, asked for one line after the other.
pub(super) struct Zones<'z> {
    zones: std::iter::Peekable<std::iter::Enumerate<std::slice::Iter<'z, Zone>>>,
}

impl<'z> Zones<'z> {
    pub(super) fn new(zones: &'z [Zone]) -> Self {
        Self {
            zones: zones.iter().enumerate().peekable(),
        }
    }

    /// What is told of a line, by the zone it begins in. Lines are asked for in their order.
    pub(super) fn told(&mut self, line: Span) -> Option<Told> {
        while self
            .zones
            .next_if(|(_, zone)| zone.span.end <= line.start)
            .is_some()
        {}
        let &(number, zone) = self.zones.peek()?;
        (zone.span.start <= line.start).then_some(Told {
            role: zone.role,
            article: zone.article,
            zone: number,
        })
    }
}

/// What a line is, by what is told of it; `look` is what it is by its own shape.
pub(super) fn kind(text: &str, shape: &Shape, role: ZoneRole, look: impl FnOnce() -> Kind) -> Kind {
    match role {
        ZoneRole::Section => {
            let label = text.trim_matches(|c: char| !c.is_alphanumeric());
            Kind::Section(VOCABULARY.mode(List::Section, label) == Some("many"))
        }
        ZoneRole::Kicker
        | ZoneRole::Headline
        | ZoneRole::Subtitle
        | ZoneRole::Heading
        | ZoneRole::Subhead => Kind::Text,
        ZoneRole::Byline => {
            let found = byline::parse(text).or_else(|| byline::parse_marked(text));
            Kind::Byline(found.unwrap_or_else(|| byline::Byline {
                names: furniture::web_authors(text),
                ..byline::Byline::default()
            }))
        }
        ZoneRole::Caption => Kind::Picture(match caption::read(text, shape) {
            Some(picture @ Picture::Caption { .. }) => picture,
            _ => Picture::Caption {
                length: text.len(),
                photographer: String::new(),
            },
        }),
        ZoneRole::Furniture => Kind::Furniture(
            furniture::read(text, shape).unwrap_or_else(|| FurnitureKind::Other.into()),
        ),
        // In the middle of an article stand its pictures, boxes and bylines, but no column, page number or list of links.
        ZoneRole::Body => match look() {
            Kind::Section(_) | Kind::Notice(_) | Kind::Links => Kind::Text,
            Kind::Furniture(Found {
                kind: FurnitureKind::Folio | FurnitureKind::Date | FurnitureKind::Masthead,
                ..
            }) => Kind::Text,
            other => other,
        },
    }
}
