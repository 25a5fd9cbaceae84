"""What all charts share: their looks, the names of columns, rows on their way to Altair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, cast

import altair

from baokan.plot import font

Chart: TypeAlias = altair.Chart | altair.LayerChart | altair.FacetChart
Row: TypeAlias = dict[str, Any]

# What columns are called in a chart.
NAMES = {
    "article": "文章",
    "articles": "文章数",
    "city": "地市",
    "county": "县区",
    "day": "日",
    "degree": "相连",
    "document_frequency": "篇数",
    "expected": "期望",
    "first": "首见",
    "frequency": "次数",
    "full_name": "地名",
    "lag": "间隔(天)",
    "last": "末见",
    "log_dice": "logDice",
    "log_likelihood": "对数似然 G²",
    "log_ratio": "对数比",
    "month": "月",
    "name": "名称",
    "node": "词",
    "org": "机构",
    "outlet": "报纸",
    "page": "版",
    "pages": "版数",
    "per_million": "每百万词",
    "place": "地点",
    "pmi": "点互信息 PMI",
    "province": "省份",
    "quarter": "季",
    "reference_frequency": "对照次数",
    "reference_per_million": "对照每百万词",
    "share": "占当期文章",
    "similarity": "相似度",
    "size": "篇数",
    "spread": "传播范围",
    "t_score": "t 值",
    "target_frequency": "目标次数",
    "target_per_million": "目标每百万词",
    "term": "词",
    "title": "职务",
    "topic": "主题",
    "town": "乡镇",
    "village": "村社",
    "week": "周",
    "weight": "同现次数",
    "year": "年",
}
# How numbers with a fraction are written.
_FORMATS = {
    "expected": ".2f",
    "log_dice": ".2f",
    "log_likelihood": ".2f",
    "log_ratio": ".2f",
    "per_million": ",.1f",
    "pmi": ".2f",
    "share": ".1%",
    "t_score": ".2f",
}
PERIODS = ("year", "quarter", "month", "week", "day")
# Groups shown as panels; more are no picture any more.
_MOST_PANELS = 6
_WIDTH = 560
_PANEL = 260
_ROW = 18


@dataclass(frozen=True)
class Look:
    """What the caller wants of a chart."""

    table: str
    value: str | None
    limit: int | None
    title: str | None
    width: int | None
    height: int | None

    def number(self, default: str, of: Sequence[str]) -> str:
        """Return the column of numbers to show."""
        value = self.value or default
        if value not in of:
            raise ValueError(f"value: one of {', '.join(of)} expected, not {value!r}")
        return value

    def most(self, default: int) -> int:
        """Return how many are shown."""
        return self.limit or default

    def heading(self, text: str, more: str = "", empty: bool = False) -> altair.TitleParams:
        """Return the title, and a second line where there is more to say."""
        more = "没有数据" if empty else more
        return altair.TitleParams(self.title or text, subtitle=more or altair.Undefined, anchor="start")

    def wide(self, panels: bool) -> int:
        """Return the width of one panel."""
        return self.width or (_PANEL if panels else _WIDTH)

    def high(self, rows: int) -> int:
        """Return the height that so many rows need."""
        return self.height or max(rows, 2) * _ROW


def name(column: str) -> str:
    """Return what a column is called."""
    return NAMES.get(column, column)


def label(row: Row, columns: Iterable[str]) -> str:
    """Return the values of some columns in one line."""
    return " · ".join("不详" if row[column] is None else plain(row[column]) for column in columns)


def plain(value: Any) -> str:
    """Return a value as it stands in a chart."""
    return "、".join(map(plain, value)) if isinstance(value, list) else str(value)


def panels(rows: list[Row], columns: list[str]) -> tuple[list[Row], list[str], str]:
    """Return the rows of the groups that have most of them, these groups, and what to say of those left out."""
    sizes: dict[str, int] = {}
    for row in rows:
        row["panel"] = label(row, columns)
        sizes[row["panel"]] = sizes.get(row["panel"], 0) + 1
    # Groups stand in the order of the table unless there are too many of them.
    shown = list(sizes)
    if len(shown) > _MOST_PANELS:
        largest = sorted(shown, key=lambda panel: -sizes[panel])[:_MOST_PANELS]
        shown = [panel for panel in shown if panel in largest]
    note = f"{len(sizes)} 组中的 {len(shown)} 组" if len(sizes) > len(shown) else ""
    return [row for row in rows if row["panel"] in shown], shown, note


def data(rows: Iterable[Row]) -> altair.InlineData:
    """Return rows as Altair takes them: days as ISO dates."""
    values = ({key: _value(value) for key, value in row.items()} for row in rows)
    return altair.InlineData(values=list(values))


def tooltip(*columns: str) -> list[altair.Tooltip]:
    """Return what is shown when a pointer rests on a mark."""
    # Days are shown as text: as times they would move with the reader's time zone.
    return [
        altair.Tooltip(f"{column}:Q", title=name(column), format=_FORMATS[column])
        if column in _FORMATS
        else altair.Tooltip(f"{column}:N", title=name(column))
        for column in columns
    ]


def day_axis(column: str, padding: int = 0, **axis: Any) -> altair.X:
    """Return an axis of days, in UTC since a day has no time zone."""
    axis.setdefault("format", "%Y-%m-%d")
    return altair.X(
        f"{column}:T",
        title=None,
        scale=altair.Scale(type="utc", padding=padding),
        axis=altair.Axis(labelOverlap=True, labelSeparation=8, **axis),
    )


def configured(chart: Chart) -> Chart:
    """Return the chart in the look all have; its background is white, as its ink is dark in every theme."""
    styled = (
        chart.configure(font=font.STACK, background="white")
        .configure_title(fontSize=15, subtitleColor="#6d655b")
        .configure_axis(labelLimit=260, gridColor="#eee8dd", domainColor="#bbb0a0", tickColor="#bbb0a0")
        .configure_view(stroke=None)
        .configure_legend(labelLimit=220)
    )
    # Altair does not say what these return.
    return cast("Chart", styled)


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float, str)) else plain(value)
