"""Spark and Daft in local mode: the same rows as on a single machine."""

import datetime
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import baokan
import pyarrow as pa
import pyarrow.parquet
import pytest

TABLES = list(baokan.parse("").tables)


@pytest.fixture(scope="module")
def pages(page: str) -> pa.Table:
    """Pages with a column of each kind, one of them without a text and one with a day that is none."""
    texts = [f"{page}\n禾山县修路{number}公里\n\n路修好了。\n" for number in range(30)]
    return pa.table(
        {
            "source": [f"entry {number} of 32" for number in range(32)],
            "text": [*texts, None, "禾山县修通新路\n路修好了。"],
            "outlet": ["禾山周报"] * 32,
            "issue_date": [*(f"2024-05-{day + 1:02}" for day in range(31)), "someday"],
        }
    )


@pytest.fixture(scope="module")
def expected(pages: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The tables of one machine, each row behind the source of its page and numbered on it."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for row in pages.to_pylist():
        day = None if row["issue_date"] == "someday" else row["issue_date"]
        corpus = baokan.parse(row["text"] or "", outlet=row["outlet"], issue_date=day, threads=1)
        for name, table in corpus.tables.items():
            for one in table.to_dicts():
                one.pop("page", None)
                found[name].append({"source": row["source"], **{k: v for k, v in one.items() if k != "source"}})
    for row in found["pages"][-2:]:
        day = 'issue_date: no day: "someday"'
        row["error"] = "no text" if row["source"] == "entry 30 of 32" else day
    return found


def same(rows: list[dict[str, Any]], expected: list[dict[str, Any]]) -> bool:
    """Engines keep the order within a page, not that of pages."""
    order = {f"entry {number} of 32": number for number in range(32)}
    return sorted(rows, key=lambda row: order[row["source"]]) == expected


def test_batches(pages: pa.Table, expected: dict[str, list[dict[str, Any]]]) -> None:
    from baokan import engine

    (batch,) = pages.to_batches()
    for name in TABLES:
        rows = [row for part in engine.rows(batch, "text", name) for row in part.to_pylist()]
        assert same(rows, expected[name]), name
    nested = engine.nested(batch, "text", None)
    assert nested.type == engine.nested_type(None)
    assert [len(row["pages"]) for row in nested.to_pylist()] == [1] * 32
    assert len(engine.nested(batch.slice(0, 0), "text", ["pages"])) == 0
    with pytest.raises(ValueError, match="no column 'body'"):
        engine.nested(batch, "body", None)


@pytest.fixture(scope="module")
def parquet(pages: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages in two files, for as many tasks."""
    folder = tmp_path_factory.mktemp("parquet")
    pyarrow.parquet.write_table(pages.slice(0, 20), folder / "one.parquet")
    pyarrow.parquet.write_table(pages.slice(20), folder / "two.parquet")
    return folder


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    package = str(Path(baokan.__file__).parents[1])
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([package, os.environ.get("PYTHONPATH", "")])
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    yield session
    session.stop()


def plain(value: Any) -> Any:
    """A value of Spark as Python has it."""
    if hasattr(value, "asDict"):
        return {name: plain(one) for name, one in value.asDict().items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


# PySpark warns of every pandas 3; nothing here goes through pandas.
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.slow
def test_spark(session: Any, parquet: Path, expected: dict[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    from baokan import spark

    pages = session.read.parquet(str(parquet))
    assert same([plain(row) for row in spark.table(pages, "pages").collect()], expected["pages"])
    spark.analyze(pages).write.parquet(str(tmp_path / "analyzed"))
    analyzed = session.read.parquet(str(tmp_path / "analyzed"))
    found = [plain(row) for row in analyzed.collect()]
    for name in TABLES:
        rows = [{"source": page["source"], **row} for page in found for row in page[name]]
        assert same(rows, expected[name]), name
    for name in ("tokens", "measures"):
        assert same([plain(row) for row in spark.explode(analyzed, name).collect()], expected[name]), name


@pytest.mark.slow
def test_daft(parquet: Path, expected: dict[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    pytest.importorskip("daft")
    import daft
    from baokan.daft import analyze, explode, table

    pages = daft.read_parquet(str(parquet))
    for name in ("pages", "topics"):
        assert same(table(pages, name).to_pylist(), expected[name]), name
    analyze(pages).write_parquet(str(tmp_path / "analyzed"))
    analyzed = daft.read_parquet(str(tmp_path / "analyzed"))
    for name in TABLES:
        assert same(explode(analyzed, name).to_pylist(), expected[name]), name
    assert isinstance(expected["pages"][0]["issue_date"], datetime.date)
