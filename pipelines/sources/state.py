"""What fetching remembers between two fetches: when each source was asked, and what servers gave to ask again by.

A cache in the build folder: without it, documents are asked for once more and found to be kept already.
What has been fetched is told by ``raw/`` alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.sources.config import Source
from pipelines.sources.web import Validators

_VERSION = 1
# After a failure a source is asked again this soon, if it is asked less often otherwise.
_AFTER_FAILURE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DocumentState:
    """What is known of an address.

    Attributes:
        checked_at: When it was asked last, with an answer.
        kept_as: The address it led to, under which the document is kept.
        validators: Of the answer.
        failures: How often in a row it could not be had.
        is_gone: Whether it was kept once and is no longer served.
    """

    checked_at: datetime | None = None
    kept_as: str | None = None
    validators: Validators = field(default_factory=Validators)
    failures: int = 0
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source.

    Attributes:
        url: The address this is about; under another one, the source starts over.
        attempted_at: When it was asked last.
        succeeded_at: When it last gave everything that was asked for.
        errors: What could not be had at the last attempt.
        left_alone_until: Its host asked not to be asked before; None where it did not.
        documents: By address; that of the source among them.
    """

    url: str
    attempted_at: datetime | None = None
    succeeded_at: datetime | None = None
    errors: tuple[str, ...] = ()
    left_alone_until: datetime | None = None
    documents: Mapping[str, DocumentState] = field(default_factory=dict)

    def due_at(self, source: Source) -> datetime | None:
        """When it may be asked again; None for at once."""
        if self.attempted_at is None:
            return None
        # What failed is not left for a week because what succeeds is asked for once a week.
        wait = min(source.every, _AFTER_FAILURE) if self.errors else source.every
        due_at = self.attempted_at + wait
        return max(due_at, self.left_alone_until) if self.left_alone_until else due_at


@dataclass(frozen=True, slots=True)
class State:
    """What is known of all sources, by name."""

    sources: Mapping[str, SourceState] = field(default_factory=dict)

    def of(self, source: Source) -> SourceState:
        """What is known of a source; nothing where its address is a new one."""
        known = self.sources.get(source.name)
        return known if known and known.url == source.url else SourceState(source.url)

    def with_source(self, name: str, state: SourceState) -> State:
        """This state with that of one source replaced."""
        return State({**self.sources, name: state})


def is_due(source: Source, state: SourceState, now: datetime) -> bool:
    """Whether a source may be asked again."""
    due_at = state.due_at(source)
    # A last attempt in the future is that of a clock that has been set back.
    return due_at is None or now >= due_at or (state.attempted_at is not None and state.attempted_at > now)


def read_state(path: Path) -> tuple[State, str | None]:
    """The state a file holds.

    Returns:
        The state, and what is to be said of a file that could not be used.
    """
    try:
        content = json.loads(path.read_bytes())
        if content["version"] != _VERSION:
            raise ValueError("it is of another version")
        return State({name: _source_state(entry) for name, entry in content["sources"].items()}), None
    except FileNotFoundError:
        return State(), None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return State(), (
            f"{path} cannot be used ({type(error).__name__}: {error}) and is started over; "
            "nothing is lost but when sources were asked."
        )


def write_state(path: Path, state: State) -> None:
    """Write the state, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    content = {"version": _VERSION, "sources": {name: asdict(entry) for name, entry in state.sources.items()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1, default=datetime.isoformat)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _source_state(entry: Mapping[str, Any]) -> SourceState:
    return SourceState(
        url=str(entry["url"]),
        attempted_at=_moment(entry["attempted_at"]),
        succeeded_at=_moment(entry["succeeded_at"]),
        errors=tuple(str(error) for error in entry["errors"]),
        left_alone_until=_moment(entry["left_alone_until"]),
        documents={str(url): _document_state(document) for url, document in entry["documents"].items()},
    )


def _document_state(entry: Mapping[str, Any]) -> DocumentState:
    validators = entry["validators"]
    return DocumentState(
        checked_at=_moment(entry["checked_at"]),
        kept_as=_text(entry["kept_as"]),
        validators=Validators(_text(validators["etag"]), _text(validators["last_modified"])),
        failures=int(entry["failures"]),
        is_gone=bool(entry["is_gone"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no offset")
    return moment
