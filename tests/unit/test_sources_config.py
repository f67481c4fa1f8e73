"""The list of sources: what it may say, and what each slip in it is answered with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.sources.config import SourceKind, SourcesError, parse_sources, read_sources

WHOLE = r"""
sources:
  - name: npa-releases
    kind: index
    url: https://www.Example.org/news/#top
    link_pattern: 'youth/.*\.html$'
    publisher: National Police Agency
    language: ja
    license: PDL 1.0
    every: 6h
    stale_after: 90d
    allow_private_addresses: true
    max_new: 20
  - {name: wire, kind: feed, url: 'http://example.test/rss?a=1'}
"""


def test_a_source_says_where_and_how_often() -> None:
    index, feed = parse_sources(WHOLE.encode())
    assert (index.name, index.kind, index.url) == ("npa-releases", SourceKind.INDEX, "https://www.example.org/news/")
    assert index.link_pattern and index.link_pattern.search("https://www.example.org/youth/a.html")
    assert (index.publisher, index.language, index.license) == ("National Police Agency", "ja", "PDL 1.0")
    assert (index.every, index.stale_after) == (timedelta(hours=6), timedelta(days=90))
    assert (index.allow_private_addresses, index.max_new) == (True, 20)
    assert (feed.every, feed.stale_after, feed.max_new) == (timedelta(hours=1), None, 50)
    assert (feed.link_pattern, feed.publisher, feed.allow_private_addresses) == (None, None, False)


@pytest.mark.parametrize("content", ["", "\n# nothing yet\n", "sources:\n", "sources: []\n", "\ufeffsources:\n"])
def test_a_list_may_be_empty(content: str) -> None:
    assert parse_sources(content.encode()) == ()


def test_there_need_not_be_a_list(tmp_path: Path) -> None:
    assert read_sources(tmp_path / "sources.yml") == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("every: 6x", "source 'npa': key 'every' is '6x'. Write a number with m, h or d, such as 6h."),
        ("every: 0m", "key 'every' is '0m'"),
        ("stale_after: soon", "key 'stale_after' is 'soon'"),
        ("language: fr", "key 'language' is 'fr'. Use en or ja."),
        ("max_new: -1", "key 'max_new' is '-1'"),
        ("allow_private_addresses: yes", "key 'allow_private_addresses' is 'yes'. Use true or false."),
        ("link_pattern: '('", "key 'link_pattern' is not a regular expression"),
        ("interval: 6h", "key 'interval' is not known. Use name, kind, url,"),
        ("publisher: [a, b]", "key 'publisher' must hold one value"),
        ("name: ''", "source 1: key 'name' is missing. Add it."),
        ("name: ../etc", "key 'name' is '../etc', which is no name for a folder everywhere."),
        ("name: NPA", "key 'name' is 'NPA'"),
        ("name: nul", "key 'name' is 'nul'"),
        ("name: npa-", "key 'name' is 'npa-'"),
        ("kind: rss", "key 'kind' is 'rss'. Use feed, index, page."),
        ("kind: page\n    link_pattern: a", "key 'link_pattern' has no meaning for a page"),
        ("kind: index", "key 'link_pattern' is missing"),
        ("url: ftp://example.org/", "key 'url': 'ftp://example.org/' is not an http or https address"),
        ("url: https://me:word@example.org/", "key 'url': An address of example.org holds a user name"),
        ("url: https:///nowhere", "names no host"),
        ("url: example.org", "is not an http or https address"),
    ],
)
def test_a_slip_is_named_with_its_source_key_and_remedy(line: str, message: str, tmp_path: Path) -> None:
    entries = {"name": "npa", "kind": "feed", "url": "https://example.org/feed"}
    kept = "".join(f"    {key}: {value}\n" for key, value in entries.items() if not line.startswith(f"{key}:"))
    path = tmp_path / "sources.yml"
    path.write_text(f"sources:\n  -\n{kept}    {line}\n")
    with pytest.raises(SourcesError) as raised:
        read_sources(path)
    assert str(raised.value).startswith(f"{path}: source ")
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"sources:\n  - name: a: b\n", "line 2 is not YAML"),
        (b"\xff", "byte 0 is not UTF-8"),
        (b"- name: npa\n", "it must hold one key, 'sources'"),
        (b"sources: npa\n", "key 'sources' must hold a list"),
        (b"sources:\n  - npa\n", "source 1 must hold lines"),
        (b"sources:\n  - {name: a, kind: page, url: 'http://a.test/'}\n  - {name: a, kind: page, url: 'http://b.test/'}\n",
         "source 'a': key 'name' is used twice"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_named(content: bytes, message: str) -> None:
    with pytest.raises(SourcesError) as raised:
        parse_sources(content)
    assert message in str(raised.value)
