"""A failed gate as one message: which table, which check, which rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A dbt test or an expectation that does not hold.

    Attributes:
        table: The table or view it is about.
        what: What does not hold, in a sentence.
        examples: Some of the rows.
    """

    table: str
    name: str
    what: str
    examples: Sequence[Mapping[str, Any]]

    def text(self) -> str:
        """The check and its example rows, one a line."""
        rows = [
            "    " + ", ".join(f"{column}={_shown(value)}" for column, value in row.items() if value is not None)
            for row in self.examples
        ]
        return "\n".join([f"{self.table}: {self.what}", *rows])


def blocked(failed: Sequence[FailedCheck]) -> dg.Failure:
    """The failure to raise when checks keep the warehouse from being published."""
    count = "1 check does" if len(failed) == 1 else f"{len(failed)} checks do"
    lines = [f"Nothing is published: {count} not hold.", *(check.text() for check in failed)]
    return dg.Failure(description="\n".join(lines), allow_retries=False)


def warning(failed: Sequence[FailedCheck]) -> str:
    """What to say of checks that do not hold and only warn."""
    count = "1 check warns" if len(failed) == 1 else f"{len(failed)} checks warn"
    return "\n".join([f"{count}.", *(check.text() for check in failed)])


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 100 else text[:99] + "…"
