//! The work of the thread behind a stream.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use rayon::prelude::*;

use super::{AHEAD, Batch, Pending, TEXT};
use crate::analyzer::{Analyzer, PageAnalysis};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::numbering::Numbering;
use crate::page::Page;
use crate::pool::{most, pool};
use crate::progress::Progress;
use crate::stages::Stages;

/// What the thread behind a stream holds.
pub(super) struct Work {
    pub(super) analyzer: Arc<Analyzer>,
    pub(super) tables: Vec<&'static str>,
    pub(super) stages: Stages,
    pub(super) batch_pages: usize,
    pub(super) have_metadata: bool,
    pub(super) progress: Arc<Progress>,
}

impl Work {
    /// Sends batches until there are no more pages, or nobody listens.
    ///
    /// The next batch is read while this one is made into columns, on one pool: so no thread waits for
    /// the last page of a batch or for its longest table.
    pub(super) fn run(
        self,
        mut pending: impl Iterator<Item = Pending> + Send,
        mut before: Numbering,
        batches: &SyncSender<Result<Batch>>,
    ) -> Result<()> {
        let pool = pool(most(self.analyzer.options().threads))?;
        let mut loaded = VecDeque::new();
        let mut analysed: Vec<(String, PageAnalysis)> = Vec::new();
        loop {
            let ready = std::mem::take(&mut analysed);
            let built = (!ready.is_empty()).then_some(ready);
            let (built, next) = pool.install(|| {
                rayon::join(
                    || built.map(|pages| self.build(pages, before)),
                    || self.analyse(self.take(&mut loaded, &mut pending)?),
                )
            });
            if let Some(batch) = built {
                let batch = batch?;
                before = batch.after;
                if batches.send(Ok(batch)).is_err() {
                    return Ok(());
                }
            }
            analysed = next?;
            if analysed.is_empty() {
                return Ok(());
            }
        }
    }

    /// The pages of the next batch: those `loaded` ahead and as many more as it takes. How they fall
    /// into batches depends on their lengths alone.
    fn take(
        &self,
        loaded: &mut VecDeque<(String, Page)>,
        pending: &mut (impl Iterator<Item = Pending> + Send),
    ) -> Result<Vec<(String, Page)>> {
        let mut pages = Vec::new();
        let mut bytes = 0;
        while pages.len() < self.batch_pages {
            if loaded.is_empty() {
                self.progress.check()?;
                // Opening and decoding costs less than the rest, but not nothing, so all threads do it.
                let ahead = AHEAD * rayon::current_num_threads();
                let ahead = pending.take(ahead).collect::<Vec<_>>().into_par_iter();
                loaded.extend(
                    ahead
                        .map(|page| (page.name, (page.open)()))
                        .collect::<Vec<_>>(),
                );
            }
            let fits = |(_, page): &(String, Page)| bytes == 0 || bytes + page.text.len() <= TEXT;
            if !loaded.front().is_some_and(fits) {
                break;
            }
            if let Some(page) = loaded.pop_front() {
                bytes += page.1.text.len();
                pages.push(page);
            }
        }
        Ok(pages)
    }

    fn analyse(&self, pages: Vec<(String, Page)>) -> Result<Vec<(String, PageAnalysis)>> {
        let analyse = |(name, page)| {
            self.progress.check()?;
            let page = self
                .analyzer
                .page_through(page, self.stages, &self.progress);
            self.progress.step();
            Ok((name, page))
        };
        let pages = pages.into_par_iter().map(analyse).collect::<Result<_>>()?;
        self.progress.check()?;
        Ok(pages)
    }

    fn build(&self, pages: Vec<(String, PageAnalysis)>, before: Numbering) -> Result<Batch> {
        let (names, pages): (Vec<String>, Vec<PageAnalysis>) = pages.into_iter().unzip();
        let after = pages.iter().fold(before, Numbering::after);
        let bytes = pages.iter().map(|page| page.page.text.len()).sum();
        let corpus = Corpus::following(before, Arc::clone(&self.analyzer), pages)
            .with_metadata_together(self.have_metadata);
        let all = 0..corpus.pages().len();
        let table = |&name: &&str| corpus.table_of(name, all.clone());
        let tables = self.tables.par_iter().map(table).collect::<Result<_>>()?;
        let error = |page: &PageAnalysis| {
            let error = page.page.error.clone()?;
            Some((page.page.source.clone(), error))
        };
        Ok(Batch {
            tables,
            errors: corpus.pages().iter().filter_map(error).collect(),
            names,
            after,
            bytes,
        })
    }
}
