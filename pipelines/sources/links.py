"""A feed or a page of links -> the articles it names, in its order; each with what it says of them.

Works on bytes at hand and never asks a server for anything. What is done with a link belongs elsewhere.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urljoin

import feedparser
import lxml.html
from lxml.etree import LxmlError

from pipelines.articles import LANGUAGES, day_in
from pipelines.sources.addresses import checked_url
from pipelines.sources.errors import FetchError
from pipelines.sources.web import Document

_JSON_FEED = re.compile(rb"\s*\{")
_JSON_FEED_VERSION = "jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Link:
    """An article as a source names it.

    Attributes:
        url: Absolute and normalised, without fragment.
        published_on: The day where it was published, in the offset the source gives it in; a time in UTC is one of
            programs and is moved to that of Japan.
        language: ``en`` or ``ja``, None where the source does not say.
    """

    url: str
    title: str | None = None
    published_on: date | None = None
    language: str | None = None


def links_of_feed(document: Document, pattern: re.Pattern[str] | None) -> tuple[Link, ...]:
    """The entries of an RSS, Atom or JSON feed.

    Args:
        document: The feed.
        pattern: Only links it is found in; None for all.

    Raises:
        FetchError: It is no feed.
    """
    if _JSON_FEED.match(document.content.removeprefix(codecs.BOM_UTF8)):
        return _distinct(_links_of_json_feed(document), pattern)
    # Bytes on their own would be tried as the name of a file. What entries say is not shown as HTML anywhere, so
    # cleaning it, most of the work, is left out.
    feed = feedparser.parse(
        io.BytesIO(document.content),
        response_headers={"content-type": _header(document), "content-location": document.url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.get("version"):
        problem = feed.get("bozo_exception") or "it has neither RSS nor Atom elements"
        raise FetchError(f"{document.url} is no feed: {problem}. Give the address of an RSS, Atom or JSON feed.")
    language = _language(feed["feed"].get("language"))
    return _distinct(_links_of_entries(feed["entries"], document.url, language), pattern)


def links_of_index(document: Document, pattern: re.Pattern[str] | None) -> tuple[Link, ...]:
    """The links of a page, first to last.

    Args:
        document: The page.
        pattern: Only links it is found in; None for all.

    Raises:
        FetchError: It is no page.
    """
    try:
        parser = lxml.html.HTMLParser(encoding=document.charset, no_network=True)
    except LookupError:
        parser = lxml.html.HTMLParser(no_network=True)
    try:
        page = lxml.html.document_fromstring(document.content, parser=parser)
    except (LxmlError, ValueError) as error:
        raise FetchError(f"{document.url} cannot be read as a page ({error}). Give the address of one.") from None
    bases = page.xpath("//base/@href")
    base = _joined(document.url, bases[0]) if bases else document.url
    return _distinct(
        (Link(url) for href in page.xpath("//a/@href | //area/@href") if (url := _joined(base or document.url, href))),
        pattern,
    )


def _header(document: Document) -> str:
    return f"{document.content_type}; charset={document.charset}" if document.charset else document.content_type


def _links_of_entries(entries: Iterable[feedparser.FeedParserDict], base: str, language: str | None) -> Iterator[Link]:
    for entry in entries:
        url = _joined(base, str(entry.get("link") or ""))
        if url:
            yield Link(
                url,
                one_line(str(entry.get("title") or "")) or None,
                # As the feed has it: asked itself, the entry would answer one for the other.
                _day(dict.get(entry, "published")) or _day(dict.get(entry, "updated")),
                _language(entry.get("language")) or language,
            )


def _links_of_json_feed(document: Document) -> Iterator[Link]:
    """The items of a feed by https://www.jsonfeed.org/version/1.1/; an item that is none is passed over."""
    try:
        feed = json.loads(document.content)
    except (ValueError, RecursionError) as error:
        problem = f"{document.url} is no feed: its JSON is broken ({error}). It is asked for again later."
        raise FetchError(problem) from None
    is_feed = isinstance(feed, dict) and _JSON_FEED_VERSION in str(feed.get("version"))
    if not is_feed or not isinstance(feed.get("items"), list):
        raise FetchError(f"{document.url} is JSON but no JSON Feed. Give the address of an RSS, Atom or JSON feed.")
    language = _language(feed.get("language"))
    for item in feed["items"]:
        if not isinstance(item, dict):
            continue
        name = _text(item, "id")
        href = _text(item, "url") or _text(item, "external_url") or (name if name.startswith("http") else "")
        if url := _joined(document.url, href):
            yield Link(
                url,
                one_line(_text(item, "title")) or None,
                _day(item.get("date_published")) or _day(item.get("date_modified")),
                _language(item.get("language")) or language,
            )


def _text(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _distinct(links: Iterable[Link], pattern: re.Pattern[str] | None) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in links:
        if pattern is None or pattern.search(link.url):
            found.setdefault(link.url, link)
    return tuple(found.values())


def _joined(base: str, href: str) -> str | None:
    """The address a link leads to, None where it is not one that is fetched (`mailto:`, `javascript:`, a slip)."""
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    try:
        return checked_url(urljoin(base, href.replace(" ", "%20"))).url
    except (FetchError, ValueError):
        return None


def one_line(text: str, longest: int = 300) -> str:
    """A text without line ends, control characters and what no encoding can write."""
    writable = text.encode("utf-8", "ignore").decode("utf-8")
    printable = "".join(character if character.isprintable() else " " for character in writable)
    return " ".join(printable.split())[:longest].strip()


def _language(value: object) -> str | None:
    language = str(value or "").replace("_", "-").partition("-")[0].strip().lower()
    return language if language in LANGUAGES else None


def _day(value: object) -> date | None:
    return day_in(value) if isinstance(value, str) else None


def plausible(day: date | None, now: datetime) -> date | None:
    """A day of publication, None where it is a stand-in (1970) or has not come anywhere on earth yet."""
    # A day of the calendar is begun in one place up to fourteen hours before it is in UTC.
    if day is None or day.year < 1990 or (day - now.date()).days > 1:
        return None
    return day
