"""What a page says of its article as JSON-LD, the structured data of schema.org.

Which of it counts beside what else the page says belongs to ``html_metadata``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement, fromstring

_ARTICLES = re.compile(r"(?:Article|Report|BlogPosting|Blog|CreativeWork)$")
_PAGES = re.compile(r"WebPage$|Page$")
_SITES = re.compile(r"WebSite$|Organization$|Corporation$|Agency$")
# Around the data so that old browsers and XML parsers pass over it.
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?|(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?;?\s*$"
)
_MAX_NODES = 10_000
_MARKUP = re.compile(r"<(?:p|br|div|b|i|a|span|h\d|ul|ol|li)\b[^>]*>", re.IGNORECASE)

Node = Mapping[str, Any]


def read_nodes(tree: HtmlElement) -> list[Node]:
    """Every object of the page's JSON-LD, outer ones first; what is not JSON is passed over."""
    return [node for script in tree.iter("script") if _is_json_ld(script) for node in _nodes(script.text or "")]


def article_node(nodes: Sequence[Node], addresses: Sequence[str], titles: Sequence[str]) -> Node:
    """The object that is the page's own article; empty where there is none.

    Args:
        nodes: All of the page.
        addresses: Of the page, as its head says.
        titles: Of the page, as its head says.
    """
    articles = [node for node in nodes if _is(node, _ARTICLES)] or [node for node in nodes if _is(node, _PAGES)]
    own = {_place(address) for address in addresses}
    for node in articles:
        if own & {_place(address) for address in _addresses(node)}:
            return node
    named = {"".join(title.split()) for title in titles}
    for node in articles:
        headline = "".join(str(node.get("headline") or node.get("name") or "").split())
        if headline and any(headline in title or title in headline for title in named):
            return node
    return articles[0] if articles else {}


def site_names(nodes: Sequence[Node]) -> Iterator[object]:
    """The names of the site and of who runs it."""
    for node in nodes:
        if _is(node, _SITES):
            yield node.get("name")


def body_of(node: Node) -> str:
    """The text of an article that stands in its data; empty where there is none."""
    text = node.get("articleBody")
    if not isinstance(text, str):
        return ""
    if _MARKUP.search(text):
        part = fromstring(f"<div>{text}</div>")
        for line in part.iter("p", "br", "li", "div", "h1", "h2", "h3"):
            line.tail = "\n\n" + (line.tail or "")
        text = part.text_content()
    return "\n".join(" ".join(line.split(" ")) for line in text.strip().splitlines())


def _is_json_ld(script: HtmlElement) -> bool:
    return (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json"


def _nodes(text: str) -> Iterator[Node]:
    try:
        waiting: list[Any] = [json.loads(_WRAPPING.sub("", _WRAPPING.sub("", text)), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
        elif isinstance(node, list):
            waiting += node


def _is(node: Node, types: re.Pattern[str]) -> bool:
    said = node.get("@type")
    return any(isinstance(one, str) and types.search(one) for one in (said if isinstance(said, list) else [said]))


def _addresses(node: Node) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    for value in (node.get("url"), node.get("@id"), page, page.get("@id") if isinstance(page, dict) else None):
        if isinstance(value, str):
            yield value


def _place(address: str) -> str:
    """An address without what the same page is reached by as well."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
