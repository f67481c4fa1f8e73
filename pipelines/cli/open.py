"""`npa open`: the site in a browser, written first where the published warehouse has none yet."""

from __future__ import annotations

import webbrowser

from pipelines.cli.console import OK, escaped, fail, out
from pipelines.cli.ensure import current_publication, ensure_site
from pipelines.report import SiteError
from pipelines.settings import Settings
from pipelines.warehouse import BuildFolderError, BuildRunningError


def run(*, print_only: bool) -> int:
    """Open the first page.

    Args:
        print_only: Print its path instead.

    Returns:
        Exit code: 1 when there is nothing to show.
    """
    settings = Settings.from_environment()
    try:
        ensure_site(settings, current_publication(settings))
    except (SiteError, BuildRunningError, BuildFolderError) as error:
        return fail(error)
    index = settings.site_dir / "index.html"
    if print_only or not webbrowser.open(index.as_uri()):
        out.print(escaped(index))
    return OK
