"""The files `Corpus.write` makes, read back by those who will read them."""

import csv
import json
from pathlib import Path

import baokan
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest
from contract import TABLES


@pytest.mark.parametrize("format", ["parquet", "csv", "jsonl"])
def test_one_file_a_table(corpus: baokan.Corpus, tmp_path: Path, format: str) -> None:
    files = corpus.write(tmp_path / "new" / "folder", format)
    assert [path.name for path in files] == [f"{name}.{format}" for name in corpus.tables]
    manifest = tmp_path / "new" / "folder" / "manifest.json"
    assert sorted([*files, manifest]) == sorted(manifest.parent.iterdir())


def test_parquet(corpus: baokan.Corpus, tmp_path: Path) -> None:
    corpus.write(tmp_path)
    for name in TABLES:
        table = getattr(corpus, name)
        read = pyarrow.parquet.read_table(tmp_path / f"{name}.parquet")
        assert read.equals(pyarrow.table(table)), name
        assert polars.read_parquet(tmp_path / f"{name}.parquet").to_dicts() == table.to_dicts()


def test_jsonl(corpus: baokan.Corpus, tmp_path: Path) -> None:
    corpus.write(tmp_path, "jsonl")
    for name in TABLES:
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert rows == [json.loads(json.dumps(row, default=str)) for row in getattr(corpus, name).to_dicts()], name
        assert all(list(row) == getattr(corpus, name).columns for row in rows)


def test_csv(corpus: baokan.Corpus, tmp_path: Path) -> None:
    corpus.write(tmp_path, "csv")
    for name in TABLES:
        table = getattr(corpus, name)
        path = tmp_path / f"{name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "a spreadsheet takes an unmarked file for GBK"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(table)
        for row, expected in zip(rows, table.to_dicts(), strict=True):
            for column, value in expected.items():
                if value is None:
                    assert row[column] == ""
                elif isinstance(value, list):
                    assert json.loads(row[column]) == value
                elif isinstance(value, bool):
                    assert row[column] == str(value).lower()
                else:
                    assert type(value)(row[column]) == value if isinstance(value, float) else row[column] == str(value)
        if len(table):
            assert list(pandas.read_csv(path).columns) == table.columns
            assert polars.read_csv(path, infer_schema_length=None).columns == table.columns


def test_files_are_replaced(corpus: baokan.Corpus, tmp_path: Path) -> None:
    corpus.write(tmp_path, "jsonl")
    before = (tmp_path / "tokens.jsonl").read_bytes()
    baokan.parse("").write(tmp_path, "jsonl")
    assert (tmp_path / "tokens.jsonl").read_bytes() == b""
    corpus.write(tmp_path, "jsonl")
    assert (tmp_path / "tokens.jsonl").read_bytes() == before


def test_report(corpus: baokan.Corpus, tmp_path: Path) -> None:
    corpus.report(tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert html.lower().startswith("<!doctype html>")
