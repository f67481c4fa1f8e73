"""A real browser that looks at pages from the disk, and keeps what it complains of and what it asks for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass
class Visit:
    """A page that is open.

    Attributes:
        page: It.
        complaints: What its console said, and errors nobody caught.
        requests: Addresses it asked for that are not files beside it.
    """

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def value(self, expression: str) -> Any:
        """What an expression gives inside the page."""
        return self.page.evaluate(expression)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window; the test is skipped where there is none."""
    path = os.environ.get("NPA_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("There is no Chromium to look at the site with: install one, or name it in NPA_CHROMIUM.")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        # Inside a container there is often no right to make the sandbox; what is opened is our own.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, path: Path, *, anchor: str = "", scheme: str = "light", size: dict[str, int] = DESK
) -> Iterator[Visit]:
    """Open a page from the disk.

    Args:
        browser: To open it in.
        path: The page.
        anchor: What follows its address, with the sign before it.
        scheme: light or dark.
        size: Of the window.
    """
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": size["width"], "height": size["height"]},
        accept_downloads=True,
    )
    visit = Visit(context.new_page())
    visit.page.on("console", lambda message: visit.complaints.append(f"{message.type}: {message.text}"))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file://", "data:", "blob:")) else visit.requests.append(request.url)
        ),
    )
    visit.page.goto(path.as_uri() + anchor)
    if visit.page.locator("figure.chart").count():
        visit.page.wait_for_selector("html[data-charts]")
    yield visit
    context.close()
