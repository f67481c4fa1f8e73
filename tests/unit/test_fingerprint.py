"""What makes a build a new one."""

from __future__ import annotations

from pathlib import Path

from pipelines.settings import Settings
from pipelines.warehouse import extractor_version, input_fingerprint


def test_the_extractor_has_a_version_of_its_own(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path, build_dir=tmp_path)
    assert len(extractor_version()) == 16
    assert extractor_version() not in input_fingerprint(settings)
