//! `version_info`.

use pyo3::prelude::*;
use pyo3::types::PyDict;

/// What results depend on beside pages and arguments: the ``version`` of the library, fingerprints of its
/// ``data`` and ``rules``, and the ``profile`` it was built with. Written files carry the first three.
///
/// >>> sorted(baokan.version_info())
/// ['data', 'profile', 'rules', 'version']
#[pyfunction]
pub(crate) fn version_info(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let info = PyDict::new(py);
    let version = baokan::version();
    info.set_item("version", version.library)?;
    info.set_item("data", version.data)?;
    info.set_item("rules", version.rules)?;
    info.set_item(
        "profile",
        if cfg!(debug_assertions) {
            "debug"
        } else {
            "release"
        },
    )?;
    Ok(info)
}
