"""Drafts become figures: ids, intervals of rounding, and every facet with its provenance."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from pipelines.extraction import rounding
from pipelines.extraction.drafts import Draft
from pipelines.extraction.expressions import Form
from pipelines.extraction.layout import Layout
from pipelines.extraction.model import COLUMN_AXES, Facet, Figure, Qualifier, Source, Span
from pipelines.extraction.statements import Place
from pipelines.extraction.structure import Document
from pipelines.extraction.view import View
from pipelines.extraction.vocabulary import NO_CODE

_NONE = Facet()


def finish(document: Document, view: View, text: str, drafts: Sequence[Draft], layout: Layout) -> tuple[Figure, ...]:
    """The figures of an article, in text order.

    An id depends on the text, the span and the role alone: the kind, and its ordinal among figures of that kind there.

    Args:
        document: The structure of the view, which drafts refer to.
        view: Leads from its offsets back to the article.
        text: The article.
        drafts: The settled figures.
        layout: The headings they stand under.
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
    at_span: dict[Span, list[Draft]] = {}
    for draft in ordered:
        at_span.setdefault(draft.span, []).append(draft)
    return tuple(_figure(document, view, text, draft, ids, at_span, layout) for draft in ordered)


def _figure(
    document: Document,
    view: View,
    text: str,
    draft: Draft,
    ids: Mapping[int, str],
    at_span: Mapping[Span, Sequence[Draft]],
    layout: Layout,
) -> Figure:
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
        **{axis: draft.axes.get(axis, _NONE) for axis in COLUMN_AXES},
        "base": Facet(ids[id(base)], draft.base_source, base.span) if base else _NONE,
    }

    def settled(name: str, facet: Facet) -> Facet:
        if facet is _NONE:
            return facet
        if facet.otherwise is not None and facet.otherwise == facet.value:
            facet = facet._replace(otherwise=None)
        if facet.antecedent is None:
            return _in_article(facet, view)
        others = [one for one in at_span.get(facet.antecedent, ()) if one is not draft]
        # One number may state several figures: the one that gives this code comes first.
        source = next((one for one in others if _code(one, name) == facet.value), others[0] if others else None)
        return _in_article(facet._replace(antecedent_id=ids[id(source)] if source else None), view)

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
        facets={name: settled(name, facet) for name, facet in facets.items()},
        rule=statement.rule,
        period_start=draft.period.start if draft.period else None,
        period_end=draft.period.end if draft.period else None,
        other_axes={axis: settled(axis, facet) for axis, facet in draft.axes.items() if axis not in COLUMN_AXES},
        base_value=base.value if base else None,
        base_figure_id=ids[id(base)] if base else None,
        level_figure_id=ids.get(id(draft.level)) if statement.place is Place.COMPARED else None,
        counted_as=draft.counted_as,
        section=layout.section(draft.span.start),
        is_provisional=draft.is_provisional,
        is_quoted=any(quote.contains(draft.span) for quote in document.quotes),
        mentions=tuple(view.original(mention) for mention in draft.mentions),
    )


def _code(draft: Draft, facet: str) -> str | None:
    return {"unit": draft.unit, "period": draft.period_facet}.get(facet, draft.axes.get(facet, Facet())).value


def _in_article(facet: Facet, view: View) -> Facet:
    """A facet at its place in the article; a word without a code settles that there is none."""
    if facet.span or facet.antecedent:
        span = view.original(facet.span) if facet.span else None
        antecedent = view.original(facet.antecedent) if facet.antecedent else None
        found = (span, facet.reason, antecedent, facet.otherwise, facet.antecedent_id)
        return Facet(facet.value or None, facet.source, *found)
    return facet._replace(value=None) if facet.value == NO_CODE else facet
