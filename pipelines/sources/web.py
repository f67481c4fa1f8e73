"""A document by its URL: robots.txt asked, redirects followed and checked, failures tried again.

What a document holds belongs elsewhere; so does the single request, in ``exchange``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from pipelines.sources.addresses import Target, checked_addresses, checked_url
from pipelines.sources.errors import FetchError, GoneError, RetryableError, TooSlowError
from pipelines.sources.exchange import Answer, exchange
from pipelines.sources.politeness import ROBOTS_BYTES, Politeness, user_agent
from pipelines.sources.world import Limits, World

_REDIRECTS = {301, 302, 303, 307, 308}
# What a server says once and for all: it does not do such a thing.
_NEVER = {501, 505}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gives to ask later whether a document is still the same."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> Mapping[str, str]:
        """The request headers that ask so."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Document:
    """An answer with content.

    Attributes:
        url: Where it was found in the end, after redirects.
        content_type: In lower case, without parameters; empty where the server names none.
        charset: As the header says, None where it does not.
    """

    url: str
    content: bytes
    content_type: str
    charset: str | None
    validators: Validators


class Web:
    """Asks servers for documents during one run; remembers their robots.txt and when they were asked last."""

    def __init__(self, world: World, limits: Limits, contact: str | None = None) -> None:
        self._world = world
        self._limits = limits
        self._headers = {"User-Agent": user_agent(contact), "Accept-Encoding": "gzip, deflate"}
        self._politeness = Politeness(world, limits, self._read_robots)

    def get(
        self,
        url: str,
        *,
        accept: str,
        allow_private: bool = False,
        validators: Validators | None = None,
        max_bytes: int | None = None,
    ) -> Document | None:
        """Fetch a document.

        Args:
            url: Where it is said to be.
            accept: The content types wanted, as the header of that name gives them.
            allow_private: Whether it may lie at an address that is not public.
            validators: Of the copy at hand.
            max_bytes: If it may have fewer than the limits say.

        Returns:
            The document; None when it is the copy at hand.

        Raises:
            FetchError: It cannot be had; GoneError when the server says there is none.
        """
        headers = {**self._headers, "Accept": accept, **(validators or Validators()).headers()}
        limits = replace(self._limits, max_bytes=min(self._limits.max_bytes, max_bytes or self._limits.max_bytes))
        answer = self._follow(_Request(checked_url(url), headers, limits, allow_private, asks_robots=True))
        if answer.status == 304 and validators is not None and validators.headers():
            return None
        if answer.status in (404, 410):
            raise GoneError(f"{answer.target.url} does not exist (status {answer.status}). Correct or remove its link.")
        if answer.status != 200:
            raise FetchError(f"{answer.target.url} was answered with status {answer.status}. Look at it in a browser.")
        content_type, charset = _content_type(answer.headers.get("content-type", ""))
        validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        return Document(answer.target.url, answer.content, content_type, charset, validators)

    def left_alone_until(self, url: str) -> datetime | None:
        """Until when the host of an address asked in this run not to be asked; None where it did not."""
        return self._politeness.left_alone_until(checked_url(url))

    def _follow(self, request: _Request) -> Answer:
        """The answer at the end of the redirects, each of which is checked like the first address."""
        seen = [request.target.url]
        while True:
            answer = self._ask(request)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            target = _redirected(request.target, location)
            if target.url in seen:
                raise FetchError(f"{seen[0]} is redirected in a circle, by way of {target.url}. Correct the address.")
            if len(seen) > self._limits.redirects:
                raise FetchError(f"{seen[0]} is redirected more than {self._limits.redirects} times. Correct it.")
            seen.append(target.url)
            request = replace(request, target=target)

    def _ask(self, request: _Request) -> Answer:
        """The answer to one address, after as many attempts as it takes and we have."""
        attempt = 1
        while True:
            try:
                answer = self._try(request)
                self._politeness.has_answered(request.target)
                return answer
            except TooSlowError:
                self._politeness.has_failed(request.target)
                raise
            except RetryableError as error:
                wait = self._wait(attempt, error.retry_after)
                if wait > self._limits.longest_wait_seconds:
                    self._politeness.leave_alone(request.target, wait)
                    raise FetchError(f"{error} It asks to wait {wait:,.0f} seconds.") from None
                if attempt >= self._limits.attempts:
                    self._politeness.has_failed(request.target)
                    raise FetchError(f"{error} Tried {attempt} times.") from None
                self._world.sleep(wait)
                attempt += 1

    def _try(self, request: _Request) -> Answer:
        target = request.target
        addresses = checked_addresses(target, self._world.resolver, allow_private=request.allow_private)
        if request.asks_robots:
            self._politeness.admit(target, allow_private=request.allow_private)
        self._politeness.pause(target)
        answer = exchange(target, addresses, request.headers, request.limits)
        if answer.status == 429 or (answer.status >= 500 and answer.status not in _NEVER):
            raise RetryableError(
                f"{target.url} was answered with status {answer.status}: the server is busy or broken.",
                self._retry_after(answer.headers.get("retry-after")),
            )
        return answer

    def _wait(self, attempt: int, retry_after: float | None) -> float:
        """Seconds before the next attempt: doubled each time, spread by chance, never less than the server asks."""
        doubled = min(self._limits.backoff_seconds * 2.0 ** (attempt - 1), self._limits.longest_wait_seconds)
        return max(doubled * (0.5 + self._world.jitter() / 2), retry_after or 0)

    def _retry_after(self, value: str | None) -> float | None:
        """Seconds a server asks to wait, which it gives as a number or as a date."""
        if not value:
            return None
        if value.strip().isascii() and value.strip().isdigit():
            return float(value[:12])
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max((moment - self._world.now()).total_seconds(), 0)

    def _read_robots(self, target: Target, allow_private: bool) -> str:
        """A site's robots.txt; a site that answers with a 4xx has none."""
        limits = replace(self._limits, max_bytes=ROBOTS_BYTES, cuts_bodies=True)
        robots = checked_url(f"{target.site}/robots.txt")
        answer = self._follow(_Request(robots, self._headers, limits, allow_private, asks_robots=False))
        if 400 <= answer.status < 500:
            return ""
        if answer.status != 200:
            raise FetchError(f"{robots.url} was answered with status {answer.status}.")
        return answer.content.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Request:
    """What one address is asked with."""

    target: Target
    headers: Mapping[str, str] = field(repr=False)
    limits: Limits
    allow_private: bool
    asks_robots: bool


def _redirected(target: Target, location: str) -> Target:
    try:
        joined = urljoin(target.url, location)
    except ValueError:
        raise FetchError(f"{target.url} is redirected to {location[:200]!r}, which is no address.") from None
    try:
        onward = checked_url(joined)
    except FetchError as error:
        raise FetchError(f"{target.url} is redirected to where nothing is fetched. {error}") from None
    if target.scheme == "https" and onward.scheme == "http":
        raise FetchError(f"{target.url} is redirected from https to http, which anybody on the way could alter.")
    return onward


def _content_type(header: str) -> tuple[str, str | None]:
    kind, *parameters = header.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip():
            return kind.strip().lower(), value.strip().strip("\"'").strip().lower()
    return kind.strip().lower(), None
