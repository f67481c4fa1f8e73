"""Processes that work for this one are out of reach of Ctrl-C, and end when they are told to."""

from __future__ import annotations

import os
import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection

from pipelines.processes import end_process, start_process

SPAWN = get_context("spawn")


def ignore_signals(connection: Connection) -> None:
    """Ignore what may be ignored, as after `nohup`, say so, and do not end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    connection.send("ignoring")
    connection.recv()


def test_a_process_that_ignores_signals_is_ended() -> None:
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=ignore_signals, args=(theirs,))
    start_process(process)
    assert ours.recv() == "ignoring"
    process.terminate()
    end_process(process)
    assert process.exitcode == -signal.SIGKILL


def test_ctrl_c_does_not_reach_a_process_even_while_it_starts() -> None:
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=ignore_signals, args=(theirs,))
    start_process(process)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)
    assert ours.recv() == "ignoring"
    os.kill(process.pid, signal.SIGINT)
    ours.send("end")
    process.join()
    assert process.exitcode == 0
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
