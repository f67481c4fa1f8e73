"""Fetching as it goes day by day: feeds, indexes and pages, from configuration to files, against a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.articles import read_articles
from pipelines.settings import Settings
from tests.integration.fetching import Fetching, index, item, rss
from tests.integration.http_server import Reply, Site, page, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def fetching(site: Site, tmp_path: Path) -> Fetching:
    settings = Settings(raw_dir=tmp_path / "raw", build_dir=tmp_path / "build", contact="figures@example.org")
    return Fetching(settings, site)


def test_without_a_list_of_sources_nothing_is_fetched(fetching: Fetching, site: Site) -> None:
    assert fetching.run().reports == ()
    assert site.asked == []
    assert not fetching.settings.build_dir.exists()


def test_an_rss_item_becomes_a_file_with_its_origin(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = rss(item(f"{site.url}/2018/youth.html", "Youth: 1,813 &amp; more"))
    site.replies["/2018/youth.html"] = page("In 2017, 1,813 minors fell victim.")
    fetching.source("feed", "/feed", language="en", license="PDL 1.0")
    report = fetching.report()
    assert (report.documents_new, report.documents_failed, report.last_error) == (1, 0, None)
    (path,) = fetching.articles()
    assert path.parent.name == "npa"
    assert path.name.startswith("2018-04-27-youth-")
    assert path.suffix == ".html"
    assert path.read_bytes() == site.replies["/2018/youth.html"].body  # type: ignore[union-attr]
    assert fetching.origins() == [
        {
            "publisher": "NPA",
            "title": "Youth: 1,813 & more",
            "url": f"{site.url}/2018/youth.html",
            "published_on": "2018-04-27",
            "language": "en",
            "date_accessed": "2018-04-27",
            "license": "PDL 1.0",
            "encoding": "utf-8",
        }
    ]


def test_the_index_names_documents_by_its_pattern(fetching: Fetching, site: Site) -> None:
    site.replies["/news/"] = index("a.html#top", "/news/a.html", "b.html", "/about.html", "mailto:x@example.org")
    site.replies["/news/a.html"] = page("Article A.")
    site.replies["/news/b.html"] = page("Article B.")
    fetching.source("index", "/news/", link_pattern=r"news/.*\.html$")
    assert fetching.report().documents_new == 2
    assert site.paths() == ["/news/", "/news/a.html", "/news/b.html"]
    assert [path.name[:2] for path in fetching.articles()] == ["a-", "b-"]
    assert all("published_on" not in origin for origin in fetching.origins())


def test_what_is_fetched_is_read_with_its_origin(fetching: Fetching, site: Site) -> None:
    site.replies["/a.txt"] = Reply(b"In 2017 police helped 12 victims.", headers={"Content-Type": "text/plain"})
    fetching.source("page", "/a.txt", language="en")
    fetching.run()
    read = read_articles(fetching.settings.raw_dir, 1_000)
    assert read.rejected == ()
    (article,) = read.articles
    assert article.origin.publisher == "NPA"
