//! Work on threads of a run's own.

use std::fmt;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, ErrorKind, Result};

/// `work` on the inputs of an iterator as they come, on a pool of this call's own; the results in the order of the
/// inputs. No more inputs are held than there are threads.
pub(crate) fn in_turn<I: Send, O: Send>(
    inputs: impl Iterator<Item = I> + Send,
    threads: Option<usize>,
    work: impl Fn(I) -> Result<O> + Sync,
) -> Result<Vec<O>> {
    let threads = most(threads);
    if threads <= 1 {
        return inputs.map(work).collect();
    }
    let work = |(number, input)| Ok((number, work(input)?));
    let mut results: Vec<(usize, O)> = pool(threads)?.install(|| {
        inputs
            .enumerate()
            .par_bridge()
            .map(work)
            .collect::<Result<_>>()
    })?;
    results.sort_unstable_by_key(|&(number, _)| number);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

/// `work` on every input, on a pool of this call's own; the results in the order of the inputs.
///
/// The pool is never rayon's global one: its threads do not live through a fork, and a child process
/// that used it would wait for them for ever.
pub(crate) fn in_parallel<I: Send, O: Send>(
    inputs: Vec<I>,
    threads: Option<usize>,
    work: impl Fn(I) -> Result<O> + Sync,
) -> Result<Vec<O>> {
    // A step of a run that has a pool already shares it.
    if rayon::current_thread_index().is_some() {
        return inputs.into_par_iter().map(&work).collect();
    }
    let threads = most(threads).min(inputs.len());
    if threads <= 1 {
        return inputs.into_iter().map(work).collect();
    }
    pool(threads)?.install(|| inputs.into_par_iter().map(&work).collect())
}

/// `work` on a pool of this call's own, for work that divides itself.
#[cfg(feature = "tables")]
pub(crate) fn in_pool<O: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<O> + Send,
) -> Result<O> {
    if rayon::current_thread_index().is_some() {
        return work();
    }
    pool(most(threads))?.install(work)
}

/// As many threads as a run may use.
pub(crate) fn most(threads: Option<usize>) -> usize {
    threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// A pool of so many threads.
pub(crate) fn pool(threads: usize) -> Result<ThreadPool> {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("baokan-{number}"))
        .build()
        .map_err(not_started)
}

/// What is said where the system gives no thread.
pub(crate) fn not_started(error: impl fmt::Display) -> Error {
    let message = format!("threads could not be started: {error}");
    Error::new(ErrorKind::Argument, message)
}
