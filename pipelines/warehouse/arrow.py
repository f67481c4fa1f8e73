"""Rows of the landing tables as Arrow tables: the form in which worker processes hand over what they extracted.

Which columns there are belongs to ``landing_tables``, what they hold to ``rows``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.warehouse.landing_tables import EXTRACTED_TABLES, LANDING_TABLES
from pipelines.warehouse.problems import ProblemReason
from pipelines.warehouse.rows import Row, extraction_rows

# For types alone, as in `rows`.
if TYPE_CHECKING:
    from pipelines.extraction import Extraction
    from pipelines.warehouse.landing_extractions import PendingArticle

ArrowTables = Mapping[str, pa.Table]

_TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}
# Models add and subtract figures: the sum of a few has to fit a column as well. A figure so large is misread.
_LARGEST_FIGURE = Decimal(10) ** 13
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")
_WIDE = Context(prec=38)


@dataclass(frozen=True, slots=True)
class FailedExtraction:
    """What takes the place of an extraction where an article cannot be extracted.

    Attributes:
        message: What went wrong, and what to do about it.
    """

    message: str


def extracted_tables(
    extracted: Iterable[tuple[PendingArticle, Extraction | FailedExtraction]], extractor_version: str
) -> ArrowTables:
    """What was extracted from these articles, as Arrow tables by the name of their landing table.

    An article whose rows do not fit the tables, such as one with a number of twenty digits, takes nobody along: it is
    one that could not be extracted.

    Args:
        extracted: Articles with what was read from them.
        extractor_version: Of the extractor that read them.
    """
    pairs = list(extracted)
    try:
        return _tables(pairs, extractor_version)
    except (ValueError, ArithmeticError):
        return _tables([(article, _fitting(article, one)) for article, one in pairs], extractor_version)


def _fitting(article: PendingArticle, extraction: Extraction | FailedExtraction) -> Extraction | FailedExtraction:
    """The extraction, or what is wrong with it if its rows do not fit the tables."""
    try:
        _tables([(article, extraction)], "")
    except (ValueError, ArithmeticError) as error:
        return FailedExtraction(f"What was read does not fit its table: {error}. Report it with the article's text.")
    return extraction


def _tables(
    extracted: Iterable[tuple[PendingArticle, Extraction | FailedExtraction]], extractor_version: str
) -> ArrowTables:
    rows: dict[str, list[Row]] = {table: [] for table in (*EXTRACTED_TABLES, "extractions")}
    for article, extraction in extracted:
        outcome: Row = {
            "article_id": article.article_id,
            "extraction_key": article.extraction_key,
            "extractor_version": extractor_version,
        }
        if isinstance(extraction, FailedExtraction):
            problem = {"problem": extraction.message, "problem_reason": ProblemReason.EXTRACTION_FAILED}
            rows["extractions"].append({**outcome, **problem})
            continue
        if large := next((one for one in extraction.figures if abs(one.value) >= _LARGEST_FIGURE), None):
            raise ValueError(f"a figure of {large.value:,}, from “{large.quote}”")
        for table, table_rows in extraction_rows(article.article_id, extraction).items():
            rows[table] += table_rows
        rows["extractions"].append(
            {
                **outcome,
                "published_on": extraction.published_on,
                "published_on_source": extraction.published_on_source,
                "language": extraction.language,
                "area": extraction.area,
            }
        )
    return {table: _table(LANDING_TABLES[table], table_rows) for table, table_rows in rows.items()}


def _table(columns: Mapping[str, str], rows: Sequence[Row]) -> pa.Table:
    """Rows as a table of these columns, by DuckDB's names of their types."""
    # By column: `Table.from_pylist` takes eight times as long.
    return pa.table({name: _column([row.get(name) for row in rows], kind) for name, kind in columns.items()})


def _column(values: Sequence[Any], kind: str) -> pa.Array:
    if decimal := _DECIMAL.fullmatch(kind):
        width, scale = int(decimal[1]), int(decimal[2])
        # Bounds may have more places than the column, and are rounded as DuckDB would.
        step = Decimal(1).scaleb(-scale)
        rounded = [None if value is None else value.quantize(step, ROUND_HALF_UP, _WIDE) for value in values]
        return pa.array(rounded, pa.decimal128(width, scale))
    return pa.array(values, _TYPES[kind])
