"""Matters followed through the articles of an invented paper."""

import pickle
from pathlib import Path

import baokan
import pytest

PAGES = {
    "2024-03-05": "居民说事 大家议事\n本报讯 3月4日上午,递铺街道柳湾社区在锦泰苑小区召开第三次居民议事会,"
    "专题商议电动车充电棚、楼道堆放杂物两项议题。\n经过讨论,会议作出如下决定:一是电动车充电棚由物业负责在3号楼前新建,4月底前完成;"
    "二是楼道杂物由居民自行清理,逾期由物业集中清运。",
    "2024-04-26": "车有了新家\n本报讯 昨日,锦泰苑小区新建的电动车充电棚投入使用,充电更方便了。",
    "2024-04-28": "另一处新棚\n本报讯 昨日,观澜苑小区新建的电动车充电棚投入使用。",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for day, text in PAGES.items():
        (folder / f"{day}_01.txt").write_text(text, encoding="utf-8")
    return folder


def test_what_was_promised_and_never_reported_done(folder: Path) -> None:
    matters = baokan.read(folder, region="330523").matters()
    assert matters.name == "matters"
    promised = {row["name"] for row in matters if row["open"] and row["state"] == "decided"}
    assert promised == {"楼道堆放杂物"}
    shed = [row for row in matters if row["matter"] == 0]
    assert [row["state"] for row in shed] == ["raised", "decided", "done"]
    assert [row["article"] for row in shed] == [0, 0, 1]
    assert shed[1]["due"].isoformat() == "2024-04-30"
    assert shed[0]["days_open"] == 53


def test_rows_slice_to_their_text(folder: Path) -> None:
    corpus = baokan.read(folder, region="330523")
    for row in corpus.matters():
        assert corpus[row["article"]].text[row["start"] : row["end"]] == row["text"]


def test_threads_do_not_matter(folder: Path) -> None:
    one, four = (baokan.read(folder, region="330523", threads=threads).matters() for threads in (1, 4))
    assert one == four


def test_the_table_is_one_like_the_others(folder: Path) -> None:
    matters = baokan.read(folder, region="330523").matters()
    assert pickle.loads(pickle.dumps(matters)) == matters
    assert matters.to_polars().height == len(matters) == matters.to_arrow().num_rows
    assert "电动车充电棚" in matters._repr_html_()


def test_nothing_to_follow() -> None:
    assert baokan.parse("").matters().to_dicts() == []
