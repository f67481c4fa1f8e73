"""Writes what belongs to the published warehouse where it is missing or of another publication: site and exports."""

from __future__ import annotations

from pipelines import exports, report
from pipelines.cli.console import err, escaped
from pipelines.cli.errors import CommandError
from pipelines.cli.progress import waiting
from pipelines.cli.warehouse import check_there_is
from pipelines.settings import Settings
from pipelines.warehouse import Publication, build_lock, read_publication

LOCK_WAIT_SECONDS = 600


def current_publication(settings: Settings) -> Publication:
    """What is published.

    Raises:
        CommandError: Nothing is, or it is not what was published.
    """
    check_there_is(settings.warehouse_path)
    publication = read_publication(settings.warehouse_path)
    if publication is None:
        raise CommandError(
            f"{settings.warehouse_path} is damaged, was written to, or is of other code: it is not what was published. "
            "Run: npa build"
        )
    return publication


def ensure_site(settings: Settings, publication: Publication) -> None:
    """Write the site of what is published, unless it is there.

    Raises:
        SiteError: It cannot be written.
        BuildRunningError: A build is running and does not end.
        BuildFolderError: The build folder cannot be written to.
    """
    if report.is_current(settings.site_dir, publication.input_fingerprint):
        return
    with build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=say_we_wait), waiting("writing the site") as say:
        docs = (settings.data_docs_dir, settings.dbt_docs_dir)
        report.write_site(settings.warehouse_path, settings.site_dir, docs, say)


def ensure_exports(settings: Settings, publication: Publication) -> None:
    """Write the exports of what is published, unless they are there.

    Raises:
        ExportError: They cannot be written.
        BuildRunningError: A build is running and does not end.
        BuildFolderError: The build folder cannot be written to.
    """
    if exports.is_current(settings.exports_dir, publication.input_fingerprint):
        return
    with (
        build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=say_we_wait),
        waiting("writing the exports") as say,
    ):
        exports.export(settings.warehouse_path, settings.exports_dir, on_progress=say)


def say_we_wait(holder: str) -> None:
    """Say for whom, where another build has to end first."""
    err.print(f"Another build ({escaped(holder)}) is running; waiting for it to end ...")
