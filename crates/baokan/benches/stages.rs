//! How fast each stage is, and the whole, beside what bare `jieba-rs` needs to cut the same text.
//!
//! Machines are noisy and differ, so every measured function runs once in each round, one after the
//! other, and what counts is the ratio of its median to that of `cut`.
//!
//! `cargo bench -p baokan --all-features [-- --rounds 9 --megabytes 4 --only layout]`

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use baokan::{Analyzer, ArticleAnalysis, Corpus, Options, Page, Progress, Segmenter, TABLES};
use baokan::{decode, machinery, sentences};
use jieba_rs::Jieba;
use tempfile::TempDir;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == "--first-page") {
        first_page();
        return;
    }
    let number = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse::<usize>().ok()
    };
    let rounds = number("--rounds").unwrap_or(9).max(1);
    let bytes = number("--megabytes").unwrap_or(4).max(1) << 20;
    let only = arguments
        .iter()
        .position(|argument| argument == "--only")
        .and_then(|at| arguments.get(at + 1));
    if only.is_none() {
        cold_start(rounds.min(5));
    }
    let samples = samples();
    let generated = samples.iter().cycle().cloned();
    measure(
        "pages generated from the samples",
        up_to(generated, bytes),
        rounds,
        only,
    );
    match shared("bulk") {
        Some(folder) => measure(
            "news of shared/bulk",
            up_to(bulk(&folder), bytes),
            rounds,
            only,
        ),
        None => println!("shared/bulk is not there: its news are not measured"),
    }
}

/// One measured function: it goes over all pages once.
struct Measured<'p> {
    name: &'static str,
    run: Box<dyn FnMut() + 'p>,
    times: Vec<Duration>,
}

fn measure(title: &str, texts: Vec<String>, rounds: usize, only: Option<&String>) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let prepared = Prepared::new(texts);
    let mut measured = prepared.measured();
    if let Some(only) = only {
        measured.retain(|each| each.name.contains(only.as_str()) || each.name.starts_with("jieba"));
    }
    // One round unheard: dictionaries load, memories fill.
    for each in &mut measured {
        (each.run)();
    }
    for _ in 0..rounds {
        for each in &mut measured {
            let begin = Instant::now();
            (each.run)();
            each.times.push(begin.elapsed());
        }
    }
    let megabytes = bytes as f64 / 1e6;
    println!(
        "\n{title}: {megabytes:.1} MB, {} articles, {rounds} rounds",
        prepared.analysed.len()
    );
    println!("{:<34}{:>9}{:>9}{:>9}", "", "ms", "MB/s", "x cut");
    let mut cut = None;
    for each in &mut measured {
        let seconds = each.seconds();
        let cut = *cut.get_or_insert(seconds);
        println!(
            "{:<34}{:>9.1}{:>9.1}{:>9.2}",
            each.name,
            seconds * 1e3,
            megabytes / seconds,
            cut / seconds
        );
    }
    goals(&mut measured);
}

impl Measured<'_> {
    /// The median of its times.
    fn seconds(&mut self) -> f64 {
        self.times.sort_unstable();
        self.times[self.times.len() / 2].as_secs_f64()
    }
}

/// Prints the ratios the project holds itself to, where their parts were measured.
fn goals(measured: &mut [Measured<'_>]) {
    for (what, quick, slow, goal) in GOALS {
        let mut seconds = |name: &str| {
            let found = measured.iter_mut().find(|each| each.name == name);
            found.map(Measured::seconds)
        };
        if let Some((quick, slow)) = seconds(quick).zip(seconds(slow)) {
            println!("{what:<58}{:>6.2} (goal: {goal})", slow / quick);
        }
    }
}

const CUT: &str = "jieba-rs cut with HMM, bare";
const ALL: &str = "whole with marks and records, 1 thread";
const ALL_ON_TWO: &str = "whole with marks and records, 2 threads";
const WITHOUT_WORDS: &str = "whole without tokens and sentences";

/// A ratio of speeds: what it is, the two that are compared, and what it is to reach.
const GOALS: [(&str, &str, &str, f64); 3] = [
    ("all tables beside bare cut, one thread", ALL, CUT, 1.0),
    (
        "without the tables tokens and sentences beside bare cut",
        WITHOUT_WORDS,
        CUT,
        1.5,
    ),
    ("two threads beside one", ALL_ON_TWO, ALL, 1.9),
];

struct List<'p>(Vec<Measured<'p>>);

impl<'p> List<'p> {
    fn add(&mut self, name: &'static str, run: impl FnMut() + 'p) {
        self.0.push(Measured {
            name,
            run: Box::new(run),
            times: Vec::new(),
        });
    }
}

/// What the stages take, made beforehand.
struct Prepared {
    texts: Vec<String>,
    gb18030: Vec<Vec<u8>>,
    /// The texts as files.
    folder: TempDir,
    jieba: Jieba,
    segmenter: Segmenter,
    options: Options,
    analysed: Corpus,
}

impl Prepared {
    fn new(texts: Vec<String>) -> Self {
        let options = Options {
            issue_date: "2020-01-15".parse().ok(),
            ..Options::default()
        };
        let folder = tempfile::tempdir().expect("a folder to write to");
        for (number, text) in texts.iter().enumerate() {
            let path = folder.path().join(format!("{number:06}.txt"));
            std::fs::write(path, text).expect("a folder to write to");
        }
        Self {
            analysed: corpus(folder.path(), &options, 2, true),
            folder,
            gb18030: texts
                .iter()
                .map(|text| encoding_rs::GB18030.encode(text).0.into_owned())
                .collect(),
            jieba: Jieba::new(),
            segmenter: Segmenter::new(&options.lexicon).expect("the shipped lexicon"),
            texts,
            options,
        }
    }

    fn measured(&self) -> Vec<Measured<'_>> {
        let mut all = List(Vec::new());
        all.add(CUT, || {
            for text in &self.texts {
                black_box(self.jieba.cut(text, true));
            }
        });
        all.add("decode UTF-8", || {
            for text in &self.texts {
                black_box(decode(text.as_bytes(), None)).ok();
            }
        });
        all.add("decode GB18030, detected", || {
            for bytes in &self.gb18030 {
                black_box(decode(bytes, None)).ok();
            }
        });
        all.add("layout and articles", || {
            for text in &self.texts {
                black_box(machinery::split(&mut page(text.clone())));
            }
        });
        all.add(
            "sentences",
            self.each(|_, _, found| sentences(&found.article.text, &found.article.paragraphs)),
        );
        all.add(
            "words",
            self.each(|_, _, found| self.segmenter.words(&found.article.text, &found.sentences)),
        );
        all.add(
            "topics",
            self.each(|_, _, found| self.options.taxonomy.topics(&found.article)),
        );
        all.add("times", self.each(machinery::times));
        all.add("quantities", self.each(machinery::quantities));
        all.add("places", self.each(machinery::places));
        all.add("orgs", self.each(machinery::orgs));
        all.add("persons", self.each(machinery::persons));
        all.add("quotes", self.each(machinery::quotes));
        all.add("slogans", self.each(machinery::slogans));
        all.add("all marks", self.each(machinery::marks));
        all.add("records", self.each(machinery::records));
        let first = TABLES
            .iter()
            .position(|&table| table == "persons")
            .expect("a table of marks");
        let (page_tables, mark_tables) = TABLES.split_at(first);
        all.add("tables of pages and articles", || {
            tables(&self.analysed, page_tables);
        });
        all.add("tables of marks and records", || {
            tables(&self.analysed, mark_tables);
        });
        for (threads, marks, name) in [
            (1, false, "whole without marks or records, 1 thread"),
            (2, false, "whole without marks or records, 2 threads"),
            (1, true, ALL),
            (2, true, ALL_ON_TWO),
        ] {
            let names = if marks { &TABLES } else { page_tables };
            all.add(name, move || {
                tables(
                    &corpus(self.folder.path(), &self.options, threads, marks),
                    names,
                );
            });
        }
        all.add(WITHOUT_WORDS, || {
            let corpus = corpus(self.folder.path(), &self.options, 1, true);
            let names = TABLES
                .iter()
                .copied()
                .filter(|name| !["tokens", "sentences"].contains(name));
            tables(&corpus, &names.collect::<Vec<_>>());
        });
        all.0
    }

    /// Runs a stage on every article.
    fn each<'p, T>(
        &'p self,
        stage: impl Fn(&Analyzer, &Page, &ArticleAnalysis) -> T + 'p,
    ) -> impl FnMut() + 'p {
        move || {
            for page in self.analysed.pages() {
                for article in &page.articles {
                    black_box(stage(self.analysed.analyzer(), &page.page, article));
                }
            }
        }
    }
}

/// From files to a corpus.
fn corpus(folder: &Path, options: &Options, threads: usize, marks: bool) -> Corpus {
    let options = Options {
        threads: Some(threads),
        ..options.clone()
    };
    let analyzer = Analyzer::new(options).expect("the shipped lexicon");
    let analyzer = if marks {
        analyzer
    } else {
        machinery::without_marks(analyzer)
    };
    Corpus::read(folder, Arc::new(analyzer), &Progress::default()).expect("the pages just written")
}

fn tables(corpus: &Corpus, names: &[&str]) {
    for name in names {
        black_box(corpus.table(name, &Progress::default())).ok();
    }
}

fn page(text: String) -> Page {
    Page {
        text,
        issue_date: "2020-01-15".parse().ok(),
        ..Page::default()
    }
}

/// The time from the start of a process to its first page, and of the parts of it.
fn cold_start(rounds: usize) {
    let run = || {
        let program = std::env::current_exe().expect("this program");
        let begin = Instant::now();
        let output = Command::new(program)
            .arg("--first-page")
            .output()
            .expect("this program runs");
        let whole = begin.elapsed().as_secs_f64() * 1e3;
        let inside: f64 = String::from_utf8_lossy(&output.stdout)
            .trim()
            .parse()
            .unwrap_or(f64::NAN);
        (whole, inside)
    };
    let mut times: Vec<(f64, f64)> = (0..rounds).map(|_| run()).collect();
    times.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (whole, inside) = times[times.len() / 2];
    println!(
        "first page from a cold start: {inside:.0} ms in {whole:.0} ms of a process (goal: 200)"
    );
}

fn first_page() {
    let begin = Instant::now();
    let text = samples().swap_remove(0);
    black_box(baokan::parse(&text, &Options::default()));
    println!("{:.3}", begin.elapsed().as_secs_f64() * 1e3);
}

/// The pages the Python package ships.
fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../python/baokan/pages");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the sample pages are checked in")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).expect("a sample page");
        decode(&bytes, None).expect("no encoding is named").text
    };
    files.iter().map(read).collect()
}

/// Folder `name` of a `shared` folder beside the checkout, where there is one.
fn shared(name: &str) -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared").join(name))
        .find(|folder| folder.is_dir())
}

/// The articles of JSON lines, put together page by page.
fn bulk(folder: &Path) -> impl Iterator<Item = String> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .collect();
    files.sort();
    let mut pages: Vec<(String, String)> = Vec::new();
    for file in files {
        let lines = std::fs::read_to_string(file).expect("JSON lines");
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON lines");
            let field = |name: &str| record[name].as_str().unwrap_or_default();
            let key = format!("{} {}", field("date"), record["page"]);
            if pages.last().is_none_or(|(last, _)| *last != key) {
                pages.push((key, String::new()));
            }
            if let Some((_, text)) = pages.last_mut() {
                for part in [field("title"), "\n", field("body"), "\n\n"] {
                    text.push_str(part);
                }
            }
        }
    }
    pages.into_iter().map(|(_, text)| text)
}

/// Texts until they are `bytes` long together.
fn up_to(texts: impl Iterator<Item = String>, bytes: usize) -> Vec<String> {
    let mut length = 0;
    texts
        .take_while(|text| {
            let wanted = length < bytes;
            length += text.len();
            wanted
        })
        .collect()
}
