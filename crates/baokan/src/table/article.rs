//! The tables of an article's parts: articles, paragraphs, sentences, tokens, topics.

use super::PageRow;
use super::rows::Rows;
use crate::span::count_in;

pub(super) fn articles(rows: &mut Rows, row: &PageRow<'_>) {
    let page = &row.analysis.page.text;
    let offsets = row.offsets();
    for (seq, item) in row.articles().enumerate() {
        let article = &item.analysis.article;
        let (start, end) = offsets.characters(article.span);
        let printed = article.credits.iter().map(|span| span.slice(&article.text));
        let byline = printed
            .chain(article.bylines.iter().map(|span| span.slice(page)))
            .collect::<Vec<_>>()
            .join(" ");
        rows.int(item.number);
        rows.int(row.numbering.pages);
        rows.int(seq);
        rows.text(article.section.as_deref());
        rows.text(article.kicker.as_deref());
        rows.text(article.headline.as_deref());
        rows.text(article.subtitle.as_deref());
        rows.text(article.dateline.as_deref());
        rows.date(article.date);
        rows.texts(article.authors.iter().map(String::as_str));
        rows.text(Some(byline.as_str()).filter(|byline| !byline.is_empty()));
        rows.text(article.text.as_str());
        rows.int(start);
        rows.int(end);
    }
}

pub(super) fn paragraphs(rows: &mut Rows, row: &PageRow<'_>) {
    for item in row.articles() {
        for (number, paragraph) in item.analysis.article.paragraphs.iter().enumerate() {
            rows.int(item.number);
            rows.int(number);
            item.stretch(rows, paragraph.span);
            rows.text(paragraph.role.name());
            rows.text(paragraph.span.slice(item.text));
        }
    }
}

pub(super) fn sentences(rows: &mut Rows, row: &PageRow<'_>) {
    for item in row.articles() {
        for (number, sentence) in item.analysis.sentences.iter().enumerate() {
            rows.int(item.number);
            rows.int(sentence.paragraph);
            rows.int(number);
            item.stretch(rows, sentence.span);
            rows.text(sentence.span.slice(item.text));
        }
    }
}

pub(super) fn tokens(rows: &mut Rows, row: &PageRow<'_>) {
    let analyzer = row.corpus.analyzer();
    // Column by column; a page is smaller than what these numbers can count.
    let (mut starts, mut ends, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for item in row.articles() {
        let words = &item.analysis.words;
        let text = item.text.as_bytes();
        starts.clear();
        ends.clear();
        // Words stand in text order, so their positions are counted on from the last one.
        let (mut byte, mut character) = (0, 0);
        for word in words {
            let (start, end) = (word.span.start as usize, word.span.end as usize);
            character += count_in(text, byte, start) as i32;
            starts.push(character);
            character += count_in(text, start, end) as i32;
            ends.push(character);
            byte = end;
        }
        rows.int_times(item.number, words.len());
        numbers.clear();
        numbers.extend(words.iter().map(|word| word.sentence as i32));
        rows.ints(&numbers);
        numbers.clear();
        numbers.extend(0..words.len() as i32);
        rows.ints(&numbers);
        rows.ints(&starts);
        rows.ints(&ends);
        rows.slices(item.text, words.iter().map(|word| word.span));
        rows.each_text(words.iter().map(|word| analyzer.tag_name(word.tag)));
    }
}

pub(super) fn topics(rows: &mut Rows, row: &PageRow<'_>) {
    for item in row.articles() {
        for topic in &item.analysis.topics {
            rows.int(item.number);
            rows.text(topic.id.as_str());
            rows.text(topic.name.as_str());
            rows.float(topic.score);
            rows.int(topic.rank as usize);
            rows.evidence(topic.evidence.iter().map(|evidence| {
                let (start, end) = item.characters(evidence.span);
                (start, end, evidence.term.as_str())
            }));
        }
    }
}
