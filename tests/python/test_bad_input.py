"""Bad input: every kind gives a row that says so, or one clear exception; never a crash, a hang or a lost page."""

import os
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import baokan
import pytest


def errors(corpus: baokan.Corpus) -> list[str | None]:
    return [page.error for page in corpus.pages]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(baokan.ReadError) as caught:
        baokan.read(tmp_path / "none.txt")
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, baokan.BaokanError)
    assert caught.value.filename == str(tmp_path / "none.txt")
    assert "none.txt" in str(caught.value)


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(baokan.ReadError):
        baokan.read(tmp_path)


def test_glob_without_match(tmp_path: Path) -> None:
    with pytest.raises(baokan.ReadError):
        baokan.read(f"{tmp_path}/*.txt")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that opens and cannot be read")
def test_unreadable_file(folder: Path) -> None:
    corpus = baokan.read(["/proc/self/mem", folder / "2024-05-24_01.txt"])
    assert [error is None for error in errors(corpus)] == [False, True]
    assert corpus.pages[0].source == "/proc/self/mem"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads every file")
def test_forbidden_file(folder: Path) -> None:
    (folder / "2024-05-24_02.txt").chmod(0)
    corpus = baokan.read(folder)
    assert [error is None for error in errors(corpus)] == [True, False, True]


@pytest.mark.parametrize(
    ("name", "content", "has_text"),
    [
        ("empty", b"", False),
        ("binary", bytes(range(256)) * 40, False),
        ("image", b"\x89PNG\r\n\x1a\n" + bytes(2000), False),
        ("nul", "禾山县修路\0\n路修好了。".encode(), True),
        ("half a character", "禾山县修路\n路修好了。".encode()[:-1], True),
        ("mixed encodings", "禾山县修路\n".encode() + "路修好了。".encode("gb18030"), True),
    ],
)
def test_damaged_files_have_a_row(folder: Path, name: str, content: bytes, has_text: bool) -> None:
    (folder / "damaged.txt").write_bytes(content)
    corpus = baokan.read(folder)
    assert len(corpus.pages) == 4
    damaged = next(page for page in corpus.pages if page.source.endswith("damaged.txt"))
    assert damaged.error is not None, name
    assert "\n" not in damaged.error
    assert not has_text or "禾山县修路" in damaged.text
    assert [error for error in errors(corpus) if error is not None] == [damaged.error]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "big5"])
def test_encodings_are_found_and_named(tmp_path: Path, encoding: str) -> None:
    text = "禾山市召開工作會議\n\n本報訊 五月二十日,禾山市召開工作會議,安排部署有關工作。" * 4
    (tmp_path / "page.txt").write_bytes(text.encode(encoding))
    for corpus in (baokan.read(tmp_path), baokan.read(tmp_path, encoding=encoding.removesuffix("-sig"))):
        assert errors(corpus) == [None]
        assert corpus.pages[0].text == text


def test_wrong_encoding_declared(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes("禾山县修路\n路修好了。".encode("gb18030"))
    corpus = baokan.read(tmp_path, encoding="utf-8")
    assert corpus.pages[0].error is not None
    with pytest.raises(ValueError, match="no-such-encoding"):
        baokan.read(tmp_path, encoding="no-such-encoding")


def test_page_without_headline() -> None:
    corpus = baokan.parse("路修好了。")
    assert "路修好了。" in "".join(article.text for article in corpus)


@pytest.mark.parametrize("text", ["", "\n\n", " \t ", "\ufeff", "\0", "。", "■■■", "第1版"])
def test_pages_of_next_to_nothing(text: str) -> None:
    corpus = baokan.parse(text)
    assert len(corpus.pages) == 1
    for table in corpus.tables.values():
        table.to_dicts()


def test_no_page_at_all() -> None:
    corpus = baokan.parse([])
    assert len(corpus) == len(corpus.pages) == 0
    assert all(len(table) == 0 for table in corpus.tables.values())


def test_lone_surrogates() -> None:
    corpus = baokan.parse("禾山县\ud842修路\n路修好了\udfb7。")
    page = corpus.pages[0]
    assert page.text == "禾山县\ufffd修路\n路修好了\ufffd。"
    assert page.error is not None
    assert "2" in page.error


def large(seconds: float, text: str) -> baokan.Corpus:
    """Reads a large page, and not in more time than its size explains."""
    begun = time.monotonic()
    corpus = baokan.parse(text)
    assert time.monotonic() - begun < seconds
    return corpus


def test_one_line_of_50_megabytes() -> None:
    line = "本报讯 5月20日,禾山县修通3条新路。" * 1_000_000
    corpus = large(120, line)
    assert sum(len(article.text) for article in corpus) >= len(line) * 0.9


def test_a_page_of_100_megabytes(tmp_path: Path) -> None:
    paragraph = "本报讯 5月20日,禾山县修通3条新路,沿线群众出行更加方便。\n\n"
    (tmp_path / "page.txt").write_text("禾山县修路\n\n" + paragraph * 1_300_000, encoding="utf-8")
    assert (tmp_path / "page.txt").stat().st_size > 100_000_000
    begun = time.monotonic()
    corpus = baokan.read(tmp_path / "page.txt")
    assert time.monotonic() - begun < 200
    assert sum(len(article.text) for article in corpus) > 30_000_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9" * 10_000_000, id="digits"),
        pytest.param("“" * 3_000_000, id="quotes"),
        pytest.param("“‘" * 10_000 + "报" + "’”" * 10_000, id="nested quotes"),
        pytest.param("《" * 10_000 + "报" + "》" * 10_000, id="nested titles"),
        pytest.param("\n" * 5_000_000, id="line ends"),
        pytest.param("(" * 3_000_000, id="brackets"),
        pytest.param("年" * 3_000_000, id="one character"),
    ],
)
def test_hostile_pages_take_linear_time(text: str) -> None:
    large(60, text)


def test_bad_lexicon_line(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("禾山县\tns\n这 一行 不是 词\n", encoding="utf-8")
    with pytest.raises(baokan.LexiconError, match=r"words\.txt:2: ") as caught:
        baokan.parse("禾山县修路", lexicon=tmp_path / "words.txt")
    assert isinstance(caught.value, ValueError)


def test_missing_lexicon(tmp_path: Path) -> None:
    with pytest.raises(baokan.ReadError, match="words"):
        baokan.parse("禾山县修路", lexicon=tmp_path / "words.txt")
    with pytest.raises(baokan.ReadError, match="topics"):
        baokan.parse("禾山县修路", taxonomy=tmp_path / "topics.toml")


def test_bad_taxonomy_line(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text('[[topic]]\nid = "roads"\nterms = [1]\n', encoding="utf-8")
    with pytest.raises(baokan.LexiconError, match=r"topics\.toml:\d+: "):
        baokan.parse("禾山县修路", taxonomy=tmp_path / "topics.toml")


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ({"threads": 0}, ValueError),
        ({"threads": -1}, (ValueError, OverflowError)),
        ({"threads": "two"}, TypeError),
        ({"issue_date": "2024/05/24"}, ValueError),
        ({"issue_date": "2024-02-30"}, ValueError),
        ({"issue_date": 20240524}, TypeError),
        ({"region": "禾山"}, ValueError),
        ({"region": 141102}, TypeError),
        ({"lexicon": [""]}, baokan.LexiconError),
        ({"lexicon": [1]}, TypeError),
        ({"lexicon": 1}, TypeError),
        ({"outlet": 1}, TypeError),
        ({"taxonomy": 1}, TypeError),
        ({"nothing": 1}, TypeError),
    ],
)
def test_bad_arguments(arguments: dict[str, Any], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        baokan.parse("禾山县修路", **arguments)


@pytest.mark.parametrize("source", [1, None, [1], b"page"])
def test_sources_that_are_none(source: Any) -> None:
    with pytest.raises((TypeError, baokan.ReadError)):
        baokan.read(source)
    with pytest.raises(TypeError):
        baokan.parse(source)


def test_days_of_every_kind() -> None:
    for day in ("2024-05-24", datetime(2024, 5, 24, 6, 30)):
        page = baokan.parse("禾山县修路", issue_date=day).pages[0]
        assert str(page.issue_date) == "2024-05-24"


def test_writing_where_it_cannot_be(corpus: baokan.Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(baokan.WriteError, match="file") as caught:
        corpus.write(tmp_path / "file")
    assert isinstance(caught.value, OSError)
    with pytest.raises(baokan.WriteError):
        corpus.report(tmp_path / "none" / "report.html")
    with pytest.raises(ValueError, match="parquet, csv or jsonl"):
        corpus.write(tmp_path, "xlsx")


def test_half_written_files_do_not_stay(corpus: baokan.Corpus, tmp_path: Path) -> None:
    (tmp_path / "tokens.csv").mkdir()
    with pytest.raises(baokan.WriteError):
        corpus.write(tmp_path, "csv")
    assert not [path for path in tmp_path.iterdir() if "part" in path.name]
