"""Questions: against other libraries where they compute the same, against counts by hand elsewhere."""

import math
import random
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


# -- reuse ------------------------------------------------------------------------------------------

RELEASE = (
    "各乡镇要压实责任,加强巡查值守,确保安全度汛,人员和物资提前到位。"
    "要开展隐患排查,对山塘水库和低洼地带逐一登记,做到险情早发现早处置。"
    "要做好群众转移准备,老人和孩子由专人负责,不漏一户不落一人。"
)
REPRINTS = [
    ("云岭日报", "2024-06-02", f"市里部署防汛\n本报讯 {RELEASE}"),
    ("禾山周报", "2024-06-05", f"县里转发通知\n通知全文如下。{RELEASE.replace(',', '，')}村民王建国说路好走。"),
    ("清江晚报", "2024-06-09", f"防汛再部署\n{RELEASE.replace('逐一登记', '逐个登记造册')}"),
    ("清江晚报", "2024-06-10", "菜市场开张\n新菜市场昨日开张,摊位一百多个,附近居民说买菜近了,价钱也便宜,停车还方便。"),
]


@pytest.fixture(scope="module")
def reprints(tmp_path_factory: pytest.TempPathFactory) -> baokan.Corpus:
    folder = tmp_path_factory.mktemp("reprints")
    for outlet, day, text in REPRINTS:
        (folder / f"{outlet}_{day}_01.txt").write_text(text, encoding="utf-8")
    corpus = baokan.read(folder)
    assert len(corpus) == len(REPRINTS)
    return corpus


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def test_reuse_leads_to_the_earliest_article(reprints: baokan.Corpus) -> None:
    texts = [article.text for article in reprints]
    of = {outlet: number for number, outlet in reversed(list(enumerate(outlets(reprints))))}
    rows = reprints.reuse(by="outlet").to_dicts()
    assert {(row["outlet"], row["source_outlet"], row["lag"]) for row in rows} == {
        ("禾山周报", "云岭日报", 3),
        ("清江晚报", "云岭日报", 7),
    }
    assert len(rows) == 2, "a passage goes on over the change"
    for row in rows:
        text, source = texts[row["article"]], texts[row["source"]]
        assert row["source"] == of["云岭日报"]
        assert text[row["start"] : row["end"]] == row["text"]
        passage = letters(source[row["source_start"] : row["source_end"]])
        if row["outlet"] == "禾山周报":
            assert letters(row["text"]) == passage == letters(RELEASE)
            assert (row["length"], row["similarity"]) == (len(passage), 1.0)
        else:
            assert 0.9 < row["similarity"] < 1
            assert "逐个登记造册" in row["text"]


def test_every_run_copied_from_one_article_is_found() -> None:
    """Against the slow way: a run of 20 letters that was copied stands in some passage, whatever is round it."""
    chance = random.Random(5)
    every = "山水田路村民会议巡查值守垃圾分类春夏秋冬东南西北老人孩子早晚天地"
    originals = ["".join(chance.choices(every, k=60)) for _ in range(8)]
    texts = list(originals)
    for _ in range(12):
        one, other = chance.sample(originals, 2)
        start, length = chance.randrange(30), chance.randrange(20, 30)
        texts.append(f"{other[-9:][::-1]}{one[start : start + length]}{chance.choice(every)}{other[:19]}")
    corpus = baokan.parse([f"第{number}期\n{text}。" for number, text in enumerate(texts)])
    rows = corpus.reuse(min_length=20).to_dicts()
    bodies = [letters(article.text) for article in corpus]
    for number, text in enumerate(bodies):
        passages = "|".join(letters(row["text"]) for row in rows if row["article"] == number)
        runs = {text[start : start + 20] for start in range(len(text) - 19)}
        copied = {run for run in runs if any(run in earlier for earlier in bodies[: min(number, 8)])}
        assert all(run in passages for run in copied)
        assert bool(copied) == (number >= 8) == bool(passages)


def test_near_duplicates_are_clusters(reprints: baokan.Corpus) -> None:
    def shingles(text: str) -> set[str]:
        text = letters(text)
        return {text[at : at + 5] for at in range(len(text) - 4)}

    sets = [shingles(article.text) for article in reprints]
    rows = reprints.near_duplicates(threshold=0.5, by="outlet").to_dicts()
    assert [(row["outlet"], row["size"], row["lag"]) for row in rows] == [
        ("云岭日报", 3, 0),
        ("禾山周报", 3, 3),
        ("清江晚报", 3, 7),
    ]
    for row in rows:
        one, other = sets[row["article"]], sets[row["source"]]
        assert row["similarity"] == pytest.approx(len(one & other) / len(one | other))
    assert len(reprints.near_duplicates(threshold=1)) == 0


def test_reuse_does_not_depend_on_threads() -> None:
    texts = [text for _, _, text in REPRINTS] * 30
    one, three = (baokan.parse(texts, threads=threads) for threads in (1, 3))
    assert one.reuse() == three.reuse()
    assert one.near_duplicates() == three.near_duplicates()
    assert one.frequencies("source") == three.frequencies("source")
    assert one.comentions().edges == three.comentions().edges
    assert one.people() == three.people()
    assert one.diffusion(of="persons") == three.diffusion(of="persons")


# -- diffusion, people, networks, divisions ---------------------------------------------------------


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


def test_people_by_post_and_year() -> None:
    first = baokan.parse(
        "村里修路\n清溪社区党支部书记王丽华说:“路修好了。”王丽华说,灯也亮了。", issue_date="2023-05-24"
    )
    rows = first.people(by="year").to_dicts()
    assert {row["name"] for row in rows} == {"王丽华"}
    assert sum(row["frequency"] for row in rows) == len(first.persons)
    assert {row["title"] for row in rows} == {person["title"] for person in first.persons}
    assert {row["year"] for row in rows} == {date(2023, 1, 1)}
    assert first.people("李四").to_dicts() == []


def test_a_network_is_read_by_networkx(tmp_path: Any) -> None:
    networkx = pytest.importorskip("networkx")
    corpus = baokan.parse(
        [
            "村里议事\n村民王建国说:“路要修。”村民李秀兰说:“灯要装。”\n村民赵德福说:“好。”",
            "村里修路\n村民王建国说:“路修好了。”村民李秀兰说:“好走。”",
        ]
    )
    network = corpus.comentions()
    named = [{row["name"] for row in corpus.persons if row["article"] == article} for article in (0, 1)]
    expected = {frozenset((one, other)) for names in named for one in names for other in names if one != other}
    assert {frozenset((row["source"], row["target"])) for row in network.edges} == expected
    network.write_graphml(tmp_path / "network.graphml")
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    assert graph.edges["王建国", "李秀兰"]["weight"] == 2
    assert dict(graph.degree) == {row["node"]: row["degree"] for row in network.nodes}
    paragraphs = {frozenset((row["source"], row["target"])) for row in corpus.comentions(within="paragraph").edges}
    assert paragraphs == {frozenset(("王建国", "李秀兰"))}
    assert len(corpus.comentions(min_weight=3).edges) == 0


def test_markup_in_a_name_stays_text(tmp_path: Any) -> None:
    networkx = pytest.importorskip("networkx")
    corpus = baokan.parse('某县\n<a href="x">&amp;与<b>&\x07。', lexicon=['<a href="x">&amp;', "<b>&"])
    network = corpus.comentions("tokens")
    assert any("<" in row["node"] for row in network.nodes)
    network.write_graphml(tmp_path / "network.graphml")
    assert len(networkx.read_graphml(tmp_path / "network.graphml")) == len(network.nodes)


def test_divisions_count_a_chain_once() -> None:
    corpus = baokan.parse("湖南修路\n湖南省常德市武陵区的路修好了。金阁寺附近也在修路。常德市还要修路。")
    rows = corpus.places_rollup("city").to_dicts()
    first = rows[0]
    assert (first["code"], first["name"], first["frequency"], first["document_frequency"]) == (
        "4307",
        "常德市",
        2,
        1,
    )
    assert rows[-1]["code"] is None
    assert corpus.places_rollup("province")[0]["name"] == "湖南省"
    assert [row["city"] for row in corpus.frequencies("city", of="places.level", limit=1)] == ["湖南省常德市"]
