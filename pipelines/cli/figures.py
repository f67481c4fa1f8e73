"""`npa figures`: what was read, one line per figure."""

from __future__ import annotations

from pipelines.cli.console import OK
from pipelines.cli.tables import print_rows
from pipelines.cli.warehouse import open_warehouse
from pipelines.settings import Settings
from pipelines.warehouse import literal

_TABLE = """
    left(figure_id, 10) as id,
    period,
    value,
    unit,
    kind,
    concat_ws(', ', measure, offence, age_group, platform, channel, sex, motive, area, other_concepts) as what,
    quote,
    source_path as article
"""


def run(article: str | None, limit: int | None, style: str) -> int:
    """Print figures in the order of articles and text.

    Args:
        article: Only articles whose path contains this.
        limit: At most so many.
        style: ``table`` for the columns to read; ``csv`` or ``json`` for all of them.

    Returns:
        Exit code.
    """
    columns = _TABLE if style == "table" else "*"
    query = (
        f"select {columns} from figures where contains(source_path, {literal(article or '')}) "
        "order by source_path, char_start, figure_id"
    )
    with open_warehouse(Settings.from_environment()) as con:
        print_rows(con.execute(f"{query} limit {limit}" if limit else query), style)
    return OK
