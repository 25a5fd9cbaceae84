"""Runs: threads, forks, signals, progress, and other Python threads beside them."""

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import baokan
import pytest
from contract import TABLES

#: A text that keeps a run busy for seconds.
LONG = "禾山县修路\n\n" + "本报讯 5月20日,禾山县修通一条新路,沿线群众出行更加方便。\n\n" * 2000


def test_threads_do_not_matter(folder: Path) -> None:
    one = baokan.read(folder, threads=1)
    for threads in (2, 5):
        many = baokan.read(folder, threads=threads)
        for name in TABLES:
            assert getattr(many, name) == getattr(one, name), name
        assert [page.source for page in many.pages] == [page.source for page in one.pages]


def test_order_is_that_of_the_input() -> None:
    # Long and short pages mixed, so that threads finish out of order.
    texts = [
        f"禾山县修路{number}公里\n路修好了。" + "路很平。" * (5000 if number % 7 == 0 else 1) for number in range(40)
    ]
    corpus = baokan.parse(texts, threads=4)
    assert [page.text for page in corpus.pages] == texts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_can_read(page: str) -> None:
    assert len(baokan.parse([page] * 20, threads=2).tokens) > 0
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if len(baokan.parse([page] * 20, threads=2).tokens) else 1)
        finally:
            os._exit(2)
    assert wait(child, 60) == 0


def wait(child: int, seconds: float) -> int:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the child hung")


@pytest.mark.filterwarnings("ignore")
def test_multiprocessing(page: str) -> None:
    import multiprocessing

    with multiprocessing.get_context("fork").Pool(2) as pool:
        shown = pool.map(count, list(baokan.parse([page] * 4)))
    assert shown == [len(article.words) for article in baokan.parse([page] * 4)]


def count(article: baokan.Article) -> int:
    return len(article.words)


INTERRUPTED = """
    import os, signal, sys, threading, time
    import baokan

    text = {text}
    baokan.parse("禾山县修路")  # the dictionary is loaded
    sent = []

    def interrupt():
        time.sleep(0.3)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    try:
        baokan.parse(text, threads=2)
    except KeyboardInterrupt:
        print(time.monotonic() - sent[0])
    else:
        print("not interrupted")
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("['禾山县修路\\n' + '本报讯 5月20日,禾山县修通一条新路。\\n' * 200] * 20000", id="many pages"),
        pytest.param("'禾山县修路\\n' + '本报讯 5月20日,禾山县修通一条新路。' * 2000000", id="one page of 100 MB"),
    ],
)
def test_ctrl_c_is_felt_at_once(text: str) -> None:
    program = textwrap.dedent(INTERRUPTED).format(text=text)
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    # A tenth of a second, and as much again for a busy machine.
    assert float(ended.stdout) < 0.2, ended.stdout


def test_other_threads_go_on() -> None:
    beats = 0
    stop = threading.Event()

    def beat() -> None:
        nonlocal beats
        while not stop.wait(0.001):
            beats += 1

    thread = threading.Thread(target=beat)
    thread.start()
    begun = time.monotonic()
    baokan.parse([LONG] * 8, threads=1)
    took = time.monotonic() - begun
    stop.set()
    thread.join()
    assert beats > took / 0.05


def test_a_run_outside_the_main_thread(page: str) -> None:
    results: list[int] = []
    thread = threading.Thread(target=lambda: results.append(len(baokan.parse(page))))
    thread.start()
    thread.join()
    assert results == [len(baokan.parse(page))]


def test_tables_can_be_built_from_many_threads(page: str) -> None:
    corpus = baokan.parse([page] * 10)
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(len(corpus.tokens))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [len(corpus.tokens)] * 4


def test_progress_counts_up(page: str) -> None:
    seen: list[tuple[int, int]] = []
    baokan.parse([page] * 30, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (30, 30)
    assert seen == sorted(seen)


def test_progress_may_stop_the_run() -> None:
    def stop(done: int, total: int) -> None:
        raise RuntimeError("enough")

    begun = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"):
        baokan.parse([LONG] * 200, progress=stop)
    assert time.monotonic() - begun < 10


def test_progress_bar(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    baokan.parse([page] * 3, progress=True)
    assert "3/3" in capsys.readouterr().err


def test_progress_bar_without_tqdm(
    page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    baokan.parse([page] * 3, progress=True)
    assert capsys.readouterr().err.endswith("3/3 pages\n")


@pytest.mark.parametrize("progress", [None, False])
def test_no_progress(page: str, progress: bool | None, capsys: pytest.CaptureFixture[str]) -> None:
    baokan.parse(page, progress=progress)
    assert capsys.readouterr().err == ""


def test_progress_of_another_kind(page: str) -> None:
    with pytest.raises(TypeError, match="progress"):
        baokan.parse(page, progress="yes")  # type: ignore[arg-type]


def test_writing_tells_its_progress(corpus: baokan.Corpus, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    corpus.write(tmp_path, "jsonl", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(TABLES), len(TABLES))


def test_the_same_analyzer_serves_equal_settings(page: str) -> None:
    """The second text does not wait for the dictionary again."""
    lexicon = ["禾山县", "清溪社区"]
    baokan.parse(page, lexicon=lexicon)
    begun = time.monotonic()
    for _ in range(10):
        baokan.parse(page, lexicon=lexicon)
    assert time.monotonic() - begun < 1


def test_import_is_quick() -> None:
    program = "import time; begun = time.perf_counter(); import baokan; print(time.perf_counter() - begun)"
    times = [float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(3)]
    assert min(times) < 0.1


def test_first_page_is_quick(page: str) -> None:
    program = f"import time; begun = time.perf_counter(); import baokan; baokan.parse({page!r}).tokens; "
    program += "print(time.perf_counter() - begun)"
    times = [float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(3)]
    assert min(times) < 0.8, "0.4 s on a quiet machine"


def test_pickles_cross_processes(tmp_path: Path, corpus: baokan.Corpus) -> None:
    (tmp_path / "corpus.pickle").write_bytes(pickle.dumps(corpus))
    program = "import pickle, sys; corpus = pickle.load(open(sys.argv[1], 'rb')); print(len(corpus.tokens))"
    shown = subprocess.check_output([sys.executable, "-c", program, str(tmp_path / "corpus.pickle")], text=True)
    assert int(shown) == len(corpus.tokens)
