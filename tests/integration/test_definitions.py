"""The asset graph as it is meant to be: a change of it shows as a change of the stored snapshot.

After a wanted change: `NPA_UPDATE_SNAPSHOTS=1 .venv/bin/python -m pytest tests/integration/test_definitions.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines.defs.automation import REFRESH
from pipelines.defs.build import build_defs
from pipelines.settings import Settings
from pipelines.validation import load_suites
from tests.integration.commands import environment

SNAPSHOT = Path(__file__).parent / "asset_graph.json"
STAGES = ["articles", "extraction", "vocabulary", "staging", "intermediate", "marts", "public", "publish"]
STAGES += ["report", "exports", "sources"]


@pytest.fixture(scope="module")
def graph(built: Settings) -> dg.AssetGraph:
    return build_defs(built).resolve_asset_graph()


def drawn(graph: dg.AssetGraph) -> dict[str, Any]:
    """Groups with their assets, and each asset with what it is made from and checked by."""
    checks: dict[str, list[str]] = {}
    for key in graph.asset_check_keys:
        checks.setdefault(key.asset_key.to_user_string(), []).append(key.name)
    drawing: dict[str, Any] = {}
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        drawing.setdefault(str(node.group_name), {})[key.to_user_string()] = {
            "from": sorted(parent.to_user_string() for parent in node.parent_keys),
            "checks": sorted(checks.get(key.to_user_string(), [])),
        }
    return drawing


def test_the_asset_graph_is_the_stored_one(graph: dg.AssetGraph) -> None:
    drawing = drawn(graph)
    if os.environ.get("NPA_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(drawing, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert drawing == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_groups_are_the_stages(graph: dg.AssetGraph) -> None:
    assert sorted(drawn(graph)) == sorted(STAGES)


def test_every_asset_says_what_it_is_and_whose(graph: dg.AssetGraph) -> None:
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.description, key
        assert node.owners == ["team:figures"], key
        assert node.kinds, key


def test_every_expectation_is_a_check_that_blocks(graph: dg.AssetGraph) -> None:
    for suite in load_suites():
        for expectation in suite.expectations:
            spec = graph.get(dg.AssetCheckKey(dg.AssetKey(["main", suite.table]), expectation.name))
            assert spec.blocking == expectation.is_blocking


def test_every_test_of_dbt_is_a_check(built: Settings, graph: dg.AssetGraph) -> None:
    nodes = json.loads((built.dbt_target_dir / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    tests = {node["name"] for node in nodes if node["resource_type"] == "test"}
    assert tests <= {key.name for key in graph.asset_check_keys}


def test_the_warehouse_comes_after_everything(graph: dg.AssetGraph) -> None:
    apart = {dg.AssetKey("warehouse"), dg.AssetKey("site"), dg.AssetKey("exports"), dg.AssetKey("sources")}
    everything = {key for key in graph.get_all_asset_keys() if key not in apart}
    assert everything <= graph.get_ancestor_asset_keys(dg.AssetKey("warehouse"))


def test_the_code_location_is_the_same_on_the_environments_folders(
    built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NPA_RAW_DIR", str(built.raw_dir))
    monkeypatch.setenv("NPA_BUILD_DIR", str(built.build_dir))
    from pipelines.definitions import defs

    assert drawn(defs.resolve_asset_graph()) == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_a_lake_is_an_asset_of_every_refresh_where_one_is_named_and_nowhere_else(built: Settings) -> None:
    key = dg.AssetKey("lake")
    assert key not in build_defs(built).resolve_job_def(REFRESH).asset_layer.selected_asset_keys
    settings = replace(built, lake="postgres:dbname=npa", lake_data=built.build_dir / "lake", collection="tokyo")
    layer = build_defs(settings).resolve_job_def(REFRESH).asset_layer
    assert key in layer.selected_asset_keys
    # Only what this machine's own gate has passed is shared.
    upstream = layer.get(key).parent_keys
    assert {dg.AssetKey(["landing", "figures"]), dg.AssetKey(["main", "figures"])} <= upstream


def test_without_a_lake_nothing_of_one_is_imported(built: Settings) -> None:
    program = (
        "import sys; from pipelines.defs.build import build_defs; from pipelines.settings import Settings; "
        "build_defs(Settings.from_environment()); import pipelines.cli.build; "
        "print([name for name in sys.modules if name.startswith(('pipelines.lake', 'duckdb_extension'))])"
    )
    nowhere = environment(built, NPA_LAKE="", NPA_LAKE_DATA="")
    done = subprocess.run([sys.executable, "-c", program], env=nowhere, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
