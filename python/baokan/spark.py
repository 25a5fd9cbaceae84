"""Tables of the pages of a Spark DataFrame; needs pyspark and pyarrow on driver and workers.

    from baokan import spark

    pages = session.read.parquet("s3://papers/pages/")  # columns text, source, outlet, issue_date …
    spark.table(pages, "places").write.parquet("s3://papers/places/")

``source`` must tell pages apart: rows are joined by it and the number of the article on its page. To write several
tables, let `analyze` read each page once, and take them out of its result with `explode`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 -- as all of Spark's documentation calls it
from pyspark.sql.pandas.types import from_arrow_schema

from baokan import engine

__all__ = ["analyze", "explode", "table"]


def table(pages: DataFrame, name: str, *, text: str = "text", **settings: Any) -> DataFrame:
    """Return one table of all pages, each row behind the ``source`` of its page.

    :param text: the column of texts; ``source``, ``outlet``, ``issue_date``, ``page_no`` and ``region`` are read
        where they are there
    :param settings: the arguments of `baokan.read` that say what is known of all pages; files they name must be
        there on the workers
    """

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from engine.rows(batch, text, name, **settings)

    return pages.mapInArrow(work, from_arrow_schema(engine.table_schema(name)))


def analyze(pages: DataFrame, tables: Sequence[str] | None = None, *, text: str = "text", **settings: Any) -> DataFrame:
    """Return a row for each page: its ``source``, and for each table a list of its rows.

    :param tables: the tables wanted; all when not given

    The other arguments are those of `table`.
    """
    schema = pa.schema([pa.field("source", pa.string()), *engine.nested_type(tables)])

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for start in range(0, len(batch), engine.SLICE):
                part = batch.slice(start, engine.SLICE)
                found = engine.nested(part, text, tables, **settings)
                yield pa.record_batch([engine.sources(part), *found.flatten()], schema=schema)

    return pages.mapInArrow(work, from_arrow_schema(schema))


def explode(analyzed: DataFrame, name: str) -> DataFrame:
    """Return one table out of what `analyze` gave."""
    rows = analyzed.select("source", F.explode(name).alias("row"))
    columns = [column for column in rows.schema["row"].dataType.fieldNames() if column != "source"]  # type: ignore[attr-defined]
    return rows.select("source", *(F.col("row")[column].alias(column) for column in columns))
