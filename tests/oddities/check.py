"""Lands odd texts together and says which of them fail which check that blocks, as the pipeline itself finds out.

Texts that fail are taken out until what is left passes, however many they are: dbt skips what reads a table that fails.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import dagster as dg

from pipelines.defs.audit import failed_tests
from pipelines.defs.build import build_defs
from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.failures import FailedCheck, failed_expectation
from pipelines.defs.progress import PROGRESS_LOGGER
from pipelines.settings import Settings
from pipelines.validation import Validator, load_suites
from pipelines.warehouse import open_staging, set_aside, trace_rows
from tests.oddities.texts import OddText

LANDED = [["landing", "articles"], ["landing", "figures"], ["landing", "sources"]]


@dataclass(frozen=True)
class Findings:
    """What the checks say of odd texts.

    Attributes:
        texts: How many were landed.
        figures: Figures read from them.
        failing: By check, the texts with a row that fails it, each with that row.
        problems: What fails and names no text: extraction, a model, a check.
    """

    texts: int
    figures: int
    failing: Mapping[str, Mapping[str, str]]
    problems: tuple[str, ...]


def check_texts(settings: Settings, texts: Iterable[OddText], validator: Validator) -> Findings:
    """Land these texts, build and check everything.

    Args:
        settings: Folders to work in; what is in ``raw_dir`` is landed as well.
        texts: All of them.
        validator: Evaluates the expectations.
    """
    with (settings.raw_dir / "odd.jsonl").open("w", encoding="utf-8") as file:
        for odd in texts:
            record = {"id": odd.name, "text": odd.text, "published_on": odd.published_on and str(odd.published_on)}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    defs = build_defs(settings, {"validator": validator})
    job = defs.resolve_implicit_global_asset_job_def().get_subset(
        asset_selection=frozenset(map(dg.AssetKey, LANDED)), asset_check_selection=frozenset()
    )
    job.execute_in_process(run_config={"loggers": {PROGRESS_LOGGER: {}}})
    with open_staging(settings.staging_path, read_only=True) as con:
        ((count, figures, failed),) = con.execute(
            "select count(*), (select count(*) from landing.figures), count(problem) from landing.extractions"
        ).fetchall()
        extraction = con.execute("select distinct problem from landing.extractions where problem is not null limit 5")
        problems = [f"extraction fails on {failed}: {problem}" for (problem,) in extraction.fetchall()]
    failing: dict[str, dict[str, str]] = {}
    problems += _take_out_failing(settings, defs, validator, failing)
    return Findings(count, figures, failing, tuple(problems))


def _take_out_failing(
    settings: Settings, defs: dg.Definitions, validator: Validator, failing: dict[str, dict[str, str]]
) -> list[str]:
    """Take out what fails until nothing does; returns what fails and names no text."""
    graph = defs.resolve_asset_graph()
    tests = {
        str(node.metadata["dagster_dbt/unique_id"]): node
        for assets in defs.assets or ()
        if isinstance(assets, dg.AssetsDefinition)
        for node in assets.check_specs
        if "dagster_dbt/unique_id" in node.metadata
    }
    assert len(tests) < len(graph.asset_check_keys)
    dbt = DbtRunner(settings)
    while True:
        results = dbt.build()
        if errors := [f"{one.name}: {one.message}" for one in results if one.status == "error"]:
            return errors
        failed = failed_tests(settings, tests, results)
        if not failed:
            findings = validator.validate("oddities", settings, load_suites())
            unmet = [one for one in findings if not one.passed and one.expectation.is_blocking]
            failed = [failed_expectation(one) for one in unmet]
            if not failed:
                return []
        if not _note(settings, failed, failing):
            return [check.text() for check in failed]


def _note(settings: Settings, failed: list[FailedCheck], failing: dict[str, dict[str, str]]) -> int:
    """Write down which texts fail, and take them out; returns how many they are."""
    taken: dict[str, str] = {}
    with open_staging(settings.staging_path) as con:
        paths = dict(con.execute("select article_id, source_path from landing.articles").fetchall())
        for check in failed:
            for article_id, row in trace_rows(con, check.rows) if check.rows else ():
                rule = json.loads(row).get("broken_rule") or json.loads(row).get("check_name") or ""
                name = f"{check.table}: {check.name}: {rule}".removesuffix(": ")
                failing.setdefault(name, {})[paths[article_id].partition("#")[2]] = row
                taken[article_id] = row
        set_aside(con, taken)
    return len(taken)
