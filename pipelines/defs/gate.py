"""The gate: every expectation of `expectations/` an asset check on the view it is about, blocking unless it warns."""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from pipelines.defs.audit import ROUNDS, SetAside, build_what_passes, failed_tests, outcome_of, set_aside_failing
from pipelines.defs.dbt_models import relation_of, tests_of
from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.failures import FailedCheck, blocked, failed_expectation, warning
from pipelines.defs.metadata import example_table, table_metadata
from pipelines.defs.resources import Progress, WriterLock
from pipelines.settings import Settings
from pipelines.validation import Finding, Suite, Validator
from pipelines.warehouse import open_staging, stamp


def view_key(table: str) -> dg.AssetKey:
    """The asset of a public view."""
    return dg.AssetKey(["main", table])


def build_gate(suites: Sequence[Suite], dbt_models: dg.AssetsDefinition, code: str) -> dg.AssetChecksDefinition:
    """All suites as one step, because Great Expectations is slow to start.

    Args:
        suites: What must hold.
        dbt_models: What it must hold of, and what is built again without articles that fail.
        code: Fingerprint of the code that checks.
    """
    specs = {
        (suite.table, expectation.name): dg.AssetCheckSpec(
            expectation.name,
            asset=view_key(suite.table),
            description=expectation.description,
            blocking=expectation.is_blocking,
            additional_deps=[key for key in dbt_models.keys if key != view_key(suite.table)],
        )
        for suite in suites
        for expectation in suite.expectations
    }

    @dg.multi_asset_check(name="expectations", specs=list(specs.values()), can_subset=True)
    def gate(
        context: dg.AssetCheckExecutionContext,
        settings: dg.ResourceParam[Settings],
        dbt: dg.ResourceParam[DbtRunner],
        validator: dg.ResourceParam[Validator],
        progress: Progress,
        writer_lock: WriterLock,
    ) -> Iterator[dg.AssetCheckResult]:
        asked = [
            suite
            for suite in suites
            if {spec.key for (table, _), spec in specs.items() if table == suite.table}
            & context.selected_asset_check_keys
        ]
        findings = validator.validate(context.run.run_id, settings, asked, progress)
        done = SetAside()
        # Only a run that built everything builds it again: who asks for a check alone wants nothing changed.
        for _ in range(ROUNDS if _is_of_a_whole_build(context, dbt_models) else 0):
            done = set_aside_failing(settings, _unmet(findings, is_blocking=True), context.log.warning)
            if not done.articles:
                break
            _build_again(context, dbt, settings, dbt_models, code, progress)
            findings = validator.validate(context.run.run_id, settings, suites, progress)
        outcomes = [
            outcome_of(specs[finding.table, finding.expectation.name], has_passed=finding.passed)
            for finding in findings
        ]
        stamp(settings.staging_path, code, outcomes)
        selected = [
            finding
            for finding in findings
            if specs[finding.table, finding.expectation.name].key in context.selected_asset_check_keys
        ]
        for finding in selected:
            yield _check_result(finding)
        if warned := _unmet(selected, is_blocking=False):
            context.log.warning(warning(warned))
        if failed := _unmet(selected, is_blocking=True):
            raise blocked(failed, done.note)

    return gate


def _is_of_a_whole_build(context: dg.AssetCheckExecutionContext, dbt_models: dg.AssetsDefinition) -> bool:
    return not context.is_subset and dbt_models.keys <= context.job_def.asset_layer.selected_asset_keys


def _build_again(
    context: dg.AssetCheckExecutionContext,
    dbt: DbtRunner,
    settings: Settings,
    dbt_models: dg.AssetsDefinition,
    code: str,
    progress: Progress,
) -> None:
    """Build everything without what was set aside, and show what the tables hold now.

    Raises:
        dg.Failure: A test does not hold any more.
    """
    checks = tests_of(dbt_models)
    built = build_what_passes(dbt, settings, checks, code, progress, context.log.warning)
    if failed := failed_tests(settings, checks, built.results):
        raise blocked(failed, built.set_aside.note)
    relations = {spec.key: relation_of(spec) for spec in dbt_models.specs}
    with open_staging(settings.staging_path, read_only=True) as con:
        metadata = table_metadata(con, list(relations.values()))
    for key, relation in relations.items():
        context.op_execution_context.log_event(dg.AssetObservation(key, metadata=metadata[relation]))


def _unmet(findings: Sequence[Finding], *, is_blocking: bool) -> list[FailedCheck]:
    return [
        failed_expectation(finding)
        for finding in findings
        if not finding.passed and finding.expectation.is_blocking == is_blocking
    ]


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
