"""`npa export`: the published warehouse as files, and in the end what lies where."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from pipelines.cli.console import OK, escaped, fail, out
from pipelines.cli.ensure import LOCK_WAIT_SECONDS, current_publication, say_we_wait
from pipelines.cli.progress import waiting
from pipelines.cli.tables import print_json
from pipelines.exports import FORMATS, Exported, ExportError, Format, export
from pipelines.settings import Settings
from pipelines.warehouse import BuildFolderError, BuildRunningError, build_lock


def run(to: Path | None, formats: Sequence[Format], style: str) -> int:
    """Export into a folder, the one in the build folder where none is given.

    Args:
        to: The folder.
        formats: What to write; everything when empty.
        style: ``table`` for a summary, ``json`` for one object a file.

    Returns:
        Exit code.
    """
    settings = Settings.from_environment()
    current_publication(settings)
    target = to.expanduser().resolve() if to else settings.exports_dir
    if target.is_relative_to(settings.raw_dir):
        return fail(f"{target} is in {settings.raw_dir}, where only articles belong. Give another folder.")
    # Elsewhere it does not meet a build, and who may only read the build folder can export too.
    is_ours = target.is_relative_to(settings.build_dir)
    try:
        with (
            build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=say_we_wait) if is_ours else nullcontext(),
            waiting("exporting") as on_progress,
        ):
            exported = export(settings.warehouse_path, target, tuple(formats) or FORMATS, on_progress)
    except (BuildRunningError, BuildFolderError, ExportError) as error:
        return fail(error)
    if style == "json":
        _print_files(exported)
    else:
        _print_summary(exported)
    return OK


def _print_files(exported: Exported) -> None:
    for file in exported.files:
        record = {
            "path": str(exported.folder / file.path),
            "format": file.format,
            "rows": file.rows,
            "bytes": file.bytes,
            "sha256": file.sha256,
        }
        print_json(record)


def _print_summary(exported: Exported) -> None:
    from rich.table import Table

    table = Table()
    table.add_column("format")
    for column in ("files", "rows", "bytes"):
        table.add_column(column, justify="right")
    for file_format in FORMATS:
        files = [file for file in exported.files if file.format == file_format]
        if files:
            rows, size = sum(file.rows or 0 for file in files), sum(file.bytes for file in files)
            table.add_row(file_format, f"{len(files):,}", f"{rows:,}", f"{size:,}")
    out.print(table)
    out.print(f"Exported: {escaped(exported.folder)}, described by {exported.files[-1].path}")
