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
from pipelines.extraction.view import View
from pipelines.extraction.vocabulary import NO_CODE


def finish(document: Document, view: View, text: str, drafts: Sequence[Draft]) -> tuple[Figure, ...]:
    """The figures of an article, in text order.

    An id depends on the text, the span and the role alone: the kind, and its ordinal among figures of that kind there.

    Args:
        document: The structure of the view, which drafts refer to.
        view: Leads from its offsets back to the article.
        text: The article.
        drafts: The settled figures.
    """
    article = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    ordered = sorted(drafts, key=lambda draft: (draft.span, draft.kind))
    ids: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for draft in ordered:
        span = view.original(draft.span)
        role = f"{article}:{span.start}:{span.end}:{draft.kind}"
        seen[role] += 1
        ids[id(draft)] = hashlib.sha256(f"{role}:{seen[role]}".encode()).hexdigest()[:16]
    return tuple(_figure(document, view, text, draft, ids) for draft in ordered)


def _figure(document: Document, view: View, text: str, draft: Draft, ids: dict[int, str]) -> Figure:
    statement, numeral = draft.statement, draft.statement.numeral
    span, sentence = view.original(draft.span), view.original(draft.sentence.span)
    low, high = rounding.interval(
        draft.value,
        numeral.decimals,
        draft.kind,
        draft.unit.value,
        Qualifier(statement.qualifier.value or "exact"),
        is_word=numeral.form in (Form.FRACTION, Form.MULTIPLE),
        step=numeral.step,
    )
    base = draft.base if draft.base is not None and id(draft.base) in ids else None
    period, compared = draft.period_facet, draft.compared_facet
    facets = {
        "unit": draft.unit,
        "kind": Facet(draft.kind.value, Source.STATED, numeral.span),
        "qualifier": statement.qualifier,
        "period": period._replace(value=draft.period.code if draft.period else None),
        "compared_to": Facet(draft.compared.code if draft.compared else None, compared.source, compared.span),
        **{axis: draft.axes.get(axis, Facet()) for axis in COLUMN_AXES},
        "base": Facet(ids[id(base)], draft.base_source, base.span) if base else Facet(),
    }
    return Figure(
        figure_id=ids[id(draft)],
        span=span,
        quote=span.of(text),
        sentence_span=sentence,
        sentence=sentence.of(text),
        value=draft.value,
        decimals=numeral.decimals,
        value_low=low,
        value_high=high,
        facets={name: _in_article(facet, view) for name, facet in facets.items()},
        rule=statement.rule,
        period_start=draft.period.start if draft.period else None,
        period_end=draft.period.end if draft.period else None,
        other_axes={axis: _in_article(facet, view) for axis, facet in draft.axes.items() if axis not in COLUMN_AXES},
        base_value=base.value if base else None,
        base_figure_id=ids[id(base)] if base else None,
        level_figure_id=ids.get(id(draft.level)) if statement.place is Place.COMPARED else None,
        counted_as=draft.counted_as,
        is_provisional=draft.is_provisional,
        is_quoted=any(quote.contains(draft.span) for quote in document.quotes),
        mentions=tuple(view.original(mention) for mention in draft.mentions),
    )


def _in_article(facet: Facet, view: View) -> Facet:
    """A facet at its place in the article; a word without a code settles that there is none."""
    if facet.span or facet.antecedent:
        span = view.original(facet.span) if facet.span else None
        antecedent = view.original(facet.antecedent) if facet.antecedent else None
        return Facet(facet.value or None, facet.source, span, facet.reason, antecedent, facet.otherwise)
    return facet._replace(value=None) if facet.value == NO_CODE else facet
