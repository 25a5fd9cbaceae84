"""Words of the user's own for records."""

import pickle
from pathlib import Path

import baokan
import pytest

PAGE = "树荫下议水渠\n本报讯 5月18日,青石镇柳湾村举行第三次渠畔碰碗,村民代表参加。大家商定:由村委会6月10日前清完淤泥。"


@pytest.fixture
def kinds(tmp_path: Path) -> Path:
    """Return a file that makes a local name one of a session."""
    path = tmp_path / "kinds.tsv"
    path.write_text("# of our county\n渠畔碰碗\tdeliberation.session\n", encoding="utf-8")
    return path


def test_a_name_from_a_file_is_found(kinds: Path) -> None:
    assert len(baokan.parse(PAGE).deliberations) == 0
    (session,) = baokan.parse(PAGE, kinds=kinds).deliberations.to_dicts()
    assert (session["body"], session["ordinal"], session["outcome"]) == ("柳湾村", 3, "agreed")


def test_pickles_carry_the_words(kinds: Path) -> None:
    corpus = baokan.parse(PAGE, kinds=kinds)
    kinds.unlink()
    again = pickle.loads(pickle.dumps(corpus))
    assert again.deliberations.to_dicts() == corpus.deliberations.to_dicts()
    assert again[0] == corpus[0]
    assert again[0] != baokan.parse(PAGE)[0]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("渠畔碰碗\tdeliberation.sesion", 'no kind "sesion" in deliberation'),
        ("渠畔碰碗\tassembly.session", 'no list "assembly"'),
        ("渠畔碰碗", 'no kind ""'),
        ("\tdeliberation.session", "the first column is empty"),
        ("渠" * 17 + "\tdeliberation.session", "more than 16 characters"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, cause: str) -> None:
    path = tmp_path / "kinds.tsv"
    path.write_text(f"# ours\n{line}\n", encoding="utf-8")
    with pytest.raises(baokan.LexiconError) as error:
        baokan.parse(PAGE, kinds=path)
    assert cause in str(error.value)
    assert f"{path}:2:" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(baokan.ReadError, match=r"kinds\.tsv"):
        baokan.parse(PAGE, kinds=tmp_path / "kinds.tsv")
