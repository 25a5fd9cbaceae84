//! Directives: what a meeting, a document or an official tells others to do.
//!
//! A paper reports orders in chains: somebody speaks (会议强调, 县长要求, 通知明确), and every clause that
//! is led by a word of obligation is an order until somebody else speaks:
//!
//! > 会议强调,要抓实排查;各村要落实专人,严禁瞒报。他要求,…
//!
//! One row is one led clause: from its subject, or the modal when it has none, up to the next led
//! clause or the mark that ends it.

mod field;
mod lexicon;
#[cfg(test)]
mod tests;
mod unit;
mod voice;

use super::vocabulary::Record;
use super::{Context, Directive};
use crate::article::Role;
use crate::span::Span;
use field::Evidence;
pub(super) use lexicon::LIST;
use lexicon::Word;
use unit::{Stop, Unit, units};
use voice::{Change, Speakers, Voice};

/// The directives of an article, in text order.
pub(crate) fn directives(context: &Context<'_>) -> Vec<Directive> {
    // Somebody must speak before there are orders.
    if !context.hits.has(Record::Directive, lexicon::SPEAKS) {
        return Vec::new();
    }
    let text = &context.article.text;
    let speech = context
        .marks
        .quotes
        .iter()
        .map(|quote| quote.span)
        .collect::<Vec<_>>();
    let mut reader = Reader {
        context,
        text,
        speakers: Speakers::new(context.article, context.marks),
        voice: None,
        row: None,
        evidence: Evidence::new(context.topics),
        preface: None,
        found: Vec::new(),
    };
    let (mut unread, mut has_pronoun) = (0, None);
    for (number, paragraph) in context.article.paragraphs.iter().enumerate() {
        if paragraph.role == Role::Subhead {
            reader.close();
            // `二、压实责任` heads a part of what is being told.
            if numbering(paragraph.span.slice(text)) == 0 {
                reader.voice = None;
            }
            continue;
        }
        let words = lexicon::words(&context.hits, paragraph.span);
        if reader.voice.is_none() && !words.iter().any(|word| word.is(lexicon::SPEAKS)) {
            continue;
        }
        // Whom 他 stands for may have been named in a paragraph without orders.
        if *has_pronoun.get_or_insert_with(|| text.contains('他') || text.contains('她')) {
            for paragraph in &context.article.paragraphs[unread..number] {
                if paragraph.role != Role::Subhead && reader.speakers.are_named(paragraph.span) {
                    reader.pass_over(&clauses(context, &speech, paragraph.span));
                }
            }
        }
        unread = number + 1;
        reader.paragraph(&clauses(context, &speech, paragraph.span), &words);
    }
    reader.close();
    reader.found
}

/// The clauses of a paragraph; `speech` is the direct speech of the article.
fn clauses(context: &Context, speech: &[Span], paragraph: Span) -> Vec<Unit> {
    let first = speech.partition_point(|span| span.end <= paragraph.start);
    let after = speech.partition_point(|span| span.start < paragraph.end);
    let speech = speech.get(first..after).unwrap_or_default();
    units(&context.article.text, &context.hits, paragraph, speech)
}

/// An order that is being read.
struct Row {
    start: usize,
    modal: Word,
    /// The end of the last clause that belongs to it.
    end: usize,
    voice: Voice,
    /// Whether orders may go on in a new sentence: a ban or a conditional order is over with its own.
    goes_on: bool,
    /// Whether its items are counted off: `做好三件事:一是…;二是…`.
    counted: bool,
}

struct Reader<'a> {
    context: &'a Context<'a>,
    text: &'a str,
    speakers: Speakers<'a>,
    voice: Option<Voice>,
    row: Option<Row>,
    evidence: Evidence<'a>,
    /// Start of a condition that stands before the next led clause: `一旦发现隐患,要…`.
    preface: Option<usize>,
    found: Vec<Directive>,
}

impl Reader<'_> {
    fn paragraph(&mut self, units: &[Unit], words: &[Word]) {
        self.speakers.next_sentence();
        // A chain of orders runs over a paragraph's end where the paper sets a new paragraph within
        // one sentence, or where the next begins with an order of the same kind (`要…`, `各村要…`).
        let goes_on = self.row.is_some() && self.stop_before(units) != Stop::Full;
        self.close();
        let numbered = units
            .first()
            .map_or(0, |unit| numbering(&self.text[unit.start..unit.end]));
        if !goes_on && numbered == 0 && !self.begins_with_order(units, words) {
            self.voice = None;
        }
        let mut before = Stop::Full;
        let mut words = words;
        for unit in units {
            let first = words.partition_point(|word| word.start < unit.start);
            let after = words.partition_point(|word| word.start < unit.end);
            let (inside, rest) = words[first..].split_at(after.saturating_sub(first));
            words = rest;
            self.unit(unit, inside, before);
            before = unit.stop;
            if before == Stop::Full {
                self.speakers.next_sentence();
            }
        }
    }

    /// Notes whom a paragraph without orders is about.
    fn pass_over(&mut self, units: &[Unit]) {
        self.speakers.next_sentence();
        for unit in units {
            self.speakers.note(unit, &[]);
            if unit.stop == Stop::Full {
                self.speakers.next_sentence();
            }
        }
    }

    /// The mark before a paragraph's first clause.
    fn stop_before(&self, units: &[Unit]) -> Stop {
        let start = units.first().map_or(0, |unit| unit.start);
        match self.text[..start].trim_end().chars().next_back() {
            Some('；' | ';') => Stop::Semicolon,
            Some('，' | ',') => Stop::Comma,
            _ => Stop::Full,
        }
    }

    fn begins_with_order(&self, units: &[Unit], words: &[Word]) -> bool {
        let Some(unit) = units.first().filter(|unit| !unit.quoted) else {
            return false;
        };
        words
            .iter()
            .take_while(|word| word.end <= unit.end)
            .any(|word| {
                word.leads() && !word.is(lexicon::WEAK) && {
                    let before = &self.text[unit.start..word.start];
                    before.is_empty() || is_ordinal(before) || before.starts_with('各')
                }
            })
    }

    fn unit(&mut self, unit: &Unit, words: &[Word], before: Stop) {
        let mut start = unit.start + numbering(&self.text[unit.start..unit.end]);
        if unit.quoted {
            // Orders within quotation marks are orders only where an order led them in:
            // 他叮嘱:“要…”; not where a villager is quoted.
            if !self.quote_is_order(unit) {
                return;
            }
        } else {
            match self.speakers.read(unit, words, self.voice.as_ref()) {
                Change::Opens(voice, from) => {
                    self.close();
                    self.voice = Some(voice);
                    self.preface = None;
                    start = from;
                }
                Change::Closes => {
                    self.close();
                    self.voice = None;
                    return;
                }
                Change::None => {}
            }
        }
        let Some(voice) = self.voice.clone() else {
            return;
        };
        let words = &words[words.partition_point(|word| word.start < start)..];
        let continues = self.row.is_some() && matches!(before, Stop::Comma | Stop::Colon);
        if let Some(found) = self.lead(start, words, continues) {
            let preface = self
                .preface
                .take()
                .filter(|_| found.0 == start || is_condition(words, start));
            self.close();
            let conditional = preface.is_some() || is_condition(words, start);
            self.row = Some(Row {
                start: preface.unwrap_or(found.0),
                modal: found.1,
                end: unit.end,
                voice,
                goes_on: !conditional && !found.1.is(lexicon::BAN),
                counted: false,
            });
            return;
        }
        let opens = |kind: u64| {
            words
                .first()
                .is_some_and(|word| word.start == start && word.is(kind))
        };
        if words.iter().any(|word| word.is(lexicon::END)) && !continues {
            self.close();
            self.voice = None;
            return;
        }
        let counts = field::counts(&self.text[start..unit.end]);
        if continues {
            if opens(lexicon::CONDITION) && unit.stop == Stop::Comma && self.preface.is_none() {
                // Held back: it may open the next order.
                self.preface = Some(unit.start);
                return;
            }
            if let Some(row) = &mut self.row {
                row.end = unit.end;
                row.counted |= counts;
                self.preface = None;
            }
            return;
        }
        self.preface =
            (opens(lexicon::CONDITION) && unit.stop == Stop::Comma).then_some(unit.start);
        let attaches = self
            .row
            .as_ref()
            .is_some_and(|row| row.counted && counts || row.goes_on && opens(lexicon::OPENING));
        match &mut self.row {
            Some(row) if attaches => row.end = unit.end,
            _ => self.close(),
        }
    }

    /// Where the clause is led by a modal: the start of the order, and the modal.
    fn lead(&self, start: usize, words: &[Word], continues: bool) -> Option<(usize, Word)> {
        let at = words.iter().position(|word| word.leads())?;
        let modal = words[at];
        let mut from = start;
        let mut inner = &words[..at];
        // 同时,… 下一步要…: what links a clause to the one before is no part of it.
        while let Some((first, rest)) = inner.split_first() {
            if first.start != from || !(first.is(lexicon::LINK) || first.is(lexicon::ADVERB)) {
                break;
            }
            (from, inner) = (first.end, rest);
        }
        if inner
            .last()
            .is_some_and(|word| word.is(lexicon::FURTHER) && word.end == modal.start)
        {
            // 既要抓早,又要抓实: one order in two halves.
            if continues {
                return None;
            }
            if inner.last().is_some_and(|word| word.start == from) {
                from = modal.start;
            }
        }
        let prefix = self.text[from..modal.start].trim();
        let from = from
            + (self.text[from..modal.start].len()
                - self.text[from..modal.start].trim_start().len());
        if prefix.is_empty() || prefix == "“" {
            return (!modal.is(lexicon::WEAK) || !continues).then_some((modal.start, modal));
        }
        if is_ordinal(prefix) {
            return Some((from, modal));
        }
        // 让群众知道要去哪里, 确保不得…: an aim of the order before.
        if inner
            .first()
            .is_some_and(|word| word.start == from && word.is(lexicon::RESULT))
        {
            return None;
        }
        // “我要干”: a quoted word of obligation orders nothing.
        if prefix.matches('“').count() > prefix.matches('”').count() {
            return None;
        }
        if prefix.chars().nth(48).is_some()
            || prefix.ends_with(['不', '没', '只', '将', '又', '而'])
        {
            return None;
        }
        if prefix.ends_with('是') {
            return (!continues).then_some((modal.start, modal));
        }
        if modal.is(lexicon::WEAK) && !field::is_body(prefix) {
            return None;
        }
        Some((from, modal))
    }

    /// Whether a verb of ordering led in the direct speech the clause stands in.
    fn quote_is_order(&self, unit: &Unit) -> bool {
        let quotes = &self.context.marks.quotes;
        let at = quotes.partition_point(|quote| (quote.span.end as usize) < unit.end);
        let Some((quote, voice)) = quotes.get(at).zip(self.voice.as_ref()) else {
            return false;
        };
        quote.verb.is_some_and(|verb| {
            verb.end <= quote.span.start && verb.slice(self.text).contains(voice.verb.as_str())
        })
    }

    /// Ends the order that is being read.
    fn close(&mut self) {
        let Some(row) = self.row.take() else {
            return;
        };
        let mut end = row.end;
        let printed = &self.text[row.start..end];
        if printed.ends_with('”') && printed.matches('”').count() > printed.matches('“').count()
        {
            end -= '”'.len_utf8();
        }
        let action = Span::new(row.modal.end.min(end), end);
        // 各级要:“…”: what is ordered stands elsewhere.
        if action.slice(self.text).trim().chars().count() < 2 {
            return;
        }
        let span = Span::new(row.start, end);
        let subject = Span::new(row.start, row.modal.start.max(row.start));
        self.found.push(Directive {
            span,
            issuer: row.voice.issuer,
            verb: Some(row.voice.verb),
            modal: Some(self.text[row.modal.start..row.modal.end].to_owned()),
            action,
            responsible: field::responsible(self.text, self.context.marks, subject),
            deadline: field::deadline(self.text, &self.context.marks.times, span),
            topic: self.evidence.topic(span),
            items: field::items(self.text, action),
        });
    }
}

/// Whether the clause opens with a condition: `一旦发现疫情要…`.
fn is_condition(words: &[Word], start: usize) -> bool {
    words
        .first()
        .is_some_and(|word| word.start == start && word.is(lexicon::CONDITION))
}

/// How many bytes of a paragraph or clause number it: `（一）`, `二、`, `3.`.
fn numbering(text: &str) -> usize {
    let bare = text.trim_start_matches(['（', '(']);
    let digits = |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter);
    let rest = bare.trim_start_matches(digits);
    if rest.len() == bare.len() || bare.len() - rest.len() > 9 {
        return 0;
    }
    let rest = if bare.len() < text.len() {
        rest.strip_prefix(['）', ')'])
    } else {
        rest.strip_prefix(['、', '.', '．'])
    };
    rest.map_or(0, |rest| text.len() - rest.trim_start().len())
}

/// Whether it only counts: 一要, 二是要, 首先要.
fn is_ordinal(prefix: &str) -> bool {
    let rest = prefix.strip_suffix('是').unwrap_or(prefix);
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    !rest.is_empty()
        // Every word of an endless clause is asked what stands before it: only its beginning is read.
        && rest.chars().nth(2).is_none()
        && rest
            .chars()
            .all(|letter| "一二三四五六七八九十".contains(letter))
}
