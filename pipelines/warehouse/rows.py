"""What reading and extraction return -> rows of the landing tables, keyed by column.

No database here, and no meaning: a column holds what the field of the same name holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipelines.articles import date_in_name

# For types alone: asking whether anything is new must not load the extractor and its vocabulary.
if TYPE_CHECKING:
    from pipelines.articles import Article, PassedOver, RejectedFile
    from pipelines.extraction import Extraction, Facet, Figure, LedgerEntry, RecordClaim, TableCell

Row = Mapping[str, Any]

# The facets with a `<facet>_source` column in `figures`.
SOURCED_FACETS = (
    "unit", "kind", "qualifier", "period", "compared_to",
    "measure", "offence", "age_group", "platform", "channel", "sex", "motive", "area", "base",
)  # fmt: skip
# A publisher without such a word in its name tells extraction nothing of the area.
_MAY_BE_POLICE = re.compile("警|police", re.IGNORECASE)
_NUMERAL_LIMIT = Decimal(10) ** 34


def article_row(article: Article, file_key: str, read_at: datetime) -> Row:
    """An article as read; what only extraction can tell of it is a row of ``extractions``.

    What the document says of itself counts only where the origin file, which a person wrote, says nothing.
    """
    origin, document = article.origin, article.document
    published_on = _published_on(article)
    dated_by = "origin" if origin.published_on else "page" if published_on else None
    return {
        "article_id": article.article_id,
        "source_path": article.source_path,
        "published_on": published_on,
        "published_on_source": dated_by,
        "published_within": None if published_on else origin.published_within,
        "publisher": _publisher(article),
        "title": origin.title or document.title,
        "url": origin.url or document.url,
        "language": origin.language,
        "area": origin.area,
        "text": article.text,
        "text_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "char_count": len(article.text),
        "byte_count": article.byte_count,
        "media_type": article.media_type,
        "encoding": article.encoding,
        "reading_note": article.note,
        "license": origin.license,
        "citation": origin.citation,
        "accessed_on": origin.date_accessed,
        "file_key": file_key,
        "file_row": article.row,
        "extraction_key": _extraction_key(article),
        "read_at": read_at,
    }


def _extraction_key(article: Article) -> str:
    """Hash of everything that an extraction is a function of, the extractor apart."""
    origin = article.origin
    parts = [article.text, _published_on(article), origin.language, date_in_name(article.source_path)]
    if origin.published_within:
        parts.append(origin.published_within)
    if origin.area:
        parts.append(f"area={origin.area}")
    publisher = _publisher(article)
    if publisher and _MAY_BE_POLICE.search(publisher):
        parts.append(f"publisher={publisher}")
    return hashlib.sha256("\0".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _publisher(article: Article) -> str | None:
    return article.origin.publisher or article.document.publisher


def _published_on(article: Article) -> date | None:
    """The day its origin file says, else the one the document says, unless it is outside the month or year given."""
    origin, said = article.origin, article.document.published_on
    if said is not None and not said.isoformat().startswith(origin.published_within or ""):
        said = None
    return origin.published_on or said


def passed_over_row(passed_over: PassedOver, file_key: str) -> Row:
    """An article of an archive that is not read for figures."""
    article = passed_over.article
    return {
        "article_id": article.article_id,
        "source_path": article.source_path,
        "published_on": article.origin.published_on,
        "publisher": article.origin.publisher,
        "title": article.origin.title,
        "url": article.origin.url,
        "language": article.origin.language,
        "char_count": len(article.text),
        "reason": passed_over.reason.value,
        "file_key": file_key,
        "file_row": article.row,
    }


def rejected_row(file: RejectedFile, file_key: str) -> Row:
    """A file, or a row of a file of many articles, that the run went on without."""
    return {
        "file_key": file_key,
        "file_row": file.row,
        "source_path": file.source_path,
        "sha256": file.sha256,
        "reason": file.reason.value,
        "message": file.message,
    }


def extraction_rows(article_id: str, extraction: Extraction) -> Mapping[str, list[Row]]:
    """All rows of one article, by landing table."""
    return {
        "figures": [_figure_row(article_id, figure) for figure in extraction.figures],
        "figure_concepts": [row for figure in extraction.figures for row in _concept_rows(figure)],
        "figure_facets": [row for figure in extraction.figures for row in _facet_rows(figure)],
        "numerals": [_numeral_row(article_id, entry) for entry in extraction.numerals],
        "record_claims": [_record_claim_row(article_id, claim) for claim in extraction.record_claims],
        "table_cells": [_table_cell_row(article_id, cell) for cell in extraction.table_cells],
    }


def _figure_row(article_id: str, figure: Figure) -> Row:
    sources = {
        f"{facet}_source": settled.source.value
        for facet in SOURCED_FACETS
        if (settled := figure.facets.get(facet)) is not None
    }
    return {
        "figure_id": figure.figure_id,
        "article_id": article_id,
        "char_start": figure.char_start,
        "char_end": figure.char_end,
        "quote": figure.quote,
        "sentence_start": figure.sentence_span.start,
        "sentence_end": figure.sentence_span.end,
        "sentence": figure.sentence,
        "value": figure.value,
        "decimals": figure.decimals,
        "value_low": figure.value_low,
        "value_high": figure.value_high,
        "unit": figure.unit,
        "kind": figure.kind,
        "qualifier": figure.qualifier,
        "period": figure.period,
        "period_start": figure.period_start,
        "period_end": figure.period_end,
        "compared_to": figure.compared_to,
        "measure": figure.measure,
        "offence": figure.offence,
        "age_group": figure.age_group,
        "platform": figure.platform,
        "channel": figure.channel,
        "sex": figure.sex,
        "motive": figure.motive,
        "area": figure.area,
        "other_concepts": figure.other_concepts,
        "base_value": figure.base_value,
        "base_figure_id": figure.base_figure_id,
        "level_figure_id": figure.level_figure_id,
        "counted_as": figure.counted_as,
        "section": figure.section,
        "is_provisional": figure.is_provisional,
        "is_quoted": figure.is_quoted,
        "mention_count": 1 + len(figure.mentions),
        **sources,
        "rule": figure.rule,
    }


def _concept_rows(figure: Figure) -> Iterator[Row]:
    """One row per axis and code; codes joined by ``+`` are several rows."""
    axes = ("measure", "offence", "age_group", "platform", "channel", "sex", "motive", "area")
    facets = {axis: figure.facets.get(axis) for axis in axes} | dict(figure.other_axes)
    for axis, facet in facets.items():
        if facet is not None and facet.value:
            for code in dict.fromkeys(facet.value.split("+")):
                yield {"figure_id": figure.figure_id, "axis": axis, "code": code}


def _facet_rows(figure: Figure) -> Iterator[Row]:
    facets: Mapping[str, Facet] = {**figure.facets, **figure.other_axes}
    for name, facet in facets.items():
        yield {
            "figure_id": figure.figure_id,
            "facet": name,
            "value": facet.value,
            "source": facet.source.value,
            "char_start": facet.span.start if facet.span else None,
            "char_end": facet.span.end if facet.span else None,
            "reason": facet.reason,
            "antecedent_figure_id": facet.antecedent_id,
            "otherwise": facet.otherwise,
        }


def _numeral_row(article_id: str, entry: LedgerEntry) -> Row:
    # A phone number or a card number can be longer than any column; the text keeps it.
    fits = entry.value is not None and abs(entry.value) < _NUMERAL_LIMIT
    return {
        "article_id": article_id,
        "char_start": entry.char_start,
        "char_end": entry.char_end,
        "text": entry.text,
        "value": entry.value if fits else None,
        "disposition": entry.disposition,
        "figure_id": entry.figure_id,
        "reason": entry.reason,
    }


def _record_claim_row(article_id: str, claim: RecordClaim) -> Row:
    identity = f"{article_id}:{claim.char_start}:{claim.char_end}:{claim.kind}:{claim.direction}:{claim.figure_id}"
    return {
        "record_claim_id": hashlib.sha256(identity.encode()).hexdigest()[:16],
        "article_id": article_id,
        "figure_id": claim.figure_id,
        "char_start": claim.char_start,
        "char_end": claim.char_end,
        "text": claim.text,
        "kind": claim.kind.value,
        "direction": claim.direction,
        "since": claim.since,
        "rank": claim.rank,
        "length": claim.length,
        "threshold": claim.threshold,
    }


def _table_cell_row(article_id: str, cell: TableCell) -> Row:
    return {
        "article_id": article_id,
        "table_number": cell.table,
        "row_number": cell.row,
        "column_number": cell.column,
        "role": cell.role.value,
        "char_start": cell.span.start,
        "char_end": cell.span.end,
        "text": cell.text,
        "row_header": cell.row_header,
        "column_header": cell.column_header,
        "caption": cell.caption,
        "section": cell.section,
    }
