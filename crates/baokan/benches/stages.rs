//! How fast each stage is, and the whole, beside what bare `jieba-rs` needs to cut the same text.
//!
//! Machines are noisy and differ, so every measured function runs once in each round, one after the
//! other, and what counts is the ratio of its median to that of `cut`.
//!
//! `cargo bench -p baokan --all-features [-- --rounds 9 --megabytes 4]`

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use baokan::{Analyzer, Article, Corpus, Options, Page, Progress, Segmenter, Sentence, TABLES, Word};
use baokan::{decode, machinery, sentences};
use jieba_rs::Jieba;

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
    cold_start(rounds.min(5));
    let samples = samples();
    let generated = samples.iter().cycle().cloned();
    measure("pages generated from the samples", up_to(generated, bytes), rounds);
    match shared("bulk") {
        Some(folder) => measure("news of shared/bulk", up_to(bulk(&folder), bytes), rounds),
        None => println!("shared/bulk is not there: its news are not measured"),
    }
}

/// One measured function: it goes over all pages once.
struct Measured<'p> {
    name: &'static str,
    run: Box<dyn FnMut() + 'p>,
    times: Vec<Duration>,
}

fn measure(title: &str, texts: Vec<String>, rounds: usize) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let prepared = Prepared::new(texts);
    let mut measured = prepared.measured();
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
    println!("\n{title}: {megabytes:.1} MB, {} articles, {rounds} rounds", prepared.articles.len());
    println!("{:<34}{:>9}{:>9}{:>9}", "", "ms", "MB/s", "x cut");
    let mut cut = None;
    for each in &mut measured {
        each.times.sort_unstable();
        let seconds = each.times[each.times.len() / 2].as_secs_f64();
        let cut = *cut.get_or_insert(seconds);
        println!("{:<34}{:>9.1}{:>9.1}{:>9.2}", each.name, seconds * 1e3, megabytes / seconds, cut / seconds);
    }
}

/// What the stages take, made beforehand.
struct Prepared {
    texts: Vec<String>,
    pages: Vec<Page>,
    gb18030: Vec<Vec<u8>>,
    articles: Vec<(Article, Vec<Sentence>, Vec<Word>, usize)>,
    jieba: Jieba,
    segmenter: Segmenter,
    options: Options,
}

impl Prepared {
    fn new(texts: Vec<String>) -> Self {
        let options = Options { issue_date: "2020-01-15".parse().ok(), ..Options::default() };
        let segmenter = Segmenter::new(&options.lexicon).expect("the shipped lexicon");
        let mut pages: Vec<Page> = texts.iter().map(|text| page(text.clone())).collect();
        let mut articles = Vec::new();
        for (number, page) in pages.iter_mut().enumerate() {
            for article in machinery::split(page).0 {
                let sentences = sentences(&article.text, &article.paragraphs);
                let words = segmenter.words(&article.text, &sentences);
                articles.push((article, sentences, words, number));
            }
        }
        let gb18030 = texts.iter().map(|text| encoding_rs::GB18030.encode(text).0.into_owned()).collect();
        Self { texts, pages, gb18030, articles, jieba: Jieba::new(), segmenter, options }
    }

    fn corpus(&self, threads: usize, marks: bool) -> Corpus {
        let options = Options { threads: Some(threads), ..self.options.clone() };
        let analyzer = Analyzer::new(options).expect("the shipped lexicon");
        let analyzer = if marks { analyzer } else { machinery::without_marks(analyzer) };
        let pages = self.texts.iter().map(|text| decoded(text.as_bytes())).collect();
        Corpus::from_pages(pages, Arc::new(analyzer), &Progress::default()).expect("not cancelled")
    }

    fn measured(&self) -> Vec<Measured<'_>> {
        let mut all: Vec<Measured<'_>> = Vec::new();
        let mut add = |name, run: Box<dyn FnMut() + '_>| {
            all.push(Measured { name, run, times: Vec::new() });
        };
        let analysed = self.corpus(1, true);
        let first = TABLES.iter().position(|&table| table == "persons").expect("a table of marks");
        let (page_tables, mark_tables) = TABLES.split_at(first);
        add("jieba-rs cut with HMM, bare", Box::new(|| {
            for text in &self.texts {
                black_box(self.jieba.cut(text, true));
            }
        }));
        add("decode UTF-8", Box::new(|| {
            for text in &self.texts {
                black_box(decode(text.as_bytes(), None)).ok();
            }
        }));
        add("decode GB18030, detected", Box::new(|| {
            for bytes in &self.gb18030 {
                black_box(decode(bytes, None)).ok();
            }
        }));
        add("layout and articles", Box::new(|| {
            for text in &self.texts {
                black_box(machinery::split(&mut page(text.clone())));
            }
        }));
        add("sentences", Box::new(|| {
            for (article, ..) in &self.articles {
                black_box(sentences(&article.text, &article.paragraphs));
            }
        }));
        add("words", Box::new(|| {
            for (article, sentences, ..) in &self.articles {
                black_box(self.segmenter.words(&article.text, sentences));
            }
        }));
        add("topics", Box::new(|| {
            for (article, ..) in &self.articles {
                black_box(self.options.taxonomy.topics(article));
            }
        }));
        add("times", Box::new(|| {
            for (article, .., page) in &self.articles {
                black_box(machinery::times(&article.text, self.pages[*page].issue_date, article.date));
            }
        }));
        add("quantities", Box::new(|| {
            for (article, ..) in &self.articles {
                black_box(machinery::quantities(&article.text, &[]));
            }
        }));
        add("all marks", Box::new(|| {
            for (article, sentences, words, page) in &self.articles {
                black_box(machinery::marks(article, &self.pages[*page], sentences, words));
            }
        }));
        let tables = |corpus: &Corpus, names: &[&str]| {
            for name in names {
                black_box(corpus.table(name, &Progress::default())).ok();
            }
        };
        let analysed = std::rc::Rc::new(analysed);
        let shared = std::rc::Rc::clone(&analysed);
        add("tables of pages and articles", Box::new(move || tables(&shared, page_tables)));
        add("tables of marks", Box::new(move || tables(&analysed, mark_tables)));
        add("whole without marks, 1 thread", Box::new(move || tables(&self.corpus(1, false), page_tables)));
        add("whole without marks, 2 threads", Box::new(move || tables(&self.corpus(2, false), page_tables)));
        add("whole with marks, 1 thread", Box::new(move || tables(&self.corpus(1, true), &TABLES)));
        add("whole with marks, 2 threads", Box::new(move || tables(&self.corpus(2, true), &TABLES)));
        all
    }
}

fn page(text: String) -> Page {
    Page { text, issue_date: "2020-01-15".parse().ok(), ..Page::default() }
}

fn decoded(bytes: &[u8]) -> Page {
    let decoded = decode(bytes, None).expect("no encoding is named");
    page(decoded.text)
}

/// The time from the start of a process to its first page, and of the parts of it.
fn cold_start(rounds: usize) {
    let run = || {
        let program = std::env::current_exe().expect("this program");
        let begin = Instant::now();
        let output = Command::new(program).arg("--first-page").output().expect("this program runs");
        let whole = begin.elapsed().as_secs_f64() * 1e3;
        let inside: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(f64::NAN);
        (whole, inside)
    };
    let mut times: Vec<(f64, f64)> = (0..rounds).map(|_| run()).collect();
    times.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (whole, inside) = times[times.len() / 2];
    println!("first page from a cold start: {inside:.0} ms in {whole:.0} ms of a process");
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
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
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
