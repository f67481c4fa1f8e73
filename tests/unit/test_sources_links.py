"""The articles a feed names: their addresses and days."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pipelines.sources.errors import FetchError
from pipelines.sources.links import Link, links_of_feed
from pipelines.sources.web import Document, Validators

ADDRESS = "https://news.example.org/feeds/crime"


def links(content: str, content_type: str = "application/xml") -> tuple[Link, ...]:
    return links_of_feed(Document(ADDRESS, content.encode(), content_type, None, Validators()), None)


def rss(day: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
        f"<item><title>Arrests</title><link>/a/1</link><pubDate>{day}</pubDate></item></channel></rss>"
    )


def json_feed(*items: object, version: str = "https://jsonfeed.org/version/1.1", **more: object) -> str:
    return json.dumps({"version": version, "title": "News", "items": items, **more})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016/6/29 15:07:41", date(2016, 6, 29)),
        ("Sunday,August 6,2017 13:14 pm", date(2017, 8, 6)),
        ("2024年3月14日", date(2024, 3, 14)),
        ("令和6年3月14日", date(2024, 3, 14)),
        ("Sun, 31 Dec 2023 23:30:00 GMT", date(2024, 1, 1)),
        ("Sun, 31 Dec 2023 23:30:00 +0900", date(2023, 12, 31)),
        ("soon", None),
    ],
)
def test_an_entry_has_the_day_it_names_in_japan(text: str, day: date | None) -> None:
    assert links(rss(text)) == (Link("https://news.example.org/a/1", "Arrests", day),)


def test_a_json_feed_names_articles_with_their_days_and_languages() -> None:
    content = json_feed(
        {"id": "1", "url": "/a/1", "title": "Arrests", "date_published": "2023-12-31T16:00:00Z"},
        {"id": "2", "external_url": "https://other.example.org/b", "date_modified": "2024-03-14", "language": "ja"},
        {"id": "https://news.example.org/c", "title": "Fraud"},
        language="en-GB",
    )
    assert links("\ufeff" + content, "application/feed+json") == (
        Link("https://news.example.org/a/1", "Arrests", date(2024, 1, 1), "en"),
        Link("https://other.example.org/b", None, date(2024, 3, 14), "ja"),
        Link("https://news.example.org/c", "Fraud", None, "en"),
    )


def test_an_item_of_a_json_feed_that_is_none_stops_no_other() -> None:
    assert [link.url for link in links(json_feed(7, {"id": "1"}, {"url": 3}, {"url": "/a"}))] == [
        "https://news.example.org/a"
    ]


@pytest.mark.parametrize(
    "content", ["{", "{}", json_feed(version="2"), '{"version": "https://jsonfeed.org/version/1.1"}']
)
def test_json_that_is_no_feed_is_refused_with_a_remedy(content: str) -> None:
    with pytest.raises(FetchError, match=r"feed.*\."):
        links(content)
