"""One row of a file of articles -> an article, or the reason why it is none.

A row is an article as a file of its own would be: identified by the SHA-256 of its text in UTF-8, held to the same
limits. What it says of itself counts before what the origin file says of all rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pipelines.articles.days import is_month_or_year
from pipelines.articles.formats import ReadingLimits, UnreadableArticleError
from pipelines.articles.formats.plain import read_plain_text
from pipelines.articles.model import Article, Origin, Outcome, PassedOver, PassedOverReason, RejectedFile, Rejection
from pipelines.articles.origin import LANGUAGES

# Names under which archives have these columns; the first that has a value counts.
_TEXT = ("text",)
_ID = ("id",)
_PUBLISHED_ON = ("published_on", "published_date", "date_published", "published", "date")
_LANGUAGE = ("language", "lang")
_TEXTS = ("publisher", "title", "url", "citation", "license")
COLUMNS = (*_TEXT, *_ID, *_PUBLISHED_ON, *_LANGUAGE, *_TEXTS, "date_accessed")

_LONGEST_ID = 200

Record = Mapping[str, Any]


class InvalidRecordError(Exception):
    """A row does not hold what it should; the message names the column and the remedy."""


def read_record(
    record: Record, path: str, row: int, origin: Origin, limits: ReadingLimits, may_count: Callable[[str], bool]
) -> Outcome:
    """Read one row.

    Args:
        record: Its values by column.
        path: Of the file, relative to ``raw/``.
        row: Its place in the file, from 1.
        origin: What the file's origin file says of all rows.
        limits: How long the text may be.
        may_count: Whether a text can hold what the project looks for; one that cannot is passed over.
    """
    text = _first(record, _TEXT)
    content: bytes | None = None
    try:
        if not isinstance(text, str):
            raise InvalidRecordError(
                "It has no text. Each row needs a column 'text' with the text of an article."
                if text is None
                else f"Its column 'text' holds {type(text).__name__}. Write the text of the article there."
            )
        content = _encoded(text)
        read = read_plain_text(content, ".txt", "utf-8", limits)
        own, is_other_language = _origin(record)
    except InvalidRecordError as error:
        return _reject(path, row, content, Rejection.INVALID_ROW, str(error))
    except UnreadableArticleError as error:
        return _reject(path, row, content, error.reason, error.message)
    article = Article(
        article_id=hashlib.sha256(content).hexdigest(),
        source_path=f"{path}#{_id(record) or f'row-{row}'}",
        text=text,
        byte_count=len(content),
        origin=_over(own, origin),
        media_type=read.media_type,
        encoding=read.encoding,
        note=read.note,
        document=Origin(),
        row=row,
    )
    if is_other_language:
        return PassedOver(article, PassedOverReason.OTHER_LANGUAGE)
    return article if may_count(text) else PassedOver(article, PassedOverReason.OTHER_SUBJECT)


def reject_row(path: str, row: int, reason: Rejection, message: str) -> RejectedFile:
    """A row that is not even a record."""
    return _reject(path, row, None, reason, message)


def _reject(path: str, row: int, content: bytes | None, reason: Rejection, message: str) -> RejectedFile:
    # By its place, not by its id, which other rows may have too.
    return RejectedFile(
        f"{path}#row-{row}", None if content is None else hashlib.sha256(content).hexdigest(), reason, message, row
    )


def _over(own: Origin, common: Origin) -> Origin:
    """What a row says, and where it says nothing, what is said of all."""
    if own.published_within:
        common = replace(common, published_on=None)
    said = {name: value for name in Origin.__slots__ if (value := getattr(own, name)) is not None}
    return replace(common, **said)


def _origin(record: Record) -> tuple[Origin, bool]:
    """What a row says of itself, and whether it is in a language that is not read."""
    language = _text(record, _LANGUAGE)
    # As archives write it: en, EN, en-US, ja_JP.
    code = language.replace("_", "-").split("-")[0].lower() if language else None
    is_known = code is None or code in LANGUAGES
    said = _first(record, _PUBLISHED_ON)
    published_within = said.strip() if isinstance(said, str) and is_month_or_year(said.strip()) else None
    return (
        Origin(
            **{name: _text(record, (name,)) for name in _TEXTS},
            published_on=None if published_within else _day(record, _PUBLISHED_ON),
            published_within=published_within,
            language=code if is_known else None,
            date_accessed=_day(record, ("date_accessed",)),
        ),
        not is_known,
    )


def _id(record: Record) -> str | None:
    """The row's own id, on one line: it becomes part of a path."""
    value = _first(record, _ID)
    if value is None or isinstance(value, (dict, list, bytes)):
        return None
    shown = str(value)[:_LONGEST_ID]
    return "".join(character if character.isprintable() else "\ufffd" for character in shown).strip() or None


def _text(record: Record, names: tuple[str, ...]) -> str | None:
    value = _first(record, names)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidRecordError(f"Its column '{names[0]}' holds {type(value).__name__}. Write a text there.")
    _encoded(value, names[0])
    return value.strip() or None


def _day(record: Record, names: tuple[str, ...]) -> date | None:
    name = next((name for name in names if not _is_empty(record.get(name))), names[0])
    value = record.get(name)
    if _is_empty(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise InvalidRecordError(f"Its column '{name}' is {str(value)[:40]!r}. Write a day that exists as YYYY-MM-DD.")


def _first(record: Record, names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if not _is_empty(record.get(name))), None)


def _is_empty(value: object) -> bool:
    return value is None or value == ""


def _encoded(text: str, column: str = "text") -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRecordError(
            f"Character {error.start} of its column '{column}' is half of a surrogate pair, which no text holds. Write "
            "the file anew, as UTF-8."
        ) from None
