"""What the site shows of the module itself: columns, charts and a page, made when the site is built."""

import re
import warnings
from typing import Any

from mkdocs.structure.files import File, Files

with warnings.catch_warnings():
    warnings.simplefilter("ignore", RuntimeWarning)
    import baokan.plot

CORPUS = baokan.read(baokan.samples())
CHARTS = {
    "trend": lambda: CORPUS.plot.trend("topics.name", by="year"),
    "topics": CORPUS.plot.topics,
    "keyness": lambda: CORPUS.plot.keyness({"year": "2024"}, stop_words=True, pos=["n", "v"], limit=16),
    "people": lambda: CORPUS.plot.people(limit=12),
}
PAGE = '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{0}</title><body style="margin:0">{1}</body>'


def on_files(files: Files, config: Any) -> Files:
    """Add the charts and the view of a page to the site."""
    for name, chart in CHARTS.items():
        spec = chart()
        files.append(File.generated(config, f"pictures/{name}.svg", content=svg(spec)))
    page = CORPUS.pages[2]
    html = PAGE.format(page.page_no, page._repr_html_().replace(page.source, page.source.rpartition("/")[2]))
    files.append(File.generated(config, "pictures/page.html", content=html))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put in the columns of a table where a page asks for them: ``<!-- columns: persons -->``."""
    tables = {**CORPUS.tables, "matters": CORPUS.matters()}

    def columns(match: re.Match[str]) -> str:
        return ", ".join(f"`{column}`" for column in tables[match[1]].columns)

    return re.sub(r"<!-- columns: (\w+) -->", columns, markdown)


def svg(chart: baokan.plot.Chart) -> str:
    """Return a chart as SVG."""
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_dict())
