//! Bytes a second of every stage and of the whole, beside bare jieba-rs in the same run.
//!
//! Two kinds of pages: `made`, from the sample pages with other figures and in other orders, and `bulk`,
//! real pages from `../shared/bulk`, where that folder lies beside the project.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use baokan::{Analyzer, ArticleAnalysis, Corpus, Format, Options, Page, Progress, TABLES, machinery};
use divan::Bencher;
use divan::counter::BytesCount;
use jieba_rs::Jieba;

fn main() {
    divan::main();
}

const KINDS: [&str; 2] = ["made", "bulk"];
const RUNS: [(&str, usize); 4] = [("made", 1), ("made", 2), ("bulk", 1), ("bulk", 2)];
/// Enough text for steady figures, little enough for a run of a minute.
const BYTES: usize = 4_000_000;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
static MADE: LazyLock<Vec<Page>> = LazyLock::new(made);
static BULK: LazyLock<Vec<Page>> = LazyLock::new(bulk);
static MADE_CORPUS: LazyLock<Corpus> = LazyLock::new(|| corpus(&MADE, 1));
static BULK_CORPUS: LazyLock<Corpus> = LazyLock::new(|| corpus(&BULK, 1));

#[divan::bench(args = KINDS)]
fn bare_jieba_cut(bencher: Bencher, kind: &str) {
    let pages = pages(kind);
    LazyLock::force(&JIEBA);
    bencher.counter(bytes(pages)).bench(|| {
        let cut = |page: &Page| page.text.lines().map(|line| JIEBA.cut(line, true).len()).sum::<usize>();
        pages.iter().map(cut).sum::<usize>()
    });
}

#[divan::bench(args = KINDS)]
fn decode(bencher: Bencher, kind: &str) {
    let pages = pages(kind);
    bencher.counter(bytes(pages)).bench(|| {
        pages.iter().map(|page| baokan::decode(page.text.as_bytes(), None).map(|it| it.text.len())).collect::<Vec<_>>()
    });
}

#[divan::bench(args = KINDS)]
fn layout(bencher: Bencher, kind: &str) {
    let pages = pages(kind);
    let split = |mut page: Page| machinery::articles(&mut page).len();
    bencher
        .counter(bytes(pages))
        .with_inputs(|| pages.to_vec())
        .bench_values(|pages| pages.into_iter().map(split).sum::<usize>());
}

#[divan::bench(args = KINDS)]
fn sentences(bencher: Bencher, kind: &str) {
    articles(bencher, kind, |item, _| baokan::sentences(&item.article.text, &item.article.paragraphs).len());
}

#[divan::bench(args = KINDS)]
fn words(bencher: Bencher, kind: &str) {
    let segmenter = baokan::Segmenter::new(&baokan::Lexicon::default()).expect("the default lexicon is usable");
    articles(bencher, kind, |item, _| segmenter.words(&item.article.text, &item.sentences).len());
}

#[divan::bench(args = KINDS)]
fn topics(bencher: Bencher, kind: &str) {
    let taxonomy = baokan::Taxonomy::default();
    articles(bencher, kind, |item, _| taxonomy.topics(&item.article).len());
}

#[divan::bench(args = KINDS)]
fn marks(bencher: Bencher, kind: &str) {
    let analyzer = analyzer(1);
    articles(bencher, kind, |item, page| machinery::marks(&analyzer, item, page).times.len());
}

#[divan::bench(args = KINDS)]
fn tables(bencher: Bencher, kind: &str) {
    let corpus = read(kind);
    bencher.counter(bytes(pages(kind))).bench(|| rows(corpus));
}

#[divan::bench(args = KINDS)]
fn parquet(bencher: Bencher, kind: &str) {
    let corpus = read(kind);
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    bencher.counter(bytes(pages(kind))).bench(|| corpus.write(folder.path(), Format::Parquet, &Progress::default()));
}

/// From pages in memory to every table.
#[divan::bench(args = RUNS)]
fn whole(bencher: Bencher, (kind, threads): (&str, usize)) {
    let pages = pages(kind);
    let analyzer = analyzer(threads);
    bencher.counter(bytes(pages)).with_inputs(|| pages.to_vec()).bench_values(|pages| {
        let corpus = Corpus::from_pages(pages, Arc::clone(&analyzer), &Progress::default());
        rows(&corpus.expect("nobody cancels the run"))
    });
}

fn articles(bencher: Bencher, kind: &str, work: impl Fn(&ArticleAnalysis, &Page) -> usize + Sync) {
    let corpus = read(kind);
    bencher.counter(bytes(pages(kind))).bench(|| {
        let of_page = |page: &baokan::PageAnalysis| page.articles.iter().map(|item| work(item, &page.page)).sum::<usize>();
        corpus.pages().iter().map(of_page).sum::<usize>()
    });
}

fn rows(corpus: &Corpus) -> usize {
    TABLES.iter().map(|name| corpus.table(name, &Progress::default()).map_or(0, |table| table.len())).sum()
}

fn bytes(pages: &[Page]) -> BytesCount {
    BytesCount::new(pages.iter().map(|page| page.text.len()).sum::<usize>())
}

fn pages(kind: &str) -> &'static [Page] {
    if kind == "made" { &MADE } else { &BULK }
}

fn read(kind: &str) -> &'static Corpus {
    if kind == "made" { &MADE_CORPUS } else { &BULK_CORPUS }
}

fn analyzer(threads: usize) -> Arc<Analyzer> {
    let options = Options { threads: Some(threads), ..Options::default() };
    Arc::new(Analyzer::new(options).expect("the default options are usable"))
}

fn corpus(pages: &[Page], threads: usize) -> Corpus {
    Corpus::from_pages(pages.to_vec(), analyzer(threads), &Progress::default()).expect("nobody cancels the run")
}

/// The sample pages again and again, each time with other digits, so that no cache meets the same line twice.
fn made() -> Vec<Page> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../python/baokan/pages");
    let samples = baokan::read(folder, &Options::default()).expect("the sample pages lie in the repository");
    let mut pages = Vec::new();
    let mut size = 0;
    for turn in 0u32.. {
        for page in samples.pages() {
            let turned = |digit: char| digit.to_digit(10).and_then(|value| char::from_digit((value + turn) % 10, 10));
            let text = page.page.text.chars().map(|character| turned(character).unwrap_or(character)).collect::<String>();
            size += text.len();
            pages.push(Page { text, ..Page::default() });
        }
        if size > BYTES {
            break;
        }
    }
    pages
}

/// Real articles put together again as the pages they stood on; none where the folder is not there.
fn bulk() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bulk");
    let file = std::fs::read_to_string(folder.join("202001.jsonl")).unwrap_or_default();
    let mut pages: Vec<(String, Page)> = Vec::new();
    for line in file.lines() {
        let article: serde_json::Value = serde_json::from_str(line).expect("one article a line");
        let field = |name: &str| article[name].as_str().unwrap_or_default();
        let key = format!("{}-{}", field("date"), article["page"]);
        if pages.last().is_none_or(|(last, _)| *last != key) {
            if pages.iter().map(|(_, page)| page.text.len()).sum::<usize>() > BYTES {
                break;
            }
            pages.push((key, Page::default()));
        }
        let (_, page) = pages.last_mut().expect("one was pushed above");
        page.text += &format!("{}\n\n{}\n\n", field("title"), field("body"));
    }
    pages.into_iter().map(|(_, page)| page).collect()
}
