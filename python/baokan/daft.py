"""Tables of the pages of a Daft DataFrame, on one machine or on Ray; needs daft and pyarrow.

    import daft
    from baokan.daft import table

    pages = daft.read_parquet("s3://papers/pages/")  # columns text, source, outlet, issue_date …
    table(pages, "places").write_parquet("s3://papers/places/")

``source`` must tell pages apart: rows are joined by it and the number of the article on its page. To write several
tables, let `analyze` read each page once, and take them out of its result with `explode`.
"""

from collections.abc import Sequence
from typing import Any

import daft
import pyarrow as pa

from baokan import engine

__all__ = ["analyze", "explode", "table"]


def table(pages: daft.DataFrame, name: str, *, text: str = "text", **settings: Any) -> daft.DataFrame:
    """Return one table of all pages, each row behind the ``source`` of its page.

    :param text: the column of texts; ``source``, ``outlet``, ``issue_date``, ``page_no`` and ``region`` are read
        where they are there
    :param settings: the arguments of `baokan.read` that say what is known of all pages; files they name must be
        there on the workers
    """
    return explode(analyze(pages, [name], text=text, **settings), name)


def analyze(
    pages: daft.DataFrame, tables: Sequence[str] | None = None, *, text: str = "text", **settings: Any
) -> daft.DataFrame:
    """Return a row for each page: its ``source``, and for each table a list of its rows.

    :param tables: the tables wanted; all when not given

    The other arguments are those of `table`.
    """
    fields = engine.nested_type(tables)
    names = [text, *(name for name in engine.METADATA if name in pages.column_names and name != text)]

    @daft.func.batch(return_dtype=daft.DataType.from_arrow_type(fields))
    def work(*columns: daft.Series) -> pa.StructArray:
        arrays = [column.to_arrow() for column in columns]
        return engine.nested(pa.record_batch(arrays, names), text, tables, **settings)

    source = daft.col("source") if "source" in names else daft.lit(None).cast(daft.DataType.string())
    found = pages.select(source.alias("source"), work(*(daft.col(name) for name in names)).alias("tables"))
    return found.select("source", *(daft.col("tables").get(field.name).alias(field.name) for field in fields))


def explode(analyzed: daft.DataFrame, name: str) -> daft.DataFrame:
    """Return one table out of what `analyze` gave."""
    rows = analyzed.select("source", daft.col(name).alias("row"))
    # A page without rows explodes to one row of nothing.
    rows = rows.where(daft.col("row").length() > daft.lit(0)).explode("row")
    fields = [field.name for field in engine.table_schema(name) if field.name != "source"]
    return rows.select("source", *(daft.col("row").get(field).alias(field) for field in fields))
