"""What people look at: HTML of tables, corpus and pages, and charts."""

import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import baokan
import pytest

HOSTILE = "<script>alert('甲')</script>\n<b onclick=\"x\">会议</b>昨日举行。"


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML, and whether what was opened was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(corpus: baokan.Corpus) -> dict[str, str]:
    """The HTML of everything that has one."""
    objects = {"corpus": corpus, "page": corpus.pages[0], "network": corpus.comentions(), **corpus.tables}
    return {name: object._repr_html_() for name, object in objects.items()}


@pytest.fixture(scope="module")
def samples() -> baokan.Corpus:
    return baokan.read(baokan.samples())


def test_html_is_well_formed_and_without_script(samples: baokan.Corpus) -> None:
    for corpus in (samples, baokan.parse([HOSTILE] * 30), baokan.parse(""), baokan.parse([])):
        objects = shown(corpus) if len(corpus.pages) else {"corpus": corpus._repr_html_()}
        for name, html in objects.items():
            tags = Tags(html)
            assert not tags.tags & {"script", "b onclick", "link", "iframe", "img"}, name
            assert not {attribute for attribute in tags.attributes if attribute.startswith("on")}, name
            assert "prefers-color-scheme:dark" in html, name


def test_html_of_a_corpus_names_papers_days_and_errors(samples: baokan.Corpus, tmp_path: Path) -> None:
    html = samples._repr_html_()
    assert "成纪周报" in html
    assert "2021-06-25 – 2024-04-18" in html
    assert "with an error" not in html
    (tmp_path / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    assert "1 pages with an error" in baokan.read(tmp_path)._repr_html_()


def test_html_of_a_page_shows_articles_roles_and_joins() -> None:
    text = "第3版 要闻\n\n甲县召开防汛会\n\n本报讯 5月20日,甲县召\n\n开防汛会,部署工作。\n\n(王五)\n\n责任编辑:何亮"
    html = baokan.parse(text).pages[0]._repr_html_()
    assert '甲县召<i class="join column"' in html
    assert "接排 1 处" in html
    assert "第3版 要闻" in html
    for role in ("主题", "署名", "编校"):
        assert role in html


def test_a_join_stands_where_locate_says(samples: baokan.Corpus) -> None:
    for page in samples.pages:
        joins = 0
        for article in (article for article in samples if article.page == page.number):
            for row in article.rows("paragraphs"):
                spans = article.locate(row["start"], row["end"])
                joins += sum(
                    "\n" in page.text[before[2] : after[1]] or before[2] > after[1] for before, after in pairwise(spans)
                )
            heading = article.rows("paragraphs")[0]["start"] if article.rows("paragraphs") else len(article.text)
            for at in range(1, heading):
                if "\n" not in article.text[at - 1 : at + 1]:
                    spans = article.locate(at - 1, at + 1)
                    joins += len(spans) == 2 and "\n" in page.text[spans[0][2] : spans[1][1]]
        assert f"接排 {joins} 处" in page._repr_html_(), page.source


def test_html_of_a_hostile_page_is_capped() -> None:
    page = "".join(f"甲县修第{at}座水库\n\n本报讯 {'甲县的水库修好了,' * 400}完。\n\n" for at in range(200))
    assert len(baokan.parse(page).pages[0]._repr_html_()) < 600_000


def layers(chart: Any) -> list[dict[str, Any]]:
    """The marks of a chart's description, however deep they are."""
    spec: dict[str, Any] = chart.to_dict()
    inner = spec.get("spec", spec)
    return [dict(layer) for layer in inner.get("layer", [inner])]


def values(chart: Any) -> list[dict[str, Any]]:
    spec = chart.to_dict()
    data = spec["data"]
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def test_every_answer_has_a_chart(samples: baokan.Corpus) -> None:
    pytest.importorskip("altair")
    plot = samples.plot
    charts = [
        plot.trend("topics.name", by="year"),
        plot.trend(["会议", "群众"], by=["outlet", "year"]),
        plot.frequencies(stop_words=True),
        plot.frequencies("outlet"),
        plot.keyness({"year": "2024"}),
        plot.collocations("会议", measure="pmi"),
        plot.kwic("会议"),
        plot.people(),
        plot.diffusion(),
        plot.comentions(),
        plot.places_rollup("county"),
        plot.near_duplicates(),
        plot.reuse(),
        plot.topics(),
        plot.matters(),
        samples.comentions().nodes.plot(),
    ]
    charts += [table.plot() for name, table in samples.tables.items() if name not in ("sentences", "tokens")]
    for chart in charts:
        assert chart.to_dict()["title"]["text"]
    nothing = baokan.parse("")
    assert nothing.trend("会议", by="year").plot().to_dict()["title"]["subtitle"] == "没有数据"
    assert nothing.frequencies().plot().to_dict()["title"]["subtitle"] == "没有数据"


def test_a_month_without_a_page_is_a_gap(tmp_path: Path) -> None:
    pytest.importorskip("altair")
    for day in ("2024-03-04", "2024-05-06"):
        (tmp_path / f"{day}_01.txt").write_text("甲县召开会议\n本报讯 甲县召开会议。", encoding="utf-8")
    rows = values(baokan.read(tmp_path).plot.trend("会议"))
    months = {row["month"]: row["share"] for row in rows if "month" in row}
    assert months == {"2024-03-01": 1.0, "2024-04-01": None, "2024-05-01": 1.0}
    # April, from its first moment to that of May.
    (gap,) = (row for row in rows if "until" in row)
    assert (gap["since"], gap["until"]) == (1_711_929_600_000, 1_714_521_600_000)


def test_bars_count_what_the_table_says(samples: baokan.Corpus) -> None:
    pytest.importorskip("altair")
    titles = [row["title"] for row in samples.persons if row["title"] is not None]
    for row in values(samples.persons.plot("title", limit=5)):
        assert row["frequency"] == titles.count(row["name"])
    assert len(values(samples.persons.plot("title", limit=5))) == 5
    answer = samples.frequencies(stop_words=True)
    assert [row["term"] for row in values(answer.plot(limit=7))] == [row["term"] for row in answer[:7]]


def test_arguments_of_charts(samples: baokan.Corpus) -> None:
    pytest.importorskip("altair")
    chart = samples.topics.plot(title="各版主题", width=300, height=200).to_dict()
    assert (chart["title"]["text"], chart["width"], chart["height"]) == ("各版主题", 300, 200)
    # What is of the chart does not go to the question, and the limit goes where it is meant.
    assert len(values(samples.plot.frequencies(limit=3, width=300))) == 3
    sides = [row["side"] for row in values(samples.plot.keyness({"year": "2024"}, limit=10))]
    assert sides == ["目标"] * 5 + ["对照"] * 5
    with pytest.raises(ValueError, match="limit: 1 or more"):
        samples.topics.plot(limit=0)
    with pytest.raises(ValueError, match="value: persons has no column 'post'"):
        samples.persons.plot("post")
    with pytest.raises(ValueError, match="value: one of share, frequency, document_frequency"):
        samples.trend("会议").plot("term")
    with pytest.raises(ValueError, match="tokens has no chart"):
        samples.tokens.plot()


@pytest.mark.parametrize(
    ("ending", "begin"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("html", b"<!DOCTYPE"), ("json", b"{")]
)
def test_charts_are_saved(samples: baokan.Corpus, tmp_path: Path, ending: str, begin: bytes) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    from baokan import plot

    if ending in ("png", "svg") and plot.font.find() is None:
        pytest.skip("no font with Chinese characters")
    file = plot.save(samples.plot.topics(), tmp_path / f"topics.{ending}", scale=1)
    assert file.read_bytes().lstrip().lower().startswith(begin.lower())


def test_saving_says_what_is_missing(samples: baokan.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    from baokan import plot

    chart = samples.plot.topics()
    with pytest.raises(ValueError, match=r"path: \.png"):
        plot.save(chart, tmp_path / "topics.bmp")
    monkeypatch.setattr(plot.font, "_folders", lambda: [tmp_path])
    with pytest.raises(RuntimeError, match="no font with Chinese characters found"):
        plot.save(chart, tmp_path / "topics.png")
    assert plot.save(chart, tmp_path / "topics.html").exists()


def test_fonts_are_found_by_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("altair")
    from baokan.plot import font

    monkeypatch.setattr(font, "_folders", lambda: [tmp_path, tmp_path / "none"])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "DejaVuSans.ttf").touch()
    assert font.find() is None
    (tmp_path / "truetype" / "simsun.ttc").touch()
    assert font.find() == "SimSun"
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    assert font.find() == "Noto Sans CJK SC"


def test_without_altair_one_line_names_the_extra() -> None:
    program = (
        "import sys, warnings; warnings.simplefilter('ignore'); sys.modules['altair'] = None\n"
        "import baokan\n"
        "try:\n    baokan.parse('').plot\nexcept ImportError as error:\n    print(error)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ended.stdout.strip() == 'charts need altair: pip install "baokan[notebook]"', ended.stderr


def test_five_lines_from_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    readme = Path(__file__).parents[2] / "README.md"
    text = readme.read_text(encoding="utf-8")
    program = text.split("## A chart in five lines")[1].split("```python\n")[1].split("```")[0]
    assert len(program.strip().splitlines()) <= 5
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {}
    exec(program, namespace)
    assert (tmp_path / "topics.png").read_bytes().startswith(b"\x89PNG")
    terms = {row["term"] for row in values(namespace["chart"]) if "term" in row}
    assert "农业生产" in terms
