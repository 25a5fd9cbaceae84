"""Every way pages come in: HTML, PDF, tables, data frames, archives; and what is broken about them."""

import gzip
import io
import json
import pickle
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import baokan
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest
from baokan.command import main
from pdf import columns, pdf

FIRST = [
    "本报讯 5月20日，禾山县三条进山路全部修通，村民下山卖茶再也不用绕远路。",
    "路修好了，村里来了收茶的车。“山货再也不愁卖。”村民李大山说，今年要多种几亩。",
]
SECOND = ["本报讯 5月21日，清溪镇开会，安排防汛工作，要求各村备足沙袋，夜里有人值班。"]

#: One page three times.
TEXT = "\n".join(
    [
        "禾山县修通三条进山路",
        "——让山货出得来",
        *FIRST[:1],
        FIRST[1] + "（张小明）",
        "",
        "清溪镇安排防汛工作",
        SECOND[0] + "（李小四）",
    ]
)
HTML = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>禾山周报</title></head><body><div class="nav"><a href="node_1.htm">第01版</a></div>
<table><tr><td><founder-title>禾山县修通三条进山路</founder-title><tr><td><founder-subtitle>——让山货出得来</founder-subtitle>
<tr><td><div id="ozoom"><founder-content><P>　　{FIRST[0]}<P>　　{FIRST[1]}（张小明）</founder-content></div></table>
<table><tr><td><founder-title>清溪镇安排防汛工作</founder-title>
<tr><td><div id="ozoom"><founder-content><P>　　{SECOND[0]}（李小四）</P></founder-content></div></table>
<div class="footer">版权所有</div></body></html>"""
PDF = pdf(
    [
        ("禾山县修通三条进山路", 40, 740, 24),
        ("——让山货出得来", 80, 715, 14),
        *columns([FIRST[0], FIRST[1] + "（张小明）"], 40, 700, 12, 5),
        ("清溪镇安排防汛工作", 40, 560, 24),
        *columns([SECOND[0] + "（李小四）"], 40, 545, 12, 3),
    ]
)


def rows(*texts: str) -> list[dict[str, object]]:
    return [
        {"id": f"n{number}", "text": text, "outlet": "禾山周报", "issue_date": "2024-05-24", "views": number}
        for number, text in enumerate(texts)
    ]


def errors(corpus: baokan.Corpus) -> list[str | None]:
    return [page.error for page in corpus.pages]


def content(corpus: baokan.Corpus) -> list[tuple[object, ...]]:
    return [(a.kicker, a.headline, a.subtitle, a.dateline, a.date, a.authors, a.text, a.section) for a in corpus]


def test_html_pdf_and_text_of_one_page_give_the_same_articles(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "p.htm").write_bytes(HTML.encode("gb18030"))
    (tmp_path / "p.pdf").write_bytes(PDF)
    text, html, set_ = (baokan.read(tmp_path / f"p.{kind}", issue_date="2024-05-24") for kind in ("txt", "htm", "pdf"))
    assert errors(text) == errors(html) == errors(set_) == [None]
    assert [article.headline for article in text] == ["禾山县修通三条进山路", "清溪镇安排防汛工作"]
    assert text[0].subtitle == "让山货出得来"
    assert content(html) == content(text)
    assert content(set_) == content(text)
    assert html.pages[0].encoding == "gb18030"
    assert set_.pages[0].source.endswith("p.pdf#page=1")
    for corpus in (html, set_):
        page = corpus.pages[0].text
        article = corpus[1]
        spans = corpus.locate(1, 0, len(article.text))
        assert "".join(page[start:end] for _, start, end in spans) == article.text.replace("\n", "")
    assert len(baokan.read(tmp_path)) == 6


def test_a_pickled_page_keeps_what_its_source_said(tmp_path: Path) -> None:
    (tmp_path / "p.htm").write_bytes(HTML.encode("gb18030"))
    (tmp_path / "r.jsonl").write_text(json.dumps(rows(TEXT)[0]), encoding="utf-8")
    for path in tmp_path.iterdir():
        corpus = baokan.read(path)
        again = pickle.loads(pickle.dumps(corpus))
        assert again == corpus
        assert again.pages.to_dicts() == corpus.pages.to_dicts()
        assert content(again) == content(corpus)


def test_html_without_articles(tmp_path: Path) -> None:
    (tmp_path / "node_1.htm").write_text("<ul><li><a href=content_1.htm>禾山县修路</a></ul>", encoding="utf-8")
    corpus = baokan.read(tmp_path / "node_1.htm")
    assert (len(corpus), errors(corpus)) == (0, ["no article in this HTML"])


def test_pdf_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1cut.pdf").write_bytes(PDF[: len(PDF) // 3])
    (tmp_path / "2picture.pdf").write_bytes(pdf([], [("路", 50, 50, 10)], picture=True))
    key = b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)
    encrypted = PDF.replace(b"trailer\n<<", b"trailer\n<< /ID [<00> <00>] /Encrypt " + key)
    (tmp_path / "3locked.pdf").write_bytes(encrypted)
    (tmp_path / "4none.pdf").write_bytes(b"")
    corpus = baokan.read(tmp_path)
    assert [Path(page.source).name for page in corpus.pages] == [
        *("1cut.pdf", "2picture.pdf#page=1", "2picture.pdf#page=2", "3locked.pdf", "4none.pdf")
    ]
    cut, picture, text, locked, none = errors(corpus)
    assert cut is not None
    assert "broken PDF" in cut
    assert picture is not None
    assert "no text on this page" in picture
    assert text is None
    assert locked == "encrypted PDF: it takes a password"
    assert none is not None

    monkeypatch.setattr("baokan.pdf.MOST", 5)
    (tmp_path / "5many.pdf").write_bytes(PDF)
    many = errors(baokan.read(tmp_path / "5many.pdf"))[0]
    assert many is not None
    assert many.endswith("characters: more than 5 are not read")

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (tmp_path / "5.pdf").write_bytes(PDF)
    assert errors(baokan.read(tmp_path / "5.pdf")) == ['a PDF takes the package pypdfium2: pip install "baokan[pdf]"']


def write_jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(TEXT, TEXT)), encoding="utf-8")


TABLES: dict[str, Callable[[Path], object]] = {
    "rows.jsonl": write_jsonl,
    "rows.csv": lambda path: pandas.DataFrame(rows(TEXT, TEXT)).to_csv(path, index=False),
    "gbk.csv": lambda path: pandas.DataFrame(rows(TEXT, TEXT)).to_csv(path, index=False, encoding="gb18030"),
    "utf16.tsv": lambda path: pandas.DataFrame(rows(TEXT, TEXT)).to_csv(path, index=False, encoding="utf-16", sep="\t"),
    "rows.parquet": lambda path: pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows(TEXT, TEXT)), path),
    "rows.jsonl.gz": lambda path: path.write_bytes(
        gzip.compress(json.dumps(rows(TEXT)[0]).encode() + b"\n" + json.dumps(rows("", TEXT)[1]).encode())
    ),
}


@pytest.mark.parametrize("name", list(TABLES))
def test_tables_of_pages(tmp_path: Path, name: str) -> None:
    TABLES[name](tmp_path / name)
    corpus = baokan.read(tmp_path / name)
    assert errors(corpus) == [None, None]
    assert len(corpus) == 4
    pages = corpus.pages.to_dicts()
    assert [page["source"] for page in pages] == [f"{tmp_path / name}#id=n0", f"{tmp_path / name}#id=n1"]
    assert {(page["outlet"], str(page["issue_date"])) for page in pages} == {("禾山周报", "2024-05-24")}
    assert [page["id"] for page in pages] == ["n0", "n1"]
    assert [str(page["views"]) for page in pages] == ["0", "1"]
    assert corpus.pages.to_pandas()["id"].tolist() == ["n0", "n1"]


def test_data_frames() -> None:
    records = [{"body": TEXT, "day": "2024-05-24"}, {"body": None, "day": None}]
    for table in (pandas.DataFrame(records), polars.DataFrame(records), pyarrow.Table.from_pylist(records)):
        corpus = baokan.read(table, text_column="body")
        assert errors(corpus) == [None, 'no text in the column "body"']
        assert len(corpus) == 2
        assert corpus.pages.columns[-1] == "day"
    for column in (pandas.Series([TEXT, None]), polars.Series([TEXT, None]), pyarrow.chunked_array([[TEXT, None]])):
        corpus = baokan.parse(column)
        assert (len(corpus), errors(corpus)) == (2, [None, "no text"])
        with pytest.raises(ValueError, match=r"^source: a table expected; a column of texts goes to parse$"):
            baokan.read(column)
    with pytest.raises(ValueError, match=r'^text_column: no column "text" among body, day$'):
        baokan.read(pandas.DataFrame(records))


def test_bad_rows_cost_themselves(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT})
    (tmp_path / "bad.jsonl").write_text(
        f'{good}\n[1]\n{{"tex\n\n{{"title": "x"}}\n{{"text": 7}}\n{good}\n', encoding="utf-8"
    )
    corpus = baokan.read(tmp_path / "bad.jsonl")
    assert len(corpus) == 4
    said = errors(corpus)
    assert said[0] is said[-1] is None
    assert [bool(error) for error in said[1:-1]] == [True] * 4
    assert [page.source.rpartition("#")[2] for page in corpus.pages] == [f"line={n}" for n in (1, 2, 3, 5, 6, 7)]

    lines = ["id,text", *(f'{n},"路修好了，\n大家都高兴。"' for n in range(500))]
    lines[250] = '249,"这一行没有关上引号'
    lines[300] = "299,多,了"
    (tmp_path / "bad.csv").write_text("\n".join(lines), encoding="utf-8")
    corpus = baokan.read(tmp_path / "bad.csv")
    assert len(corpus.pages) == 500
    assert {n: error for n, error in enumerate(errors(corpus)) if error} == {
        249: "a quotation mark is not closed",
        299: "bad row: not 2 fields",
    }
    assert corpus.pages[249].text == "这一行没有关上引号\n"

    for name, text in [("none.csv", "id,title\n1,x\n"), ("empty.csv", ""), ("cut.parquet", "PAR1")]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        corpus = baokan.read(tmp_path / name)
        assert len(corpus.pages) == 1
        assert errors(corpus)[0]
    assert errors(baokan.read(tmp_path / "none.csv")) == ['text_column: no column "text" among id, title']


def test_archives(tmp_path: Path) -> None:
    files = {"2/第10版.txt": TEXT.encode(), "2/第2版.txt": TEXT.encode(), "a.htm": HTML.encode("gb18030"), "a.md": b"x",
             "__MACOSX/._a.txt": b"x", "r.jsonl": json.dumps({"text": TEXT}).encode(), "p.pdf": PDF}  # fmt: skip
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with tarfile.open(tmp_path / "t.tar.gz", "w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo("很长的名字" * 20 + "/" + name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    zipped = baokan.read(tmp_path / "z.zip")
    names = [page.source.partition("!")[2] for page in zipped.pages]
    assert names == ["2/第2版.txt", "2/第10版.txt", "a.htm", "p.pdf#page=1", "r.jsonl#line=1"]
    assert [page.page_no for page in zipped.pages][:2] == ["2", "10"]
    assert errors(zipped) == [None] * 5
    assert len(zipped) == len(baokan.read(tmp_path / "t.tar.gz")) == 10


def test_archives_that_mean_no_good(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [("../../out.txt", TEXT), ("/etc/out.txt", TEXT), ("in.zip", "PK"), ("z.txt", TEXT)]:
            archive.writestr(name, data)
        with archive.open("bomb.txt", "w") as bomb:
            for _ in range(128):
                bomb.write(bytes(1 << 20))
    said = {page.source.partition("!")[2]: page.error for page in baokan.read(tmp_path / "z.zip").pages}
    assert said == {
        "../../out.txt": "its name leads out of the archive",
        "/etc/out.txt": "its name leads out of the archive",
        "in.zip": "an archive inside an archive is not read",
        "bomb.txt": "unpacks to more than a page file can be",
        "z.txt": None,
    }
    assert not (tmp_path.parent.parent / "out.txt").exists()
    whole = (tmp_path / "z.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:300])
    (tmp_path / "cut.tar.gz").write_bytes(gzip.compress(whole)[:300])
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("a.md", "x")
    for name in ("cut.zip", "cut.tar.gz", "none.zip"):
        corpus = baokan.read(tmp_path / name)
        assert len(corpus.pages) == 1
        assert errors(corpus)[0]


def test_look_alikes_are_matched_and_kept() -> None:
    corpus = baokan.parse("⼭⻄省修路\n本报讯 5⽉20⽇，⼭⻄省的路修好了。", issue_date="2024-05-24")
    assert corpus[0].headline == "⼭⻄省修路"
    assert corpus.pages[0].text.startswith("⼭⻄省")
    places = corpus.places.to_dicts()
    assert {(place["text"], place["code"]) for place in places} == {("⼭⻄省", "14")}
    assert str(corpus[0].date) == "2024-05-20"


def test_the_command_takes_them_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "p.htm").write_bytes(HTML.encode("gb18030"))
    (pages / "p.pdf").write_bytes(PDF)
    (tmp_path / "rows.csv").write_text(f'body\n"{TEXT}"\n', encoding="utf-8")
    ended = main(
        ["extract", str(pages), str(tmp_path / "rows.csv"), "--text-column", "body", "-o", str(tmp_path / "tables")]
    )
    assert ended == 0
    assert capsys.readouterr().out.startswith("3 pages, 6 articles")
