"""Drafts become figures: ids, intervals of rounding, and every facet with its provenance."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from pipelines.extraction import rounding
from pipelines.extraction.drafts import Draft
from pipelines.extraction.expressions import Form
from pipelines.extraction.model import COLUMN_AXES, Facet, Figure, Qualifier, Source
from pipelines.extraction.statements import Place
from pipelines.extraction.structure import Document


def finish(document: Document, drafts: Sequence[Draft]) -> tuple[Figure, ...]:
    """The figures of an article, in text order.

    An id depends on the text, the span and the role (kind, and the how-manieth of that kind) alone.
    """
    article = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    ordered = sorted(drafts, key=lambda draft: (draft.span, draft.kind))
    ids: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for draft in ordered:
        role = f"{article}:{draft.span.start}:{draft.span.end}:{draft.kind}"
        seen[role] += 1
        ids[id(draft)] = hashlib.sha256(f"{role}:{seen[role]}".encode()).hexdigest()[:16]
    return tuple(_figure(document, draft, ids) for draft in ordered)


def _figure(document: Document, draft: Draft, ids: dict[int, str]) -> Figure:
    text, statement, numeral = document.text, draft.statement, draft.statement.numeral
    low, high = rounding.interval(
        draft.value,
        numeral.decimals,
        draft.kind,
        draft.unit.value,
        Qualifier(statement.qualifier.value or "exact"),
        is_word=numeral.form in (Form.FRACTION, Form.MULTIPLE),
    )
    base = draft.base if draft.base is not None and id(draft.base) in ids else None
    period, compared = draft.period_facet, draft.compared_facet
    facets = {
        "unit": draft.unit,
        "kind": Facet(draft.kind.value, Source.STATED, numeral.span),
        "qualifier": statement.qualifier,
        "period": Facet(draft.period.code if draft.period else None, period.source, period.span),
        "compared_to": Facet(draft.compared.code if draft.compared else None, compared.source, compared.span),
        **{axis: draft.axes.get(axis, Facet()) for axis in COLUMN_AXES},
        "base": Facet(ids[id(base)], draft.base_source, base.span) if base else Facet(),
    }
    return Figure(
        figure_id=ids[id(draft)],
        span=draft.span,
        quote=draft.span.of(text),
        sentence_span=draft.sentence.span,
        sentence=draft.sentence.span.of(text),
        value=draft.value,
        decimals=numeral.decimals,
        value_low=low,
        value_high=high,
        facets=facets,
        rule=statement.rule,
        period_start=draft.period.start if draft.period else None,
        period_end=draft.period.end if draft.period else None,
        other_axes={axis: facet for axis, facet in draft.axes.items() if axis not in COLUMN_AXES},
        base_value=base.value if base else None,
        base_figure_id=ids[id(base)] if base else None,
        level_figure_id=ids.get(id(draft.level)) if statement.place is Place.COMPARED else None,
        counted_as=statement.counted_as,
        is_provisional=draft.is_provisional,
        is_quoted=any(quote.contains(draft.span) for quote in document.quotes),
        mentions=tuple(draft.mentions),
    )
