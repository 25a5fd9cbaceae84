//! Rows of pages each numbered by itself, for engines whose tasks know nothing of each other.

use std::sync::Arc;

use super::rows::Rows;
use super::{PageRow, Table, filler, schema, select};
use crate::analyzer::Analyzer;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::numbering::Numbering;
use crate::page::Page;
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::stages::Stages;

/// One table of some pages, of which every page is numbered from 0 as if it were the only one.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The rows of all pages, in their order.
    pub table: Table,
    /// For each page where its rows begin, and where those of the last end.
    pub offsets: Vec<usize>,
}

impl Analyzer {
    /// The tables of some pages, of which every page is numbered from 0 as if it were the only one:
    /// whoever keeps a key of the page beside its rows can join them, wherever they were made. All
    /// tables when `tables` is not given.
    ///
    /// # Errors
    ///
    /// When there is no table of a name, or `progress` was cancelled.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use baokan::{Analyzer, Options, Page, Progress};
    ///
    /// let analyzer = Arc::new(Analyzer::new(Options::default())?);
    /// let page = Page { text: "某县召开会议\n本报讯 5月20日,某县召开会议。".into(), ..Page::default() };
    /// let tables = Some(["articles".to_string()]);
    /// let tables = tables.as_ref().map(|names| names.as_slice());
    /// let apart = analyzer.tables_apart(vec![page.clone(), page], tables, &Progress::default())?;
    /// assert_eq!(apart[0].offsets, [0, 1, 2]);
    /// # Ok::<(), baokan::Error>(())
    /// ```
    pub fn tables_apart(
        self: &Arc<Self>,
        pages: Vec<Page>,
        tables: Option<&[String]>,
        progress: &Progress,
    ) -> Result<Vec<Apart>> {
        let names = select(tables)?;
        let stages = Stages::of_tables(&names);
        let threads = self.options().threads;
        progress.begin(pages.len());
        let pages = in_parallel(pages, threads, |page| {
            progress.check()?;
            let page = self.page_through(page, stages, progress);
            progress.step();
            Ok(page)
        })?;
        progress.check()?;
        let corpus = Corpus::new(Arc::clone(self), pages);
        in_parallel(names, threads, |name| {
            let (name, schema) = schema::schema(name).ok_or_else(|| super::unknown(name))?;
            let mut rows = Rows::new(schema.clone());
            let mut offsets = vec![0];
            for number in 0..corpus.pages().len() {
                let row = PageRow {
                    numbering: Numbering::default(),
                    ..PageRow::new(&corpus, number)
                };
                filler(name)(&mut rows, &row);
                offsets.push(rows.len());
            }
            Ok(Apart {
                table: Table {
                    name,
                    schema,
                    batches: vec![rows.finish()],
                },
                offsets,
            })
        })
    }
}
