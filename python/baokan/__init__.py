"""From Chinese newspaper pages to analysis-ready tables.

>>> import baokan
>>> corpus = baokan.read(baokan.samples())
>>> len(corpus) > 0
True
"""

import warnings
from pathlib import Path

from baokan._baokan import (
    Article,
    Corpus,
    Extracted,
    Network,
    Page,
    Stream,
    Table,
    extract,
    parse,
    read,
    stream,
    version_info,
)
from baokan.errors import BaokanError, LexiconError, ReadError, WriteError

__all__ = [
    "Article",
    "BaokanError",
    "Corpus",
    "Extracted",
    "LexiconError",
    "Network",
    "Page",
    "ReadError",
    "Stream",
    "Table",
    "WriteError",
    "extract",
    "parse",
    "read",
    "samples",
    "stream",
    "version_info",
]

__version__ = version_info()["version"]


def samples() -> Path:
    """Return the folder of the sample pages, all of them invented."""
    return Path(__file__).parent / "pages"


if version_info()["profile"] == "debug":
    warnings.warn("baokan was built without optimisation and is slow: build it with --release", RuntimeWarning, 2)
