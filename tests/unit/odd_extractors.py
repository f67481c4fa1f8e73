"""Extractors that fail in the ways an extractor can; in a module of their own, so that worker processes find them."""

from __future__ import annotations

import os
import signal
import threading
from datetime import date
from pathlib import Path

from pipelines.extraction import Extraction, extract


def raising(
    text: str, published_on: date | None = None, language: str | None = None, area: str | None = None
) -> Extraction:
    """Raises an error on a text that says so."""
    if "raise" in text:
        raise ValueError("no such rule")
    return extract(text, published_on, language, area)


def ending_its_process(
    text: str, published_on: date | None = None, language: str | None = None, area: str | None = None
) -> Extraction:
    """Takes the process along on a text that says so, as the kernel does when memory is short."""
    if "kill" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract(text, published_on, language, area)


def never_done(
    text: str, published_on: date | None = None, language: str | None = None, area: str | None = None
) -> Extraction:
    """Takes for ever over a text that says ``wait: FILE``, and makes that file when it has begun."""
    rest, _, begun = text.partition("wait: ")
    if begun:
        Path(begun).touch()
        threading.Event().wait()
    return extract(rest, published_on, language, area)
