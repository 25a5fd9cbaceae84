//! The taxonomy: topics, the terms that speak for them, and how an article is weighed.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::article::{Article, Role};
use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;

use super::automaton::{Automaton, key};
use super::file::{self, File, WEAK};
use super::{Evidence, Topic};

/// Topics and the weighted terms that speak for each; cheap to clone.
///
/// # How an article is weighed
///
/// One pass finds the terms of all topics. An occurrence counts 4 in the headline block, 2 in a subhead,
/// 1.5 in the first paragraph (the lead) and 1 elsewhere: a newspaper says what an article is about at
/// its top. With *n* the sum of a term's counts, *w* its weight under a topic and *k* = 6,
///
/// > strength(topic) = Σ over its terms of *w* · *n* · (1 + *k*) / (*n* + *k*)
///
/// so a term's first occurrence gives *w* and no number of repetitions more than 7 *w*: breadth of
/// vocabulary counts for more than one word said often. The strongest topic is the main one (a tie goes
/// to the one listed first). Up to three more follow, strongest first, if they have
///
/// - at least 35 % of the main topic's strength (a fourth topic: 70 %), and
/// - two different terms heavier than 0.3, or one of these in the headline block. A topic that a list
///   names in passing has neither.
///
/// With *L* the article's length in characters, at least 200, the score shown is
///
/// > score = strength / (strength + 8 · √(*L* / 400))
///
/// which lies between 0 and 1 and lets short and long articles be compared.
///
/// # A taxonomy of one's own
///
/// ```
/// use baokan::Taxonomy;
///
/// let taxonomy = Taxonomy::from_toml(r#"
/// extends = true              # join the default topics; without it, replace them
/// silent = ["桥头堡"]          # holds 桥, but is none
///
/// [[topic]]
/// id = "bridges"
/// name = "桥梁"
/// covers = "造桥、修桥、护桥"
/// strong = ["桥梁", "斜拉桥"]   # weight 3: says by itself what an article is about
/// plain = ["桥墩", "桥面"]     # weight 1: several of them carry the topic
/// weak = ["江面"]              # weight 0.3: found elsewhere too
///
/// [topic.weights]             # any other weight; 0 drops a default term
/// "合龙" = 2.5
/// "#).unwrap();
/// let page = baokan::parse("清江大桥合龙\n\n本报讯 5月20日,清江斜拉桥顺利合龙。(王五)", &baokan::Options::default());
/// assert_eq!(taxonomy.topics(&page.articles[0].article)[0].id, "bridges");
/// ```
#[derive(Clone)]
pub struct Taxonomy {
    tables: Arc<Tables>,
}

/// What a taxonomy says of one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its id: `governance`.
    pub id: String,
    /// Its name for people: `基层治理`.
    pub name: String,
    /// What it covers, in one line.
    pub covers: String,
}

struct Tables {
    automaton: Automaton,
    subjects: Vec<Subject>,
    terms: Vec<Term>,
}

/// A term and the topics it speaks for: index and weight. A silent term speaks for none.
struct Term {
    text: String,
    speaks: Vec<(u16, f32)>,
}

/// A term found in an article.
struct Hit {
    span: Span,
    term: u32,
    zone: f32,
}

/// What the hits of an article add up to for one topic.
#[derive(Clone, Copy, Default)]
struct Sum {
    strength: f64,
    distinct: u32,
    headline: bool,
}

const HEADLINE: f32 = 4.0;
const SUBHEAD: f32 = 2.0;
const LEAD: f32 = 1.5;
const SATURATION: f64 = 6.0;
const SHARE_OF_MAIN: f64 = 0.35;
const SHARE_OF_MAIN_FOR_FOURTH: f64 = 0.7;
const MOST_TOPICS: usize = 4;
/// More evidence than a reader follows; it keeps a book-length text from filling a table.
const MOST_EVIDENCE: usize = 200;

static DEFAULT: LazyLock<Taxonomy> = LazyLock::new(|| {
    let file = file::parse(include_str!("../../data/topics.toml"));
    let built = file.and_then(|file| Taxonomy::build([file]));
    built.expect("the shipped taxonomy is read by the tests")
});

impl Default for Taxonomy {
    /// The topics of local-government press, `data/topics.toml`.
    ///
    /// ```
    /// let taxonomy = baokan::Taxonomy::default();
    /// assert_eq!(taxonomy.subjects().len(), 28);
    /// assert_eq!(taxonomy.subjects()[1].name, "基层治理");
    /// ```
    fn default() -> Self {
        DEFAULT.clone()
    }
}

impl Taxonomy {
    /// Reads a taxonomy from a TOML file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Read`] when the file cannot be read, [`ErrorKind::Lexicon`] with file, line and cause
    /// when something in it is wrong.
    ///
    /// ```
    /// let error = baokan::Taxonomy::from_file("no/such.toml").unwrap_err();
    /// assert_eq!(error.kind(), baokan::ErrorKind::Read);
    /// ```
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let toml = std::fs::read_to_string(path)
            .map_err(|error| Error::io(ErrorKind::Read, path, error))?;
        Self::from_toml(&toml).map_err(|error| error.at_path(path))
    }

    /// Reads a taxonomy from TOML text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Lexicon`] with line and cause when something in it is wrong.
    ///
    /// ```
    /// let error = baokan::Taxonomy::from_toml("[[topic]]\nid = \"a\"\nstrong = [\"\"]").unwrap_err();
    /// assert_eq!(error.to_string(), "line 3: a term is empty");
    /// ```
    pub fn from_toml(toml: &str) -> Result<Self> {
        let toml = toml.strip_prefix('\u{feff}').unwrap_or(toml);
        let own = file::parse(toml)?;
        if own.extends {
            Self::build([file::parse(include_str!("../../data/topics.toml"))?, own])
        } else {
            Self::build([own])
        }
    }

    /// The topics in the order of the taxonomy.
    #[must_use]
    pub fn subjects(&self) -> &[Subject] {
        &self.tables.subjects
    }

    /// The topics of an article, the main one first; none when no term of the taxonomy stands in it.
    ///
    /// ```
    /// let page = baokan::parse("秧苗插满百亩田\n\n本报讯 5月20日,农机手驾驶插秧机在水稻田里忙碌。(王五)", &baokan::Options::default());
    /// let topics = baokan::Taxonomy::default().topics(&page.articles[0].article);
    /// assert_eq!((topics[0].id.as_str(), topics[0].rank), ("agriculture", 1));
    /// assert!(topics[0].evidence.iter().any(|evidence| evidence.term == "插秧机"));
    /// ```
    #[must_use]
    pub fn topics(&self, article: &Article) -> Vec<Topic> {
        let hits = self.hits(article);
        let sums = self.sums(&hits);
        let mut ranked: Vec<usize> = (0..sums.len())
            .filter(|&topic| sums[topic].strength > 0.0)
            .collect();
        ranked.sort_by(|&left, &right| sums[right].strength.total_cmp(&sums[left].strength));
        let Some(&main) = ranked.first() else {
            return Vec::new();
        };
        let strongest = sums[main].strength;
        let others = ranked[1..].iter().copied().filter(|&topic| {
            let sum = sums[topic];
            sum.strength >= SHARE_OF_MAIN * strongest && (sum.headline || sum.distinct >= 2)
        });
        let mut chosen = vec![main];
        for topic in others.take(MOST_TOPICS - 1) {
            let fourth = chosen.len() + 1 == MOST_TOPICS;
            if !fourth || sums[topic].strength >= SHARE_OF_MAIN_FOR_FOURTH * strongest {
                chosen.push(topic);
            }
        }

        let length = article.text.chars().count().max(200) as f64;
        let half = 8.0 * (length / 400.0).sqrt();
        let topic = |(rank, &topic): (u32, &usize)| {
            let Sum { strength, .. } = sums[topic];
            Topic {
                id: self.tables.subjects[topic].id.clone(),
                name: self.tables.subjects[topic].name.clone(),
                score: (strength / (strength + half) * 1000.0).round() / 1000.0,
                rank,
                evidence: self.evidence(&hits, topic),
            }
        };
        (1..).zip(&chosen).map(topic).collect()
    }

    fn build(files: impl IntoIterator<Item = File>) -> Result<Self> {
        let mut subjects: Vec<Subject> = Vec::new();
        let mut terms: BTreeMap<String, (String, BTreeMap<u16, f32>)> = BTreeMap::new();
        for file in files {
            for topic in file.topics {
                let known = subjects.iter().position(|subject| subject.id == topic.id);
                let index = known.unwrap_or(subjects.len());
                if known.is_none() {
                    let (name, covers) = (topic.id.clone(), String::new());
                    subjects.push(Subject {
                        id: topic.id,
                        name,
                        covers,
                    });
                }
                let subject = &mut subjects[index];
                subject.name = topic.name.unwrap_or(std::mem::take(&mut subject.name));
                subject.covers = topic.covers.unwrap_or(std::mem::take(&mut subject.covers));
                let index = u16::try_from(index).map_err(|_| {
                    Error::new(ErrorKind::Lexicon, "a taxonomy has at most 65,536 topics")
                })?;
                for (text, weight) in topic.terms {
                    let entry = terms
                        .entry(key(&text))
                        .or_insert_with(|| (text, BTreeMap::new()));
                    entry.1.insert(index, weight);
                }
            }
            for phrase in file.silent {
                // A phrase that the same taxonomy lists as a term keeps speaking.
                terms
                    .entry(key(&phrase))
                    .or_insert_with(|| (phrase, BTreeMap::new()));
            }
        }
        if terms.is_empty() {
            return Err(Error::new(ErrorKind::Lexicon, "the taxonomy has no terms"));
        }
        let terms: Vec<Term> = terms
            .into_values()
            .map(|(text, speaks)| Term {
                text,
                speaks: speaks
                    .into_iter()
                    .filter(|&(_, weight)| weight > 0.0)
                    .collect(),
            })
            .collect();
        let automaton = Automaton::new(terms.iter().map(|term| term.text.as_str()))?;
        let tables = Tables {
            automaton,
            subjects,
            terms,
        };
        Ok(Self {
            tables: Arc::new(tables),
        })
    }

    /// The terms of the article's text with the weight of the place each stands in.
    fn hits(&self, article: &Article) -> Vec<Hit> {
        let mut paragraphs = article.paragraphs.iter().peekable();
        let lead = article
            .paragraphs
            .iter()
            .find(|paragraph| paragraph.role == Role::Body);
        let lead = lead.map(|paragraph| paragraph.span);
        let found = self
            .tables
            .automaton
            .find(&article.text)
            .map(|(start, end, term)| {
                let span = Span::new(start, end);
                while paragraphs
                    .next_if(|paragraph| paragraph.span.end <= span.start)
                    .is_some()
                {}
                let zone = match paragraphs.peek() {
                    _ if article.heading.contains(span) => HEADLINE,
                    Some(paragraph) if Some(paragraph.span) == lead => LEAD,
                    Some(paragraph) if paragraph.role == Role::Subhead => SUBHEAD,
                    _ => 1.0,
                };
                Hit { span, term, zone }
            });
        found
            .filter(|hit| !self.tables.terms[hit.term as usize].speaks.is_empty())
            .collect()
    }

    fn sums(&self, hits: &[Hit]) -> Vec<Sum> {
        let mut counts = vec![0.0_f32; self.tables.terms.len()];
        for hit in hits {
            counts[hit.term as usize] += hit.zone;
        }
        let mut sums = vec![Sum::default(); self.tables.subjects.len()];
        // In the order of the terms, so that a sum does not depend on where they stand.
        for (term, count) in self
            .tables
            .terms
            .iter()
            .zip(counts)
            .filter(|&(_, count)| count > 0.0)
        {
            let count = f64::from(count);
            for &(topic, weight) in &term.speaks {
                let sum = &mut sums[usize::from(topic)];
                sum.strength +=
                    f64::from(weight) * count * (1.0 + SATURATION) / (count + SATURATION);
                sum.distinct += u32::from(weight > WEAK);
            }
        }
        for hit in hits.iter().take_while(|hit| hit.zone >= HEADLINE) {
            for &(topic, weight) in &self.tables.terms[hit.term as usize].speaks {
                sums[usize::from(topic)].headline |= weight > WEAK;
            }
        }
        sums
    }

    fn evidence(&self, hits: &[Hit], topic: usize) -> Vec<Evidence> {
        let terms = &self.tables.terms;
        let speaks = |hit: &&Hit| {
            let mut speaks = terms[hit.term as usize].speaks.iter();
            speaks.any(|&(other, _)| usize::from(other) == topic)
        };
        let evidence = hits
            .iter()
            .filter(speaks)
            .take(MOST_EVIDENCE)
            .map(|hit| Evidence {
                span: hit.span,
                term: terms[hit.term as usize].text.clone(),
            });
        evidence.collect()
    }
}

impl fmt::Debug for Taxonomy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Taxonomy")
            .field("subjects", &self.tables.subjects.len())
            .field("terms", &self.tables.terms.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Paragraph;

    fn article(heading: &str, paragraphs: &[&str]) -> Article {
        let mut article = Article {
            text: heading.to_owned(),
            heading: Span::new(0, heading.len()),
            ..Article::default()
        };
        for paragraph in paragraphs {
            if !article.text.is_empty() {
                article.text.push('\n');
            }
            let start = article.text.len();
            article.text.push_str(paragraph);
            let span = Span::new(start, article.text.len());
            article.paragraphs.push(Paragraph {
                span,
                role: Role::Body,
            });
        }
        article
    }

    fn ids(heading: &str, paragraphs: &[&str]) -> String {
        let topics = Taxonomy::default().topics(&article(heading, paragraphs));
        let ids: Vec<_> = topics.into_iter().map(|topic| topic.id).collect();
        ids.join(" ")
    }

    #[test]
    fn an_article_gets_its_topics() {
        for (heading, body, want) in [
            (
                "我县启动秋季征兵体检",
                "8月6日,县人武部组织应征青年体检,确保兵员质量。",
                "defense",
            ),
            (
                "县人大视察代表建议办理",
                "县人大常委会组织人大代表视察议案建议办理情况。",
                "election",
            ),
            (
                "化解信访积案",
                "领导包案接访,带案下访,推动信访事项办结。",
                "petitions",
            ),
            (
                "高速公路通车",
                "双龙隧道贯通,司机和旅客出行只要半小时。",
                "transport",
            ),
            (
                "征地补偿款发放到户",
                "征迁工作组丈量地块,公示补偿标准。",
                "land",
            ),
            (
                "县纪委开展作风督查",
                "严肃查处形式主义、官僚主义问题,通报典型案例。",
                "discipline",
            ),
            (
                "古镇迎来赏花季",
                "游客坐游船、住民宿,景区接待能力提升。",
                "tourism",
            ),
        ] {
            assert_eq!(
                ids(heading, &[body]).split(' ').next(),
                Some(want),
                "{heading}"
            );
        }
    }

    #[test]
    fn no_term_no_topic() {
        assert_eq!(ids("", &[]), "");
        assert_eq!(ids("无题", &["他笑了笑。"]), "");
    }

    #[test]
    fn posts_and_passing_remarks_say_nothing() {
        assert_eq!(ids("", &["县委书记赵某某走了。"]), "");
        let body = "在做好疫情防控的前提下,景区推出民宿优惠,游客游玩热情高,门票收入增长。";
        assert_eq!(ids("旅游升温", &[body]), "tourism");
    }

    #[test]
    fn the_headline_weighs_more_than_the_text() {
        let taxonomy = Taxonomy::from_toml(
            "[[topic]]\nid = \"a\"\nplain = [\"甲甲\"]\n[[topic]]\nid = \"b\"\nplain = [\"乙乙\"]\n",
        )
        .unwrap();
        let topics = taxonomy.topics(&article("乙乙", &["甲甲甲甲。"]));
        assert_eq!(topics[0].id, "b");
        assert!(topics.iter().all(|topic| (0.0..1.0).contains(&topic.score)));
    }

    #[test]
    fn evidence_stands_in_text_order_and_slices_the_text() {
        let article = article("水库除险加固开工", &["水利局说,水库、灌区和水厂同时施工。"]);
        let topics = Taxonomy::default().topics(&article);
        let water = topics.iter().find(|topic| topic.id == "water").unwrap();
        assert!(
            water
                .evidence
                .is_sorted_by_key(|evidence| evidence.span.start)
        );
        for evidence in &water.evidence {
            assert_eq!(key(evidence.span.slice(&article.text)), key(&evidence.term));
        }
        assert_eq!(water.evidence[0].term, "水库除险");
    }

    #[test]
    fn a_taxonomy_of_ones_own_replaces_or_extends() {
        let own = "[[topic]]\nid = \"bees\"\nname = \"蜂\"\nstrong = [\"蜂箱\", \"蜂王\"]\n";
        let text = article("春耕", &["蜂箱里没有蜂王,小麦正在播种。"]);
        let replaced = Taxonomy::from_toml(own).unwrap();
        assert_eq!(replaced.subjects().len(), 1);
        assert_eq!(replaced.topics(&text)[0].name, "蜂");
        let extended = Taxonomy::from_toml(&format!("extends = true\n{own}")).unwrap();
        assert_eq!(extended.subjects().len(), 29);
        let topics = extended.topics(&text);
        let ids: Vec<_> = topics.iter().map(|topic| topic.id.as_str()).collect();
        assert_eq!(ids, ["agriculture", "bees"]);
    }

    #[test]
    fn an_extension_reweighs_and_drops_default_terms() {
        let dropped = Taxonomy::from_toml(
            "extends = true\n[[topic]]\nid = \"defense\"\n[topic.weights]\n\"征兵\" = 0\n",
        )
        .unwrap();
        assert_eq!(dropped.subjects().len(), 28);
        assert!(dropped.topics(&article("征兵", &[])).is_empty());
        assert_eq!(
            Taxonomy::default().topics(&article("征兵", &[]))[0].id,
            "defense"
        );
    }

    #[test]
    fn a_bad_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.toml");
        std::fs::write(&path, "[[topic]]\nid = \"a\"\nstrong = [\"甲\", \"\"]\n").unwrap();
        let error = Taxonomy::from_file(&path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lexicon);
        assert_eq!(
            (error.path(), error.line()),
            (Some(path.as_path()), Some(3))
        );
    }

    #[test]
    fn at_most_four_topics_and_bounded_evidence() {
        let terms = [
            "景区民宿",
            "征兵入伍",
            "信访积案",
            "公路铁路",
            "医院医生",
            "物业业主",
        ]
        .join("、");
        let text = article("", &[&terms.repeat(100)]);
        let topics = Taxonomy::default().topics(&text);
        assert_eq!(topics.len(), 4);
        assert!(topics.iter().all(|topic| topic.evidence.len() <= 200));
        assert_eq!(
            topics.iter().map(|topic| topic.rank).collect::<Vec<_>>(),
            [1, 2, 3, 4]
        );
    }
}
