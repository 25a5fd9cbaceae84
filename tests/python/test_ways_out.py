"""What leaves a corpus for other packages, read by those packages."""

import datetime
import subprocess
import sys
from pathlib import Path
from typing import Any

import baokan
import pyarrow
import pyarrow.dataset
import pytest


@pytest.fixture(scope="module")
def issues(page: str) -> baokan.Corpus:
    """Pages of three days, one of them unknown."""
    days = ["2024-05-24", "2024-05-25"]
    texts = [page.replace("2024年5月24日", f"2024年5月{day[-2:]}日") for day in days] * 2
    return baokan.parse([*texts, "禾山县修通新路\n路修好了。"], outlet="禾山周报")


def by_day(issues: baokan.Corpus, table: str) -> dict[datetime.date | None, list[dict[str, Any]]]:
    """The rows of a table under the day of their page, as the corpus has them."""
    page_of = {article.number: article.page for article in issues}
    day_of = [page.issue_date for page in issues.pages]
    found: dict[datetime.date | None, list[dict[str, Any]]] = {}
    for row in getattr(issues, table).to_dicts():
        page = row["page"] if "page" in row else page_of[row["article"]]
        found.setdefault(day_of[page], []).append(row)
    return found


def test_partitions(issues: baokan.Corpus, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    polars = pytest.importorskip("polars")
    folders = issues.write(tmp_path, partition_by="issue_date")
    assert [folder.name for folder in folders] == list(issues.tables)
    expected = by_day(issues, "persons")
    assert len(expected) >= 2
    files = f"{tmp_path}/persons/*/*.parquet"
    read = duckdb.sql(f"select * from read_parquet('{files}', hive_partitioning = true)").to_arrow_table().to_pylist()
    of_duckdb: dict[Any, list[dict[str, Any]]] = {}
    for row in read:
        of_duckdb.setdefault(row.pop("issue_date"), []).append(row)
    assert of_duckdb == expected
    frame = polars.read_parquet(files, hive_partitioning=True)
    of_polars = {
        day: frame.filter(polars.col("issue_date").eq_missing(day)).drop("issue_date").to_dicts() for day in expected
    }
    assert of_polars == expected
    schema = pyarrow.schema([("issue_date", pyarrow.date32())])
    partitioning = pyarrow.dataset.partitioning(schema, flavor="hive")
    table = pyarrow.dataset.dataset(tmp_path / "persons", partitioning=partitioning).to_table()
    assert table.num_rows == len(issues.persons)
    # The day stands in the names of the folders, and not a second time in the files of `pages`.
    pages = pyarrow.dataset.dataset(tmp_path / "pages", partitioning=partitioning).to_table().to_pylist()
    assert sorted(row["page"] for row in pages) == list(range(len(issues.pages)))
    assert {row["page"]: row["issue_date"] for row in pages} == {
        number: page.issue_date for number, page in enumerate(issues.pages)
    }


def test_partitions_are_replaced_whole(issues: baokan.Corpus, tmp_path: Path) -> None:
    issues.write(tmp_path, partition_by="issue_date")
    baokan.parse("禾山县修通新路\n路修好了。", outlet="a/b").write(tmp_path, partition_by="outlet")
    assert [path.name for path in (tmp_path / "tokens").iterdir()] == ["outlet=a%2Fb"]
    assert [path.name for path in (tmp_path / "measures").iterdir()] == ["outlet=a%2Fb"]
    assert not list(tmp_path.glob(".*"))
    (tmp_path / "tokens" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(baokan.WriteError, match="tokens"):
        issues.write(tmp_path, partition_by="issue_date")
    assert (tmp_path / "tokens" / "notes.txt").is_file()


@pytest.mark.parametrize(("format", "column"), [("csv", "issue_date"), ("parquet", "headline")])
def test_what_cannot_be_partitioned(issues: baokan.Corpus, tmp_path: Path, format: str, column: str) -> None:
    with pytest.raises(ValueError, match="partition_by: "):
        issues.write(tmp_path, format, partition_by=column)
    assert not list(tmp_path.iterdir())


def test_duckdb(issues: baokan.Corpus, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "papers.duckdb"
    with duckdb.connect(path) as database:
        database.execute("create table mine as select 1 as one; create table tokens as select 2 as two")
    issues.to_duckdb(path)
    issues.to_duckdb(str(path))
    with duckdb.connect(path) as database:
        assert database.sql("from mine").fetchall() == [(1,)]
        for name, table in issues.tables.items():
            assert database.sql(f'from "{name}"').to_arrow_table().to_pylist() == table.to_dicts(), name
        comments = dict(database.sql("select table_name, comment from duckdb_tables()").fetchall())
        assert all(comments[name] for name in issues.tables)
        top = database.sql("select name, count(*) from persons group by all order by all").fetchall()
        assert ("周明远", 0) not in top


def test_duckdb_is_missing(tmp_path: Path) -> None:
    code = "import sys; sys.modules['duckdb'] = None; import baokan; baokan.parse('').to_duckdb('x')"
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert "pip install 'baokan[duckdb]'" in ended.stderr


@pytest.mark.parametrize("by", ["page", "article", "paragraph", "sentence"])
def test_token_lists(issues: baokan.Corpus, by: str) -> None:
    lists = issues.token_lists(by=by)
    assert len(lists) == len(issues.tables[f"{by}s"])
    words = [row["text"] for row in issues.tokens if any(character.isalnum() for character in row["text"])]
    assert [word for words in lists for word in words] == words
    nouns = issues.token_lists(by=by, pos=["n", "v"], stopwords={"会议"}, min_length=2)
    expected = [
        row["text"]
        for row in issues.tokens
        if row["pos"].startswith(("n", "v")) and row["text"] != "会议" and len(row["text"]) > 1
    ]
    assert [word for words in nouns for word in words] == expected


def test_bad_choices(issues: baokan.Corpus) -> None:
    with pytest.raises(ValueError, match="by: "):
        issues.token_lists(by="word")
    with pytest.raises(TypeError, match="pos: "):
        issues.token_lists(pos=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_df: "):
        issues.document_term_matrix(max_df=2)


@pytest.mark.parametrize(("least", "most"), [(1, 1.0), (2, 1.0), (1, 0.5), (2, 0.9)])
def test_matrix_is_that_of_scikit_learn(issues: baokan.Corpus, least: int, most: float) -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    matrix, words = issues.document_term_matrix(by="sentence", min_df=least, max_df=most)
    vectorizer = text.CountVectorizer(analyzer=lambda tokens: tokens, min_df=least, max_df=most)
    expected = vectorizer.fit_transform(issues.token_lists(by="sentence"))
    assert words == vectorizer.get_feature_names_out().tolist()
    assert matrix.shape == expected.shape
    assert (matrix != expected).nnz == 0
    assert matrix.has_canonical_format


def test_topics_with_scikit_learn(issues: baokan.Corpus) -> None:
    decomposition = pytest.importorskip("sklearn.decomposition")
    matrix, words = issues.document_term_matrix(pos="n")
    model = decomposition.LatentDirichletAllocation(n_components=2, random_state=0).fit(matrix)
    assert model.components_.shape == (2, len(words))


def test_topics_with_tomotopy(issues: baokan.Corpus) -> None:
    tomotopy = pytest.importorskip("tomotopy")
    model = tomotopy.LDAModel(k=2, seed=1)
    lists = issues.token_lists(pos="n")
    for words in lists:
        if words:
            model.add_doc(words)
    model.train(10, workers=1)
    assert set(model.used_vocabs) == {word for words in lists for word in words}
    assert len(model.get_topic_words(0)) == 10


def test_topics_with_bertopic(issues: baokan.Corpus) -> None:
    bertopic = pytest.importorskip("bertopic")
    cluster = pytest.importorskip("sklearn.cluster")
    decomposition = pytest.importorskip("sklearn.decomposition")
    text = pytest.importorskip("sklearn.feature_extraction.text")
    matrix, _ = issues.document_term_matrix(by="sentence", pos="n")
    documents = [" ".join(words) for words in issues.token_lists(by="sentence", pos="n")]
    # Light parts of its own choosing, and the counts as embeddings: no model has to be downloaded.
    model = bertopic.BERTopic(
        embedding_model=bertopic.backend.BaseEmbedder(),
        umap_model=decomposition.PCA(n_components=3, random_state=0),
        hdbscan_model=cluster.KMeans(n_clusters=3, random_state=0),
        vectorizer_model=text.CountVectorizer(token_pattern=r"\S+"),
    )
    found, _ = model.fit_transform(documents, embeddings=matrix.toarray().astype("float32"))
    assert len(found) == len(documents)
    vocabulary = {word for document in documents for word in document.split()}
    assert {word for topic in model.get_topics().values() for word, _ in topic if word} <= vocabulary
