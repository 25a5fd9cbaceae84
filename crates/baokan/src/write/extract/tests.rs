use super::*;
use crate::analyzer::Options;
use crate::corpus::Corpus;
use crate::stream::Queue;
use crate::table::TABLES;

struct Case {
    folder: tempfile::TempDir,
    analyzer: Arc<Analyzer>,
}

impl Case {
    fn new(pages: usize) -> Self {
        let case = Self {
            folder: tempfile::tempdir().unwrap(),
            analyzer: Arc::new(Analyzer::new(Options::default()).unwrap()),
        };
        fs::create_dir(case.pages()).unwrap();
        for number in 0..pages {
            let text = format!(
                "禾山县召开第{number}次会议\n\n本报讯 5月20日,禾山县召开会议。会议强调,要落实责任。\n"
            );
            case.page(number, &text);
        }
        case
    }

    fn page(&self, number: usize, text: &str) {
        fs::write(self.pages().join(format!("{number}.txt")), text).unwrap();
    }

    fn pages(&self) -> PathBuf {
        self.folder.path().join("pages")
    }

    fn tables(&self) -> PathBuf {
        self.folder.path().join("tables")
    }

    fn extract(&self, format: Format, resume: bool) -> Result<Extracted> {
        let extraction = Extraction {
            format,
            streaming: Streaming {
                batch_pages: 1,
                ..Streaming::default()
            },
            resume,
            part_pages: 2,
        };
        let analyzer = Arc::clone(&self.analyzer);
        let progress = Progress::default();
        extract(
            &self.pages(),
            analyzer,
            self.tables(),
            &extraction,
            &progress,
        )
    }

    /// Leaves a run behind that was stopped when it had done some of the pages.
    fn stopped_after(&self, pages: usize) {
        let queue = stream::pending((&self.pages()).into(), &self.analyzer).unwrap();
        let mut run = Run {
            folder: self.tables(),
            parts: self.tables().join(".extract"),
            format: Format::Jsonl,
            threads: Some(1),
            tables: TABLES.to_vec(),
            manifest: Manifest::new(self.analyzer.options(), Format::Jsonl, &TABLES),
            sources: Fingerprint::default(),
            first_errors: Vec::new(),
        };
        fs::create_dir_all(&run.folder).unwrap();
        run.begin().unwrap();
        let stream = Stream::new(
            Queue {
                pages: queue.pages.take(pages),
                total: pages,
                have_metadata: queue.have_metadata,
            },
            run.manifest.done,
            Arc::clone(&self.analyzer),
            &Streaming::default(),
        );
        run.write(stream.unwrap(), 2, &Progress::default()).unwrap();
        let number = run.manifest.parts.unwrap();
        for name in ["pages.jsonl", "topics.jsonl.77.part"] {
            fs::write(run.parts.join(format!("{number:06}.{name}")), "{}").unwrap();
        }
    }

    fn text(&self, table: &str) -> String {
        fs::read_to_string(self.tables().join(format!("{table}.jsonl"))).unwrap()
    }
}

#[test]
fn files_are_those_of_the_corpus() {
    let case = Case::new(5);
    let analyzer = Arc::clone(&case.analyzer);
    let corpus = Corpus::read(&case.pages(), analyzer, &Progress::default()).unwrap();
    let whole = case.folder.path().join("whole");
    for format in [Format::Csv, Format::Jsonl] {
        let extracted = case.extract(format, false).unwrap();
        assert_eq!((extracted.pages, extracted.articles), (5, corpus.len()));
        let files = corpus.write(&whole, format, &Progress::default()).unwrap();
        for (one, other) in files.iter().zip(&extracted.files) {
            assert_eq!(
                fs::read(one).unwrap(),
                fs::read(other).unwrap(),
                "{other:?}"
            );
        }
    }
    let manifest = |folder| fs::read_to_string(Path::join(folder, "manifest.json")).unwrap();
    assert_eq!(manifest(&whole), manifest(&case.tables()));
    assert!(!case.tables().join(".extract").exists());
}

#[test]
fn a_stopped_run_goes_on_where_it_was() {
    let case = Case::new(5);
    case.extract(Format::Jsonl, false).unwrap();
    let pages = case.text("pages");
    let articles = case.text("articles");
    case.stopped_after(3);
    assert_eq!(case.text("pages"), pages, "files of an earlier run stay");
    // Were a page that is done read again, its rows would now be others.
    for number in 0..3 {
        case.page(number, "别的文章\n别的内容。");
    }
    let extracted = case.extract(Format::Jsonl, true).unwrap();
    assert_eq!(extracted.pages, 5);
    assert_eq!(case.text("pages"), pages);
    assert_eq!(case.text("articles"), articles);
    assert!(!case.tables().join(".extract").exists());
    // A run that is through has nothing left to do.
    assert_eq!(case.extract(Format::Jsonl, true).unwrap().pages, 5);
    assert_eq!(case.text("articles"), articles);
    case.extract(Format::Jsonl, false).unwrap();
    assert_ne!(case.text("articles"), articles);
}

#[test]
fn a_run_stopped_while_joining_goes_on() {
    let case = Case::new(5);
    fs::create_dir_all(case.tables().join("tokens.jsonl")).unwrap();
    let error = case.extract(Format::Jsonl, false).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Write);
    assert!(case.tables().join("pages.jsonl").is_file());
    assert!(!case.tables().join("topics.jsonl").exists());
    fs::remove_dir(case.tables().join("tokens.jsonl")).unwrap();
    for number in 0..5 {
        case.page(number, "");
    }
    case.extract(Format::Jsonl, true).unwrap();
    assert_eq!(case.text("pages").lines().count(), 5);
    assert!(case.text("tokens").lines().count() > 50);
}

#[test]
fn other_settings_or_pages_are_refused() {
    let case = Case::new(3);
    case.stopped_after(2);
    let error = case.extract(Format::Csv, true).unwrap_err().to_string();
    assert!(error.contains("format \"jsonl\", not \"csv\""), "{error}");
    fs::rename(case.pages().join("0.txt"), case.pages().join("9.txt")).unwrap();
    let error = case.extract(Format::Jsonl, true).unwrap_err();
    assert!(error.to_string().contains("read other pages"), "{error}");
    assert_eq!(error.kind(), ErrorKind::Argument);
}
