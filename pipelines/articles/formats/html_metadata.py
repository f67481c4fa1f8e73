"""What a page says of itself for machines: title, publisher, address, the day it was first published.

Only what is marked as such. A day in the text, in a copyright line or of an update is not the day of publication, and a
wrong day puts every "last year" of the article wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from pipelines.articles.model import Origin

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHERS = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher")
_DAYS = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
         "citation_publication_date", "citation_online_date", "parsely-pub-date", "sailthru.date", "pubdate",
         "publishdate", "publication_date", "dc.date.created", "dcterms.created")  # fmt: skip
_ARTICLES = re.compile(r"(?:Article|Report|BlogPosting|WebPage)\b")
_DAY = re.compile(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)")
_JAPANESE_DAY = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_LONGEST = 500
_MAX_NODES = 10_000


def metadata(tree: HtmlElement) -> Origin:
    """What the page's head, its structured data and its one main heading say."""
    said = _meta_elements(tree)
    nodes = [node for node in _structured_data(tree) if _ARTICLES.search(str(node.get("@type", "")))]
    titles = [*(said.get(name) for name in _TITLES), *(node.get("headline") for node in nodes), *_headings(tree)]
    publishers = [*(said.get(name) for name in _PUBLISHERS), *(_name(node.get("publisher")) for node in nodes)]
    days = [*(node.get("datePublished") for node in nodes), *(said.get(name) for name in _DAYS), *_marked_days(tree)]
    addresses = [*(link.get("href") for link in tree.xpath("//link[@rel='canonical'][@href]")), said.get("og:url")]
    return Origin(
        publisher=next(_texts(publishers), None),
        title=next(_texts(titles), None),
        url=next((text for text in _texts(addresses) if re.match(r"https?://[^/\s]", text)), None),
        published_on=next((day for text in _texts(days) if (day := _day(text)) is not None), None),
    )


def _meta_elements(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop"):
            if name := element.get(key):
                found.setdefault(name.strip().lower(), element.get("content"))
    return found


def _headings(tree: HtmlElement) -> Iterator[str]:
    headings = tree.xpath("//h1")
    if len(headings) == 1:
        yield headings[0].text_content()
    for title in tree.xpath("//head/title")[:1]:
        yield title.text_content()


def _marked_days(tree: HtmlElement) -> Iterator[str | None]:
    for element in tree.xpath("//time[@pubdate or contains(@itemprop, 'datePublished')]"):
        yield element.get("datetime") or element.text_content()
    for element in tree.xpath("//*[not(self::meta or self::time)][@itemprop='datePublished']"):
        yield element.get("content") or element.get("datetime") or element.text_content()


def _structured_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first; what is not JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting: list[Any] = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MAX_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, dict):
                yield node
                waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
            elif isinstance(node, list):
                waiting += node


def _name(node: object) -> object:
    if isinstance(node, list):
        node = node[0] if node else None
    return node.get("name") if isinstance(node, dict) else node


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and (text := " ".join(value.split())) and len(text) <= _LONGEST:
            yield text


def _day(text: str) -> date | None:
    """The day as written; a time of another zone is not turned into that of Japan, because pages often say it wrong."""
    match = _DAY.match(text) or _JAPANESE_DAY.match(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
