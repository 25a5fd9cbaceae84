"""What baokan raises. A bad argument is a plain ``ValueError`` or ``TypeError``."""

__all__ = ["BaokanError", "LexiconError", "ReadError", "WriteError"]


class BaokanError(Exception):
    """The base of all the others."""


class ReadError(BaokanError, OSError):
    """A file, folder or glob does not exist, cannot be read, or holds no page."""

    def __str__(self) -> str:
        """Return the whole message: an OSError that knows its file would show a number and the file alone."""
        return BaseException.__str__(self)


class WriteError(BaokanError, OSError):
    """A file cannot be written."""

    def __str__(self) -> str:
        """Return the whole message, as for `ReadError`."""
        return BaseException.__str__(self)


class LexiconError(BaokanError, ValueError):
    """A lexicon, taxonomy, gazetteer or file of kinds has a bad line."""
