"""Passages that articles share, and releases printed by many papers."""

import random

import baokan
import pytest

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


def outlets(corpus: baokan.Corpus) -> list[str]:
    of_pages = [page["outlet"] for page in corpus.pages.to_dicts()]
    return [of_pages[row["page"]] for row in corpus.articles.to_dicts()]


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
