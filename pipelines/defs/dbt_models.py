"""Assets of the dbt stages: every seed and model an asset, every data test an asset check that blocks.

What a model holds is said in dbt_project/; how dbt is run, in ``dbt_runner``.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from pipelines.defs.audit import TEST_PASSED, TEST_SKIPPED, Built, SetAside, build_what_passes, stamp_tests
from pipelines.defs.dbt_results import NodeResult
from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.failures import FailedCheck, blocked, failed_test
from pipelines.defs.metadata import example_table, table_metadata
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import Progress, WriterLock
from pipelines.settings import Settings
from pipelines.validation import Suite, Validator
from pipelines.warehouse import explain_staging, open_staging

TEST_WARNED = "warn"
_GOOD = {"success", TEST_PASSED, TEST_WARNED}


class _Translator(DagsterDbtTranslator):
    """Names and groups as dbt has them; the model's own description, and the owners of all other assets."""

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return str(dbt_resource_props["description"])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str]:
        return super().get_owners(dbt_resource_props) or OWNERS


def tests_of(dbt_models: dg.AssetsDefinition) -> Mapping[str, dg.AssetCheckSpec]:
    """Every test of the dbt project, by dbt's id."""
    return {str(spec.metadata["dagster_dbt/unique_id"]): spec for spec in dbt_models.check_specs}


def build_dbt_assets(manifest_path: Path, suites: Sequence[Suite], code: str) -> dg.AssetsDefinition:
    """The dbt project as assets, from its parsed form.

    Args:
        manifest_path: The parsed project.
        suites: What the gate will ask of it.
        code: Fingerprint of the code that builds it.
    """
    translator = _Translator(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))

    @dbt_assets(
        name="dbt_build",
        manifest=manifest_path,
        dagster_dbt_translator=translator,
    )
    def dbt_models(
        context: dg.AssetExecutionContext,
        dbt: dg.ResourceParam[DbtRunner],
        settings: dg.ResourceParam[Settings],
        validator: dg.ResourceParam[Validator],
        progress: Progress,
        writer_lock: WriterLock,
    ) -> Iterator[dg.Output[None] | dg.AssetCheckResult]:
        """Build seeds and models and run their tests."""
        assets = _assets_by_node(context)
        tests = tests_of(dbt_models)
        checks = {name: spec for name, spec in tests.items() if spec.key in context.selected_asset_check_keys}
        if context.is_subset:
            built = Built(dbt.build({*assets, *checks}, progress), SetAside())
            stamp_tests(settings, tests, code, built.results)
        else:
            built = build_what_passes(dbt, settings, tests, code, progress, context.log.warning)
        results = built.results
        if all(result.status in _GOOD for result in results) and not context.is_subset:
            # The expectations are evaluated in the other process while Dagster records what was built here.
            validator.begin(context.run.run_id, settings, suites)
        errors = [result for result in results if result.status == "error"]
        for error in errors:
            if explained := explain_staging(error.message, settings.staging_path):
                raise explained
        failed: list[FailedCheck] = []
        with open_staging(settings.staging_path, read_only=True) as con:
            metadata = table_metadata(
                con, [relation_of(assets[result.unique_id]) for result in results if _is_built(result, assets)]
            )
            for result in results:
                if _is_built(result, assets):
                    spec = assets[result.unique_id]
                    yield _output(spec, {**metadata[relation_of(spec)], "seconds": round(result.seconds, 3)})
                elif result.unique_id in checks and result.status != TEST_SKIPPED:
                    check_spec = checks[result.unique_id]
                    check = failed_test(con, ".".join(check_spec.asset_key.path), check_spec.name, result)
                    if result.status not in (TEST_PASSED, TEST_WARNED):
                        failed.append(check)
                    yield _check_result(check_spec, result, check)
        context.log.info(_summary(built))
        if errors:
            raise dg.Failure(description="\n".join(f"dbt: {error.name}: {error.message}" for error in errors))
        if failed:
            raise blocked(failed, built.set_aside.note)

    return dbt_models


def _summary(built: Built) -> str:
    tests = [result for result in built.results if result.resource_type == "test"]
    done = sum(result.status == "success" for result in built.results)
    passed = sum(test.status == TEST_PASSED for test in tests)
    aside = f", {built.set_aside.articles} articles set aside" if built.set_aside.articles else ""
    return f"{done} tables and views built, {passed} of {len(tests)} tests hold{aside}"


def _assets_by_node(context: dg.AssetExecutionContext) -> Mapping[str, dg.AssetSpec]:
    """The selected assets by dbt's id of their node."""
    return {
        str(spec.metadata["dagster_dbt/unique_id"]): spec
        for spec in context.assets_def.specs
        if spec.key in context.selected_asset_keys
    }


def _is_built(result: NodeResult, assets: Mapping[str, dg.AssetSpec]) -> bool:
    return result.unique_id in assets and result.status == "success"


def relation_of(spec: dg.AssetSpec) -> tuple[str, str]:
    """Schema and name of an asset's table, which its key is made of."""
    schema, table = spec.key.path
    return schema, table


def _output(spec: dg.AssetSpec, metadata: Mapping[str, Any]) -> dg.Output[None]:
    return dg.Output(value=None, output_name=spec.key.to_python_identifier(), metadata=metadata)


def _check_result(spec: dg.AssetCheckSpec, result: NodeResult, check: FailedCheck) -> dg.AssetCheckResult:
    metadata: dict[str, Any] = {"failed_rows": result.failures or 0, "seconds": round(result.seconds, 3)}
    if check.examples:
        metadata["examples"] = example_table(check.examples)
    return dg.AssetCheckResult(
        check_name=spec.name,
        asset_key=spec.asset_key,
        passed=result.status == TEST_PASSED,
        severity=dg.AssetCheckSeverity.ERROR if spec.blocking else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
        description=result.message or None,
    )
