"""Adds up what Great Expectations says of slices of a frame, for the Data Docs.

Only what is shown there; whether anything is published is decided by findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult

_COUNTS = ("element_count", "missing_count", "unexpected_count")
_PARTIAL = ("partial_unexpected_list", "partial_unexpected_index_list", "partial_unexpected_counts")
# Every failing row, one by one: Data Docs show a few of them, which are in the lists above.
_COMPLETE = ("unexpected_list", "unexpected_index_list", "unexpected_index_query")
_SHOWN = 20


def add_result(total: ExpectationSuiteValidationResult, part: ExpectationSuiteValidationResult) -> None:
    """Add what a suite says of one more slice to what it said of those before."""
    parts = {_name(outcome): outcome for outcome in part.results}
    for outcome in total.results:
        more = parts[_name(outcome)]
        outcome.success = bool(outcome.success) and bool(more.success)
        outcome.exception_info = outcome.exception_info or more.exception_info
        _add(outcome.result, more.result)
    total.success = all(outcome.success for outcome in total.results)
    succeeded = sum(bool(outcome.success) for outcome in total.results)
    total.statistics.update(
        successful_expectations=succeeded,
        unsuccessful_expectations=len(total.results) - succeeded,
        success_percent=100 * succeeded / len(total.results) if total.results else None,
    )


def _add(total: dict[str, Any], part: dict[str, Any]) -> None:
    for name in _COUNTS:
        if name in part:
            total[name] = total.get(name, 0) + part[name]
    for name in _PARTIAL:
        if part.get(name):
            total[name] = [*(total.get(name) or []), *part[name]][:_SHOWN]
    for name in _COMPLETE:
        total.pop(name, None)
    rows, missing = total.get("element_count", 0), total.get("missing_count", 0)
    unexpected = total.get("unexpected_count", 0)
    for name, share, whole in (
        ("missing_percent", missing, rows),
        ("unexpected_percent", unexpected, rows - missing),
        ("unexpected_percent_total", unexpected, rows),
        ("unexpected_percent_nonmissing", unexpected, rows - missing),
    ):
        if name in total:
            total[name] = 100 * share / whole if whole else None


def _name(outcome: Any) -> str:
    return str(outcome.expectation_config.meta["name"])
