"""A good build to damage, and what is in it: the project's articles and those of the labelled corpus."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.defs.dbt_refill import BuiltNode, recall
from pipelines.settings import PROJECT_DIR, Settings
from pipelines.warehouse import open_staging
from tests.integration.runs import refresh

ARTICLES = (PROJECT_DIR / "tests/corpus/texts", PROJECT_DIR / "raw")
EQUATIONS = ("change_closure", "percent_change_closure", "ratio_claim", "share_of_base", "cross_article_agreement")


@dataclass(frozen=True)
class Figure:
    """A figure as landed.

    Attributes:
        is_alone: No other figure shares its span.
        arithmetic: equation, inequality or none: the strictest identity it takes part in.
        is_decided: Whether one of these comes to a verdict.
    """

    figure_id: str
    article_id: str
    char_start: int
    char_end: int
    quote: str
    sentence: str
    value: Decimal
    value_low: Decimal | None
    value_high: Decimal | None
    unit: str | None
    kind: str
    qualifier: str
    period: str | None
    period_start: date | None
    period_end: date | None
    mention_count: int
    is_alone: bool
    arithmetic: str
    is_decided: bool


@dataclass(frozen=True)
class Article:
    """A stored text and the spans of its numerals."""

    article_id: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Stock:
    """All there is to damage, in a fixed order."""

    figures: tuple[Figure, ...]
    articles: Mapping[str, Article]


_FIGURES = f"""
with arithmetic as (
    select
        figure_id,
        case when bool_or(kind in {EQUATIONS}) then 'equation' else 'inequality' end as arithmetic,
        bool_or(verdict != 'undecidable') as is_decided
    from marts.bridge_identity_figure
    inner join marts.fct_identity using (identity_id)
    group by figure_id
)

select
    figures.figure_id, article_id, char_start, char_end, quote, sentence, value, value_low, value_high, unit, kind,
    qualifier, period, period_start, period_end, mention_count,
    count(*) over (partition by article_id, char_start) = 1 as is_alone,
    coalesce(arithmetic.arithmetic, 'none') as arithmetic,
    coalesce(arithmetic.is_decided, false) as is_decided
from landing.figures as figures
left join arithmetic on figures.figure_id = arithmetic.figure_id
order by article_id, char_start, figure_id
"""
_ARTICLES = """
select articles.article_id, any_value(articles.text), list((char_start, char_end) order by char_start)
from landing.articles inner join landing.numerals using (article_id)
group by articles.article_id order by articles.article_id
"""


def build(folder: Path, sources: Sequence[Path] = ARTICLES) -> Settings:
    """Build and publish the articles of these folders, as `npa build` does.

    Raises:
        RuntimeError: They cannot be built; the message is that of the run.
    """
    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    for source in sources:
        shutil.copytree(source, settings.raw_dir, dirs_exist_ok=True)
    run = refresh(settings)
    if not run.success:
        raise RuntimeError(run.failures())
    return settings


def built_nodes(settings: Settings) -> list[BuiltNode]:
    """Every seed, model and test with the query dbt compiled, in the order dbt ran them."""
    path = settings.dbt_target_dir / "built.json"
    return recall(path, json.loads(path.read_text(encoding="utf-8"))["digest"]) or []


def read_stock(settings: Settings) -> Stock:
    """What was landed and what arithmetic it takes part in."""
    with open_staging(settings.staging_path, read_only=True) as con:
        figures = tuple(Figure(**row) for row in _rows(con, _FIGURES))
        articles = [
            Article(article_id, text, tuple(spans)) for article_id, text, spans in con.execute(_ARTICLES).fetchall()
        ]
    return Stock(figures, {article.article_id: article for article in articles})


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows = con.execute(query).fetchall()
    names = [column[0] for column in con.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]
