"""Runs the suites with Great Expectations and reports every expectation's outcome with example rows.

Frames are read from the staging database, without writing to it, beside what is published. What is in a frame belongs
to ``frames``, what must hold to ``expectations/``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.validation.frames import FRAMES
from pipelines.validation.published import open_beside_published
from pipelines.validation.results import add_result
from pipelines.validation.suites import Expectation, Suite, SuiteError

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult

EXAMPLE_ROWS = 5
# Of 2,048 rows each, as DuckDB hands them over: a slice of figures takes some hundred megabytes.
SLICE_VECTORS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one expectation holds.

    Attributes:
        table: The public view it is about.
        rows: Rows looked at.
        failed_rows: Rows it does not hold for.
        examples: Some of them, by column.
        subjects: Of an expectation that blocks, one of them for each article, and all that name none.
        problem: Why it could not be evaluated at all, else None.
    """

    table: str
    expectation: Expectation
    passed: bool
    rows: int
    failed_rows: int
    examples: tuple[Mapping[str, Any], ...]
    problem: str | None
    subjects: tuple[Mapping[str, Any], ...] = ()

    def sentence(self) -> str:
        """What does not hold, for how many rows, in one line."""
        what = f"{self.table}: {self.expectation.name} does not hold"
        if self.problem:
            return f"{what}; it could not be evaluated: {self.problem}"
        return f"{what} for {self.failed_rows} of {self.rows} rows. {self.expectation.description}"


@dataclass(frozen=True, slots=True)
class Validation:
    """The outcome of all suites.

    Attributes:
        suites: What was asked.
        findings: One per expectation, in the order of the suites.
        results: What Great Expectations returned, by table, for the Data Docs.
    """

    suites: tuple[Suite, ...]
    findings: tuple[Finding, ...]
    results: Mapping[str, ExpectationSuiteValidationResult]


def import_great_expectations() -> ModuleType:
    """Great Expectations, which takes ten seconds to import and reports home unless told otherwise."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations

    return great_expectations


def validate(settings: Settings, suites: Sequence[Suite], on_progress: OnProgress = unheard) -> Validation:
    """Run every suite against its frame of the staging database.

    Args:
        settings: Where the databases are.
        suites: What must hold.
        on_progress: Told of each suite before it is run, by the name of its table.

    Raises:
        SuiteError: A suite is about a table that has no frame.
    """
    with open_beside_published(settings.staging_path, settings.warehouse_path) as con:
        _check_frames(suites)
        return validate_frames({suite.table: _slices(con, suite.table) for suite in suites}, suites, on_progress)


def read_frames(con: duckdb.DuckDBPyConnection, suites: Sequence[Suite]) -> dict[str, list[pd.DataFrame]]:
    """The frames that the suites look at, in slices, by table.

    Args:
        con: Where the tables are, beside the temporary ones of what is published.
        suites: What must hold.

    Raises:
        SuiteError: A suite is about a table that has no frame.
    """
    _check_frames(suites)
    return {suite.table: list(_slices(con, suite.table)) for suite in suites}


def _check_frames(suites: Sequence[Suite]) -> None:
    if strangers := [suite.table for suite in suites if suite.table not in FRAMES]:
        raise SuiteError(f"expectations/: no frame for {', '.join(strangers)}. Known are {', '.join(FRAMES)}.")


def _slices(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[pd.DataFrame]:
    """A frame, some ten thousand rows at a time; at least one slice, which may be empty."""
    con.execute(FRAMES[table])
    piece = con.fetch_df_chunk(SLICE_VECTORS)
    yield piece
    while len(piece := con.fetch_df_chunk(SLICE_VECTORS)):
        yield piece


def validate_frames(
    frames: Mapping[str, Iterable[pd.DataFrame]], suites: Sequence[Suite], on_progress: OnProgress = unheard
) -> Validation:
    """Run every suite against its frame.

    Args:
        frames: By table, each in slices: every expectation looks at rows one by one, so it holds for a frame where it
            holds for its slices.
        suites: What must hold.
        on_progress: Told of each suite before it is run, by the name of its table.
    """
    gx = import_great_expectations()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    batches = context.data_sources.add_pandas("staging").add_dataframe_asset("frames")
    whole_frame = batches.add_batch_definition_whole_dataframe("whole")
    findings: list[Finding] = []
    results = {}
    for done, suite in enumerate(suites):
        on_progress(suite.table, done, len(suites))
        expected = gx.ExpectationSuite(**suite.content)
        of_suite: list[Finding] = []
        for frame in frames[suite.table]:
            batch = whole_frame.get_batch({"dataframe": frame})
            result = batch.validate(expected, result_format="COMPLETE")
            outcomes = {_name(outcome): outcome for outcome in result.results}
            of_slice = [_finding(suite.table, one, outcomes[one.name], frame) for one in suite.expectations]
            if not of_suite:
                of_suite, results[suite.table] = of_slice, result
                continue
            of_suite = [_together(*both) for both in zip(of_suite, of_slice, strict=True)]
            add_result(results[suite.table], result)
        findings += of_suite
    return Validation(tuple(suites), tuple(findings), results)


def _together(one: Finding, other: Finding) -> Finding:
    """What was found in two slices of a frame."""
    return replace(
        one,
        passed=one.passed and other.passed,
        rows=one.rows + other.rows,
        failed_rows=one.failed_rows + other.failed_rows,
        examples=(*one.examples, *other.examples)[:EXAMPLE_ROWS],
        problem=one.problem or other.problem,
        subjects=(*one.subjects, *other.subjects),
    )


def _name(outcome: ExpectationValidationResult) -> str:
    configuration = outcome.expectation_config
    return str(configuration.meta["name"]) if configuration and configuration.meta else ""


def _finding(
    table: str, expectation: Expectation, outcome: ExpectationValidationResult, frame: pd.DataFrame
) -> Finding:
    result = outcome.result or {}
    failed = result.get("unexpected_index_list") or []
    return Finding(
        table=table,
        expectation=expectation,
        passed=bool(outcome.success),
        rows=len(frame),
        failed_rows=int(result.get("unexpected_count") or 0),
        examples=_rows(frame, failed[:EXAMPLE_ROWS]),
        problem=_problem(outcome),
        subjects=_rows(frame, _one_of_each_article(frame, failed)) if expectation.is_blocking else (),
    )


def _one_of_each_article(frame: pd.DataFrame, failed: Sequence[int]) -> Sequence[int]:
    """The index of one failing row for each article, and of every one that names none."""
    if not failed or "source_path" not in frame.columns:
        return failed
    paths = frame.loc[list(failed), "source_path"]
    return paths.index[paths.isna() | ~paths.duplicated()].tolist()


def _rows(frame: pd.DataFrame, index: Sequence[int]) -> tuple[Mapping[str, Any], ...]:
    """Some rows of a frame, each a mapping, with None where a value is missing."""
    if not index:
        return ()
    rows = frame.loc[list(index)].astype(object)
    return tuple(
        {str(column): value for column, value in row.items()}
        for row in rows.where(rows.notna(), None).to_dict("records")
    )


def _problem(outcome: ExpectationValidationResult) -> str | None:
    for info in (outcome.exception_info or {}).values():
        if isinstance(info, dict) and info.get("raised_exception"):
            return str(info.get("exception_message"))
    return None
