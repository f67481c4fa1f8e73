"""How each source stands: from its configuration, what is remembered of it, and what ``raw/`` holds of it.

Asks no server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipelines.articles import DocumentReader, ReadingLimits
from pipelines.settings import Settings
from pipelines.sources.archive import Archive, newest_day
from pipelines.sources.config import Source, SourceKind, read_sources
from pipelines.sources.state import State, is_due, read_state


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How a source stands.

    Attributes:
        was_asked: Whether this fetch asked it; the counts below are zero where it did not.
        attempted_at: When it was asked last, None for never.
        succeeded_at: When it last gave everything that was asked for.
        last_error: What could not be had at the last attempt, and how much more; None where all could.
        errors: Everything that could not be had at the last attempt.
        documents: Articles with an address that its folder holds, the versions of one counted once.
        documents_new: Stored by this fetch.
        documents_unchanged: Asked for by this fetch and kept already.
        documents_failed: Asked for by this fetch, in vain.
        documents_left: Named by the source and left for the next fetch.
        newest_document_on: Day of the newest: of publication, or else of fetching.
        due_at: When it may be asked again, None for at once.
        staleness: Why it is worth a warning, None where it is not.
    """

    name: str
    kind: SourceKind
    url: str
    publisher: str | None
    was_asked: bool
    is_due: bool
    attempted_at: datetime | None
    succeeded_at: datetime | None
    last_error: str | None
    errors: tuple[str, ...]
    documents: int
    documents_new: int
    documents_unchanged: int
    documents_failed: int
    documents_left: int
    newest_document_on: date | None
    due_at: datetime | None
    staleness: str | None

    @property
    def is_stale(self) -> bool:
        """Whether the last fetch failed, or nothing has come for as long as its configuration allows."""
        return self.staleness is not None

    @property
    def status(self) -> str:
        """In a word: `never asked`, `failed`, `stale` or `ok`."""
        if self.attempted_at is None:
            return "never asked"
        return "failed" if self.errors else "stale" if self.staleness else "ok"


@dataclass(frozen=True, slots=True)
class Counts:
    """What one fetch did with the documents of a source."""

    new: int = 0
    unchanged: int = 0
    failed: int = 0
    left: int = 0


def report(source: Source, state: State, archive: Archive, now: datetime, counts: Counts | None = None) -> SourceReport:
    """How a source stands.

    Args:
        source: Its configuration.
        state: What is remembered.
        archive: What ``raw/`` holds.
        now: The time.
        counts: What this fetch did with its documents; None where it did not ask.
    """
    known = state.of(source)
    kept = archive.of_source(source.name)
    newest = newest_day(kept)
    done = counts or Counts()
    more = f" (and {len(known.errors) - 1} more)" if len(known.errors) > 1 else ""
    return SourceReport(
        name=source.name,
        kind=source.kind,
        url=source.url,
        publisher=source.publisher,
        was_asked=counts is not None,
        is_due=is_due(source, known, now),
        attempted_at=known.attempted_at,
        succeeded_at=known.succeeded_at,
        last_error=known.errors[0] + more if known.errors else None,
        errors=known.errors,
        documents=len(kept),
        documents_new=done.new,
        documents_unchanged=done.unchanged,
        documents_failed=done.failed,
        documents_left=done.left,
        newest_document_on=newest,
        due_at=known.due_at(source),
        staleness=_staleness(source, known.attempted_at, known.succeeded_at, bool(known.errors), newest, now),
    )


def source_reports(settings: Settings, now: datetime) -> tuple[SourceReport, ...]:
    """How every source stands, in the order of the configuration.

    Raises:
        SourcesError: The configuration cannot be used.
    """
    sources = read_sources(settings.sources_path)
    if not sources:
        return ()
    state, _ = read_state(settings.sources_state_path)
    with DocumentReader(ReadingLimits.from_settings(settings)) as reader:  # starts nothing until something is read
        archive = Archive(settings.raw_dir, reader)
        return tuple(report(source, state, archive, now) for source in sources)


def _staleness(
    source: Source,
    attempted_at: datetime | None,
    succeeded_at: datetime | None,
    has_failed: bool,
    newest: date | None,
    now: datetime,
) -> str | None:
    if has_failed:
        return "its last fetch failed"
    if source.stale_after is None or attempted_at is None:
        return None
    if succeeded_at is not None and now - succeeded_at > source.stale_after:
        return f"it last succeeded on {succeeded_at:%Y-%m-%d}"
    if newest is None:
        return "nothing has come from it yet"
    if (now.date() - newest) > source.stale_after:
        return f"its newest document is of {newest}"
    return None
