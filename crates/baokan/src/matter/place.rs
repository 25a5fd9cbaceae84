//! Where a matter is, and whether two mentions can be of one place.

use crate::analyzer::ArticleAnalysis;
use crate::mark::{Level, Place};
use crate::span::Span;

use super::vocabulary::Vocabulary;

/// A place a mention names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) level: Level,
    /// Its name as printed.
    pub(super) name: String,
    /// Its division code, where the text determines it.
    pub(super) code: Option<String>,
    /// Where it is named.
    pub(super) span: Span,
    /// Whether it is itself a thing built or mended (`滨河大道`): two of these may lie in one place, so
    /// that they tell nothing against each other, while two residential quarters do.
    pub(super) is_work: bool,
}

impl Spot {
    fn of(text: &str, place: &Place) -> Self {
        let name = place.span.slice(text);
        Self {
            level: place.level,
            name: name.to_owned(),
            code: place.code.clone(),
            span: place.span,
            is_work: place.level == Level::Poi && Vocabulary::shipped().is_work(name),
        }
    }

    /// What it is looked up by. A code says it wherever the page is from; a bare name means something in
    /// one home region only. A place with a code is looked up by its name too, since the next page may
    /// leave the code open.
    pub(super) fn keys(&self, home: &str) -> impl Iterator<Item = String> {
        let code = self.code.as_ref().map(|code| format!("#{code}"));
        code.into_iter().chain([format!("{home} {}", self.name)])
    }

    /// Whether two mentions name the same place. Of two codes neither is overruled by the name.
    fn is_same(&self, other: &Self, same_home: bool) -> bool {
        match (&self.code, &other.code) {
            (Some(code), Some(other)) => code == other,
            _ => same_home && self.level == other.level && self.name == other.name,
        }
    }
}

/// The towns, villages and other spots among the places in `from..to`; larger units hold too much to tell one
/// matter from another.
pub(super) fn spots(analysis: &ArticleAnalysis, from: usize, to: usize) -> Vec<Spot> {
    /// More than this many places are a list, which is no place of anything.
    const MOST: usize = 12;
    let places = &analysis.marks.places;
    let first = places.partition_point(|place| (place.span.start as usize) < from);
    let inside = places[first..]
        .iter()
        .take_while(|place| (place.span.end as usize) <= to)
        .filter(|place| matches!(place.level, Level::Town | Level::Village | Level::Poi));
    let mut spots: Vec<Spot> = Vec::new();
    for place in inside.take(MOST) {
        let spot = Spot::of(&analysis.article.text, place);
        if !spots.iter().any(|known| known.is_same(&spot, true)) {
            spots.push(spot);
        }
    }
    spots
}

/// The spots two mentions can share to be of one place: towns only where nothing finer is named.
pub(super) fn telling(spots: &[Spot]) -> impl Iterator<Item = &Spot> {
    let is_finer = spots.iter().any(|spot| spot.level != Level::Town);
    spots
        .iter()
        .filter(move |spot| !is_finer || spot.level != Level::Town)
}

/// Whether two mentions are of one place: they share a village or a spot, or a town when neither names
/// anything finer, and at no level name places all of which differ.
pub(super) fn agree(one: &[Spot], other: &[Spot], same_home: bool) -> bool {
    let town_is_enough = !one
        .iter()
        .chain(other)
        .any(|spot| spot.level != Level::Town);
    let mut shared = false;
    for level in [Level::Town, Level::Village, Level::Poi] {
        let same = |spot: &Spot| {
            let mut others = at(other, level);
            others.any(|with| spot.is_same(with, same_home))
        };
        if at(one, level).any(same) {
            shared |= level != Level::Town || town_is_enough;
            continue;
        }
        let mut fixed = at(one, level).filter(|spot| !spot.is_work);
        let mut fixed_other = at(other, level).filter(|spot| !spot.is_work);
        if fixed.next().is_some() && fixed_other.next().is_some() {
            return false;
        }
    }
    shared
}

fn at(spots: &[Spot], level: Level) -> impl Iterator<Item = &Spot> {
    spots.iter().filter(move |spot| spot.level == level)
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;

    fn spot(level: Level, name: &str, code: Option<&str>) -> Spot {
        Spot {
            level,
            name: name.to_owned(),
            code: code.map(str::to_owned),
            span: Span::default(),
            is_work: name.ends_with('路'),
        }
    }

    #[test]
    fn codes_decide_before_names() {
        let one = [spot(Level::Village, "新村", Some("330523108207"))];
        let other = [spot(Level::Village, "新村", Some("330523105201"))];
        let open = [spot(Level::Village, "新村", None)];
        assert!(!agree(&one, &other, true));
        assert!(agree(&one, &open, true));
        assert!(
            !agree(&one, &open, false),
            "a bare name means nothing elsewhere"
        );
    }

    #[test]
    fn a_shared_town_is_not_enough_where_more_is_named() {
        let town = spot(Level::Town, "青石镇", Some("330523108"));
        let village = spot(Level::Village, "柳湾村", None);
        assert!(agree(from_ref(&town), from_ref(&town), true));
        assert!(!agree(
            &[town.clone(), village.clone()],
            from_ref(&town),
            true
        ));
        let other = spot(Level::Village, "桥头村", None);
        assert!(!agree(from_ref(&village), &[other], true));
    }

    #[test]
    fn two_quarters_differ_and_two_roads_need_not() {
        let village = spot(Level::Village, "柳湾社区", None);
        let with = |name: &str| vec![village.clone(), spot(Level::Poi, name, None)];
        assert!(!agree(&with("甲苑小区"), &with("乙苑小区"), true));
        assert!(agree(&with("甲苑路"), &with("乙苑路"), true));
        assert!(agree(&with("甲苑小区"), from_ref(&village), true));
    }
}
