"""Tables in a DuckDB database."""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baokan import Corpus

__all__ = ["write_duckdb"]


def write_duckdb(corpus: "Corpus", path: str | PathLike[str]) -> None:
    """Write every table of a corpus to a database file: all of them or none."""
    try:
        import duckdb
    except ImportError as error:
        raise ImportError("to_duckdb needs duckdb: pip install 'baokan[duckdb]'") from error
    with duckdb.connect(Path(path)) as database:
        database.begin()
        for name, table in corpus.tables.items():
            database.register("rows", table)
            database.execute(f'create or replace table "{name}" as from rows')
            database.unregister("rows")
            # A comment takes no parameter; the text is our own.
            comment = (getattr(type(corpus), name).__doc__ or "").strip().splitlines()[0].replace("'", "''")
            database.execute(f"""comment on table "{name}" is '{comment}'""")
        database.commit()
