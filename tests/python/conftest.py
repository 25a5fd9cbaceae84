"""Pages for the tests, all of them invented."""

from pathlib import Path

import baokan
import pytest

PAGE = """第3版 要闻 2024年5月24日 星期五

禾山县召开防汛工作会议

本报讯 5月20日,禾山县召开防汛工作会议,安排部署当前防汛
工作。会议强调,要加强巡查值守,落实责任。

(记者 周明远)

清溪社区:楼道里的议事会

“楼道里堆放的杂物清走了,心里踏实多了!”家住清溪社区的陈先生说。

近日,清溪社区召开居民议事会,商定了3条措施,发放倡议书1500余份。

□ 李文秀

责任编辑:何亮 校对:吴敏
"""


@pytest.fixture(scope="session")
def page() -> str:
    return PAGE


@pytest.fixture(scope="session")
def corpus() -> baokan.Corpus:
    """Two pages, read with what the caller knows."""
    return baokan.parse([PAGE, "禾山县修通新路\n路修好了。"], outlet="禾山周报", issue_date="2024-05-24")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of page files."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(1, 4):
        (pages / f"2024-05-24_0{number}.txt").write_text(
            f"{PAGE}\n禾山县修路{number}公里\n\n路修好了。\n", encoding="utf-8"
        )
    return pages
