"""The world around a fetch as plain callables, and the limits a fetch keeps to; tests pass others.

Nothing here asks a server for anything.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.sources.addresses import Resolver, resolve


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """What a fetch takes from outside.

    Attributes:
        now: The time, with its offset.
        sleep: Waits so many seconds.
        jitter: A number from 0 to 1, by which waits are spread.
        resolver: The network addresses of a host.
    """

    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    resolver: Resolver = resolve


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much, per request unless said otherwise.

    Attributes:
        connect_seconds: Until a connection stands, TLS included.
        read_seconds: Between two pieces of an answer.
        total_seconds: For the whole answer, however steadily it drips.
        max_bytes: Of a body as decoded: what a compressed one expands to counts.
        cuts_bodies: Whether a longer body is cut, not refused.
        redirects: Followed at most.
        attempts: In all, when the server is busy or the connection fails.
        backoff_seconds: Before the second attempt; doubled before each further one.
        failures_in_a_row: Of a host, before it is left alone for this fetch.
        longest_wait_seconds: A server that asks to wait longer is left for this fetch.
        pause_seconds: Between two requests to one host.
        longest_pause_seconds: A longer Crawl-delay is cut to it.
    """

    connect_seconds: float = 10
    read_seconds: float = 30
    total_seconds: float = 120
    max_bytes: int = 20_000_000
    cuts_bodies: bool = False
    redirects: int = 5
    attempts: int = 4
    backoff_seconds: float = 2
    failures_in_a_row: int = 2
    longest_wait_seconds: float = 60
    pause_seconds: float = 1
    longest_pause_seconds: float = 30
