//! The table of matters, which is made of the whole corpus.

use rustc_hash::FxHashMap;

use super::rows::Rows;
use super::{Table, schema};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::progress::Progress;
use crate::span::CharOffsets;

/// Rows of one batch, so that no column of text comes near the 2 GiB that its offsets can count.
const BATCH: usize = 1 << 18;

impl Corpus {
    /// The matters as rows, one for each mention, reporting pages to `progress`.
    pub(super) fn matter_table(&self, progress: &Progress) -> Result<Table> {
        let (name, schema) =
            schema::schema(schema::MATTERS.0).expect("the list of schemas holds this one");
        let matters = self.matters(progress)?;
        let (mut rows, mut count) = (Rows::new(schema.clone()), 0);
        let mut batches = Vec::new();
        // A long article may have many mentions: its characters are counted once.
        let mut offsets = FxHashMap::default();
        for (number, matter) in matters.iter().enumerate() {
            let days_open = matter
                .days_open()
                .and_then(|days| usize::try_from(days).ok());
            for (at, mention) in matter.mentions.iter().enumerate() {
                let text = self
                    .article(mention.article)
                    .map_or("", |found| found.article.text.as_str());
                let of_article = offsets.entry(mention.article);
                let (start, end) = of_article
                    .or_insert_with(|| CharOffsets::new(text))
                    .characters(mention.span);
                rows.int(number);
                rows.int(at);
                rows.int(mention.article);
                rows.date(mention.date);
                rows.text(mention.state.name());
                rows.text(mention.kind.name());
                rows.text(matter.name.as_str());
                rows.int(start);
                rows.int(end);
                rows.text(mention.span.slice(text));
                rows.text(mention.place.map(|span| span.slice(text)));
                rows.text(mention.code.as_deref());
                rows.texts_or_null(mention.responsible.iter().map(|span| span.slice(text)));
                rows.text(mention.deadline.map(|span| span.slice(text)));
                rows.date(mention.due);
                rows.bool(matter.is_open());
                rows.int(days_open);
                count += 1;
            }
            if count >= BATCH {
                count = 0;
                batches.push(std::mem::replace(&mut rows, Rows::new(schema.clone())).finish());
            }
        }
        if count > 0 {
            batches.push(rows.finish());
        }
        Ok(Table {
            name,
            schema,
            batches,
        })
    }
}
