"""Starts and ends processes that work for this one, so that neither Ctrl-C nor a signal they ignore gets in the way.

What such a process does, and what is said to it, belongs to whoever starts it.
"""

from __future__ import annotations

import signal
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess


def start_process(process: BaseProcess) -> None:
    """Start a spawned process that Ctrl-C does not reach: a user's is for this process, which ends the other one.

    Raises:
        OSError: The system has no room for it, or it was ended before it had begun.
    """
    # Starting the tracker, which starting the process does else, would end the blocking.
    resource_tracker.ensure_running()
    # What is blocked here stays blocked there for good.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def end_process(process: BaseProcess) -> None:
    """End it at once, whatever it is doing, and wait until it is gone.

    Not by SIGTERM: who ignores that hands the habit down to every process it starts, and nothing would end.
    """
    process.kill()
    process.join()
