"""The libraries that pages carry are those their lists name, and Altair writes for the one that draws."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import altair as alt
import pytest
import vl_convert

from pipelines.report.pictures import VEGA_LITE
from pipelines.settings import PROJECT_DIR

VENDORS = {name: PROJECT_DIR / "pipelines" / name / "vendor" for name in ("report", "validation")}
LICENCES = ("Redistribution", "Permission is hereby granted", "Apache License")


def listed(vendor: Path) -> dict[str, tuple[str, str, str]]:
    """By file: package, version and hash."""
    text = (vendor / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| `(\S+)` \| (\S+) (\S+), .* `([0-9a-f]{64})` \|", text)
    return {name: (package, version, digest) for name, package, version, digest in rows}


@pytest.mark.parametrize("name", VENDORS)
def test_every_library_is_listed_with_its_hash_and_its_licence(name: str) -> None:
    vendor = VENDORS[name]
    files = listed(vendor)
    assert sorted(files) == sorted(path.name for path in vendor.glob("*.min.*"))
    for file, (package, _, digest) in files.items():
        assert hashlib.sha256((vendor / file).read_bytes()).hexdigest() == digest
        licence = (vendor / f"{package.rpartition('/')[2]}.LICENSE").read_text(encoding="utf-8")
        assert any(words in licence for words in LICENCES)


def test_altair_writes_for_the_vega_lite_that_draws() -> None:
    versions = {package: version for package, version, _ in listed(VENDORS["report"]).values()}
    assert versions["vega-lite"] == alt.SCHEMA_VERSION.removeprefix("v")
    assert versions["vega-lite"].startswith(f"{VEGA_LITE}.")
    assert VEGA_LITE in vl_convert.get_vegalite_versions()
