"""The bar that ``progress=True`` shows."""

import sys
from collections.abc import Callable

__all__ = ["bar"]


def bar() -> Callable[[int, int], None]:
    """Return a callable ``(done, total)`` that draws a bar: tqdm's where it is installed."""
    try:
        from tqdm import tqdm
    except ImportError:
        return _line
    shown = tqdm(unit="page")

    def draw(done: int, total: int) -> None:
        shown.total = total
        shown.update(done - shown.n)
        if done >= total:
            shown.close()

    return draw


def _line(done: int, total: int) -> None:
    """Count on one line of the terminal."""
    end = "\n" if done >= total else ""
    print(f"\r{done}/{total} pages", end=end, file=sys.stderr, flush=True)
