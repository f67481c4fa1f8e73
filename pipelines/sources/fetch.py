"""Asks the sources that are due for what is new, and keeps it in ``raw/``.

One source after the other, one document after the other; what fails is remembered with its reason, and the rest
goes on. How a document is asked for belongs to ``web``, how it is kept to ``archive``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.articles import DocumentReader, ReadingLimits
from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.sources.archive import Archive
from pipelines.sources.config import Source, SourcesError, read_sources
from pipelines.sources.lock import fetch_lock
from pipelines.sources.reports import SourceReport, report
from pipelines.sources.state import State, is_due, read_state, write_state
from pipelines.sources.visit import Visit
from pipelines.sources.web import Web
from pipelines.sources.world import Limits, World

LOCK_WAIT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What came of a fetch.

    Attributes:
        reports: How each source that was chosen stands now.
        notes: What else is to be said.
    """

    reports: tuple[SourceReport, ...]
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[SourceReport, ...]:
        """The sources that this fetch asked and that did not give everything."""
        return tuple(report for report in self.reports if report.was_asked and report.errors)


def fetch_sources(
    settings: Settings,
    *,
    name: str | None = None,
    force: bool = False,
    world: World | None = None,
    limits: Limits | None = None,
    on_wait: Callable[[], None] = lambda: None,
    on_stored: Callable[[str, str], None] = lambda source, path: None,
    on_progress: OnProgress = unheard,
) -> FetchResult:
    """Ask the sources that are due, and keep what is new.

    Args:
        settings: Where to read and write.
        name: Only the source of this name.
        force: Ask also what is not due.
        world: Time, chance and names; the real ones when None.
        limits: How long and how much; those of the settings when None.
        on_wait: Called once, when another fetch has to end first.
        on_stored: Called with source and path, relative to ``raw/``, of each new document.
        on_progress: Told of each source that is asked, by its name, and of each document of it.

    Raises:
        SourcesError: The configuration cannot be used, or has no source of this name.
        FetchRunningError: Another fetch does not end.
    """
    sources = _chosen(read_sources(settings.sources_path), name, settings)
    if not sources:
        return FetchResult(())
    world = world or World()
    limits = limits or Limits(max_bytes=settings.max_article_bytes)
    with (
        fetch_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait),
        DocumentReader(ReadingLimits.from_settings(settings)) as reader,
    ):
        state, note = read_state(settings.sources_state_path)
        notes = [note] if note else []
        archive = Archive(settings.raw_dir, reader)
        web = Web(world, limits, settings.contact)
        reports = []
        for source in sources:
            known = state.of(source)
            if not force and not is_due(source, known, world.now()):
                reports.append(report(source, state, archive, world.now()))
                continue
            on_progress(source.name, 0, 0)
            visit = Visit(source, known, web, archive, world, on_stored, on_progress)
            outcome = visit.run()
            state = state.with_source(source.name, outcome.state)
            if problem := _remember(settings, state):
                notes.append(problem)
            reports.append(report(source, state, archive, world.now(), outcome.counts))
    return FetchResult(tuple(reports), tuple(dict.fromkeys(notes)))


def due_sources(settings: Settings, world: World | None = None) -> tuple[str, ...]:
    """The names of the sources that may be asked now.

    Raises:
        SourcesError: The configuration cannot be used.
    """
    sources = read_sources(settings.sources_path)
    if not sources:
        return ()
    state, _ = read_state(settings.sources_state_path)
    now = (world or World()).now()
    return tuple(source.name for source in sources if is_due(source, state.of(source), now))


def _chosen(sources: Sequence[Source], name: str | None, settings: Settings) -> Sequence[Source]:
    if name is None:
        return sources
    chosen = [source for source in sources if source.name == name]
    if not chosen:
        known = ", ".join(source.name for source in sources) or "none"
        raise SourcesError(f"{settings.sources_path} has no source '{name}'. It has: {known}.")
    return chosen


def _remember(settings: Settings, state: State) -> str | None:
    """Write the state; what to say where that fails, for it is only a cache."""
    try:
        write_state(settings.sources_state_path, state)
    except OSError as error:
        return f"{settings.sources_state_path} cannot be written: {error.strerror}. Make room, or make it writable."
    return None
