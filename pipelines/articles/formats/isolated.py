"""A process of its own for parsers: a document that takes it down, or takes too long, takes nothing else with it.

Parsers of pages and PDF files are large, and the files come from anywhere. The process is asked one document at a
time, within limits of time and memory, and is replaced by a new one when a document was too much for it. What it does
belongs to ``child``.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from pipelines.articles.formats.reading import ReadingLimits, UnreadableArticleError
from pipelines.articles.model import Origin, Rejection
from pipelines.settings import PROJECT_DIR

# Starting takes a second; a machine under load is given time, and a broken installation does not wait for ever.
_START_SECONDS = 120
_LENGTH_BYTES = 8
_CHUNK = 1 << 16


class IsolationError(Exception):
    """The process cannot be started: something is wrong with the installation, not with a file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process read from a document."""

    text: str
    note: str | None
    document: Origin


class IsolatedProcess:
    """Started when first asked; stopped by ``stop``, or by itself when this program ends, however it does."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None

    def ask(self, parser: str, content: bytes) -> Answer:
        """Have one document read.

        Args:
            parser: ``html`` or ``pdf``.
            content: The bytes of the document; those of a page are UTF-8.

        Raises:
            UnreadableArticleError: There is no article in it, or reading it took more than the limits allow.
            IsolationError: The process cannot be started.
        """
        try:
            process = self._handed(parser, content)
            answer = _receive(process, self._limits.seconds)
        except BaseException:
            self.stop()
            raise
        if answer is None:
            error = self._too_complex(process)
            self.stop()
            raise error
        if answer.get("ends"):
            self.stop()
        return _answer(answer)

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None

    def _handed(self, parser: str, content: bytes) -> subprocess.Popen[bytes]:
        """A process that has the document and has loaded the parser, so that loading does not count against it."""
        request = json.dumps({"parser": parser, "bytes": len(content)}).encode() + b"\n" + content
        # A process can have been ended from outside while it waited; a new one is then as good.
        for is_last in (False, True):
            process = self._running()
            answer = _receive(process, _START_SECONDS) if _send(process, request, _START_SECONDS) else None
            if answer is not None and answer.get("loaded"):
                return process
            if is_last or answer is not None:
                raise self._not_started(process, answer)
            self.stop()
        raise AssertionError("the loop returns or raises")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        limits = self._limits
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the process is
        try:
            self._process = subprocess.Popen(
                # -P: nothing in the folder one happens to be in is imported.
                [sys.executable, "-P", "-m", "pipelines.articles.formats.child",
                 str(limits.max_chars), str(limits.seconds), str(limits.memory_mb)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, bufsize=0,
                env=_environment(),
            )  # fmt: skip
        except OSError as error:
            raise IsolationError(f"The process that reads pages and PDF files cannot be started: {error}.") from error
        return self._process

    def _not_started(self, process: subprocess.Popen[bytes], answer: Mapping[str, Any] | None = None) -> IsolationError:
        why = answer.get("broken") if answer else self._last_complaint() or _ending(process)
        return IsolationError(
            f"The process that reads pages and PDF files does not start: {why}. Run `make build` to set up the "
            "environment again, or raise NPA_READ_MEMORY_MB if memory is short."
        )

    def _too_complex(self, process: subprocess.Popen[bytes]) -> UnreadableArticleError:
        seconds, memory = self._limits.seconds, self._limits.memory_mb
        remedy = "Save the article's text as UTF-8 in a .txt file"
        try:
            # What closes its output is ending; what does not is still busy.
            process.wait(1)
        except subprocess.TimeoutExpired:
            return UnreadableArticleError(
                Rejection.TOO_COMPLEX,
                f"Reading it was stopped after {seconds} seconds. {remedy}, or raise NPA_READ_SECONDS.",
            )
        return UnreadableArticleError(
            Rejection.TOO_COMPLEX,
            f"Reading it ended the process that reads such files ({_ending(process)}), which may use {memory:,} MB. "
            f"{remedy}, or raise NPA_READ_MEMORY_MB.",
        )

    def _last_complaint(self) -> str | None:
        if self._complaints is None:
            return None
        self._complaints.seek(0)
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else None


def _environment() -> Mapping[str, str]:
    """The environment of this program, with this project where Python finds it from any folder."""
    paths = [str(PROJECT_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


def _send(process: subprocess.Popen[bytes], content: bytes, seconds: float) -> bool:
    """Whether the process took all of it in time."""
    assert process.stdin is not None
    deadline = time.monotonic() + seconds
    os.set_blocking(process.stdin.fileno(), False)
    rest = memoryview(content)
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdin, selectors.EVENT_WRITE)
        while rest:
            if not selector.select(max(deadline - time.monotonic(), 0)):
                return False
            try:
                rest = rest[os.write(process.stdin.fileno(), rest[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError:
                return False
    return True


def _receive(process: subprocess.Popen[bytes], seconds: float) -> Mapping[str, Any] | None:
    """The next answer, None when the process ended or the time was up before it was complete."""
    deadline = time.monotonic() + seconds
    length = _read(process, _LENGTH_BYTES, deadline)
    if length is None:
        return None
    body = _read(process, int.from_bytes(length, "big"), deadline)
    if body is None:
        return None
    answer: Mapping[str, Any] = json.loads(body)
    return answer


def _read(process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes | None:
    assert process.stdout is not None
    found = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(found) < size:
            if not selector.select(max(deadline - time.monotonic(), 0)):
                return None
            chunk = os.read(process.stdout.fileno(), min(size - len(found), _CHUNK))
            if not chunk:
                return None
            found += chunk
    return bytes(found)


def _answer(answer: Mapping[str, Any]) -> Answer:
    if "reason" in answer:
        raise UnreadableArticleError(Rejection(answer["reason"]), answer["message"])
    said = answer["document"]
    day = date.fromisoformat(said["published_on"]) if said.get("published_on") else None
    document = Origin(said.get("publisher"), said.get("title"), said.get("url"), day)
    return Answer(answer["text"], answer["note"], document)


def _ending(process: subprocess.Popen[bytes]) -> str:
    code = process.poll()
    if code is None:
        return "it does not answer"
    if code < 0:
        try:
            return f"ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"ended by signal {-code}"
    return f"exit code {code}"
