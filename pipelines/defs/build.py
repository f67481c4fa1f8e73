"""Puts the parts of all stages together into one code location.

Takes replacements for any resource or asset, so that a test swaps a part instead of mocking it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dagster as dg

from pipelines.defs.articles import RAW, landed_articles
from pipelines.defs.automation import build_automation
from pipelines.defs.dbt_models import build_dbt_assets
from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.exports import exports
from pipelines.defs.extraction import extracted_figures
from pipelines.defs.freshness import build_freshness
from pipelines.defs.gate import build_gate
from pipelines.defs.progress import PROGRESS_LOGGER, progress_logger
from pipelines.defs.publication import build_warehouse_asset
from pipelines.defs.resources import build_resources
from pipelines.defs.site import site
from pipelines.defs.sources import build_fetching, landed_sources
from pipelines.settings import Settings
from pipelines.validation import load_suites
from pipelines.warehouse import code_fingerprint


def build_defs(
    settings: Settings | None = None,
    resource_overrides: Mapping[str, object] | None = None,
    asset_overrides: Sequence[dg.AssetsDefinition] = (),
) -> dg.Definitions:
    """All definitions for one pair of folders.

    Args:
        settings: Where to read and write; from the environment when None.
        resource_overrides: Resources to use instead of those of the same name.
        asset_overrides: Assets to use instead of those with the same keys.
    """
    settings = settings or Settings.from_environment()
    suites = load_suites()
    resources = {**build_resources(settings), **(resource_overrides or {})}
    dbt = resources["dbt"]
    if not isinstance(dbt, DbtRunner):
        raise TypeError(f"The resource dbt must be a DbtRunner, not {dbt!r}.")
    code = code_fingerprint(settings)
    dbt_models = build_dbt_assets(dbt.prepare_manifest(), suites, code)
    built = list(dbt_models.keys)
    gate = build_gate(suites, dbt_models, code)
    required = [spec for spec in (*dbt_models.check_specs, *gate.check_specs) if spec.blocking]
    warehouse = build_warehouse_asset(built, required, code)
    assets = [landed_articles, landed_sources, extracted_figures, dbt_models, warehouse, site, exports]
    if settings.lake is not None:
        from pipelines.defs.lake import build_lake_asset  # one machine alone needs nothing of it

        assets.append(build_lake_asset([*extracted_figures.keys, *landed_articles.keys, *built], suites, code))
    replaced = {key for override in asset_overrides for key in override.keys}
    kept = [asset for asset in assets if not replaced & set(asset.keys)]
    stages = dg.Definitions(
        assets=[RAW, *kept, *asset_overrides],
        asset_checks=[gate],
        resources=resources,
        executor=dg.in_process_executor,
        loggers={"console": dg.colored_console_logger, PROGRESS_LOGGER: progress_logger},
    )
    return dg.Definitions.merge(stages, build_automation(settings), build_fetching(settings), build_freshness(settings))
