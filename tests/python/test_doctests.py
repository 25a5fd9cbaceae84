"""The examples in the documentation of the module and of every public class and function."""

import doctest
import inspect
from collections.abc import Iterator
from typing import Any

import baokan
import pytest


def documented() -> Iterator[Any]:
    """The package, what it exports, and the members of its classes."""
    yield "baokan", baokan.__doc__
    for name in baokan.__all__:
        value = getattr(baokan, name)
        yield name, value.__doc__
        if inspect.isclass(value) and value.__module__ == "baokan":
            for member, attribute in vars(value).items():
                if not member.startswith("_"):
                    yield f"{name}.{member}", attribute.__doc__


@pytest.mark.parametrize(("name", "text"), [pytest.param(name, text, id=name) for name, text in documented()])
def test_examples(name: str, text: str | None) -> None:
    assert text, f"{name} has no documentation"
    test = doctest.DocTestParser().get_doctest(text, {"baokan": baokan}, name, None, None)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
    assert result.failed == 0, "".join(report)


def test_every_class_has_an_example() -> None:
    for value in (baokan.Corpus, baokan.Table, baokan.Article, baokan.Page, baokan.read, baokan.parse):
        assert ">>> " in (value.__doc__ or ""), value
