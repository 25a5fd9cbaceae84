"""Questions: against other libraries where they compute the same, against counts by hand elsewhere."""

import math
from collections import Counter
from datetime import date
from typing import Any

import baokan
import pytest

# Papers of one county each, three months, one of them without a page.
PAGES = [
    (
        "禾山周报",
        "2024-03-04",
        "禾山县召开防汛会议\n本报讯 3月4日,禾山县召开防汛会议。会议强调,要加强防汛值守,防汛物资要到位。",
    ),
    ("禾山周报", "2024-03-18", "村里修通新路\n路修好了,村民说路好走。村民王建国说:“路通了。”"),
    ("禾山周报", "2024-05-06", "居民议事会商定垃圾清运\n清溪社区召开居民议事会,商定垃圾清运办法。居民说,垃圾少了。"),
    ("云岭日报", "2024-03-05", "云岭县部署防汛工作\n云岭县召开会议,部署防汛工作。会议要求,防汛要落实到村。"),
    ("云岭日报", "2024-05-07", "云岭县部署垃圾分类\n云岭县部署垃圾分类工作,垃圾分类进社区。"),
]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> baokan.Corpus:
    """The pages, each with its outlet as the first line of its file name says."""
    folder = tmp_path_factory.mktemp("papers")
    for outlet, day, text in PAGES:
        (folder / f"{outlet}_{day}_01.txt").write_text(text, encoding="utf-8")
    corpus = baokan.read(folder)
    assert {page.outlet for page in corpus.pages} == {"禾山周报", "云岭日报"}
    assert len(corpus) == len(PAGES)
    return corpus


def words(corpus: baokan.Corpus) -> list[list[str]]:
    """The words of each article: tokens with a letter, a digit or a Chinese character."""
    articles: list[list[str]] = [[] for _ in range(len(corpus))]
    for token in corpus.tokens:
        if any(character.isalnum() for character in token["text"]):
            articles[token["article"]].append(token["text"])
    return articles


def outlets(corpus: baokan.Corpus) -> list[str]:
    of_pages = [page["outlet"] for page in corpus.pages.to_dicts()]
    return [of_pages[row["page"]] for row in corpus.articles.to_dicts()]


def likelihood(table: list[list[int]]) -> float:
    stats = pytest.importorskip("scipy.stats")
    return float(stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic)


# -- concordance ------------------------------------------------------------------------------------


def test_kwic_finds_what_the_text_holds(papers: baokan.Corpus) -> None:
    rows = papers.kwic("防汛", width=5, by=["outlet", "month"]).to_dicts()
    texts = [article.text for article in papers]
    assert len(rows) == sum(text.count("防汛") for text in texts) > 5
    for row in rows:
        text = texts[row["article"]]
        assert text[row["start"] : row["end"]] == row["keyword"] == "防汛"
        assert text[: row["start"]].endswith(row["left"])
        assert text[row["end"] :].startswith(row["right"])
        assert max(len(row["left"]), len(row["right"])) <= 5
        assert "\n" not in row["left"] + row["right"]
    assert list(rows[0])[:2] == ["outlet", "month"]
    assert {row["month"] for row in rows} == {date(2024, 3, 1)}


def test_kwic_by_expression() -> None:
    corpus = baokan.parse("会后\n一是看，二是问,三是办。")
    assert [row["keyword"] for row in corpus.kwic("[一二三]是.[，,。]", regex=True)] == [
        "一是看，",
        "二是问,",
        "三是办。",
    ]
    assert len(corpus.kwic("[一二三]是")) == 0
    assert len(corpus.kwic(",")) == 2, "a literal is blind to width"


# -- frequencies ------------------------------------------------------------------------------------


def test_frequencies_are_those_of_scikit_learn(papers: baokan.Corpus) -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    vectorizer = text.CountVectorizer(analyzer=lambda article: article)
    matrix = vectorizer.fit_transform(words(papers))
    terms = vectorizer.get_feature_names_out()
    frequency = dict(zip(terms, matrix.sum(axis=0).A1.tolist(), strict=True))
    documents = dict(zip(terms, (matrix > 0).sum(axis=0).A1.tolist(), strict=True))
    rows = papers.frequencies(stop_words=False).to_dicts()
    assert {row["term"]: row["frequency"] for row in rows} == frequency
    assert {row["term"]: row["document_frequency"] for row in rows} == documents
    total = sum(frequency.values())
    for row in rows:
        assert row["per_million"] == pytest.approx(row["frequency"] / total * 1e6)
        assert row["rank"] == 1 + sum(other["frequency"] > row["frequency"] for other in rows)


def test_frequencies_by_group(papers: baokan.Corpus) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for outlet, article in zip(outlets(papers), words(papers), strict=True):
        counted.update((outlet, word) for word in article)
    rows = papers.frequencies("outlet", stop_words=False).to_dicts()
    assert {(row["outlet"], row["term"]): row["frequency"] for row in rows} == dict(counted)
    assert [row["outlet"] for row in rows] == sorted(row["outlet"] for row in rows)


def test_frequencies_of_columns(papers: baokan.Corpus) -> None:
    for table, column in [("persons", "name"), ("orgs", "text"), ("topics", "topic"), ("places", "text")]:
        counted = Counter(row[column] for row in papers.tables[table] if row[column] is not None)
        rows = papers.frequencies(of=table)
        assert {row["term"]: row["frequency"] for row in rows} == dict(counted)
        assert papers.frequencies(of=f"{table}.{column}") == rows
    levels = Counter(row["level"] for row in papers.places)
    assert {row["term"]: row["frequency"] for row in papers.frequencies(of="places.level")} == dict(levels)


def test_stop_words_and_parts_of_speech(papers: baokan.Corpus) -> None:
    every = {row["term"] for row in papers.frequencies(stop_words=False)}
    without = {row["term"] for row in papers.frequencies()}
    assert "了" in every - without
    assert "防汛" in without
    own = {row["term"] for row in papers.frequencies(stop_words=["防汛"])}
    assert every - own == {"防汛"}
    nouns = {token["text"] for token in papers.tokens if token["pos"].startswith("n")}
    assert {row["term"] for row in papers.frequencies(pos="n", stop_words=False)} == nouns


def test_an_article_counts_under_every_topic_it_has(papers: baokan.Corpus) -> None:
    topics: list[list[str]] = [[] for _ in range(len(papers))]
    for row in papers.topics:
        topics[row["article"]].append(row["topic"])
    expected: Counter[Any] = Counter()
    for named, article in zip(topics, words(papers), strict=True):
        expected.update(dict.fromkeys(named or [None], len(article)))
    found: Counter[Any] = Counter()
    for row in papers.frequencies("topic", stop_words=False):
        found[row["topic"]] += row["frequency"]
    assert found == expected


# -- trend ------------------------------------------------------------------------------------------


def test_gaps_are_null_and_absence_is_zero(papers: baokan.Corpus) -> None:
    rows = papers.trend("垃圾").to_dicts()
    assert [(row["month"].month, row["frequency"], row["pages"]) for row in rows] == [
        (3, 0, 3),
        (4, None, 0),
        (5, 6, 2),
    ]
    assert [row["share"] for row in rows] == [0.0, None, 1.0]
    assert [row["document_frequency"] for row in rows] == [0, None, 2]


def test_gaps_of_a_group_are_its_own(papers: baokan.Corpus) -> None:
    rows = papers.trend(["路", "防汛"], by=["outlet", "week"]).to_dicts()
    weeks = {row["week"] for row in rows}
    assert min(weeks) == date(2024, 3, 4)
    assert max(weeks) == date(2024, 5, 6)
    assert len(rows) == 2 * 2 * 10 == 2 * 2 * len(weeks)
    at = {(row["outlet"], row["term"], row["week"]): row["frequency"] for row in rows}
    assert at["禾山周报", "路", date(2024, 3, 18)] == 4
    assert at["云岭日报", "路", date(2024, 3, 18)] is None, "no page of this paper in this week"
    assert at["云岭日报", "路", date(2024, 3, 4)] == 0


def test_trend_of_topics_counts_articles(papers: baokan.Corpus) -> None:
    rows = papers.trend("topics", by="year").to_dicts()
    assert {row["term"]: row["frequency"] for row in rows} == {
        row["term"]: row["frequency"] for row in papers.frequencies(of="topics")
    }
    one = rows[0]["term"]
    assert papers.trend(one, of="topics", by="year").to_dicts() == [rows[0]]
    assert {row["term"] for row in papers.trend("topics", limit=1)} == {one}


def test_a_topic_has_the_pages_of_its_paper(papers: baokan.Corpus) -> None:
    rows = papers.trend("会议", by=["topic", "month"]).to_dicts()
    assert {row["pages"] for row in rows if row["month"].month == 3} == {3}
    assert {row["frequency"] for row in rows if row["month"].month == 4} == {None}


def test_articles_without_a_day_have_a_row_of_their_own() -> None:
    corpus = baokan.parse("某县召开会议\n会议昨日举行。")
    assert [(row["month"], row["frequency"]) for row in corpus.trend("会议")] == [(None, 2)]


# -- keyness ----------------------------------------------------------------------------------------


def test_keyness_is_that_of_scipy(papers: baokan.Corpus) -> None:
    target: Counter[str] = Counter()
    reference: Counter[str] = Counter()
    for outlet, article in zip(outlets(papers), words(papers), strict=True):
        (target if outlet == "禾山周报" else reference).update(article)
    here, there = sum(target.values()), sum(reference.values())
    rows = papers.keyness({"outlet": "禾山周报"}, stop_words=False, min_frequency=1).to_dicts()
    assert {row["term"] for row in rows} == set(target) | set(reference)
    for row in rows:
        one, other = target[row["term"]], reference[row["term"]]
        assert (row["target_frequency"], row["reference_frequency"]) == (one, other)
        expected = likelihood([[one, other], [here - one, there - other]])
        assert row["log_likelihood"] == pytest.approx(expected, abs=1e-9)
        ratio = math.log2(((one or 0.5) / here) / ((other or 0.5) / there))
        assert row["log_ratio"] == pytest.approx(ratio)
    excess = [row["target_per_million"] - row["reference_per_million"] for row in rows]
    signed = [math.copysign(row["log_likelihood"], more) for row, more in zip(rows, excess, strict=True)]
    assert signed == sorted(signed, reverse=True)


def test_keyness_of_published_figures() -> None:
    """Rayson & Garside's formula without the cells of the other words is close to the full one for rare words.

    The expected value is 2 Σ O ln(O/E) over the four cells, for 12 of 1,000 against 3 of 1,500.
    """
    word, filler = "玉米", "水稻"
    corpus = baokan.parse(
        [f"{word}" * 12 + f"。{filler}" * 988, f"{word}" * 3 + f"。{filler}" * 1497], lexicon=[word, filler]
    )
    row = next(row for row in corpus.keyness([0], [1]) if row["term"] == word)
    cells = [(12, 15 * 1000 / 2500), (3, 15 * 1500 / 2500), (988, 2485 * 1000 / 2500), (1497, 2485 * 1500 / 2500)]
    by_hand = 2 * sum(observed * math.log(observed / expected) for observed, expected in cells)
    assert row["log_likelihood"] == pytest.approx(by_hand)
    assert row["log_ratio"] == pytest.approx(math.log2(12 / 1000 / (3 / 1500)))


def test_keyness_chooses_articles(papers: baokan.Corpus) -> None:
    spring = papers.keyness({"month": "2024-03"}, {"month": date(2024, 5, 1)}).to_dicts()
    assert {row["term"] for row in spring[:2]} == {"防汛", "会议"}
    assert spring[-1]["term"] in ("垃圾", "垃圾分类")
    march = [number for number, (_, day, _) in enumerate(sorted(PAGES)) if "-03-" in day]
    assert papers.keyness(march).to_dicts() == spring
    by = papers.keyness({"month": ["2024-03", "2024-04"]}, by="outlet").to_dicts()
    for outlet in ("云岭日报", "禾山周报"):
        alone = papers.keyness(
            {"month": "2024-03", "outlet": outlet}, {"year": 2024, "month": "2024-05", "outlet": outlet}
        )
        assert [{"outlet": outlet, **row} for row in alone] == [row for row in by if row["outlet"] == outlet]


# -- collocations -----------------------------------------------------------------------------------


def test_collocations_are_surface_cooccurrence() -> None:
    """Every word in or out of a window of two, counted the slow way; measures by scipy and by formula."""
    corpus = baokan.parse(
        ["会议部署防汛。部署防汛工作,会议强调防汛。村里修路,路通了。防汛值守。", "会议结束后,村里防汛。"]
    )
    near: Counter[str] = Counter()
    every: Counter[str] = Counter()
    nodes = 0
    sentences: dict[tuple[int, int], list[str]] = {}
    for token in corpus.tokens:
        if any(character.isalnum() for character in token["text"]):
            sentences.setdefault((token["article"], token["sentence"]), []).append(token["text"])
    for sentence in sentences.values():
        at = [place for place, word in enumerate(sentence) if word == "会议"]
        nodes += len(at)
        for place, word in enumerate(sentence):
            if word != "会议":
                every[word] += 1
                near[word] += any(abs(place - node) <= 2 for node in at)
    here, total = sum(near.values()), sum(every.values())
    rows = corpus.collocations("会议", window=2, stop_words=False, min_frequency=1).to_dicts()
    assert {row["collocate"]: row["frequency"] for row in rows} == {word: n for word, n in near.items() if n}
    for row in rows:
        both, this = near[row["collocate"]], every[row["collocate"]]
        expected = here * this / total
        assert (row["node_frequency"], row["collocate_frequency"]) == (nodes, this)
        assert row["expected"] == pytest.approx(expected)
        g2 = likelihood([[both, here - both], [this - both, total - here - this + both]])
        assert row["log_likelihood"] == pytest.approx(g2, abs=1e-9)
        assert row["pmi"] == pytest.approx(math.log2(both / expected))
        assert row["t_score"] == pytest.approx((both - expected) / math.sqrt(both))
        assert row["log_dice"] == pytest.approx(14 + math.log2(2 * both / (nodes + this)))
    for measure in ("pmi", "t_score", "log_dice"):
        ordered = corpus.collocations("会议", window=2, measure=measure)
        values = [row[measure] for row in ordered]
        assert values == sorted(values, reverse=True)


def test_a_node_covers_whole_words() -> None:
    corpus = baokan.parse("议事\n居民议事会议事了。", lexicon=["居民议事会", "议事"])
    rows = corpus.collocations("议事", stop_words=False, min_frequency=1).to_dicts()
    assert {row["node_frequency"] for row in rows} == {1}, "the headline is no sentence, and 居民议事会 is one word"
    several = corpus.collocations("居民议事会议事", stop_words=False, min_frequency=1)
    assert [row["collocate"] for row in several] == ["了"]


# -- arguments --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda corpus: corpus.kwic("会议(", regex=True), "pattern: no regular expression: unclosed group"),
        (lambda corpus: corpus.kwic(""), "pattern: a text to look for expected"),
        (
            lambda corpus: corpus.kwic("会", by="paper"),
            "by: one of day, week, month, quarter, year, topic, place, province",
        ),
        (lambda corpus: corpus.kwic("会", by="article"), 'by: kwic has a column "article" of its own'),
        (lambda corpus: corpus.kwic("会", by=["outlet", "outlet"]), 'by: "outlet" stands twice'),
        (lambda corpus: corpus.frequencies(of="words"), "of: one of articles, captions, paragraphs"),
        (lambda corpus: corpus.frequencies(of="persons.age"), "of: one of persons.start, persons.end"),
        (lambda corpus: corpus.frequencies(of="persons", pos="n"), "pos: only words have parts of speech"),
        (lambda corpus: corpus.trend("会议", by="outlet"), "by: one of day, week, month, quarter, year expected"),
        (lambda corpus: corpus.trend(), "what: a text to look for"),
        (lambda corpus: corpus.keyness({"outlet": "别处日报"}), "target: no article is outlet 别处日报"),
        (lambda corpus: corpus.keyness({"paper": "别处日报"}), "target: one of day"),
        (lambda corpus: corpus.keyness([0], [0]), "reference: 1 articles of the target are in it too"),
        (lambda corpus: corpus.keyness([7]), "target: article 7 of 5"),
        (lambda corpus: corpus.reuse(min_length=3), "min_length: at least 10 expected, found 3"),
        (lambda corpus: corpus.near_duplicates(threshold=0), "threshold: over 0 and up to 1 expected, found 0"),
        (lambda corpus: corpus.comentions(within="page"), "within: one of article, paragraph, sentence expected"),
        (lambda corpus: corpus.comentions("activities", within="sentence"), "within: activities is only known"),
        (lambda corpus: corpus.places_rollup("district"), "level: one of province, city"),
        (
            lambda corpus: corpus.collocations("会议", measure="z"),
            "measure: one of log_likelihood, pmi, t_score, log_dice",
        ),
    ],
)
def test_a_bad_argument_is_named_in_one_line(papers: baokan.Corpus, ask: Any, message: str) -> None:
    with pytest.raises(ValueError, match="^" + message.replace("(", "\\(")) as caught:
        ask(papers)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda corpus: corpus.kwic("会", by=3), "by: a string or a list of strings expected"),
        (lambda corpus: corpus.frequencies(stop_words="的"), "stop_words: True, False or a list"),
        (lambda corpus: corpus.keyness("禾山周报"), "target: columns with their values"),
        (lambda corpus: corpus.collocations("会", window="3"), "window: a number of words"),
    ],
)
def test_an_argument_of_another_type_is_named(papers: baokan.Corpus, ask: Any, message: str) -> None:
    with pytest.raises(TypeError, match="^" + message):
        ask(papers)


# -- diffusion --------------------------------------------------------------------------------------


def test_diffusion_tells_who_was_first(tmp_path: Any) -> None:
    for outlet, day, text in [
        ("禾山周报", "2024-05-03", "村里推行“一户一码”\n村里推行“一户一码”,垃圾分类更方便。"),
        ("云岭日报", "2024-05-10", "推行“一户一码”\n各村推行“一户一码”。还推行“积分兑换”。"),
        ("禾山周报", "2024-06-01", "再看“一户一码”\n“一户一码”推行一个月。"),
    ]:
        (tmp_path / f"{outlet}_{day}_01.txt").write_text(text, encoding="utf-8")
    corpus = baokan.read(tmp_path)
    rows = [row for row in corpus.diffusion() if row["term"] == "一户一码"]
    assert [(row["outlet"], row["first"], row["last"], row["lag"], row["order"], row["spread"]) for row in rows] == [
        ("禾山周报", date(2024, 5, 3), date(2024, 6, 1), 0, 1, 2),
        ("云岭日报", date(2024, 5, 10), date(2024, 5, 10), 7, 2, 2),
    ]
    assert sum(row["frequency"] for row in rows) == sum(row["text"] == "一户一码" for row in corpus.slogans)
    assert corpus.diffusion(min_spread=2).to_dicts() == rows == corpus.diffusion("一户一码").to_dicts()
    alone = corpus.diffusion("一户一码", by=[])
    assert [(row["first"], row["last"], row["spread"]) for row in alone] == [(date(2024, 5, 3), date(2024, 6, 1), 1)]
