//! What runs through all pages: topics, people, places.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analyzer::{ArticleAnalysis, PageAnalysis};
use crate::mark::{Level, Person};
use crate::span::Span;

use super::article::title;
use super::name::level_name;

/// More people than a reader looks through; the tables hold all.
const MOST_PEOPLE: usize = 300;
/// More places without a code than a reader looks through.
const MOST_OTHER_PLACES: usize = 100;

/// How many articles have a topic.
#[derive(Debug, Serialize)]
pub(super) struct TopicCount {
    pub(super) id: String,
    name: String,
    /// Articles that are mainly about it.
    main: usize,
    /// Articles that have it beside another.
    other: usize,
    /// Widths of the two parts of its bar, in hundredths of the longest.
    main_width: f64,
    other_width: f64,
}

/// A person of the corpus.
#[derive(Debug, Serialize)]
pub(super) struct PersonRow {
    name: String,
    posts: Vec<String>,
    mentions: usize,
    articles: Vec<ArticleLink>,
}

#[derive(Debug, PartialEq, Serialize)]
struct ArticleLink {
    number: usize,
    title: String,
}

/// A division in the tree of places, with what lies in it.
#[derive(Debug, Default, Serialize)]
pub(super) struct PlaceNode {
    name: String,
    code: String,
    level: &'static str,
    /// Mentions of itself.
    own: usize,
    /// Mentions of itself and of all it holds.
    total: usize,
    children: Vec<PlaceNode>,
}

/// A place whose code the context does not determine, or that has none.
#[derive(Debug, Serialize)]
pub(super) struct OtherPlace {
    name: String,
    level: &'static str,
    mentions: usize,
}

/// Every article of the pages with its number.
pub(super) fn articles(pages: &[PageAnalysis]) -> impl Iterator<Item = (usize, &ArticleAnalysis)> {
    pages.iter().flat_map(|page| &page.articles).enumerate()
}

/// Topics, the one with most articles first.
pub(super) fn topics(pages: &[PageAnalysis]) -> Vec<TopicCount> {
    let mut counts: BTreeMap<&str, TopicCount> = BTreeMap::new();
    for (_, analysis) in articles(pages) {
        for topic in &analysis.topics {
            let count = counts.entry(&topic.id).or_insert_with(|| TopicCount {
                id: topic.id.clone(),
                name: topic.name.clone(),
                main: 0,
                other: 0,
                main_width: 0.0,
                other_width: 0.0,
            });
            if topic.rank == 1 {
                count.main += 1;
            } else {
                count.other += 1;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|count| std::cmp::Reverse((count.main + count.other, count.main)));
    let longest = counts.first().map_or(1, |count| count.main + count.other);
    for count in &mut counts {
        let width = |articles: usize| (articles as f64 / longest as f64 * 1000.0).round() / 10.0;
        (count.main_width, count.other_width) = (width(count.main), width(count.other));
    }
    counts
}

/// People, the most often named first, and how many more there are.
///
/// Two people of one name are one row: the pages do not say which is meant.
pub(super) fn people(pages: &[PageAnalysis]) -> (Vec<PersonRow>, usize) {
    let mut people: BTreeMap<&str, (usize, BTreeSet<String>, Vec<ArticleLink>)> = BTreeMap::new();
    for (number, analysis) in articles(pages) {
        let text = &analysis.article.text;
        for person in &analysis.marks.persons {
            let (mentions, posts, links) = people.entry(&person.name).or_default();
            *mentions += 1;
            if let Some(post) = post(text, person) {
                posts.insert(post);
            }
            if links.last().is_none_or(|link| link.number != number) {
                links.push(ArticleLink {
                    number,
                    title: title(analysis),
                });
            }
        }
    }
    let more = people.len().saturating_sub(MOST_PEOPLE);
    let mut rows: Vec<_> = people
        .into_iter()
        .map(|(name, (mentions, posts, articles))| PersonRow {
            name: name.to_owned(),
            posts: posts.into_iter().collect(),
            mentions,
            articles,
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.articles.len(), row.mentions)));
    rows.truncate(MOST_PEOPLE);
    (rows, more)
}

/// Body and post as printed where they touch (`乙镇镇长`), else with a space between them.
fn post(text: &str, person: &Person) -> Option<String> {
    let printed = |span: Span| text.get(span.range());
    match (person.org, person.title) {
        (Some(org), Some(title)) if org.start <= title.start && title.start <= org.end => {
            printed(Span {
                start: org.start,
                end: title.end.max(org.end),
            })
            .map(str::to_owned)
        }
        (Some(org), Some(title)) => Some(format!("{} {}", printed(org)?, printed(title)?)),
        (one, other) => printed(one.or(other)?).map(str::to_owned),
    }
}

/// Places by code as a tree from the province down, and those without a code.
///
/// A division that no page names is left out of the tree: what lies in it hangs on the next one above
/// that is named and says its own name from there on.
pub(super) fn places(pages: &[PageAnalysis]) -> (Vec<PlaceNode>, Vec<OtherPlace>) {
    let mut coded: BTreeMap<&str, (Level, &str, usize)> = BTreeMap::new();
    let mut others: BTreeMap<(&str, Level), usize> = BTreeMap::new();
    for (_, analysis) in articles(pages) {
        for place in &analysis.marks.places {
            let printed = analysis
                .article
                .text
                .get(place.span.range())
                .unwrap_or_default();
            if let Some(code) = &place.code {
                let name = place.full_name.as_deref().unwrap_or(printed);
                coded.entry(code).or_insert((place.level, name, 0)).2 += 1;
            } else {
                *others.entry((printed, place.level)).or_default() += 1;
            }
        }
    }

    // In the order of their codes a division comes right before what lies in it, so the open nodes
    // are a stack of at most five levels.
    let mut roots = Vec::new();
    let mut open: Vec<(PlaceNode, &str)> = Vec::new();
    for (code, (level, full_name, mentions)) in coded {
        close(&mut open, &mut roots, |holder| !code.starts_with(holder));
        let above = open.last().map_or("", |&(_, name)| name);
        let name = full_name
            .strip_prefix(above)
            .filter(|name| !name.is_empty());
        let node = PlaceNode {
            name: name.unwrap_or(full_name).to_owned(),
            code: code.to_owned(),
            level: level_name(level),
            own: mentions,
            total: mentions,
            children: Vec::new(),
        };
        open.push((node, full_name));
    }
    close(&mut open, &mut roots, |_| true);

    let mut others: Vec<_> = others
        .into_iter()
        .map(|((name, level), mentions)| OtherPlace {
            name: name.to_owned(),
            level: level_name(level),
            mentions,
        })
        .collect();
    others.sort_by_key(|place| std::cmp::Reverse(place.mentions));
    others.truncate(MOST_OTHER_PLACES);
    (roots, others)
}

/// Takes finished nodes off the stack and hangs each on the one below it.
fn close(
    open: &mut Vec<(PlaceNode, &str)>,
    roots: &mut Vec<PlaceNode>,
    done: impl Fn(&str) -> bool,
) {
    while let Some((node, _)) = open.pop_if(|(node, _)| done(&node.code)) {
        match open.last_mut() {
            Some((holder, _)) => {
                holder.total += node.total;
                holder.children.push(node);
            }
            None => roots.push(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::Place;
    use crate::topic::Topic;

    fn corpus(articles: Vec<ArticleAnalysis>) -> Vec<PageAnalysis> {
        vec![PageAnalysis {
            articles,
            ..PageAnalysis::default()
        }]
    }

    fn span(text: &str, part: &str) -> Span {
        let at = text.find(part).unwrap();
        Span::new(at, at + part.len())
    }

    #[test]
    fn places_hang_on_the_next_named_division() {
        let mut analysis = ArticleAnalysis::default();
        analysis.article.text = "甲省乙村".to_owned();
        let place = |code: Option<&str>, full: &str, level, part: &str| Place {
            span: span("甲省乙村", part),
            level,
            code: code.map(str::to_owned),
            full_name: code.map(|_| full.to_owned()),
            candidates: 1,
        };
        analysis.marks.places = vec![
            place(Some("14"), "甲省", Level::Province, "甲省"),
            place(
                Some("141102001002"),
                "甲省子市丑县寅镇乙村",
                Level::Village,
                "乙村",
            ),
            place(
                Some("141102001002"),
                "甲省子市丑县寅镇乙村",
                Level::Village,
                "乙村",
            ),
            place(Some("1412"), "甲省卯市", Level::City, "乙村"),
            place(Some("36"), "辰省", Level::Province, "乙村"),
            place(None, "", Level::Poi, "乙村"),
        ];
        let (roots, others) = places(&corpus(vec![analysis]));
        let names = |nodes: &[PlaceNode]| {
            let names: Vec<_> = nodes
                .iter()
                .map(|node| format!("{} {}/{}", node.name, node.own, node.total))
                .collect();
            names.join(", ")
        };
        assert_eq!(names(&roots), "甲省 1/4, 辰省 1/1");
        assert_eq!(names(&roots[0].children), "子市丑县寅镇乙村 2/2, 卯市 1/1");
        assert_eq!((others[0].name.as_str(), others[0].mentions), ("乙村", 1));
    }

    #[test]
    fn people_gather_their_posts_and_articles() {
        let mut analysis = ArticleAnalysis::default();
        analysis.article.text = "乙镇镇长王甲说,王甲笑了。".to_owned();
        let text = analysis.article.text.clone();
        let person = |title: Option<Span>, org| Person {
            span: span(&text, "王甲"),
            name: "王甲".to_owned(),
            title,
            org,
        };
        analysis.marks.persons = vec![
            person(Some(span(&text, "镇长")), Some(span(&text, "乙镇"))),
            person(None, None),
        ];
        let (rows, more) = people(&corpus(vec![analysis.clone(), analysis]));
        assert_eq!((rows.len(), more), (1, 0));
        assert_eq!(rows[0].posts, ["乙镇镇长"]);
        assert_eq!((rows[0].mentions, rows[0].articles.len()), (4, 2));
    }

    #[test]
    fn a_post_is_said_as_printed() {
        let text = "乙镇镇长、党委副书记王甲";
        let person = |org: &str, title: &str| Person {
            span: span(text, "王甲"),
            name: "王甲".to_owned(),
            title: (!title.is_empty()).then(|| span(text, title)),
            org: (!org.is_empty()).then(|| span(text, org)),
        };
        for (org, title, want) in [
            ("乙镇", "镇长", Some("乙镇镇长")),
            ("乙镇", "党委副书记", Some("乙镇 党委副书记")),
            ("", "镇长", Some("镇长")),
            ("乙镇", "", Some("乙镇")),
            ("", "", None),
        ] {
            assert_eq!(post(text, &person(org, title)).as_deref(), want);
        }
    }

    #[test]
    fn topics_are_counted_by_rank() {
        let topic = |id: &str, rank| Topic {
            id: id.to_owned(),
            name: id.to_owned(),
            score: 0.5,
            rank,
            evidence: Vec::new(),
        };
        let article = |topics| ArticleAnalysis {
            topics,
            ..ArticleAnalysis::default()
        };
        let pages = corpus(vec![
            article(vec![topic("a", 1), topic("b", 2)]),
            article(vec![topic("b", 1)]),
        ]);
        let counts = topics(&pages);
        assert_eq!(
            (counts[0].id.as_str(), counts[0].main, counts[0].other),
            ("b", 1, 1)
        );
        assert_eq!((counts[0].main_width, counts[1].main_width), (50.0, 50.0));
    }
}
