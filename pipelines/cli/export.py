"""`npa export`: the published warehouse as files, and in the end what lies where."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from pipelines.cli.console import OK, err, escaped, fail, out
from pipelines.exports import FORMATS, Exported, ExportError, Format, OnProgress, export
from pipelines.settings import Settings, SettingsError
from pipelines.warehouse import BuildFolderError, BuildRunningError, build_lock, read_publication

LOCK_WAIT_SECONDS = 600


def run(to: Path | None, formats: Sequence[Format], style: str) -> int:
    """Export into a folder, the one in the build folder where none is given.

    Args:
        to: The folder.
        formats: What to write; everything when empty.
        style: ``table`` for a summary, ``json`` for one object a file.

    Returns:
        Exit code.
    """
    try:
        settings = Settings.from_environment()
        if not settings.warehouse_path.exists():
            return fail(f"There is no warehouse at {settings.warehouse_path} yet. Run: npa build")
        if read_publication(settings.warehouse_path) is None:
            return fail(
                f"{settings.warehouse_path} is damaged, was written to, or is of other code: it is not what was "
                "published. Run: npa build"
            )
        target = to.expanduser().resolve() if to else settings.exports_dir
        if target.is_relative_to(settings.raw_dir):
            return fail(f"{target} is in {settings.raw_dir}, where only articles belong. Give another folder.")
        # Elsewhere it does not meet a build, and who may only read the build folder can export too.
        is_ours = target.is_relative_to(settings.build_dir)
        with (
            build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=_say_we_wait) if is_ours else nullcontext(),
            _progress() as on_progress,
        ):
            exported = export(settings.warehouse_path, target, tuple(formats) or FORMATS, on_progress)
    except (SettingsError, BuildRunningError, BuildFolderError, ExportError) as error:
        return fail(error)
    if style == "json":
        _print_files(exported)
    else:
        _print_summary(exported)
    return OK


@contextmanager
def _progress() -> Iterator[OnProgress]:
    """A bar on the screen of whoever waits; nothing where nobody looks."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("exporting", total=None)

        def on_progress(what: str, done: int, total: int) -> None:
            bar.update(task, description=f"exporting {escaped(what)}", completed=done, total=total)

        yield on_progress


def _say_we_wait(holder: str) -> None:
    err.print(f"A build ({escaped(holder)}) is running; waiting for it to end ...")


def _print_files(exported: Exported) -> None:
    for file in exported.files:
        record = {
            "path": str(exported.folder / file.path),
            "format": file.format,
            "rows": file.rows,
            "bytes": file.bytes,
            "sha256": file.sha256,
        }
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


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
