"""The gate: every expectation of `expectations/` an asset check on the view it is about, blocking unless it warns."""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from pipelines.defs.failures import blocked, failed_expectation, warning
from pipelines.defs.metadata import example_table
from pipelines.defs.resources import Progress, WriterLock
from pipelines.settings import Settings
from pipelines.validation import Finding, Suite, Validator


def view_key(table: str) -> dg.AssetKey:
    """The asset of a public view."""
    return dg.AssetKey(["main", table])


def build_gate(suites: Sequence[Suite], after: Sequence[dg.AssetKey]) -> dg.AssetChecksDefinition:
    """All suites as one step, because Great Expectations is slow to start.

    Args:
        suites: What must hold.
        after: Assets that the frames read beside the views themselves.
    """
    specs = [
        dg.AssetCheckSpec(
            expectation.name,
            asset=view_key(suite.table),
            description=expectation.description,
            blocking=expectation.is_blocking,
            additional_deps=[key for key in after if key != view_key(suite.table)],
        )
        for suite in suites
        for expectation in suite.expectations
    ]

    @dg.multi_asset_check(name="expectations", specs=specs)
    def gate(
        context: dg.AssetCheckExecutionContext,
        settings: dg.ResourceParam[Settings],
        validator: dg.ResourceParam[Validator],
        progress: Progress,
        writer_lock: WriterLock,
    ) -> Iterator[dg.AssetCheckResult]:
        findings = validator.validate(context.run.run_id, settings, suites, progress)
        for finding in findings:
            yield _check_result(finding)
        failed = [failed_expectation(finding) for finding in findings if _does_not_hold(finding, is_blocking=True)]
        warned = [failed_expectation(finding) for finding in findings if _does_not_hold(finding, is_blocking=False)]
        if warned:
            context.log.warning(warning(warned))
        if failed:
            raise blocked(failed)

    return gate


def _does_not_hold(finding: Finding, *, is_blocking: bool) -> bool:
    return not finding.passed and finding.expectation.is_blocking == is_blocking


def _check_result(finding: Finding) -> dg.AssetCheckResult:
    metadata: dict[str, Any] = {"rows": finding.rows, "failed_rows": finding.failed_rows}
    if finding.examples:
        metadata["examples"] = example_table(finding.examples)
    if finding.problem:
        metadata["problem"] = finding.problem
    return dg.AssetCheckResult(
        check_name=finding.expectation.name,
        asset_key=view_key(finding.table),
        passed=finding.passed,
        severity=dg.AssetCheckSeverity.ERROR if finding.expectation.is_blocking else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
        description=None if finding.passed else finding.sentence(),
    )
