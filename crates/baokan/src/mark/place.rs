//! Places: administrative units down to the village with their codes, and named spots.
//!
//! Names of provinces, cities, counties and countries are looked up whole; towns, villages and spots
//! are found by their endings and read back to a sound beginning. What a name stands for is settled
//! last, over the whole article.

mod body;
mod found;
mod lexicon;
mod resolve;
mod scope;
mod spot;
mod text;
mod unit;
mod upper;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::article::Article;
use crate::gazetteer::{Code, Gazetteer};
use crate::mark::{Level, Place};
use crate::span::Span;
use crate::word::{Tag, Word};

use found::Found;
use lexicon::{Ending, Kind, Lexicon};
use scope::Scope;
use spot::Site;
use text::Text;
use unit::Memory;

/// Finds places with one gazetteer.
#[derive(Debug)]
pub(crate) struct Places {
    gazetteer: Arc<Gazetteer>,
    lexicon: Lexicon,
}

impl Places {
    pub(crate) fn new(gazetteer: Arc<Gazetteer>) -> Self {
        let lexicon = Lexicon::new(&gazetteer);
        Self { gazetteer, lexicon }
    }

    /// Finds places among the divisions that ship with the library; made once for the whole process.
    pub(crate) fn shipped() -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Places>> =
            LazyLock::new(|| Arc::new(Places::new(Arc::default())));
        SHIPPED.clone()
    }

    /// The gazetteer the places are looked up in.
    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The home region of a page: the caller's code, else the one county or city its outlet is named
    /// after (`涟水新讯`).
    pub(crate) fn home(&self, region: Option<&str>, outlet: Option<&str>) -> Option<Code> {
        if let Some(code) = region.and_then(Code::parse) {
            return Some(code);
        }
        let outlet = outlet?;
        (2..=outlet.chars().count())
            .rev()
            .filter_map(|length| {
                let end = outlet
                    .char_indices()
                    .nth(length)
                    .map_or(outlet.len(), |(at, _)| at);
                let mut codes: Vec<Code> = self
                    .gazetteer
                    .upper(&outlet[..end])
                    .iter()
                    .map(|upper| upper.code)
                    .collect();
                codes.sort_unstable_by_key(|code| (code.digits(), *code));
                codes.first().copied().filter(|first| {
                    codes.len() == 1
                        || codes
                            .iter()
                            .all(|code| code == first || code.digits() > first.digits())
                })
            })
            .next()
    }

    /// The places of an article, in text order.
    ///
    /// `tag` gives the name of a part of speech; without words names are bounded by characters alone.
    pub(crate) fn mark<'t>(
        &'t self,
        article: &'t Article,
        words: &'t [Word],
        tag: &'t dyn Fn(Tag) -> &'t str,
        home: Option<Code>,
    ) -> Vec<Place> {
        let text = Text {
            text: &article.text,
            words,
            tag,
            lexicon: &self.lexicon,
        };
        let mut found = self.find(&text, home);
        found.retain(|place| {
            !article
                .credits
                .iter()
                .any(|credit| credit.overlaps(Span::new(place.start, place.end)))
        });
        let settled = resolve::resolve(&found, home);
        found
            .into_iter()
            .zip(settled)
            .map(|(place, settled)| {
                let printed = text.slice(place.start, place.end);
                let full_name = settled.code.map(|code| {
                    let name = if code.digits() > 6 {
                        None
                    } else {
                        self.gazetteer.name(code)
                    };
                    self.gazetteer.full_name(
                        code,
                        name.as_deref().or(place.name.as_deref()).unwrap_or(printed),
                    )
                });
                Place {
                    span: Span::new(place.start, place.end),
                    level: settled.code.map_or(place.level, Code::level),
                    code: settled.code.map(|code| code.to_string()),
                    full_name,
                    candidates: settled.candidates,
                }
            })
            .collect()
    }

    fn find(&self, text: &Text<'_>, home: Option<Code>) -> Vec<Found> {
        let mut words = Vec::new();
        let mut endings = Vec::new();
        let mut whole = Vec::new();
        for (start, end, kind) in self.lexicon.hits(text.text) {
            match kind {
                Kind::Word => words.push((start, end)),
                Kind::Ending(ending) => endings.push((start, end, ending)),
                Kind::Upper => whole.extend(upper::upper(text, &self.gazetteer, start, end)),
                Kind::Region(level) => whole.extend(upper::region(text, level, start, end)),
                Kind::Arrival => whole.extend(upper::arrival(text, start, end)),
                Kind::User(row) => whole.push(self.own(row, start, end)),
            }
        }
        let masks = Masks::new(words);
        whole.retain(|place: &Found| {
            place.weight > 8 || !masks.cover(place.start, place.end) && !masks.cross(text, place)
        });
        if let Some(home) = home {
            self.arrivals_home(text, home, &mut whole);
        }
        let whole = longest(whole);
        let whole = self.believed(text, whole, home);

        let mut scope = Scope::default();
        for place in &whole {
            if let &[code] = place.codes.as_slice() {
                scope.add(code);
            }
        }
        if let Some(home) = home {
            scope.add(home);
        }
        let mut found = self.ended(text, &masks, &endings, whole, &mut scope);
        self.short(text, &mut found);
        self.repeated(text, &masks, &endings, &mut found);
        self.without_bodies(text, &mut found);
        found
    }

    /// A place of the user's file: it always wins.
    fn own(&self, row: u32, start: usize, end: usize) -> Found {
        let row = &self.gazetteer.user()[row as usize];
        let mut found = Found::new(start, end, row.level);
        found.codes.extend(row.code);
        found.weight = 20;
        found
    }

    /// Drops bare names that nothing confirms: a county's or a common word needs its full form in the
    /// article, the page's home region, or its parent right before it.
    fn believed(&self, text: &Text<'_>, whole: Vec<Found>, home: Option<Code>) -> Vec<Found> {
        let named: HashSet<Code> = whole
            .iter()
            .filter(|place| !place.bare)
            .flat_map(|place| place.codes.iter().copied())
            .collect();
        let mut ends: Option<(usize, Vec<Code>)> = None;
        let mut kept: Vec<Found> = Vec::new();
        for mut place in whole {
            let chained = ends.as_ref().is_some_and(|(end, parents)| {
                *end == place.start
                    && place
                        .codes
                        .iter()
                        .any(|&code| parents.iter().any(|parent| parent.contains(code)))
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
                    && text.before(place.end).is_some_and(|last| {
                        matches!(last, '山' | '河' | '江' | '湖' | '溪' | '海')
                    });
            let short = text.slice(place.start, place.end).chars().count() < 3;
            let sound = if !place.bare {
                !(short && place.level == Level::County)
                    || chained
                    || homely
                    || (!common && text.edge(place.start) == text::Edge::Sure)
            } else if common {
                chained || named_here || (homely && tagged)
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
                ends = Some((place.end, place.codes.clone()));
                kept.push(place);
            }
        }
        kept
    }

    /// `来离人员` in a paper of 离石: visitors to the page's own county or city, called by one character.
    fn arrivals_home(&self, text: &Text<'_>, home: Code, whole: &mut Vec<Found>) {
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

    /// Adds the towns, villages and spots that end in `endings`.
    fn ended(
        &self,
        text: &Text<'_>,
        masks: &Masks,
        endings: &[(usize, usize, Ending)],
        whole: Vec<Found>,
        scope: &mut Scope,
    ) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::with_capacity(whole.len() + endings.len());
        let mut memory = Memory::default();
        let mut whole = whole.into_iter().peekable();
        for &(start, end, ending) in endings {
            while let Some(place) = whole.next_if(|place| place.start < end) {
                add_whole(&mut found, place);
            }
            let masked = match masks.ending(start, end) {
                Mask::Beyond(to) if !self.lexicon.after.contains(text.slice(end, to)) => continue,
                Mask::Beyond(_) => false,
                Mask::At(from) => from < start,
                Mask::None => false,
            };
            let before = found.iter().rev().find(|place| {
                place.end <= start
                    && !(place.end == start
                        && (place.level == Level::Poi || place.bare && ending.completes()))
            });
            let chain = before
                .filter(|place| place.level != Level::Poi)
                .map(|place| place.reaches)
                .filter(|&reaches| reaches <= start);
            let parallel = before
                .and_then(|place| past_joiner(text, place.end))
                .filter(|&from| from < start);
            let parents = before
                .filter(|place| Some(place.reaches) == chain)
                .map(|place| place.codes.clone())
                .unwrap_or_default();
            let site = Site {
                start,
                end,
                ending,
                chain,
                above: before.map(|place| place.level),
                parallel,
                masked,
            };
            let place = if ending.is_unit() {
                unit::unit(text, &site, &self.gazetteer, scope, &parents, &mut memory)
            } else if ending == Ending::Former {
                former(text, &site, before)
            } else {
                spot::spot(text, &site)
            };
            if let Some(mut place) = place {
                if place.level == Level::Town {
                    place.reaches = past_office(text, place.end);
                    if let &[code] = place.codes.as_slice() {
                        scope.add(code);
                    }
                }
                push(&mut found, place);
            }
        }
        for place in whole {
            add_whole(&mut found, place);
        }
        found
    }

    /// Towns printed without the word for their level right after their county (`东阳横店`), and villages
    /// named in full elsewhere in the article (`新山湾全村`).
    fn short(&self, text: &Text<'_>, found: &mut Vec<Found>) {
        let mut more = Vec::new();
        let mut stems = HashMap::new();
        for (at, place) in found.iter().enumerate() {
            let free = found.get(at + 1).is_none_or(|next| next.start > place.end);
            if place.level == Level::County
                && free
                && let Some(town) = self.town_after(text, place)
            {
                stems.insert(text.slice(town.start, town.end), town);
            }
            if let Some(stem) = stem(text, place) {
                stems.insert(stem, place.clone());
            }
        }
        found.retain(|place| {
            place.level != Level::Poi || !stems.contains_key(text.slice(place.start, place.end))
        });
        // One pass for all of them: an article may name very many villages.
        let known: Vec<(&str, Found)> = stems.into_iter().collect();
        if let Ok(matcher) =
            CharwiseDoubleArrayAhoCorasick::<u32>::new(known.iter().map(|known| known.0))
        {
            for hit in matcher.find_iter(text.text) {
                let mut short = known[hit.value() as usize].1.clone();
                (short.start, short.end, short.reaches) = (hit.start(), hit.end(), hit.end());
                short.weight = 4;
                short.bare = true;
                more.push(short);
            }
        }
        merge(found, more);
    }

    fn town_after(&self, text: &Text<'_>, county: &Found) -> Option<Found> {
        let mut ends = text.text[county.end..]
            .char_indices()
            .skip(1)
            .take(3)
            .map(|(at, _)| county.end + at);
        let two = ends.next()?;
        ends.filter(|&end| end > two).chain([two]).find_map(|end| {
            let mut codes = Vec::new();
            self.gazetteer
                .stems_before(text.slice(county.end, end), 4, |start, first| {
                    if start == 0 {
                        codes.extend(
                            self.gazetteer
                                .lower(first, Level::Town)
                                .map(|lower| lower.code)
                                .filter(|&code| {
                                    county.codes.iter().any(|county| county.contains(code))
                                }),
                        );
                    }
                });
            let ends = text.word_at(county.end).is_some_and(|(span, tag)| {
                span.end as usize == end && tag == "ns" && span.start as usize == county.end
            });
            if codes.is_empty() || !ends {
                return None;
            }
            let mut town = Found::new(county.end, end, Level::Town);
            town.codes = codes;
            town.bare = true;
            town.weight = 6;
            Some(town)
        })
    }

    /// Other mentions of names that stand in the article with a sound beginning: there the beginning
    /// need not be sound again.
    fn repeated(
        &self,
        text: &Text<'_>,
        masks: &Masks,
        endings: &[(usize, usize, Ending)],
        found: &mut Vec<Found>,
    ) {
        let names: HashMap<&str, (Level, Vec<Code>)> = found
            .iter()
            .map(|place| {
                (
                    text.slice(place.start, place.end),
                    (place.level, place.codes.clone()),
                )
            })
            .collect();
        let mut more = Vec::new();
        let mut at = 0;
        for &(start, end, ending) in endings {
            while found.get(at).is_some_and(|place| place.end < end) {
                at += 1;
            }
            if found.get(at).is_some_and(|place| place.start < end)
                || matches!(masks.ending(start, end), Mask::Beyond(_))
                || !spot::ends_here(text, end)
            {
                continue;
            }
            let from = text.run_before(start, 8);
            let known = text.text[from..start]
                .char_indices()
                .map(|(at, _)| from + at)
                .find_map(|begin| {
                    names
                        .get(text.slice(begin, end))
                        .map(|known| (begin, known))
                });
            if let Some((begin, (level, codes))) = known
                && (ending.level() == *level)
            {
                let mut place = Found::new(begin, end, *level);
                place.codes.clone_from(codes);
                place.weight = 1;
                more.push(place);
            }
        }
        merge(found, more);
    }

    /// Drops places that begin the name of a body, with the units of the run before them that the name
    /// takes in: `陕西省安康市白河县人民法院` is one organisation.
    fn without_bodies(&self, text: &Text<'_>, found: &mut Vec<Found>) {
        let mut kept: Vec<Found> = Vec::with_capacity(found.len());
        let mut taken: Option<usize> = None;
        let mut next = None;
        for place in std::mem::take(found).into_iter().rev() {
            let runs_on = next == Some(place.end);
            let goes_on = taken == Some(place.end) && place.level <= Level::County;
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

/// The stem of a village's name, when it is long enough to be known without its ending.
fn stem<'t>(text: &Text<'t>, place: &Found) -> Option<&'t str> {
    let name = text.slice(place.start, place.end);
    let stem = (place.level == Level::Village).then(|| name.strip_suffix('村'))??;
    (stem.chars().count() >= 3).then_some(stem)
}

/// A county, city or district the list does not know, right after a unit above it: districts are merged
/// and renamed, and a paper prints the name of its day.
fn former(text: &Text<'_>, site: &Site, before: Option<&Found>) -> Option<Found> {
    let above = before.filter(|place| {
        place.end < site.start && matches!(place.level, Level::Province | Level::City)
    })?;
    let stem = text.slice(above.end, site.start);
    let characters = stem.chars().count();
    let sound = (2..=3).contains(&characters)
        && (!site.masked || text.slice(site.start, site.end) == "区" && stem.ends_with('城'))
        && !text.follows_stop(site.start)
        && !stem
            .chars()
            .any(|character| text.lexicon.is_function(character))
        && stem.chars().all(text::is_han)
        && spot::ends_here(text, site.end);
    if !sound || spot::is_generic(text, stem) || !text.is_between(above.end) {
        return None;
    }
    let mut found = Found::new(above.end, site.end, Level::County);
    found.weight = 6;
    Some(found)
}

/// The position past a comma of lists or a word that joins two names.
fn past_joiner(text: &Text<'_>, end: usize) -> Option<usize> {
    let joiner = text.after(end)?;
    matches!(joiner, '、' | '和' | '与' | '及').then(|| end + joiner.len_utf8())
}

/// Adds a province, city or county. Right after a town or village a bare name is the beginning of
/// another: `阜新` in `阜新街道阜新苑社区`.
fn add_whole(found: &mut Vec<Found>, place: Found) {
    let after_lower = found.last().is_some_and(|last| {
        last.end == place.start && last.level >= Level::Town && last.level != Level::Poi
    });
    if !(place.bare && after_lower) {
        push(found, place);
    }
}

/// The end of `办` or `办事处` after a street: the street's office stands for the street.
fn past_office(text: &Text<'_>, end: usize) -> usize {
    ["办事处", "办"]
        .iter()
        .find(|office| text.text[end..].starts_with(**office))
        .map_or(end, |office| end + office.len())
}

/// Adds a place; of two that overlap the one that takes the other in stays, else the weightier.
fn push(found: &mut Vec<Found>, place: Found) {
    while let Some(last) = found.last() {
        if last.end <= place.start {
            break;
        }
        if prevails(last, &place) {
            return;
        }
        found.pop();
    }
    found.push(place);
}

/// Adds places found later, where nothing found before stands.
fn merge(found: &mut Vec<Found>, more: Vec<Found>) {
    if more.is_empty() {
        return;
    }
    let mut all = std::mem::take(found);
    let before = all.len();
    all.extend(more);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (all[at].start, at));
    let mut taken: Vec<(usize, usize)> = all[..before]
        .iter()
        .map(|place| (place.start, place.end))
        .collect();
    taken.sort_unstable();
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    let mut places: Vec<Option<Found>> = all.into_iter().map(Some).collect();
    for at in order {
        let Some(place) = places[at].take() else {
            continue;
        };
        let next = taken.partition_point(|&(_, end)| end <= place.start);
        let free = at < before || taken.get(next).is_none_or(|&(start, _)| start >= place.end);
        if free && kept.last().is_none_or(|last| last.end <= place.start) {
            kept.push(place);
        }
    }
    *found = kept;
}

/// Whether `last` stays against `place`, which overlaps it.
fn prevails(last: &Found, place: &Found) -> bool {
    let takes_in = place.start <= last.start && place.end > last.end;
    if takes_in {
        return last.weight > place.weight + 8;
    }
    // `浙江` ends in 江 as rivers do: a name known whole is not read anew.
    if last.end == place.end && last.level != Level::Poi && place.level == Level::Poi {
        return true;
    }
    last.weight >= place.weight
}

/// Of overlapping names, those that begin first and are longest.
fn longest(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|place| (place.start, std::cmp::Reverse((place.end, place.weight))));
    let mut end = 0;
    found.retain(|place| {
        let keeps = place.start >= end;
        if keeps {
            end = place.end;
        }
        keeps
    });
    found
}

/// Words that hold a name or an ending and are neither.
struct Masks(Vec<(usize, usize)>);

enum Mask {
    None,
    /// A word ends with the ending; where it begins.
    At(usize),
    /// A word goes on past the ending: `村民`.
    Beyond(usize),
}

impl Masks {
    /// From words in order of their ends.
    fn new(words: Vec<(usize, usize)>) -> Self {
        Self(words)
    }

    fn near(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> + use<'_> {
        // No word is longer than 24 bytes.
        let from = self.0.partition_point(|word| word.1 < end);
        self.0[from..]
            .iter()
            .copied()
            .take_while(move |word| word.1 <= end + 24)
            .filter(move |word| word.0 <= start)
    }

    fn cover(&self, start: usize, end: usize) -> bool {
        self.near(start, end).any(|word| word != (start, end))
    }

    /// Whether a word begins with the last character of a name: `武汉市民` is `武汉` and `市民`.
    fn cross(&self, text: &Text<'_>, place: &Found) -> bool {
        let last = text.before(place.end).map_or(0, char::len_utf8);
        !place.bare
            && self
                .near(place.end - last, place.end)
                .any(|word| word.0 == place.end - last && word.1 > place.end)
    }

    fn ending(&self, start: usize, end: usize) -> Mask {
        let mut mask = Mask::None;
        for word in self.near(start, end) {
            if word.1 > end {
                return Mask::Beyond(word.1);
            }
            mask = match mask {
                Mask::At(from) => Mask::At(from.min(word.0)),
                _ => Mask::At(word.0),
            };
        }
        mask
    }
}
