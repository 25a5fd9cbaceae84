//! Tables of any number of pages in bounded memory, batch by batch in page order.

mod work;

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::analyzer::Analyzer;
use crate::error::{Error, ErrorKind, Result};
use crate::numbering::Numbering;
use crate::page::Page;
use crate::pool::not_started;
use crate::progress::Progress;
use crate::read::{self, Source};
use crate::stages::Stages;
use crate::table::{self, Table};
use work::Work;

/// A batch ends before it holds more text than this, in bytes, so that memory is bounded by text and
/// not by what a page happens to be; a page longer than this is a batch of its own.
const TEXT: usize = 1 << 20;
/// How many pages a thread opens ahead.
const AHEAD: usize = 4;

/// What a [`Stream`] is to give.
#[derive(Clone, Debug)]
pub struct Streaming {
    /// The tables; all of them when not given. What only other tables are made from is not computed.
    pub tables: Option<Vec<String>>,
    /// How many pages a batch holds at most. It holds fewer where they are long (1 MiB of text).
    pub batch_pages: usize,
}

impl Default for Streaming {
    fn default() -> Self {
        Self {
            tables: None,
            batch_pages: 256,
        }
    }
}

/// The rows that some pages give the tables of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The tables, in the order of [`TABLES`](crate::TABLES), numbered on from the batch before.
    pub tables: Vec<Table>,
    /// What was odd about pages of the batch: source and error.
    pub errors: Vec<(String, String)>,
    /// What tells its pages from the others of the run.
    pub(crate) names: Vec<String>,
    /// What stands before the next batch.
    pub(crate) after: Numbering,
    /// How many bytes of text its pages held.
    pub(crate) bytes: usize,
}

/// Pages read one batch after the other: an iterator of [`Batch`].
///
/// Pages are analysed in parallel while the batch before is made into columns and the one before that
/// is in the caller's hands; no more than these are held at a time, however many pages there are. The
/// rows of all batches together are those of the tables of a [`Corpus`] of the same pages, numbers
/// included.
///
/// ```
/// use std::sync::Arc;
/// use baokan::{Analyzer, Options, Page, Stream, Streaming};
///
/// let pages = (1..=5).map(|number| Page {
///     text: format!("某县召开第{number}次会议\n本报讯 5月20日,某县召开会议。"),
///     ..Page::default()
/// });
/// let streaming = Streaming { tables: Some(vec!["articles".into()]), batch_pages: 2 };
/// let stream = Stream::from_pages(pages, Arc::new(Analyzer::new(Options::default())?), &streaming)?;
/// let rows = stream.map(|batch| Ok(batch?.tables[0].len())).collect::<Result<Vec<_>, baokan::Error>>()?;
/// assert_eq!(rows, [2, 2, 1]);
/// # Ok::<(), baokan::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream {
    tables: Vec<&'static str>,
    progress: Arc<Progress>,
    /// `None` when the last batch has been taken, or an error.
    producer: Option<Producer>,
}

/// What [`Stream::wait`] came back with.
#[derive(Clone, Debug, PartialEq)]
pub enum Waited {
    /// A batch.
    Batch(Batch),
    /// Nothing yet.
    Pending,
    /// There is no further batch.
    Ended,
}

#[derive(Debug)]
struct Producer {
    batches: Receiver<Result<Batch>>,
    thread: JoinHandle<()>,
}

/// A page still to be read.
pub(crate) struct Pending {
    /// What tells it from the other pages of the run.
    pub(crate) name: String,
    /// Reads it.
    pub(crate) open: Box<dyn FnOnce() -> Page + Send>,
}

impl Stream {
    /// Reads page files: a file, a folder, a glob, or several of these.
    ///
    /// # Errors
    ///
    /// When a named file does not exist, a folder or glob holds no page, there is no table of a name,
    /// or a batch is to hold no page.
    pub fn read(
        source: impl Into<Source>,
        analyzer: Arc<Analyzer>,
        streaming: &Streaming,
    ) -> Result<Self> {
        let queue = pending(source.into(), &analyzer)?;
        Self::new(queue, Numbering::default(), analyzer, streaming)
    }

    /// Analyses pages from any iterator, which is drawn from as batches are taken.
    ///
    /// # Errors
    ///
    /// When there is no table of a name, or a batch is to hold no page.
    pub fn from_pages(
        pages: impl IntoIterator<Item = Page, IntoIter: Send + 'static>,
        analyzer: Arc<Analyzer>,
        streaming: &Streaming,
    ) -> Result<Self> {
        let pages = pages.into_iter();
        let total = pages.size_hint().1.unwrap_or(0);
        let pages = pages.map(|page| Pending {
            name: page.source.clone(),
            open: Box::new(move || page),
        });
        let queue = Queue {
            pages,
            total,
            have_metadata: true,
        };
        Self::new(queue, Numbering::default(), analyzer, streaming)
    }

    pub(crate) fn new(
        queue: Queue<impl Iterator<Item = Pending> + Send + 'static>,
        before: Numbering,
        analyzer: Arc<Analyzer>,
        streaming: &Streaming,
    ) -> Result<Self> {
        let tables = table::select(streaming.tables.as_deref())?;
        if streaming.batch_pages == 0 {
            return Err(Error::new(
                ErrorKind::Argument,
                "batch_pages: at least 1 expected",
            ));
        }
        let progress = Arc::new(Progress::default());
        progress.begin(queue.total);
        // One batch waits while the caller is at work on another.
        let (sender, batches) = sync_channel(1);
        let work = Work {
            stages: Stages::of_tables(&tables),
            tables: tables.clone(),
            batch_pages: streaming.batch_pages,
            have_metadata: queue.have_metadata,
            analyzer,
            progress: Arc::clone(&progress),
        };
        let thread = thread::Builder::new()
            .name("baokan-stream".to_owned())
            .spawn(move || {
                if let Err(error) = work.run(queue.pages, before, &sender) {
                    // Nobody listens any more when the stream was dropped.
                    let _ = sender.send(Err(error));
                }
            })
            .map_err(not_started)?;
        Ok(Self {
            tables,
            progress,
            producer: Some(Producer { batches, thread }),
        })
    }

    /// The names of the tables its batches hold.
    #[must_use]
    pub fn tables(&self) -> &[&'static str] {
        &self.tables
    }

    /// How many pages have been analysed, and the request to stop.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Waits for the next batch, but no longer than `timeout`: for callers that must look up meanwhile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Cancelled`] when the stream's progress was cancelled, and what reading gives; the
    /// stream has then ended.
    ///
    /// # Panics
    ///
    /// When the library has a defect outside of any page.
    pub fn wait(&mut self, timeout: Duration) -> Result<Waited> {
        let Some(producer) = &self.producer else {
            return Ok(Waited::Ended);
        };
        match producer.batches.recv_timeout(timeout) {
            Ok(Ok(batch)) => Ok(Waited::Batch(batch)),
            Ok(Err(error)) => {
                self.producer = None;
                Err(error)
            }
            Err(RecvTimeoutError::Timeout) => Ok(Waited::Pending),
            Err(RecvTimeoutError::Disconnected) => {
                // A thread that ended by a panic must not pass for one that was through.
                if let Some(Err(panic)) =
                    self.producer.take().map(|producer| producer.thread.join())
                {
                    resume_unwind(panic);
                }
                Ok(Waited::Ended)
            }
        }
    }
}

impl Iterator for Stream {
    type Item = Result<Batch>;

    fn next(&mut self) -> Option<Self::Item> {
        const LONG: Duration = Duration::from_secs(3600);
        loop {
            match self.wait(LONG) {
                Ok(Waited::Batch(batch)) => return Some(Ok(batch)),
                Ok(Waited::Ended) => return None,
                Ok(Waited::Pending) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// Pages still to be read.
pub(crate) struct Queue<I> {
    pub(crate) pages: I,
    /// How many they are at least; 0 where it is not known.
    pub(crate) total: usize,
    /// Whether other columns may come with their texts. They then stand in one column of `pages`, because what the
    /// last page brings is not known when the first batch is made.
    pub(crate) have_metadata: bool,
}

/// The pages a source stands for.
pub(crate) fn pending(
    source: Source,
    analyzer: &Analyzer,
) -> Result<Queue<impl Iterator<Item = Pending> + Send + 'static>> {
    let inputs = read::inputs(source, analyzer.options().encoding.as_deref())?;
    let (total, have_metadata) = (inputs.remaining(), inputs.have_metadata());
    let pages = inputs.map(|input| Pending {
        name: input.name().to_owned(),
        open: Box::new(move || input.load()),
    });
    Ok(Queue {
        pages,
        total,
        have_metadata,
    })
}

#[cfg(test)]
mod tests;
