"""Every public class can be pickled and copied, and comes back equal."""

import copy
import pickle
from pathlib import Path
from typing import Any

import baokan
import pytest
from contract import TABLES


def again(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def test_corpus(corpus: baokan.Corpus) -> None:
    assert again(corpus) == corpus
    for name in TABLES:
        assert getattr(again(corpus), name) == getattr(corpus, name), name


def test_corpus_of_files_with_everything_given(tmp_path: Path, folder: Path) -> None:
    (folder / "damaged.txt").write_bytes(b"\xff\xfe\xfd")
    (folder / "empty.txt").write_bytes(b"")
    taxonomy = tmp_path / "topics.toml"
    taxonomy.write_text('[[topic]]\nid = "roads"\nname = "道路"\nstrong = ["修路"]\n', encoding="utf-8")
    corpus = baokan.read(folder, region="141102", lexicon=[("防汛工作", "n"), "议事会"], taxonomy=taxonomy, threads=1)
    taxonomy.unlink()
    back = again(corpus)
    assert back == corpus
    for name in TABLES:
        assert getattr(back, name) == getattr(corpus, name), name


@pytest.mark.parametrize("name", TABLES)
def test_tables(corpus: baokan.Corpus, name: str) -> None:
    table = getattr(corpus, name)
    assert again(table) == table
    assert again(table).to_dicts() == table.to_dicts()
    assert list(again(table)) == list(table)


def test_articles_and_pages_leave_their_corpus_behind() -> None:
    corpus = baokan.parse([f"禾山县修路{number}公里\n路修好了。" for number in range(500)])
    article = corpus[400]
    assert len(pickle.dumps(article)) < 2000
    back = again(article)
    assert back == article
    assert (back.number, back.page, back.text) == (400, 400, article.text)
    assert back.rows("tokens") == article.rows("tokens")
    assert back.locate(0, 3) == article.locate(0, 3)
    page = corpus.pages[400]
    assert again(page) == page
    assert again(page).text == page.text


def test_copies(corpus: baokan.Corpus) -> None:
    for value in (corpus, corpus.tokens, corpus.articles, corpus[0], corpus.pages[0]):
        assert copy.copy(value) == value
        assert copy.deepcopy(value) == value


def test_different_things_differ(corpus: baokan.Corpus) -> None:
    other = baokan.parse("禾山县修通新路\n路修好了。")
    assert other != corpus
    assert other[0] != corpus[0]
    assert other.tokens != corpus.tokens
    assert corpus.orgs != corpus.slogans
    assert corpus != 1


def test_a_broken_pickle_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="state of a corpus"):
        baokan.Corpus(b"{}")
    with pytest.raises(ValueError, match="tokens"):
        baokan.Table("tokens", b"")
    with pytest.raises(ValueError, match="no such table"):
        baokan.Table("words", b"")
    with pytest.raises(IndexError):
        baokan.Article(baokan.parse(""), 0, 0, 0)
    with pytest.raises(IndexError):
        baokan.Page(baokan.parse([]), 0)
