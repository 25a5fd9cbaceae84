"""Fonts that have Chinese characters, for pictures drawn without a browser."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

# How the files of common fonts begin, best first, and the family a drawing asks for.
_FAMILIES = (
    ("notosanscjk", "Noto Sans CJK SC"),
    ("notosanssc", "Noto Sans SC"),
    ("sourcehansans", "Source Han Sans SC"),
    ("pingfang", "PingFang SC"),
    ("hiragino sans gb", "Hiragino Sans GB"),
    ("msyh", "Microsoft YaHei"),
    ("wqy-microhei", "WenQuanYi Micro Hei"),
    ("wqy-zenhei", "WenQuanYi Zen Hei"),
    ("droidsansfallback", "Droid Sans Fallback"),
    ("stheiti", "Heiti SC"),
    ("simhei", "SimHei"),
    ("notoserifcjk", "Noto Serif CJK SC"),
    ("simsun", "SimSun"),
)
# What a browser is asked for: one of these is on nearly every machine that shows Chinese at all.
STACK = ", ".join([*dict.fromkeys(family for _, family in _FAMILIES), "sans-serif"])
# Folders of fonts are flat; one that holds more files is not looked through to the end.
_MOST_FILES = 50_000


def find() -> str | None:
    """Return the family of a font with Chinese characters that this machine has, or None.

    >>> from baokan.plot import font
    >>> font.find() is None or isinstance(font.find(), str)
    True
    """
    best = len(_FAMILIES)
    for count, name in enumerate(_files()):
        if best == 0 or count > _MOST_FILES:
            break
        for rank, (begin, _) in enumerate(_FAMILIES[:best]):
            if name.startswith(begin):
                best = rank
                break
    return _FAMILIES[best][1] if best < len(_FAMILIES) else None


def _files() -> Iterator[str]:
    """Yield the names of the font files of the machine, in lower case."""
    for folder in _folders():
        for _, _, names in os.walk(folder):
            for name in names:
                if name.lower().endswith((".ttf", ".ttc", ".otf", ".otc")):
                    yield name.lower()


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        windows = os.environ.get("SYSTEMROOT", "C:/Windows")
        return [Path(windows, "Fonts"), Path(local, "Microsoft/Windows/Fonts")]
    if sys.platform == "darwin":
        # Fonts that are downloaded when wanted, PingFang among them, are assets of the system.
        system = Path("/System/Library")
        return [system / "Fonts", Path("/Library/Fonts"), home / "Library/Fonts", system / "AssetsV2"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
