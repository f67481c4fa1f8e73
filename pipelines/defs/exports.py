"""Asset of the stage `exports`: the published warehouse as files that other tools read."""

import dagster as dg

from pipelines.defs.metadata import markdown_table
from pipelines.defs.owners import OWNERS
from pipelines.defs.publication import WAREHOUSE
from pipelines.defs.resources import Progress, WriterLock
from pipelines.exports import export
from pipelines.settings import Settings


@dg.asset(
    group_name="exports",
    deps=[WAREHOUSE],
    kinds={"parquet", "csv"},
    owners=OWNERS,
    description=(
        "build/exports/: the public views as Parquet and CSV in a Frictionless Data Package, and the current "
        "observations as SDMX; replaced as a whole."
    ),
)
def exports(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], progress: Progress, writer_lock: WriterLock
) -> dg.MaterializeResult[None]:
    """Exports what was just published, in every format."""
    exported = export(settings.warehouse_path, settings.exports_dir, on_progress=progress)
    context.log.info(f"{len(exported.files)} files, {exported.bytes:,} bytes")
    files = [(file.path, file.rows, file.bytes, file.sha256[:16]) for file in exported.files]
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(exported.folder),
            "files": len(exported.files),
            "bytes": exported.bytes,
            "dagster/row_count": sum(file.rows or 0 for file in exported.files if file.format == "csv"),
            "contents": markdown_table(["file", "rows", "bytes", "sha256"], files),
        }
    )
