"""The table of all figures, as data that a page opened from a folder can load: a script, column by column.

Texts that come again are written once and named by their number, so that the page filters and sorts numbers.
How it does so is in ``static/explore.js``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.report.shown import NEWEST_FIRST
from pipelines.report.tables import concept_names
from pipelines.report.wording import SHORT_ID, named

# More than a page can search and sort while somebody waits; SQL and the exports have all.
MOST_FIGURES = 100_000

# Columns of texts; those named after an axis hold codes, which are written with their names.
_TEXTS = (
    "period",
    "unit",
    "kind",
    "qualifier",
    "compared_to",
    "measure",
    "offence",
    "age_group",
    "platform",
    "channel",
    "sex",
    "motive",
    "area",
    "other_concepts",
    "counted_as",
    "article_id",
    "source_path",
    "published_on",
    "publisher",
    "language",
    "sentence",
)
_PLAIN = ("figure_id", "quote", "value", "value_low", "value_high", "is_provisional")
_AXES = ("measure", "offence", "age_group", "platform", "channel", "sex", "motive", "area", "unit")
_ORDER = f"order by {NEWEST_FIRST}, char_start, figure_id"
_FETCHED_AT_ONCE = 10_000


def write_figures(con: duckdb.DuckDBPyConnection, path: Path, most: int) -> int:
    """Write figures of articles that have a page, the newest first, as a script that sets ``npaFigures``.

    Returns:
        How many were written.
    """
    con.execute(
        f"select {', '.join((*_TEXTS, *_PLAIN))} from figures "
        f"where article_id in (from shown_articles) {_ORDER} limit {most}"
    )
    numbers: dict[str, dict[Any, int]] = {column: {None: 0} for column in _TEXTS}
    coded: dict[str, list[int]] = {column: [] for column in _TEXTS}
    plain: dict[str, list[Any]] = {column: [] for column in _PLAIN}
    count = 0
    while fetched := con.fetchmany(_FETCHED_AT_ONCE):
        for row in fetched:
            for column, value in zip(_TEXTS, row, strict=False):
                known = numbers[column]
                coded[column].append(known.setdefault(value, len(known)))
            for column, value in zip(_PLAIN, row[len(_TEXTS) :], strict=True):
                plain[column].append(_plain(value))
        count += len(fetched)
    names = concept_names(con)
    data = {
        "count": count,
        "texts": {column: _texts(column, known) for column, known in numbers.items()},
        "names": {axis: _names(numbers[axis], names.get(axis, {})) for axis in _AXES},
        "coded": coded,
        "plain": plain,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"var npaFigures={text};\n", encoding="utf-8")
    return count


def _texts(column: str, known: Mapping[Any, int]) -> Sequence[str | None]:
    texts = [None if value is None else str(value) for value in known]
    # What a page is called by is enough to link to it.
    return [text and text[:SHORT_ID] for text in texts] if column == "article_id" else texts


def _names(known: Mapping[Any, int], names: Mapping[str, str]) -> Sequence[str]:
    return [named(code, names) for code in known]


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
