"""Writes the whole site, page by page, and puts it in the place of the last one once it is complete.

What a page shows is in the module of its name; how it looks, in ``templates`` and ``static``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.database import connect
from pipelines.folders import replaced_as_a_whole
from pipelines.progress import OnProgress, unheard
from pipelines.report.article_pages import article_pages, articles_made_of, choose_observations, listed_articles
from pipelines.report.explorer import MOST_FIGURES, write_figures
from pipelines.report.overview import overview
from pipelines.report.pages import Pages
from pipelines.report.pictures import CHART_FOLDER, picture, picture_page
from pipelines.report.quality import quality
from pipelines.report.reuse import Reuse, begin_reuse
from pipelines.report.series import Headline, headlines
from pipelines.report.shown import ALL_ARTICLES, MOST_ARTICLES, choose_articles
from pipelines.report.tables import first
from pipelines.report.wording import ARTICLE_FOLDER, article_page

_HERE = Path(__file__).parent
_COPIED = {"static": "*.*", "vendor": "*"}
_STAMP = ".publication"


class SiteError(Exception):
    """The site could not be written; the last one is left as it was."""


@dataclass(frozen=True, slots=True)
class Site:
    """What was written.

    Attributes:
        index: The page to open.
        pages: How many pages there are.
        figures: How many figures were published.
        charts: The headline series of the overview.
        pictures: Those that have points as SVG, by the name of the chart.
    """

    index: Path
    pages: int
    figures: int
    charts: Sequence[Headline]
    pictures: Mapping[str, str]


def write_site(
    warehouse: Path,
    target: Path,
    docs: Sequence[Path] = (),
    on_progress: OnProgress = unheard,
    most_articles: int = MOST_ARTICLES,
) -> Site:
    """Replace the site in ``target`` by one of the published database.

    Args:
        warehouse: The published database; opened for reading only.
        target: The folder of the site.
        docs: Folders of pages others wrote, to be copied into the site under their names where there are any.
        on_progress: Told of each article whose page has to be written.
        most_articles: How many articles have a page and stand in the list; the newest.

    Raises:
        SiteError: There is no published database, or the disk fails.
    """
    if not warehouse.exists():
        raise SiteError(f"There is no warehouse at {warehouse} to write a site of. Build it first: npa build")
    published_at = datetime.fromtimestamp(warehouse.stat().st_mtime, tz=UTC)
    try:
        with connect(warehouse, read_only=True) as con, replaced_as_a_whole(target) as folder:
            publication = first(con, "select * from publication")
            pages = Pages(folder, {"publication": publication, "published_at": published_at})
            articles = choose_articles(con, most_articles)
            site = _write(con, pages, articles, target, docs, on_progress)
            (folder / _STAMP).write_text(publication["input_fingerprint"], encoding="utf-8")
            return site
    except (duckdb.Error, OSError) as error:
        raise SiteError(f"The site could not be written to {target}; the last one is unchanged. ({error})") from error


def is_current(target: Path, input_fingerprint: str) -> bool:
    """Whether the site in ``target`` is of the publication with this fingerprint."""
    stamp = target / _STAMP
    return stamp.exists() and stamp.read_text(encoding="utf-8") == input_fingerprint


def _write(
    con: duckdb.DuckDBPyConnection,
    pages: Pages,
    articles: int,
    target: Path,
    docs: Sequence[Path],
    on_progress: OnProgress,
) -> Site:
    _copy_files(pages.folder)
    copied = [folder.name for folder in docs if (folder / "index.html").exists()]
    for folder in docs:
        if folder.name in copied:
            shutil.copytree(folder, pages.folder / folder.name)
    reuse = begin_reuse(target, pages.folder)
    charts = headlines(con)
    drawn = _drawn(charts)
    pictures = write_pictures(drawn, reuse)
    pages.write("index.html", "overview.html", overview(con, drawn))
    pages.write(
        "articles.html",
        "articles.html",
        {"articles": listed_articles(con), "known": articles, "query": ALL_ARTICLES},
    )
    write_articles(con, pages, reuse, on_progress)
    reuse.save()
    figures = write_explorer(con, pages)
    pages.write("quality.html", "quality.html", quality(con, copied))
    return Site(target / "index.html", pages.count, figures, charts, pictures)


def _copy_files(folder: Path) -> None:
    for name, pattern in _COPIED.items():
        (folder / name).mkdir()
        for source in sorted((_HERE / name).glob(pattern)):
            shutil.copyfile(source, folder / name / source.name)


def write_pictures(drawn: Sequence[tuple[Headline, Mapping[str, Any]]], reuse: Reuse) -> Mapping[str, str]:
    """Write each chart as a picture, or take it over where it would be drawn the same; returns them by name."""
    (reuse.new / CHART_FOLDER).mkdir()
    pictures = {}
    for chart, specification in drawn:
        if not chart.points:
            continue
        name = picture_page(chart.subject.name)
        made_of = hashlib.sha256(json.dumps(specification).encode()).hexdigest()
        if not reuse.take_over(name, made_of):
            (reuse.new / name).write_text(picture(specification), encoding="utf-8")
            reuse.add(name, made_of)
        pictures[chart.subject.name] = (reuse.new / name).read_text(encoding="utf-8")
    return pictures


def write_articles(con: duckdb.DuckDBPyConnection, pages: Pages, reuse: Reuse, on_progress: OnProgress) -> None:
    """Write the pages of articles, or take over from the last site those that would come out the same."""
    (pages.folder / ARTICLE_FOLDER).mkdir()
    choose_observations(con)
    made_of = articles_made_of(con)
    new = [article_id for article_id in made_of if not reuse.take_over(article_page(article_id), made_of[article_id])]
    pages.count += len(made_of) - len(new)
    for done, page in enumerate(article_pages(con, new)):
        on_progress(page.article["source_path"], done, len(new))
        name = article_page(page.article["article_id"])
        pages.write(name, "article.html", {"page": page}, root="../")
        reuse.add(name, made_of[page.article["article_id"]])


def write_explorer(con: duckdb.DuckDBPyConnection, pages: Pages, most: int = MOST_FIGURES) -> int:
    """Write the table of figures with its data.

    Returns:
        How many figures there are, also where the table holds only the newest.
    """
    (pages.folder / "data").mkdir()
    shown = write_figures(con, pages.folder / "data" / "figures.js", most)
    figures = int(first(con, "select count(*) as figures from figures")["figures"])
    pages.write("explore.html", "explore.html", {"figures": figures, "shown": shown})
    return figures


def _drawn(charts: Sequence[Headline]) -> Sequence[tuple[Headline, Mapping[str, Any]]]:
    # Takes more than a second to import, which only whoever writes a site should wait for.
    from pipelines.report.charts import draw

    return [(chart, draw(chart) if chart.points else {}) for chart in charts]
