"""What a server may expect of us: a name, a pause between two requests, and its robots.txt obeyed (RFC 9309).

Asking for robots.txt itself is up to the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protego import Protego

from pipelines.sources.addresses import Target
from pipelines.sources.errors import FetchError
from pipelines.sources.world import Limits, World

PRODUCT = "npa-figures"
# RFC 9309 asks for 500 kibibytes at least; what comes after is not read.
ROBOTS_BYTES = 512_000

# Given a site and whether it may be private; raises a FetchError where the site cannot say.
RobotsReader = Callable[[Target, bool], str]


class DisallowedError(FetchError):
    """robots.txt keeps us out."""


def user_agent(contact: str | None) -> str:
    """The name every request goes by."""
    return f"{PRODUCT} ({contact})" if contact else PRODUCT


@dataclass
class Politeness:
    """What is known of the hosts of one run.

    Attributes:
        read_robots: The text of a site's robots.txt, empty where there is none.
    """

    world: World
    limits: Limits
    read_robots: RobotsReader
    _asked_at: dict[str, datetime] = field(default_factory=dict)
    _closed_until: dict[str, datetime] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)
    _robots: dict[str, Protego | DisallowedError] = field(default_factory=dict)
    _pauses: dict[str, float] = field(default_factory=dict)

    def admit(self, target: Target, *, allow_private: bool) -> None:
        """Find out whether the site lets us in.

        Raises:
            DisallowedError: Its robots.txt says no, or cannot be had.
        """
        if target.site not in self._robots:
            self._robots[target.site] = self._ask_robots(target, allow_private)
        robots = self._robots[target.site]
        if isinstance(robots, DisallowedError):
            raise DisallowedError(str(robots))
        if not robots.can_fetch(target.url, PRODUCT):
            raise DisallowedError(
                f"{target.site}/robots.txt asks not to fetch {target.url}. "
                "Leave it out, or ask the publisher for leave."
            )

    def pause(self, target: Target) -> None:
        """Wait until the host may be asked again.

        Raises:
            FetchError: It asked to be left alone for longer than we wait.
        """
        now = self.world.now()
        if self._failures.get(target.host, 0) >= self.limits.failures_in_a_row:
            raise FetchError(
                f"{target.url} is left for the next fetch: {target.host} has failed too often in this one."
            )
        closed_until = self._closed_until.get(target.host)
        if closed_until and now < closed_until:
            raise FetchError(f"{target.host} asks not to be asked before {closed_until:%Y-%m-%d %H:%M} UTC.")
        if target.host in self._asked_at:
            since = (now - self._asked_at[target.host]).total_seconds()
            pause = max(self.limits.pause_seconds, self._pauses.get(target.host, 0))
            # A clock that was set back must not make the wait longer than the pause.
            if (left := min(pause, pause - since)) > 0:
                self.world.sleep(left)
        self._asked_at[target.host] = self.world.now()

    def leave_alone(self, target: Target, seconds: float) -> None:
        """Ask the host nothing for so long."""
        self._closed_until[target.host] = self.world.now() + timedelta(seconds=min(seconds, 86_400))

    def left_alone_until(self, target: Target) -> datetime | None:
        """Until when the host asked to be left alone, None where it did not."""
        return self._closed_until.get(target.host)

    def has_failed(self, target: Target) -> None:
        """Count that the host did not answer, after every attempt; too often in a row, and it is left alone."""
        self._failures[target.host] = self._failures.get(target.host, 0) + 1

    def has_answered(self, target: Target) -> None:
        """Start counting its failures anew."""
        self._failures.pop(target.host, None)

    def _ask_robots(self, target: Target, allow_private: bool) -> Protego | DisallowedError:
        try:
            robots = Protego.parse(self.read_robots(target, allow_private))
        except FetchError as error:
            return DisallowedError(f"{target.site} is not asked, because its robots.txt cannot be had. {error}")
        delay = robots.crawl_delay(PRODUCT) or 0
        longest = max(self._pauses.get(target.host, 0), min(float(delay), self.limits.longest_pause_seconds))
        self._pauses[target.host] = longest
        return robots
