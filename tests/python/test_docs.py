"""The programs in the pages of the site run, each page from its first block to its last."""

import re
from pathlib import Path
from typing import Any

import pytest

PAGES = sorted((Path(__file__).parents[2] / "docs").glob("*.md"))


def programs(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("page", [page for page in PAGES if programs(page)], ids=lambda page: page.stem)
def test_programs_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {}
    for program in programs(page):
        exec(compile(program, page.name, "exec"), namespace)


def test_every_table_and_question_is_described() -> None:
    import baokan

    tables = (PAGES[0].parent / "tables.md").read_text(encoding="utf-8")
    for name in [*baokan.parse("").tables, "matters"]:
        assert f"<!-- columns: {name} -->" in tables, name
    questions = (PAGES[0].parent / "questions.md").read_text(encoding="utf-8")
    from baokan.plot import Plots

    for name in vars(Plots):
        if not name.startswith("_") and name != "topics":
            assert f"`{name}(" in questions, name
