"""A process of its own for Great Expectations, started early and kept.

Importing Great Expectations takes as long as the rest of a refresh: in another process it costs a second core
instead of ten seconds, and later validations find it ready. What is validated, and how, belongs to ``validate``.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from pipelines.processes import end_process, start_process
from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.validation.suites import Suite, load_suites
from pipelines.validation.validate import Finding

if TYPE_CHECKING:
    import pandas as pd

LEAVING_SECONDS = 2


class ValidationError(Exception):
    """The expectations could not be evaluated at all."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What the other process says on its way to an answer; see ``OnProgress``."""

    what: str
    done: int
    total: int


class Validator:
    """Runs the suites; the process behind it starts with the first use and ends with this one."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._asked_for: str | None = None

    def warm_up(self) -> None:
        """Start the process, if it does not run, without waiting for it to be ready."""
        if self._process is not None and self._process.is_alive():
            self._answer()  # to a run that ended before it asked; the staging database must be free for the next one
            return
        # Not forked: a copy of a process that has threads may hang.
        context = multiprocessing.get_context("spawn")
        self._asked_for = None
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="npa-validator", daemon=True)
        start_process(self._process)
        theirs.close()
        atexit.register(self.close)

    def begin(self, run_id: str, settings: Settings, suites: Sequence[Suite]) -> None:
        """Start to run every suite against the staging database, for a run that will ask for the findings."""
        self._ask(run_id, settings, suites)

    def judge(
        self, frames: Mapping[str, Sequence[pd.DataFrame]], suites: Sequence[Suite], on_progress: OnProgress = unheard
    ) -> tuple[Finding, ...]:
        """Findings of every suite on frames that were read elsewhere; no Data Docs are written.

        Args:
            frames: By table, in slices; they are sent to the other process.
            suites: What must hold.
            on_progress: Told of each suite.

        Raises:
            ValidationError: A suite is unusable, or the process was ended from outside.
        """
        self._ask("frames", dict(frames), suites)
        on_progress("Great Expectations", 0, 0)  # may still be starting
        findings, problem = self._answer(on_progress)
        if problem:
            raise ValidationError(problem)
        return findings

    def validate(
        self, run_id: str, settings: Settings, suites: Sequence[Suite], on_progress: OnProgress = unheard
    ) -> tuple[Finding, ...]:
        """Findings of every suite on the staging database; those of all suites are also rendered as Data Docs.

        Args:
            run_id: The run that asks; findings that were begun for it are waited for.
            settings: Where the databases are.
            suites: What must hold.
            on_progress: Told of each suite.

        Raises:
            ValidationError: A suite is unusable, or the process was ended from outside.
        """
        if self._asked_for != run_id:
            self.begin(run_id, settings, suites)
        on_progress("Great Expectations", 0, 0)  # may still be starting
        findings, problem = self._answer(on_progress)
        if problem:
            raise ValidationError(problem)
        return findings

    def _ask(self, asked_for: str, about: object, suites: Sequence[Suite]) -> None:
        """Send a request; a process that is gone says so by not answering."""
        self.warm_up()
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.send((about, tuple(suites)))
            self._asked_for = asked_for

    def _answer(self, on_progress: OnProgress = unheard) -> tuple[tuple[Finding, ...], str | None]:
        """The findings that were asked for, when they are there, or why there are none."""
        if self._connection is None or self._asked_for is None:
            return (), "Nothing was asked."
        self._asked_for = None
        try:
            while isinstance(message := self._connection.recv(), _Step):
                on_progress(message.what, message.done, message.total)
        except (EOFError, OSError):
            return (), "The process that evaluates the expectations ended. Build again."
        findings, problem = message
        return tuple(findings), problem

    def close(self) -> None:
        """End the process: it leaves by itself when nobody is there to ask, unless it is still importing."""
        if self._process is not None and self._connection is not None:
            self._connection.close()
            self._process.join(LEAVING_SECONDS)
            end_process(self._process)
            self._process = None


def _serve(connection: Connection) -> None:
    """Answer requests until the other side is gone."""
    from pipelines.validation.data_docs import write_data_docs
    from pipelines.validation.validate import import_great_expectations, validate, validate_frames

    def tell(what: str, done: int, total: int) -> None:
        connection.send(_Step(what, done, total))

    import_great_expectations()
    while True:
        try:
            asked, suites = connection.recv()
        except EOFError:
            return
        try:
            if isinstance(asked, Settings):
                validation = validate(asked, suites, tell)
                if len(suites) == len(load_suites()):  # they are of all suites, or left as they were
                    tell("Data Docs", len(suites), len(suites))
                    write_data_docs(validation, asked.data_docs_dir)
            else:
                validation = validate_frames(asked, suites, tell)
            connection.send((validation.findings, None))
        except Exception as error:
            connection.send(((), f"The expectations could not be evaluated: {error!r}"))
