"""Builds the warehouse in the lake: written, audited and published as one transaction of its catalogue.

Every table and view is made by the query dbt compiled for it, every dbt test and expectation is asked, all on one
connection; only then is the transaction committed, which is one snapshot of the lake. Readers have the snapshot before
until that moment, and keep it when anything fails. How the lake is opened and what machines bring belongs to ``lake``.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from pipelines.defs.dbt_refill import BuiltNode, run_nodes
from pipelines.defs.dbt_results import NodeResult
from pipelines.defs.failures import FailedCheck, failed_expectation, failed_test, refusal
from pipelines.defs.publication import describe_publication
from pipelines.lake import (
    COLLECTIONS,
    LAKE,
    MACHINE,
    PUBLISHED,
    LakeError,
    columns_of,
    copy_comments,
    count_marts,
    create_collections,
    create_landing_views,
    describe_snapshot,
    in_one_transaction,
    is_conflict,
    is_unreachable,
    relations_of_lake,
)
from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.validation import Suite, Validator, create_published, fill_published, read_frames
from pipelines.warehouse import (
    MACROS,
    PUBLICATION_COLUMNS,
    Publication,
    combine,
    create_publication,
)

# Schemas of dbt's models; in them, nothing stays that is no longer a model.
_SCHEMAS = ("seeds", "staging", "intermediate", "marts", "main")
# dbt names the database with every table. Without it a query works in the lake as well, and a view of the lake under
# whatever name a reader attaches it.
_DATABASE = re.compile(r'"\w+"\.(?="\w+"\."\w+")')

_PUBLICATION = ("main", "publication")


@dataclass(frozen=True, slots=True)
class LakeBuild:
    """What came of building the lake.

    Attributes:
        snapshot: The version of the lake that holds the publication.
        is_new: Whether it was built now; False where it was built from the same before.
        rows: Rows by table of schema ``marts``.
        warnings: Checks that do not hold and only warn; none where nothing was built.
    """

    snapshot: int
    is_new: bool
    publication: Publication
    rows: Mapping[str, int]
    warnings: Sequence[FailedCheck] = ()

    def sentence(self) -> str:
        """What is published now, in one line."""
        published = self.publication
        what = f"{published.articles:,} articles, {published.figures:,} figures in snapshot {self.snapshot}"
        return what if self.is_new else f"{what}, which holds this already"


@dataclass(frozen=True, slots=True)
class _Work:
    is_new: bool
    publication: Publication
    rows: Mapping[str, int]
    warnings: Sequence[FailedCheck] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A dbt test with what it is about, by schema and name."""

    result: NodeResult
    table: str


class LakeBlockedError(LakeError):
    """A check that blocks does not hold, or a model has failed; nothing was published."""


def build_lake(
    settings: Settings,
    nodes: Sequence[BuiltNode],
    suites: Sequence[Suite],
    validator: Validator,
    code: str,
    say: Callable[[str], None] = lambda _: None,
    on_progress: OnProgress = unheard,
) -> LakeBuild:
    """Build and publish what all collections of the lake hold, unless it is published already.

    Args:
        settings: Where the lake is, and the staging database with the seeds, the types and the comments dbt made.
        nodes: What dbt built there.
        suites: What must hold.
        validator: Evaluates them.
        code: Fingerprint of the code that builds.
        say: Told why it is begun anew.
        on_progress: Told of each table, test and suite.

    Raises:
        LakeBlockedError: It is not fit to be published; the message names table, check and example rows.
        LakeError: The lake cannot be written to.
        ValidationError: The expectations could not be evaluated.
    """

    def work(con: duckdb.DuckDBPyConnection) -> _Work:
        create_collections(con)
        fingerprint = _input_fingerprint(con, code)
        published = read_lake_publication(con)
        if published is not None and published.input_fingerprint == fingerprint:
            return _Work(False, published, count_marts(con))
        _remember_published(con)
        create_landing_views(con)
        passed, warnings = _audited(con, _fill(con, nodes, on_progress), suites, validator, on_progress)
        publication = describe_publication(con, fingerprint, passed, len(warnings))
        create_publication(con, publication)
        _create_macros(con)
        describe_snapshot(
            con,
            settings.collection or getpass.getuser(),
            f"{PUBLISHED}{publication.articles} articles, {publication.figures} figures",
        )
        return _Work(True, publication, count_marts(con), warnings)

    done, snapshot = in_one_transaction(settings, work, say)
    return LakeBuild(snapshot, done.is_new, done.publication, done.rows, done.warnings)


def read_lake_publication(con: duckdb.DuckDBPyConnection) -> Publication | None:
    """What the lake says of itself; None where nothing was published, or by other code."""
    columns = {
        name
        for (name,) in con.execute(
            "select column_name from duckdb_columns() "
            f"where database_name = '{LAKE}' and schema_name = 'main' and table_name = 'publication'"
        ).fetchall()
    }
    if not columns.issuperset(PUBLICATION_COLUMNS):
        return None
    row = con.execute(f"select {', '.join(PUBLICATION_COLUMNS)} from main.publication").fetchone()
    return Publication(*row) if row else None


def _input_fingerprint(con: duckdb.DuckDBPyConnection, code: str) -> str:
    """Of what every collection was read and extracted from and with, and of the code that builds here."""
    collections = con.execute(
        f"""
        select collection, raw_fingerprint, reader_version, list_sort(list(distinct extractor_version))
        from {COLLECTIONS}.reading
        left join {COLLECTIONS}.extractions using (collection)
        group by all
        order by all
        """
    ).fetchall()
    return combine(hashlib.sha256(json.dumps(collections).encode()).hexdigest(), code)


def _remember_published(con: duckdb.DuckDBPyConnection) -> None:
    """Keep what guards against drift compare with, before it is replaced."""
    create_published(con)
    if {("main", view) for view in ("articles", "figures", "numerals", "observations")} <= set(relations_of_lake(con)):
        fill_published(con, LAKE)


def _fill(con: duckdb.DuckDBPyConnection, nodes: Sequence[BuiltNode], on_progress: OnProgress) -> list[_Asked]:
    """Make every seed, table and view and ask every test.

    Raises:
        duckdb.Error: The server went away.
        LakeBlockedError: A query fails, or gives other columns than dbt's table has.
    """
    here = [_in_the_lake(node) for node in nodes]
    wanted = {_name(node): "VIEW" if node.materialized == "view" else "TABLE" for node in here if node.relation}
    for schema in _SCHEMAS:
        con.execute(f"create schema if not exists {schema}")
    for (schema, name), kind in relations_of_lake(con).items():
        # What is no model any more goes, and what was a table and is a view now.
        if schema in _SCHEMAS and wanted.get((schema, name)) != kind and (schema, name) != _PUBLICATION:
            con.execute(f'drop {kind} {schema}."{name}"')
    columns = columns_of(con, MACHINE)

    def fill(con: duckdb.DuckDBPyConnection, node: BuiltNode) -> None:
        sql = f"from {MACHINE}.{node.relation}" if node.resource_type == "seed" else node.sql
        kind = "view" if node.materialized == "view" else "table"
        con.execute(f"create or replace {kind} {node.relation} as ({sql})")

    results = run_nodes(con, here, fill, on_progress)
    for result in results:
        if result.status == "error":
            if is_unreachable(result.message) or is_conflict(result.message):
                raise duckdb.Error(result.message)
            raise LakeBlockedError(f"Nothing is published in the lake: dbt: {result.name}: {result.message}")
    found = columns_of(con, LAKE)
    if strange := [name for name in wanted if found.get(name) != columns.get(name)]:
        raise LakeBlockedError(
            "Nothing is published in the lake: these have other columns there than in "
            f"{MACHINE}: {', '.join('.'.join(name) for name in strange)}. Run: npa build --force"
        )
    copy_comments(con, wanted)
    tested = {node.unique_id: ".".join(_name(node)) for node in here if node.relation}
    return [
        _Asked(result, tested.get(node.attached_node or "") or tested.get(next(iter(node.depends_on), "")) or node.name)
        for node, result in zip(here, results, strict=True)
        if node.resource_type == "test"
    ]


def _audited(
    con: duckdb.DuckDBPyConnection,
    asked: Sequence[_Asked],
    suites: Sequence[Suite],
    validator: Validator,
    on_progress: OnProgress,
) -> tuple[int, list[FailedCheck]]:
    """How many checks hold, and those that do not and only warn.

    Raises:
        LakeBlockedError: A check that blocks does not hold.
    """
    unmet = [test for test in asked if test.result.status != "pass"]
    blocking = [_failed(con, test) for test in unmet if test.result.status not in ("warn", "skipped")]
    if blocking:
        raise LakeBlockedError(refusal(blocking))
    findings = validator.judge(read_frames(con, suites), suites, on_progress) if suites else ()
    failed = [finding for finding in findings if not finding.passed]
    if blocking := [failed_expectation(finding) for finding in failed if finding.expectation.is_blocking]:
        raise LakeBlockedError(refusal(blocking))
    warnings = [*(_failed(con, test) for test in unmet), *(failed_expectation(finding) for finding in failed)]
    return len(asked) + len(findings) - len(warnings), warnings


def _failed(con: duckdb.DuckDBPyConnection, test: _Asked) -> FailedCheck:
    return failed_test(con, test.table, test.result.name, test.result)


def _create_macros(con: duckdb.DuckDBPyConnection) -> None:
    """A macro of the lake has no comment; docs/cookbook.md says what it answers."""
    relations = relations_of_lake(con)
    for name, (view, sql, _) in MACROS.items():
        if ("main", view) in relations:
            con.execute(f"create or replace macro {name}{sql}")


def _in_the_lake(node: BuiltNode) -> BuiltNode:
    relation = node.relation and _DATABASE.sub("", node.relation)
    return replace(node, relation=relation, sql=_DATABASE.sub("", node.sql))


def _name(node: BuiltNode) -> tuple[str, str]:
    """Schema and name of what a node makes."""
    schema, name = (part.strip('"') for part in (node.relation or "").split("."))
    return schema, name
