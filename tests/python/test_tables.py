"""The tables: their columns, types and positions, and what libraries make of them."""

from collections.abc import Iterator
from datetime import date

import baokan
import pandas
import polars
import pyarrow
import pytest
from contract import TABLES

#: What every engine reads.
SIMPLE = {pyarrow.int32(), pyarrow.int64(), pyarrow.float64(), pyarrow.string(), pyarrow.bool_(), pyarrow.date32()}


def flat(kind: pyarrow.DataType) -> Iterator[pyarrow.DataType]:
    if pyarrow.types.is_list(kind):
        yield from flat(kind.value_type)
    elif pyarrow.types.is_struct(kind):
        for field in kind:
            yield from flat(field.type)
    else:
        yield kind


def test_every_table_of_the_contract_is_there(corpus: baokan.Corpus) -> None:
    assert set(corpus.tables) == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_columns(corpus: baokan.Corpus, name: str) -> None:
    table = getattr(corpus, name)
    assert table.name == name
    assert set(TABLES[name].split()) <= set(table.columns)
    arrow = pyarrow.table(table)
    assert arrow.column_names == table.columns
    assert arrow.num_rows == len(table)
    assert arrow.schema == pyarrow.schema(table)
    assert {kind for field in arrow.schema for kind in flat(field.type)} <= SIMPLE
    arrow.validate(full=True)


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_the_same_everywhere(corpus: baokan.Corpus, name: str) -> None:
    table = getattr(corpus, name)
    rows = pyarrow.table(table).to_pylist()
    assert table.to_dicts() == rows
    assert polars.DataFrame(table).to_dicts() == rows
    assert table.to_arrow().to_pylist() == rows
    assert table.to_polars().equals(polars.DataFrame(table))
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == table.columns
    assert len(frame) == len(rows)


def test_spans_slice_to_their_text(corpus: baokan.Corpus) -> None:
    texts = [article.text for article in corpus]
    seen = 0
    for table in corpus.tables.values():
        if {"article", "start", "end", "text"} <= set(table.columns) and table.name not in ("articles", "captions"):
            for row in table.to_dicts():
                assert texts[row["article"]][row["start"] : row["end"]] == row["text"], table.name
                seen += 1
    for row in corpus.topics.to_dicts():
        for evidence in row["evidence"]:
            assert 0 <= evidence["start"] < evidence["end"] <= len(texts[row["article"]])
    assert seen > 0


def test_astral_characters_count_one() -> None:
    corpus = baokan.parse("𠮷山村修路\n𠮷山村的路修好了。𠮷山村有𠮷祥街。")
    text = corpus[0].text
    assert [text[row["start"] : row["end"]] for row in corpus.tokens.to_dicts()] == [
        row["text"] for row in corpus.tokens.to_dicts()
    ]


def test_tokens_tile_their_sentence(corpus: baokan.Corpus) -> None:
    tokens = corpus.tokens.to_dicts()
    for row in corpus.sentences.to_dicts():
        own = [t for t in tokens if (t["article"], t["sentence"]) == (row["article"], row["sentence"])]
        assert "".join(token["text"] for token in own) == row["text"]


def test_every_row_belongs_to_a_row(corpus: baokan.Corpus) -> None:
    articles, pages = len(corpus.articles), len(corpus.pages)
    for table in corpus.tables.values():
        for row in table.to_dicts():
            assert row.get("page") is None or 0 <= row["page"] < pages
            assert row.get("article") is None or 0 <= row["article"] < articles


def test_furniture_and_articles_stand_on_their_page(corpus: baokan.Corpus) -> None:
    texts = [page.text for page in corpus.pages]
    for row in corpus.furniture.to_dicts():
        assert texts[row["page"]][row["start"] : row["end"]] == row["text"]
    for row in corpus.articles.to_dicts():
        assert texts[row["page"]][row["start"] : row["end"]].strip()


def test_locate_gives_the_characters_of_the_page(corpus: baokan.Corpus) -> None:
    texts = [page.text for page in corpus.pages]
    for number, article in enumerate(corpus):
        located = corpus.locate(number, 0, len(article.text))
        assert located == article.locate(0, len(article.text))
        joined = "".join(texts[page][start:end] for page, start, end in located)
        assert joined == article.text.replace("\n", "")
    with pytest.raises(IndexError):
        corpus.locate(len(corpus), 0, 1)


def test_what_the_caller_knows_stands_in_pages(corpus: baokan.Corpus) -> None:
    rows = corpus.pages.to_dicts()
    assert {row["outlet"] for row in rows} == {"禾山周报"}
    assert {row["issue_date"] for row in rows} == {date(2024, 5, 24)}
    assert rows[0]["chars"] == len(corpus.pages[0].text)


def test_rows_by_index(corpus: baokan.Corpus) -> None:
    table = corpus.paragraphs
    rows = table.to_dicts()
    assert table[0] == rows[0]
    assert table[-1] == rows[-1]
    assert table[1:] == rows[1:]
    assert list(table) == rows
    with pytest.raises(IndexError):
        table[len(table)]
    with pytest.raises(TypeError):
        table["text"]  # type: ignore[call-overload]


def test_articles_are_objects(corpus: baokan.Corpus) -> None:
    article = corpus.articles[0]
    row = corpus.articles.to_dicts()[0]
    assert isinstance(article, baokan.Article)
    assert article == corpus[0] == next(iter(corpus.articles))
    shown = set(row) - {"article", "seq", "byline"}
    assert {name: getattr(article, name) for name in shown} == {name: row[name] for name in shown}
    assert article.number == row["article"]
    assert article.paragraphs == [row["text"] for row in article.rows("paragraphs")]
    assert article.sentences == [row["text"] for row in article.rows("sentences")]
    assert [word for word, _ in article.words] == [row["text"] for row in article.rows("tokens")]
    assert article.topics == [row["topic"] for row in article.rows("topics")]
    assert str(article) == article.text
    assert len(article) == len(article.text)


def test_rows_of_an_article_are_those_of_the_table(corpus: baokan.Corpus) -> None:
    for name, table in corpus.tables.items():
        if "article" in table.columns:
            for article in corpus:
                own = [row for row in table.to_dicts() if row["article"] == article.number]
                assert article.rows(name) == own, name
    with pytest.raises(ValueError, match="no table"):
        corpus[0].rows("words")


def test_short_forms(corpus: baokan.Corpus) -> None:
    assert repr(corpus) == f"<baokan.Corpus: 2 pages, {len(corpus)} articles>"
    assert repr(corpus.orgs).startswith("<baokan.Table orgs: ")
    assert repr(corpus[0]).startswith("<baokan.Article 0: ")
    assert repr(corpus.pages[0]).startswith("<baokan.Page 0: ")


def test_html_is_escaped_and_capped() -> None:
    corpus = baokan.parse(["<script>alert('甲')</script>\n<b>会议</b>昨日举行。" for _ in range(30)])
    for shown in (corpus, corpus.articles, corpus.paragraphs, corpus[0]):
        html = shown._repr_html_()
        assert "<script>" not in html
        assert "<b>会议" not in html
    assert corpus.articles._repr_html_().count("<tr>") == 11
    assert "20 more" in corpus.articles._repr_html_()
