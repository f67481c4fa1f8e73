"""The libraries the site carries are those their list names, and Altair writes for them."""

from __future__ import annotations

import hashlib
import re

import altair as alt

from pipelines.settings import PROJECT_DIR

VENDOR = PROJECT_DIR / "pipelines" / "report" / "vendor"
LISTED = re.findall(
    r"\| `(\S+)` \| (\S+) (\S+), .* `([0-9a-f]{64})` \|", (VENDOR / "README.md").read_text(encoding="utf-8")
)


def test_every_library_is_listed_with_its_hash_and_its_licence() -> None:
    assert sorted(name for name, *_ in LISTED) == sorted(path.name for path in VENDOR.glob("*.js"))
    for name, package, _, digest in LISTED:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest
        assert "Redistribution" in (VENDOR / f"{package}.LICENSE").read_text(encoding="utf-8")


def test_altair_writes_for_the_vega_lite_that_draws() -> None:
    versions = {package: version for _, package, version, _ in LISTED}
    assert versions["vega-lite"] == alt.SCHEMA_VERSION.removeprefix("v")
