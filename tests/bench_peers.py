"""How much faster baokan is than a chain of Python tools that does a part of its work, on the same text.

The chain is jieba.posseg for words with parts of speech, JioNLP's ``extract_time`` for expressions of time and cpca's
``transform_text_with_addrs`` for places down to the county; nothing in it finds articles, persons, organisations,
quantities, quotes or records. baokan does all of that, on one thread, with every table built.

``make bench-peers`` runs it in an environment of its own, because none of the peers is a dependency of the project.
Both sides load their data before the clock starts. What a tool raises on (cpca on a text without a place, JioNLP on
some times) counts as done.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import baokan

ROOT = Path(__file__).resolve().parent.parent


def texts(kilobytes: int) -> list[str]:
    """News of ``../shared/bulk`` where that is at hand, else the sample pages, up to so much UTF-8."""
    bulk = sorted((ROOT.parent / "shared" / "bulk").glob("*.jsonl"))

    def news() -> Iterator[str]:
        for path in bulk:
            for line in path.read_text(encoding="utf-8").splitlines():
                article = json.loads(line)
                yield f"{article['title']}\n{article['body']}"
        if not bulk:
            yield from itertools.cycle([article.text for article in baokan.read(baokan.samples())])

    chosen: list[str] = []
    left = kilobytes * 1000
    for text in news():
        if left <= 0:
            break
        chosen.append(text)
        left -= len(text.encode())
    return chosen


def seconds(run: Callable[[], object], rounds: int) -> float:
    """The median time of a run."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def chain() -> dict[str, Callable[[str], object]]:
    """The peers by name, loaded."""
    import cpca
    import jieba
    import jieba.posseg
    import jionlp

    # JioNLP logs every expression it cannot read.
    logging.disable()
    tools: dict[str, Callable[[str], object]] = {
        "jieba.posseg": lambda text: list(jieba.posseg.cut(text)),
        "jionlp.ner.extract_time": lambda text: jionlp.ner.extract_time(text, time_base=time.time()),
        "cpca.transform_text_with_addrs": cpca.transform_text_with_addrs,
    }
    return {name: quietly(tool) for name, tool in tools.items()}


def quietly(tool: Callable[[str], object]) -> Callable[[str], object]:
    """The tool, going on to the next text where it raises on one."""

    def run(text: str) -> object:
        try:
            return tool(text)
        except Exception:
            return None

    return run


def main() -> None:
    """Measures both sides and prints their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kilobytes", type=int, default=200, help="how much text the peers read")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    chosen = texts(arguments.kilobytes)
    megabytes = sum(len(text.encode()) for text in chosen) / 1e6

    def everything() -> None:
        for table in baokan.parse(chosen, threads=1).tables.values():
            len(table)

    def line(name: str, taken: float) -> None:
        print(f"{name:<34}{taken * 1e3:>10.0f} ms{megabytes / taken:>10.2f} MB/s")

    print(f"{len(chosen)} articles, {megabytes:.2f} MB of UTF-8, {arguments.rounds} rounds, one thread")
    peers = 0.0
    for name, tool in chain().items():
        tool(chosen[0])
        taken = seconds(lambda tool=tool: [tool(text) for text in chosen], 1)
        line(name, taken)
        peers += taken
    everything()
    own = seconds(everything, arguments.rounds)
    line("the three together", peers)
    line("baokan, every table", own)
    print(f"baokan does more in 1/{peers / own:.0f} of the time (goal: 1/100)")


if __name__ == "__main__":
    main()
