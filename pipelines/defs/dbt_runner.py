"""Runs dbt inside this process: parse, build and document, with plain results.

A process of its own for every call would cost more than the whole refresh. How results become Dagster events
belongs to ``dbt_models``; how unchanged models get new data, to ``dbt_refill``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipelines.defs.dbt_docs import write_dbt_docs
from pipelines.defs.dbt_refill import BuiltNode, is_complete, recall, refill, remember, rows_are_of_articles
from pipelines.defs.dbt_results import NodeResult
from pipelines.progress import OnProgress, unheard
from pipelines.settings import DBT_PROJECT_DIR, Settings
from pipelines.warehouse import open_staging

_PARSED_SUFFIXES = {".sql", ".yml", ".csv", ".md"}
_GOOD = {"success", "pass", "warn"}


class DbtError(Exception):
    """dbt could not run at all; the message is dbt's."""


class DbtRunner:
    """dbt on one build folder; keeps the parsed project between calls, as long as its files are the same."""

    def __init__(self, settings: Settings, project_dir: Path = DBT_PROJECT_DIR) -> None:
        self._settings = settings
        self._project_dir = project_dir
        self._manifest: Any = None
        self._manifest_digest: str | None = None

    @property
    def manifest_path(self) -> Path:
        """The parsed project as JSON."""
        return self._settings.dbt_target_dir / "manifest.json"

    @property
    def _built_path(self) -> Path:
        return self._settings.dbt_target_dir / "built.json"

    def prepare_manifest(self) -> Path:
        """Parse the project if it was never parsed, or changed since.

        Raises:
            DbtError: The project does not parse.
        """
        digest = self._digest()
        digest_path = self.manifest_path.with_name("manifest.sha256")
        if not self.manifest_path.exists() or not digest_path.exists() or digest_path.read_text() != digest:
            self._manifest = self._invoke(["parse"])
            self._manifest_digest = digest
            digest_path.write_text(digest)
        return self.manifest_path

    def build(self, select: Collection[str] = (), on_progress: OnProgress = unheard) -> list[NodeResult]:
        """Build seeds and models and run their data tests, in dbt's order.

        Args:
            select: dbt's ids of the seeds, models and tests, and of no others; everything when empty.
            on_progress: Told of each node as it begins.

        Raises:
            DbtError: dbt failed before it ran any node.
        """
        digest = self._digest()
        if nodes := recall(self._built_path, digest):
            results = self._refill(nodes, select, on_progress)
            if results is not None:
                return results
        self._built_path.unlink(missing_ok=True)
        if self._manifest_digest != digest:
            self._manifest = None
        arguments = ["--no-write-json", "build", "--exclude-resource-type", "unit_test"]
        if select:
            names = sorted(unique_id.split(".")[2] for unique_id in select)
            arguments += ["--indirect-selection", "empty", "--select", *names]
        with open_staging(self._settings.staging_path):
            pass  # dbt is about to write to it by a connection of its own
        outcomes = self._invoke(arguments, on_progress).results
        if not select and all(outcome.status.value in _GOOD for outcome in outcomes):
            remember(self._built_path, digest, outcomes)
        return [_node_result(outcome) for outcome in outcomes]

    def built(self) -> Sequence[BuiltNode] | None:
        """What the last complete build compiled; None when there was none of the project as it is."""
        return recall(self._built_path, self._digest())

    def document(self) -> Path:
        """Write dbt's documentation of the project if there is none, or the project changed since.

        Returns:
            The page to open.

        Raises:
            DbtError: dbt failed.
        """
        page = self._settings.dbt_docs_dir / "index.html"
        digest = self._digest()
        digest_path = page.with_name(".project")
        if not page.exists() or not digest_path.exists() or digest_path.read_text() != digest:
            self._invoke(["docs", "generate", "--static", "--no-compile"])
            write_dbt_docs(self._settings.dbt_target_dir / "static_index.html", page, self._project_dir)
            digest_path.write_text(digest)
        return page

    def _refill(
        self, nodes: Sequence[BuiltNode], select: Collection[str], on_progress: OnProgress
    ) -> list[NodeResult] | None:
        """Results of filling what was built, or some of it; None when the database no longer holds it."""
        selected = [node for node in nodes if not select or node.unique_id in select]
        # Tests alone change nothing.
        only_asks = all(node.resource_type == "test" for node in selected)
        if only_asks and not self._settings.staging_path.exists():
            return None
        with open_staging(self._settings.staging_path, read_only=only_asks) as con:
            return refill(con, selected, on_progress) if is_complete(con, nodes) else None

    def _invoke(self, arguments: Sequence[str], on_progress: OnProgress = unheard) -> Any:
        from dbt.cli.main import dbtRunner  # two seconds, on a path that an unchanged project does not take

        self._settings.dbt_target_dir.mkdir(parents=True, exist_ok=True)
        os.environ["NPA_STAGING_PATH"] = str(self._settings.staging_path)
        outcome = dbtRunner(manifest=self._manifest, callbacks=[_follow(on_progress)]).invoke(
            [
                *(
                    "--log-level",
                    "none",
                    "--log-level-file",
                    "none",
                    "--no-use-colors",
                    "--no-send-anonymous-usage-stats",
                ),
                *arguments,
                *("--project-dir", str(self._project_dir), "--profiles-dir", str(self._project_dir)),
                *("--target-path", str(self._settings.dbt_target_dir), "--log-path", str(self._settings.build_dir)),
            ]
        )
        _close_connections()
        if outcome.exception is not None and not isinstance(outcome.exception, Exception):
            raise outcome.exception  # somebody stopped this process, which dbt takes for an error like any other
        if outcome.exception is not None:
            raise DbtError(f"dbt failed: {outcome.exception}") from outcome.exception
        return outcome.result

    def _digest(self) -> str:
        digest = hashlib.sha256(f"{version('dbt-core')} {version('dbt-duckdb')}\n".encode())
        for path in sorted(self._project_dir.rglob("*")):
            if path.suffix in _PARSED_SUFFIXES and "target" not in path.parts:
                digest.update(f"{path}\0".encode() + path.read_bytes())
        return digest.hexdigest()


def _follow(on_progress: OnProgress) -> Callable[[Any], None]:
    """Hears dbt's events and passes on that a node begins, which dbt counts from one."""

    def heard(event: Any) -> None:
        if event.info.name == "LogStartLine":
            on_progress(event.data.node_info.node_name, event.data.index - 1, event.data.total)

    return heard


def _node_result(outcome: Any) -> NodeResult:
    node = outcome.node
    return NodeResult(
        unique_id=node.unique_id,
        name=node.name,
        resource_type=str(node.resource_type.value),
        status=str(outcome.status.value),
        message=outcome.message or "",
        seconds=outcome.execution_time,
        failures=outcome.failures,
        compiled_sql=getattr(node, "compiled_code", None),
        rows_are_of_articles=rows_are_of_articles(node),
    )


def _close_connections() -> None:
    """Close what dbt-duckdb keeps open, so that others may open the file, and a new file is really opened."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()
