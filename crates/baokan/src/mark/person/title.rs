//! The post printed beside a name, and the body it belongs to.

use super::letter::{Text, flag};
use super::lexicon::{LEXICON, beside};
use crate::character;
use crate::mark::letters::is_han;
use crate::span::Span;

/// How many titles are joined at most (`县委书记、县长、总指挥`).
const CHAIN: usize = 8;

/// The longest title with the words before it, in characters.
const LONGEST: usize = 20;

/// What may stand beside names: places and bodies of the article, in characters.
#[derive(Debug)]
pub(crate) struct Beside<'t> {
    letters: &'t Text<'t>,
    places: Vec<(usize, usize)>,
    orgs: Vec<(usize, usize)>,
}

/// One title read leftwards: where it begins, and the body before it.
#[derive(Clone, Copy, Debug)]
struct Link {
    start: usize,
    body: Option<(usize, usize)>,
}

impl<'t> Beside<'t> {
    /// Takes the places and bodies in text order.
    pub(crate) fn new(letters: &'t Text<'t>, places: &[Span], orgs: &[Span]) -> Self {
        let numbers = |spans: &[Span]| {
            spans
                .iter()
                .map(|span| (letters.number(span.start), letters.number(span.end)))
                .collect()
        };
        Self {
            letters,
            places: numbers(places),
            orgs: numbers(orgs),
        }
    }

    /// Title and body of the name from `start` to `end`; `own` is where a title inside the mention
    /// begins (`苗书记`).
    pub(crate) fn read(
        &self,
        start: usize,
        end: usize,
        own: Option<usize>,
    ) -> (Option<Span>, Option<Span>) {
        let letters = self.letters;
        if let Some(title) = own {
            // 货车司机钟师傅: what he is says more than how he is addressed.
            let role = letters.title(start);
            if role.is_some_and(|(length, kind)| length > 1 && kind == beside::ROLE)
                && let Some((from, body)) = self.chain(start)
            {
                return (
                    Some(letters.span(from, start)),
                    body.map(|(from, to)| letters.span(from, to)),
                );
            }
            return (
                Some(letters.span(title, end)),
                self.body(start).map(|(from, to)| letters.span(from, to)),
            );
        }
        if let Some((from, body)) = self.chain(start) {
            return (
                Some(letters.span(from, start)),
                body.map(|(from, to)| letters.span(from, to)),
            );
        }
        let after = letters
            .after(end)
            .map(|length| letters.span(end, end + length));
        let body = self.body(start).filter(|_| after.is_some());
        (after, body.map(|(from, to)| letters.span(from, to)))
    }

    /// The titles before `end`, joined by 、 and 兼, and their body.
    fn chain(&self, end: usize) -> Option<(usize, Option<(usize, usize)>)> {
        let first = self.link(end)?;
        let mut links = vec![first];
        while links.len() < CHAIN {
            let last = links[links.len() - 1];
            let from = last.body.map_or(last.start, |body| body.0);
            if !matches!(self.letters.before(from, 1), '、' | '兼') {
                break;
            }
            let Some(next) = self.link(from - 1) else {
                break;
            };
            links.push(next);
        }
        let outer = links[links.len() - 1];
        // 某部部长、某会会长甲: where an inner post has a body of its own, no one body has all of
        // them, and the whole chain is printed as the title.
        if links.len() > 1
            && links[..links.len() - 1]
                .iter()
                .any(|link| link.body.is_some())
        {
            return Some((
                outer
                    .body
                    .map_or(outer.start, |body| body.0.min(outer.start)),
                None,
            ));
        }
        Some((outer.start, outer.body))
    }

    /// One title that ends at `end`.
    fn link(&self, end: usize) -> Option<Link> {
        let letters = self.letters;
        let mut start = end - self.head(end)?;
        // 城北公安分局|局长: a body that ends inside the title keeps its letters, where the rest is a title.
        if let Some(inner) = (start + 1..end - 1)
            .find(|&at| self.ends_org(at) && letters.before(at, 1) == letters.at(at))
            && LEXICON
                .titles
                .longest(letters.backward(end).take(end - inner))
                .is_some_and(|(length, _)| length == end - inner)
        {
            start = inner;
        }
        while end - start < LONGEST && !self.ends(start) && !self.holds(start) {
            let modifier = LEXICON
                .modifiers
                .longest(letters.backward(start))
                .map_or(0, |(length, _)| length);
            let title = letters.title(start).map_or(0, |(length, _)| length);
            let length = modifier.max(title);
            if length == 0
                || self.covers(start - length + 1, start)
                || title < length && self.leaks(start, length)
            {
                break;
            }
            start -= length;
        }
        // 南桥社区第七网格网格员: the numbered grid is a part of the body.
        if letters.at(start) == '网' && letters.at(start + 2) == '网' {
            start += 2;
        }
        if let Some(grid) = self.grid(start) {
            return Some(Link {
                start,
                body: self.body(grid),
            });
        }
        // 第四网格党支部书记: the branch has a name of its own, and the title keeps its last letters.
        if let Some(link) = self.branch(end, start) {
            return Some(link);
        }
        // 长胜桥社区党支部书记: the unit's last letters belong to its party branch as well.
        let place = self.place_ending(start);
        if let Some((from, _)) = place {
            let unit = if letters.before(start, 2) == '社' && letters.before(start, 1) == '区' {
                2
            } else {
                1
            };
            let party = matches!(letters.at(start), '党' | '委')
                || letters.at(start) == '支' && letters.at(start + 1) == '部';
            let neighbourhood = unit == 2 || letters.before(start, 1) == '村';
            let head = letters.at(start) == '主' && letters.at(start + 1) == '任';
            let unit_letter = matches!(
                letters.before(start, 1),
                '区' | '村' | '镇' | '乡' | '县' | '市' | '省'
            );
            if unit_letter && start - from > unit && (party || head && neighbourhood) {
                return Some(Link {
                    start: start - unit,
                    body: place,
                });
            }
        }
        Some(Link {
            start,
            body: self.body(start),
        })
    }

    /// Where `第七网格` begins that ends at `start`, before a title of its own.
    fn grid(&self, start: usize) -> Option<usize> {
        let letters = self.letters;
        let ends = letters.before(start, 1) == '格' && letters.before(start, 2) == '网';
        let number = (3..8).find(|&back| letters.before(start, back) == '第')?;
        let digits =
            (3..number).all(|back| "一二三四五六七八九十0".contains(letters.before(start, back)));
        (ends && number > 3 && digits && letters.at(start) == '网').then(|| start - number)
    }

    /// Whether the `length` letters before `start` are the tail of a name nobody knows (`好溪乡`村民, `东岭派出所`民警)
    /// and no word before a title: a party branch and an office carry the level in their own names.
    fn leaks(&self, start: usize, length: usize) -> bool {
        let letters = self.letters;
        let (last, before) = (letters.before(start, 1), letters.before(start, length + 1));
        let level = length == 1 && matches!(last, '村' | '镇' | '乡' | '县' | '市' | '省' | '区');
        let office = level
            && matches!(
                letters.at(start),
                '党' | '委' | '纪' | '政' | '人' | '团' | '支' | '总' | '工' | '副' | '主'
            );
        let named = is_han(before)
            && !character::FUNCTION.has(before)
            && !matches!(
                before,
                '该' | '原' | '任' | '由' | '位' | '老' | '全' | '各'
            );
        let countryside = (before, last) == ('乡', '村');
        (level && !office && !countryside || length == 3 && last == '所') && named
    }

    /// The numbered party branch in a title that begins at `start`: 第四网格`党支部`书记.
    fn branch(&self, end: usize, start: usize) -> Option<Link> {
        let letters = self.letters;
        let party = (start..end).find(|&at| letters.at(at) == '党')?;
        let long = matches!(
            (letters.at(party + 1), letters.at(party + 2)),
            ('支', '部') | ('总', '支')
        );
        let number = (1..8).find(|&back| letters.before(party, back) == '第')?;
        let from = party - number;
        let digits = letters
            .onward(from + 1)
            .take_while(|letter| "一二三四五六七八九十0".contains(*letter))
            .count();
        (long && digits > 0 && digits + 1 < number).then_some(Link {
            start: party,
            body: Some((from, party + 3)),
        })
    }

    /// The length of the word for a person that ends at `end`.
    fn head(&self, end: usize) -> Option<usize> {
        let letters = self.letters;
        if let Some((length, _)) = letters.title(end) {
            return Some(length);
        }
        // A word for a person that no list has ends like those that lists have: 采茶工, 护河员.
        if !letters.follows(end, flag::ENDING) || !letters.covered(end - 1) {
            return None;
        }
        let length = (1..5).find(|&back| end >= back && letters.boundary(end - back))?;
        let han = (1..=length).all(|back| is_han(letters.before(end, back)));
        (length > 1 && han).then_some(length)
    }

    /// The body or place before `at`: one that ends there, with or without 的, or one whose last
    /// letters the title shares.
    fn body(&self, at: usize) -> Option<(usize, usize)> {
        let sharing = |spans: &[(usize, usize)]| {
            let next = spans.partition_point(|span| span.0 < at);
            let span = *spans.get(next.checked_sub(1)?)?;
            (span.1 >= at && span.1 < at + 8).then_some(span)
        };
        let direct = sharing(&self.places).or_else(|| sharing(&self.orgs));
        if direct.is_some() || self.letters.before(at, 1) != '的' {
            return direct;
        }
        // 柳湾村的党员甲 belongs to the village; 来自长沙的游客乙 only comes from the town.
        let small = matches!(
            self.letters.before(at, 2),
            '村' | '区' | '镇' | '乡' | '道' | '组'
        );
        let place = self.place_ending(at - 1).filter(|_| small);
        place.or_else(|| {
            let next = self.orgs.partition_point(|span| span.0 < at - 1);
            self.orgs
                .get(next.checked_sub(1)?)
                .copied()
                .filter(|span| span.1 == at - 1)
        })
    }

    fn place_ending(&self, at: usize) -> Option<(usize, usize)> {
        let next = self.places.partition_point(|span| span.0 < at);
        self.places
            .get(next.checked_sub(1)?)
            .copied()
            .filter(|span| span.1 == at)
    }

    /// Whether a place or body ends at `at`.
    fn ends(&self, at: usize) -> bool {
        self.place_ending(at).is_some() || self.ends_org(at)
    }

    /// Whether a body ends at `at`.
    fn ends_org(&self, at: usize) -> bool {
        let next = self.orgs.partition_point(|span| span.0 < at);
        next > 0 && self.orgs[next - 1].1 == at
    }

    /// Whether a body holds the character and the one before it: 自治区纪委|书记 read as 纪委书记.
    fn holds(&self, at: usize) -> bool {
        let next = self.orgs.partition_point(|span| span.0 < at);
        next > 0 && self.orgs[next - 1].1 > at
    }

    /// Whether a place ends between `from` and `to`, so that a modifier would reach into it.
    fn covers(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.ends(at))
    }
}
