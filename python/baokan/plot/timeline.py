"""Pictures over time and over the corpus that are no lines of counts."""

from collections import Counter
from datetime import date
from typing import Any

import altair

from baokan.plot.look import Chart, Look, Row, configured, data, day_axis, label, name, tooltip

_INK = "#2f6f8f"
_STATES = {"raised": "提出", "decided": "决定", "in_progress": "进行中", "done": "办结"}
_STATE_COLOURS = ["#c9822b", "#2f6f8f", "#8a6fb0", "#3f8f5a"]
# Pixels before the first day, so that its points do not stand on the labels.
_PADDING = 12
# Longer stretches of time are counted by months.
_MOST_DAYS = 92


def people(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.people`: each person and post from first to last day."""
    groups = columns[: columns.index("name")]
    for row in rows:
        post = f"{row['org'] or ''}{row['title'] or ''}"
        row["row"] = " ".join(filter(None, [row["name"], post, label(row, groups)]))
    return _lives(rows, ["name", "title", "org", *groups], look, "人物与职务")


def diffusion(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.diffusion`: each slogan from first to last day, by group."""
    groups = columns[: columns.index("term")]
    for row in rows:
        row["row"] = " · ".join(filter(None, [row["term"], label(row, groups)]))
    return _lives(rows, ["term", *groups, "lag", "spread"], look, "提法的传播")


def matters(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.matters`: each from raised to done."""
    dated = [row for row in rows if row["date"] is not None]
    # Those with the longest story first; a matter that is mentioned once has none.
    count = Counter(row["matter"] for row in dated)
    shown = [matter for matter, _ in count.most_common(look.most(25))]
    drawn = [row for row in dated if row["matter"] in shown]
    titles: dict[int, str] = {}
    for row in drawn:
        title = titles.setdefault(row["matter"], f"{row['name']}（{row['place'] or '地点不详'}）")
        row.update(row=title, state=_STATES.get(row["state"], row["state"]))
    y = altair.Y("row:N", title=None, sort=[titles[matter] for matter in shown if matter in titles])
    base = altair.Chart()
    domain = list(_STATES.values())
    line = base.mark_line(color="#bbb0a0", size=1).encode(x=day_axis("date", _PADDING), y=y, detail="matter:N")
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=day_axis("date", _PADDING),
        y=y,
        color=altair.Color("state:N", title=None, scale=altair.Scale(domain=domain, range=_STATE_COLOURS)),
        tooltip=tooltip("date", "state", "name", "place", "responsible", "deadline"),
    )
    chart = altair.layer(line, points, data=data(drawn))
    high = look.high(len(shown))
    return configured(
        chart.properties(title=look.heading("事项的进展", empty=not drawn), width=look.wide(False), height=high)
    )


def dispersion(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.kwic`: a tick for each article a pattern stands in, a row for each group or form."""
    groups = columns[: columns.index("article")]
    count: Counter[str] = Counter()
    for row in rows:
        row["row"] = label(row, groups) if groups else row["keyword"]
        count[row["row"]] += 1
    shown = [group for group, _ in count.most_common(look.most(20))]
    drawn = [row for row in rows if row["row"] in shown]
    chart = (
        altair.Chart(data(drawn))
        .mark_tick(thickness=1.5, color=_INK, opacity=0.7)
        .encode(
            x=altair.X("article:Q", title=name("article"), axis=altair.Axis(format="d", tickMinStep=1)),
            y=altair.Y("row:N", title=None, sort=shown),
            tooltip=tooltip("article", "left", "keyword", "right"),
        )
    )
    high = look.high(len(shown))
    return configured(
        chart.properties(title=look.heading("出现的位置", empty=not drawn), width=look.wide(False), height=high)
    )


def calendar(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw how many articles or pages there are of each day, or of each month where there are many days."""
    column = "date" if look.table == "articles" else "issue_date"
    days: list[date] = [row[column] for row in rows if row[column] is not None]
    monthly = bool(days) and (max(days) - min(days)).days > _MOST_DAYS
    count = Counter(day.replace(day=1) if monthly else day for day in days)
    drawn = [{"day": day, "articles": number} for day, number in count.items()]
    what = "篇数" if look.table == "articles" else "版数"
    unit: Any = "utcyearmonth" if monthly else "utcyearmonthdate"
    x = altair.X("day:T", title=None, timeUnit=unit, axis=altair.Axis(format="%Y年%-m月" if monthly else "%Y-%m-%d"))
    y = altair.Y("articles:Q", title=what, axis=altair.Axis(format="d", tickMinStep=1))
    chart = altair.Chart(data(drawn)).mark_bar(color=_INK).encode(x=x, y=y, tooltip=tooltip("day", "articles"))
    text = f"各月{what}" if monthly else f"各日{what}"
    unknown = len(rows) - len(days)
    heading = look.heading(text, f"另有 {unknown} 行无日期" if unknown else "")
    return configured(chart.properties(title=heading, width=look.wide(False), height=look.height or 220))


def _lives(rows: list[Row], shown: list[str], look: Look, text: str) -> Chart:
    """Draw a line from first to last day for each of the most frequent rows, in the order of their first day."""
    dated = [row for row in rows if row["first"] is not None]
    drawn = sorted(dated, key=lambda row: -row["frequency"])[: look.most(30)]
    drawn.sort(key=lambda row: row["first"])
    order = list(dict.fromkeys(row["row"] for row in drawn))
    y = altair.Y("row:N", title=None, sort=order)
    base = altair.Chart()
    # A person named once has a small point even where all are named once.
    most = max([10, *(row["frequency"] for row in drawn)])
    scale = altair.Scale(domain=[1, most], range=[40, 260])
    size = altair.Size("frequency:Q", title=name("frequency"), legend=None, scale=scale)
    about = tooltip(*shown, "first", "last", "frequency", "document_frequency")
    line = base.mark_rule(size=3, color="#a9c9d8").encode(
        x=day_axis("first", _PADDING), x2="last:T", y=y, tooltip=about
    )
    begin, end = (
        base.mark_point(filled=True, color=_INK, opacity=opacity).encode(
            x=day_axis(day, _PADDING), y=y, size=size, tooltip=about
        )
        for day, opacity in (("first", 1), ("last", 0.55))
    )
    chart = altair.layer(line, end, begin, data=data(drawn))
    note = f"{len(rows)} 行中的 {len(drawn)} 行" if len(rows) > len(drawn) else ""
    high = look.high(len(order))
    return configured(chart.properties(title=look.heading(text, note, not drawn), width=look.wide(False), height=high))
