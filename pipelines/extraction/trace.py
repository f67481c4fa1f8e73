"""Why a text is read as it is: its sentences, items, rules, figures and ledger as an indented tree of lines.

Shows what the stages found; it reads nothing in a way of its own.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pipelines.antecedents import explain_antecedent
from pipelines.extraction.extract import extract
from pipelines.extraction.items import Item
from pipelines.extraction.language import Language, load_language
from pipelines.extraction.model import COLUMN_AXES, Extraction, Facet, Figure, Span
from pipelines.extraction.statements import Opener, SentenceReading, Statement, Whole
from pipelines.extraction.structure import Document, Sentence
from pipelines.extraction.view import View, view_of
from pipelines.extraction.vocabulary import CUE, load_vocabulary

_WIDTH = 96
_WIDEST = 30  # columns of a table
_STEP = "  "
_FACETS = ("unit", "kind", "qualifier", "period", "compared_to", *COLUMN_AXES)


def trace(
    text: str,
    published_on: date | None = None,
    language: str | None = None,
    area: str | None = None,
    *,
    all_rules: bool = False,
    within: Span | None = None,
) -> list[str]:
    """The lines of the tree.

    Args:
        text: The article.
        published_on: The day of publication; without it the dateline in the text is used.
        language: ``en`` or ``ja``; detected from the script when None.
        area: The area that the text is about where it does not say so.
        all_rules: Name the rules that were tried in vain as well.
        within: Show only the sentences that overlap this span of the article.
    """
    extraction = extract(text, published_on, language, area)
    view = view_of(text)
    package = load_language(extraction.language)
    tree = _Tree(text, view, package, package.read_document(view.text), extraction, all_rules)
    return list(tree.lines(within))


@dataclass(frozen=True, slots=True)
class _Tree:
    """A text with all that was read of it; ``text`` is the article, ``document`` the structure of its view."""

    text: str
    view: View
    language: Language
    document: Document
    extraction: Extraction
    all_rules: bool

    def lines(self, within: Span | None) -> Iterator[str]:
        published, source = self.extraction.published_on, self.extraction.published_on_source
        day = f"published {published} ({source})" if published else "published on a day not known"
        yield f"{self.extraction.language}, {day}"
        for number, sentence in enumerate(self.document.sentences, 1):
            if within is None or within.overlaps(self.view.original(sentence.span)):
                yield from self._sentence(number, sentence)
        yield from self._ledger(within)

    def _sentence(self, number: int, sentence: Sentence) -> Iterator[str]:
        vocabulary = load_vocabulary(self.extraction.language)
        yield f"sentence {number}, {sentence.role}"
        yield from _wrapped(self._words(sentence.span), 1)
        yield f"{_STEP}items"
        items = self.language.read_items(self.document.text, sentence.span, vocabulary)
        yield from _table(((self._words(span), what) for span, what in _described(items)), 2)
        reading = self.language.read_sentence(self.document.text, sentence, vocabulary)
        yield from self._said_for_all(reading)
        figures = self._figures_by_span()
        for (segment, opener), statements in groupby(reading.statements, key=lambda one: (one.segment, one.opener)):
            yield f"{_STEP}segment {segment + 1}" + ("" if opener is Opener.START else f", opened as {opener}")
            shown: tuple[Item, ...] = ()
            for statement in statements:
                if statement.items != shown:
                    shown = statement.items
                    words = " ".join(self._words(item.span) for item in shown)
                    yield from _wrapped(f"words: {words}", 2)
                yield from self._statement(statement, figures)

    def _said_for_all(self, reading: SentenceReading) -> Iterator[str]:
        """What the sentence says beside its numbers."""
        for name, facets in (("topic", reading.topic), ("lead", reading.lead), ("subject", reading.subject)):
            if facets:
                yield from _wrapped(f"{name}: {self._codes(facets)}", 1)
        if reading.lead_time:
            yield f"{_STEP}lead time: {self._words(reading.lead_time.span)}"
        for claim in reading.claims:
            yield f"{_STEP}claim: {claim.kind}, {claim.direction}: {self._words(claim.span)}"

    def _statement(self, statement: Statement, figures: dict[Span, list[Figure]]) -> Iterator[str]:
        span = self.view.original(statement.numeral.span)
        yield f"{_STEP * 2}{span.of(self.text)}"
        yield f"{_STEP * 3}rule: {statement.rule}"
        if self.all_rules:
            tried = ", ".join(self._tried_before(statement.rule))
            yield from _wrapped(f"tried before: {tried or 'none'}", 3)
        yield from _wrapped(f"by itself: {self._said_by_itself(statement)}", 3)
        here = figures.get(span, [])
        figure = next((one for one in here if one.kind == statement.kind), here[0] if here else None)
        if figure:
            here.remove(figure)
            yield from self._figure(figure)
        else:
            yield f"{_STEP * 3}{self._why_no_figure(span)}"

    def _tried_before(self, rule: str) -> list[str]:
        names = [one.name for one in self.language.RULES]
        return names[: names.index(rule)] if rule in names else names

    def _said_by_itself(self, statement: Statement) -> str:
        parts = [str(statement.kind), str(statement.place), "a decrease" if statement.sign < 0 else ""]
        settled = {"qualifier": statement.qualifier, "unit": statement.unit, "measure": statement.measure}
        parts.append(self._codes({name: facet for name, facet in settled.items() if facet}))
        parts.append(self._codes(statement.axes))
        if statement.time:
            parts.append(f"time “{self._words(statement.time.span)}” ({statement.time.anchor})")
        if statement.whole is not Whole.UNSAID:
            parts.append(f"part of {statement.whole}")
        flags = ("restates", "refers_back", "is_they", "is_rest", "goes_on", "names_total")
        parts += [flag.replace("_", " ") for flag in flags if getattr(statement, flag)]
        if statement.passed_over:
            parts.append(f"passed over: {statement.passed_over}")
        return ", ".join(part for part in parts if part)

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield f"{_STEP * 3}figure {figure.figure_id}: {figure.value:f}"
        facets = {**{name: figure.facets[name] for name in _FACETS}, **figure.other_axes}
        rows = [(name, *self._settled(name, facet)) for name, facet in facets.items() if facet.value or facet.span]
        whole = figure.facets["base"]
        for name, identity, source in (
            ("whole", figure.base_figure_id, str(whole.source)),
            ("level", figure.level_figure_id, ""),
        ):
            if identity:
                rows.append((name, identity, source, self._quote(identity), ""))
        yield from _table(rows, 4)

    def _settled(self, name: str, facet: Facet) -> tuple[str, str, str, str]:
        """A facet of a figure: its code, how it was settled, the words it came from, and what it was taken from."""
        words = _one_line(facet.span.of(self.text)) if facet.span else ""
        antecedent = _one_line(self._quote(facet.antecedent_id)) if facet.antecedent_id else None
        because = explain_antecedent(name, facet.reason, antecedent, facet.otherwise)
        return facet.value or "no code", facet.source, words, because

    def _why_no_figure(self, span: Span) -> str:
        entry = next((one for one in self.extraction.numerals if one.span.overlaps(span)), None)
        if entry is None:
            return "no figure"
        if entry.figure_id:
            return f"states figure {entry.figure_id} again" if entry.disposition == "repeat" else "no figure of its own"
        return f"no figure: {entry.disposition}, {entry.reason}"

    def _ledger(self, within: Span | None) -> Iterator[str]:
        rows = [
            (entry.text, entry.disposition, self._quote(entry.figure_id) if entry.figure_id else entry.reason)
            for entry in self.extraction.numerals
            if entry.disposition != "figure" and (within is None or within.overlaps(entry.span))
        ]
        if rows:
            yield "numbers that are no figures"
            yield from _table(rows, 1)

    def _figures_by_span(self) -> dict[Span, list[Figure]]:
        found: dict[Span, list[Figure]] = {}
        for figure in self.extraction.figures:
            found.setdefault(figure.span, []).append(figure)
        return found

    def _quote(self, figure_id: str) -> str:
        return next((one.quote for one in self.extraction.figures if one.figure_id == figure_id), "")

    def _words(self, span: Span) -> str:
        """The words of the article at a span of its view."""
        return _one_line(self.view.original(span).of(self.text))

    def _codes(self, facets: Mapping[str, Facet]) -> str:
        return ", ".join(
            f"{axis}={facet.value or 'no code'}" + (f" “{self._words(facet.span)}”" if facet.span else "")
            for axis, facet in facets.items()
        )


def _described(items: Sequence[Item]) -> Iterator[tuple[Span, str]]:
    """Each item with what it is; plain words that follow one another are one."""
    for what, group in groupby(items, key=_what):
        found = list(group)
        if what:
            yield from ((item.span, what) for item in found)
        else:
            yield Span(found[0].span.start, found[-1].span.end), ""


def _what(item: Item) -> str:
    """What an item is; nothing for a plain word."""
    parts = []
    if item.number:
        parts.append(f"number {item.number.value:f}" + (f" {item.number.unit}" if item.number.unit else ""))
    if item.time:
        parts.append(f"time, {item.time.anchor}")
    if item.label:
        parts.append(f"label, {item.label.disposition}")
    parts += [
        f"cue {one.code}" if one.role == CUE else f"{one.axis}={one.code or 'no code'}/{one.role}"
        for one in item.phrase.meanings or item.concepts
    ]
    return ", ".join(parts)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _wrapped(line: str, depth: int) -> list[str]:
    """A long line in several, the further ones indented by one more step."""
    indent = _STEP * depth
    width = _WIDTH * len(line) // max(1, _width(line))
    return textwrap.wrap(line, width, initial_indent=indent, subsequent_indent=indent + _STEP, break_on_hyphens=False)


def _table(rows: Iterable[Sequence[str]], depth: int) -> Iterator[str]:
    """Rows with their columns one below the other."""
    rows = list(rows)
    columns = list(zip(*rows, strict=True))
    widths = [min(_WIDEST, max(_width(cell) for cell in column)) for column in columns]
    for row in rows:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield (_STEP * depth + _STEP.join(padded)).rstrip()


def _width(words: str) -> int:
    """Columns on a terminal: Japanese characters have two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in words)
