"""`npa lake`: brings this machine's articles to the shared warehouse, builds it there, and reads it."""

from __future__ import annotations

from dataclasses import asdict, fields

import duckdb

from pipelines import lake
from pipelines.cli.console import OK, err, escaped, fail, out
from pipelines.cli.ensure import LOCK_WAIT_SECONDS, say_we_wait
from pipelines.cli.errors import CommandError
from pipelines.cli.progress import followed
from pipelines.cli.sql import execute
from pipelines.cli.tables import print_json, print_table
from pipelines.cli.warehouse import said, stopped_by_ctrl_c
from pipelines.lake import LakeError, Snapshot, list_snapshots, open_lake, reconnecting
from pipelines.settings import Settings
from pipelines.validation import ValidationError, Validator, load_suites
from pipelines.warehouse import (
    BuildFolderError,
    BuildRunningError,
    StagingError,
    StorageError,
    build_lock,
    code_fingerprint,
)


def build(style: str) -> int:
    """Share this machine's collection, and build what all collections hold.

    Args:
        style: ``text`` to read, ``json`` for one object.

    Returns:
        Exit code: 1 when nothing could be published, and what was is as it was.
    """
    settings = Settings.from_environment()
    validator = Validator()
    try:
        with build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=say_we_wait), followed("lake", err) as follower:
            validator.warm_up()
            from pipelines.defs.dbt_runner import DbtRunner
            from pipelines.defs.lake_refresh import refresh_lake

            shared, built = refresh_lake(
                settings,
                DbtRunner(settings),
                load_suites(),
                validator,
                code_fingerprint(settings),
                lambda what: err.print(escaped(what)),
                follower.on_progress,
            )
    except (LakeError, StagingError, StorageError, BuildRunningError, BuildFolderError, ValidationError) as error:
        return fail(error)
    except duckdb.Error as error:
        return fail(f"{settings.lake}: {said(error)}")
    finally:
        validator.close()
    if style == "json":
        print_json(
            {
                "snapshot": built.snapshot,
                "is_new": built.is_new,
                "shared": asdict(shared),
                "publication": asdict(built.publication),
                "warnings": [{"table": check.table, "check": check.name} for check in built.warnings],
            }
        )
        return OK
    out.print(
        f"Shared as {shared.collection}: {shared.files_added:,} files added, {shared.files_removed:,} removed, "
        f"{shared.articles_extracted:,} articles extracted"
    )
    for check in built.warnings:
        out.print(f"Warning:   {escaped(check.table)}: {escaped(check.name)}")
    out.print(f"Published: {built.sentence()}")
    return OK


def snapshots(style: str) -> int:
    """Print the versions of the lake, as rows in the given style."""
    try:
        rows = [tuple(asdict(snapshot).values()) for snapshot in list_snapshots(Settings.from_environment())]
    except LakeError as error:
        return fail(error)
    print_table([field.name for field in fields(Snapshot)], rows, style)
    return OK


def sql(query: str, snapshot: int | None, style: str) -> int:
    """Run a query on the lake as it is, or as it was in a snapshot.

    Returns:
        Exit code: 1 when it fails.
    """
    settings = Settings.from_environment()

    def run() -> int:
        with open_lake(settings, read_only=True, snapshot=snapshot) as con, stopped_by_ctrl_c(con):
            return execute(con, query, style)

    try:
        return reconnecting(settings, run)
    except LakeError as error:
        raise CommandError(str(error)) from error


def tidy(keep_days: int, style: str) -> int:
    """Forget versions older than so many days, and delete what none holds any more."""
    try:
        tidied = lake.tidy(Settings.from_environment(), keep_days)
    except LakeError as error:
        return fail(error)
    if style == "json":
        print_json(asdict(tidied))
    else:
        out.print(
            f"{tidied.snapshots_forgotten:,} versions forgotten, {tidied.files_joined:,} files joined, "
            f"{tidied.files_deleted + tidied.orphans_deleted:,} deleted"
        )
    return OK
