"""`npa open`: the site in a browser, written first where the published warehouse has none yet."""

from __future__ import annotations

import webbrowser

from pipelines.cli.console import OK, escaped, fail, out
from pipelines.report import SiteError, is_current, write_site
from pipelines.settings import Settings, SettingsError
from pipelines.warehouse import BuildFolderError, BuildRunningError, build_lock, read_publication

LOCK_WAIT_SECONDS = 600


def run(*, print_only: bool) -> int:
    """Open the first page.

    Args:
        print_only: Print its path instead.

    Returns:
        Exit code: 1 when there is nothing to show.
    """
    try:
        settings = Settings.from_environment()
        ensure_site(settings)
    except (SettingsError, SiteError, BuildRunningError, BuildFolderError) as error:
        return fail(error)
    index = settings.site_dir / "index.html"
    if print_only or not webbrowser.open(index.as_uri()):
        out.print(escaped(index))
    return OK


def ensure_site(settings: Settings) -> None:
    """Write the site of the published warehouse unless it is there.

    Raises:
        SiteError: There is no warehouse, or the site cannot be written.
        BuildRunningError: A build is running and does not end.
        BuildFolderError: The build folder cannot be written to.
    """
    publication = read_publication(settings.warehouse_path)
    if publication is None and settings.warehouse_path.exists():
        raise SiteError(f"{settings.warehouse_path} cannot be read. Publish it again: npa build")
    if publication and is_current(settings.site_dir, publication.input_fingerprint):
        return
    with build_lock(settings.build_dir, LOCK_WAIT_SECONDS):
        write_site(settings.warehouse_path, settings.site_dir, (settings.data_docs_dir, settings.dbt_docs_dir))
