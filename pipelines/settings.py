"""Every path and limit of the project, read from the environment once.

Nothing here touches the file system; what a path is used for belongs to the stage that uses it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent
DBT_PROJECT_DIR = PROJECT_DIR / "dbt_project"
SEEDS_DIR = DBT_PROJECT_DIR / "seeds"
EXPECTATIONS_DIR = PROJECT_DIR / "expectations"

DEFAULT_MAX_ARTICLE_BYTES = 20_000_000
DEFAULT_MAX_ARTICLE_CHARS = 1_000_000
DEFAULT_READ_SECONDS = 60
DEFAULT_READ_MEMORY_MB = 2_048
DEFAULT_MAX_FILES = 1_000_000
DEFAULT_SETTLING_SECONDS = 5
DEFAULT_STALE_HOURS = 24
DEFAULT_DUCKDB_MEMORY_MB = 2_048
# The cores this process may use, which a container or a batch system may hold to fewer than the machine has.
DEFAULT_WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

# Lies at the top of the folder of articles, and is configuration, not one of them.
SOURCES_NAME = "sources.yml"

# How a lake's catalogue in PostgreSQL is told from one in a file; what follows is libpq's.
POSTGRES_PREFIX = "postgres:"


class SettingsError(Exception):
    """The environment asks for what cannot be; the message names the variable and the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a run reads and writes.

    Attributes:
        raw_dir: Articles as they came, with their origin files. Only fetching adds to it; nothing changes it.
        build_dir: Everything generated; may be deleted at any time.
        max_article_bytes: A larger file in ``raw_dir`` is rejected, with that reason; a larger document is not fetched.
        max_article_chars: So is a longer text.
        read_seconds: So is a page or PDF file that takes longer to read.
        read_memory_mb: So is one that takes more memory, where the system can hold a process to it.
        max_files: So many files of ``raw_dir`` are looked at; what comes after them is one rejection.
        settling_seconds: A file that changed a shorter time ago may still be on its way: the sensor waits.
        stale_hours: What is new may wait so long to be published before a check warns.
        contact: An address or a page the User-Agent of every request names, None for none.
        duckdb_memory_mb: So much memory may DuckDB take before it puts aside on the disk what it is not working on.
        workers: So many processes of this machine extract articles at a time, where there are many.
        dask: Address of the scheduler of a Dask cluster that extracts them instead, None for this machine.
        lake: The catalogue of the warehouse that many machines share: ``postgres:`` and a connection string of libpq,
            or the path of a catalogue file; None for none.
        lake_data: The folder of its Parquet files, at the same path on every machine.
        collection: What the lake calls the articles of this machine, None for one that only reads there.
    """

    raw_dir: Path
    build_dir: Path
    max_article_bytes: int = DEFAULT_MAX_ARTICLE_BYTES
    max_article_chars: int = DEFAULT_MAX_ARTICLE_CHARS
    read_seconds: int = DEFAULT_READ_SECONDS
    read_memory_mb: int = DEFAULT_READ_MEMORY_MB
    max_files: int = DEFAULT_MAX_FILES
    settling_seconds: int = DEFAULT_SETTLING_SECONDS
    stale_hours: int = DEFAULT_STALE_HOURS
    contact: str | None = None
    duckdb_memory_mb: int = DEFAULT_DUCKDB_MEMORY_MB
    workers: int = DEFAULT_WORKERS
    dask: str | None = None
    lake: str | None = None
    lake_data: Path | None = None
    collection: str | None = None

    @classmethod
    def from_environment(cls) -> Settings:
        """Settings from the variables named ``NPA_`` and a setting's name, each with a default.

        Raises:
            SettingsError: A variable holds what it cannot mean.
        """
        lake, lake_data = _lake("NPA_LAKE", "NPA_LAKE_DATA")
        return cls(
            raw_dir=_folder("NPA_RAW_DIR", PROJECT_DIR / "raw"),
            build_dir=_folder("NPA_BUILD_DIR", PROJECT_DIR / "build"),
            max_article_bytes=_positive_number("NPA_MAX_ARTICLE_BYTES", DEFAULT_MAX_ARTICLE_BYTES, "bytes"),
            max_article_chars=_positive_number("NPA_MAX_ARTICLE_CHARS", DEFAULT_MAX_ARTICLE_CHARS, "characters"),
            read_seconds=_positive_number("NPA_READ_SECONDS", DEFAULT_READ_SECONDS, "seconds"),
            read_memory_mb=_positive_number("NPA_READ_MEMORY_MB", DEFAULT_READ_MEMORY_MB, "megabytes"),
            max_files=_positive_number("NPA_MAX_FILES", DEFAULT_MAX_FILES, "files"),
            settling_seconds=_positive_number("NPA_SETTLING_SECONDS", DEFAULT_SETTLING_SECONDS, "seconds"),
            stale_hours=_positive_number("NPA_STALE_HOURS", DEFAULT_STALE_HOURS, "hours"),
            contact=_header_text("NPA_CONTACT"),
            duckdb_memory_mb=_positive_number("NPA_DUCKDB_MEMORY_MB", DEFAULT_DUCKDB_MEMORY_MB, "megabytes"),
            workers=_positive_number("NPA_WORKERS", DEFAULT_WORKERS, "processes"),
            dask=os.environ.get("NPA_DASK") or None,
            lake=lake,
            lake_data=lake_data,
            collection=_name("NPA_COLLECTION"),
        )

    @property
    def lake_state_path(self) -> Path:
        """What this machine last built into the lake."""
        return self.build_dir / "lake.json"

    @property
    def inventory_path(self) -> Path:
        """What lay in ``raw_dir`` when it was last looked at; spares reading files that did not change."""
        return self.build_dir / "inventory.json"

    @property
    def sources_path(self) -> Path:
        """The list of sources to fetch articles from; there need not be one."""
        return self.raw_dir / SOURCES_NAME

    @property
    def sources_state_path(self) -> Path:
        """What fetching remembers of servers between two fetches; only a cache."""
        return self.build_dir / "sources.json"

    @property
    def staging_path(self) -> Path:
        """The database every stage before publishing writes to."""
        return self.build_dir / "staging.duckdb"

    @property
    def warehouse_path(self) -> Path:
        """The published database: complete, audited, replaced as a whole."""
        return self.build_dir / "warehouse.duckdb"

    @property
    def site_dir(self) -> Path:
        """The web site to read the published database by; replaced as a whole, too."""
        return self.build_dir / "site"

    @property
    def exports_dir(self) -> Path:
        """The published database as files for other tools; replaced as a whole."""
        return self.build_dir / "exports"

    @property
    def dbt_target_dir(self) -> Path:
        """Where dbt leaves its manifest and run results."""
        return self.build_dir / "dbt"

    @property
    def dagster_home(self) -> Path:
        """Run history, sensor and schedule state."""
        return self.build_dir / "dagster"

    @property
    def dbt_docs_dir(self) -> Path:
        """The documentation dbt writes of the project, as one page."""
        return self.build_dir / "dbt_docs"

    @property
    def data_docs_dir(self) -> Path:
        """The Great Expectations Data Docs of the last validation."""
        return self.build_dir / "data_docs"


def _folder(variable: str, default: Path) -> Path:
    value = os.environ.get(variable)
    return Path(value).expanduser().resolve() if value else default


def _positive_number(variable: str, default: int, unit: str) -> int:
    value = os.environ.get(variable)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise SettingsError(f"{variable} is '{value}'. Set it to a number of {unit} such as {default}, or unset it.")
    return int(value)


def _header_text(variable: str) -> str | None:
    value = os.environ.get(variable)
    if not value:
        return None
    # It goes into a request header, inside brackets.
    if not value.isascii() or not value.isprintable() or set("()") & set(value):
        raise SettingsError(f"{variable} is {value!r}. Set it to a mail address or a page, in plain ASCII.")
    return value


def _lake(variable: str, data_variable: str) -> tuple[str | None, Path | None]:
    """Where the catalogue and the files of the lake are; neither without the first."""
    value, data = os.environ.get(variable), os.environ.get(data_variable)
    if not value:
        if data:
            raise SettingsError(f"{data_variable} is set, and {variable} is not. Set both, or neither.")
        return None, None
    if "://" in value:
        raise SettingsError(
            f"{variable} is an address. Set it to the path of a catalogue file, or write PostgreSQL's as "
            f"{POSTGRES_PREFIX}dbname=npa host=..."
        )
    if not value.startswith(POSTGRES_PREFIX):
        catalogue = Path(value).expanduser().resolve()
        return str(catalogue), _folder(data_variable, catalogue.with_name(f"{catalogue.name}.files"))
    # The value is named in messages, and a process shows its environment.
    if re.search(r"\bpassword\s*=", value, re.IGNORECASE):
        raise SettingsError(f"{variable} holds a password. Put it into ~/.pgpass or PGPASSWORD, where libpq looks.")
    if not data:
        raise SettingsError(
            f"{variable} names a catalogue in PostgreSQL, and {data_variable} is not set. Set it to the folder of the "
            "lake's files, which every machine sees at the same path."
        )
    return value, Path(data).expanduser().resolve()


def _name(variable: str) -> str | None:
    value = os.environ.get(variable)
    if not value:
        return None
    # It becomes a folder of the lake.
    if not re.fullmatch("[a-z0-9][a-z0-9_-]{0,62}", value):
        raise SettingsError(
            f"{variable} is {value!r}. Set it to a name of at most 63 lower-case letters, digits, '-' and '_'."
        )
    return value
