"""Bars: how often, how typical, how many."""

from collections import Counter
from typing import Any

import altair

from baokan.plot.look import Chart, Look, Row, configured, data, label, name, panels, plain, tooltip

# What is counted of the tables that answer no question, and how the chart is called.
COUNTED = {
    "persons": ("name", "人物"),
    "orgs": ("text", "机构"),
    "places": ("full_name", "地名"),
    "slogans": ("text", "提法"),
    "quotes": ("speaker", "引语说话人"),
    "times": ("kind", "时间表达的种类"),
    "quantities": ("unit", "数量的单位"),
    "directives": ("verb", "要求的用语"),
    "meetings": ("name", "会议"),
    "deliberations": ("body", "议事的主体"),
    "issues": ("channel", "议题的渠道"),
    "measures": ("responsible", "决定的责任单位"),
    "mechanisms": ("step", "议事规程的环节"),
    "incidents": ("hazard", "隐患"),
    "activities": ("name", "活动"),
    "captions": ("photographer", "摄影"),
    "furniture": ("kind", "版面其他文字"),
    "paragraphs": ("role", "段落"),
}
_INK = "#2f6f8f"
_RED = "#b3432f"
# Terms one panel shows, alone and beside others.
_TERMS = 20
_TERMS_BESIDE = 10


def frequencies(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.frequencies`."""
    own = ["frequency", "document_frequency", "per_million"]
    value = look.number("frequency", own)
    return _bars(rows, columns[: columns.index("term")], "term", value, own, look, "词频")


def collocations(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.collocations`."""
    own = ["log_likelihood", "pmi", "t_score", "log_dice", "frequency", "expected"]
    value = look.number("log_likelihood", own)
    text = f"“{rows[0]['node']}”的搭配" if rows else "搭配"
    return _bars(rows, columns[: columns.index("node")], "collocate", value, own, look, text)


def places(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.places_rollup`; places of no known division are left out."""
    own = ["frequency", "document_frequency"]
    value = look.number("frequency", own)
    known = [row for row in rows if row["code"] is not None]
    return _bars(known, columns[: columns.index("code")], "full_name", value, own, look, "各地提及次数")


def nodes(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the nodes of a network."""
    own = ["degree", "frequency", "document_frequency"]
    return _bars(rows, [], "node", look.number("degree", own), own, look, "与多少人同现")


def clusters(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the sizes of the clusters of near-duplicates."""
    groups = columns[: columns.index("cluster")]
    first = {(label(row, groups), row["cluster"]): row for row in reversed(rows)}
    largest = sorted(first.values(), key=lambda row: -row["size"])
    for row in largest:
        row["name"] = f"文章 {row['source']}"
    return _bars(largest, groups, "name", "size", ["size"], look, "同一篇稿件见于多少篇文章")


def sources(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw how many passages later articles share with an earlier one."""
    groups = columns[: columns.index("article")]
    count: Counter[tuple[str, int]] = Counter()
    first: dict[tuple[str, int], Row] = {}
    for row in rows:
        key = (label(row, groups), row["source"])
        count[key] += 1
        first.setdefault(key, row)
    for key, row in first.items():
        row.update(name=f"文章 {row['source']}", frequency=count[key])
    drawn = sorted(first.values(), key=lambda row: -row["frequency"])
    return _bars(drawn, groups, "name", "frequency", ["frequency"], look, "被后来文章沿用的段落")


def counted(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw what a table names most often."""
    column, text = COUNTED[look.table]
    if look.value is not None:
        column, text = look.value, f"{text}：{name(look.value)}"
    count: Counter[str] = Counter()
    for row in rows:
        value = row[column]
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                count[plain(item)] += 1
    # Equally frequent values stand in the order of the table, which is that of reading.
    drawn: list[Row] = [{"name": term, "frequency": number} for term, number in count.most_common(look.most(_TERMS))]
    return _bars(drawn, [], "name", "frequency", ["frequency"], look, text)


def topics(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw how many articles have each topic, as their main one or beside it."""
    count = Counter((row["name"], row["rank"] == 1) for row in rows)
    total = Counter(row["name"] for row in rows)
    shown = [topic for topic, _ in total.most_common(look.most(28))]
    drawn = [
        {"name": topic, "rank": "主要" if main else "兼及", "order": 0 if main else 1, "articles": number}
        for (topic, main), number in count.items()
        if topic in shown
    ]
    chart = (
        altair.Chart(data(drawn))
        .mark_bar()
        .encode(
            x=altair.X("articles:Q", title=name("articles"), axis=altair.Axis(format="d", tickMinStep=1)),
            y=altair.Y("name:N", title=None, sort=shown),
            color=altair.Color(
                "rank:N", title=None, scale=altair.Scale(domain=["主要", "兼及"], range=[_INK, "#a9c9d8"])
            ),
            order=altair.Order("order:Q"),
            tooltip=tooltip("name", "rank", "articles"),
        )
    )
    heading = look.heading("主题", empty=not drawn)
    return configured(chart.properties(title=heading, width=look.wide(False), height=look.high(len(shown))))


def keyness(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw the answer of `Corpus.keyness`: the words of the target to the right, those of the reference to the left."""
    value = look.number("log_likelihood", ("log_likelihood", "log_ratio"))
    shown, names, note = panels(rows, columns[: columns.index("term")])
    most = look.most(30 if len(names) == 1 else 14)
    drawn = []
    for panel in names:
        of = [row for row in shown if row["panel"] == panel]
        target = [row for row in of if row["log_ratio"] > 0]
        reference = [row for row in of if row["log_ratio"] <= 0]
        # Each side has half the room, and what the other leaves of its half.
        half = max(most // 2, most - len(target))
        right = target[: max(most - half, most - len(reference))]
        drawn += right + reference[-half:] if reference else right
    for row in drawn:
        row["side"] = "目标" if row["log_ratio"] > 0 else "对照"
        # The measure has no direction, the picture has.
        row["shown"] = abs(row[value]) if row["log_ratio"] > 0 else -abs(row[value])
    own = ["log_likelihood", "log_ratio", "target_frequency", "reference_frequency"]
    chart = (
        altair.Chart()
        .mark_bar()
        .encode(
            x=altair.X("shown:Q", title=name(value)),
            y=altair.Y("term:N", title=None, sort=altair.EncodingSortField("shown", op="max", order="descending")),
            color=altair.Color("side:N", title=None, scale=altair.Scale(domain=["目标", "对照"], range=[_INK, _RED])),
            tooltip=tooltip("term", *own),
        )
    )
    return _panels(chart, drawn, names, len(drawn), look, look.heading("关键词", note, not drawn))


def edges(rows: list[Row], columns: list[str], look: Look) -> Chart:
    """Draw who is named with whom, as a matrix of those that have most in common."""
    weight: Counter[str] = Counter()
    for row in rows:
        weight[row["source"]] += row["weight"]
        weight[row["target"]] += row["weight"]
    shown = [node for node, _ in weight.most_common(look.most(24))]
    within = [row for row in rows if row["source"] in shown and row["target"] in shown]
    both = within + [{**row, "source": row["target"], "target": row["source"]} for row in within]
    chart = (
        altair.Chart(data(both))
        .mark_rect()
        .encode(
            x=altair.X("source:N", title=None, sort=shown, axis=altair.Axis(labelAngle=-60)),
            y=altair.Y("target:N", title=None, sort=shown),
            color=altair.Color(
                "weight:Q",
                title=name("weight"),
                scale=altair.Scale(scheme="blues", domainMin=0),
                legend=altair.Legend(format="d", tickMinStep=1),
            ),
            tooltip=tooltip("source", "target", "weight"),
        )
    )
    side = look.high(len(shown))
    return configured(
        chart.properties(title=look.heading("同现", empty=not rows), width=look.width or side, height=side)
    )


def _bars(rows: list[Row], groups: list[str], term: str, value: str, own: list[str], look: Look, text: str) -> Chart:
    """Draw a bar for each term, in a panel for each group, longest first."""
    shown, names, note = panels(rows, groups)
    most = look.most(_TERMS if len(names) == 1 else _TERMS_BESIDE)
    drawn: list[Row] = []
    highest = 0
    for panel in names:
        of = [row for row in shown if row["panel"] == panel and row[value] is not None]
        of.sort(key=lambda row: -row[value])
        drawn += of[:most]
        highest = max(highest, len(of[:most]))
    number: dict[str, Any] = (
        {"tickMinStep": 1} if value in ("frequency", "document_frequency", "size", "degree") else {}
    )
    chart = (
        altair.Chart()
        .mark_bar(color=_INK)
        .encode(
            x=altair.X(f"{value}:Q", title=name(value), axis=altair.Axis(**number)),
            y=altair.Y(f"{term}:N", title=None, sort=altair.EncodingSortField(value, op="max", order="descending")),
            tooltip=tooltip(term, *own),
        )
    )
    return _panels(chart, drawn, names, highest, look, look.heading(text, note, not drawn))


def _panels(
    chart: altair.Chart, rows: list[Row], names: list[str], highest: int, look: Look, heading: altair.TitleParams
) -> Chart:
    """Return one chart, or one a group: each with its own terms, all in one scale."""
    several = len(names) > 1
    sized = chart.properties(width=look.wide(several), height=look.high(highest))
    if not several:
        return configured(sized.properties(data=data(rows), title=heading))
    of = altair.Facet("panel:N", title=None, sort=names)
    facets = sized.facet(facet=of, columns=2, data=data(rows)).resolve_scale(y="independent")
    return configured(facets.properties(title=heading))
