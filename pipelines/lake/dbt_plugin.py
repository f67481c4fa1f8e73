"""Lets dbt write to the lake by itself: named in dbt_project/profiles.yml, and loaded by dbt-duckdb alone.

Where the lake is says the profile; what is built there, the models.
"""

from __future__ import annotations

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from pipelines.database import spill_dir
from pipelines.lake.connection import LAKE, load_extensions
from pipelines.settings import Settings


class Plugin(BasePlugin):
    """Makes DuckDB ready for a lake: before it is attached, and on every cursor."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Load the extensions, which attaching needs, and keep what does not fit into memory apart from others'."""
        attached = self.creds.attach or [] if self.creds else []
        for attachment in attached:
            load_extensions(conn, attachment.path.removeprefix("ducklake:"))
        conn.execute("set temp_directory = ?", [str(spill_dir(Settings.from_environment().build_dir / LAKE))])

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Public views name their marts without a database: those of the default one are meant."""
        cursor.execute(f"use {LAKE}")
