"""Every path and limit of the project, read from the environment once.

Nothing here touches the file system; what a path is used for belongs to the stage that uses it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a run reads and writes.

    Attributes:
        raw_dir: Articles as they came, with their origin files. Read only.
        build_dir: Everything generated; may be deleted at any time.
        max_article_bytes: A larger file in ``raw_dir`` is rejected, with that reason.
    """

    raw_dir: Path
    build_dir: Path
    max_article_bytes: int = 20_000_000

    @classmethod
    def from_environment(cls) -> Settings:
        """Settings from ``NPA_RAW_DIR`` and ``NPA_BUILD_DIR``, each with a default in the project."""
        return cls(
            raw_dir=Path(os.environ.get("NPA_RAW_DIR") or PROJECT_DIR / "raw").resolve(),
            build_dir=Path(os.environ.get("NPA_BUILD_DIR") or PROJECT_DIR / "build").resolve(),
        )

    @property
    def staging_path(self) -> Path:
        """The database every stage before publishing writes to."""
        return self.build_dir / "staging.duckdb"

    @property
    def warehouse_path(self) -> Path:
        """The published database: complete, audited, replaced as a whole."""
        return self.build_dir / "warehouse.duckdb"

    @property
    def dbt_target_dir(self) -> Path:
        """Where dbt leaves its manifest and run results."""
        return self.build_dir / "dbt"

    @property
    def dagster_home(self) -> Path:
        """Run history, sensor and schedule state."""
        return self.build_dir / "dagster"

    @property
    def data_docs_dir(self) -> Path:
        """The Great Expectations Data Docs of the last validation."""
        return self.build_dir / "data_docs"


DBT_PROJECT_DIR = PROJECT_DIR / "dbt_project"
SEEDS_DIR = DBT_PROJECT_DIR / "seeds"
EXPECTATIONS_DIR = PROJECT_DIR / "expectations"
