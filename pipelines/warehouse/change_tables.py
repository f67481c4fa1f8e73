"""The tables of changes: their columns, and the SQL that fills them.

The queries see the new database as ``main`` and the one it replaces as ``previous.main``. When to run them belongs to
``changes``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.warehouse.sql import as_text

Columns = Mapping[str, tuple[str, str]]

_FACET_COLUMNS = {
    "facet": ("VARCHAR", "The column that differs; NULL where all of it is new or withdrawn."),
    "before_value": ("VARCHAR", "What it was; where facet is NULL, all of it in short; NULL for what is new."),
    "after_value": ("VARCHAR", "What it is; where facet is NULL, all of it in short; NULL for what is withdrawn."),
}
CHANGE_TABLES: Mapping[str, tuple[str, Columns]] = {
    "comparison": (
        "One row: the publication that the tables of changes compare this one with.",
        {
            "previous_fingerprint": (
                "VARCHAR",
                "The input_fingerprint of that publication, the last one of other inputs; NULL without one.",
            ),
            "problem": ("VARCHAR", "Why there is nothing to compare with, and the tables are empty; NULL otherwise."),
        },
    ),
    "article_changes": (
        "One row per article that is new or withdrawn, and per facet of an article that changed. An article is the "
        "same while its bytes or its path are.",
        {
            "change": ("VARCHAR", "new, changed or withdrawn."),
            "article_id": ("VARCHAR", "The article; for one that is withdrawn, as it was."),
            "previous_article_id": ("VARCHAR", "The article as it was, which differs where its text was edited."),
            "source_path": ("VARCHAR", "Where it lies, or lay, relative to raw/."),
            **_FACET_COLUMNS,
        },
    ),
    "figure_changes": (
        "One row per figure that is new or withdrawn, and per facet of a figure that was revised. Of an edited "
        "article, a figure is the same that has the same words in the same sentence, or else the same series, period "
        "and kind.",
        {
            "change": ("VARCHAR", "new, revised or withdrawn."),
            "figure_id": ("VARCHAR", "The figure; for one that is withdrawn, as it was."),
            "previous_figure_id": ("VARCHAR", "The figure as it was, which differs where its article was edited."),
            "article_id": ("VARCHAR", "Its article; for a figure that is withdrawn, as it was."),
            "source_path": ("VARCHAR", "Where that article lies, or lay, relative to raw/."),
            "quote": ("VARCHAR", "The words it is, or was, read from."),
            **_FACET_COLUMNS,
        },
    ),
    "observation_changes": (
        "One row per series and period whose current value is new, revised (another value or status) or withdrawn.",
        {
            "change": ("VARCHAR", "new, revised or withdrawn."),
            "series_id": ("VARCHAR", "The series."),
            "series": ("VARCHAR", "The series in plain words."),
            "period": ("VARCHAR", "The period observed."),
            "unit": ("VARCHAR", "Unit of both values."),
            "before_value": ("DECIMAL(18,4)", "The current value as it was; NULL for what is new."),
            "after_value": ("DECIMAL(18,4)", "The current value as it is; NULL for what is withdrawn."),
            "before_status": ("VARCHAR", "Status of the earlier value: A normal, E estimated, P provisional."),
            "after_status": ("VARCHAR", "Status of the value now."),
            "previous_figure_id": ("VARCHAR", "The best evidence of the earlier value, as it was."),
            "figure_id": ("VARCHAR", "The best evidence of the value now."),
        },
    ),
}

_ARTICLE_FACETS = ("article_id", "source_path", "published_on", "publisher", "title", "url", "language")
# Not the whole a share is taken of: that is a figure of its own, and one correction would revise all its parts.
_FIGURE_FACETS = (
    "value",
    "unit",
    "kind",
    "qualifier",
    "period",
    "compared_to",
    "measure",
    "offence",
    "age_group",
    "platform",
    "channel",
    "sex",
    "motive",
    "area",
    "other_concepts",
    "counted_as",
    "is_provisional",
)

# An article keeps its identity with its bytes, wherever it is moved, or else with its path.
_PAIR_ARTICLES = """
create temp table article_pairs as
with same_bytes as (
    select article_id from main.articles inner join previous.main.articles using (article_id)
)
select article_id, article_id as previous_article_id from same_bytes
union all
select after.article_id, before.article_id as previous_article_id
from main.articles as after
inner join previous.main.articles as before on after.source_path = before.source_path
where
    after.article_id not in (from same_bytes)
    and before.article_id not in (from same_bytes)
"""
_PAIR_SAME_IDS = """
create temp table figure_pairs as
select figure_id, figure_id as previous_figure_id from main.figures inner join previous.main.figures using (figure_id)
"""


def _pair_alike(equal: Sequence[str], equal_or_missing: Sequence[str] = ()) -> str:
    """Pair what is left of the figures of an article with those it had, alike ones in the order of the text."""
    keys = ", ".join(["article_pairs.article_id", *equal, *equal_or_missing])
    conditions = [f"after.{column} = before.{column}" for column in ("article_id", *equal, "nth")]
    conditions += [f"after.{column} is not distinct from before.{column}" for column in equal_or_missing]
    return f"""
    insert into figure_pairs
    with after as (
        select figure_id, {keys}, row_number() over (partition by {keys} order by char_start, figure_id) as nth
        from main.figures
        inner join article_pairs using (article_id)
        where figure_id not in (select figure_id from figure_pairs)
    ),

    before as (
        select figure_id, {keys}, row_number() over (partition by {keys} order by char_start, figure_id) as nth
        from previous.main.figures
        inner join article_pairs on figures.article_id = article_pairs.previous_article_id
        where figure_id not in (select previous_figure_id from figure_pairs)
    )

    select after.figure_id, before.figure_id as previous_figure_id
    from after
    inner join before on {" and ".join(conditions)}
    """


# Run in this order, each takes what the ones before it left. A figure's id stands for its article's bytes, its span
# and its kind, so an edited article has new ids throughout: there, the same words in the same sentence are the same
# figure, and else what is said of the same series and period, as when 1,813 is corrected to 1,820.
PAIRINGS: Sequence[str] = (
    _PAIR_ARTICLES,
    _PAIR_SAME_IDS,
    _pair_alike(["sentence", "quote", "kind"]),
    _pair_alike(["series_id", "kind"], equal_or_missing=["period", "compared_to"]),
)


def _differing(facets: Sequence[str]) -> str:
    """Columns of one row per facet of the rows ``before`` and ``after``, with its place among the facets."""
    rows = []
    for place, facet in enumerate(facets):
        before, after = (as_text(f"{row}.{facet}", is_decimal=facet == "value") for row in ("before", "after"))
        rows.append(f"{{'place': {place}, 'facet': '{facet}', 'before_value': {before}, 'after_value': {after}}}")
    return f"unnest([{', '.join(rows)}], recursive := true)"


def _row(relation: str, facets: Sequence[str]) -> str:
    return f"row({', '.join(f'{relation}.{facet}' for facet in facets)})"


_ARTICLE_IN_SHORT = "concat_ws(', ', title, publisher, published_on)"
_FIGURE_IN_SHORT = f"""concat_ws(
    ', ', concat({as_text("value", is_decimal=True)}, ' ', unit), kind, period, coalesce(measure, counted_as),
    offence, age_group, platform, channel, sex, motive, area, other_concepts
)"""

_ARTICLE_ROWS = f"""
with changes as (
    select
        'changed' as change,
        after.article_id,
        before.article_id as previous_article_id,
        after.source_path,
        {_differing(_ARTICLE_FACETS)}
    from article_pairs
    inner join main.articles as after on article_pairs.article_id = after.article_id
    inner join previous.main.articles as before on article_pairs.previous_article_id = before.article_id
    where {_row("after", _ARTICLE_FACETS)} is distinct from {_row("before", _ARTICLE_FACETS)}
    union all by name
    select 'new' as change, article_id, source_path, {_ARTICLE_IN_SHORT} as after_value
    from main.articles
    where article_id not in (select article_id from article_pairs)
    union all by name
    select
        'withdrawn' as change,
        article_id,
        article_id as previous_article_id,
        source_path,
        {_ARTICLE_IN_SHORT} as before_value
    from previous.main.articles
    where article_id not in (select previous_article_id from article_pairs)
)

select * exclude (place)
from changes
where facet is null or before_value is distinct from after_value
order by source_path, article_id, place
"""

_FIGURE_ROWS = f"""
with changes as (
    select
        'revised' as change,
        after.figure_id,
        before.figure_id as previous_figure_id,
        after.article_id,
        after.source_path,
        after.char_start,
        after.quote,
        {_differing(_FIGURE_FACETS)}
    from figure_pairs
    inner join main.figures as after on figure_pairs.figure_id = after.figure_id
    inner join previous.main.figures as before on figure_pairs.previous_figure_id = before.figure_id
    where {_row("after", _FIGURE_FACETS)} is distinct from {_row("before", _FIGURE_FACETS)}
    union all by name
    select
        'new' as change,
        figure_id,
        article_id,
        source_path,
        char_start,
        quote,
        {_FIGURE_IN_SHORT} as after_value
    from main.figures
    where figure_id not in (select figure_id from figure_pairs)
    union all by name
    select
        'withdrawn' as change,
        figure_id,
        figure_id as previous_figure_id,
        article_id,
        source_path,
        char_start,
        quote,
        {_FIGURE_IN_SHORT} as before_value
    from previous.main.figures
    where figure_id not in (select previous_figure_id from figure_pairs)
)

select * exclude (char_start, place)
from changes
where facet is null or before_value is distinct from after_value
order by source_path, char_start, figure_id, place
"""

_OBSERVATION_ROWS = """
with after as (
    select series_id, series, period, unit, value, status, figure_id from main.observations where is_current
),

before as (
    select series_id, series, period, unit, value, status, figure_id from previous.main.observations where is_current
)

select
    case when before.value is null then 'new' when after.value is null then 'withdrawn' else 'revised' end as change,
    series_id,
    coalesce(after.series, before.series) as series,
    period,
    coalesce(after.unit, before.unit) as unit,
    before.value as before_value,
    after.value as after_value,
    before.status as before_status,
    after.status as after_status,
    before.figure_id as previous_figure_id,
    after.figure_id
from after
full join before using (series_id, period)
where before.value is distinct from after.value or before.status is distinct from after.status
order by series, period, series_id
"""

FILL_TABLES: Mapping[str, str] = {
    "article_changes": _ARTICLE_ROWS,
    "figure_changes": _FIGURE_ROWS,
    "observation_changes": _OBSERVATION_ROWS,
}
