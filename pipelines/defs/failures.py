"""A failed gate as one message: which table, which check, which rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg
import duckdb

from pipelines.defs.dbt_results import NodeResult
from pipelines.validation import Finding
from pipelines.warehouse import literal

EXAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A dbt test or an expectation that does not hold.

    Attributes:
        table: The table or view it is about.
        what: What does not hold, in a sentence.
        examples: Some of the rows.
        rows: A query that gives all of them, where they come from articles; None where they do not, or there are none.
    """

    table: str
    name: str
    what: str
    examples: Sequence[Mapping[str, Any]]
    rows: str | None = None

    def text(self) -> str:
        """The check and its example rows, one a line."""
        rows = [
            "    " + ", ".join(f"{column}={_shown(value)}" for column, value in row.items() if value is not None)
            for row in self.examples
        ]
        return "\n".join([f"{self.table}: {self.what}", *rows])


def failed_test(con: duckdb.DuckDBPyConnection, table: str, name: str, result: NodeResult) -> FailedCheck:
    """A dbt test with some of the rows it found, asked for anew.

    Args:
        con: Where the test was run.
        table: What it is about, with its schema.
        name: What the check is called.
        result: What became of it.
    """
    examples: list[dict[str, Any]] = []
    if result.failures and result.compiled_sql:
        cursor = con.execute(f"from ({result.compiled_sql}) limit {EXAMPLE_ROWS}")
        columns = [column[0] for column in cursor.description or []]
        examples = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    rows = result.compiled_sql if examples and result.rows_are_of_articles else None
    return FailedCheck(table, name, f"dbt test {name}: {result.message or result.status}", examples, rows)


def failed_expectation(finding: Finding) -> FailedCheck:
    """An expectation with some of the rows it does not hold for."""
    rows = [json.dumps(row, ensure_ascii=False, default=str) for row in finding.subjects]
    return FailedCheck(
        finding.table,
        finding.expectation.name,
        finding.sentence(),
        finding.examples,
        f"select unnest([{', '.join(map(literal, rows))}])::json as failing_row" if rows else None,
    )


def blocked(failed: Sequence[FailedCheck], note: str | None = None) -> dg.Failure:
    """The failure to raise when checks keep the warehouse from being published.

    Args:
        failed: The checks.
        note: Why the articles that fail them were not set aside, where that was thought of.
    """
    return dg.Failure(description="\n".join(filter(None, [refusal(failed), note])), allow_retries=False)


def refusal(failed: Sequence[FailedCheck]) -> str:
    """What to say when checks keep the warehouse from being published."""
    count = "1 check does" if len(failed) == 1 else f"{len(failed)} checks do"
    return "\n".join([f"Nothing is published: {count} not hold.", *(check.text() for check in failed)])


def warning(failed: Sequence[FailedCheck]) -> str:
    """What to say of checks that do not hold and only warn."""
    count = "1 check warns" if len(failed) == 1 else f"{len(failed)} checks warn"
    return "\n".join([f"{count}.", *(check.text() for check in failed)])


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 100 else text[:99] + "…"
