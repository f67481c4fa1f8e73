"""The one public function of extraction: runs the stages over one immutable text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.extraction import areas, discourse, later, revision, timing, topics
from pipelines.extraction.cells import Reader
from pipelines.extraction.claims import claims_of_figures
from pipelines.extraction.drafts import Draft, State
from pipelines.extraction.figures import finish
from pipelines.extraction.grids import Table, find_tables, outside
from pipelines.extraction.language import detect_language, load_language
from pipelines.extraction.layout import Layout, PlacedTable
from pipelines.extraction.ledger import account
from pipelines.extraction.model import Extraction, Kind, Span
from pipelines.extraction.repeats import find_mentioned, merge_repeats, stated
from pipelines.extraction.soundness import find_fault
from pipelines.extraction.statements import Claim, Place, SentenceReading
from pipelines.extraction.structure import Document, Role, Sentence
from pipelines.extraction.table_names import Names
from pipelines.extraction.view import columns_of, view_of
from pipelines.extraction.vocabulary import Vocabulary, load_vocabulary

# What a numbered heading begins with: 第1, "1.", "(1)", "## 2.1", "Chapter 3".
_LABEL = re.compile(r"[#\s]*(?:第|[(（]|[A-Z][a-z]+\s)?\d+(?:\.\d+)?")


def extract(
    text: str, published_on: date | None = None, language: str | None = None, area: str | None = None
) -> Extraction:
    """Read every figure of an article and account for every numeral.

    Args:
        text: The article, never changed; offsets in the result are code points of it.
        published_on: The day of publication; without it the dateline in the text is used.
        language: ``en`` or ``ja``; detected from the script when None.
        area: Code of the area that the text is about where it does not say so, several joined by ``+``; ``JP`` for the
            whole of Japan. When None, what the text names decides.

    Returns:
        Figures, ledger and record claims, each in text order.
    """
    language = language or detect_language(text)
    reader = load_language(language)
    view = view_of(text)
    document = reader.read_document(view.text)
    source = "origin" if published_on else None
    if published_on is None:
        published_on, source = reader.find_published_date(document)
    tables = find_tables(document.text, columns_of(view, text))
    document = replace(document, sentences=tuple(outside(tables, document.sentences)))
    drafts, claims, reasons, placed = _read(document, tables, published_on, language, area)
    reasons |= dict.fromkeys(document.datelines, ("date", "dateline"))
    drafts = merge_repeats(drafts, document.text)
    _mention_outside_body(document, drafts, reasons, language)
    layout = Layout(document, tables, view, text)
    figures = finish(document, view, text, drafts, layout)
    earlier = {view.original(draft.span) for draft in drafts if draft.statement.place is Place.EARLIER}
    reasons = {view.original(span): why for span, why in reasons.items()}
    return Extraction(
        language=language,
        published_on=published_on,
        published_on_source=source,
        figures=figures,
        numerals=account(text, figures, reasons),
        record_claims=claims_of_figures(text, view, claims, figures, earlier),
        area=area,
        table_cells=layout.cells(placed),
    )


def _read(
    document: Document, tables: Sequence[Table], published_on: date | None, language: str, area: str | None
) -> tuple[list[Draft], list[Claim], dict[Span, tuple[str, str]], list[PlacedTable]]:
    vocabulary = load_vocabulary(language)
    reader = load_language(language)
    readings = [reader.read_sentence(document.text, sentence, vocabulary) for sentence in document.sentences]
    datelines = [
        reader.read_sentence(document.text, Sentence(span, 0, Role.HEADING), vocabulary) for span in document.datelines
    ]
    first = State(
        published_on,
        people=topics.people_of(readings, vocabulary),
        area=areas.given(area) if area else areas.of_text(datelines, readings, document.text),
        is_area_given=area is not None,
    )
    cells = Reader(Names(document.text, reader, vocabulary))
    state, drafts, reasons, placed = _settle(first, readings, tables, cells, vocabulary)
    if topic := topics.topic_told_later(readings, drafts):
        # What was counted is said behind the first numbers: 高校生917人、中学生695人。SNSの被害児童は計1819人.
        first = first._replace(topic=topic, is_headline_topic=True)
        state, drafts, reasons, placed = _settle(first, readings, tables, cells, vocabulary)
    claims = [claim for reading in readings for claim in reading.claims]
    later.complete_parts(drafts, vocabulary)
    revision.reattach(drafts, vocabulary)
    revision.lift(drafts, vocabulary)
    areas.name_unnamed(drafts, readings)
    timing.fill_in(state, drafts)
    faults = {id(draft): find_fault(draft, published_on, vocabulary) for draft in drafts}
    reasons |= {draft.span: ("unresolved", fault) for draft in drafts if (fault := faults[id(draft)])}
    return [draft for draft in drafts if not faults[id(draft)]], claims, reasons, placed


def _settle(
    state: State,
    readings: Sequence[SentenceReading],
    tables: Sequence[Table],
    cells: Reader,
    vocabulary: Vocabulary,
) -> tuple[State, list[Draft], dict[Span, tuple[str, str]], list[PlacedTable]]:
    """Settle the figures of all sentences and tables, from what is known before the first."""
    drafts: list[Draft] = []
    placed: list[PlacedTable] = []
    reasons: dict[Span, tuple[str, str]] = {}
    parts: list[SentenceReading | Table] = [*readings, *tables]
    heading: Span | None = None
    for part in sorted(parts, key=lambda one: one.span):
        if isinstance(part, Table):
            found, others, placed_cells = cells.settle(state, part, heading)
            placed.append(placed_cells)
            if state.main_period is None:
                # A text that opens with a table speaks of the latest period in it.
                periods = [draft.period for draft in found if draft.period and draft.kind is Kind.LEVEL]
                state = state._replace(main_period=max(periods, key=lambda one: one.start, default=None))
        else:
            heading = heading if part.sentence.role is Role.BODY else part.span
            if part.closing_topic:
                later.name_topic(drafts, part.closing_topic, vocabulary)
            state, found, others = discourse.settle(state, part, vocabulary)
            reasons |= part.recognised
        drafts.extend(found)
        reasons |= others
    return state, drafts, reasons, placed


def _mention_outside_body(
    document: Document, drafts: list[Draft], reasons: dict[Span, tuple[str, str]], language: str
) -> None:
    """A number of a heading, caption or link mentions a figure of the body again, or is none of its business."""
    figures = stated(drafts)
    for sentence in document.sentences:
        if sentence.role is Role.BODY:
            continue
        label = _LABEL.match(document.text, *sentence.span) if sentence.section else None
        for numeral in load_language(language).find_quantities(document.text, sentence.span):
            if label and numeral.span.start < label.end():
                reasons[numeral.span] = ("reference", "the number of a section")
                continue
            mentioned = find_mentioned(numeral, figures)
            if mentioned:
                mentioned.mentions.append(numeral.span)
            else:
                reasons[numeral.span] = ("not_statistics", f"{sentence.role}, nothing that the body states")
