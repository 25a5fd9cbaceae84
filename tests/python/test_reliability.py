"""Many threads at once, new processes, memory over many calls, Ctrl-C at any moment, and text that is an attack."""

import html.parser
import multiprocessing
import random
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import baokan
import pytest
from contract import TABLES

#: What would run, or open an element, where text were put into a page as it stands.
ATTACKS = (
    "<script>alert(1)</script>",
    '"onerror="alert(1)',
    "'onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><img src=x onerror=alert(1)>",
    "<!--",
    "]]>&lt;b&gt;",
)

#: A page with an attack in every place that is shown: headline, paragraph, quotation, quantity, byline, caption.
HOSTILE = "\n".join(
    f"""禾山县修通新路{attack}

本报讯 5月20日,禾山县修通3条新路{attack}。“路修好了{attack}。”禾山县县长周明远{attack}说。

(记者 李文秀{attack})

▲会议现场{attack}。 周明远 摄
"""
    for attack in ATTACKS
)


def tables(corpus: baokan.Corpus) -> list[bytes]:
    return [repr(list(getattr(corpus, name))).encode() for name in TABLES]


def test_eight_threads_give_the_same_tables(page: str) -> None:
    texts = [f"{page}\n禾山县修路{number}公里\n\n路修好了。\n" for number in range(8)]
    alone = [tables(baokan.parse(text)) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: tables(baokan.parse(text, threads=2)), texts * 4))
    assert together == alone * 4


def test_eight_threads_may_share_a_corpus(corpus: baokan.Corpus) -> None:
    alone = tables(corpus)
    with ThreadPoolExecutor(8) as pool:
        assert all(shown == alone for shown in pool.map(lambda _: tables(corpus), range(16)))


def test_a_spawned_process_can_read(page: str) -> None:
    here = len(baokan.parse(page).tokens)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(count_tokens, [page] * 4) == [here] * 4


def count_tokens(text: str) -> int:
    return len(baokan.parse(text).tokens)


MEMORY = """
    import gc
    from pathlib import Path
    import baokan

    def resident():
        gc.collect()
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    page = {page!r}
    def read(times):
        for number in range(times):
            corpus = baokan.parse(f"{{page}}\\n第{{number}}页")
            len(corpus.articles), corpus.persons, repr(corpus[0])
            try:
                baokan.parse(page, issue_date="no date")
            except ValueError:
                pass

    read(100)
    before = resident()
    read(1000)
    print(resident() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_memory_stays_where_it_is(page: str) -> None:
    program = textwrap.dedent(MEMORY).format(page=page)
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=True)
    # One page with all that is found on it takes some 30 kB: a tenth of the pages kept would show.
    assert int(shown.stdout) < 3_000_000


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer on this system")
def test_an_interrupted_process_stays_usable(page: str) -> None:
    chance = random.Random(20240524)
    texts = [page] * 200
    alone = tables(baokan.parse(page))
    interrupted = 0
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        for _ in range(30):
            try:
                signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.0005, 0.08))
                corpus = baokan.parse(texts, threads=2)
                tables(corpus)
            except KeyboardInterrupt:
                interrupted += 1
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert interrupted > 0
    assert tables(baokan.parse(page)) == alone


class Elements(html.parser.HTMLParser):
    """The elements and attributes of a page, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update((name, value or "") for name, value in attrs)


def shown(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Everything of a hostile corpus that is shown as HTML."""
    attack = ATTACKS[0] + ATTACKS[1]
    corpus = baokan.parse(HOSTILE, outlet=attack)
    corpus.report(tmp_path / "report.html")
    yield "report", (tmp_path / "report.html").read_text(encoding="utf-8")
    yield "corpus", corpus._repr_html_()
    for article in corpus:
        yield "article", article._repr_html_()
    for name in TABLES:
        yield name, getattr(corpus, name)._repr_html_()


def test_text_stays_text_where_it_is_shown(tmp_path: Path) -> None:
    harmless = baokan.parse("禾山县修通新路\n\n本报讯 5月20日,路修好了。")
    harmless.report(tmp_path / "harmless.html")
    scripts = (tmp_path / "harmless.html").read_text(encoding="utf-8").count("<script")
    for name, text in shown(tmp_path):
        found = Elements(text)
        assert "img" not in found.elements, name
        assert not [attribute for attribute, _ in found.attributes if attribute.startswith("on")], name
        assert not [value for _, value in found.attributes if value.strip().lower().startswith("javascript:")], name
        assert "<script>alert" not in text, name
        assert text.count("<script") == (scripts if name == "report" else 0), name
