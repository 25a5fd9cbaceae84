"""What baokan raises. A bad argument is a plain ``ValueError`` or ``TypeError``."""

__all__ = ["BaokanError", "LexiconError", "ReadError", "WriteError"]


class BaokanError(Exception):
    """The base of all the others."""


class ReadError(BaokanError, OSError):
    """A file, folder or glob does not exist, cannot be read, or holds no page."""


class WriteError(BaokanError, OSError):
    """A file cannot be written."""


class LexiconError(BaokanError, ValueError):
    """A lexicon, taxonomy, gazetteer or file of kinds has a bad line."""
