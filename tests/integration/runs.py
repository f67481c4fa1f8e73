"""Runs the refresh job in this process, as `npa build` does, and reads what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg
import duckdb

from pipelines.defs.automation import REFRESH
from pipelines.defs.build import build_defs
from pipelines.defs.exports import exports
from pipelines.defs.progress import PROGRESS_LOGGER
from pipelines.defs.site import site
from pipelines.settings import Settings
from pipelines.validation import Validator

# One for all tests: it takes ten seconds to be ready.
VALIDATOR = Validator()


@dataclass(frozen=True)
class Run:
    """A finished run of the job."""

    result: dg.ExecuteInProcessResult

    @property
    def success(self) -> bool:
        return self.result.success

    def failures(self) -> str:
        """What the failed steps say, as a user reads it."""
        texts = []
        for event in self.result.all_events:
            if event.is_step_failure:
                data = event.step_failure_data
                described = data.user_failure_data.description if data.user_failure_data else None
                texts.append(described or str(data.error))
        return "\n".join(texts)

    def checks(self) -> Mapping[str, bool]:
        """Whether each check passed, by `schema/table: check`."""
        evaluations = self.result.get_asset_check_evaluations()
        return {f"{e.asset_key.to_user_string()}: {e.check_name}": e.passed for e in evaluations}

    def evaluation(self, check_name: str) -> dg.AssetCheckEvaluation:
        """The outcome of the check with this name."""
        return next(e for e in self.result.get_asset_check_evaluations() if e.check_name == check_name)

    def metadata(self, asset: str) -> Mapping[str, dg.MetadataValue[Any]]:
        """What the asset of this name said of itself."""
        (materialization,) = self.result.asset_materializations_for_node(asset)
        return materialization.metadata


def refresh(
    settings: Settings,
    resource_overrides: Mapping[str, object] | None = None,
    asset_overrides: Sequence[dg.AssetsDefinition] = (),
    selection: Sequence[dg.AssetKey] | None = None,
) -> Run:
    """Run everything from raw/ to the published warehouse, or the assets selected; no site and no exports."""
    job = _job(settings, resource_overrides, asset_overrides)
    if selection is None:
        pages = {*site.keys, *exports.keys}
        selection = [key for key in job.asset_layer.selected_asset_keys if key not in pages]
    return _run(job, selection)


def refresh_with_pages(settings: Settings) -> Run:
    """Run everything from raw/ to the site and the exports, as `npa build` does."""
    return _run(_job(settings))


def _job(
    settings: Settings,
    resource_overrides: Mapping[str, object] | None = None,
    asset_overrides: Sequence[dg.AssetsDefinition] = (),
) -> dg.JobDefinition:
    defs = build_defs(settings, {"validator": VALIDATOR, **(resource_overrides or {})}, asset_overrides)
    return defs.resolve_job_def(REFRESH)


def _run(job: dg.JobDefinition, selection: Sequence[dg.AssetKey] | None = None) -> Run:
    return Run(
        job.execute_in_process(
            raise_on_error=False, run_config={"loggers": {PROGRESS_LOGGER: {}}}, asset_selection=selection
        )
    )


def query(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the published warehouse."""
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        return con.execute(sql).fetchall()


def public_rows(settings: Settings) -> Mapping[str, list[tuple[Any, ...]]]:
    """All rows of every public view and of the publication, sorted."""
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        views = [name for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall()]
        return {name: con.execute(f'from "{name}" order by all').fetchall() for name in [*views, "publication"]}
