from pathlib import Path

import pytest

from pipelines.extraction.vocabulary import NO_CODE, Meaning, Trait, load_vocabulary, words_of
from pipelines.settings import SEEDS_DIR


def test_plural_and_hyphen_do_not_matter() -> None:
    assert words_of("Dating-sites") == words_of("dating site")
    assert words_of("children’s") == words_of("child")


def test_a_child_code_lies_under_its_parent() -> None:
    vocabulary = load_vocabulary("en")
    assert vocabulary.is_under("offence", "murder", "serious_crimes")
    assert not vocabulary.is_under("offence", "serious_crimes", "murder")


def write_seeds(folder: Path, phrase: str, concept: str = "") -> None:
    for name, more in (("concepts.csv", concept), ("axes.csv", "")):
        (folder / name).write_text((SEEDS_DIR / name).read_text(encoding="utf-8") + more, encoding="utf-8")
    (folder / "phrases.csv").write_text(f"language,phrase,axis,code,role\n{phrase}\n", encoding="utf-8")


def test_a_new_topic_is_new_rows(tmp_path: Path) -> None:
    write_seeds(tmp_path, "en,arson attack,offence,arson,counted", "offence,arson,Arson,放火,,,\n")
    vocabulary = load_vocabulary("en", tmp_path)
    assert vocabulary.lookup(("arson", "attack")) == (Meaning("offence", "arson", "counted"),)


def test_a_verb_is_found_in_every_form(tmp_path: Path) -> None:
    write_seeds(tmp_path, "en,fall victim,measure,victims,verb\nen,be arrested,measure,offenders,verb\n")
    vocabulary = load_vocabulary("en", tmp_path)
    for words in ("fell victim", "fallen victim", "falling victim", "arrested"):
        assert vocabulary.lookup(words.split()), words


def test_a_word_without_a_code_says_so(tmp_path: Path) -> None:
    write_seeds(tmp_path, "en,arson,offence,,property")
    assert load_vocabulary("en", tmp_path).lookup(("arson",)) == (Meaning("offence", NO_CODE, "property"),)


@pytest.mark.parametrize("code", ["high_school", "age_16", "age_14_to_19", "age_65_and_over", "under_12", "20s"])
def test_an_age_is_listed_or_follows_the_grammar_of_ages(code: str) -> None:
    assert load_vocabulary("en").has("age_group", code)


@pytest.mark.parametrize("code", ["over_75", "under_500", "under_0", "age_200", "age_of_reason"])
def test_what_only_looks_like_an_age_is_no_code(code: str) -> None:
    assert not load_vocabulary("en").has("age_group", code)


def test_a_phrase_for_an_unknown_code_names_its_line(tmp_path: Path) -> None:
    write_seeds(tmp_path, "en,arson,offence,arson,counted")
    with pytest.raises(ValueError, match=r"phrases.csv, line 2: offence=arson is not in concepts.csv"):
        load_vocabulary("en", tmp_path)


def test_a_trait_that_is_none_names_its_line(tmp_path: Path) -> None:
    write_seeds(tmp_path, "en,arson,offence,arson,counted", "offence,arson,Arson,放火,,,,,,exclusiv\n")
    with pytest.raises(ValueError, match=r"concepts.csv, line \d+: 'exclusiv' is none of the traits usual, "):
        load_vocabulary("en", tmp_path)


def test_offenders_are_no_part_of_victims_and_pupils_may_be() -> None:
    vocabulary = load_vocabulary("en")
    assert all(vocabulary.is_a(Trait.EXCLUSIVE, "measure", code) for code in ("offenders", "victims"))
    assert not vocabulary.is_a(Trait.EXCLUSIVE, "measure", "met_offender")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("en,fraud,offence,fraud,propperty", "the role 'propperty' is none of counted, verb, property, cue, qualifier"),
        ("en,about,before,abbout,qualifier", "before=abbout is no qualifier; its axis is before or after"),
        ("en,...,offence,fraud,property", "the phrase has no word"),
    ],
)
def test_a_row_that_cannot_be_read_says_what_is_wrong(tmp_path: Path, row: str, problem: str) -> None:
    write_seeds(tmp_path, row)
    with pytest.raises(ValueError, match=f"phrases.csv, line 2: {problem}"):
        load_vocabulary("en", tmp_path)


def test_a_phrase_may_name_something_that_has_no_code(tmp_path: Path) -> None:
    write_seeds(tmp_path, "en,arson,offence,,property")
    assert load_vocabulary("en", tmp_path).lookup(("arson",)) == (Meaning("offence", "", "property"),)
