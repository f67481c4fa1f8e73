from pathlib import Path

import pytest

from pipelines.extraction.vocabulary import Meaning, load_vocabulary, words_of
from pipelines.settings import SEEDS_DIR


def test_plural_and_hyphen_do_not_matter() -> None:
    assert words_of("Dating-sites") == words_of("dating site")
    assert words_of("children’s") == words_of("child")


def test_a_child_code_lies_under_its_parent() -> None:
    vocabulary = load_vocabulary("en")
    assert vocabulary.is_under("offence", "murder", "serious_crimes")
    assert not vocabulary.is_under("offence", "serious_crimes", "murder")


def test_a_new_topic_is_new_rows(tmp_path: Path) -> None:
    concepts = (SEEDS_DIR / "concepts.csv").read_text(encoding="utf-8") + "offence,arson,Arson,放火,,,\n"
    (tmp_path / "concepts.csv").write_text(concepts, encoding="utf-8")
    (tmp_path / "phrases.csv").write_text(
        "language,phrase,axis,code,role\nen,arson attack,offence,arson,counted\n", encoding="utf-8"
    )
    vocabulary = load_vocabulary("en", tmp_path)
    assert vocabulary.lookup(("arson", "attack")) == (Meaning("offence", "arson", "counted"),)


def test_a_phrase_for_an_unknown_code_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "concepts.csv").write_text((SEEDS_DIR / "concepts.csv").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "phrases.csv").write_text(
        "language,phrase,axis,code,role\nen,arson,offence,arson,counted\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"phrases.csv, line 2: offence=arson is not in concepts.csv"):
        load_vocabulary("en", tmp_path)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("en,fraud,offence,fraud,propperty", "the role 'propperty' is none of counted, property, cue"),
        ("en,...,offence,fraud,property", "the phrase has no word"),
    ],
)
def test_a_row_that_cannot_be_read_says_what_is_wrong(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / "concepts.csv").write_text((SEEDS_DIR / "concepts.csv").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "phrases.csv").write_text(f"language,phrase,axis,code,role\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"phrases.csv, line 2: {problem}"):
        load_vocabulary("en", tmp_path)
