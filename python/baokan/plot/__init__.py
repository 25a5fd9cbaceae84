"""Charts of tables, drawn by Altair; needs ``pip install "baokan[notebook]"``.

``table.plot()`` draws a table, ``corpus.plot.trend(…)`` asks a question and draws the answer. Both
give an Altair chart: a notebook shows it, `save` writes it to a file, and whatever Altair can change can be changed.

>>> import baokan
>>> corpus = baokan.read(baokan.samples())
>>> chart = corpus.plot.trend("topics.name", by="year")
>>> chart.to_dict()["title"]["text"]
'历年走势'
"""

import importlib.util
from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if importlib.util.find_spec("altair") is None:
    raise ImportError('charts need altair: pip install "baokan[notebook]"')

from baokan.plot import bar, font, line, timeline
from baokan.plot.look import Chart, Look

if TYPE_CHECKING:
    from baokan._baokan import Corpus, Table

__all__ = ["Chart", "Plots", "save", "table"]

_Columns: TypeAlias = str | Iterable[str]
_Draw: TypeAlias = Callable[[list[dict[str, Any]], list[str], Look], Chart]

# The chart of each answer. Tables that are no answers show what they name most often (`bar.COUNTED`).
_CHARTS: dict[str, _Draw] = {
    "trend": line.trend,
    "frequencies": bar.frequencies,
    "keyness": bar.keyness,
    "collocations": bar.collocations,
    "places_rollup": bar.places,
    "comention_nodes": bar.nodes,
    "comention_edges": bar.edges,
    "near_duplicates": bar.clusters,
    "reuse": bar.sources,
    "topics": bar.topics,
    "people": timeline.people,
    "diffusion": timeline.diffusion,
    "matters": timeline.matters,
    "kwic": timeline.dispersion,
    "articles": timeline.calendar,
    "pages": timeline.calendar,
}


def table(
    of: "Table",
    value: str | None = None,
    limit: int | None = None,
    title: str | None = None,
    width: int | None = None,
    height: int | None = None,
) -> Chart:
    """Draw a table: what `Table.plot` does.

    :param value: the column to show: a number of an answer (``"log_ratio"``), else what to count (``"title"`` of
        ``persons``)
    :param limit: how many bars, lines or rows are shown at most
    :raises ValueError: when the table has no chart, or ``value`` or ``limit`` cannot be used

    - ``trend``: lines over time; a period without pages is a gap in the line
    - ``frequencies``, ``keyness``, ``collocations``: bars, a panel for each group of ``by``
    - ``places_rollup``, ``topics``, ``comention_nodes``: bars
    - ``comention_edges``: a matrix of who is named with whom
    - ``people``, ``diffusion``, ``matters``: a line of time for each, from first to last day
    - ``kwic``: where in the corpus the pattern stands
    - ``articles``, ``pages``: how many there are of each day or month
    - ``reuse``, ``near_duplicates``: the articles most drawn on
    - other tables: what they name most often

    >>> corpus = baokan.parse("某县召开会议。会议昨日举行,会议很长。")
    >>> table(corpus.frequencies()).to_dict()["title"]["text"]
    '词频'
    """
    if limit is not None and limit < 1:
        raise ValueError(f"limit: 1 or more expected, not {limit}")
    look = Look(of.name, value, limit, title, width, height)
    draw = _CHARTS.get(of.name)
    if draw is None:
        if of.name not in bar.COUNTED:
            known = ", ".join(sorted([*_CHARTS, *bar.COUNTED]))
            raise ValueError(f"table: {of.name} has no chart; these have: {known}")
        draw = bar.counted
    if value is not None and value not in of.columns:
        raise ValueError(f"value: {of.name} has no column {value!r}; it has {', '.join(of.columns)}")
    return draw(of.to_dicts(), of.columns, look)


def save(
    chart: Chart,
    path: str | PathLike[str],
    *,
    scale: float = 2.0,
    font_family: str | None = None,
) -> Path:
    """Write a chart to a file and return its path: ``.png``, ``.svg``, ``.pdf``, ``.html`` or ``.json`` (Vega-Lite).

    :param scale: pixels of a PNG for each of the chart
    :param font_family: the font of a PNG, SVG or PDF; one that has Chinese characters is looked for when not given
    :raises ImportError: when vl-convert, which draws without a browser, is not installed
    :raises ValueError: when the ending is none of these
    :raises RuntimeError: when the machine has no font with Chinese characters

    >>> import tempfile
    >>> corpus = baokan.parse("某县召开会议。会议昨日举行,会议很长。")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(corpus.plot.frequencies(), f"{folder}/words.html").name
    'words.html'
    """
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    if kind == "json":
        path.write_text(chart.to_json(), encoding="utf-8")
        return path
    if kind not in ("html", "png", "svg", "pdf"):
        raise ValueError(f"path: .png, .svg, .pdf, .html or .json expected, not {path.name!r}")
    if importlib.util.find_spec("vl_convert") is None:
        raise ImportError('writing charts needs vl-convert: pip install "baokan[notebook]"')
    import vl_convert

    spec = chart.to_dict()
    if kind == "html":
        # The reader's browser has its own fonts, and the file needs no network.
        html = vl_convert.vegalite_to_html(spec, bundle=True)
        path.write_text(html, encoding="utf-8")
        return path
    family = font_family or font.find()
    if family is None:
        raise RuntimeError(
            "no font with Chinese characters found: install Noto Sans CJK (Debian: apt install fonts-noto-cjk; macOS: "
            "brew install font-noto-sans-cjk; any system: fonts.google.com/noto), or name yours with font_family="
        )
    spec.setdefault("config", {})["font"] = family
    if kind == "png":
        path.write_bytes(vl_convert.vegalite_to_png(spec, scale=scale))
    elif kind == "pdf":
        path.write_bytes(vl_convert.vegalite_to_pdf(spec))
    else:
        path.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
    return path


class Plots:
    """The charts of a corpus: each method asks the question of its name and draws the answer.

    Arguments are those of the question and those of `Table.plot`: ``value``, ``title``, ``width``, ``height``;
    ``limit`` is of both.

    >>> corpus = baokan.parse("某县召开会议。会议昨日举行,会议很长。", issue_date="2024-05-24")
    >>> corpus.plot.frequencies(limit=5, title="常用词").to_dict()["title"]["text"]
    '常用词'
    """

    def __init__(self, corpus: "Corpus") -> None:
        """Take the corpus that is asked."""
        self._corpus = corpus

    def __repr__(self) -> str:
        return f"<baokan.plot.Plots of {len(self._corpus)} articles>"

    def trend(self, what: str | Iterable[str] | None = None, **options: Any) -> Chart:
        """Draw `Corpus.trend`: lines over time, broken where there is no page."""
        question, look = _divide(options)
        return table(self._corpus.trend(what, **question), **look)

    def frequencies(self, by: _Columns | None = None, **options: Any) -> Chart:
        """Draw `Corpus.frequencies`: bars."""
        question, look = _divide(options)
        return table(self._corpus.frequencies(by, **question), **look)

    def keyness(self, target: dict[str, Any] | Iterable[int], **options: Any) -> Chart:
        """Draw `Corpus.keyness`: bars, those of the target to the right, those of the reference to the left."""
        question, look = _divide(options)
        # The first of the answer are all of the target; the reference has the last.
        question.pop("limit", None)
        return table(self._corpus.keyness(target, **question), **look)

    def collocations(self, word: str, **options: Any) -> Chart:
        """Draw `Corpus.collocations`: bars by the measure asked for."""
        question, look = _divide(options)
        look.setdefault("value", question.get("measure", "log_likelihood"))
        return table(self._corpus.collocations(word, **question), **look)

    def kwic(self, pattern: str, **options: Any) -> Chart:
        """Draw `Corpus.kwic`: where in the corpus the pattern stands."""
        # Here `width` is that of the chart: the characters of context are no part of the picture.
        question, look = _divide(options, "limit")
        return table(self._corpus.kwic(pattern, **question), **look)

    def people(self, name: str | Iterable[str] | None = None, **options: Any) -> Chart:
        """Draw `Corpus.people`: each person and post from first to last day."""
        question, look = _divide(options, "limit")
        return table(self._corpus.people(name, **question), **look)

    def diffusion(self, what: str | Iterable[str] | None = None, **options: Any) -> Chart:
        """Draw `Corpus.diffusion`: each slogan from first to last day."""
        question, look = _divide(options)
        return table(self._corpus.diffusion(what, **question), **look)

    def comentions(self, of: str = "persons", **options: Any) -> Chart:
        """Draw `Corpus.comentions`: a matrix of who is named with whom."""
        question, look = _divide(options, "limit")
        return table(self._corpus.comentions(of, **question).edges, **look)

    def places_rollup(self, level: str = "county", **options: Any) -> Chart:
        """Draw `Corpus.places_rollup`: bars."""
        question, look = _divide(options, "limit")
        # The level is checked where it is used, and the message names it.
        question["level"] = level
        return table(self._corpus.places_rollup(**question), **look)

    def near_duplicates(self, **options: Any) -> Chart:
        """Draw `Corpus.near_duplicates`: the largest clusters."""
        question, look = _divide(options, "limit")
        return table(self._corpus.near_duplicates(**question), **look)

    def reuse(self, **options: Any) -> Chart:
        """Draw `Corpus.reuse`: the articles most drawn on."""
        question, look = _divide(options, "limit")
        return table(self._corpus.reuse(**question), **look)

    def topics(self, **look: Any) -> Chart:
        """Draw the topics: how many articles have each as their main one, how many beside it."""
        return table(self._corpus.topics, **look)

    def matters(self, **look: Any) -> Chart:
        """Draw `Corpus.matters`: each from raised to done."""
        return table(self._corpus.matters(), **look)


def _divide(options: dict[str, Any], *own: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the arguments of a question and those of its chart; ``own`` are the chart's alone."""
    of_chart = {"value", "title", "width", "height", *own}
    question = {name: value for name, value in options.items() if name not in of_chart}
    return question, {name: value for name, value in options.items() if name in of_chart | {"limit"}}
