"""The one public function of extraction: runs the stages over one immutable text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import date

from pipelines.extraction import rounding
from pipelines.extraction.counting import without_examples
from pipelines.extraction.discourse import Draft, State, learn_topic, read_sentence
from pipelines.extraction.frames import Place
from pipelines.extraction.items import Item, read_items
from pipelines.extraction.ledger import account
from pipelines.extraction.model import Extraction, Facet, Figure, Kind, Qualifier, RecordClaim, Source, Span
from pipelines.extraction.numerals import Form
from pipelines.extraction.periods import Anchor
from pipelines.extraction.published import find_published_date
from pipelines.extraction.records import Claim, find_claims
from pipelines.extraction.repeats import merge_repeats
from pipelines.extraction.text import Document, Role, Sentence, read_document
from pipelines.extraction.vocabulary import Vocabulary, load_vocabulary

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def extract(text: str, published_on: date | None = None, language: str | None = None) -> Extraction:
    """Read every figure of an article and account for every numeral.

    Args:
        text: The article, never changed; offsets in the result are code points of it.
        published_on: The day of publication; without it the dateline in the text is used.
        language: ``en`` or ``ja``; detected from the script when None.

    Returns:
        Figures, ledger and record claims, each in text order.
    """
    language = language or detect_language(text)
    document = read_document(text)
    source = "origin" if published_on else None
    if published_on is None:
        published_on, source = find_published_date(document)
    reasons: dict[Span, tuple[str, str]] = dict.fromkeys(document.datelines, ("date", "dateline"))
    if language != "en":
        return Extraction(language, published_on, source, numerals=account(text, (), reasons))
    vocabulary = load_vocabulary(language)
    drafts, claims = _read(document, published_on, vocabulary, reasons)
    drafts = merge_repeats(drafts)
    figures = _figures(document, drafts)
    _explain_unread(document, figures, vocabulary, reasons)
    return Extraction(
        language=language,
        published_on=published_on,
        published_on_source=source,
        figures=figures,
        numerals=account(text, figures, reasons),
        record_claims=tuple(_record_claim(text, claim, figures) for claim in claims),
    )


def detect_language(text: str) -> str:
    """``ja`` where Japanese script is more than a tenth of the first characters, else ``en``."""
    head = text[:4000]
    return "ja" if len(_JAPANESE.findall(head)) * 10 > len(head) else "en"


def _read(
    document: Document, published_on: date | None, vocabulary: Vocabulary, reasons: dict[Span, tuple[str, str]]
) -> tuple[list[Draft], list[Claim]]:
    state = State(published_on)
    drafts: list[Draft] = []
    claims: list[Claim] = []
    for sentence in document.sentences:
        items = read_items(document.text, sentence.span, vocabulary)
        reasons.update(_recognised(items))
        if sentence.role is not Role.BODY:
            if sentence.role is Role.HEADING and state.total is None:
                state = learn_topic(state, without_examples(items), vocabulary)
            continue
        found_claims = find_claims(document.text, sentence.span, items)
        claims.extend(found_claims)
        reasons.update(
            {
                claim.since_span: ("record_since", "start of a record claim")
                for claim in found_claims
                if claim.since_span
            }
        )
        state, found, passed = read_sentence(state, sentence, without_examples(items), vocabulary)
        drafts.extend(found)
        reasons.update({span: (why, _REASONS[why]) for span, why in passed.items()})
    return drafts, claims


_REASONS = {
    "target": "a target or expectation, nothing observed",
    "not_statistics": "counts nothing this vocabulary knows as a statistic",
}
_TIME_REASONS = {Anchor.PUBLISHED: ("date", "a day"), Anchor.SINCE: ("record_since", "start of a series")}


def _recognised(items: tuple[Item, ...]) -> dict[Span, tuple[str, str]]:
    found: dict[Span, tuple[str, str]] = {}
    for item in items:
        if item.label:
            found[item.span] = (item.label.disposition, item.label.disposition.replace("_", " "))
        elif item.time:
            found[item.span] = _TIME_REASONS.get(item.time.anchor, ("period", "a period named in the text"))
    return found


def _explain_unread(
    document: Document, figures: tuple[Figure, ...], vocabulary: Vocabulary, reasons: dict[Span, tuple[str, str]]
) -> None:
    """Numbers in headings, captions and links: repeats of the body's figures, or none of its business."""
    for sentence in document.sentences:
        for item in read_items(document.text, sentence.span, vocabulary):
            if not item.number or item.span in reasons:
                continue
            if sentence.role is not Role.BODY:
                same = any(figure.value in (item.number.value, -item.number.value) for figure in figures)
                reasons[item.span] = (
                    ("repeat", f"{sentence.role}, stated in the body")
                    if same
                    else ("not_statistics", sentence.role.value)
                )


def _figures(document: Document, drafts: list[Draft]) -> tuple[Figure, ...]:
    text = document.text
    article = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    seen: Counter[str] = Counter()
    ids: dict[int, str] = {}
    ordered = sorted(drafts, key=lambda draft: (draft.numeral.span, draft.kind))
    for draft in ordered:
        role = f"{article}:{draft.numeral.span.start}:{draft.numeral.span.end}:{draft.kind}"
        seen[role] += 1
        ids[id(draft)] = hashlib.sha256(f"{role}:{seen[role]}".encode()).hexdigest()[:16]
    return tuple(_figure(document, draft, ids) for draft in ordered)


def _figure(document: Document, draft: Draft, ids: dict[int, str]) -> Figure:
    numeral, text = draft.numeral, document.text
    kind = draft.kind
    grade = Qualifier(draft.qualifier.value or "exact")
    low, high = rounding.interval(
        draft.value, numeral.decimals, kind, draft.unit.value, grade, numeral.form in (Form.FRACTION, Form.MULTIPLE)
    )
    base = draft.base if draft.base is not None and id(draft.base) in ids else None
    facets = {
        "unit": draft.unit,
        "kind": Facet(kind.value, Source.STATED, numeral.span),
        "qualifier": draft.qualifier,
        "period": Facet(
            draft.period.code if draft.period else None, draft.period_facet.source, draft.period_facet.span
        ),
        "compared_to": Facet(
            draft.compared.code if draft.compared else None, draft.compared_facet.source, draft.compared_facet.span
        ),
        **{axis: draft.axes.get(axis, Facet()) for axis in _COLUMN_AXES},
        "base": Facet(
            ids[id(base)] if base else None,
            draft.base_source if base else Source.DEFAULT,
            base.numeral.span if base else None,
        ),
    }
    return Figure(
        figure_id=ids[id(draft)],
        span=numeral.span,
        quote=numeral.span.of(text),
        sentence_span=draft.sentence.span,
        sentence=draft.sentence.span.of(text),
        value=draft.value,
        decimals=numeral.decimals,
        value_low=low,
        value_high=high,
        facets=facets,
        rule=draft.reading.rule,
        period_start=draft.period.start if draft.period else None,
        period_end=draft.period.end if draft.period else None,
        other_axes={axis: facet for axis, facet in draft.axes.items() if axis not in _COLUMN_AXES},
        base_value=base.value if base else None,
        base_figure_id=ids[id(base)] if base else None,
        level_figure_id=ids.get(id(draft.level)) if draft.reading.place is Place.COMPARED else None,
        counted_as=draft.counted_as,
        is_provisional=draft.provisional,
        is_quoted=any(quote.contains(numeral.span) for quote in document.quotes),
        mentions=tuple(draft.mentions),
    )


_COLUMN_AXES = ("measure", "offence", "age_group", "platform", "channel", "sex", "motive")


def _record_claim(text: str, claim: Claim, figures: tuple[Figure, ...]) -> RecordClaim:
    """Attach a claim to the nearest level of its sentence, else to the last level before it."""
    levels = [figure for figure in figures if figure.kind == Kind.LEVEL]
    here = [figure for figure in levels if figure.sentence_span.contains(claim.span)]
    before = [figure for figure in levels if figure.span.start < claim.span.start]
    nearest = (
        min(here, key=lambda figure: abs(figure.span.start - claim.span.start))
        if here
        else (before[-1] if before else None)
    )
    return RecordClaim(
        claim.span,
        claim.span.of(text),
        claim.direction,
        nearest.figure_id if nearest else None,
        claim.since,
        claim.rank,
    )


__all__ = ["Sentence", "detect_language", "extract"]
