"""What became of one node of the dbt project, whoever ran it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What became of one model, seed or test.

    Attributes:
        status: dbt's word: success, error, skipped, pass, fail, warn.
        failures: Rows a test found, None for anything else.
        compiled_sql: The query of a test, whose rows are its failures.
        rows_are_of_articles: Whether these rows come from articles, as far as they name one; else they are of what the
            project itself holds (``rows_are_of`` in the meta of the test).
    """

    unique_id: str
    name: str
    resource_type: str
    status: str
    message: str
    seconds: float
    failures: int | None
    compiled_sql: str | None
    rows_are_of_articles: bool = True
