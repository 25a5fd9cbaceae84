"""Streams of tables and their files: the same rows as in one corpus, whatever stops a run."""

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import baokan
import pyarrow
import pyarrow.parquet
import pytest


@pytest.fixture
def many(tmp_path: Path, page: str) -> Path:
    """A folder of forty pages, some of which cannot be read."""
    pages = tmp_path / "many"
    pages.mkdir()
    for number in range(40):
        text = "" if number % 7 == 3 else f"{page}\n禾山县修路{number}公里\n\n路修好了。\n"
        (pages / f"2024-05-24_{number}.txt").write_text(text, encoding="utf-8")
    return pages


def joined(batches: list[dict[str, baokan.Table]], name: str) -> list[dict[str, object]]:
    return [row for batch in batches for row in batch[name].to_dicts()]


def test_batches_are_the_corpus(many: Path) -> None:
    corpus = baokan.read(many, outlet="禾山周报")
    batches = list(baokan.stream(many, outlet="禾山周报", batch_pages=7))
    assert len(batches) == 6
    for name, table in corpus.tables.items():
        assert joined(batches, name) == table.to_dicts(), name
    arrow = pyarrow.table(batches[0]["tokens"])
    assert arrow.schema == pyarrow.table(corpus.tokens).schema


def test_only_the_tables_asked_for(many: Path) -> None:
    corpus = baokan.read(many)
    batches = list(baokan.stream(many, tables=["topics", "articles"], threads=1))
    assert [list(batch) for batch in batches] == [["articles", "topics"]]
    assert joined(batches, "topics") == corpus.topics.to_dicts()


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ({"tables": ["words"]}, "words"),
        ({"tables": []}, "tables"),
        ({"batch_pages": 0}, "batch_pages"),
        ({"threads": 0}, "threads"),
        ({"encoding": "no such"}, "no such"),
    ],
)
def test_bad_arguments(many: Path, arguments: dict[str, object], cause: str) -> None:
    with pytest.raises(ValueError, match=cause) as raised:
        baokan.stream(many, **arguments)  # type: ignore[arg-type]
    assert "\n" not in str(raised.value)


def test_progress_and_what_a_watcher_raises(many: Path) -> None:
    told: list[tuple[int, int]] = []
    for _ in baokan.stream(many, batch_pages=10, progress=lambda done, total: told.append((done, total))):
        pass
    assert told[-1] == (40, 40)

    def stop(done: int, total: int) -> None:
        raise RuntimeError("enough")

    stream = baokan.stream(many, batch_pages=1, progress=stop)
    with pytest.raises(RuntimeError, match="enough"):
        next(stream)


@pytest.mark.parametrize("format", ["parquet", "csv", "jsonl"])
def test_files_are_those_of_the_corpus(many: Path, tmp_path: Path, format: str) -> None:
    extracted = baokan.extract(many, tmp_path / "parts", format, part_pages=6)
    files = baokan.read(many).write(tmp_path / "whole", format)
    assert [path.name for path in extracted.files] == [path.name for path in files]
    for one, other in zip(files, extracted.files, strict=True):
        if format == "parquet":
            assert pyarrow.parquet.read_table(one).equals(pyarrow.parquet.read_table(other)), other
        else:
            assert one.read_bytes() == other.read_bytes(), other
    assert (extracted.pages, extracted.errors, len(extracted.first_errors)) == (40, 6, 6)
    assert sorted(path.name for path in (tmp_path / "parts").iterdir()) == sorted(
        ["manifest.json", *(path.name for path in files)]
    )


def test_files_say_what_made_them(many: Path, tmp_path: Path) -> None:
    baokan.extract(many, tmp_path / "tables", tables=["pages"], outlet="禾山周报", part_pages=6)
    manifest = json.loads((tmp_path / "tables" / "manifest.json").read_text(encoding="utf-8"))
    metadata = pyarrow.parquet.read_metadata(tmp_path / "tables" / "pages.parquet").metadata
    info = baokan.version_info()
    for key, name in [("library", "version"), ("data", "data"), ("rules", "rules")]:
        assert manifest["made_by"][key] == info[name]
        assert metadata[f"baokan.{key}".encode()].decode() == info[name]
    assert manifest["made_by"]["outlet"] == "禾山周报"
    assert (manifest["pages"], manifest["rows"]) == (40, {"pages": 40})


def extract_and(end: str, pages: Path, tables: Path) -> "subprocess.Popen[str]":
    """A run in a process of its own that stops itself once some parts are complete."""
    code = f"""
import baokan, os, pathlib, signal, threading, time
parts = pathlib.Path({str(tables)!r}) / ".extract"
def stop():
    while not any(path.name.startswith("000002") for path in parts.glob("*.jsonl")):
        time.sleep(0.001)
    {end}
threading.Thread(target=stop, daemon=True).start()
baokan.extract({str(pages)!r}, {str(tables)!r}, "jsonl", part_pages=1)
"""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    ("end", "status"),
    [("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL), ("os.kill(os.getpid(), signal.SIGINT)", 1)],
)
def test_a_stopped_run_is_resumed(tmp_path: Path, page: str, end: str, status: int) -> None:
    pages, tables = tmp_path / "pages", tmp_path / "tables"
    pages.mkdir()
    for number in range(30):
        (pages / f"{number}.txt").write_text(page * 10, encoding="utf-8")
    stopped = extract_and(end, pages, tables)
    _, errors = stopped.communicate(timeout=120)
    assert stopped.returncode in (status, -signal.SIGINT), errors
    assert not list(tables.glob("*.jsonl")), "no file is there that is not whole"
    done = json.loads((tables / ".extract" / "manifest.json").read_text(encoding="utf-8"))["pages"]
    assert 0 < done < 30
    whole = baokan.read(pages).write(tmp_path / "whole", "jsonl")
    # Were these read again, their rows would be others.
    for number in range(done):
        (pages / f"{number}.txt").write_text("别的文章\n别的内容。", encoding="utf-8")
    with pytest.raises(ValueError, match=r"resume: .*outlet"):
        baokan.extract(pages, tables, "jsonl", resume=True, outlet="别的报")
    extracted = baokan.extract(pages, tables, "jsonl", resume=True)
    assert extracted.pages == 30
    for one, other in zip(whole, extracted.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), other
    assert not (tables / ".extract").exists()


def test_a_full_disk(many: Path, tmp_path: Path) -> None:
    """Files that may not grow are what a full disk looks like to a writer."""
    tables = tmp_path / "tables"
    code = f"""
import baokan, resource
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    baokan.extract({str(many)!r}, {str(tables)!r}, "csv")
except baokan.WriteError as error:
    print(error)
"""
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert "File too large" in ended.stdout, ended.stderr
    assert not list(tables.glob("*.csv"))
    assert not list(tables.glob(".extract/*.part")), "what could not be written whole is gone"
    assert baokan.extract(many, tables, "csv", resume=True).pages == 40


def test_ctrl_c_ends_a_stream(tmp_path: Path, page: str) -> None:
    code = f"""
import baokan, os, pathlib, signal, threading
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    for batch in baokan.stream([{str(tmp_path / "page.txt")!r}] * 100_000):
        pass
except KeyboardInterrupt:
    print("interrupted")
"""
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.stdout == "interrupted\n", ended.stderr
    assert time.monotonic() - began < 30


def test_a_stream_left_alone_ends(many: Path) -> None:
    """Whoever breaks out of the loop pays for no further page, and memory stays where it was."""
    for _ in range(20):
        assert next(baokan.stream(many, tables=["pages"], batch_pages=1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        assert next(baokan.stream(many, tables=["pages"], batch_pages=1))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
