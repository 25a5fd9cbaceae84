"""Lines over time."""

from datetime import date, timedelta
from typing import Any

import altair

from baokan.plot.look import PERIODS, Chart, Look, Row, configured, data, day_axis, label, name, panels, tooltip

_TITLES = {"year": "历年走势", "quarter": "各季走势", "month": "历月走势", "week": "各周走势", "day": "逐日走势"}
_FORMATS = {"year": "%Y年", "quarter": "%Y年%q季", "month": "%Y年%-m月"}
_DAY = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()
# Up to so many periods each has its own label; above, Vega chooses.
_MOST_TICKS = 14
_OWN = ("term", "frequency", "document_frequency", "share", "articles", "pages")


def trend(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.trend`: a line for each term or group, broken where there is no page."""
    value = look.number("share", ("share", "frequency", "document_frequency"))
    period = next(column for column in columns if column in PERIODS)
    groups = [column for column in columns if column not in (*_OWN, period)]
    dated = [row for row in rows if row[period] is not None]
    terms = list(dict.fromkeys(row["term"] for row in dated))
    # Terms have the colours; where there is one alone, the groups have them.
    by_term = len(terms) > 1 or not groups
    for row in dated:
        row["line"] = row["term"] if by_term else label(row, groups)
    shown, panel_names, note = panels(dated, groups if by_term else [])
    lines = _largest(shown, look.most(8))
    shown = [row for row in shown if row["line"] in lines]
    if note == "" and len({row["line"] for row in dated}) > len(lines):
        note = f"最多的 {len(lines)} 条"

    starts = sorted({row[period] for row in shown})
    for row in shown:
        row["when"] = _when(row[period], period)
        row["middle"] = (_moment(row[period]) + _moment(_next(row[period], period))) // 2
    values = data([*shown, *_gaps(shown, period)])
    x = day_axis("middle", 8, **_axis(starts, period))
    height = look.height or (160 if len(panel_names) > 1 else 280)
    gaps = (
        altair.Chart()
        .transform_filter("isValid(datum.until)")
        .mark_rect(color="#f0ebe2")
        .encode(x=altair.X("since:T", title=None), x2="until:T")
    )
    line = (
        altair.Chart()
        .transform_filter("!isValid(datum.until)")
        .mark_line(point=altair.OverlayMarkDef(size=36), invalid="break-paths-show-domains")
        .encode(
            x=x,
            y=altair.Y(f"{value}:Q", title=name(value), axis=altair.Axis(format="%" if value == "share" else "")),
            color=altair.Color("line:N", title=None, sort=lines, legend=None if len(lines) == 1 else altair.Undefined),
            tooltip=[
                altair.Tooltip("when:N", title=name(period)),
                altair.Tooltip("line:N", title="项"),
                *tooltip("frequency", "document_frequency", "share", "articles", "pages"),
            ],
        )
    )
    text = _TITLES[period]
    if len(terms) <= 3 and terms:
        text = f"{'、'.join(terms)}：{text}"
    heading = look.heading(text, note, not shown)
    layers = altair.layer(gaps, line, data=values).properties(width=look.width or 560, height=height)
    if len(panel_names) <= 1:
        return configured(layers.properties(title=heading))
    row_of = altair.Row("panel:N", title=None, sort=panel_names, header=altair.Header(labelAngle=0, labelAlign="left"))
    return configured(layers.facet(row=row_of).properties(title=heading))


def _largest(rows: list[Row], most: int) -> list[str]:
    """Return the lines that stand for most articles."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["line"]] = sums.get(row["line"], 0) + (row["document_frequency"] or 0)
    return sorted(sums, key=lambda line: -sums[line])[:most]


def _gaps(rows: list[Row], period: str) -> list[Row]:
    """Return a band for each period in which a panel has no page."""
    pages: dict[tuple[str, date], int] = {}
    for row in rows:
        key = (row["panel"], row[period])
        pages[key] = pages.get(key, 0) + row["pages"]
    return [
        {"panel": panel, "since": _moment(start), "until": _moment(_next(start, period))}
        for (panel, start), count in pages.items()
        if count == 0
    ]


def _axis(starts: list[date], period: str) -> dict[str, Any]:
    """Return an axis that labels each period in its middle or, where there are many, its years or months."""
    axis: dict[str, Any] = {"format": _FORMATS.get(period, "%Y-%m-%d"), "grid": False}
    if len(starts) <= _MOST_TICKS:
        axis["values"] = [(_moment(start) + _moment(_next(start, period))) // 2 for start in starts]
        if period == "week":
            # A week is called by its Monday.
            axis["labelExpr"] = f"utcFormat(datum.value - {_DAY * 7 // 2}, '%Y-%m-%d')"
    elif period in ("quarter", "month"):
        # The ticks Vega chooses begin a year, a quarter or a month.
        axis["format"] = "%Y年%-m月"
    return axis


def _next(day: date, period: str) -> date:
    """Return the first day of the next period; the last one of the calendar has none."""
    months = {"year": 12, "quarter": 3, "month": 1}.get(period)
    try:
        if months is None:
            return day + timedelta(days=7 if period == "week" else 1)
        return date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    except (OverflowError, ValueError):
        return day


def _moment(day: date) -> int:
    """Return when a day begins, in milliseconds of Unix time, UTC."""
    return (day.toordinal() - _EPOCH) * _DAY


def _when(day: date, period: str) -> str:
    if period == "year":
        return f"{day.year}年"
    if period == "quarter":
        return f"{day.year}年第{(day.month + 2) // 3}季度"
    if period == "month":
        return f"{day.year}年{day.month}月"
    if period == "week":
        return f"{day} 至 {day + timedelta(days=6)}"
    return str(day)
