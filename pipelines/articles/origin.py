"""The origin file beside an article: publisher, title, address, day of publication, language, area, encoding.

Strict about what it holds, because a wrong day of publication puts every relative period of the article wrong.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

import yaml

from pipelines.articles.area_codes import WHOLE_COUNTRY, load_area_codes
from pipelines.articles.days import is_month_or_year
from pipelines.articles.model import Origin

ORIGIN_SUFFIX = ".origin.yml"
LANGUAGES = ("en", "ja")
# Python calls these text encodings too, but no file is in one of them.
_NOT_OF_FILES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_KEYS = tuple(field.name for field in fields(Origin) if field.name != "published_within")


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
    except RecursionError:
        raise InvalidOriginError("it is nested too deeply. It must hold lines of the form 'key: value'.") from None
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
    published_within = filled.get("published_on") if is_month_or_year(filled.get("published_on", "")) else None
    if published_within is not None:
        del filled["published_on"]
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
        published_within=published_within,
        area=_area(filled),
    )


def _language(entries: Mapping[str, str]) -> str | None:
    language = entries.get("language")
    if language is not None and language not in LANGUAGES:
        raise InvalidOriginError(f"key 'language' is '{language}'. Use {' or '.join(LANGUAGES)}.")
    return language


def _area(entries: Mapping[str, str]) -> str | None:
    """One code, or several for an article on several areas, in the order of the codes."""
    area = entries.get("area")
    if area is None:
        return None
    codes = sorted({code.strip() for code in area.split("+")})
    unknown = [code for code in codes if code not in load_area_codes()]
    if unknown or (WHOLE_COUNTRY in codes and len(codes) > 1):
        what = f"'{unknown[0]}' is no code of an area" if unknown else "the whole country has no part beside it"
        raise InvalidOriginError(
            f"key 'area' is '{area}': {what}. Use the ISO 3166 code of a prefecture or country that concepts.csv lists "
            "on the axis area, such as JP-11 for Saitama; several joined by +; JP for the whole of Japan."
        )
    return "+".join(codes)


def _encoding(entries: Mapping[str, str]) -> str | None:
    encoding = entries.get("encoding")
    if encoding is None:
        return None
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError):
        codec = None
    # Python keeps encodings of other things than text, such as base64, in the same register.
    if codec is None or codec.name in _NOT_OF_FILES or not getattr(codec, "_is_text_encoding", True):
        raise InvalidOriginError(
            f"key 'encoding' is '{encoding}', which is no encoding of text. Use a name such as utf-8, cp932, euc_jp, "
            "iso2022_jp, utf-16 or cp1252."
        )
    return codec.name


def _day(entries: Mapping[str, str], key: str) -> date | None:
    if key not in entries:
        return None
    try:
        return date.fromisoformat(entries[key])
    except ValueError:
        shorter = ", or YYYY-MM or YYYY where the day is not known" if key == "published_on" else ""
        remedy = f"Write a day that exists as YYYY-MM-DD{shorter}."
        raise InvalidOriginError(f"key '{key}' is '{entries[key]}'. {remedy}") from None
