//! Which names known whole are believed, and which begin the name of a body.

use rustc_hash::FxHashSet;

use crate::gazetteer::Code;
use crate::mark::Level;

use super::found::Found;
use super::text::{self, Text};
use super::{Places, upper};

impl Places {
    /// Drops bare names that nothing confirms: a county's or a common word needs its full form in the
    /// article, the page's home region, or its parent right before it.
    pub(super) fn believed(
        &self,
        text: &Text<'_>,
        whole: Vec<Found>,
        home: Option<Code>,
    ) -> Vec<Found> {
        let named: FxHashSet<Code> = whole
            .iter()
            .filter(|place| !place.bare)
            .flat_map(|place| place.codes.iter().copied())
            .collect();
        let mut kept: Vec<Found> = Vec::new();
        let mut whole = whole.into_iter().peekable();
        while let Some(mut place) = whole.next() {
            if in_masthead(text, &place) {
                continue;
            }
            // 福州、三明、龙岩: beside the name of a city a common word is one as well.
            let level = place.level;
            let beside = |other: &Found, from: usize, to: usize| {
                other.level == level
                    && level <= Level::City
                    && from <= to
                    && text.slice(from, to) == "、"
            };
            let listed = kept
                .last()
                .is_some_and(|last| beside(last, last.end, place.start))
                || whole.peek().is_some_and(|next| {
                    beside(next, place.end, next.start)
                        && !self
                            .lexicon
                            .common
                            .contains(text.slice(next.start, next.end))
                });
            let chained = kept.last().is_some_and(|before| {
                let is_in = |code: Code| before.codes.iter().any(|parent| parent.contains(code));
                before.end == place.start && place.codes.iter().any(|&code| is_in(code))
            });
            let named_here = place.codes.iter().any(|code| named.contains(code));
            let homely = home.is_some_and(|home| {
                place.codes.iter().any(|&code| {
                    code.contains(home)
                        || home
                            .parent()
                            .is_some_and(|parent| parent.digits() >= 4 && parent.contains(code))
                })
            });
            let tagged = text
                .word_at(place.start)
                .is_some_and(|(span, tag)| tag == "ns" && span.start as usize == place.start);
            // `东河` is a district and any number of rivers.
            let common = self
                .lexicon
                .common
                .contains(text.slice(place.start, place.end))
                || place.level == Level::County
                    && self
                        .lexicon
                        .features
                        .iter()
                        .any(|feature| text.slice(place.start, place.end).ends_with(feature));
            let short = text.slice(place.start, place.end).chars().count() < 3;
            let sound = if !place.bare {
                !(short && place.level == Level::County)
                    || chained
                    || homely
                    || (!common && text.edge(place.start) == text::Edge::Sure)
            } else if common {
                chained
                    || listed
                    || named_here
                    || (homely && (tagged || text.edge(place.start) == text::Edge::Sure))
            } else if place.level == Level::County {
                chained
                    || named_here
                    || homely
                    || (tagged && text.edge(place.start) == text::Edge::Sure)
            } else {
                true
            };
            if sound {
                if place.bare && place.codes.len() > 1 && named_here {
                    place.codes.retain(|code| named.contains(code));
                }
                kept.push(place);
            }
        }
        kept
    }

    /// `来禾人员` in a paper of 禾山: visitors to the page's own county or city, called by one character.
    pub(super) fn arrivals_home(&self, text: &Text<'_>, home: Code, whole: &mut Vec<Found>) {
        for code in home
            .lineage()
            .filter(|code| (4..=6).contains(&code.digits()) && !code.is_filler())
        {
            let Some(first) = self
                .gazetteer
                .name(code)
                .and_then(|name| name.chars().next())
            else {
                continue;
            };
            for (at, _) in text.text.match_indices(&format!("{first}人员")) {
                let arrives = text
                    .before(at)
                    .is_some_and(|before| matches!(before, '来' | '返' | '在' | '入'));
                if arrives {
                    let mut place = Found::new(at, at + first.len_utf8(), code.level());
                    place.codes.push(code);
                    place.weight = 9;
                    whole.push(place);
                }
            }
        }
    }

    /// Drops places that begin the name of a body, with the units of the run before them that the name
    /// takes in: behind 湖南省, `常德市石门县人民法院` is one organisation.
    pub(super) fn without_bodies(&self, text: &Text<'_>, found: &mut Vec<Found>) {
        let mut kept: Vec<Found> = Vec::with_capacity(found.len());
        let mut taken: Option<usize> = None;
        let mut next = None;
        for place in std::mem::take(found).into_iter().rev() {
            let runs_on = next == Some(place.end);
            // 东江省|禾山市财政局: a province is named before the body, a town is part of its name.
            let province = place.level == Level::Province && text.before(place.end) == Some('省');
            let goes_on = taken == Some(place.end) && place.level <= Level::County && !province;
            if goes_on || !runs_on && upper::begins_body(text, &place) {
                taken = (place.level <= Level::County).then_some(place.start);
                if place.level != Level::Poi {
                    next = Some(place.start);
                }
            } else {
                taken = None;
                next = Some(place.start);
                kept.push(place);
            }
        }
        kept.reverse();
        *found = kept;
    }
}

/// Whether a place begins the name of the paper that opens a report: `禾山新报讯`.
fn in_masthead(text: &Text<'_>, place: &Found) -> bool {
    const NAME: usize = 5;
    let opens = text
        .before(place.start)
        .is_none_or(|before| matches!(before, '\n' | '\u{3000}' | ' '));
    opens
        && text.text[place.end..]
            .char_indices()
            .take(NAME)
            .take_while(|&(_, letter)| text::is_han(letter))
            .find(|&(_, letter)| letter == '讯')
            .is_some_and(|(at, letter)| {
                let after = place.end + at + letter.len_utf8();
                at > 0 && text.after(after).is_some_and(|next| !text::is_han(next))
            })
}
