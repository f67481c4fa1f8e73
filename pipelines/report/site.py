"""Writes the whole site, page by page, and puts it in the place of the last one once it is complete.

What a page shows is in the module of its name; how it looks, in ``templates`` and ``static``.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.report.article_pages import article_pages, listed_articles
from pipelines.report.explorer import write_figures
from pipelines.report.overview import overview
from pipelines.report.pages import Pages
from pipelines.report.quality import quality
from pipelines.report.series import Headline, headlines
from pipelines.report.swap import replacing
from pipelines.report.tables import first
from pipelines.report.wording import ARTICLE_FOLDER, article_page

_HERE = Path(__file__).parent
_COPIED = {"static": "*.*", "vendor": "*"}
_DATA_DOCS = "data_docs"
_STAMP = ".publication"


class SiteError(Exception):
    """The site could not be written; the last one is left as it was."""


@dataclass(frozen=True, slots=True)
class Site:
    """What was written.

    Attributes:
        index: The page to open.
        pages: How many pages there are.
        figures: How many figures the table of figures holds.
        charts: The headline series of the overview.
    """

    index: Path
    pages: int
    figures: int
    charts: Sequence[Headline]


def write_site(warehouse: Path, target: Path, data_docs: Path | None = None) -> Site:
    """Replace the site in ``target`` by one of the published database.

    Args:
        warehouse: The published database; opened for reading only.
        target: The folder of the site.
        data_docs: The Data Docs of the validation, to be copied into the site where there are any.

    Raises:
        SiteError: There is no published database, or the disk fails.
    """
    if not warehouse.exists():
        raise SiteError(f"There is no warehouse at {warehouse} to write a site of. Build it first: npa build")
    published_at = datetime.fromtimestamp(warehouse.stat().st_mtime, tz=UTC)
    try:
        with duckdb.connect(str(warehouse), read_only=True) as con, replacing(target) as folder:
            return _write(con, folder, target, published_at, data_docs)
    except (duckdb.Error, OSError) as error:
        raise SiteError(f"The site could not be written to {target}; the last one is unchanged. ({error})") from error


def is_current(target: Path, input_fingerprint: str) -> bool:
    """Whether the site in ``target`` is of the publication with this fingerprint."""
    stamp = target / _STAMP
    return stamp.exists() and stamp.read_text(encoding="utf-8") == input_fingerprint


def _write(
    con: duckdb.DuckDBPyConnection, folder: Path, target: Path, published_at: datetime, data_docs: Path | None
) -> Site:
    publication = first(con, "select * from publication")
    pages = Pages(folder, {"publication": publication, "published_at": published_at})
    for name, pattern in _COPIED.items():
        (folder / name).mkdir()
        for source in sorted((_HERE / name).glob(pattern)):
            shutil.copyfile(source, folder / name / source.name)
    has_data_docs = data_docs is not None and (data_docs / "index.html").exists()
    if data_docs and has_data_docs:
        shutil.copytree(data_docs, folder / _DATA_DOCS)

    charts = headlines(con)
    pages.write("index.html", "overview.html", overview(con, _drawn(charts)))
    pages.write("articles.html", "articles.html", {"articles": listed_articles(con)})
    (folder / ARTICLE_FOLDER).mkdir()
    for page in article_pages(con):
        pages.write(article_page(page.article["article_id"]), "article.html", {"page": page}, root="../")
    figures = write_explorer(con, pages)
    pages.write("quality.html", "quality.html", quality(con, has_data_docs=has_data_docs))
    (folder / _STAMP).write_text(publication["input_fingerprint"], encoding="utf-8")
    return Site(target / "index.html", pages.count, figures, charts)


def write_explorer(con: duckdb.DuckDBPyConnection, pages: Pages) -> int:
    """Write the table of figures with its data.

    Returns:
        How many figures it holds.
    """
    (pages.folder / "data").mkdir()
    figures = write_figures(con, pages.folder / "data" / "figures.js")
    pages.write("explore.html", "explore.html", {"figures": figures})
    return figures


def _drawn(charts: Sequence[Headline]) -> Sequence[tuple[Headline, Mapping[str, Any]]]:
    # Takes more than a second to import, which only whoever writes a site should wait for.
    from pipelines.report.charts import draw

    return [(chart, draw(chart) if chart.points else {}) for chart in charts]
