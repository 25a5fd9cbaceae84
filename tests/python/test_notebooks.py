"""The notebooks run from first to last cell, and are kept without their outputs."""

import os
import time
from pathlib import Path
from typing import Any

import baokan
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "python" / "notebooks").glob("*.ipynb"))
# Seconds a notebook may take with the module as users have it.
MOST_SECONDS = 60


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
# What the kernel's own packages warn of is not ours to fix.
@pytest.mark.filterwarnings("default")
def test_notebook(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    # The kernel has the module that is tested here, wherever it was imported from.
    package = str(Path(baokan.__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")])))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore:baokan was built without optimisation")
    notebook: Any = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells), "outputs are not kept"
    begun = time.monotonic()
    nbclient.NotebookClient(
        notebook, timeout=4 * MOST_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    seconds = time.monotonic() - begun
    assert seconds < MOST_SECONDS or baokan.version_info()["profile"] == "debug", f"{seconds:.0f} s"
    shown = [output for cell in cells for output in cell.outputs]
    assert not [output for output in shown if output.output_type == "stream" and output.name == "stderr"]
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert len(pictures) >= 3
    if folder := os.environ.get("NOTEBOOKS_EXECUTED"):
        # To be looked at: `jupyter nbconvert --to html`.
        nbformat.write(notebook, Path(folder) / path.name)
