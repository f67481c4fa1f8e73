"""The folder Dagster keeps run history, sensor and schedule state in, below the build folder."""

from __future__ import annotations

from pathlib import Path

from pipelines.settings import Settings

_CONFIGURATION = """\
# Written by npa; everything in this folder is generated.
telemetry:
  enabled: false
# no invitation to a newsletter at the first visit
nux:
  enabled: false
"""


def prepare_dagster_home(settings: Settings) -> Path:
    """Create the folder with its configuration, which turns telemetry off."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    configuration = home / "dagster.yaml"
    if not configuration.exists() or configuration.read_text(encoding="utf-8") != _CONFIGURATION:
        configuration.write_text(_CONFIGURATION, encoding="utf-8")
    return home
