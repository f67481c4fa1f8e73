"""`npa changes`: what the last publication changed against the one before it."""

from __future__ import annotations

from pipelines.cli.console import OK, err, escaped, out
from pipelines.cli.tables import print_rows
from pipelines.cli.warehouse import open_warehouse
from pipelines.settings import Settings
from pipelines.warehouse import count_changes

# The three tables as one list, what there is least of first.
_CHANGES = """
select 'article' as about, change, source_path as what, facet, before_value, after_value, article_id as id
from article_changes
union all
select
    'observation' as about,
    change,
    concat_ws(', ', series, period) as what,
    case when change = 'revised' then if(before_value = after_value, 'status', 'value') end as facet,
    if(before_value = after_value, before_status, rtrim(rtrim(before_value::varchar, '0'), '.')) as before_value,
    if(before_value = after_value, after_status, rtrim(rtrim(after_value::varchar, '0'), '.')) as after_value,
    coalesce(figure_id, previous_figure_id) as id
from observation_changes
union all
select
    'figure' as about,
    change,
    concat(source_path, ': ', quote) as what,
    facet,
    before_value,
    after_value,
    figure_id as id
from figure_changes
"""
_TABLE = """
    about,
    change,
    what,
    facet,
    if(facet = 'article_id', left(before_value, 10), before_value) as before,
    if(facet = 'article_id', left(after_value, 10), after_value) as after,
    left(id, 10) as id
"""


def run(limit: int | None, style: str) -> int:
    """Print articles, then current values of series, then figures.

    Args:
        limit: At most so many.
        style: ``table`` for a summary and the changes to read; ``csv`` or ``json`` for the changes with whole ids.

    Returns:
        Exit code.
    """
    query = f"select {_TABLE if style == 'table' else '*'} from ({_CHANGES})"
    with open_warehouse(Settings.from_environment()) as con:
        counts = count_changes(con)
        print_rows(con.execute(f"{query} limit {limit}" if limit else query), style)
    if style == "table":
        out.print(f"Changed: {escaped(counts.sentence())}")
    elif counts.problem:
        err.print(escaped(counts.sentence()))
    return OK
