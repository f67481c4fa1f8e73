"""Builds the published database beside the old one and moves it into place in one step.

Knows nothing of dbt or of the checks: it copies every table of schema ``marts``, re-creates every view of
schema ``main``, and is called only once the gate has passed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from pipelines.database import connect, remove_spill
from pipelines.warehouse.changes import Changes, record_changes
from pipelines.warehouse.seal import is_intact, prepare_seal, seal, wal_of
from pipelines.warehouse.sql import comment_on, literal
from pipelines.warehouse.storage import explain

TABLES_SCHEMA = "marts"
VIEWS_SCHEMA = "main"


# Questions that take an argument: name -> the view asked, parameters with the query, and what it answers.
MACROS: Mapping[str, tuple[str, str, str]] = {
    "observations_as_of": (
        "observations",
        """(day) as table
        select * exclude (is_current, superseded_on)
        from observations
        where announced_on <= day and coalesce(superseded_on > day, true)""",
        "The observations as they were known at the end of a day: select * from observations_as_of(date '2020-03-01'). "
        "What articles without a day announced is left out.",
    ),
}


class PublishError(Exception):
    """The new database is not fit to take the old one's place, which is left as it was."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What the published database says of itself, in the table ``publication``.

    No clock in it: building the same inputs again gives the same row, but for warnings of drift, which depend on what
    was published before.

    Attributes:
        input_fingerprint: Hash over articles, code, vocabulary, models and expectations.
        extractor_version: Hash over the extractor's code and vocabulary.
        articles: Articles read.
        rejected_files: Files the run went on without.
        passed_over_articles: Articles of archives that cannot hold statistics of the kind, and were not read.
        numerals: Rows of the ledger.
        figures: Figures read.
        checks_passed: dbt tests and expectations that hold.
        checks_failed: Those that do not and only warn; with a blocking failure nothing is published.
    """

    input_fingerprint: str
    extractor_version: str
    articles: int
    rejected_files: int
    passed_over_articles: int
    numerals: int
    figures: int
    checks_passed: int
    checks_failed: int

    def is_of(self, input_fingerprint: str) -> bool:
        """Whether it holds what has this fingerprint, and was checked: what nobody checked is never up to date."""
        return self.input_fingerprint == input_fingerprint and self.checks_passed > 0


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing.

    Attributes:
        rows: Rows by table of schema ``marts``, as counted in the new file.
        changes: What differs from the database it replaced.
    """

    rows: Mapping[str, int]
    changes: Changes


# What each column of the table ``publication`` holds.
PUBLICATION_COLUMNS: Mapping[str, str] = {
    "input_fingerprint": "Hash over everything this database was built from: articles, code, vocabulary, models, "
    "expectations.",
    "extractor_version": "Hash over the extractor's code and vocabulary.",
    "articles": "Articles read.",
    "rejected_files": "Files in raw/ that were not read; see rejected_files.",
    "passed_over_articles": "Articles of archives that were not read for figures; see passed_over_articles.",
    "numerals": "Numbers found in the articles; each has a row in numerals.",
    "figures": "Numbers that state a statistic; each has a row in figures.",
    "checks_passed": "dbt tests and expectations that hold for this database.",
    "checks_failed": "Checks that only warn and do not hold.",
}


def publish(staging_path: Path, target: Path, publication: Publication) -> Published:
    """Replace ``target`` by a new database made from the staging database.

    A reader that holds the old file open goes on reading it; one that connects after the replacement sees
    the new one; none ever sees a part.

    Raises:
        PublishError: The new file is incomplete; ``target`` is unchanged.
        StorageError: There is no room for it, or it may not be written; ``target`` is unchanged.
    """
    try:
        return _publish(staging_path, target, publication)
    except (duckdb.Error, OSError) as error:
        if explained := explain(error, target):
            raise explained from error
        raise


def _publish(staging_path: Path, target: Path, publication: Publication) -> Published:
    _remove(target.parent, f".{target.name}.*")  # what a run that was killed left
    remove_spill(target)
    new = target.parent / f".{target.name}.{os.getpid()}"
    try:
        written = _write(new, staging_path, publication)
        changes = record_changes(new, target)
        if (wal := wal_of(new)).exists():
            raise PublishError(f"{wal} is left after closing: the new database is not complete. Build again.")
        if (counted := _count(new, list(written))) != written:
            raise PublishError(f"The new database holds {counted} rows where {written} were written. Build again.")
        _sync(new)
        prepare_seal(new, target)
        # Left by somebody who wrote to the published file: DuckDB would apply it to the new one.
        wal_of(target).unlink(missing_ok=True)
        new.replace(target)
        seal(target)
        _sync(target.parent)
    finally:
        _remove(target.parent, f"{new.name}*")
    return Published(written, changes)


def read_publication(target: Path) -> Publication | None:
    """What the published database says of itself; None where there is none, it is of other code or is damaged."""
    if not is_intact(target):
        return None
    try:
        with connect(target, read_only=True) as con:
            columns = ", ".join(PUBLICATION_COLUMNS)
            row = con.execute(f"select {columns} from publication").fetchone()
    except duckdb.Error:
        return None
    return Publication(*row) if row else None


def _write(new: Path, staging_path: Path, publication: Publication) -> dict[str, int]:
    with connect(new) as con:
        con.execute(f"attach {literal(staging_path)} as staging (read_only)")
        tables = _names(
            con,
            "select table_name from duckdb_tables() "
            f"where database_name = 'staging' and schema_name = '{TABLES_SCHEMA}' order by all",
        )
        if not tables:
            raise PublishError(f"{staging_path} has no tables in schema {TABLES_SCHEMA}: there is nothing to publish.")
        con.begin()
        con.execute(f"create schema {TABLES_SCHEMA}")
        for table in tables:
            con.execute(f'create table {TABLES_SCHEMA}."{table}" as from staging.{TABLES_SCHEMA}."{table}"')
        _create_views(con)
        _copy_comments(con)
        create_publication(con, publication)
        _create_macros(con)
        con.commit()
        con.execute("detach staging")
        con.execute("checkpoint")
        return _count_tables(con, tables)


def _create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Re-create the views word for word, each after the views it reads."""
    views = con.execute(
        "select view_name, sql from duckdb_views() "
        f"where database_name = 'staging' and schema_name = '{VIEWS_SCHEMA}' and not internal order by all"
    ).fetchall()
    while views:
        later = []
        problems = {}
        for name, sql in views:
            try:
                con.execute(sql)
            except duckdb.CatalogException as error:
                later.append((name, sql))
                problems[name] = str(error)
        if len(later) == len(views):
            raise PublishError(f"These views cannot be created from the published tables alone: {problems}")
        views = later


def _copy_comments(con: duckdb.DuckDBPyConnection) -> None:
    """Give tables, views and columns the comments they have in the staging database, all in one go."""
    relations = con.execute(
        f"""
        select 'table', schema_name, table_name, comment from duckdb_tables()
        where database_name = 'staging' and schema_name = '{TABLES_SCHEMA}' and comment is not null
        union all
        select 'view', schema_name, view_name, comment from duckdb_views()
        where database_name = 'staging' and schema_name = '{VIEWS_SCHEMA}' and not internal and comment is not null
        order by all
        """
    ).fetchall()
    columns = con.execute(
        """
        select staged.schema_name, staged.table_name, staged.column_name, staged.comment
        from duckdb_columns() as staged
        inner join duckdb_columns() as published using (schema_name, table_name, column_name)
        where
            staged.database_name = 'staging'
            and published.database_name = current_database()
            and staged.comment is not null
        order by all
        """
    ).fetchall()
    statements = [
        f'comment on {kind} {schema}."{name}" is {literal(comment)};' for kind, schema, name, comment in relations
    ] + [
        f'comment on column {schema}."{name}"."{column}" is {literal(comment)};'
        for schema, name, column, comment in columns
    ]
    con.execute("\n".join(statements))


def create_publication(con: duckdb.DuckDBPyConnection, publication: Publication) -> None:
    """Create the table ``publication`` in schema ``main``, or replace it."""
    values = {
        name: literal(value) if isinstance(value, str) else f"{value}::integer"
        for name, value in asdict(publication).items()
    }
    columns = ", ".join(f"{value} as {name}" for name, value in values.items())
    con.execute(f"create or replace table publication as select {columns}")
    about = "One row: what this database was built from and what was checked."
    comment_on(con, "publication", about, PUBLICATION_COLUMNS)


def _create_macros(con: duckdb.DuckDBPyConnection) -> None:
    views = _names(con, "select view_name from duckdb_views() where not internal")
    for name, (view, sql, comment) in MACROS.items():
        if view in views:
            con.execute(f"create macro {name}{sql}")
            con.execute(f"comment on macro table {name} is {literal(comment)}")


def _count(path: Path, tables: list[str]) -> dict[str, int]:
    with connect(path, read_only=True) as con:
        for view in _names(con, "select view_name from duckdb_views() where not internal"):
            con.execute(f'select * from "{view}" limit 0')
        return _count_tables(con, tables)


def _count_tables(con: duckdb.DuckDBPyConnection, tables: list[str]) -> dict[str, int]:
    counts = " union all ".join(f"""select '{table}', count(*) from {TABLES_SCHEMA}."{table}" """ for table in tables)
    return {str(table): int(count) for table, count in con.execute(counts).fetchall()}


def _names(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [str(name) for (name,) in con.execute(query).fetchall()]


def _remove(folder: Path, pattern: str) -> None:
    """Remove files, and the folders that DuckDB puts beside them when memory is short."""
    for leftover in folder.glob(pattern):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def _sync(path: Path) -> None:
    """Have the operating system write a file, or a folder's entries, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
