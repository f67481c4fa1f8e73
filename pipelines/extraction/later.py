"""What later words decide of the figures before them: the topic named last, and the total that parts add up to.

Everything else is settled on the way through the text, by ``discourse``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.extraction import calendar
from pipelines.extraction.drafts import Draft, inherited
from pipelines.extraction.model import Facet, Kind, Period, Source
from pipelines.extraction.statements import Place
from pipelines.extraction.vocabulary import Trait, Vocabulary

_MOST_PARTS = 12


def name_topic(drafts: Sequence[Draft], topic: Mapping[str, Facet], vocabulary: Vocabulary) -> None:
    """Give the figures of a text the topic that a sentence behind them names: "SNSを使った犯罪の統計だ。".

    Only where none of them has a code on that axis: a text that named a series before speaks of two.
    """
    filed = topic.get("measure")
    if filed is not None and vocabulary.is_a(Trait.FILED, "measure", filed.value):
        for draft in drafts:
            measure = draft.axes.get("measure", Facet())
            if vocabulary.is_a(Trait.EVENT, "measure", measure.value) and measure.source is not Source.STATED:
                draft.axes["measure"] = inherited(filed)
                if vocabulary.is_a(Trait.EVENT, "unit", draft.unit.value):
                    draft.unit = draft.unit._replace(value=vocabulary.unit_of_measure[filed.value or ""])
    for axis in ("offence", "channel"):
        facet = topic.get(axis)
        if facet is None or not facet.value:
            continue
        if axis == "channel" and any(draft.code(axis) for draft in drafts):
            continue
        for draft in drafts:
            if axis not in draft.axes:
                draft.axes[axis] = inherited(facet)


def complete_parts(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Let parts told before their total take from it what is counted, and when: "A 12人、B 8人。通告は計20人"."""
    for place, total in enumerate(drafts):
        is_sum = total.kind is Kind.LEVEL and total.statement.names_total
        if not is_sum or vocabulary.is_a(Trait.MONEY, "unit", total.unit.value):
            continue
        parts = _parts_of(total, drafts[:place])
        periods = [part.period for part in parts if part.period and part.period_facet.source is Source.STATED]
        if (
            len({period.code for period in periods}) == len(parts) > 1
            and total.period_facet.source is not Source.STATED
        ):
            total.period = _covering(periods)  # 1月31件、2月29件、3月40件で計100件
            total.period_facet = Facet(total.period.code, Source.INHERITED)
            continue
        for part in parts:
            measure = part.axes.get("measure", Facet())
            if measure.source is not Source.STATED and total.code("measure"):
                part.axes["measure"] = inherited(total.axes["measure"])
            if part.period_facet.source is not Source.STATED and total.period is not None:
                part.period, part.period_facet = total.period, inherited(total.period_facet)
            if part.base is None:
                part.base, part.base_source = total, Source.INHERITED


def _covering(periods: Sequence[Period]) -> Period:
    """The months from the first of some periods to the last."""
    start, end = min(one.start for one in periods), max(one.end for one in periods)
    return calendar.months(start.year, start.month, end.year, end.month)


def _parts_of(total: Draft, before: Sequence[Draft]) -> list[Draft]:
    """The run of levels right before a total that add up to it; nothing where none does."""
    run: list[Draft] = []
    rest = total.value
    for draft in reversed(before[-_MOST_PARTS * 2 :]):
        if draft.kind is not Kind.LEVEL or draft.statement.place is not Place.NOW:
            continue
        if draft.unit.value != total.unit.value or draft.value > rest:
            break
        run.append(draft)
        rest -= draft.value
        if not rest:
            return run if len(run) > 1 else []
    return []
