//! Who is named together: a network.

use std::cmp::Reverse;
use std::fmt::Write as _;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use crate::analyzer::ArticleAnalysis;
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::pool::in_pool;
use crate::progress::Progress;
use crate::span::CharOffsets;
use crate::table::Table;

use super::answer::Answer;
use super::group::Groups;
use super::term::{TermReader, Terms};

/// Terms of one stretch of text that are taken as named together: a list of ten thousand names would make fifty
/// million pairs. The first that stand there count.
const TOGETHER: usize = 300;

/// Asks which terms are named together.
///
/// ```
/// # use std::sync::Arc;
/// # use baokan::{Analyzer, Corpus, Options, Page, Progress};
/// use baokan::Comentions;
///
/// # let analyzer = Arc::new(Analyzer::new(Options::default())?);
/// # let text = "村里议事\n村民王建国说:“路要修。”村民李秀兰说:“灯要装。”";
/// # let page = Page { text: text.into(), ..Page::default() };
/// # let corpus = Corpus::from_pages(vec![page], analyzer, &Progress::default())?;
/// let network = corpus.comentions(&Comentions::default(), &Progress::default())?;
/// assert_eq!((network.nodes().len(), network.edges().len()), (2, 1));
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comentions {
    /// What the nodes are.
    pub terms: Terms,
    /// In what stretch of text two of them are named together.
    pub within: Within,
    /// Terms named in fewer articles are no nodes.
    pub min_documents: usize,
    /// Pairs named together less often are no edges.
    pub min_weight: usize,
}

impl Default for Comentions {
    fn default() -> Self {
        Self {
            terms: Terms {
                of: "persons".to_owned(),
                ..Terms::default()
            },
            within: Within::default(),
            min_documents: 1,
            min_weight: 1,
        }
    }
}

/// A stretch of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Within {
    /// The whole article.
    #[default]
    Article,
    /// One of its paragraphs.
    Paragraph,
    /// One of its sentences.
    Sentence,
}

impl std::str::FromStr for Within {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "article" => Ok(Self::Article),
            "paragraph" => Ok(Self::Paragraph),
            "sentence" => Ok(Self::Sentence),
            _ => Err(Error::new(
                ErrorKind::Argument,
                format!("within: one of article, paragraph, sentence expected, found {name:?}"),
            )),
        }
    }
}

/// A network: terms, and how often two of them are named together.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    nodes: Table,
    edges: Table,
}

impl Network {
    /// A row for each term: how often it is named, in how many articles, and how many neighbours it has.
    #[must_use]
    pub fn nodes(&self) -> &Table {
        &self.nodes
    }

    /// A row for each pair: `weight` is the number of stretches that name both; the network has no direction.
    #[must_use]
    pub fn edges(&self) -> &Table {
        &self.edges
    }

    /// The network whose tables [`Table::to_ipc`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are no such streams.
    pub fn from_ipc(nodes: &[u8], edges: &[u8]) -> Result<Self> {
        Ok(Self {
            nodes: Table::from_ipc("comention_nodes", nodes)?,
            edges: Table::from_ipc("comention_edges", edges)?,
        })
    }

    /// The network in GraphML (Brandes et al. 2002), which Gephi, igraph and networkx read.
    #[must_use]
    pub fn to_graphml(&self) -> String {
        let mut xml = String::from(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
            "<key id=\"frequency\" for=\"node\" attr.name=\"frequency\" attr.type=\"int\"/>\n",
            "<key id=\"document_frequency\" for=\"node\" attr.name=\"document_frequency\" attr.type=\"int\"/>\n",
            "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n",
            "<graph edgedefault=\"undirected\">\n",
        ));
        let rows = |table: &Table| {
            let rows = table
                .rows()
                .map(|row| serde_json::to_value(row).unwrap_or_default());
            rows.collect::<Vec<_>>()
        };
        let text = |row: &Json, column: &str| escape(row[column].as_str().unwrap_or_default());
        for row in rows(&self.nodes) {
            let _ = writeln!(
                xml,
                "<node id=\"{}\"><data key=\"frequency\">{}</data><data key=\"document_frequency\">{}</data></node>",
                text(&row, "node"),
                row["frequency"],
                row["document_frequency"],
            );
        }
        for row in rows(&self.edges) {
            let _ = writeln!(
                xml,
                "<edge source=\"{}\" target=\"{}\"><data key=\"weight\">{}</data></edge>",
                text(&row, "source"),
                text(&row, "target"),
                row["weight"],
            );
        }
        xml.push_str("</graph>\n</graphml>\n");
        xml
    }
}

impl Corpus {
    /// The network of terms (persons, unless others are asked for) that are named together.
    ///
    /// # Errors
    ///
    /// When the terms are not usable, or say not where they stand and less than the article is asked for; when the run was
    /// cancelled.
    pub fn comentions(&self, question: &Comentions, progress: &Progress) -> Result<Network> {
        let reader = TermReader::new(self, &question.terms)?;
        if question.within != Within::Article && !reader.says_where() {
            let message = format!(
                "within: {} is only known of the whole article",
                question.terms.of
            );
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let one = Groups::new(self, &[], progress)?;
        let of = |article| one.of(article).iter().copied();
        let counts = reader.count(self, 1, of, progress)?;
        let mut terms = counts
            .terms
            .iter()
            .map(|((_, term), count)| (term.as_ref(), *count))
            .filter(|(_, count)| count.documents >= question.min_documents)
            .collect::<Vec<_>>();
        terms.sort_unstable_by_key(|&(term, count)| (Reverse(count.frequency), term));
        let numbers = terms
            .iter()
            .map(|&(term, _)| term)
            .zip(0..)
            .collect::<FxHashMap<_, u32>>();

        let mut edges = self
            .pairs(question.within, &reader, &numbers, progress)?
            .into_iter()
            .filter(|&(_, weight)| weight as usize >= question.min_weight)
            .collect::<Vec<_>>();
        edges.sort_unstable_by_key(|&(pair, weight)| (Reverse(weight), pair));
        let mut degrees = vec![0; terms.len()];
        for ((one, other), _) in &edges {
            degrees[*one as usize] += 1;
            degrees[*other as usize] += 1;
        }
        let nodes = terms.iter().zip(degrees).map(|node| (0, node));
        let nodes =
            Answer::new("comention_nodes", &one)?.rows(nodes, |row, ((term, count), degree)| {
                row.text(*term);
                row.int(count.frequency);
                row.int(count.documents);
                row.int(degree);
            });
        let edges = edges.into_iter().map(|edge| (0, edge));
        let edges =
            Answer::new("comention_edges", &one)?.rows(edges, |row, ((one, other), weight)| {
                row.text(terms[one as usize].0);
                row.text(terms[other as usize].0);
                row.int(weight as usize);
            });
        Ok(Network { nodes, edges })
    }

    /// How many stretches name both of each pair; the more frequent of a pair stands first.
    fn pairs(
        &self,
        within: Within,
        reader: &TermReader<'_>,
        numbers: &FxHashMap<&str, u32>,
        progress: &Progress,
    ) -> Result<FxHashMap<(u32, u32), u32>> {
        type Pairs = FxHashMap<(u32, u32), u32>;
        let batches = self.batches();
        progress.begin(batches.len());
        in_pool(self.analyzer().options().threads, || {
            let parts = batches
                .into_par_iter()
                .try_fold(Pairs::default, |mut pairs, pages| {
                    progress.check()?;
                    let mut named = Vec::new();
                    let mut current = None;
                    reader.each_at(self, pages, |article, at, term| {
                        if current != Some(article) {
                            if let Some(done) = current {
                                self.together(within, done, &mut named, &mut pairs);
                            }
                            current = Some(article);
                        }
                        if let Some(&number) = term.and_then(|term| numbers.get(term.as_ref())) {
                            named.push((at, number));
                        }
                    })?;
                    if let Some(done) = current {
                        self.together(within, done, &mut named, &mut pairs);
                    }
                    progress.step();
                    Ok(pairs)
                });
            parts.try_reduce(Pairs::default, |one, other| {
                let (mut large, small) = if one.len() < other.len() {
                    (other, one)
                } else {
                    (one, other)
                };
                for (pair, weight) in small {
                    *large.entry(pair).or_default() += weight;
                }
                Ok(large)
            })
        })
    }

    /// Counts the pairs of one article, and empties `named`: terms with the character each begins at.
    fn together(
        &self,
        within: Within,
        article: usize,
        named: &mut Vec<(usize, u32)>,
        pairs: &mut FxHashMap<(u32, u32), u32>,
    ) {
        let Some(article) = self.article(article) else {
            return;
        };
        let ends = ends(article, within);
        let mut placed = named
            .drain(..)
            .map(|(at, number)| (ends.partition_point(|&end| end <= at), number))
            .collect::<Vec<_>>();
        // A stable sort: the first terms of a stretch stay the first.
        placed.sort_by_key(|&(stretch, _)| stretch);
        let mut seen = Vec::new();
        for stretch in placed.chunk_by(|one, other| one.0 == other.0) {
            seen.clear();
            let mut known = rustc_hash::FxHashSet::default();
            seen.extend(
                stretch
                    .iter()
                    .map(|&(_, number)| number)
                    .filter(|&number| known.insert(number)),
            );
            seen.truncate(TOGETHER);
            seen.sort_unstable();
            for (at, &one) in seen.iter().enumerate() {
                for &other in &seen[at + 1..] {
                    *pairs.entry((one, other)).or_default() += 1;
                }
            }
        }
    }
}

/// The characters at which the stretches of an article end; none when the whole article is one.
fn ends(article: &ArticleAnalysis, within: Within) -> Vec<usize> {
    let spans = match within {
        Within::Article => return Vec::new(),
        Within::Paragraph => article
            .article
            .paragraphs
            .iter()
            .map(|one| one.span)
            .collect::<Vec<_>>(),
        Within::Sentence => article.sentences.iter().map(|one| one.span).collect(),
    };
    let offsets = CharOffsets::new(&article.article.text);
    // What stands before the first paragraph is a stretch of its own: the headlines.
    let first = spans.first().map(|span| span.start);
    let bytes = first.into_iter().chain(spans.iter().map(|span| span.end));
    bytes.map(|byte| offsets.character(byte as usize)).collect()
}

/// Text as XML takes it; characters XML cannot hold are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => (),
            _ => escaped.push(character),
        }
    }
    escaped
}
