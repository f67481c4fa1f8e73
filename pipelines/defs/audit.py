"""The last net: takes out articles whose rows fail a check that blocks, then builds and checks the rest again.

One odd article holds back no other. Where more than a few fail, the fault is ours: none is taken out, and nothing is
published. Which articles were taken out, and why, stands among the rejected files. Where a row comes from belongs to
``warehouse.tracing``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import dagster as dg
import duckdb

from pipelines.defs.dbt_results import NodeResult
from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.failures import FailedCheck, failed_test
from pipelines.progress import OnProgress
from pipelines.settings import Settings
from pipelines.warehouse import CheckOutcome, is_tolerable, open_staging, set_aside, stamp, trace_rows

TEST_PASSED = "pass"
TEST_FAILED = "fail"
TEST_SKIPPED = "skipped"

# Without some articles others may be found to fail: dbt skips what reads a table that fails a test.
ROUNDS = 5

_SHOWN_COLUMNS = 6
_SHOWN_CHARACTERS = 60
_REMEDY = (
    "The other articles are published without it, and the next build that finds something new tries it again. Report "
    "it with the article's text; until then a row of dbt_project/seeds/corrections.csv may correct or drop the figure."
)


@dataclass(frozen=True, slots=True)
class SetAside:
    """What came of taking articles out.

    Attributes:
        articles: How many were taken out.
        note: Why none was although rows name some, else None.
    """

    articles: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article by its id and its place."""

    article_id: str
    source_path: str


@dataclass(frozen=True, slots=True)
class OddArticles:
    """Articles whose rows fail checks.

    Attributes:
        problems: What is wrong with each; in the order of their places.
        note: Why there is none although rows name some, else None.
    """

    problems: Mapping[Article, str]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What dbt built and tested at last, and which articles it was built without."""

    results: Sequence[NodeResult]
    set_aside: SetAside


def build_what_passes(
    dbt: DbtRunner,
    settings: Settings,
    checks: Mapping[str, dg.AssetCheckSpec],
    code: str,
    progress: OnProgress,
    warn: Callable[[str], None],
) -> Built:
    """Build everything, without articles whose rows fail a test that blocks; what was tested is stamped.

    Args:
        dbt: Builds and tests.
        settings: Where the staging database is.
        checks: All tests, by dbt's id.
        code: Fingerprint of the code that builds.
        progress: Told of each node.
        warn: Told of each article that is taken out.
    """
    results = dbt.build((), progress)
    taken = 0
    for _ in range(ROUNDS):
        done = set_aside_failing(settings, failed_tests(settings, checks, results), warn)
        if not done.articles:
            break
        taken += done.articles
        results = dbt.build((), progress)
    stamp_tests(settings, checks, code, results)
    return Built(results, SetAside(taken, done.note))


def failed_tests(
    settings: Settings, checks: Mapping[str, dg.AssetCheckSpec], results: Sequence[NodeResult]
) -> list[FailedCheck]:
    """The tests that do not hold and block."""
    failed = [result for result in results if result.status == TEST_FAILED]
    if not failed:
        return []
    with open_staging(settings.staging_path, read_only=True) as con:
        return [failed_test(con, _table(checks[one.unique_id]), one.name, one) for one in failed]


def stamp_tests(
    settings: Settings, checks: Mapping[str, dg.AssetCheckSpec], code: str, results: Sequence[NodeResult]
) -> None:
    """Write down what these tests found of what is in the staging database."""
    stamp(
        settings.staging_path,
        code,
        [
            outcome_of(checks[result.unique_id], has_passed=result.status == TEST_PASSED)
            for result in results
            if result.unique_id in checks and result.status != TEST_SKIPPED
        ],
    )


def outcome_of(spec: dg.AssetCheckSpec, *, has_passed: bool) -> CheckOutcome:
    """What is stamped of a check."""
    return CheckOutcome(_table(spec), spec.name, spec.blocking, has_passed)


def set_aside_failing(settings: Settings, failed: Sequence[FailedCheck], warn: Callable[[str], None]) -> SetAside:
    """Take the articles out that the rows of these checks come from, unless they are too many.

    Args:
        settings: Where the staging database is; what is modelled in it is out of date once an article was taken out.
        failed: Checks that do not hold and block.
        warn: Told of each article.
    """
    if not failed:
        return SetAside()
    with open_staging(settings.staging_path) as con:
        odd = find_odd_articles(con, failed)
        if odd.problems:
            set_aside(con, {article.article_id: problem for article, problem in odd.problems.items()})
    for article, problem in odd.problems.items():
        warn(f"{article.source_path} is set aside. {problem}")
    return SetAside(len(odd.problems), odd.note)


def find_odd_articles(con: duckdb.DuckDBPyConnection, failed: Sequence[FailedCheck]) -> OddArticles:
    """The articles that the rows of these checks come from, unless they are too many to be odd.

    Args:
        con: Where the rows are.
        failed: Checks that do not hold and block.
    """
    reasons: dict[str, list[str]] = {}
    for check in failed:
        for article_id, row in trace_rows(con, check.rows) if check.rows else ():
            reasons.setdefault(article_id, []).append(f"{check.table}: {check.name} does not hold for {_said(row)}")
    articles = con.execute(
        "select article_id, source_path, problem is not null from landing.articles "
        "left join landing.extractions using (article_id) order by source_path"
    ).fetchall()
    out_already = sum(has_problem for _, _, has_problem in articles)
    problems = {
        Article(article_id, source_path): _message(reasons[article_id])
        for article_id, source_path, has_problem in articles
        if article_id in reasons and not has_problem
    }
    count = out_already + len(problems)
    if problems and not is_tolerable(count, len(articles)):
        note = (
            f"{count:,} of {len(articles):,} articles would be set aside for it. Up to one in ten may be odd; so many "
            "are a fault of the code or of the vocabulary."
        )
        return OddArticles({}, note)
    return OddArticles(problems)


def _message(reasons: Sequence[str]) -> str:
    others = len(reasons) - 1
    more = f" ({others} more {'check does' if others == 1 else 'checks do'} not hold)" if others else ""
    return f"{reasons[0]}{more}. {_REMEDY}"


def _said(row: str) -> str:
    """A row, given as JSON, as its first columns; of a row within the row, as tests of keys give it, its columns."""
    columns = {}
    for name, value in json.loads(row).items():
        columns.update(value if isinstance(value, dict) else {name: value})
    shown = [(name, value) for name, value in columns.items() if value is not None and name != "article_id"]
    return ", ".join(f"{name}={_shortened(value)}" for name, value in shown[:_SHOWN_COLUMNS])


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 1]}…"


def _table(spec: dg.AssetCheckSpec) -> str:
    return ".".join(spec.asset_key.path)
