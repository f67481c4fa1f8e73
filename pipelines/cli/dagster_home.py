"""The folder Dagster keeps run history, sensor and schedule state in, below the build folder."""

from __future__ import annotations

from pathlib import Path

from pipelines.settings import Settings

# Of a build at a terminal; `npa dev` reads the one that Dagster looks for by itself.
BUILD_CONFIGURATION = "build.yaml"

_CONFIGURATION = """\
# Written by npa; everything in this folder is generated.
telemetry:
  enabled: false
# no invitation to a newsletter at the first visit
nux:
  enabled: false
"""
# Dagster keeps what a step prints by pointing the terminal's file numbers at a file, whose end other processes print
# in turn: a progress bar cannot be drawn through that, and Ctrl-C ends them with tracebacks.
_NOT_CAPTURED = """\
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
"""


def prepare_dagster_home(settings: Settings) -> Path:
    """Create the folder with its configurations, which turn telemetry off."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    for name, content in (("dagster.yaml", _CONFIGURATION), (BUILD_CONFIGURATION, _CONFIGURATION + _NOT_CAPTURED)):
        configuration = home / name
        if not configuration.exists() or configuration.read_text(encoding="utf-8") != content:
            configuration.write_text(content, encoding="utf-8")
    return home
