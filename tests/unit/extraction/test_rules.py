"""Every rule reads its own examples."""

from __future__ import annotations

import pytest

from pipelines.extraction.language import LANGUAGES, load_language
from pipelines.extraction.rules import Example
from pipelines.extraction.statements import Statement
from pipelines.extraction.structure import Role
from pipelines.extraction.view import view_of
from pipelines.extraction.vocabulary import load_vocabulary


def statement(language: str, example: Example) -> Statement:
    """What the sentence of an example says of its number by itself."""
    package, text = load_language(language), view_of(example.text).text
    (sentence,) = package.read_document(text).sentences
    assert sentence.role is Role.BODY
    statements = package.read_sentence(text, sentence, load_vocabulary(language)).statements
    (found,) = [one for one in statements if one.numeral.span.of(text) == example.number]
    return found


@pytest.mark.parametrize(
    ("language", "name", "example"),
    [
        pytest.param(language, rule.name, example, id=f"{language}-{rule.name}-{number}")
        for language in LANGUAGES
        for rule in load_language(language).RULES
        for number, example in enumerate(rule.examples)
    ],
)
def test_a_rule_reads_its_example(language: str, name: str, example: Example) -> None:
    found = statement(language, example)
    assert (found.rule, found.kind, found.place, found.sign) == (name, *example[2:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_name_of_its_own_and_examples(language: str) -> None:
    rules = load_language(language).RULES
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(1 <= len(rule.examples) <= 4 for rule in rules)
