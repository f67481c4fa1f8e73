"""The origin file beside an article: publisher, title, address, day of publication, language.

Strict about what it holds, because a wrong day of publication puts every relative period of the article wrong.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

import yaml

from pipelines.articles.model import Origin

ORIGIN_SUFFIX = ".origin.yml"
LANGUAGES = ("en", "ja")
_KEYS = tuple(field.name for field in fields(Origin))


class InvalidOriginError(Exception):
    """An origin file does not say what it should; the message names the key and the remedy."""


def parse_origin(content: bytes) -> Origin:
    """Read an origin file.

    Raises:
        InvalidOriginError: Not UTF-8, not YAML, not a mapping, an unknown key or an unfit value.
    """
    try:
        # The base loader keeps every value as written: `title: 2017` and `language: no` stay text.
        entries = yaml.load(content.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        raise InvalidOriginError(f"byte {error.start} is not UTF-8. Save the file as UTF-8.") from None
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        place = f"line {where.line + 1}" if where else "the file"
        problem = getattr(error, "problem", None) or "not YAML"
        raise InvalidOriginError(f"{place} is not YAML ({problem}). Put a value that holds ': ' in quotes.") from None
    if entries is None or entries == "":
        return Origin()
    if not isinstance(entries, dict):
        raise InvalidOriginError("it must hold lines of the form 'key: value'.")
    for key, value in entries.items():
        if key not in _KEYS:
            raise InvalidOriginError(f"key '{key}' is not known. Use {', '.join(_KEYS)}.")
        if not isinstance(value, str):
            raise InvalidOriginError(f"key '{key}' must hold one value, not a list or a mapping.")
    filled = {key: value for key, value in entries.items() if value}
    return Origin(
        publisher=filled.get("publisher"),
        title=filled.get("title"),
        url=filled.get("url"),
        published_on=_day(filled, "published_on"),
        language=_language(filled),
        citation=filled.get("citation"),
        date_accessed=_day(filled, "date_accessed"),
        license=filled.get("license"),
        encoding=_encoding(filled),
    )


def _language(entries: Mapping[str, str]) -> str | None:
    language = entries.get("language")
    if language is not None and language not in LANGUAGES:
        raise InvalidOriginError(f"key 'language' is '{language}'. Use {' or '.join(LANGUAGES)}.")
    return language


def _encoding(entries: Mapping[str, str]) -> str | None:
    encoding = entries.get("encoding")
    try:
        return codecs.lookup(encoding).name if encoding else None
    except (LookupError, ValueError):
        raise InvalidOriginError(
            f"key 'encoding' is '{encoding}', which is no encoding Python knows. Write one such as utf-8 or cp932."
        ) from None


def _day(entries: Mapping[str, str], key: str) -> date | None:
    if key not in entries:
        return None
    try:
        return date.fromisoformat(entries[key])
    except ValueError:
        raise InvalidOriginError(f"key '{key}' is '{entries[key]}'. Write a day that exists as YYYY-MM-DD.") from None
