"""What this machine last brought to the lake: asked every half minute, so it is a file here and no question there."""

from __future__ import annotations

import json

from pipelines.settings import Settings


def remember_lake(settings: Settings, input_fingerprint: str) -> None:
    """Keep that the lake was built from what this machine published with this fingerprint."""
    settings.lake_state_path.write_text(json.dumps(_state(settings, input_fingerprint)), encoding="utf-8")


def is_lake_current(settings: Settings, input_fingerprint: str) -> bool:
    """Whether the lake has what this machine published with this fingerprint; true where there is no lake."""
    if settings.lake is None:
        return True
    try:
        state = json.loads(settings.lake_state_path.read_bytes())
    except (OSError, ValueError):
        return False
    return bool(state == _state(settings, input_fingerprint))


def _state(settings: Settings, input_fingerprint: str) -> dict[str, str | None]:
    return {"lake": settings.lake, "collection": settings.collection, "input_fingerprint": input_fingerprint}
