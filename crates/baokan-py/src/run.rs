//! The single door through which Python calls the core's long work.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use baokan::{Progress, Result};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::error::{BaokanError, raise};

/// How often signals and progress are looked at: Ctrl-C must be felt within a tenth of a second.
pub(crate) const TICK: Duration = Duration::from_millis(20);

/// Runs `work` with the interpreter released, so that other Python threads go on.
///
/// The work has a thread of its own. The calling thread waits for it and meanwhile lets Python handle
/// signals, which only the main thread can, and tells `watcher` how far it is. When either raises, the
/// work is cancelled and the exception returned at once, without waiting: what the thread still does
/// until it notices (at most one stage of one article) touches nothing of Python.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    watcher: Option<Py<PyAny>>,
    work: impl FnOnce(&Progress) -> Result<T> + Send + 'static,
) -> PyResult<T> {
    let progress = Arc::new(Progress::default());
    let (sender, receiver) = sync_channel(1);
    let shared = Arc::clone(&progress);
    thread::Builder::new()
        .name("baokan".to_owned())
        .spawn(move || {
            // Nobody listens any more when the run was interrupted.
            let _ = sender.send(work(&shared));
        })
        .map_err(|error| BaokanError::new_err(format!("a thread could not be started: {error}")))?;
    py.detach(move || {
        let mut told = None;
        loop {
            match receiver.recv_timeout(TICK) {
                Ok(result) => {
                    let value = result.map_err(raise)?;
                    Python::attach(|py| tell(py, watcher.as_ref(), now(&progress), &mut told))?;
                    return Ok(value);
                }
                Err(RecvTimeoutError::Timeout) => Python::attach(|py| {
                    py.check_signals()?;
                    tell(py, watcher.as_ref(), now(&progress), &mut told)
                })
                .inspect_err(|_| progress.cancel())?,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(BaokanError::new_err(
                        "internal error: the run ended without a result",
                    ));
                }
            }
        }
    })
}

/// What a `progress` argument stands for: nothing, a bar on the terminal, or any `f(done, total)`.
pub(crate) fn watcher(progress: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Py<PyAny>>> {
    let Some(progress) = progress else {
        return Ok(None);
    };
    if let Ok(wanted) = progress.extract::<bool>() {
        if !wanted {
            return Ok(None);
        }
        let bar = progress
            .py()
            .import("baokan.progress")?
            .getattr("bar")?
            .call0()?;
        return Ok(Some(bar.unbind()));
    }
    if !progress.is_callable() {
        return Err(PyTypeError::new_err(
            "progress: None, True or a callable (done, total) expected",
        ));
    }
    Ok(Some(progress.clone().unbind()))
}

/// Calls the watcher when there is something new to tell.
pub(crate) fn tell(
    py: Python<'_>,
    watcher: Option<&Py<PyAny>>,
    now: (usize, usize),
    told: &mut Option<(usize, usize)>,
) -> PyResult<()> {
    if let Some(watcher) = watcher
        && now.1 > 0
        && *told != Some(now)
    {
        watcher.call1(py, now)?;
        *told = Some(now);
    }
    Ok(())
}

/// How far a run is: steps done, and steps in all.
fn now(progress: &Progress) -> (usize, usize) {
    (progress.done(), progress.total())
}
