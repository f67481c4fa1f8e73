"""What the assets are given to work with; tests swap these instead of mocking.

How each part works belongs to its stage.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import dagster as dg

from pipelines.defs.dbt_runner import DbtRunner
from pipelines.extraction import Extraction, extract
from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.validation import Validator
from pipelines.warehouse import build_lock

# Asked for by every asset that touches the build folder, and held by all of them together.
WriterLock = dg.ResourceParam[None]
Extractor = Callable[[str, date | None, str | None, str | None], Extraction]
# Whoever runs the job in this process may want to see how far a long step is; Dagster itself has no use for it.
Progress = dg.ResourceParam[OnProgress]

# A second run waits this long for the first: far more than a refresh takes, short enough to be noticed.
LOCK_WAIT_SECONDS = 600


def build_resources(settings: Settings) -> Mapping[str, object]:
    """The resources of a run, by name."""

    @dg.resource(description="Held for the whole run: one writer at a time in the build folder.")
    def writer_lock(context: dg.InitResourceContext) -> Iterator[None]:
        def say_so(holder: str) -> None:
            if context.log:
                context.log.info(f"Another build ({holder}) is running; waiting for it to end.")

        with build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=say_so):
            yield

    validator = Validator()

    @dg.resource(description="Great Expectations in a process of its own, which starts as soon as a run does.")
    def ready_validator(_context: dg.InitResourceContext) -> Validator:
        validator.warm_up()
        return validator

    return {
        "settings": settings,
        "extractor": extract,
        "dbt": DbtRunner(settings),
        "validator": ready_validator,
        "writer_lock": writer_lock,
        "progress": unheard,
    }
