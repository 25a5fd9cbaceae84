//! What holds for any bytes whatever, one function for each fuzz target: it panics where a promise is broken.

use std::sync::{Arc, LazyLock};

use baokan::{
    Analyzer, Article, ArticleAnalysis, Corpus, Marks, Options, Page, PageAnalysis, Progress, Span,
    TABLES, machinery,
};
use serde_json::Value;

/// One for all cases: it takes longer to build than a page to read.
pub static ANALYZER: LazyLock<Arc<Analyzer>> = LazyLock::new(|| {
    let options = Options {
        issue_date: Some("2024-05-24".parse().expect("a date")),
        threads: Some(1),
        ..Options::default()
    };
    Arc::new(Analyzer::new(options).expect("the options are usable"))
});

/// What the stages look for, with the signs that part and enclose it.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lists = [
        include_str!("../../data/activity_words.tsv"),
        include_str!("../../data/count_verbs.tsv"),
        include_str!("../../data/deliberations.tsv"),
        include_str!("../../data/directive_words.tsv"),
        include_str!("../../data/ethnic_groups.tsv"),
        include_str!("../../data/honorifics.tsv"),
        include_str!("../../data/incident_words.tsv"),
        include_str!("../../data/layout.tsv"),
        include_str!("../../data/matter_words.tsv"),
        include_str!("../../data/mechanism_words.tsv"),
        include_str!("../../data/meeting_words.tsv"),
        include_str!("../../data/numeral_words.tsv"),
        include_str!("../../data/org_functions.tsv"),
        include_str!("../../data/org_heads.tsv"),
        include_str!("../../data/org_names.tsv"),
        include_str!("../../data/org_suffixes.tsv"),
        include_str!("../../data/person_verbs.tsv"),
        include_str!("../../data/place_abbreviations.tsv"),
        include_str!("../../data/place_endings.tsv"),
        include_str!("../../data/place_regions.tsv"),
        include_str!("../../data/place_tails.tsv"),
        include_str!("../../data/place_words.tsv"),
        include_str!("../../data/quantity_modifiers.tsv"),
        include_str!("../../data/slogan_verbs.tsv"),
        include_str!("../../data/slogans.tsv"),
        include_str!("../../data/speaker_roles.tsv"),
        include_str!("../../data/speech_verbs.tsv"),
        include_str!("../../data/stop_words.tsv"),
        include_str!("../../data/subunits.tsv"),
        include_str!("../../data/surnames.tsv"),
        include_str!("../../data/times.tsv"),
        include_str!("../../data/titles.tsv"),
        include_str!("../../data/transliteration.tsv"),
        include_str!("../../data/units.tsv"),
    ];
    let words = lists
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next());
    // Signs, digits and name characters stand between words of any list: as many of them as of words in a long one.
    let signs = "\n\n 　,，.。、;；:：!！?？“”\"‘’'（）()《》〈〉【】[]·-—…%％~～0123456789０５９〇一二两三四五六七八九十百千万亿半几数多第年月日时分省市县区镇乡村组局委部院王李明秀";
    let signs = signs
        .char_indices()
        .map(|(at, sign)| &signs[at..at + sign.len_utf8()]);
    words.chain(signs.cycle().take(3000)).collect()
});

/// Bytes become text of bounded length in any encoding, and valid UTF-8 is kept.
pub fn decoder(bytes: &[u8]) {
    let detected = baokan::decode(bytes, None).expect("no encoding was named");
    for name in ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be", "hz"] {
        if let Ok(named) = baokan::decode(bytes, Some(name)) {
            assert!(named.text.len() <= 3 * bytes.len(), "{name} grew");
            assert_eq!(named.error.map_or(1, |error| error.lines().count()), 1);
        }
    }
    assert!(detected.text.len() <= 3 * bytes.len(), "the text grew");
    if detected.encoding == "UTF-8"
        && let Ok(text) = str::from_utf8(bytes)
    {
        assert_eq!(detected.text, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
}

/// Every character of a page that can be seen ends in exactly one place.
pub fn layout(bytes: &[u8]) {
    let mut page = Page {
        text: String::from_utf8_lossy(bytes).into_owned(),
        ..Page::default()
    };
    let (articles, captions, furniture) = machinery::split(&mut page);
    let analysis = |article| baokan::ArticleAnalysis {
        article,
        ..baokan::ArticleAnalysis::default()
    };
    conserved(&PageAnalysis {
        articles: articles.into_iter().map(analysis).collect(),
        captions,
        furniture,
        page,
    })
    .unwrap_or_else(|wrong| panic!("{wrong}"));
}

/// A whole page with its marks and records: no error, nothing lost, and positions that slice to the text beside them.
pub fn page(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let page = Page {
        text,
        ..Page::default()
    };
    let corpus = Corpus::from_pages(vec![page], Arc::clone(&ANALYZER), &Progress::default())
        .expect("nobody stopped the run");
    whole(&corpus);
}

/// Bytes taken for numbers of words: text made of what the marks and records look for, which random bytes hardly ever spell.
///
/// What breaks this promise is kept as text with those of [`page`], since the numbers change with the lists.
pub fn marks(bytes: &[u8]) {
    let words = bytes.chunks_exact(2).map(|pair| {
        let number = usize::from(u16::from_le_bytes([pair[0], pair[1]]));
        WORDS[number % WORDS.len()]
    });
    let text: String = words.collect();
    page(text.as_bytes());
    let analysis = ANALYZER.page(Page {
        text,
        ..Page::default()
    });
    for found in &analysis.articles {
        each_mark_alone(&analysis.page, found);
    }
}

/// No stage takes for granted what those before it find: each is run on an article where nothing was found but words.
fn each_mark_alone(page: &Page, found: &ArticleAnalysis) {
    let bare = ArticleAnalysis {
        marks: Marks::default(),
        ..found.clone()
    };
    let text = &found.article.text;
    // Slicing panics where a span ends inside a character or outside the text.
    let stands = |span: Span| assert!(!span.slice(text).is_empty(), "a mark of nothing");
    let times = machinery::times(&ANALYZER, page, &bare);
    times.iter().for_each(|mark| stands(mark.span));
    let quantities = machinery::quantities(&ANALYZER, page, &bare);
    quantities.iter().for_each(|mark| stands(mark.span));
    let places = machinery::places(&ANALYZER, page, &bare);
    places.iter().for_each(|mark| stands(mark.span));
    let orgs = machinery::orgs(&ANALYZER, page, &bare);
    orgs.iter().for_each(|mark| stands(mark.span));
    let persons = machinery::persons(&ANALYZER, page, &bare);
    persons.iter().for_each(|mark| stands(mark.span));
    let quotes = machinery::quotes(&ANALYZER, page, &bare);
    quotes.iter().for_each(|mark| stands(mark.span));
    let slogans = machinery::slogans(&ANALYZER, page, &bare);
    slogans.iter().for_each(|mark| stands(mark.span));
    let _ = machinery::records(&ANALYZER, page, &bare);
}

/// Bytes taken for HTML.
pub fn html(bytes: &[u8]) {
    file("page.html", bytes);
}

/// Bytes taken for an archive of each kind.
pub fn archive(bytes: &[u8]) {
    for name in ["pages.zip", "pages.tar", "pages.tar.gz", "page.txt.gz"] {
        file(name, bytes);
    }
}

/// Bytes taken for a table of texts.
pub fn rows(bytes: &[u8]) {
    for name in ["rows.csv", "rows.tsv", "rows.jsonl"] {
        file(name, bytes);
    }
}

/// Reads a file of these bytes. What cannot be read is a page with an error of one line.
fn file(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    if let Ok(corpus) = Corpus::read(&path, Arc::clone(&ANALYZER), &Progress::default()) {
        whole(&corpus);
    }
    let left = std::fs::read_dir(folder.path()).map_or(0, Iterator::count);
    assert_eq!(left, 1, "reading wrote a file");
}

/// What holds for every corpus.
fn whole(corpus: &Corpus) {
    for page in corpus.pages() {
        if let Some(error) = &page.page.error {
            assert!(!error.contains("internal error"), "{error}");
            assert_eq!(error.lines().count(), 1, "{error:?}");
        }
        conserved(page).unwrap_or_else(|wrong| panic!("{wrong}"));
        words_tile(page);
    }
    positions_slice(corpus);
}

/// Every position in every table slices to the text beside it.
pub fn positions_slice(corpus: &Corpus) {
    let texts: Vec<Vec<char>> = corpus
        .articles()
        .map(|item| item.article.text.chars().collect())
        .collect();
    let pages: Vec<Vec<char>> = corpus
        .pages()
        .iter()
        .map(|page| page.page.text.chars().collect())
        .collect();
    for name in TABLES {
        let table = corpus
            .table(name, &Progress::default())
            .expect("the table is known");
        for row in table.rows() {
            let row = serde_json::to_value(row).expect("a row is plain data");
            let at = |column: &str| row[column].as_u64().map(|at| at as usize);
            let (Some(start), Some(end), Value::String(text)) =
                (at("start"), at("end"), &row["text"])
            else {
                continue;
            };
            let whole = match (name, at("article"), at("page")) {
                ("articles" | "captions", _, _) => continue,
                (_, Some(article), _) => &texts[article],
                (_, None, page) => &pages[page.unwrap_or_default()],
            };
            assert!(start <= end && end <= whole.len(), "{name}: {start}..{end}");
            assert_eq!(
                &whole[start..end].iter().collect::<String>(),
                text,
                "in {name}"
            );
        }
    }
}

/// The words of every sentence, put together, are the sentence.
pub fn words_tile(page: &PageAnalysis) {
    for item in &page.articles {
        let mut joined = vec![String::new(); item.sentences.len()];
        for word in &item.words {
            joined[word.sentence as usize] += word.span.slice(&item.article.text);
        }
        for (sentence, joined) in item.sentences.iter().zip(joined) {
            assert_eq!(joined, sentence.span.slice(&item.article.text));
        }
    }
}

/// The spans of the page that its parts were read from.
fn taken(page: &PageAnalysis) -> Vec<Span> {
    let articles = page.articles.iter().map(|item| &item.article);
    let texts = articles
        .clone()
        .flat_map(|article| article.pieces.iter().map(|piece| piece.page));
    let bylines = articles.flat_map(|article| article.bylines.iter().copied());
    let captions = page
        .captions
        .iter()
        .flat_map(|caption| caption.spans.iter().copied());
    let furniture = page.furniture.iter().map(|furniture| furniture.span);
    texts
        .chain(bylines)
        .chain(captions)
        .chain(furniture)
        .collect()
}

/// What is wrong with the parts of a page, character by character.
pub fn conserved(page: &PageAnalysis) -> Result<(), String> {
    let text = &page.page.text;
    let mut times = vec![0u8; text.len()];
    for span in taken(page) {
        for byte in &mut times[span.range()] {
            *byte = byte.saturating_add(1);
        }
    }
    for (at, character) in text.char_indices() {
        let invisible = character.is_control() || machinery::is_space(character);
        let right = if invisible {
            times[at] <= 1
        } else {
            times[at] == 1
        };
        if !right {
            return Err(format!(
                "{character:?} at byte {at} was taken {} times from {text:?}",
                times[at]
            ));
        }
    }
    for item in &page.articles {
        for piece in &item.article.pieces {
            if piece.text.slice(&item.article.text) != piece.page.slice(text) {
                return Err(format!("{piece:?} of {text:?} was rewritten"));
            }
        }
    }
    page.articles
        .iter()
        .try_for_each(|item| put_together(&item.article))
}

/// An article's text is the stretches it was read from, in order, and line ends between them; its headline block
/// and paragraphs follow one another in it.
fn put_together(article: &Article) -> Result<(), String> {
    let mut joined = String::new();
    for piece in &article.pieces {
        while joined.len() < piece.text.start as usize {
            joined.push('\n');
        }
        if article.locate(piece.text) != [piece.page] || joined.len() != piece.text.start as usize {
            return Err(format!("{piece:?} is out of order in {:?}", article.text));
        }
        joined += piece.text.slice(&article.text);
    }
    if joined != article.text {
        return Err(format!("{joined:?} is not {:?}", article.text));
    }
    let mut end = article.heading.end;
    for paragraph in &article.paragraphs {
        let between = if end == 0 { "" } else { "\n" };
        if article
            .text
            .get(end as usize..paragraph.span.start as usize)
            != Some(between)
        {
            return Err(format!(
                "{paragraph:?} does not follow {end} in {:?}",
                article.text
            ));
        }
        end = paragraph.span.end;
    }
    if end as usize == article.text.len() {
        Ok(())
    } else {
        Err(format!("{:?} goes on after {end}", article.text))
    }
}
