"""How far one misreading spreads: what else is read otherwise when the first figure of an article is wrong.

    .venv/bin/python -m tests.benchmarks.propagation [--language en|ja]

Every labelled real article is read once as it is, and then with the first level made wrong as if its own words said so:
one facet at a time, and all of them at once. What later words take from it is then wrong as well. For each language and
facet:

articles   how many were read, but those without another figure, and where the wrong number is no figure any more
mean       how many other figures change on average: another period, unit, code or whole, or no figure any more
share      that, as a share of the other figures
most       how many change in the article where most do, and which that is

The smaller the numbers, the fewer figures stand on a single one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from pipelines.extraction import Span, calendar, extract, settling
from pipelines.extraction.drafts import Draft
from pipelines.extraction.model import COLUMN_AXES, Facet, Source
from pipelines.extraction.view import view_of
from tests.corpus.scoring import LabelledText, real_articles

PERIOD = "period"
# Another code for what it is, and another one where it is that already.
WRONG = {
    "offence": ("fraud", "child_abuse"),
    "measure": ("offenders", "victims"),
    "age_group": ("elementary_school", "high_school"),
}
FACETS = ("offence", "measure", PERIOD, "age_group")
ALL = "all at once"
_YEARS_OFF = -7
COMPARED = ("unit", "period", "compared_to", *COLUMN_AXES)


@dataclass(frozen=True, slots=True)
class Spread:
    """What became of one article: how many other figures it has, and how many of them changed."""

    article: str
    others: int
    changed: int


@contextmanager
def first_level(wrong: Sequence[str]) -> Iterator[list[Span]]:
    """Read texts with these facets of the first level of each made wrong; the list holds where that stands."""
    first: list[Span] = []
    settle = settling.settle_level

    def settle_wrongly(*known: Any) -> Draft | None:
        draft = settle(*known)
        if draft is not None and not first:
            first.append(draft.span)
        if draft is not None and draft.span in first:  # also where the text is read a second time
            for facet in wrong:
                make_wrong(draft, facet)
        return draft

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "settle_level", settle_wrongly)
        yield first


def make_wrong(draft: Draft, facet: str) -> None:
    """Let a figure say something else of one facet, as if its own words did."""
    if facet != PERIOD:
        code, other = WRONG[facet]
        draft.axes[facet] = Facet(other if draft.code(facet) == code else code, Source.STATED)
    elif draft.period is not None:
        draft.period = calendar.shifted(draft.period, _YEARS_OFF)
        draft.period_facet = Facet(draft.period.code, Source.STATED)


def spread(text: LabelledText, wrong: Sequence[str]) -> Spread | None:
    """How many other figures of an article change with these facets of the first one; None where it has none."""
    with first_level(()) as first:
        before = said(text)
    if not first:
        return None
    place = view_of(text.text).original(first[0])
    with first_level(wrong):
        after = said(text)
    if not any(span == place for span, _ in after):
        return None
    others = [role for role in before if role[0] != place]
    changed = sum(before[role] != after.get(role) for role in others)
    return Spread(text.id, len(others), changed) if others else None


def said(text: LabelledText) -> Mapping[tuple[Span, str], tuple[Any, ...]]:
    """What is said of each figure, by where it stands and what it is."""
    return {
        (one.span, str(one.kind)): (*map(one.code, COMPARED), one.other_concepts, one.base_value)
        for one in extract(text.text, text.published_on).figures
    }


def row(language: str, name: str, found: Sequence[Spread]) -> str:
    """One line of the table."""
    changed, others = sum(one.changed for one in found), sum(one.others for one in found)
    worst = max(found, key=lambda one: one.changed)
    mean, share = changed / len(found), changed / others
    return f"{language:8}  {name:11}  {len(found):8}  {mean:6.2f}  {share:6.1%}  {worst.changed:4}  {worst.article}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How many figures change when the first of an article is wrong.")
    parser.add_argument("--language", choices=("en", "ja"), help="articles of one language alone")
    arguments = parser.parse_args()
    print(f"{'language':8}  {'wrong':11}  {'articles':>8}  {'mean':>6}  {'share':>6}  {'most':>4}  in")
    for language in (arguments.language,) if arguments.language else ("en", "ja"):
        texts = real_articles(language)
        for name, wrong in (*((facet, (facet,)) for facet in FACETS), (ALL, FACETS)):
            print(row(language, name, [one for text in texts if (one := spread(text, wrong))]), flush=True)


if __name__ == "__main__":
    main()
