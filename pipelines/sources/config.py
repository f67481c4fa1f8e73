"""``raw/sources.yml``: which feeds, indexes and pages to look at, and how often.

Strict, because a slip here would otherwise show only as articles that never come. Fetching belongs elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from pipelines.articles import LANGUAGES
from pipelines.sources.addresses import checked_url
from pipelines.sources.errors import FetchError


class SourcesError(Exception):
    """The list of sources cannot be used; the message names file, source, key and remedy."""


class SourceKind(StrEnum):
    """What lies behind the address of a source."""

    FEED = "feed"
    INDEX = "index"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Source:
    """Somewhere articles come from.

    Attributes:
        name: Of the source, and of its folder below ``raw/fetched/``.
        url: The feed, the page of links or the page itself.
        link_pattern: Only links whose absolute address it is found in; None for all.
        publisher: For the origin file of each article; likewise ``language`` and ``license``.
        every: It is not asked more often.
        stale_after: Nothing new for so long is worth a warning; None for never.
        allow_private_addresses: Whether it may lie in a private network or on this machine.
        max_new: At most so many new documents per fetch.
    """

    name: str
    kind: SourceKind
    url: str
    link_pattern: re.Pattern[str] | None = None
    publisher: str | None = None
    language: str | None = None
    license: str | None = None
    every: timedelta = timedelta(hours=1)
    stale_after: timedelta | None = None
    allow_private_addresses: bool = False
    max_new: int = 50


_KEYS = tuple(Source.__slots__)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?")
# Windows takes no folder of these names.
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_DURATION = re.compile(r"([1-9][0-9]{0,4})([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order; none where there is no file.

    Raises:
        SourcesError: The file cannot be read or says what it should not.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SourcesError(f"{path} cannot be read: {error.strerror}. Check that it is a file you may read.") from None
    try:
        return parse_sources(content)
    except SourcesError as error:
        raise SourcesError(f"{path}: {error}") from None


def parse_sources(content: bytes) -> tuple[Source, ...]:
    """Read the list of sources.

    Raises:
        SourcesError: Not UTF-8, not YAML, an unknown key, an unfit value, a name used twice.
    """
    sources: list[Source] = []
    for number, entry in enumerate(_entries(content), start=1):
        if not isinstance(entry, dict):
            raise SourcesError(f"source {number} must hold lines of the form 'key: value'.")
        name = entry.get("name")
        label = f"source '{name}'" if isinstance(name, str) and name else f"source {number}"
        try:
            source = _source(entry)
        except SourcesError as error:
            raise SourcesError(f"{label}: {error}") from None
        if source.name in {other.name for other in sources}:
            raise SourcesError(f"{label}: key 'name' is used twice. Give each source a name of its own.")
        sources.append(source)
    return tuple(sources)


def _entries(content: bytes) -> list[Any]:
    try:
        # As for origin files, the base loader keeps every value as written.
        document = yaml.load(content.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        raise SourcesError(f"byte {error.start} is not UTF-8. Save the file as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the file"
        problem = getattr(error, "problem", None) or "not YAML"
        raise SourcesError(f"{place} is not YAML ({problem}). Put a value that holds ': ' in quotes.") from None
    if document is None or document == "":
        return []
    if not isinstance(document, dict) or set(document) != {"sources"}:
        raise SourcesError("it must hold one key, 'sources', and nothing beside it.")
    entries = document["sources"]
    if entries == "":
        return []
    if not isinstance(entries, list):
        raise SourcesError("key 'sources' must hold a list. Begin each source with '- name: '.")
    return entries


def _source(entry: Mapping[Any, Any]) -> Source:
    for key, value in entry.items():
        if key not in _KEYS:
            raise SourcesError(f"key '{key}' is not known. Use {', '.join(_KEYS)}.")
        if not isinstance(value, str):
            raise SourcesError(f"key '{key}' must hold one value, not a list or a mapping.")
    filled = {key: value for key, value in entry.items() if value}
    for key in ("name", "kind", "url"):
        if key not in filled:
            raise SourcesError(f"key '{key}' is missing. Add it.")
    kind = _kind(filled)
    return Source(
        name=_name(filled["name"]),
        kind=kind,
        url=_url(filled["url"]),
        link_pattern=_link_pattern(filled, kind),
        publisher=filled.get("publisher"),
        language=_language(filled),
        license=filled.get("license"),
        every=_duration(filled, "every") or timedelta(hours=1),
        stale_after=_duration(filled, "stale_after"),
        allow_private_addresses=_truth(filled, "allow_private_addresses"),
        max_new=_count(filled, "max_new", default=50),
    )


def _name(name: str) -> str:
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise SourcesError(
            f"key 'name' is '{name}', which is no name for a folder everywhere. "
            "Use up to 50 small letters, digits and hyphens."
        )
    return name


def _kind(entry: Mapping[str, str]) -> SourceKind:
    try:
        return SourceKind(entry["kind"])
    except ValueError:
        raise SourcesError(f"key 'kind' is '{entry['kind']}'. Use {', '.join(SourceKind)}.") from None


def _url(url: str) -> str:
    try:
        return checked_url(url).url
    except FetchError as error:
        raise SourcesError(f"key 'url': {error}") from None


def _link_pattern(entry: Mapping[str, str], kind: SourceKind) -> re.Pattern[str] | None:
    pattern = entry.get("link_pattern")
    if pattern is None:
        if kind is SourceKind.INDEX:
            raise SourcesError("key 'link_pattern' is missing. Say which links of the index are articles.")
        return None
    if kind is SourceKind.PAGE:
        raise SourcesError("key 'link_pattern' has no meaning for a page. Remove it, or make the kind index.")
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SourcesError(f"key 'link_pattern' is not a regular expression ({error}). Correct it.") from None


def _language(entry: Mapping[str, str]) -> str | None:
    language = entry.get("language")
    if language is not None and language not in LANGUAGES:
        raise SourcesError(f"key 'language' is '{language}'. Use {' or '.join(LANGUAGES)}.")
    return language


def _duration(entry: Mapping[str, str], key: str) -> timedelta | None:
    if key not in entry:
        return None
    match = _DURATION.fullmatch(entry[key])
    if match is None:
        raise SourcesError(f"key '{key}' is '{entry[key]}'. Write a number with m, h or d, such as 6h.")
    return int(match[1]) * _UNITS[match[2]]


def _truth(entry: Mapping[str, str], key: str) -> bool:
    value = entry.get(key, "false")
    if value not in ("true", "false"):
        raise SourcesError(f"key '{key}' is '{value}'. Use true or false.")
    return value == "true"


def _count(entry: Mapping[str, str], key: str, default: int) -> int:
    value = entry.get(key, str(default))
    if not re.fullmatch(r"[1-9][0-9]{0,4}", value):
        raise SourcesError(f"key '{key}' is '{value}'. Write a number from 1 to 99999.")
    return int(value)
