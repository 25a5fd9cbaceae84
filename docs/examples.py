"""The documentation of the compiled module, and docstrings put into the order and form the site's parser reads."""

import re
import warnings
from typing import Any

import griffe

with warnings.catch_warnings():
    warnings.simplefilter("ignore", RuntimeWarning)
    from baokan import _baokan

FIELD = re.compile(r":(param|raises|returns?)\b")


class Examples(griffe.Extension):
    """Gives what stands in the stubs the words of the module, and examples a fence."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Change the docstrings of a package when all of it is loaded."""
        for obj in objects(pkg):
            if obj.docstring is None and (text := spoken(obj.path)):
                obj.docstring = griffe.Docstring(text, parent=obj)
            if obj.docstring is not None:
                obj.docstring.value = ordered(fenced(obj.docstring.value))


def objects(of: griffe.Object) -> list[griffe.Object]:
    """Return everything in a package that is no name for something elsewhere."""
    own: list[griffe.Object] = []
    for name, member in of.members.items():
        if isinstance(member, griffe.Object):
            own.append(member)
        elif of.path == _baokan.__name__ and name in _baokan.__all__:
            # The parser takes the classes of the module for names of the package's, and those for names of the
            # module's: what they stand for is what the stubs say.
            own.append(member.final_target)
    return [of, *(inner for member in own for inner in objects(member))]


def spoken(path: str) -> str:
    """Return what the compiled module says of one of its classes, functions or methods; stubs say nothing."""
    begin = f"{_baokan.__name__}."
    if not path.startswith(begin):
        return ""
    value: Any = _baokan
    for name in path.removeprefix(begin).split("."):
        value = getattr(value, name, None)
    return getattr(value, "__doc__", None) or ""


def fenced(text: str) -> str:
    """Return a docstring with its examples fenced: each goes from ``>>>`` to the next empty line."""
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        if not inside and line.lstrip().startswith(">>>"):
            lines += ["", "```pycon"]
            inside = True
        elif inside and not line.strip():
            lines.append("```")
            inside = False
        lines.append(line)
    return "\n".join([*lines, "```"] if inside else lines)


def ordered(text: str) -> str:
    """Return a docstring with its fields last: the parser takes all that follows a field for its description."""
    prose: list[str] = []
    fields: list[str] = []
    in_fields = False
    for line in text.splitlines():
        if FIELD.match(line):
            in_fields = True
        elif not line.strip():
            in_fields = False
        (fields if in_fields else prose).append(line)
    return "\n".join([*prose, "", *fields])
