"""From Chinese newspaper pages to analysis-ready tables.

>>> import baokan
>>> corpus = baokan.read(baokan.samples())
>>> len(corpus) > 0
True
"""

import warnings
from pathlib import Path

from baokan._baokan import Article, Corpus, Network, Page, Table, parse, read, version_info
from baokan.errors import BaokanError, LexiconError, ReadError, WriteError

__all__ = [
    "Article",
    "BaokanError",
    "Corpus",
    "LexiconError",
    "Network",
    "Page",
    "ReadError",
    "Table",
    "WriteError",
    "parse",
    "read",
    "samples",
    "version_info",
]

__version__ = version_info()["version"]


def samples() -> Path:
    """Return the folder of the sample pages, all of them invented."""
    return Path(__file__).parent / "pages"


if version_info()["profile"] == "debug":
    warnings.warn("baokan was built without optimisation and is slow: build it with --release", RuntimeWarning, 2)
