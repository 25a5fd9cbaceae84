//! `Network`: who is named together.

use std::sync::Arc;

use std::path::PathBuf;

use baokan::{Error, ErrorKind, Progress};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::raise;
use crate::html;
use crate::run::run;
use crate::table::Table;

/// A network of terms that are named together.
///
/// >>> corpus = baokan.parse("村里议事\n村民王建国说:“路要修。”村民李秀兰说:“灯要装。”")
/// >>> corpus.comentions()
/// <baokan.Network: 2 nodes, 1 edges>
#[pyclass(frozen, eq, module = "baokan")]
#[derive(Debug, PartialEq)]
pub(crate) struct Network {
    pub(super) inner: baokan::Network,
}

#[pymethods]
impl Network {
    /// A network as it was pickled: the Arrow IPC streams of its tables.
    #[new]
    fn from_ipc(nodes: &[u8], edges: &[u8]) -> PyResult<Self> {
        let inner = baokan::Network::from_ipc(nodes, edges).map_err(raise)?;
        Ok(Self { inner })
    }

    /// One row per term: node, frequency, document_frequency, degree (how many neighbours it has).
    #[getter]
    fn nodes(&self) -> Table {
        Table::alone(Arc::new(self.inner.nodes().clone()))
    }

    /// One row per pair: source, target, weight (how often they are named together). It has no direction.
    #[getter]
    fn edges(&self) -> Table {
        Table::alone(Arc::new(self.inner.edges().clone()))
    }

    /// Writes the network as GraphML, which Gephi, igraph and networkx read.
    ///
    /// :raises WriteError: when the file cannot be written
    fn write_graphml(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let network = self.inner.clone();
        run(py, None, move |_: &Progress| {
            std::fs::write(&path, network.to_graphml())
                .map_err(|error| Error::io(ErrorKind::Write, &path, error))
        })
    }

    fn __repr__(&self) -> String {
        format!(
            "<baokan.Network: {} nodes, {} edges>",
            self.inner.nodes().len(),
            self.inner.edges().len()
        )
    }

    fn _repr_html_(&self) -> String {
        html::table(self.inner.nodes()) + &html::table(self.inner.edges())
    }

    fn __getnewargs__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyBytes>)> {
        let stream = |table: &baokan::Table| -> PyResult<_> {
            Ok(PyBytes::new(py, &table.to_ipc().map_err(raise)?))
        };
        Ok((stream(self.inner.nodes())?, stream(self.inner.edges())?))
    }
}
