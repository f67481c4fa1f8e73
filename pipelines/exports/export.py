"""Exports a published database: which files there are, in which order, and all of them or none.

How a file is written, and how the folder is replaced, belongs to the modules of these names.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import duckdb

from pipelines.database import connect
from pipelines.exports.datapackage import (
    Json,
    article_sources,
    csv_resource,
    describe,
    parquet_resource,
    sdmx_data_resource,
    sdmx_structure_resource,
)
from pipelines.exports.flat import digest, write_csv, write_parquet
from pipelines.exports.folder import DESCRIPTOR, replaced_export
from pipelines.exports.model import FORMATS, Exported, ExportedFile, ExportError, Format
from pipelines.exports.sdmx import write_observations, write_structure
from pipelines.exports.views import View, ordered_rows, public_views
from pipelines.progress import OnProgress, unheard

_SPILL = ".spill"


def export(
    warehouse: Path,
    target: Path,
    formats: Collection[Format] = FORMATS,
    on_progress: OnProgress = unheard,
) -> Exported:
    """Write the public views of a published database, with a descriptor, into a folder of their own.

    The same database gives the same bytes. The caller sees to it that one export at a time writes to `target`.

    Args:
        warehouse: The published database.
        target: Replaced as a whole, once everything is written; there need not be one.
        formats: What to write.
        on_progress: Told of each step.

    Raises:
        ExportError: There is no database to read, or `target` may not be replaced; it is as it was.
    """
    if not warehouse.exists():
        raise ExportError(f"There is no warehouse at {warehouse} yet. Run: npa build")
    target = target.absolute()
    with replaced_export(target) as folder:
        try:
            with _opened(warehouse, folder) as con:
                writing = _Writing(con, folder, on_progress)
                version = writing.write(formats)
        except duckdb.Error as error:
            raise ExportError(
                f"{warehouse} cannot be exported: {error} Make room on the disk of {target} if that is full; if the "
                "warehouse is damaged or of other code, run: npa build --force"
            ) from error
    return Exported(target, version, tuple(writing.files))


@dataclass
class _Writing:
    """One export on its way.

    Attributes:
        con: The database.
        folder: Where it is written.
        on_progress: Whom to tell.
        files: What is written so far.
        resources: The same for the descriptor.
    """

    con: duckdb.DuckDBPyConnection
    folder: Path
    on_progress: OnProgress
    files: list[ExportedFile] = field(default_factory=list)
    resources: list[Json] = field(default_factory=list)

    def write(self, formats: Collection[Format]) -> str:
        """Write everything; returns the fingerprint of the publication."""
        version = str(self.con.execute("select input_fingerprint from publication").fetchall()[0][0])
        views = public_views(self.con) if {"parquet", "csv"} & set(formats) else []
        steps: list[tuple[str, Callable[[], None]]] = [
            (view.name, partial(self._write_view, view, formats, {each.name for each in views})) for view in views
        ]
        if "sdmx" in formats:
            steps.append(("sdmx", self._write_sdmx))
        for done, (what, write) in enumerate(steps):
            self.on_progress(what, done, len(steps))
            write()
        descriptor = describe(version, article_sources(self.con), self.resources)
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        (self.folder / DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")
        self._add(DESCRIPTOR, None, None)
        return version

    def _write_view(self, view: View, formats: Collection[Format], names: Collection[str]) -> None:
        with ordered_rows(self.con, view) as rows:
            if "csv" in formats:
                path = f"csv/{view.name}.csv"
                file = self._add(path, "csv", write_csv(self.con, rows, view, self._path(path)))
                self.resources.append(csv_resource(file, view, names))
            if "parquet" in formats:
                path = f"parquet/{view.name}.parquet"
                file = self._add(path, "parquet", write_parquet(self.con, rows, self._path(path)))
                self.resources.append(parquet_resource(file, view))

    def _write_sdmx(self) -> None:
        path = "sdmx/observations.csv"
        file = self._add(path, "sdmx", write_observations(self.con, self._path(path)))
        self.resources.append(sdmx_data_resource(file))
        path = "sdmx/structure.json"
        write_structure(self.con, self._path(path))
        self.resources.append(sdmx_structure_resource(self._add(path, "sdmx", None)))

    def _path(self, relative: str) -> Path:
        path = self.folder / relative
        path.parent.mkdir(exist_ok=True)
        return path

    def _add(self, path: str, file_format: Format | None, rows: int | None) -> ExportedFile:
        file = ExportedFile(path, file_format, rows, *digest(self.folder / path))
        self.files.append(file)
        return file


@contextmanager
def _opened(warehouse: Path, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database for reading only; what does not fit into memory is put into `folder` meanwhile."""
    spill = folder / _SPILL
    with connect(warehouse, read_only=True) as con:
        con.execute("set temp_directory = " + "'" + str(spill).replace("'", "''") + "'")
        # Moments are in UTC in the database and stay so.
        con.execute("set TimeZone = 'UTC'")
        yield con
    shutil.rmtree(spill, ignore_errors=True)
