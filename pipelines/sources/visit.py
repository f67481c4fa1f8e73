"""One source, asked once: its listing, the documents that are new, and those it is time to look at again.

Which sources are asked belongs to ``fetch``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from pipelines.articles import Origin
from pipelines.progress import OnProgress, unheard
from pipelines.sources.archive import Archive, ArchiveError
from pipelines.sources.config import Source, SourceKind
from pipelines.sources.documents import ARTICLES, FEEDS, PAGES, check_listing, encoding_of, suffix_of
from pipelines.sources.errors import FetchError, GoneError
from pipelines.sources.links import Link, links_of_feed, links_of_index, plausible
from pipelines.sources.reports import Counts
from pipelines.sources.state import DocumentState, SourceState
from pipelines.sources.web import Document, Validators, Web
from pipelines.sources.world import World

# Reading a feed takes some ten microseconds a byte, whoever wrote it.
LISTING_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking a source: what to remember, and what was done with its documents."""

    state: SourceState
    counts: Counts


class Visit:
    """One source being asked; its notes on the way become the outcome."""

    def __init__(
        self,
        source: Source,
        known: SourceState,
        web: Web,
        archive: Archive,
        world: World,
        on_stored: Callable[[str, str], None],
        on_progress: OnProgress = unheard,
    ) -> None:
        self._source = source
        self._known = known
        self._web = web
        self._archive = archive
        self._world = world
        self._on_stored = on_stored
        self._on_progress = on_progress
        self._documents = dict(known.documents)
        self._errors: list[str] = []
        self._counts = Counts()

    def run(self) -> Outcome:
        """Ask the source; what fails is in the outcome, with its reason."""
        try:
            self._archive.clear_up(self._source.name)
            self._ask()
        except (FetchError, ArchiveError) as error:
            self._errors.append(str(error))
        except OSError as error:
            self._errors.append(f"{error.filename or self._source.url}: {error.strerror or error}.")
        except Exception as error:  # a hostile document must not keep the other sources from being asked
            self._errors.append(f"{self._source.url}: {type(error).__name__}: {error}. Please report it.")
        now = self._world.now()
        state = SourceState(
            url=self._source.url,
            attempted_at=now,
            succeeded_at=self._known.succeeded_at if self._errors else now,
            errors=tuple(self._errors),
            left_alone_until=self._web.left_alone_until(self._source.url),
            documents=self._documents,
        )
        return Outcome(state, self._counts)

    def _ask(self) -> None:
        if self._source.kind is SourceKind.PAGE:
            self._try_document(Link(self._source.url))
            return
        listing = self._listing()
        links = self._links(listing) if listing else ()
        fresh = [link for link in links if not self._is_kept(link.url)]
        # A link that failed comes after those never tried: dead ones must not use up what may be asked for.
        fresh.sort(key=lambda link: self._documents.get(link.url, DocumentState()).failures)
        chosen = fresh[: self._source.max_new]
        self._counts = replace(self._counts, left=len(fresh) - len(chosen))
        asked = [*chosen, *self._to_look_at_again()]
        for done, link in enumerate(asked):
            self._on_progress(f"{self._source.name}: {link.url}", done, len(asked))
            self._try_document(link)
        if listing:
            self._forget({link.url for link in links})
            # Only of a listing with nothing left to do is it enough to hear that it is still the same.
            done = not self._errors and not self._counts.left
            validators = listing.validators if done else Validators()
            self._documents[self._source.url] = DocumentState(self._world.now(), listing.url, validators)

    def _listing(self) -> Document | None:
        """The feed or index; None where it is the same as last time."""
        is_feed = self._source.kind is SourceKind.FEED
        known = self._documents.get(self._source.url, DocumentState())
        others = (url for url in self._documents if url != self._source.url)
        listing = self._web.get(
            self._source.url,
            accept=FEEDS if is_feed else PAGES,
            allow_private=self._source.allow_private_addresses,
            # A listing that is the same would not name again what has been removed from raw/ since.
            validators=known.validators if all(map(self._is_kept, others)) else None,
            max_bytes=LISTING_BYTES,
        )
        if listing:
            check_listing(listing, is_feed=is_feed)
        return listing

    def _links(self, listing: Document) -> Sequence[Link]:
        read = links_of_feed if self._source.kind is SourceKind.FEED else links_of_index
        links = read(listing, self._source.link_pattern)
        return [link for link in links if link.url != self._source.url]

    def _try_document(self, link: Link) -> None:
        known = self._documents.get(link.url, DocumentState())
        try:
            is_new = self._fetch(link, known)
        except ArchiveError:
            # No other document could be written either.
            self._counts = replace(self._counts, failed=self._counts.failed + 1)
            raise
        except Exception as error:
            if isinstance(error, GoneError) and self._is_kept(link.url) and self._source.kind is not SourceKind.PAGE:
                # Taken down since; what was said stays said.
                self._documents[link.url] = replace(known, is_gone=True)
                self._counts = replace(self._counts, unchanged=self._counts.unchanged + 1)
                return
            strange = "" if isinstance(error, FetchError) else f"{link.url}: {type(error).__name__}: "
            self._errors.append(f"{strange}{error}")
            # One that is kept is looked at again when its turn comes, not at every fetch.
            looked_at = self._world.now() if self._is_kept(link.url) else known.checked_at
            self._documents[link.url] = replace(known, checked_at=looked_at, failures=known.failures + 1)
            self._counts = replace(self._counts, failed=self._counts.failed + 1)
        else:
            new, unchanged = (1, 0) if is_new else (0, 1)
            self._counts = replace(
                self._counts, new=self._counts.new + new, unchanged=self._counts.unchanged + unchanged
            )

    def _fetch(self, link: Link, known: DocumentState) -> bool:
        """Whether the document, or what it says now, is new."""
        kept_as = known.kept_as or link.url
        validators = known.validators if self._archive.versions(kept_as) else Validators()
        document = self._web.get(
            link.url,
            accept=ARTICLES,
            allow_private=self._source.allow_private_addresses,
            validators=validators,
        )
        now = self._world.now()
        if document is None:
            self._documents[link.url] = replace(known, checked_at=now, failures=0)
            return False
        suffix = suffix_of(document)
        origin = self._origin(link, document, now)
        kept = self._archive.keep(self._source.name, document.content, suffix, origin)
        self._documents[link.url] = DocumentState(now, kept.url, document.validators)
        if kept.path:
            self._on_stored(self._source.name, kept.path.name)
        return kept.path is not None

    def _origin(self, link: Link, document: Document, now: datetime) -> Origin:
        """Where a document comes from; a new version of one was still published when the first was."""
        versions = self._archive.versions(document.url)
        before = versions[-1].origin if versions else Origin()
        published_on = plausible(link.published_on, now) or before.published_on
        return Origin(
            publisher=self._source.publisher,
            title=link.title or before.title,
            url=document.url,
            published_on=published_on,
            published_within=None if published_on else before.published_within,
            language=self._source.language or link.language or before.language,
            date_accessed=now.astimezone(UTC).date(),
            license=self._source.license,
            encoding=encoding_of(document),
        )

    def _is_kept(self, url: str) -> bool:
        known = self._documents.get(url)
        return bool(self._archive.versions(url) or (known and known.kept_as and self._archive.versions(known.kept_as)))

    def _to_look_at_again(self) -> Sequence[Link]:
        """Kept documents that may have been corrected, those looked at longest ago first.

        The older a document, the less often: it is left alone for as long as it had stood when last looked at.
        """
        now = self._world.now()
        waiting = []
        for url, kept in self._archive.of_source(self._source.name).items():
            known = self._documents.get(url, DocumentState())
            first = self._archive.versions(url)[0].origin.date_accessed
            if known.is_gone or first is None:
                continue
            since = datetime.combine(first, time(), UTC)
            looked_at = known.checked_at or datetime.combine(kept.origin.date_accessed or first, time(), UTC)
            if now - looked_at >= max(looked_at - since, self._source.every, timedelta(days=1)):
                waiting.append((looked_at, url))
        return [Link(url) for _, url in sorted(waiting)[: self._source.max_new]]

    def _forget(self, listed: set[str]) -> None:
        """Drop what is remembered of addresses that are neither listed nor kept."""
        kept = self._archive.of_source(self._source.name)
        self._documents = {url: known for url, known in self._documents.items() if url in listed or url in kept}
