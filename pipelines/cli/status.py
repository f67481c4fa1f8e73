"""`npa status`: what is published, whether that is what a build would publish, and whether one is running."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from pipelines import exports, report
from pipelines.articles import RawFolderMissingError
from pipelines.cli.console import OK, escaped, fail, out
from pipelines.cli.progress import waiting
from pipelines.cli.tables import print_json
from pipelines.settings import Settings
from pipelines.warehouse import Publication, input_fingerprint, read_publication, running_build


def run(style: str) -> int:
    """Print it; nothing is built or written.

    Args:
        style: ``text`` to read, ``json`` for one object.

    Returns:
        Exit code: 1 when it cannot be told.
    """
    settings = Settings.from_environment()
    path = settings.warehouse_path
    publication = read_publication(path)
    try:
        with waiting(f"looking at {settings.raw_dir}"):
            is_current = publication is not None and publication.is_of(input_fingerprint(settings))
    except RawFolderMissingError as error:
        return fail(error)
    published_at = datetime.fromtimestamp(path.stat().st_mtime, UTC) if publication else None
    running = running_build(settings.build_dir)
    has_site = publication is not None and report.is_current(settings.site_dir, publication.input_fingerprint)
    has_exports = publication is not None and exports.is_current(settings.exports_dir, publication.input_fingerprint)
    if style == "json":
        print_json(
            {
                "warehouse": str(path),
                "state": _state(settings, publication, is_current=is_current),
                "published_at": published_at and published_at.isoformat(timespec="seconds"),
                "publication": asdict(publication) if publication else None,
                "is_site_current": has_site,
                "are_exports_current": has_exports,
                "running_build": running,
            }
        )
        return OK
    out.print(f"Warehouse: {escaped(path)}")
    out.print(f"           {_SENTENCES[_state(settings, publication, is_current=is_current)]}")
    if publication and published_at:
        out.print(f"Published: {published_at.astimezone():%Y-%m-%d %H:%M}, {_counts(publication)}")
        out.print(f"Checks:    {publication.checks_passed:,} passed, {publication.checks_failed:,} only warn")
        out.print(f"Site:      {_CURRENT[has_site]}")
        out.print(f"Exports:   {_CURRENT[has_exports]}")
    out.print(f"Build:     {f'running ({escaped(running)})' if running else 'none is running'}")
    return OK


_SENTENCES = {
    "current": "Holds everything in raw/, as the present code reads it.",
    "outdated": "Something in raw/, or the code that reads it, is newer. Run: npa build",
    "damaged": "Damaged, written to, or of other code. Run: npa build",
    "missing": "Nothing is published yet. Run: npa build",
}
_CURRENT = {True: "of this warehouse", False: "missing, or of another warehouse; written by: npa build"}


def _state(settings: Settings, publication: Publication | None, *, is_current: bool) -> str:
    if publication:
        return "current" if is_current else "outdated"
    return "damaged" if settings.warehouse_path.exists() else "missing"


def _counts(publication: Publication) -> str:
    counts = [
        f"{publication.articles:,} article{'' if publication.articles == 1 else 's'}",
        f"{publication.figures:,} figure{'' if publication.figures == 1 else 's'}",
        f"{publication.rejected_files:,} rejected file{'' if publication.rejected_files == 1 else 's'}",
    ]
    if publication.passed_over_articles:
        counts.append(f"{publication.passed_over_articles:,} passed over")
    return ", ".join(counts)
