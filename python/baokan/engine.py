"""Pages in Arrow batches to tables in Arrow batches: what the helpers for Spark and Daft are made of.

Needs pyarrow. A task knows nothing of the others, so every page is numbered by itself: a row is told by the
``source`` of its page, which the caller's data holds, and the numbers (``article``, ``deliberation`` …) it has on
that page. ``page``, which would be 0 everywhere, is left out.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

from baokan._baokan import tables_apart

__all__ = ["METADATA", "SLICE", "nested", "nested_type", "rows", "sources", "table_schema"]

#: The columns that say something of a page, where the data has them. The first tells pages apart.
METADATA = ("source", "outlet", "issue_date", "page_no", "region")

#: How many pages are worked on at a time; their analysis is held in memory.
SLICE = 256


def nested(batch: pa.RecordBatch, text: str, tables: Sequence[str] | None, **settings: Any) -> pa.StructArray:
    """Return, for each page of a batch, a struct of its tables, each a list of rows.

    :param text: the column of texts; those of `METADATA` that are there are read too
    :param settings: the arguments of `baokan.read` that say what is known of all pages

    A page that fails has its error in ``pages``, as everywhere.
    """
    parts = [_nested(batch.slice(start, SLICE), text, tables, settings) for start in range(0, len(batch), SLICE)]
    return cast(pa.StructArray, pa.concat_arrays(parts) if parts else pa.array([], nested_type(tables)))


def rows(batch: pa.RecordBatch, text: str, table: str, **settings: Any) -> Iterator[pa.RecordBatch]:
    """Return the rows of one table for a batch of pages, each behind the ``source`` of its page."""
    for start in range(0, len(batch), SLICE):
        pages = batch.slice(start, SLICE)
        lists = cast("pa.ListArray[pa.Scalar[pa.StructType]]", _nested(pages, text, [table], settings).field(table))
        found = cast(pa.StructArray, lists.flatten())
        keys = pc.take(sources(pages), pc.list_parent_indices(lists))
        names = [field.name for field in found.type if field.name != "source"]
        columns = [keys, *(found.field(name) for name in names)]
        yield pa.record_batch(columns, schema=table_schema(table))


def sources(batch: pa.RecordBatch) -> pa.StringArray:
    """Return what tells the pages of a batch apart."""
    return _column(batch, "source")


def table_schema(table: str) -> pa.Schema:
    """Return the columns of `rows`."""
    (fields,) = [field.type.value_type for field in nested_type([table])]
    return pa.schema([pa.field("source", pa.string()), *(field for field in fields if field.name != "source")])


def nested_type(tables: Sequence[str] | None) -> pa.StructType:
    """Return the type of `nested`."""
    empty = tables_apart([], tables=tables)
    return pa.struct([pa.field(name, pa.list_(_struct(pa.table(table)).type)) for name, (table, _) in empty.items()])


def _nested(batch: pa.RecordBatch, text: str, tables: Sequence[str] | None, settings: dict[str, Any]) -> pa.StructArray:
    columns = {name: _column(batch, name).to_pylist() for name in METADATA}
    columns["text"] = _column(batch, text, required=True).to_pylist()
    pages = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    # One task is one thread: engines start as many as there are cores.
    found = tables_apart(pages, tables=tables, **({"threads": 1} | settings))
    lists = [
        pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), _struct(pa.table(table)))
        for table, offsets in found.values()
    ]
    return pa.StructArray.from_arrays(lists, list(found))


def _column(batch: pa.RecordBatch, name: str, required: bool = False) -> pa.StringArray:
    """Return a column as text; nulls where there is none."""
    if name not in batch.schema.names:
        if required:
            raise ValueError(f"no column {name!r} of texts: the columns are {', '.join(batch.schema.names)}")
        return pa.nulls(len(batch), pa.string())
    return cast(pa.StringArray, batch.column(name).cast(pa.string()))


def _struct(table: pa.Table) -> pa.StructArray:
    """Return the rows of a table as structs, without the number of their page."""
    columns = table.drop_columns(["page"]) if "page" in table.column_names else table
    return cast(pa.StructArray, columns.to_struct_array().combine_chunks())
