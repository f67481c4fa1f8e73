"""The shape of the schema ``landing`` in the staging database, which dbt reads as its source.

What the columns mean is documented where dbt declares the source.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.warehouse.rows import SOURCED_FACETS

_ARTICLES = {
    "article_id": "VARCHAR",
    "source_path": "VARCHAR",
    "published_on": "DATE",
    "published_on_source": "VARCHAR",
    "published_within": "VARCHAR",
    "publisher": "VARCHAR",
    "title": "VARCHAR",
    "url": "VARCHAR",
    "language": "VARCHAR",
    "area": "VARCHAR",
    "text": "VARCHAR",
    "text_sha256": "VARCHAR",
    "char_count": "INTEGER",
    "byte_count": "BIGINT",
    "media_type": "VARCHAR",
    "encoding": "VARCHAR",
    "reading_note": "VARCHAR",
    "license": "VARCHAR",
    "citation": "VARCHAR",
    "accessed_on": "DATE",
    "file_key": "VARCHAR",
    "file_row": "BIGINT",
    "extraction_key": "VARCHAR",
    "read_at": "TIMESTAMP",
}
# Articles of archives that cannot hold statistics of the kind: where they are, not what they say.
_PASSED_OVER_ARTICLES = {
    "article_id": "VARCHAR",
    "source_path": "VARCHAR",
    "published_on": "DATE",
    "publisher": "VARCHAR",
    "title": "VARCHAR",
    "url": "VARCHAR",
    "language": "VARCHAR",
    "char_count": "INTEGER",
    "reason": "VARCHAR",
    "file_key": "VARCHAR",
    "file_row": "BIGINT",
}
# Files of many articles that were read to their end.
_ARCHIVES = {
    "file_key": "VARCHAR",
    "source_path": "VARCHAR",
}
_REJECTED_FILES = {
    "file_key": "VARCHAR",
    "file_row": "BIGINT",
    "source_path": "VARCHAR",
    "sha256": "VARCHAR",
    "reason": "VARCHAR",
    "message": "VARCHAR",
}
_SOURCES = {
    "source": "VARCHAR",
    "kind": "VARCHAR",
    "url": "VARCHAR",
    "publisher": "VARCHAR",
    "last_attempt_at": "TIMESTAMP",
    "last_success_at": "TIMESTAMP",
    "last_error": "VARCHAR",
    "documents": "INTEGER",
    "newest_document_on": "DATE",
    "is_stale": "BOOLEAN",
}
# What raw/ was when it was last read, and by which code: one row, none while it is being read.
_READING = {
    "raw_fingerprint": "VARCHAR",
    "reader_version": "VARCHAR",
}
# Which articles the tables below hold, what they were extracted from and with, and what they say of themselves.
_EXTRACTIONS = {
    "article_id": "VARCHAR",
    "extraction_key": "VARCHAR",
    "extractor_version": "VARCHAR",
    "published_on": "DATE",
    "published_on_source": "VARCHAR",
    "language": "VARCHAR",
    "area": "VARCHAR",
    "problem": "VARCHAR",
    "problem_reason": "VARCHAR",
}
_FIGURES = {
    "figure_id": "VARCHAR",
    "article_id": "VARCHAR",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
    "quote": "VARCHAR",
    "sentence_start": "INTEGER",
    "sentence_end": "INTEGER",
    "sentence": "VARCHAR",
    "value": "DECIMAL(18,4)",
    "decimals": "INTEGER",
    "value_low": "DECIMAL(18,4)",
    "value_high": "DECIMAL(18,4)",
    "unit": "VARCHAR",
    "kind": "VARCHAR",
    "qualifier": "VARCHAR",
    "period": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "compared_to": "VARCHAR",
    "measure": "VARCHAR",
    "offence": "VARCHAR",
    "age_group": "VARCHAR",
    "platform": "VARCHAR",
    "channel": "VARCHAR",
    "sex": "VARCHAR",
    "motive": "VARCHAR",
    "area": "VARCHAR",
    "other_concepts": "VARCHAR",
    "base_value": "DECIMAL(18,4)",
    "base_figure_id": "VARCHAR",
    "level_figure_id": "VARCHAR",
    "counted_as": "VARCHAR",
    "section": "VARCHAR",
    "is_provisional": "BOOLEAN",
    "is_quoted": "BOOLEAN",
    "mention_count": "INTEGER",
    **{f"{facet}_source": "VARCHAR" for facet in SOURCED_FACETS},
    "rule": "VARCHAR",
}
_FIGURE_CONCEPTS = {
    "figure_id": "VARCHAR",
    "axis": "VARCHAR",
    "code": "VARCHAR",
}
_FIGURE_FACETS = {
    "figure_id": "VARCHAR",
    "facet": "VARCHAR",
    "value": "VARCHAR",
    "source": "VARCHAR",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
    "reason": "VARCHAR",
    "antecedent_figure_id": "VARCHAR",
    "otherwise": "VARCHAR",
}
_NUMERALS = {
    "article_id": "VARCHAR",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
    "text": "VARCHAR",
    "value": "DECIMAL(38,4)",
    "disposition": "VARCHAR",
    "figure_id": "VARCHAR",
    "reason": "VARCHAR",
}
_RECORD_CLAIMS = {
    "record_claim_id": "VARCHAR",
    "article_id": "VARCHAR",
    "figure_id": "VARCHAR",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
    "text": "VARCHAR",
    "kind": "VARCHAR",
    "direction": "VARCHAR",
    "since": "VARCHAR",
    "rank": "INTEGER",
    "length": "INTEGER",
    "threshold": "DECIMAL(18,4)",
}
_TABLE_CELLS = {
    "article_id": "VARCHAR",
    "table_number": "INTEGER",
    "row_number": "INTEGER",
    "column_number": "INTEGER",
    "role": "VARCHAR",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
    "text": "VARCHAR",
    "row_header": "VARCHAR",
    "column_header": "VARCHAR",
    "caption": "VARCHAR",
    "section": "VARCHAR",
}

EXTRACTED_TABLES: Mapping[str, Mapping[str, str]] = {
    "figures": _FIGURES,
    "figure_concepts": _FIGURE_CONCEPTS,
    "figure_facets": _FIGURE_FACETS,
    "numerals": _NUMERALS,
    "record_claims": _RECORD_CLAIMS,
    "table_cells": _TABLE_CELLS,
}
LANDING_TABLES: Mapping[str, Mapping[str, str]] = {
    "articles": _ARTICLES,
    "passed_over_articles": _PASSED_OVER_ARTICLES,
    "archives": _ARCHIVES,
    "rejected_files": _REJECTED_FILES,
    "sources": _SOURCES,
    "reading": _READING,
    "extractions": _EXTRACTIONS,
    **EXTRACTED_TABLES,
}
