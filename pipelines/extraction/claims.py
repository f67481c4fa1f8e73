"""Which figure a record claim is about, and what both languages take for a threshold.

Which words are a claim belongs to the languages; whether a claim holds is judged where all figures are known.
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.expressions import Numeral
from pipelines.extraction.items import Item
from pipelines.extraction.model import COLUMN_AXES, ClaimKind, Figure, Kind, RecordClaim, Span
from pipelines.extraction.statements import Claim
from pipelines.extraction.view import View

_NEAR = 50  # figures on either side; a sentence holds no more
_BEYOND = Decimal(10) ** 14  # no statistic reaches it
_NO_THRESHOLD_UNITS = ("times", "years_of_age", "percentage_points")


def is_round(value: Decimal) -> bool:
    """Whether a value is a mark to be crossed: 60,000, 15,000 and 30, but not the 402 that another series has."""
    if not 0 < value < _BEYOND:
        return False
    digits = len(value.normalize().as_tuple().digits)
    return digits == 1 or (digits == 2 and value % 5 == 0)


def is_threshold(number: Numeral) -> bool:
    """Whether a number can be a threshold of a series."""
    return number.unit not in _NO_THRESHOLD_UNITS and number.upper is None and is_round(number.value)


def names_series(items: Sequence[Item]) -> bool:
    """Whether a sentence names what it counts, so that it speaks of no figure told before."""
    return any(item.concepts for item in items if not item.label)


def claims_of_figures(
    text: str, view: View, claims: Sequence[Claim], figures: Sequence[Figure], earlier: Collection[Span]
) -> tuple[RecordClaim, ...]:
    """Attach each claim to the figure it is about.

    Args:
        text: The article.
        view: Leads from the offsets of the claims to the article.
        claims: The claims, in text order.
        figures: The figures, in text order.
        earlier: Where the levels stand that a change starts from.
    """
    levels = [figure for figure in figures if figure.kind == Kind.LEVEL]
    later = _Later.of(figures, earlier)
    found = []
    for claim in claims:
        span = view.original(claim.span)
        is_record = claim.kind is ClaimKind.RECORD
        figure_id = _of_record(levels, span) if is_record else later.figure_of(claim, span)
        found.append(
            RecordClaim(
                span=span,
                text=span.of(text),
                direction=claim.direction,
                figure_id=figure_id,
                since=claim.since,
                rank=claim.rank,
                kind=claim.kind,
                length=claim.length,
                threshold=claim.threshold,
            )
        )
    return tuple(found)


def _of_record(levels: Sequence[Figure], span: Span) -> str | None:
    """The nearest level of the sentence, else the last level before it."""
    here = _in_sentence(levels, span)
    nearest = min(here, key=lambda level: abs(level.span.start - span.start), default=_last_before(levels, span))
    return nearest.figure_id if nearest else None


@dataclass(frozen=True, slots=True)
class _Later:
    """The figures that a claim about the course of a series can be about: never the level a change starts from.

    Attributes:
        levels: Levels, in text order.
        values: Levels and shares, in text order.
        changes: Changes with the level they lead to, in text order.
        mentions: Where a level is stated again, and its id.
    """

    levels: Sequence[Figure]
    values: Sequence[Figure]
    changes: Sequence[Figure]
    mentions: Mapping[Span, str]

    @classmethod
    def of(cls, figures: Sequence[Figure], earlier: Collection[Span]) -> _Later:
        later = [figure for figure in figures if figure.span not in earlier]
        levels = [figure for figure in later if figure.kind == Kind.LEVEL]
        return cls(
            levels=levels,
            values=[figure for figure in later if figure.kind in (Kind.LEVEL, Kind.SHARE)],
            changes=[figure for figure in later if figure.level_figure_id],
            mentions={mention: level.figure_id for level in levels for mention in level.mentions},
        )

    def figure_of(self, claim: Claim, span: Span) -> str | None:
        """The figure of a claim; a sentence without one speaks of the last level, unless it names a series."""
        found = self._of_threshold(claim, span) or _nearest(_in_sentence(self.levels, span), span)
        if found:
            return found.figure_id
        restated = next((figure_id for mention, figure_id in self.mentions.items() if span.contains(mention)), None)
        change = _nearest(_in_sentence(self.changes, span), span)
        if restated or change:
            return restated or (change.level_figure_id if change else None)
        last = None if claim.names_series else _last_before(self.levels, span)
        return last.figure_id if last else None

    def _of_threshold(self, claim: Claim, span: Span) -> Figure | None:
        """Where the threshold is itself read as a figure: the exact value of its series, else the threshold."""
        here = _in_sentence(self.values, span)
        stated = next((one for one in here if one.value == claim.threshold and span.contains(one.span)), None)
        if stated is None:
            return None
        exact = [one for one in here if not span.contains(one.span) and _is_of_series(one, stated)]
        return _nearest(exact, span) or stated


def _in_sentence(figures: Sequence[Figure], span: Span) -> list[Figure]:
    place = bisect.bisect_left(figures, span.start, key=lambda figure: figure.span.start)
    near = figures[max(0, place - _NEAR) : place + _NEAR]
    return [figure for figure in near if figure.sentence_span.contains(span)]


def _nearest(figures: Sequence[Figure], span: Span) -> Figure | None:
    return min(figures, key=lambda one: max(one.span.start - span.end, span.start - one.span.end, 0), default=None)


def _last_before(levels: Sequence[Figure], span: Span) -> Figure | None:
    place = bisect.bisect_left(levels, span.start, key=lambda figure: figure.span.start)
    return levels[place - 1] if place else None


def _is_of_series(figure: Figure, other: Figure) -> bool:
    facets = ("unit", "kind", "period", *COLUMN_AXES)
    return all(figure.code(facet) == other.code(facet) for facet in facets)
