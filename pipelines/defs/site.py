"""Asset of the stage `report`: the web site to read the published warehouse by."""

from base64 import b64encode

import dagster as dg

from pipelines.defs.dbt_runner import DbtError, DbtRunner
from pipelines.defs.metadata import markdown_table
from pipelines.defs.owners import OWNERS
from pipelines.defs.publication import WAREHOUSE
from pipelines.defs.resources import Progress, WriterLock
from pipelines.report import SiteError, write_site
from pipelines.report.series import Headline
from pipelines.report.wording import number
from pipelines.settings import Settings

SITE = dg.AssetKey("site")
PREVIEWED_POINTS = 6


@dg.asset(
    key=SITE,
    deps=[WAREHOUSE],
    group_name="report",
    kinds={"html"},
    owners=OWNERS,
    description="build/site: pages that open from the folder, without a server or a network. `npa open` shows them.",
)
def site(
    context: dg.AssetExecutionContext,
    dbt: dg.ResourceParam[DbtRunner],
    settings: dg.ResourceParam[Settings],
    progress: Progress,
    writer_lock: WriterLock,
) -> dg.MaterializeResult[None]:
    """Write the site of what was published."""
    try:
        docs = (settings.data_docs_dir, dbt.document().parent)
        written = write_site(settings.warehouse_path, settings.site_dir, docs, progress)
    except (DbtError, SiteError) as error:
        raise dg.Failure(str(error)) from error
    context.log.info(f"{written.pages} pages")
    return dg.MaterializeResult(
        metadata={
            "open": dg.MetadataValue.url(written.index.as_uri()),
            "path": dg.MetadataValue.path(written.index),
            "pages": written.pages,
            "figures": written.figures,
            **{
                chart.subject.name.replace("-", "_"): _preview(chart, written.pictures.get(chart.subject.name))
                for chart in written.charts
            },
        }
    )


def _preview(chart: Headline, picture: str | None) -> dg.MarkdownMetadataValue:
    """The chart, what it says, and the last known full years of its series, side by side."""
    years = sorted({point.period for point in chart.points if not point.is_half})[-PREVIEWED_POINTS:]
    values = {(point.series, point.period): number(point.value) for point in chart.points}
    rows = [[name, *(values.get((name, year), "") for year in years)] for name in chart.names]
    table = markdown_table(["series", *years], rows)
    image = ""
    if picture:
        image = f"![{chart.subject.title}](data:image/svg+xml;base64,{b64encode(picture.encode()).decode()})\n\n"
    return dg.MetadataValue.md(f"{image}**{chart.subject.title}.** {chart.summary}\n\n{table.md_str}")
