"""``python -m pipelines.dictionary [FILE]``: write the data dictionary."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pipelines.defs.dbt_runner import DbtRunner
from pipelines.dictionary.markdown import markdown
from pipelines.dictionary.tables import tables
from pipelines.settings import PROJECT_DIR, Settings


def main(target: Path) -> None:
    """Write the dictionary of the dbt project as it is now."""
    manifest = DbtRunner(Settings.from_environment()).prepare_manifest()
    page = markdown(tables(json.loads(manifest.read_text(encoding="utf-8"))))
    target.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the data dictionary.")
    parser.add_argument("file", type=Path, nargs="?", default=PROJECT_DIR / "docs" / "data-dictionary.md")
    main(parser.parse_args().file)
