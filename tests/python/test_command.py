"""The command `baokan` as a user runs it."""

import subprocess
import sys
from pathlib import Path

import baokan
import pyarrow.parquet
import pytest


def command(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("baokan")
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120, check=False)


def test_extract(folder: Path, tmp_path: Path) -> None:
    ended = command("extract", folder, "-o", tmp_path / "tables", "--outlet", "禾山周报", "--region", "141102")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("3 pages, ")
    pages = pyarrow.parquet.read_table(tmp_path / "tables" / "pages.parquet").to_pylist()
    assert [row["outlet"] for row in pages] == ["禾山周报"] * 3
    assert len(list((tmp_path / "tables").glob("*.parquet"))) == 23


def test_extract_formats_and_options(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("防汛工作会议\tn\n", encoding="utf-8")
    ended = command(
        *("extract", folder / "2024-05-24_01.txt", f"{folder}/*_02.txt", "-o", tmp_path / "tables", "--format", "csv"),
        *("--issue-date", "2024-05-25", "--lexicon", tmp_path / "words.txt", "--threads", "1", "--encoding", "utf-8"),
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "防汛工作会议,n" in (tmp_path / "tables" / "tokens.csv").read_text(encoding="utf-8")
    assert "2024-05-25" in (tmp_path / "tables" / "pages.csv").read_text(encoding="utf-8")


def test_report(folder: Path, tmp_path: Path) -> None:
    ended = command("report", folder, "-o", tmp_path / "report.html")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "report.html").stat().st_size > 0


def test_what_fails_is_told_in_one_line(folder: Path, tmp_path: Path) -> None:
    calls: list[list[str | Path]] = [
        ["extract", tmp_path / "none.txt", "-o", tmp_path / "tables"],
        ["extract", folder, "-o", tmp_path / "tables", "--issue-date", "yesterday"],
        ["report", folder, "-o", tmp_path / "none" / "report.html"],
    ]
    for arguments in calls:
        ended = command(*arguments)
        assert ended.returncode == 1
        assert ended.stderr.startswith("baokan: ")
        assert "Errno None" not in ended.stderr, "the cause is told, not the file alone"
        assert ended.stderr.count("\n") == 1


def test_damaged_pages_are_named(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    ended = command("extract", folder, "-o", tmp_path / "tables")
    assert ended.returncode == 0
    assert "empty.txt: " in ended.stderr


@pytest.mark.parametrize("arguments", [[], ["extract"], ["extract", "page.txt"], ["unknown"]])
def test_a_wrong_call_shows_the_usage(arguments: list[str]) -> None:
    ended = command(*arguments)
    assert ended.returncode == 2
    assert "usage: baokan" in ended.stderr


def test_version_and_help() -> None:
    assert command("--version").stdout == f"baokan {baokan.__version__}\n"
    assert "extract" in command("--help").stdout
    module = subprocess.run([sys.executable, "-m", "baokan", "--version"], capture_output=True, text=True, check=True)
    assert module.stdout == f"baokan {baokan.__version__}\n"


def test_extract_tables_and_resume(folder: Path, tmp_path: Path) -> None:
    arguments: list[str | Path] = ["extract", folder, "-o", tmp_path / "tables", "--tables", "pages,places"]
    assert command(*arguments).returncode == 0
    assert sorted(path.stem for path in (tmp_path / "tables").glob("*.parquet")) == ["pages", "places"]
    assert command(*arguments, "--resume").stdout.startswith("3 pages, ")
    refused = command(*arguments, "--resume", "--outlet", "禾山周报")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "outlet" in refused.stderr
