"""The score on annotated pages, where they lie beside the project, stays above its floors."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[3] / "shared"
#: The pages that belong to the project.
INVENTED = Path(__file__).parents[1] / "pages"
SCRIPT = SHARED / "spec" / "score.py"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="no annotated pages here")

#: What each set of pages must reach: figure to floor. A floor is raised when the figure rises.
FLOORS: dict[str, dict[str, float]] = {
    "seed": {
        "articles": 1.0,
        "paragraphs": 1.0,
        "articles.headline": 1.0,
        "articles.authors": 1.0,
        "articles.dateline": 1.0,
        "articles.date": 1.0,
        "articles.body": 1.0,
        "articles.kicker": 1.0,
        "articles.subtitle": 1.0,
        "topics": 0.75,
        "persons": 0.93,
        "persons.title": 0.80,
        "places": 0.93,
        "places.code": 0.92,
        "orgs": 0.82,
        "times": 0.93,
        "times.value": 0.85,
        "quantities": 0.92,
        "quantities.value": 0.93,
        "quotes": 0.92,
        "quotes.speaker": 0.85,
        "directives": 0.90,
        "directives.issuer": 0.90,
        "meetings": 0.80,
        "deliberations": 1.0,
        "measures": 0.70,
        "incidents": 1.0,
        "activities": 0.80,
    },
    "county": {
        "articles": 0.97,
        "articles.headline": 0.95,
        "articles.authors": 0.95,
        "articles.body": 0.90,
        "paragraphs": 0.93,
        "topics": 0.75,
        "topics.main": 0.75,
        "persons": 0.93,
        "persons.title": 0.80,
        "places": 0.93,
        "places.code": 0.92,
        "orgs": 0.82,
        "times": 0.93,
        "times.value": 0.85,
        "quantities": 0.92,
        "quantities.value": 0.93,
        "quotes": 0.92,
        "quotes.speaker": 0.85,
        "directives": 0.85,
        "directives.issuer": 0.85,
        "meetings": 0.75,
        "deliberations": 1.0,
        "measures": 0.70,
        "incidents": 1.0,
        "activities": 0.70,
    },
    "real": {
        "topics": 0.75,
        "persons": 0.88,
        "persons.title": 0.70,
        "places": 0.85,
        "places.code": 0.85,
        "orgs": 0.70,
        "times": 0.88,
        "times.value": 0.80,
        "quantities": 0.88,
        "quantities.value": 0.90,
        "quotes": 0.88,
        "quotes.speaker": 0.75,
        "directives": 0.70,
        "meetings": 0.5,
        "incidents": 0.5,
        "activities": 0.5,
    },
    "invented": {
        "articles": 0.95,
        "articles.headline": 0.95,
        "articles.authors": 0.97,
        "articles.dateline": 0.96,
        "articles.body": 0.95,
        "articles.kicker": 0.80,
        "paragraphs": 0.95,
        "captions": 0.90,
        "topics": 0.69,
        "topics.main": 0.76,
        "persons": 0.93,
        "persons.title": 0.87,
        "places": 0.90,
        "places.code": 0.97,
        "orgs": 0.89,
        "times": 0.88,
        "times.value": 0.90,
        "quantities": 0.93,
        "quantities.value": 0.96,
        "quotes": 0.96,
        "quotes.speaker": 0.86,
        "slogans": 0.72,
        "directives": 0.80,
        "directives.issuer": 0.95,
        "meetings": 0.90,
        "deliberations": 0.85,
        "measures": 0.93,
        "incidents": 0.72,
        "activities": 0.85,
    },
    "layout": {"articles": 0.95, "articles.title": 0.90, "articles.body97": 0.90, "paragraphs": 0.93},
}


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("score", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_floors(script: Any, name: str) -> None:
    pages = []
    folder = INVENTED if name == "invented" else SHARED / "pages" / name
    for gold in sorted(folder.glob("*.json")):
        if not gold.name.endswith(".meta.json"):
            meta = gold.with_suffix(".meta.json")
            options = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {}
            predicted = script.predicted(str(gold.with_suffix(".txt")), options)
            pages.append((json.loads(gold.read_text(encoding="utf-8")), predicted))
    figures = script.score(pages)
    assert figures["bad_spans"] == 0
    reached = {key: figures[key].get("f1", figures[key].get("accuracy")) for key in FLOORS[name]}
    assert {key: figure for key, figure in reached.items() if figure < FLOORS[name][key]} == {}
