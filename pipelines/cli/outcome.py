"""What came of a build, as `npa build` tells it to people and to scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a build ended."""

    PUBLISHED = "published"
    UP_TO_DATE = "up_to_date"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a build failed.

    Attributes:
        step: The step of the job that failed, None where none was reached.
        message: What is wrong, where, and the remedy; of a check also example rows.
    """

    step: str | None
    message: str


@dataclass(frozen=True, slots=True)
class UnmetCheck:
    """A dbt test or an expectation that does not hold.

    Attributes:
        table: What it is about, with its schema.
        check: Its name.
        is_blocking: Whether it keeps the warehouse from being published; otherwise it warns.
        description: What does not hold.
        failed_rows: For how many rows.
    """

    table: str
    check: str
    is_blocking: bool
    description: str
    failed_rows: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended.

    Attributes:
        problems: Why it failed; empty unless it did.
        unmet_checks: What does not hold; None where no check was asked.
    """

    status: Status
    problems: Sequence[Problem] = ()
    unmet_checks: Sequence[UnmetCheck] | None = None
