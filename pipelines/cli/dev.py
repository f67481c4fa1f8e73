"""`npa dev`: the Dagster interface on this project, with its state in the build folder."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from pipelines.cli.dagster_home import prepare_dagster_home
from pipelines.cli.errors import CommandError
from pipelines.settings import PROJECT_DIR, Settings


def run(host: str, port: int) -> NoReturn:
    """Become `dagster dev`, so that whoever stops this process stops it."""
    settings = Settings.from_environment()
    try:
        home = prepare_dagster_home(settings)
    except OSError as error:
        raise CommandError(
            f"{settings.dagster_home} cannot be written ({error.strerror or error}). Give this user the right to write "
            "there, or set NPA_BUILD_DIR to another folder."
        ) from error
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "NPA_RAW_DIR": str(settings.raw_dir),
        "NPA_BUILD_DIR": str(settings.build_dir),
    }
    os.chdir(PROJECT_DIR)
    command = [sys.executable, "-m", "dagster", "dev", "--host", host, "--port", str(port)]
    os.execve(sys.executable, command, environment)
