"""Fetches from the web server of the tests, with a clock that passes when the fetch sleeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from pipelines.articles import ORIGIN_SUFFIX
from pipelines.settings import Settings
from pipelines.sources import FetchResult, Limits, SourceReport, World, fetch_sources
from pipelines.sources.addresses import Resolver, resolve
from tests.integration.http_server import Reply, Site

# The times are for a machine under load; tests of them set their own.
LIMITS = Limits(connect_seconds=60, read_seconds=60, total_seconds=120, max_bytes=200_000)


@dataclass
class Clock:
    """A clock that only sleeping moves, and that remembers each sleep."""

    moment: datetime = datetime(2018, 4, 27, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


@dataclass
class Fetching:
    """A folder of articles with a list of sources, and the means to fetch from the server."""

    settings: Settings
    site: Site
    clock: Clock = field(default_factory=Clock)
    limits: Limits = LIMITS
    resolver: Resolver = resolve

    def configure(self, *sources: Mapping[str, object]) -> None:
        """Write the list of sources; each may be asked on this machine unless it says otherwise."""
        entries = [{"allow_private_addresses": "true", "publisher": "NPA", **source} for source in sources]
        self.settings.raw_dir.mkdir(exist_ok=True)
        self.settings.sources_path.write_text(yaml.safe_dump({"sources": entries}), encoding="utf-8")

    def source(self, kind: str, path: str, **more: object) -> None:
        """Write a list of one source, `npa`."""
        self.configure({"name": "npa", "kind": kind, "url": self.site.url + path, **more})

    def run(self, *, force: bool = False, name: str | None = None) -> FetchResult:
        world = World(self.clock.now, self.clock.sleep, lambda: 1.0, self.resolver)
        return fetch_sources(self.settings, force=force, name=name, world=world, limits=self.limits)

    def report(self, *, force: bool = False) -> SourceReport:
        """Fetch from the only source."""
        (report,) = self.run(force=force).reports
        return report

    def later(self, **span: float) -> None:
        self.clock.moment += timedelta(**span)

    def files(self) -> list[str]:
        """Every file below raw/fetched/, origin files and hidden ones too."""
        folder = self.settings.raw_dir / "fetched"
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    def articles(self) -> list[Path]:
        return [self.settings.raw_dir / "fetched" / name for name in self.files() if not name.endswith(ORIGIN_SUFFIX)]

    def texts(self) -> list[bytes]:
        return sorted(path.read_bytes() for path in self.articles())

    def origins(self) -> Sequence[Mapping[str, str]]:
        paths = [path.with_name(path.stem + ORIGIN_SUFFIX) for path in self.articles()]
        return [yaml.load(path.read_bytes(), yaml.BaseLoader) for path in paths]

    def limited(self, **limits: Any) -> None:
        self.limits = replace(self.limits, **limits)


def rss(*items: str, **channel: str) -> Reply:
    """A feed of items, each given as its elements."""
    about = "".join(f"<{name}>{value}</{name}>" for name, value in channel.items())
    body = "".join(f"<item>{item}</item>" for item in items)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{about}{body}</channel></rss>'
    return Reply(text.encode(), headers={"Content-Type": "application/rss+xml"})


def item(url: str, title: str = "Figures", published: str = "Fri, 27 Apr 2018 05:00:00 +0900") -> str:
    """An item of a feed, with its elements escaped by whoever calls."""
    return f"<title>{title}</title><link>{url}</link><pubDate>{published}</pubDate>"


def index(*paths: str) -> Reply:
    """A page of links."""
    body = "".join(f'<li><a href="{path}">link</a></li>' for path in paths)
    return Reply(f"<html><body><ul>{body}</ul></body></html>".encode(), headers={"Content-Type": "text/html"})
