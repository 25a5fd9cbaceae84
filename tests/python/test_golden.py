"""The golden cases over whole pages; `tests/golden/README.md` says how they are written."""

import json
import sys
from pathlib import Path
from typing import Any

import baokan
import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"


def cases() -> list[Any]:
    found = []
    for path in sorted(GOLDEN.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}"))
    return found


def matches(row: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Whether a row has the values that are expected of it."""
    empty = expected.get("null", [])
    named = {column: value for column, value in expected.items() if column != "null"}
    return all(row[column] is None for column in empty) and all(row[column] == named[column] for column in named)


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    corpus = baokan.parse(case["text"].removeprefix("\n"), **case.get("options", {}))

    def rows(table: str) -> list[dict[str, Any]]:
        return list(json.loads(json.dumps(getattr(corpus, table).to_dicts(), default=str)))

    for table, expected in case.get("expect", {}).items():
        found = rows(table)
        assert len(found) == len(expected), found
        for row, wanted in zip(found, expected, strict=True):
            assert matches(row, wanted), f"{wanted} is not {row}"
    for table, expected in case.get("contains", {}).items():
        for wanted in expected:
            assert any(matches(row, wanted) for row in rows(table)), f"{wanted} is not in {rows(table)}"
    for table, expected in case.get("lacks", {}).items():
        for unwanted in expected:
            assert not any(matches(row, unwanted) for row in rows(table)), f"{unwanted} is in {table}"
