"""Who appears, beside whom, and where: people, networks and divisions."""

from datetime import date
from typing import Any

import baokan
import pytest


def test_people_by_post_and_year() -> None:
    first = baokan.parse(
        "村里修路\n清溪社区党支部书记王丽华说:“路修好了。”王丽华说,灯也亮了。", issue_date="2023-05-24"
    )
    rows = first.people(by="year").to_dicts()
    assert {row["name"] for row in rows} == {"王丽华"}
    assert sum(row["frequency"] for row in rows) == len(first.persons)
    assert {row["title"] for row in rows} == {person["title"] for person in first.persons}
    assert {row["year"] for row in rows} == {date(2023, 1, 1)}
    assert first.people("李四").to_dicts() == []


def test_a_network_is_read_by_networkx(tmp_path: Any) -> None:
    networkx = pytest.importorskip("networkx")
    corpus = baokan.parse(
        [
            "村里议事\n村民王建国说:“路要修。”村民李秀兰说:“灯要装。”\n村民赵德福说:“好。”",
            "村里修路\n村民王建国说:“路修好了。”村民李秀兰说:“好走。”",
        ]
    )
    network = corpus.comentions()
    named = [{row["name"] for row in corpus.persons if row["article"] == article} for article in (0, 1)]
    expected = {frozenset((one, other)) for names in named for one in names for other in names if one != other}
    assert {frozenset((row["source"], row["target"])) for row in network.edges} == expected
    network.write_graphml(tmp_path / "network.graphml")
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    assert graph.edges["王建国", "李秀兰"]["weight"] == 2
    assert dict(graph.degree) == {row["node"]: row["degree"] for row in network.nodes}
    paragraphs = {frozenset((row["source"], row["target"])) for row in corpus.comentions(within="paragraph").edges}
    assert paragraphs == {frozenset(("王建国", "李秀兰"))}
    assert len(corpus.comentions(min_weight=3).edges) == 0


def test_markup_in_a_name_stays_text(tmp_path: Any) -> None:
    networkx = pytest.importorskip("networkx")
    corpus = baokan.parse('某县\n<a href="x">&amp;与<b>&\x07。', lexicon=['<a href="x">&amp;', "<b>&"])
    network = corpus.comentions("tokens")
    assert any("<" in row["node"] for row in network.nodes)
    network.write_graphml(tmp_path / "network.graphml")
    assert len(networkx.read_graphml(tmp_path / "network.graphml")) == len(network.nodes)


def test_divisions_count_a_chain_once() -> None:
    corpus = baokan.parse("湖南修路\n湖南省常德市武陵区的路修好了。金阁寺附近也在修路。常德市还要修路。")
    rows = corpus.places_rollup("city").to_dicts()
    first = rows[0]
    assert (first["code"], first["name"], first["frequency"], first["document_frequency"]) == (
        "4307",
        "常德市",
        2,
        1,
    )
    assert rows[-1]["code"] is None
    assert corpus.places_rollup("province")[0]["name"] == "湖南省"
    assert [row["city"] for row in corpus.frequencies("city", of="places.level", limit=1)] == ["湖南省常德市"]
