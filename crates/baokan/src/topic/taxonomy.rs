//! The taxonomy: topics, the terms that speak for them, and how an article is weighed.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "write")]
use crate::fingerprint::Fingerprint;

use super::file::{self, File};
use super::vocabulary::{Vocabulary, key};

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
/// vocabulary counts for more than one word said often. A topic that yields to another (医疗卫生 to
/// 疫情防控, whose articles speak of doctors and wards as well) changes places with it where the other
/// has at least half its strength. The strongest topic is the main one (a tie goes
/// to the one listed first). Up to three more follow, strongest first, if they have
///
/// - at least 30 % of the main topic's strength (a fourth topic: 70 %), and
/// - two different terms heavier than 0.3, or one of these in the headline block. A topic that a list
///   names in passing has neither.
///
/// A topic may name the characters its world is known by (村 for 乡村振兴). An article set there, which
/// prints one of them at least once in 65 characters, has the topic behind its main one with half of
/// that one's strength, whatever its terms say: a report from a village seldom says 乡村振兴.
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
/// yields = ["disaster"]       # ranks behind it where that has at least half its strength
/// plain = ["桥墩", "桥面"]     # weight 1: several of them carry the topic
/// weak = ["江面"]              # weight 0.3: found elsewhere too
/// setting = "桥"              # an article that says 桥 all the time is set there
///
/// [topic.weights]             # any other weight; 0 drops a default term
/// "合龙" = 2.5
/// "#).unwrap();
/// let page = baokan::parse("清江大桥合龙\n\n本报讯 5月20日,清江斜拉桥顺利合龙。(王五)", &baokan::Options::default());
/// assert_eq!(taxonomy.topics(&page.articles[0].article)[0].id, "bridges");
/// ```
#[derive(Clone)]
pub struct Taxonomy {
    pub(super) tables: Arc<Tables>,
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

pub(super) struct Tables {
    pub(super) vocabulary: Vocabulary,
    pub(super) subjects: Vec<Subject>,
    pub(super) terms: Vec<Term>,
    /// Pairs of topics, of which the first yields to the second.
    pub(super) yields: Vec<(usize, usize)>,
    /// Topics with the characters that tell where their articles are set.
    pub(super) settings: Vec<(usize, String)>,
}

/// A term and the topics it speaks for: index and weight. A silent term speaks for none.
pub(super) struct Term {
    pub(super) text: String,
    pub(super) speaks: Vec<(u16, f32)>,
}

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

    /// What tells it from a taxonomy that weighs otherwise.
    #[cfg(feature = "write")]
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        for subject in self.subjects() {
            fingerprint.add(subject.id.as_bytes());
            fingerprint.add(subject.name.as_bytes());
        }
        for term in &self.tables.terms {
            fingerprint.add(term.text.as_bytes());
            for (topic, weight) in &term.speaks {
                fingerprint.add(&topic.to_le_bytes());
                fingerprint.add(&weight.to_le_bytes());
            }
        }
        for (topic, to) in &self.tables.yields {
            fingerprint.add(format!("{topic} {to}").as_bytes());
        }
        fingerprint
    }

    fn build(files: impl IntoIterator<Item = File>) -> Result<Self> {
        let mut subjects: Vec<Subject> = Vec::new();
        let mut terms: BTreeMap<String, (String, BTreeMap<u16, f32>)> = BTreeMap::new();
        let mut yields = Vec::new();
        let mut settings: Vec<(usize, String)> = Vec::new();
        for file in files {
            // Before the terms of the same file, so that it can silence what it extends, and not itself.
            for phrase in file.silent {
                terms.insert(key(&phrase), (phrase, BTreeMap::new()));
            }
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
                if let Some(setting) = topic.setting {
                    settings.retain(|&(other, _)| other != index);
                    settings.push((index, setting));
                }
                yields.extend(topic.yields.into_iter().map(|other| (index, other)));
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
        }
        let yields = yields
            .into_iter()
            .map(|(topic, (other, line)): (usize, (String, usize))| {
                let position = subjects.iter().position(|subject| subject.id == other);
                let unknown = format!("yields to {other:?}, which is no topic");
                let unknown = || Error::new(ErrorKind::Lexicon, unknown).at_line(line);
                Ok((topic, position.ok_or_else(unknown)?))
            })
            .collect::<Result<_>>()?;
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
        let vocabulary = Vocabulary::new(terms.iter().map(|term| term.text.as_str()));
        let tables = Tables {
            vocabulary,
            subjects,
            terms,
            yields,
            settings,
        };
        Ok(Self {
            tables: Arc::new(tables),
        })
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
    use crate::topic::weigh::tests::article;

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
    fn an_extension_silences_what_it_extends() {
        let own =
            "extends = true\nsilent = [\"征兵\"]\n[[topic]]\nid = \"bees\"\nweak = [\"蜂箱\"]\n";
        let silenced = Taxonomy::from_toml(own).unwrap();
        assert!(silenced.topics(&article("征兵", &[])).is_empty());
    }

    #[test]
    fn a_topic_yields_to_a_known_one_only() {
        let own = "[[topic]]\nid = \"a\"\nyields = [\"b\"]\nstrong = [\"甲甲\"]\n";
        let error = Taxonomy::from_toml(own).unwrap_err().to_string();
        assert_eq!(error, "line 3: yields to \"b\", which is no topic");
        let both = format!("{own}[[topic]]\nid = \"b\"\nstrong = [\"乙乙\"]\n");
        let topics = |text: &str| {
            let topics = Taxonomy::from_toml(&both)
                .unwrap()
                .topics(&article(text, &[]));
            let ids: Vec<_> = topics.into_iter().map(|topic| topic.id).collect();
            ids.join(" ")
        };
        assert_eq!(topics("甲甲甲甲乙乙"), "b a");
        assert_eq!(topics("甲甲"), "a");
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
}
