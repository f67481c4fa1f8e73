"""A PostgreSQL of the tests' own, on loopback: Debian's, not as root, ended by whoever started it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class PostgreSQL:
    """A server that can be ended and started again."""

    def __init__(self, programs: Path, folder: Path, user: dict[str, Any]) -> None:
        self._programs = programs
        self._folder = folder
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def initialize(self) -> None:
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-U", "npa", "-E", "UTF8", "--locale=C", "--no-sync")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def start(self) -> None:
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "shared_buffers": "16MB"}
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        log = (self._folder / "log").open("ab")
        self._process = subprocess.Popen(
            [str(self._programs / "postgres"), "-D", str(self._data), "-p", str(self.port), *options],
            stdout=log,
            stderr=log,
            **self._user,
        )
        log.close()
        while not self._is_ready():
            assert self._process.poll() is None, (self._folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """As a crash would: connections are cut, nothing is written."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()
        self._process = None

    def close(self) -> None:
        if self._process is not None:
            self.stop()

    def create_database(self, name: str) -> str:
        """A new database, as NPA_LAKE names it."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "npa", name)
        return f"postgres:dbname={name} host=127.0.0.1 port={self.port} user=npa"

    def _is_ready(self) -> bool:
        command = [str(self._programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *arguments], capture_output=True, text=True, check=False, **self._user
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A running server for the length of a block; the test is skipped where PostgreSQL is not installed."""
    programs = _programs()
    user: dict[str, Any] = {"cwd": "/"}
    # PostgreSQL refuses to run as root, and pytest's own folders are closed to everybody else.
    folder = Path(tempfile.mkdtemp(prefix="npa-postgresql-"))
    if os.geteuid() == 0:
        account = _account()
        os.chown(folder, account.pw_uid, account.pw_gid)
        user |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    server = PostgreSQL(programs, folder, user)
    try:
        server.initialize()
        server.start()
        yield server
    finally:
        server.close()
        shutil.rmtree(folder)


def _programs() -> Path:
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    for folder in folders:
        if all((folder / program).exists() for program in ("initdb", "postgres", "createdb", "pg_isready")):
            return folder
    pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql): no lake with a catalogue there is tried")


def _account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.skip("There is no account to run PostgreSQL with: it refuses to run as root")
